# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the New report page makes of what was typed: ages, a suggested risk, what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from teduh.intake.dates import read_date
from teduh.intake.forms import LooseDate, ReportForm
from teduh.intake.risk import Suggestion, suggest
from teduh.lib.ages import age_on
from teduh.lib.codelists import code_list
from teduh.procedure import flow
from teduh.procedure.standard.model import Requirement, RequirementKind, Standard
from teduh.procedure.state import WRITTEN_CHANNELS

TOLD = (RequirementKind.DOCUMENT, RequirementKind.STATEMENT, RequirementKind.ELIGIBILITY, RequirementKind.CHOICE)


@dataclass(frozen=True, slots=True)
class Reading:
    suggestion: Suggestion
    missing: tuple[str, ...]


def read(form: ReportForm, *, standard: Standard | None, channel: str, day: date) -> Reading:
    """The form must have been validated; what could not be read counts as unknown."""
    ages = [age_of(form, f"client-{number}", day) for number in range(form.client_count)]
    return Reading(
        suggestion=suggest(form.risk_answers(), ages=ages),
        missing=tuple(missing(form, standard=standard, channel=channel)),
    )


def age_of(form: ReportForm, prefix: str, day: date) -> int | None:
    """The age told, else the age on that day by the birth date."""
    told = form.cleaned_data.get(f"{prefix}-age")
    if told is not None:
        return int(told)
    birth, _estimated = read_date(form.cleaned_data.get(f"{prefix}-birth") or "")
    return age_on(birth, day) if birth else None


def no_dates(form: ReportForm) -> list[str]:
    """The fields of days in which stands what can be no day, such as 31-02-2026."""
    typed = ((name, form.cleaned_data.get(name)) for name, field in form.fields.items() if isinstance(field, LooseDate))
    return [name for name, text in typed if text and read_date(text)[0] is None]


def contradictions(form: ReportForm, day: date) -> list[str]:
    """What can hardly be so, to be asked again while the caller is there. Nothing of it stops a case from being opened;
    only what is no date at all is refused then."""
    value = form.cleaned_data.get
    found = [_("“%s” bukan tanggal.") % str(value(name))[:40] for name in no_dates(form)]
    happened, estimated = read_date(value("when_date") or "")
    if happened and happened > day and not estimated:
        found.append(_("Tanggal kejadian sesudah laporan diterima."))
    people = [f"client-{number}" for number in range(form.client_count)]
    people += [f"alleged-{number}" for number in range(form.alleged_count)]
    for prefix in people:
        birth, estimated = read_date(value(f"{prefix}-birth") or "")
        told = value(f"{prefix}-age")
        if birth and birth > day:
            found.append(_("Tanggal lahir sesudah laporan diterima."))
            continue
        counted = age_on(birth, day) if birth else None
        if counted is not None and told is not None and abs(counted - int(told)) > (1 if estimated else 0):
            found.append(
                _("Usia %(told)s tahun tidak cocok dengan tanggal lahirnya (%(counted)s tahun).")
                % {"told": told, "counted": counted}
            )
    phones = [value(name) or "" for name in ("reporter_phone", *(f"{prefix}-phone" for prefix in people))]
    wordy = [phone for phone in phones if phone and not any(sign.isdigit() for sign in phone)]
    found += [_("“%s” bukan nomor telepon: tidak ada angkanya.") % phone[:40] for phone in wordy]
    return found


def missing(form: ReportForm, *, standard: Standard | None, channel: str) -> list[str]:
    """What is still to be asked, as a list to read out. Nothing of it stops a case from being opened."""
    value = form.cleaned_data.get
    found = []
    if not value("narrative"):
        found.append(_("Apa yang terjadi"))
    if not value("client-0-name") and not value("reporter_is_client"):
        found.append(_("Nama klien (boleh inisial)"))
    if value("client-0-age") is None and not value("client-0-birth"):
        found.append(_("Usia klien"))
    if not value("reporter_phone") and channel in ("phone", "hotline", "whatsapp"):
        found.append(_("Nomor telepon kembali"))
    unasked = [row for row in code_list("risk_questions").rows if not value(f"risk-{row.code}")]
    if unasked:
        found.append(_("%d pertanyaan risiko") % len(unasked))
    ticked = set(value("requirements") or ())
    if standard is not None:
        for requirement in applicable(standard, channel):
            keys = {requirement.key, *(one.key for one in requirement.alternatives)}
            if ticked.isdisjoint(keys):
                found.append(_("%s (boleh menyusul)") % words(requirement))
    return found


def applicable(standard: Standard, channel: str) -> list[Requirement]:
    """The requirements that a reporter can be told of: those for this channel, forms of the office left out."""
    facts = {"channel": (channel,), "form": ("written" if channel in WRITTEN_CHANNELS else "oral",)}
    return [
        requirement
        for requirement in standard.requirements
        if requirement.kind in TOLD and requirement.mandatory and flow.true(requirement.condition, facts)
    ]


def words(requirement: Requirement) -> str:
    if requirement.kind is RequirementKind.CHOICE and not requirement.text:
        return _(" atau ").join(one.text for one in requirement.alternatives)
    return requirement.text


def requirement_choices(standard: Standard | None, channel: str) -> list[tuple[str, str]]:
    """What can be ticked as being there already."""
    if standard is None:
        return []
    found: list[tuple[str, str]] = []
    for requirement in applicable(standard, channel):
        if requirement.alternatives:
            found += [(one.key, one.text) for one in requirement.alternatives]
        else:
            found.append((requirement.key, requirement.text))
    return found
