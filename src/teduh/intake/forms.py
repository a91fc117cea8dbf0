# SPDX-License-Identifier: AGPL-3.0-or-later
"""The New report form: what an officer types while somebody is on the telephone. Only the service is required."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from teduh.accounts.forms.fields import Form
from teduh.intake.dates import read_date
from teduh.lib.codelists import code_list
from teduh.persons.details import UNKNOWN, Address, Details, clean

MAX_CLIENTS = 8
MAX_ALLEGED = 8
# As the browser's own field writes a moment, with and without seconds, and as people write one where it is plain text.
RECEIVED_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H.%M"]
EARLIEST_YEAR = 2000  # a receipt before is a slip of the keyboard, often a year half typed
ANSWERS = [("yes", _("Ya")), ("no", _("Tidak")), (UNKNOWN, _("Tidak tahu"))]
SEXES = [("female", _("Perempuan")), ("male", _("Laki-laki")), (UNKNOWN, _("Tidak tahu"))]
SAFE = [("safe", _("Aman")), ("hurry", _("Harus cepat")), ("unsafe", _("Tidak aman"))]


def choices(name: str) -> list[tuple[str, Any]]:
    """A code list as options, the unknown first: it is valid everywhere."""
    return [("", _("Tidak diketahui")), *((row.code, row.label) for row in code_list(name).rows if row.code != UNKNOWN)]


class CleanText(forms.CharField):
    """Text of any length; control signs and direction marks are dropped, never refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, strip=True, **options)

    def to_python(self, value: Any) -> str:
        return clean(str(value)) if value else ""


class LooseDate(forms.CharField):
    """A day as people say it: 2026-11-22, 22-11-2026, 22/11/2026, 11-2026, 2026. Kept as typed beside its reading."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, strip=True, **options)


class ReportForm(Form):
    """One page, several clients and alleged perpetrators, a relation a pair. Field names are flat, so that a save as it
    is typed is the posted fields and nothing else."""

    received = forms.DateTimeField(
        label=_("Diterima"),
        required=False,
        help_text=_("Ubah bila laporan sampai lebih dahulu, misalnya surat. Semua janji dihitung dari sini"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=RECEIVED_FORMATS,
    )
    safe = forms.ChoiceField(label=_("Aman bicara?"), choices=SAFE, required=False, widget=forms.RadioSelect)
    reporter_name = CleanText(label=_("Nama pelapor"))
    reporter_phone = CleanText(label=_("Nomor telepon kembali"))
    reporter_safe = CleanText(
        label=_("Cara menghubungi yang aman"), help_text=_("Jam, kata sandi, yang jangan disebut")
    )
    reporter_person = forms.CharField(required=False, widget=forms.HiddenInput)
    reporter_is_client = forms.BooleanField(label=_("Pelapor adalah klien"), required=False)
    anonymous = forms.BooleanField(label=_("Pelapor tidak mau menyebut nama"), required=False)

    letter_from = CleanText(label=_("Surat dari"), help_text=_("Lembaga atau orang yang menulisnya"))
    letter_number = CleanText(label=_("Nomor surat"))
    letter_date = LooseDate(label=_("Tanggal surat"), help_text=_("22-11-2026"))

    narrative = CleanText(label=_("Cerita dengan kata-kata pelapor"), widget=forms.Textarea(attrs={"rows": 6}))
    when = CleanText(label=_("Kapan"), help_text=_("Boleh kira-kira: “sekitar Minggu lalu”"))
    when_date = LooseDate(label=_("Tanggal, kalau tahu"), help_text=_("22-11-2026, 11-2026, atau 2026"))
    when_about = forms.BooleanField(label=_("Kira-kira"), required=False)
    place = CleanText(label=_("Di mana"), help_text=_("Daring juga tempat: sebutkan aplikasinya"))
    place_kind = forms.ChoiceField(label=_("Jenis tempat"), required=False)
    place_region = forms.CharField(required=False, widget=forms.HiddenInput)
    place_region_text = CleanText(label=_("Desa, kecamatan, atau kota"))
    kinds = forms.MultipleChoiceField(
        label=_("Jenis kekerasan, sejauh diketahui"), required=False, widget=forms.CheckboxSelectMultiple
    )
    service = forms.ChoiceField(
        label=_("Layanan"),
        required=True,
        error_messages={
            "invalid_choice": _(
                "Pada hari laporan diterima, layanan ini tidak berlaku untuk jalur ini. Pilih yang lain."
            )
        },
    )
    requirements = forms.MultipleChoiceField(
        label=_("Yang sudah ada"), required=False, widget=forms.CheckboxSelectMultiple
    )
    risk_level = forms.ChoiceField(
        label=_("Keputusan Anda"),
        required=False,
        choices=[("", _("Belum diputuskan")), ("high", _("Tinggi")), ("medium", _("Sedang")), ("low", _("Rendah"))],
        widget=forms.RadioSelect,
    )
    risk_reason = CleanText(label=_("Alasan, bila berbeda dari saran"), widget=forms.Textarea(attrs={"rows": 2}))
    clients = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=MAX_CLIENTS)
    alleged = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MAX_ALLEGED)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        services: list[tuple[str, str]],
        requirements: list[tuple[str, str]],
        clients: int = 1,
        alleged: int = 1,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.client_count, self.alleged_count = clients, alleged
        self.choice("place_kind").choices = choices("places")
        self.choice("kinds").choices = [(row.code, row.label) for row in code_list("violence_kinds").rows]
        self.choice("service").choices = services
        self.choice("requirements").choices = requirements
        for question in code_list("risk_questions").rows:
            self.fields[f"risk-{question.code}"] = forms.ChoiceField(
                label=question.label, choices=ANSWERS, required=False, widget=forms.RadioSelect
            )
        for number in range(clients):
            self.add_person(f"client-{number}")
        for number in range(alleged):
            self.add_person(f"alleged-{number}")
            for client in range(clients):
                self.fields[f"relation-{client}-{number}"] = forms.ChoiceField(
                    label=_("Terlapor adalah … klien"), choices=choices("relations"), required=False
                )
                self.fields[f"home-{client}-{number}"] = forms.ChoiceField(
                    label=_("Tinggal serumah?"), choices=ANSWERS, required=False, widget=forms.RadioSelect
                )
        self.search()
        self.dress()

    def choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def search(self) -> None:
        """Names and regions are searched while they are typed; what is chosen goes to the hidden field beside."""
        for name, field in self.fields.items():
            if name.endswith("region_text"):
                into, address = name.removesuffix("_text"), reverse("persons:regions")
            elif name == "reporter_name" or (name.endswith("-name") and name.startswith("client-")):
                into, address = name.removesuffix("name") + "person", reverse("intake:known")
                field.widget.attrs["data-typeahead-method"] = "post"
            else:
                continue
            field.widget.attrs |= {"data-typeahead": address, "data-typeahead-into": f"id_{into}"}

    def add_person(self, prefix: str) -> None:
        self.fields |= {
            f"{prefix}-person": forms.CharField(required=False, widget=forms.HiddenInput),
            f"{prefix}-name": CleanText(label=_("Nama"), help_text=_("Boleh inisial atau kosong")),
            f"{prefix}-alias": CleanText(label=_("Nama panggilan")),
            f"{prefix}-sex": forms.ChoiceField(
                label=_("Jenis kelamin"), choices=SEXES, required=False, widget=forms.RadioSelect
            ),
            f"{prefix}-age": forms.IntegerField(label=_("Usia (tahun)"), required=False, min_value=0, max_value=130),
            f"{prefix}-birth": LooseDate(label=_("Tanggal lahir"), help_text=_("Boleh tahun saja")),
            f"{prefix}-nik": CleanText(label=_("NIK")),
            f"{prefix}-phone": CleanText(label=_("Telepon")),
            f"{prefix}-home_text": CleanText(label=_("Alamat tinggal")),
            f"{prefix}-home_region_text": CleanText(label=_("Desa, kecamatan, atau kota tinggal")),
            f"{prefix}-home_region": forms.CharField(required=False, widget=forms.HiddenInput),
            f"{prefix}-registered_text": CleanText(label=_("Alamat di KTP, bila berbeda")),
            f"{prefix}-registered_region_text": CleanText(label=_("Desa, kecamatan, atau kota di KTP")),
            f"{prefix}-registered_region": forms.CharField(required=False, widget=forms.HiddenInput),
            f"{prefix}-disability": forms.ChoiceField(
                label=_("Disabilitas"),
                choices=[*choices("disability_types"), ("no", _("Tidak ada"))],
                required=False,
            ),
        }

    def person(self, prefix: str) -> Details:
        """The details typed for one person; whatever could not be read stays unknown."""
        value = self.cleaned_data.get
        birth, estimated = read_date(value(f"{prefix}-birth") or "")
        disability = value(f"{prefix}-disability") or ""
        return Details(
            name=value(f"{prefix}-name") or "",
            alias=value(f"{prefix}-alias") or "",
            sex=value(f"{prefix}-sex") or UNKNOWN,
            birth_date=birth,
            birth_estimated=estimated,
            nik=value(f"{prefix}-nik") or "",
            phone=value(f"{prefix}-phone") or "",
            home=Address(value(f"{prefix}-home_text") or "", value(f"{prefix}-home_region") or ""),
            registered=Address(value(f"{prefix}-registered_text") or "", value(f"{prefix}-registered_region") or ""),
            disability="no" if disability == "no" else UNKNOWN,
            disabilities=(disability,) if disability not in ("", "no") else (),
        )

    def reporter(self) -> Details:
        value = self.cleaned_data.get
        safe = {"note": value("reporter_safe") or "", "now": value("safe") or ""}
        return Details(name=value("reporter_name") or "", phone=value("reporter_phone") or "", safe_contact=safe)

    def risk_answers(self) -> dict[str, str]:
        return {
            name.removeprefix("risk-"): answer
            for name, answer in self.cleaned_data.items()
            if name.startswith("risk-") and answer
        }
