# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every block of the file is read with: texts, names, numbers, parties, limits, conditions.

A reader never stops: it notes the fault and goes on with the nearest sensible value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from datetime import date
from functools import cached_property
from typing import TypeVar

from teduh.procedure.calendar import WeeklyHours, parse_hours
from teduh.procedure.problems import Message
from teduh.procedure.standard.faults import Faults
from teduh.procedure.standard.keywords import Block, blocks_with, words_of
from teduh.procedure.standard.model import Channel, Condition, Moment, MomentKind, Party
from teduh.procedure.standard.slugs import nearest, slug
from teduh.procedure.standard.vocabulary import Fact, Vocabulary, suggestion
from teduh.procedure.standard.words import MOMENTS, NEEDED, YES_NO
from teduh.procedure.standard.yaml import Entry, Mapping, Node, Text, items
from teduh.procedure.terms import Limit, find_limit, parse_limit

T = TypeVar("T")
_NUMBER = re.compile(r"[0-9]{1,6}")
_LONGEST_NAME = 300


class Reading:
    """One file being read: the faults found so far, what the catalogue knows, and the file's own titles."""

    def __init__(self, faults: Faults, vocabulary: Vocabulary) -> None:
        self.faults = faults
        self.vocabulary = vocabulary
        self.local: dict[str, Party] = {}

    @cached_property
    def facts(self) -> Table[str, Fact]:
        return self.vocabulary.all_facts()

    # Shapes

    def mapping(self, node: Node, *blocks: Block, example: str) -> Mapping | None:
        """The node as a mapping with known keys, or None with a fault."""
        if not isinstance(node, Mapping):
            self.faults.add(
                "C5",
                node.line,
                f"di sini harus ada kata kunci dan isinya, misalnya `{example}`",
                f"a keyword and its value must stand here, such as `{example}`",
            )
            return None
        self.known_keys(node, *blocks)
        return node

    def known_keys(self, node: Mapping, *blocks: Block) -> None:
        """Rule C5: only known keys, each with a value; the nearest one is suggested."""
        known = words_of(*blocks)
        for entry in node.entries:
            if entry.key not in known:
                self._unknown_key(entry, known)
            elif isinstance(entry.value, Text) and not entry.value.value:
                self.faults.add(
                    "C5",
                    entry.line,
                    f"`{entry.key}` tidak ada isinya. Isi, atau hapus barisnya",
                    f"`{entry.key}` has no value. Fill it in, or delete the line",
                )

    def _unknown_key(self, entry: Entry, known: tuple[str, ...]) -> None:
        near = nearest(entry.key, known)
        elsewhere = blocks_with(entry.key)
        if near:
            more = f". Mungkin maksudnya `{near}`?", f". Perhaps you mean `{near}`?"
        elif elsewhere:
            place = elsewhere[0].value
            more = f". Kata kunci ini milik bagian {place}", f". It belongs to the block {place}"
        else:
            listed = ", ".join(known)
            more = f". Yang dikenal di sini: {listed}", f". Known here: {listed}"
        shown = entry.key[:60]
        self.faults.add(
            "C5", entry.line, f"kata kunci `{shown}` tidak dikenal{more[0]}", f"unknown keyword `{shown}`{more[1]}"
        )

    def missing(self, node: Mapping, word: str, example: str) -> None:
        """Rule C6: a required key."""
        self.faults.add(
            "C6",
            node.line,
            f"`{word}` belum ditulis. Tambahkan, misalnya `{example}`",
            f"`{word}` is missing. Add it, such as `{example}`",
        )

    # Scalars

    def text(self, node: Node | None) -> str:
        """The text; empty where nothing is written. A map in a text's place is the colon trap."""
        if node is None:
            return ""
        if isinstance(node, Text):
            return node.value
        if isinstance(node, Mapping) and len(node.entries) == 1 and isinstance(node.entries[0].value, Text):
            said = f"{node.entries[0].key}: {node.entries[0].value.value}"
            self.faults.add(
                "C1",
                node.line,
                f'ada titik dua di dalam teks. Apit teksnya dengan tanda petik: "{said}"',
                f'a colon stands inside the text. Put the text in quotation marks: "{said}"',
            )
            return said
        self.faults.add(
            "C5",
            node.line,
            "di sini harus ada satu teks, bukan daftar atau peta",
            "one text must stand here, not a list or map",
        )
        return ""

    def texts(self, node: Node | None) -> tuple[str, ...]:
        return tuple(said for said in (self.text(one) for one in items(node)) if said)

    def names(self, node: Node | None) -> tuple[str, ...]:
        """Names as slugs."""
        return tuple(slug(said) for said in self.texts(node))

    def name(self, node: Node | None) -> str:
        """A name: one line of sensible length."""
        said = " ".join(self.text(node).split())
        if node is not None and len(said) > _LONGEST_NAME:
            self.faults.add(
                "C5",
                node.line,
                f"nama ini terlalu panjang (paling banyak {_LONGEST_NAME} huruf). Beri nama pendek dan tulis sisanya "
                "sebagai uraian",
                f"this name is too long (at most {_LONGEST_NAME} characters). Shorten it, the rest is a description",
            )
            return said[:_LONGEST_NAME]
        return said

    def number(self, node: Node | None, *, rule: str = "C5") -> int | None:
        if node is None:
            return None
        said = self.text(node)
        if _NUMBER.fullmatch(said):
            return int(said)
        if said:
            self.faults.add(
                rule,
                node.line,
                f"“{said}” bukan bilangan bulat. Tulis angka saja, misalnya 4",
                f"“{said}” is not a whole number. Write digits only, such as 4",
            )
        return None

    def date(self, node: Node | None) -> date | None:
        if node is None:
            return None
        said = self.text(node)
        try:
            return date.fromisoformat(said) if len(said) == 10 else _refuse(said)
        except ValueError:
            self.faults.add(
                "C6",
                node.line,
                f"“{said}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2022-03-01",
                f"“{said}” is not a date. Write year-month-day, such as 2022-03-01",
            )
            return None

    def yes(self, node: Node | None, *, default: bool) -> bool:
        if node is None:
            return default
        said = self.text(node)
        if said.casefold() not in YES_NO:
            self.faults.add(
                "C5", node.line, f"“{said}” tidak dimengerti. Tulis ya atau tidak", f"“{said}”: write ya or tidak"
            )
            return default
        return YES_NO[said.casefold()]

    # Parties

    def party(self, name: str) -> Party:
        """Anybody: a role where the name is one, else an outside party of that name."""
        return self.vocabulary.party(name, self.local) or Party(name)

    def parties(self, node: Node | None) -> tuple[Party, ...]:
        return tuple(self.party(said) for said in self.texts(node))

    def roles(self, node: Node | None) -> tuple[Party, ...]:
        return tuple(self.role(self.text(one), one.line) for one in items(node))

    def role(self, name: str, line: int) -> Party:
        """Rule C10: a role of the shared table, or a title explained in `peran`."""
        found = self.vocabulary.party(name, self.local)
        if found is None:
            near = nearest(name, (*self.vocabulary.role_names(), *(one.name for one in self.local.values())))
            maybe = (f" Mungkin maksudnya `{near}`?", f" Perhaps you mean `{near}`?") if near else ("", "")
            self.faults.add(
                "C10",
                line,
                f"peran “{name}” tidak dikenal.{maybe[0]} Jabatan setempat dijelaskan di `peran`, misalnya "
                f"`peran: {{{name}: petugas pengaduan}}`, atau `luar` bila di luar kantor",
                f"unknown role “{name}”.{maybe[1]} Explain a local title under `peran`, such as "
                f"`peran: {{{name}: petugas pengaduan}}`, or `luar` for an outsider",
            )
        return found or Party(name)

    # Time

    def limit(self, node: Node | None, *, floor: bool = False, inside: bool = False) -> Limit | None:
        """Rule C23: the limit is understood; `minimal` belongs to `paling cepat`; `hari` alone warns.

        `inside` looks for the limit in a whole sentence, the published words of a promise.
        """
        if node is None:
            return None
        said = self.text(node)
        if not said:
            return None
        found = find_limit(said, floor=floor) if inside else parse_limit(said, floor=floor)
        if isinstance(found, Message):
            self.faults.add("C23", node.line, found.id.rstrip("."), found.en.rstrip("."))
            return None
        if doubt := found.doubt():
            self.faults.add("C23", node.line, doubt.id.rstrip("."), doubt.en.rstrip("."), warning=True)
        return found

    def hours(self, node: Node | None) -> WeeklyHours | None:
        """Rule C35: day names, ranges in order, no overlap."""
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.faults.add(
                "C35",
                node.line,
                "tulis hari dan jamnya, misalnya `senin-kamis: 08.00-16.00`",
                "write days and hours, such as `senin-kamis: 08.00-16.00`",
            )
            return None
        written = {entry.key: self.texts(entry.value) for entry in node.entries}
        read = parse_hours(written)
        if isinstance(read, WeeklyHours):
            return read
        for message in read:
            line = next((one.line for one in node.entries if f"“{one.key}”" in message.id), node.line)
            line = next((one.line for one in node.entries if f" {one.key} " in f"{message.id} "), line)
            self.faults.add("C35", line, message.id.rstrip("."), message.en.rstrip("."))
        return None

    def moment(self, node: Node | None, default: MomentKind) -> Moment:
        """Rule C24, the words: one of the five moments; that the step exists is checked later."""
        if node is None:
            return Moment(default)
        said = slug(self.text(node))
        for kind in (MomentKind.RECEIVED, MomentKind.COMPLETE, MomentKind.ENDED):
            if said == slug(MOMENTS[kind][0]):
                return Moment(kind)
        for kind in (MomentKind.STARTED, MomentKind.FINISHED):
            word = f"{MOMENTS[kind][0]}-"
            if said.startswith(word):
                return Moment(kind, said.removeprefix(word))
        if said:
            known = tuple(MOMENTS[kind][0] for kind in (MomentKind.RECEIVED, MomentKind.COMPLETE, MomentKind.ENDED))
            more = suggestion(said, known)
            self.faults.add(
                "C24",
                node.line,
                f"saat “{self.text(node)}” tidak dikenal. Tulis laporan diterima, syarat lengkap, mulai LANGKAH, "
                f"selesai LANGKAH, atau kasus selesai{more[0]}",
                f"unknown moment “{self.text(node)}”. Write laporan diterima, syarat lengkap, mulai STEP, "
                f"selesai STEP, or kasus selesai{more[1]}",
            )
        return Moment(default)

    # Facts and channels

    def condition(self, node: Node | None) -> Condition | None:
        """Rule C20: facts and their values exist. Keys are joined by *and*, the values of one key by *or*."""
        if node is None:
            return None
        if not isinstance(node, Mapping):
            said = self.text(node)
            more = " (`perlu` hanya untuk langkah)" if said == NEEDED else ""
            self.faults.add(
                "C20",
                node.line,
                f"`bila` ditulis sebagai fakta dan nilainya, misalnya `bila: {{risiko: tinggi}}`{more}",
                "`bila` is written as facts and values, such as `bila: {risiko: tinggi}`",
            )
            return None
        found: dict[str, tuple[str, ...]] = {}
        for entry in node.entries:
            fact = self.facts.get(slug(entry.key))
            if fact is None:
                self._unknown_fact(entry)
                found[slug(entry.key)] = self.names(entry.value)
            else:
                found[fact.code] = self._values(fact, entry)
        return Condition(tuple(found.items())) if found else None

    def _unknown_fact(self, entry: Entry) -> None:
        near = nearest(entry.key, {one.id: one for one in self.facts.values()})
        more = (f". Mungkin maksudnya `{near}`?", f". Perhaps you mean `{near}`?") if near else ("", "")
        known = ", ".join(fact.id for fact in self.vocabulary.facts.values())
        self.faults.add(
            "C20",
            entry.line,
            f"fakta “{entry.key}” tidak dikenal{more[0]}. Yang dikenal: {known}, dan isian berkode dari formulir",
            f"unknown fact “{entry.key}”{more[1]}. Known: {known}, and coded fields of forms",
            # A draft may rest on a form that is not in the catalogue yet.
            warning=self.vocabulary.draft and not near,
        )

    def _values(self, fact: Fact, entry: Entry) -> tuple[str, ...]:
        codes: list[str] = []
        for one in items(entry.value):
            said = self.text(one)
            value = fact.values.get(slug(said))
            if value is not None:
                codes.extend(value.codes)
                continue
            near = nearest(said, {word.id: word for word in fact.values.values()})
            more = (f". Mungkin maksudnya `{near}`?", f". Perhaps you mean `{near}`?") if near else ("", "")
            listed = ", ".join(dict.fromkeys(word.id for word in fact.values.values()))
            known = (f". Yang dikenal: {listed}", f". Known: {listed}") if len(fact.values) <= 30 and not near else more
            self.faults.add(
                "C20",
                one.line,
                f"nilai “{said}” tidak ada pada fakta `{fact.id}`{known[0]}",
                f"the fact `{fact.id}` has no value “{said}”{known[1]}",
            )
        return tuple(dict.fromkeys(codes))

    def channels(self, node: Node | None, *, ways_in: bool) -> tuple[Channel, ...]:
        """Channels by name, or name and address. An unknown one is shown as written, and warned of (rule C20)."""
        found: list[Channel] = []
        for one in items(node):
            pairs = (
                tuple((entry.key, self.text(entry.value), entry.line) for entry in one.entries)
                if isinstance(one, Mapping)
                else ((self.text(one), "", one.line),)
            )
            found.extend(self._channel(name, address, line, ways_in=ways_in) for name, address, line in pairs if name)
        return tuple(found)

    def _channel(self, name: str, address: str, line: int, *, ways_in: bool) -> Channel:
        kind = self.vocabulary.channels.get(slug(name))
        if kind is None:
            near = nearest(name, {one.id: one for one in self.vocabulary.channels.values()}, least=0.75)
            more = (f"Mungkin maksudnya `{near}`?", f"Perhaps you mean `{near}`?") if near else ("", "")
            more = more if near else ("Tambahkan ke codelists/channels.yaml", "Add it to codelists/channels.yaml")
            self.faults.add(
                "C20",
                line,
                f"kanal “{name}” tidak dikenal. {more[0]}",
                f"unknown channel “{name}”. {more[1]}",
                warning=not (near and ways_in),
            )
        return Channel(kind.code if kind else "", name, address)

    def word(self, node: Node | None, known: Table[T, tuple[str, str]], default: T) -> T:
        """One of a few fixed words."""
        if node is None:
            return default
        said = slug(self.text(node))
        by_slug = {slug(words[0]): value for value, words in known.items()}
        if said and said not in by_slug:
            listed = ", ".join(words[0] for words in known.values())
            self.faults.add(
                "C5",
                node.line,
                f"“{self.text(node)}” tidak dikenal. Tulis salah satu: {listed}",
                f"unknown word “{self.text(node)}”. Write one of: {listed}",
            )
        return by_slug.get(said, default)


def _refuse(said: str) -> date:
    raise ValueError(said)
