# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a person. Nothing is required: an empty field and "Tidak diketahui" stay unknown."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teduh.accounts.forms.fields import Form
from teduh.lib.codelists import code_list
from teduh.persons import safecontact
from teduh.persons.details import CODED, UNKNOWN, Address, Details, clean
from teduh.persons.profile import LABELS
from teduh.persons.regions import path_of

if TYPE_CHECKING:
    from teduh.persons.models import Person

SEXES = [
    ("female", gettext_lazy("Perempuan")),
    ("male", gettext_lazy("Laki-laki")),
    (UNKNOWN, gettext_lazy("Tidak diketahui")),
]
ANSWERS = [
    ("yes", gettext_lazy("Ya")),
    ("no", gettext_lazy("Tidak")),
    (UNKNOWN, gettext_lazy("Tidak diketahui")),
]
NATIONALITIES = [
    ("wni", gettext_lazy("WNI")),
    ("wna", gettext_lazy("WNA")),
    (UNKNOWN, gettext_lazy("Tidak diketahui")),
]


HOUR: dict[str, Any] = {
    "widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    "input_formats": ["%H:%M", "%H:%M:%S", "%H.%M"],
}


def coded(name: str) -> list[tuple[str, str]]:
    """A code list, the unknown first."""
    rows = [(row.code, row.label) for row in code_list(name).rows if row.code != UNKNOWN]
    return [(UNKNOWN, _("Tidak diketahui")), *rows]


class Text(forms.CharField):
    """Text as it may be kept: control signs and direction marks are dropped, never refused."""

    def __init__(self, *, lines: int = 0, **options: Any) -> None:
        if lines:
            options["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(required=False, max_length=options.pop("max_length", 2000), **options)

    def to_python(self, value: Any) -> str:
        return clean(str(value)) if value else ""


def region(into: str) -> Text:
    """A region searched while typing; what is chosen goes into the hidden field of that name."""
    attrs = {
        "data-typeahead": reverse_lazy("persons:regions"),
        "data-typeahead-into": f"id_{into}",
        "autocomplete": "off",
    }
    return Text(label=gettext_lazy("Desa, kecamatan, atau kota"), widget=forms.TextInput(attrs=attrs))


class SafeContactForm(Form):
    """How somebody may be reached. What is ticked is kept to; what is written is shown wherever contact starts."""

    safe_ways = forms.MultipleChoiceField(
        label=gettext_lazy("Cara yang aman"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Cara lain lalu meminta alasan, dan atasan diberi tahu."),
    )
    safe_from = forms.TimeField(label=gettext_lazy("Aman mulai pukul"), required=False, **HOUR)
    safe_until = forms.TimeField(label=gettext_lazy("Aman sampai pukul"), required=False, **HOUR)
    safe_avoid = forms.MultipleChoiceField(
        label=gettext_lazy("Jangan pernah"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Cara yang dicentang ditolak, apa pun alasannya."),
    )
    safe_never = Text(
        label=gettext_lazy("Jangan pernah, dengan kata sendiri"),
        help_text=gettext_lazy("Misalnya: menyebut nama kantor."),
    )
    safe_shared_phone = forms.ChoiceField(
        label=gettext_lazy("Ponsel dipakai bersama?"), choices=ANSWERS, required=False, widget=forms.RadioSelect
    )
    safe_answerers = Text(
        label=safecontact.FIELDS["answerers"], help_text=gettext_lazy("Misalnya: hanya ia sendiri, atau kakaknya.")
    )
    safe_code_word = Text(label=safecontact.FIELDS["code_word"])
    safe_channel = Text(label=safecontact.FIELDS["channel"], help_text=gettext_lazy("Telepon, WhatsApp, lewat kakak …"))
    safe_hours = Text(label=safecontact.FIELDS["hours"])
    safe_note = Text(label=safecontact.FIELDS["note"], lines=2)

    SAFE = (
        *("safe_ways", "safe_from", "safe_until", "safe_avoid", "safe_never", "safe_shared_phone", "safe_answerers"),
        *("safe_code_word", "safe_channel", "safe_hours", "safe_note"),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.offer("safe_ways", [(code, safecontact.said(word)) for code, word in safecontact.WAYS.items()])
        self.offer("safe_avoid", [(code, safecontact.said(word)) for code, word in safecontact.NEVER.items()])

    def offer(self, name: str, pairs: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs

    def clean(self) -> dict[str, Any]:
        value = super().clean() or self.cleaned_data
        if bool(value.get("safe_from")) != bool(value.get("safe_until")):
            self.add_error("safe_until", _("Isi kedua jamnya, atau kosongkan keduanya."))
        if set(value.get("safe_ways") or ()) & set(value.get("safe_avoid") or ()):
            self.add_error("safe_avoid", _("Satu cara tidak dapat aman dan dilarang sekaligus."))
        return value

    def contact(self) -> dict[str, Any]:
        """What was said, the unsaid left out."""
        value = self.cleaned_data
        found: dict[str, Any] = {
            name: value[f"safe_{name}"]
            for name in (*safecontact.FIELDS, safecontact.SHARED, "ways", "avoid")
            if value[f"safe_{name}"]
        }
        for name in ("from", "until"):
            if value[f"safe_{name}"]:
                found[name] = value[f"safe_{name}"].strftime("%H:%M")
        return {} if found == {safecontact.SHARED: UNKNOWN} else found


def initial_contact(person: Person) -> dict[str, Any]:
    contact = person.safe_contact.open() or {}
    names = (*safecontact.FIELDS, safecontact.SHARED, "ways", "avoid", "from", "until")
    return {f"safe_{name}": contact.get(name, "") for name in names}


class PersonForm(SafeContactForm):
    name = Text(label=gettext_lazy("Nama"), help_text=gettext_lazy("Boleh inisial, satu kata, atau kosong."))
    alias = Text(label=gettext_lazy("Nama panggilan"))
    sex = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"), choices=SEXES, required=False, widget=forms.RadioSelect
    )
    birth_date = Text(
        label=gettext_lazy("Tanggal lahir"), help_text=gettext_lazy("21-04-1995; bila hanya tahun: 1995.")
    )
    birth_estimated = forms.BooleanField(label=gettext_lazy("Kira-kira"), required=False)
    birth_place = Text(label=gettext_lazy("Tempat lahir"))
    nik = Text(label=gettext_lazy("NIK"), max_length=60)
    kk = Text(label=gettext_lazy("Nomor KK"), max_length=60)
    phone = Text(label=gettext_lazy("Telepon"), max_length=60)
    email = Text(label=gettext_lazy("Surel"), max_length=200)
    home_text = Text(label=gettext_lazy("Alamat tinggal"))
    home_region_text = region("home_region")
    home_region = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    registered_text = Text(label=gettext_lazy("Alamat di KTP, bila berbeda"))
    registered_region_text = region("registered_region")
    registered_region = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    education = forms.ChoiceField(label=LABELS["education"], required=False)
    occupation = forms.ChoiceField(label=LABELS["occupation"], required=False)
    religion = forms.ChoiceField(label=LABELS["religion"], required=False)
    marital_status = forms.ChoiceField(label=LABELS["marital_status"], required=False)
    nationality = forms.ChoiceField(
        label=LABELS["nationality"], choices=NATIONALITIES, required=False, widget=forms.RadioSelect
    )
    disability = forms.ChoiceField(
        label=gettext_lazy("Penyandang disabilitas?"), choices=ANSWERS, required=False, widget=forms.RadioSelect
    )
    disabilities = forms.MultipleChoiceField(
        label=gettext_lazy("Ragam disabilitas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = Text(label=gettext_lazy("Catatan tentang orang ini"), lines=3, max_length=20_000)

    IDENTITY = ("name", "alias", "sex", "birth_date", "birth_estimated", "birth_place", "nik", "kk")
    CONTACT = ("phone", "email", "home_text", "home_region_text", "registered_text", "registered_region_text")
    LIFE = (
        *("education", "occupation", "religion", "marital_status", "nationality", "disability", "disabilities"),
        "notes",
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in ("education", "occupation", "religion", "marital_status"):
            self.offer(name, coded(name))
        rows = code_list("disability_types").rows
        self.offer("disabilities", [(row.code, row.label) for row in rows if row.code != UNKNOWN])

    def part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def clean_birth_date(self) -> str:
        """A date that cannot be read is said, not dropped."""
        typed = str(self.cleaned_data["birth_date"])
        if typed and day_of(typed) is None:
            raise forms.ValidationError(_("Tulis tanggal, misalnya 21-04-1995. Bila hanya tahunnya: 1995."))
        return typed

    def details(self) -> Details:
        value = self.cleaned_data
        birth = day_of(value["birth_date"])
        return Details(
            **{name: value[name] for name in ("name", "alias", "nik", "kk", "birth_place", "phone", "email", "notes")},
            **{name: value[name] or UNKNOWN for name in ("sex", "disability", *CODED)},
            birth_date=birth[0] if birth else None,
            birth_estimated=bool(birth and (birth[1] or value["birth_estimated"])),
            home=Address(value["home_text"], value["home_region"]),
            registered=Address(value["registered_text"], value["registered_region"]),
            safe_contact=self.contact(),
            disabilities=tuple(value["disabilities"]),
        )


def day_of(text: str) -> tuple[date, bool] | None:
    """(day, estimated) of `21-04-1995`, `1995-04-21`, `4/1995`, `1995`; None where it cannot be read."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if parts and parts[0] > 31:
        parts.reverse()
    if not 1 <= len(parts) <= 3 or parts[-1] < 1850:
        return None
    day, month = (parts[0] if len(parts) == 3 else 1), (parts[-2] if len(parts) > 1 else 7)
    try:
        return date(parts[-1], month, day), len(parts) < 3
    except (ValueError, OverflowError):
        return None


def initial_of(person: Person) -> dict[str, Any]:
    """What the form shows of a person at first: everything that is kept."""
    home, registered = person.home_address.open() or {}, person.registered_address.open() or {}
    profile = person.profile.open() or {}
    birth = person.birth_date.open()
    return {
        **{name: getattr(person, name).open() for name in ("name", "alias", "nik", "kk", "birth_place", "phone")},
        "email": person.email.open(),
        "notes": person.notes.open(),
        "birth_date": "-".join(reversed(birth.split("-"))) if birth else "",
        "birth_estimated": person.birth_estimated,
        "sex": person.sex,
        "disability": person.disability,
        **{name: profile.get(name, UNKNOWN) for name in CODED},
        "disabilities": profile.get("disabilities", []),
        "home_text": home.get("text", ""),
        "home_region": home.get("region", ""),
        "home_region_text": path_of(home["region"]) if home.get("region") else "",
        "registered_text": registered.get("text", ""),
        "registered_region": registered.get("region", ""),
        "registered_region_text": path_of(registered["region"]) if registered.get("region") else "",
        **initial_contact(person),
    }
