# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fourteen components of PermenPANRB 15/2014 as plain text: what an office has promised, in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from teduh.procedure.problems import Language, Message
from teduh.procedure.standard.model import Condition, Party, Procedure, Promise, Requirement, Standard, Step
from teduh.procedure.standard.show import moment
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.standard.words import ANONYMOUS, RISKS


@dataclass(frozen=True, slots=True)
class Component:
    """One component; `lines` is empty where the office has not published it."""

    number: int
    title: str
    lines: tuple[str, ...]


TITLES = (
    Message("Persyaratan", "Requirements"),
    Message("Sistem, mekanisme, dan prosedur", "Procedure"),
    Message("Jangka waktu pelayanan", "Time limits"),
    Message("Biaya atau tarif", "Fee"),
    Message("Produk pelayanan", "Products"),
    Message("Penanganan pengaduan, saran, dan masukan", "Complaints and suggestions"),
    Message("Dasar hukum", "Legal basis"),
    Message("Sarana, prasarana, dan fasilitas", "Facilities"),
    Message("Kompetensi pelaksana", "Competences of the staff"),
    Message("Pengawasan internal", "Internal supervision"),
    Message("Jumlah pelaksana", "Number of staff"),
    Message("Jaminan pelayanan", "Guarantee of service"),
    Message("Jaminan keamanan dan keselamatan pelayanan", "Guarantee of safety"),
    Message("Evaluasi kinerja pelaksana", "Evaluation of performance"),
)
_MISSING = Message("(belum diumumkan)", "(not published)")


def components(standard: Standard, vocabulary: Vocabulary, *, language: Language = "id") -> tuple[Component, ...]:
    """All fourteen, in the order of the law. The words around what was published follow the language."""
    teller = _Teller(standard, vocabulary)
    staff = (str(standard.staff_count),) if standard.staff_count is not None else ()
    contents: tuple[Iterable[str], ...] = (
        teller.requirements(),
        teller.procedures(),
        teller.promises(),
        (standard.fee,),
        (product.text for product in standard.products),
        teller.complaints(),
        standard.legal_basis,
        standard.facilities,
        (f"{one.party.name}: {one.text}" if one.party else one.text for one in standard.competences),
        standard.supervision,
        staff,
        standard.service_guarantee,
        standard.safety_guarantee,
        teller.evaluation(),
    )
    return tuple(
        Component(number, title.text(language), tuple(lines) or (_MISSING.text(language),))
        for number, (title, lines) in enumerate(zip(TITLES, contents, strict=True), start=1)
    )


def text(parts: Iterable[Component]) -> str:
    """The components below one another, each entry on a line of its own."""
    return "\n".join(
        "\n".join([f"{part.number}. {part.title}", *(f"   {line}" for line in part.lines)]) for part in parts
    )


class _Teller:
    def __init__(self, standard: Standard, vocabulary: Vocabulary) -> None:
        self.standard = standard
        self.vocabulary = vocabulary

    def requirements(self) -> Iterator[str]:
        for one in self.standard.requirements:
            yield f"- {self.requirement(one)}"
        if self.standard.channels:
            yield f"Kanal: {', '.join(channel.name for channel in self.standard.channels)}"
        yield f"Aduan tanpa nama: {ANONYMOUS[self.standard.anonymous][0]}"
        yield from self.standard.rules

    def requirement(self, one: Requirement) -> str:
        notes = [f"salah satu: {', '.join(other.text for other in one.alternatives)}"] if one.alternatives else []
        notes += [f"dari {people(one.whose)}"] if one.whose else []
        notes += [] if one.mandatory else ["bila ada"]
        notes += [f"bila {self.condition(one.condition)}"] if one.condition else []
        return f"{one.text} ({'; '.join(notes)})" if notes else one.text

    def condition(self, condition: Condition) -> str:
        said = []
        for code, values in condition.facts:
            fact = self.vocabulary.fact(code)
            words = [word.id for word in fact.words(values)] if fact else list(values)
            said.append(f"{fact.id if fact else code} {' atau '.join(words)}")
        return " dan ".join(said)

    def procedures(self) -> Iterator[str]:
        for procedure in self.standard.procedures:
            if procedure.name:
                yield procedure.name
            yield from steps(procedure)

    def promises(self) -> Iterator[str]:
        for promise in self.standard.promises:
            yield f"- {self.promise(promise)}"

    def promise(self, one: Promise) -> str:
        limits = [one.limit.text] if one.limit else [f"{RISKS[risk][0]} {limit.text}" for risk, limit in one.by_risk]
        said = f"{one.text} ({', '.join(limits)}, sejak {moment(one.since)} sampai {moment(one.until)}"
        said += f", paling cepat {one.floor.text}" if one.floor else ""
        said += f", bila {self.condition(one.condition)}" if one.condition else ""
        if one.extension:
            said += f", dapat diperpanjang {one.extension.amount.text} oleh {people(one.extension.by)}"
        return f"{said})"

    def complaints(self) -> Iterator[str]:
        own = self.standard.complaints
        if own is None:
            return
        yield from (f"- {one.name}: {one.address}" if one.address else f"- {one.name}" for one in own.channels)
        if own.responsible:
            yield f"Penanggung jawab: {people(own.responsible)}"
        if own.limit:
            yield f"Dijawab paling lama {own.limit.text}"
        yield from steps(own.procedure) if own.procedure else ()
        yield from own.rules

    def evaluation(self) -> Iterator[str]:
        own = self.standard.evaluation
        if own is not None:
            cycle = f"tiap {own.every.text}" if own.every else ""
            yield own.text or f"{cycle}{f' oleh {people(own.by)}' if own.by else ''}"


def people(parties: Iterable[Party]) -> str:
    return ", ".join(party.name for party in parties)


def steps(procedure: Procedure) -> Iterator[str]:
    """The published items: each number with its sentence, and who acts."""
    shown = [step for step in procedure.steps if step.shown]
    for number, group in groupby(shown, key=lambda step: step.item):
        item = list(group)
        actors = people(dict.fromkeys(party for step in item for party in step.actors))
        yield f"{number}. {_sentence(item)} ({actors})"


def _sentence(item: list[Step]) -> str:
    """The sentence that was published for the item, else the names of its steps."""
    return next((step.text for step in item if step.text != step.name), ", ".join(step.name for step in item))
