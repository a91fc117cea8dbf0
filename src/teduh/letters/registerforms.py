# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of the registers and of an office's letter settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from teduh.accounts.forms.fields import Form, day, number, text
from teduh.accounts.words import said
from teduh.cases.forms import Text, words
from teduh.letters import emblem
from teduh.letters.actions.numbering import MOST_RESERVED
from teduh.letters.actions.register import Arrived
from teduh.letters.actions.settings import LetterRules
from teduh.letters.kinds import Kind
from teduh.letters.numbers import LONGEST_CLASSIFICATION, LONGEST_CODE, STANDARD, code_problem, problem_of
from teduh.lib.codelists import code_list

FILLED = {"required": _("Isi dulu.")}
MOMENT = "%Y-%m-%dT%H:%M"  # as the browser's own field writes it


def line(label: Any, *, required: bool = True, help_text: Any = "") -> Text:
    return Text(
        label=label,
        required=required,
        max_length=300,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=FILLED,
    )


def natures() -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in code_list("letter_natures").rows]


class IncomingForm(Form):
    """A letter that lies on the table of the secretariat."""

    received_at = forms.DateTimeField(
        label=_("Diterima"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H.%M"],
        error_messages=FILLED,
    )
    sender = line(_("Pengirim"), help_text=_("Lembaga atau orang, seperti tertulis pada surat."))
    subject = line(_("Hal"))
    letter_number = line(_("Nomor surat"), required=False)
    letter_date = day(_("Tanggal surat"), required=False)
    nature = forms.ChoiceField(label=_("Sifat"), widget=forms.RadioSelect)
    case = text(
        _("Nomor kasus"),
        required=False,
        longest=20,
        help_text=_("Bila surat ini mengenai kasus yang sudah ada, misalnya 0147/2026."),
    )

    def __init__(self, data: Any = None, *, at: datetime) -> None:
        super().__init__(data, initial={"received_at": timezone.localtime(at), "nature": "ordinary"})
        nature = self.fields["nature"]
        assert isinstance(nature, forms.ChoiceField)
        nature.choices = natures()

    def arrived(self) -> Arrived:
        return Arrived(
            **{name: self.cleaned_data[name] for name in ("sender", "subject", "received_at")},
            **{name: self.cleaned_data[name] for name in ("letter_number", "letter_date", "nature")},
        )


class ReserveForm(Form):
    classification = text(
        _("Klasifikasi"),
        longest=LONGEST_CLASSIFICATION,
        help_text=_("Kode arsip, misalnya 400.2.4."),
        list="klasifikasi",
    )
    dated = day(_("Tanggal pada surat"), help_text=_("Hari ini atau sebelumnya."))
    count = number(_("Berapa nomor?"), least=1, most=MOST_RESERVED)
    reason = words(_("Alasan"), rows=2, help_text=_("Misalnya: surat ditandatangani basah saat listrik padam."))

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"dated": today, "count": 1})


class CancelForm(Form):
    reason = words(_("Alasan"), rows=2)


class SettingsForm(Form):
    """Arms, office code, template, and an archive code for each numbered kind of letter."""

    arms = forms.FileField(
        label=_("Lambang daerah"),
        required=False,
        allow_empty_file=True,
        help_text=_("Berkas PNG atau SVG, paling besar 300 kB. PNG selebar 300 piksel sudah tajam."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/svg+xml"}),
    )
    without_arms = forms.BooleanField(label=_("Hapus lambang yang sekarang"), required=False)
    code = text(
        _("Kode kantor"), required=False, longest=LONGEST_CODE, help_text=_("Tampil di tempat {kode}, misalnya 409.48.")
    )
    template = text(
        _("Pola nomor"),
        required=False,
        longest=160,
        help_text=format_lazy("{} {}", _("Kosong berarti pola yang umum:"), STANDARD),
    )

    def __init__(self, *args: Any, kinds: Mapping[str, Kind], has_arms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        if not has_arms:
            del self.fields["without_arms"]
        for key, kind in kinds.items():
            self.fields[f"kind-{key}"] = text(
                kind.title, required=False, longest=LONGEST_CLASSIFICATION, placeholder=kind.classification
            )
        self.dress()

    def classification_fields(self) -> list[forms.BoundField]:
        return [self[f"kind-{key}"] for key in self.kinds]

    def clean_arms(self) -> emblem.Emblem | None:
        upload = self.cleaned_data["arms"]
        if not upload:
            return None
        found = emblem.harmless(upload.read(emblem.LARGEST_UPLOAD + 1))
        if not isinstance(found, emblem.Emblem):
            raise forms.ValidationError(said(found))
        return found

    def clean_template(self) -> str:
        template: str = self.cleaned_data["template"]
        problem = problem_of(template) if template else None
        if problem:
            raise forms.ValidationError(said(problem))
        return "" if template == STANDARD else template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, longest in [("code", LONGEST_CODE), *((f"kind-{key}", LONGEST_CLASSIFICATION) for key in self.kinds)]:
            problem = code_problem(cleaned.get(name, ""), longest=longest)
            if problem:
                self.add_error(name, said(problem))
        return cleaned

    def rules(self) -> LetterRules:
        """An archive code that is the catalogue's own is not kept: it follows the catalogue."""
        typed = {key: self.cleaned_data[f"kind-{key}"] for key in self.kinds}
        own = {key: code for key, code in typed.items() if code and code != self.kinds[key].classification}
        return LetterRules(code=self.cleaned_data["code"], template=self.cleaned_data["template"], classifications=own)
