# SPDX-License-Identifier: AGPL-3.0-or-later
"""A story's file, read into lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from teduh.procedure import legal
from teduh.procedure.problems import Message, Problem
from teduh.procedure.standard import yaml
from teduh.procedure.standard.slugs import nearest, slug
from teduh.procedure.standard.vocabulary import Vocabulary

RULE = "cerita"


@dataclass(frozen=True, slots=True)
class Line:
    """One event or expectation. `verb` and `name` are slugs, `value` what stands behind the equals sign."""

    line: int
    text: str
    day: date
    clock: time
    verb: str
    name: str
    value: str = ""
    refused: bool = False  # tolak
    reasoned: bool = True
    otherwise: Line | None = None  # what `tolak mulai X` means where no step is called "mulai X"

    def at(self, zone: ZoneInfo) -> datetime:
        return datetime.combine(self.day, self.clock, zone)


@dataclass(frozen=True, slots=True)
class Story:
    file: str
    line: int
    title: str
    service: str  # slug of the procedure's name, or ""
    facts: Mapping[str, tuple[str, ...]]
    lines: tuple[Line, ...]
    consent: bool  # does it speak of consent itself?
    strange: tuple[tuple[str, Problem], ...] = ()  # facts the catalogue does not know: faults, unless the standard asks


_LINE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\s+(\d{1,2})[.:](\d{2})\s+(.+)")
MOMENT = re.compile(r"(.*?)\s+(\d{4})-(\d{1,2})-(\d{1,2})\s+(\d{1,2})[.:](\d{2})")
_KEYS = ("cerita", "layanan", "fakta", "kejadian", "catatan")
_VERBS = frozenset(
    {
        "akhiri",
        "batal",
        "dibuka",
        "entri",
        "fakta",
        "harap",
        "jeda",
        "lanjut",
        "layanan",
        "mulai",
        "perpanjang",
        "putus",
        "selesai",
        "syarat",
        "tutup",
    },
)
_ALONE = frozenset({"dibuka", "lanjut", "tutup", "akhiri"})  # verbs that stand without a name
_WITHOUT_REASON = "tanpa alasan"
_YES_NO = {"ya": ("yes",), "tidak": ("no",)}
# Facts of the safeguards and of the law, beside those that the catalogue lists for `bila`.
_OWN_FACTS: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "persetujuan": (
        "consent",
        {"diberikan": ("given",), "ditolak": ("refused",), "ditarik": ("withdrawn",), "darurat": ("emergency",)},
    ),
    "pemberi-persetujuan": (
        "consent_giver",
        {"klien": ("client",), "wali": ("guardian",), "wali-bersama-anak": ("guardian_child",)},
    ),
    "kekerasan-seksual": ("sexual_violence", _YES_NO),
    "kekerasan": ("violence", _YES_NO),
    **{slug(words.id): (code, _YES_NO) for code, words in legal.LEGAL_FACTS.items()},
}


def read(source: str | bytes, *, file: str, vocabulary: Vocabulary) -> tuple[tuple[Story, ...], tuple[Problem, ...]]:
    """The stories of a file, one or a list of them, and every problem in it."""
    document = yaml.read(source, file=file)
    # A remark behind a line, which rule C4 warns of, does no harm in a story.
    problems = [problem for problem in document.problems if not problem.warning]
    found = []
    for node in yaml.items(document.root):
        story, more = parse(node, file=file, vocabulary=vocabulary)
        problems += more
        if story is not None:
            found.append(story)
    if not found and not problems:
        problems.append(problem(file, 0, "berkas ini tidak memuat cerita", "this file holds no story"))
    return tuple(found), tuple(sorted(problems))


def parse(node: yaml.Node, *, file: str, vocabulary: Vocabulary) -> tuple[Story | None, tuple[Problem, ...]]:
    """One story, or None beside the problems that stop it from being played."""
    reader = _Reader(file, vocabulary)
    story = reader.story(node)
    return (None if reader.problems else story), tuple(reader.problems)


def problem(file: str, line: int, indonesian: str, english: str) -> Problem:
    return Problem(file, line, RULE, Message(indonesian, english))


class _Reader:
    def __init__(self, file: str, vocabulary: Vocabulary) -> None:
        self.file = file
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.strange: list[tuple[str, Problem]] = []

    def add(self, line: int, indonesian: str, english: str) -> None:
        self.problems.append(problem(self.file, line, indonesian, english))

    def story(self, node: yaml.Node) -> Story | None:
        if not isinstance(node, yaml.Mapping) or "kejadian" not in node:
            self.add(
                node.line,
                "cerita ditulis dengan `cerita`, `fakta`, dan `kejadian`",
                "a story is written with `cerita`, `fakta` and `kejadian`",
            )
            return None
        for entry in node.entries:
            if entry.key not in _KEYS:
                near = nearest(entry.key, _KEYS)
                self.add(
                    entry.line,
                    f"kata kunci `{entry.key}` tidak dikenal" + (f". Mungkin maksudnya `{near}`?" if near else ""),
                    f"unknown keyword `{entry.key}`" + (f". Perhaps you mean `{near}`?" if near else ""),
                )
        facts = self.head_facts(node.get("fakta"))
        lines = [line for one in yaml.items(node.get("kejadian")) if (line := self.line(one)) is not None]
        consent = "consent" in facts or any(line.verb == "fakta" and line.name == "consent" for line in lines)
        return Story(
            file=self.file,
            line=node.line,
            title=_text(node.get("cerita")),
            service=slug(_text(node.get("layanan"))),
            facts=facts,
            lines=tuple(lines),
            consent=consent,
            strange=tuple(self.strange),
        )

    def head_facts(self, node: yaml.Node | None) -> dict[str, tuple[str, ...]]:
        if node is None:
            return {}
        if not isinstance(node, yaml.Mapping):
            self.add(node.line, "`fakta` ditulis {nama: nilai}", "`fakta` is written {name: value}")
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for entry in node.entries:
            values = ", ".join(_text(one) for one in yaml.items(entry.value))
            fact = self.fact(entry.key, values, entry.line)
            if fact:
                found[fact[0]] = fact[1]
        return found

    def fact(self, name: str, values: str, line: int) -> tuple[str, tuple[str, ...]] | None:
        """A fact and its values as codes."""
        known = self.vocabulary.all_facts()
        key = slug(name)
        if key in _OWN_FACTS:
            code, words = _OWN_FACTS[key]
        elif key in known:
            code, words = known[key].code, {word: value.codes for word, value in known[key].values.items()}
        else:
            near = nearest(name, (*known, *_OWN_FACTS)).replace("-", " ")
            unknown = problem(
                self.file,
                line,
                f'fakta "{name}" tidak dikenal' + (f". Mungkin maksudnya `{near}`?" if near else ""),
                f'unknown fact "{name}"' + (f". Perhaps you mean `{near}`?" if near else ""),
            )
            self.strange.append((key, unknown))
            words = {slug(value): (slug(value),) for value in values.split(",")}
            code = key
        if values.strip() == "-":
            return code, ()
        codes: list[str] = []
        for value in values.split(","):
            if slug(value) not in words:
                there = ", ".join(words)
                self.add(
                    line,
                    f'"{value.strip()}" bukan nilai {name}. Yang ada: {there}',
                    f'"{value.strip()}" is no value of {name}. There are: {there}',
                )
                return None
            codes += words[slug(value)]
        return code, tuple(dict.fromkeys(codes))

    def line(self, node: yaml.Node) -> Line | None:
        text = " ".join(_text(node).split())
        found = _LINE.fullmatch(text)
        when = moment(*found.groups()[:5]) if found else None
        if found is None or when is None:
            self.add(
                node.line,
                "tiap kejadian diawali tanggal dan jam, misalnya `2026-03-02 09.00 dibuka`",
                "each event begins with date and hour, such as `2026-03-02 09.00 dibuka`",
            )
            return None
        said = found[6]
        reasoned = not said.endswith(f" {_WITHOUT_REASON}")
        plain = said.removesuffix(f" {_WITHOUT_REASON}")
        written = Line(node.line, said, *when, "", "", reasoned=reasoned)
        verb, _, rest = plain.partition(" ")
        if verb != "tolak":
            return self.verb_line(written, verb, rest)
        first, _, behind = rest.partition(" ")
        is_line = first in _VERBS - {"harap"} and (behind or first in _ALONE)
        other = self.verb_line(replace(written, refused=True), first, behind) if is_line else None
        finish = self.verb_line(replace(written, refused=True), "selesai", rest)
        return replace(finish, otherwise=other) if finish else None

    def verb_line(self, written: Line, verb: str, rest: str) -> Line | None:
        name, _, value = (part.strip() for part in rest.partition("="))
        if verb not in _VERBS or (not name and verb not in _ALONE):
            verbs = ", ".join(sorted(_VERBS | {"tolak"}))
            self.add(
                written.line,
                f"baris tidak dikenal: {written.text}. Awali dengan {verbs}",
                f"unknown line: {written.text}. Begin with {verbs}",
            )
            return None
        key = slug(name)
        if verb == "fakta":
            fact = self.fact(name, value, written.line)
            if fact is None:
                return None
            key, value = fact[0], ", ".join(fact[1])
        return replace(written, verb=verb, name=key, value=value)


def _text(node: yaml.Node | None) -> str:
    return node.value.strip() if isinstance(node, yaml.Text) else ""


def moment(year: str, month: str, day: str, hour: str, minute: str) -> tuple[date, time] | None:
    """Day and hour; 24.00 is 00.00 of the next day."""
    try:
        if (hour, minute) == ("24", "00"):
            return date(int(year), int(month), int(day)) + timedelta(days=1), time(0)
        return date(int(year), int(month), int(day)), time(int(hour), int(minute))
    except ValueError:
        return None
