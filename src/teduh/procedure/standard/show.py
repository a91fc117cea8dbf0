# SPDX-License-Identifier: AGPL-3.0-or-later
"""A standard written out again: the same format, every default said, so that nobody has to know them by heart.

What `show` writes parses back to the same standard. What comes from the office's settings (hours, channels) is a
comment, because writing it into the file would make a promise of it.
"""

from __future__ import annotations

from datetime import time
from itertools import groupby
from typing import Any

import yaml

from teduh.procedure.calendar import WeeklyHours
from teduh.procedure.standard.model import (
    Channel,
    Choice,
    Complaints,
    Condition,
    Effect,
    Link,
    Moment,
    Outcome,
    Party,
    Procedure,
    Product,
    ProductKind,
    Promise,
    Requirement,
    RequirementKind,
    Standard,
    Step,
)
from teduh.procedure.standard.parse import CLIENT
from teduh.procedure.standard.slugs import slug, words
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.standard.words import (
    ANONYMOUS,
    EFFECTS,
    MOMENTS,
    NEEDED,
    ONE_OF,
    OUTSIDE,
    REQUIREMENT_KINDS,
    RISKS,
    START,
    activity_name,
)

Data = dict[str, Any]
DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def show(standard: Standard, vocabulary: Vocabulary) -> str:
    """The file with every default written out, as YAML."""
    writer = _Writer(standard, vocabulary)
    parts = [_yaml(_filled(writer.head()))]
    parts.append("".join(f"# {line}\n" for line in writer.office_defaults()))
    parts.extend(_yaml({word: value}) for word, value in _filled(writer.components()).items())
    return "\n".join(part for part in parts if part)


class _Dumper(yaml.SafeDumper):
    """Lists stand one step to the right of their keyword, as people write them; what is short stands on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent(dumper: yaml.SafeDumper, data: Any) -> yaml.Node:
    short = len(str(data)) <= _LONGEST_LINE and not _has_rows(data)
    if isinstance(data, dict):
        return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=short)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=short)


_LONGEST_LINE = 100
_ROWS = frozenset({"langkah", "janji", "surat", "jasa", "kode", *(words[0] for words in REQUIREMENT_KINDS.values())})


def _has_rows(data: Any) -> bool:
    """Whether this is, or holds, an entry that deserves lines of its own: a step, a promise, a requirement."""
    if isinstance(data, dict):
        return not _ROWS.isdisjoint(data) or any(_has_rows(value) for value in data.values())
    return isinstance(data, list) and any(_has_rows(value) for value in data)


_Dumper.add_representer(dict, _represent)
_Dumper.add_representer(list, _represent)


class _Block(dict[str, Any]):
    """The top level, which is never on one line."""


def _represent_block(dumper: yaml.SafeDumper, data: _Block) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False)


_Dumper.add_representer(_Block, _represent_block)


def _yaml(data: Data) -> str:
    if not data:
        return ""
    return yaml.dump(_Block(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _filled(data: Data) -> Data:
    """Without what is empty: an empty key would be a fault."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def week(hours: WeeklyHours) -> dict[str, str]:
    """Opening hours as a file says them: `{senin-kamis: 09.00-12.00, jumat: 08.00-10.30}`."""
    rows = [(day, hours.days[day]) for day in sorted(hours.days) if hours.days[day]]
    found: dict[str, str] = {}
    for _, run in groupby(enumerate(rows), key=lambda pair: (pair[1][0] - pair[0], pair[1][1])):
        days = [row for _, row in run]
        first, last = DAYS[days[0][0]], DAYS[days[-1][0]]
        spans = ", ".join(f"{opens:%H.%M}-{_closing(closes)}" for opens, closes in days[0][1])
        found[first if first == last else f"{first}-{last}"] = spans
    return found


def _closing(closes: time) -> str:
    return "24.00" if closes == time(0) else f"{closes:%H.%M}"


class _Writer:
    """Writes the parts of one standard as plain data."""

    def __init__(self, standard: Standard, vocabulary: Vocabulary) -> None:
        self.standard = standard
        self.vocabulary = vocabulary

    def head(self) -> Data:
        standard = self.standard
        return {
            "kode": standard.code,
            "versi": standard.version,
            "judul": standard.title,
            "penyelenggara": standard.office,
            "unit": standard.unit,
            "sk": standard.decree,
            "berlaku sejak": standard.valid_from,
            "berlaku sampai": standard.valid_until,
            "sumber": standard.source,
            "catatan": standard.note,
            "kanal": [self.channel(one) for one in standard.channels],
            "aduan anonim": ANONYMOUS[standard.anonymous][0],
            "peran": {party.name: self.role(party) for party in standard.roles.values()},
            "jam layanan": week(standard.hours) if standard.hours else {},
            "ketentuan": list(standard.rules),
        }

    def office_defaults(self) -> list[str]:
        """What the office's settings say where the file is silent."""
        standard = self.standard
        office = self.vocabulary.offices.get(standard.office)
        lines: list[str] = []
        if not standard.unit:
            lines.append(f"unit: {office.name if office else 'kantor'} (menurut kantor)")
        if not standard.channels:
            lines.append("kanal: semua kanal kantor")
        if standard.hours is None:
            hours = week(office.hours) if office and office.hours else {"senin-jumat": "08.00-16.00"}
            shown = "; ".join(f"{days} {spans}" for days, spans in hours.items())
            lines.append(f"jam layanan: {shown} (menurut kantor)")
        if standard.complaints is None:
            lines.append("pengaduan layanan: menurut kantor")
        if standard.evaluation is None:
            lines.append("evaluasi: tiap 3 bulan")
        if not standard.procedures:
            lines.append("prosedur: tidak ada, jadi standar ini hanya berupa halaman")
        return lines

    def components(self) -> Data:
        standard = self.standard
        evaluation = standard.evaluation
        return {
            "persyaratan": [self.requirement(one) for one in standard.requirements],
            "prosedur": self.procedures(),
            "jangka waktu": [self.promise(one) for one in standard.promises],
            "biaya": standard.fee,
            "produk": [self.product(one) for one in standard.products],
            "pengaduan layanan": self.complaints(standard.complaints) if standard.complaints else {},
            "dasar hukum": list(standard.legal_basis),
            "sarana": list(standard.facilities),
            "kompetensi": [{one.party.name: one.text} if one.party else one.text for one in standard.competences],
            "pengawasan": list(standard.supervision),
            "jumlah pelaksana": standard.staff_count,
            "jaminan pelayanan": list(standard.service_guarantee),
            "jaminan keamanan": list(standard.safety_guarantee),
            "evaluasi": ""
            if evaluation is None
            else evaluation.text
            or _filled({"tiap": evaluation.every.text if evaluation.every else "", "oleh": names(evaluation.by)}),
        }

    def channel(self, channel: Channel) -> str | Data:
        return {channel.name: channel.address} if channel.address else channel.name

    def role(self, party: Party) -> str:
        if party.outside:
            return OUTSIDE
        return next(role.id for role in self.vocabulary.roles.values() if role.code == party.role)

    def condition(self, condition: Condition | None) -> Data:
        found: Data = {}
        for code, values in condition.facts if condition else ():
            fact = self.vocabulary.fact(code)
            if fact is None:
                found[words(code)] = [words(value) for value in values]
            else:
                found[fact.id] = [word.id for word in fact.words(values)]
        return found

    def requirement(self, one: Requirement) -> Data:
        named = one.kind is not RequirementKind.CHOICE
        whose = names(one.whose) or ([] if one.kind is RequirementKind.REFERENCE else [CLIENT])
        return _filled(
            {
                **({REQUIREMENT_KINDS[one.kind][0]: one.text} if named else {}),
                ONE_OF: [self.requirement(other) for other in one.alternatives],
                "kode": _code(one.key, one.text),
                "dari": whose,
                "wajib": "ya" if one.mandatory else "tidak",
                "bila": self.condition(one.condition),
                "untuk": words(one.procedure),
                "catatan": one.note,
            },
        )

    def procedures(self) -> list[Data] | Data:
        procedures = self.standard.procedures
        if len(procedures) == 1 and not procedures[0].key:
            return self.steps(procedures[0])
        return {one.name: self.steps(one) for one in procedures}

    def steps(self, procedure: Procedure) -> list[Data]:
        titles = {step.key: step.name for step in procedure.steps if slug(step.name) == step.key}
        return [_filled(self.step(step, titles)) for step in procedure.steps]

    def step(self, step: Step, titles: dict[str, str]) -> Data:
        return {
            "langkah": step.name,
            "kegiatan": activity_name(step.activity),
            "pelaksana": names(step.actors),
            "bersama": names(step.together),
            "kepada": names(step.to),
            "uraian": step.text,
            "butir": step.item or None,
            "tampil": "ya" if step.shown else "tidak",
            "setelah": after(step, titles),
            "bila": NEEDED if step.judged else self.condition(step.condition),
            "perlu": [words(key) for key in step.needs],
            "formulir": [words(key) for key in step.forms],
            "produk": [paper(choice) for choice in step.products],
            "memperoleh": [words(key) for key in step.obtains],
            "layanan": [service.name for service in step.services],
            "kriteria": list(step.criteria),
            "hasil": {one.name: effect(one, titles) for one in step.outcomes},
            "berulang": step.repeat_within.text if step.repeat_within else "ya" if step.repeated else "tidak",
            "catatan": step.note,
        }

    def promise(self, one: Promise) -> Data:
        extension = one.extension
        return _filled(
            {
                "janji": one.text,
                "nama": one.name,
                "untuk": words(one.procedure),
                "sejak": moment(one.since),
                "sampai": moment(one.until),
                "paling lama": one.limit.text
                if one.limit
                else {RISKS[risk][0]: limit.text for risk, limit in one.by_risk},
                "paling cepat": one.floor.text if one.floor else "",
                "bila": self.condition(one.condition),
                "perpanjangan": _filled(
                    {
                        "selama": extension.amount.text,
                        "oleh": names(extension.by),
                        "sebab": list(extension.reasons),
                        "kali": extension.times,
                    },
                )
                if extension
                else {},
                "jeda": [words(key) for key in one.pauses],
                "catatan": one.note,
            },
        )

    def product(self, one: Product) -> Data:
        word = "surat" if one.kind is ProductKind.PAPER else "jasa"
        return _filled({word: one.text, "kode": _code(one.key, one.text), "untuk": words(one.procedure)})

    def complaints(self, one: Complaints) -> Data:
        return _filled(
            {
                "kanal": [self.channel(channel) for channel in one.channels],
                "penanggung jawab": names(one.responsible),
                "jangka waktu": one.limit.text if one.limit else "",
                "prosedur": self.steps(one.procedure) if one.procedure else [],
                "ketentuan": list(one.rules),
            },
        )


def names(parties: tuple[Party, ...]) -> list[str]:
    return [party.name for party in parties]


def after(step: Step, titles: dict[str, str]) -> Any:
    """`setelah` as short as it can be said."""
    if not step.after:
        return START
    links = [_link(link, titles) for link in step.after]
    if step.after_any:
        return {ONE_OF: links}
    return links[0] if len(links) == 1 else links


def _link(link: Link, titles: dict[str, str]) -> Any:
    name = titles.get(link.step, words(link.step))
    return {name: words(link.outcome)} if link.outcome else name


def effect(outcome: Outcome, titles: dict[str, str]) -> str:
    word = EFFECTS[outcome.effect][0]
    if outcome.effect in (Effect.RETURN, Effect.REPEAT):
        return f"{word} {titles.get(outcome.target, words(outcome.target))}"
    return word


def paper(choice: Choice) -> Any:
    options = [words(key) for key in choice.options]
    return options[0] if len(options) == 1 else {ONE_OF: options}


def moment(one: Moment) -> str:
    return f"{MOMENTS[one.kind][0]} {words(one.step)}".strip()


def _code(key: str, text: str) -> str:
    """The short name, where it is not the name itself."""
    return "" if key == slug(text) else words(key)
