# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small forms of a letter's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teduh.accounts.forms.fields import Form
from teduh.cases.forms import Text, words
from teduh.cases.procedureviews import language
from teduh.cases.registry import Attached
from teduh.letters.handing import examine
from teduh.letters.scans import LARGEST
from teduh.lib.codelists import code_list
from teduh.procedure.problems import Message


class ReturnForm(Form):
    note = words(_("Apa yang perlu diperbaiki?"))


class WithdrawForm(Form):
    reason = words(_("Mengapa konsep ini ditarik?"))


class RevokeForm(Form):
    reason = words(_("Mengapa surat ini dicabut?"))


class FullCopyForm(Form):
    """For whom a letter names its clients in full, and why."""

    entitled = forms.ChoiceField(
        label=_("Penerima yang berhak"),
        help_text=_("Yang tidak ada di daftar ini menerima surat berinisial."),
        error_messages={"required": _("Pilih satu."), "invalid_choice": _("Pilih dari daftar.")},
    )
    recipient = Text(
        label=_("Nama lembaga atau petugasnya"),
        max_length=200,
        help_text=_("Tercetak di kaki setiap halaman."),
        error_messages={"required": _("Isi dulu.")},
    )
    reason = words(_("Mengapa identitas lengkap diperlukan?"), rows=2, help_text=_("Tercetak di surat."))
    consent = words(
        _("Siapa yang menyetujui, kapan, dan bagaimana?"),
        required=False,
        rows=2,
        help_text=_("Untuk penerima bertanda *, bila formulir persetujuan belum menyebut boleh dibagikan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "lengkap-%s", **kwargs})
        entitled = self.fields["entitled"]
        assert isinstance(entitled, forms.ChoiceField)
        rows = code_list("entitled_recipients").rows
        starred = [(row.code, f"{row.label} *" if row.more.get("consent") == "ya" else row.label) for row in rows]
        entitled.choices = [("", "—"), *starred]


class RefuseCopyForm(Form):
    reason = words(_("Mengapa identitas lengkap tidak boleh keluar?"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "tolak-%s", **kwargs})


MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H.%M"]
SCANS = "application/pdf,image/jpeg,image/png"


def moment(label: Any) -> forms.DateTimeField:
    """A day and hour as the browser's own picker gives it, or as people type it; in the office's zone."""
    return forms.DateTimeField(
        label=label,
        input_formats=MOMENT,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control w-phone"}, format=MOMENT[0]),
        error_messages={
            "required": _("Isi dulu."),
            "invalid": _("Tulis tanggal dan jam, misalnya 22-11-2026 10.15."),
        },
    )


class Scan(forms.FileField):
    """A scan or a photo that may be kept; what is wrong with it is said beside the field. Cleans to `Attached`."""

    widget = forms.FileInput(attrs={"accept": SCANS, "class": "form-control w-text"})

    def clean(self, data: Any, initial: Any = None) -> Attached | None:
        file = super().clean(data, initial)
        if not file:
            return None
        examined = examine(file.read(LARGEST + 1))
        if isinstance(examined, Message):
            raise forms.ValidationError(examined.text(language()), code="scan")
        return examined


class DeliveryForm(Form):
    medium = forms.ChoiceField(
        label=_("Cara menyerahkan"), widget=forms.RadioSelect, error_messages={"required": _("Pilih satu.")}
    )
    recipient = Text(label=_("Diterima oleh"), max_length=300, error_messages={"required": _("Isi dulu.")})
    delivered_at = moment(_("Kapan"))
    proof = Scan(
        label=_("Bukti penyerahan"),
        required=False,
        help_text=_("Foto atau pindaian tanda terima: PDF, JPEG, atau PNG, paling besar 10 MB."),
        error_messages={"empty": _("Berkas ini kosong.")},
    )
    note = words(_("Catatan"), required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="serah-%s", **kwargs)
        medium = self.fields["medium"]
        assert isinstance(medium, forms.ChoiceField)
        medium.choices = [(row.code, row.label) for row in code_list("delivery_media").rows]


class InkPrintForm(Form):
    signatory = forms.TypedChoiceField(
        label=_("Yang menandatangani"), coerce=int, error_messages={"required": _("Pilih satu.")}
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "cetak-%s", **kwargs})
        signatory = self.fields["signatory"]
        assert isinstance(signatory, forms.ChoiceField)
        signatory.choices = list(people)


class InkForm(InkPrintForm):
    signed_at = moment(_("Ditandatangani pada"))
    code = forms.CharField(
        label=_("Enam tanda terakhir kode surat"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control w-phone", "spellcheck": "false"}),
        help_text=_("Hanya bila kode QR tidak terbaca: tanda terakhir alamat di samping kode itu, dari kertasnya."),
    )
    scan = Scan(
        label=_("Hasil pindai surat"),
        help_text=_("Seluruh surat dalam satu PDF; surat satu halaman boleh berupa foto. Paling besar 10 MB."),
        error_messages={"required": _("Pilih berkasnya."), "empty": _("Berkas ini kosong.")},
    )
    seen = forms.BooleanField(
        label=_("Saya melihat sendiri: hasil pindai ini surat tersebut, lengkap, dan sudah ditandatangani."),
        error_messages={"required": _("Periksa dulu, lalu beri tanda.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "basah-%s", **kwargs})


class DispositionForm(Form):
    to = forms.TypedChoiceField(
        label=_("Kepada siapa?"), coerce=int, error_messages={"required": _("Pilih satu orang.")}
    )
    nature = forms.ChoiceField(
        label=_("Sifat"), widget=forms.RadioSelect, initial="ordinary", error_messages={"required": _("Pilih satu.")}
    )
    instructions = forms.MultipleChoiceField(
        label=_("Dengan hormat harap"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = words(_("Catatan"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, auto_id="disposisi-%s", **kwargs)
        natures = [(row.code, f"{row.label} ({row.more['limit']})") for row in code_list("disposition_natures").rows]
        instructions = [(row.code, row.label) for row in code_list("disposition_instructions").rows]
        for name, pairs in (("to", [("", "—"), *people]), ("nature", natures), ("instructions", instructions)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = pairs


class AnswerForm(Form):
    report = words(_("Apa yang sudah dikerjakan?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="jawab-%s", **kwargs)


class KeyForm(Form):
    """A passphrase for one's own key: chosen twice, long enough to stand against guessing."""

    passphrase = forms.CharField(
        label=_("Frasa sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Paling sedikit 12 huruf, misalnya empat kata. Tidak disimpan di mana pun, jadi jangan lupa."),
        error_messages={"required": _("Isi dulu.")},
    )
    again = forms.CharField(
        label=_("Ulangi frasa sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Isi dulu.")},
    )

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if said.get("passphrase") and said.get("again") and said["passphrase"] != said["again"]:
            self.add_error("again", _("Tidak sama dengan yang pertama."))
        return said


class PassphraseForm(KeyForm):
    """Another passphrase for the key that one has."""

    field_order = ("old", "passphrase", "again")
    old = forms.CharField(
        label=_("Frasa sandi sekarang"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Isi dulu.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].label = _("Frasa sandi baru")
        self.fields["again"].label = _("Ulangi frasa sandi baru")


class IdentityForm(Form):
    """How a remote signing service knows the official."""

    identity = forms.CharField(
        label=_("NIK Anda di layanan tanda tangan elektronik"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Isi dulu.")},
    )
