# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes of a standard in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from teduh.procedure.limits import describe
from teduh.procedure.standard import slugs
from teduh.procedure.standard.model import (
    Condition,
    Effect,
    Moment,
    MomentKind,
    Party,
    RequirementKind,
    Risk,
    Standard,
)
from teduh.procedure.standard.vocabulary import ChannelKind, Fact, FactValue
from teduh.procedure.terms import Limit, Unit
from teduh.standards.catalogue import vocabulary

EFFECTS = {
    Effect.COMPLETED: gettext_lazy("Selesai"),
    Effect.REJECTED: gettext_lazy("Ditolak"),
    Effect.SET_ASIDE: gettext_lazy("Disisihkan"),
    Effect.TRANSFERRED: gettext_lazy("Dilimpahkan"),
    Effect.DISCONTINUED: gettext_lazy("Dihentikan"),
}
RISKS = {
    Risk.HIGH: gettext_lazy("Risiko tinggi"),
    Risk.MEDIUM: gettext_lazy("Risiko sedang"),
    Risk.LOW: gettext_lazy("Risiko rendah"),
}
REQUIREMENTS = {
    RequirementKind.DOCUMENT: gettext_lazy("Dibawa, kalau ada"),
    RequirementKind.FORM: gettext_lazy("Diisi bersama petugas"),
    RequirementKind.STATEMENT: gettext_lazy("Diceritakan"),
    RequirementKind.ELIGIBILITY: gettext_lazy("Kami periksa"),
    RequirementKind.REFERENCE: gettext_lazy("Pegangan kami"),
    RequirementKind.CHOICE: gettext_lazy("Salah satu dari"),
}


def effect(value: Effect | None) -> str:
    return str(EFFECTS[value]) if value in EFFECTS else ""


def either(names: Iterable[str]) -> str:
    """`a, b, atau c`, one of which is enough."""
    return _joined(list(names), _("atau"))


def all_of(names: Iterable[str]) -> str:
    return _joined(list(names), _("dan"))


def _joined(names: list[str], last: str) -> str:
    if len(names) < 3:
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


def parties(some: Iterable[Party]) -> str:
    return either(dict.fromkeys(party.name for party in some))


def condition(value: Condition) -> str:
    """`bila kanal rujukan atau pelimpahan`."""
    facts = [_fact(code, values) for code, values in value.facts]
    return _("bila %(facts)s") % {"facts": all_of(facts)}


def _fact(code: str, values: tuple[str, ...]) -> str:
    fact = vocabulary().fact(code)
    if fact is None:
        return f"{code} {either(values)}"
    return f"{_word(fact)} {either(_word(one) for one in fact.words(values))}"


def _word(row: Fact | FactValue | ChannelKind) -> str:
    # A name of its own (WhatsApp, Facebook) is written as it writes itself, in both languages.
    english = get_language() == "en" and row.en
    return row.en if english or row.en.casefold() == row.id.casefold() else row.id


def paper(key: str) -> str:
    """A paper by the short name that the steps use: `surat tugas`."""
    return slugs.words(slugs.slug(key))


def channel(code: str, name: str) -> str:
    kind = vocabulary().channel(code) if code else None
    return _word(kind) if kind else name


def sentence(text: str) -> str:
    """With a capital at its beginning."""
    return text[:1].upper() + text[1:]


def moment(value: Moment, standard: Standard) -> str:
    """`laporan diterima`, `Tanda tangan selesai`."""
    step = next((one for line in standard.procedures for one in line.steps if one.key == value.step), None)
    name = step.name if step else value.step
    return {
        MomentKind.RECEIVED: _("laporan diterima"),
        MomentKind.COMPLETE: _("syarat lengkap"),
        MomentKind.STARTED: _("“%(step)s” dimulai") % {"step": name},
        MomentKind.FINISHED: _("“%(step)s” selesai") % {"step": name},
        MomentKind.ENDED: _("penanganan selesai"),
    }[value.kind]


def duration(value: Limit) -> str:
    """As published; for an English reader, said in English."""
    return describe(value).en if get_language() == "en" else value.text


def limit(value: Limit) -> str:
    return sentence(duration(value))


def counting(value: Limit) -> str:
    """How the days of a limit are counted, where a reader may wonder."""
    if value.unit is Unit.WORKING_DAYS:
        return _("hari libur dan hari tutup tidak dihitung")
    if value.unit is Unit.CALENDAR_DAYS or (value.unit is Unit.ELAPSED and value.amount >= 24 * 60):
        return _("hari libur dihitung")
    if value.unit is Unit.SERVICE_MINUTES:
        return _("dihitung pada jam buka")
    return ""
