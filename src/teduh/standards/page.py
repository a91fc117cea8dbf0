# SPDX-License-Identifier: AGPL-3.0-or-later
"""A standard as its page shows it: the fourteen components of PermenPANRB 15/2014 in their order, ready to write out.

The public page and the staff's page are made from these values; what was published stands in its own words, in
Indonesian; the words around it follow the reader's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from teduh.accounts.hours import describe
from teduh.procedure.calendar import WeeklyHours
from teduh.procedure.standard import slugs
from teduh.procedure.standard.model import (
    Channel,
    Complaints,
    Evaluation,
    Procedure,
    Promise,
    Requirement,
    RequirementKind,
    Standard,
    Step,
)
from teduh.standards import words
from teduh.standards.chart import Chart, charts
from teduh.standards.outline import Item, published_items

# The first six are what the law calls the delivery of the service, the other eight its making.
COMPONENTS = (
    ("requirements", gettext_lazy("Persyaratan")),
    ("procedures", gettext_lazy("Sistem, mekanisme, dan prosedur")),
    ("promises", gettext_lazy("Jangka waktu pelayanan")),
    ("fee", gettext_lazy("Biaya atau tarif")),
    ("products", gettext_lazy("Produk pelayanan")),
    ("complaints", gettext_lazy("Penanganan pengaduan, saran, dan masukan")),
    ("legal_basis", gettext_lazy("Dasar hukum")),
    ("facilities", gettext_lazy("Sarana, prasarana, dan fasilitas")),
    ("competences", gettext_lazy("Kompetensi pelaksana")),
    ("supervision", gettext_lazy("Pengawasan internal")),
    ("staff_count", gettext_lazy("Jumlah pelaksana")),
    ("service_guarantee", gettext_lazy("Jaminan pelayanan")),
    ("safety_guarantee", gettext_lazy("Jaminan keamanan dan keselamatan pelayanan")),
    ("evaluation", gettext_lazy("Evaluasi kinerja pelaksana")),
)
# What `hours.describe` writes, for the catalogue of messages.
WEEK = (
    gettext_noop("Senin"),
    gettext_noop("Selasa"),
    gettext_noop("Rabu"),
    gettext_noop("Kamis"),
    gettext_noop("Jumat"),
    gettext_noop("Sabtu"),
    gettext_noop("Minggu"),
    gettext_noop("tutup"),
)
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?$")


@dataclass(frozen=True, slots=True)
class RequirementRow:
    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    title: str
    rows: tuple[RequirementRow, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    number: int
    name: str
    text: str
    sub: str  # who does it, with whom, what it makes
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcedurePart:
    name: str
    rows: tuple[StepRow, ...]
    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True)
class LimitRow:
    limit: str
    note: str  # how its days are counted
    risk: str = ""  # high, medium, low
    risk_word: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    text: str  # as published, where that says more than the limit
    name: str
    span: str  # from when until when
    rows: tuple[LimitRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactRow:
    label: str
    address: str
    href: str


@dataclass(frozen=True, slots=True)
class ComplaintPart:
    contacts: tuple[ContactRow, ...]
    responsible: str
    limit: str
    rules: tuple[str, ...]
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """A component that is a few sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    standard: Standard
    ways_in: str
    hours: tuple[tuple[str, str], ...]
    requirements: tuple[RequirementGroup, ...]
    procedures: tuple[ProcedurePart, ...]
    promises: tuple[PromiseRow, ...]
    products: tuple[str, ...]
    complaints: ComplaintPart | None
    details: tuple[Detail, ...]
    missing: tuple[str, ...]  # components that were not published: a list, never an error (rule C36)
    summary: str  # what is promised, in one line


def page_of(standard: Standard, *, office_hours: WeeklyHours | None = None) -> Page:
    """`office_hours` stand where the standard publishes none of its own."""
    hours = standard.hours or office_hours
    promises = tuple(_promise(promise, standard) for promise in standard.promises)
    return Page(
        standard=standard,
        ways_in=words.sentence(", ".join(words.channel(one.kind, one.name) for one in standard.channels)),
        hours=week(hours) if hours else (),
        requirements=_requirements(standard.requirements),
        procedures=tuple(_procedure(one) for one in standard.procedures),
        promises=promises,
        products=tuple(words.sentence(one.text) for one in standard.products),
        complaints=_complaints(standard.complaints) if standard.complaints else None,
        details=tuple(detail for detail in _details(standard) if detail.lines),
        missing=tuple(str(title) for name, title in COMPONENTS if _absent(getattr(standard, name))),
        summary=_summary(promises),
    )


def summary_of(standard: Standard) -> str:
    """What is promised, in one line, for a list."""
    return _summary(tuple(_promise(promise, standard) for promise in standard.promises))


def week(hours: WeeklyHours) -> tuple[tuple[str, str], ...]:
    """`("Senin–Jumat", "08.00-16.00")`, days and closing in the reader's language."""
    return tuple(
        ("–".join(_(day) for day in days.split("–")), _(text).replace("-", "–")) for days, text in describe(hours)
    )


def _absent(value: object) -> bool:
    return value is None or value in ("", ())


def _requirements(requirements: tuple[Requirement, ...]) -> tuple[RequirementGroup, ...]:
    order = list(RequirementKind)

    def kind(one: Requirement) -> RequirementKind:
        # "KTP or KK" stands with the documents, where all its alternatives are documents.
        kinds = {other.kind for other in one.alternatives}
        return kinds.pop() if one.kind is RequirementKind.CHOICE and len(kinds) == 1 else one.kind

    ranked = sorted(requirements, key=lambda one: order.index(kind(one)))
    return tuple(
        RequirementGroup(str(words.REQUIREMENTS[group]), tuple(_requirement(one) for one in some))
        for group, some in groupby(ranked, key=kind)
    )


def _requirement(one: Requirement) -> RequirementRow:
    notes = []
    if one.procedure:
        notes.append(_("untuk %(procedure)s") % {"procedure": slugs.words(one.procedure)})
    if one.whose:
        notes.append(_("dari %(whose)s") % {"whose": words.all_of(party.name for party in one.whose)})
    if one.condition:
        notes.append(words.condition(one.condition))
    if not one.mandatory:
        notes.append(_("boleh tidak ada"))
    options = tuple(option.text for option in one.alternatives)
    text = one.text if not options else words.either(options)
    return RequirementRow(text, tuple(notes))


def _procedure(procedure: Procedure) -> ProcedurePart:
    return ProcedurePart(procedure.name, tuple(_item(item) for item in published_items(procedure)), charts(procedure))


def _item(item: Item) -> StepRow:
    text = next((step.text for step in item.steps if step.text and step.text != step.name), "")
    criteria = tuple(one for step in item.steps for one in step.criteria)
    name = item.steps[0].name if text else item.name
    return StepRow(item.number, name, text, ". ".join(dict.fromkeys(_subs(item.steps))), criteria)


def _subs(steps: tuple[Step, ...]) -> list[str]:
    who = list(dict.fromkeys(words.parties(step.actors) for step in steps if step.actors))
    subs = [_("Oleh %(who)s") % {"who": words.all_of(who)}] if who else []
    together = [party.name for step in steps for party in step.together]
    if together:
        subs.append(_("Bersama %(who)s") % {"who": words.all_of(dict.fromkeys(together))})
    made = [words.either(words.paper(one) for one in choice.options) for step in steps for choice in step.products]
    if made:
        subs.append(_("Menghasilkan %(papers)s") % {"papers": words.all_of(dict.fromkeys(made))})
    return subs


def _promise(promise: Promise, standard: Standard) -> PromiseRow:
    if promise.by_risk:
        rows = tuple(
            LimitRow(words.limit(limit), words.counting(limit), risk.value, str(words.RISKS[risk]))
            for risk, limit in promise.by_risk
        )
    else:
        rows = (LimitRow(words.limit(promise.limit), words.counting(promise.limit)),) if promise.limit else ()
    span = _("Sejak %(since)s sampai %(until)s") % {
        "since": words.moment(promise.since, standard),
        "until": words.moment(promise.until, standard),
    }
    notes = []
    if promise.condition:
        notes.append(words.condition(promise.condition))
    if promise.floor:
        notes.append(_("paling cepat %(limit)s") % {"limit": words.duration(promise.floor)})
    if promise.pauses:
        notes.append(
            _("berhenti sementara bila %(reasons)s")
            % {"reasons": words.either(slugs.words(one) for one in promise.pauses)}
        )
    if promise.extension:
        notes.append(
            _("dapat diperpanjang %(limit)s oleh %(who)s")
            % {"limit": words.duration(promise.extension.amount), "who": words.parties(promise.extension.by)}
        )
    named = "" if promise.name.startswith("janji ") else words.sentence(promise.name)
    told = len(rows) == 1 and promise.limit is not None and promise.limit.text.casefold() == promise.text.casefold()
    return PromiseRow("" if told else promise.text, named, span, rows, tuple(notes))


def _summary(promises: tuple[PromiseRow, ...]) -> str:
    """`Risiko tinggi langsung; risiko sedang 6 jam; …`, or the limits one after the other."""
    rows = [row for promise in promises for row in promise.rows]
    some = [f"{row.risk_word} {row.limit}" if row.risk else row.limit for row in rows]
    return words.sentence("; ".join(one.lower() if row.risk else one for row, one in zip(rows, some, strict=True)))


def _complaints(complaints: Complaints) -> ComplaintPart:
    steps = published_items(complaints.procedure) if complaints.procedure else ()
    return ComplaintPart(
        contacts=tuple(contact(channel) for channel in complaints.channels),
        responsible=words.all_of(party.name for party in complaints.responsible),
        limit=words.duration(complaints.limit) if complaints.limit else "",
        rules=complaints.rules,
        rows=tuple(_item(item) for item in steps),
    )


def contact(channel: Channel) -> ContactRow:
    """A way to reach an office: as published, and as a link where a browser can follow it."""
    label = words.sentence(words.channel(channel.kind, channel.name))
    return ContactRow(label, channel.address, link_of(channel.kind, channel.address))


def link_of(kind: str, address: str) -> str:
    if kind in ("phone", "hotline", "whatsapp"):
        digits = re.sub(r"\D", "", address)
        return f"tel:{digits}" if digits else ""
    if "@" in address and " " not in address:
        return f"mailto:{address}"
    if address.startswith(("https://", "http://")):
        return address
    return f"https://{address}" if _DOMAIN.match(address) else ""


def _details(standard: Standard) -> list[Detail]:
    competences = tuple(f"{one.party.name}: {one.text}" if one.party else one.text for one in standard.competences)
    count = standard.staff_count
    lines: dict[str, tuple[str, ...]] = {
        "legal_basis": standard.legal_basis,
        "facilities": standard.facilities,
        "competences": competences,
        "supervision": standard.supervision,
        "staff_count": (_("%(number)s orang") % {"number": count},) if count is not None else (),
        "service_guarantee": standard.service_guarantee,
        "safety_guarantee": standard.safety_guarantee,
        "evaluation": _evaluation(standard.evaluation),
    }
    return [Detail(str(title), lines[name]) for name, title in COMPONENTS if name in lines]


def _evaluation(evaluation: Evaluation | None) -> tuple[str, ...]:
    if evaluation is None:
        return ()
    parts = [evaluation.text] if evaluation.text else []
    if evaluation.every:
        told = {"limit": words.duration(evaluation.every), "who": words.parties(evaluation.by)}
        parts.append((_("Tiap %(limit)s, oleh %(who)s") if evaluation.by else _("Tiap %(limit)s")) % told)
    return tuple(parts)
