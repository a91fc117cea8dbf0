# SPDX-License-Identifier: AGPL-3.0-or-later
"""The values of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Answer: TypeAlias = str | int | float | list[str] | None
Answers: TypeAlias = Mapping[str, Answer]
Raw: TypeAlias = Mapping[str, str | Sequence[str]]
CodeLists: TypeAlias = Mapping[str, tuple["Option", ...]]


class Kind(StrEnum):
    TEXT = "text"  # teks
    LONG_TEXT = "long_text"  # teks panjang
    NUMBER = "number"  # angka
    DATE = "date"  # tanggal
    CHOICE = "choice"  # pilihan
    SEVERAL = "several"  # beberapa
    YES_NO = "yes_no"  # ya tidak


KINDS: Mapping[str, Kind] = {
    "teks": Kind.TEXT,
    "teks-panjang": Kind.LONG_TEXT,
    "angka": Kind.NUMBER,
    "tanggal": Kind.DATE,
    "pilihan": Kind.CHOICE,
    "beberapa": Kind.SEVERAL,
    "ya-tidak": Kind.YES_NO,
}
CODED = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO})


class Per(StrEnum):
    """For whom a form is filled: once, or once for each of them."""

    CASE = "case"  # kasus
    CLIENT = "client"  # klien
    ALLEGED = "alleged"  # terlapor


PER: Mapping[str, Per] = {"kasus": Per.CASE, "klien": Per.CLIENT, "terlapor": Per.ALLEGED}
# The names that `fakta` gives to facts that the standards' `bila` knows too.
FACTS: Mapping[str, str] = {
    "kanal": "channel",
    "bentuk": "form",
    "pelapor": "reporter",
    "risiko": "risk",
    "jenis": "kind",
    "klien": "client",
    "wilayah": "region",
    "persetujuan": "consent",
    "pemberi-persetujuan": "consent_giver",
    "dasar-hukum": "legal_ground",
    "kekerasan": "violence",
    "kekerasan-seksual": "sexual_violence",
}


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    text: str


YES_NO = (Option("yes", "Ya"), Option("no", "Tidak"))


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown only where these fields were answered so: keys joined by *and*, values by *or*."""

    answers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Field:
    code: str
    text: str
    kind: Kind = Kind.TEXT
    options: tuple[Option, ...] = ()
    required: bool = False
    condition: Condition | None = None
    help: str = ""
    fact: str = ""  # name of the fact that the answer becomes, or ""
    day_of: str = ""  # of a date: name of the fact whose day it is, or ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    fields: tuple[Field, ...]
    condition: Condition | None = None
    help: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    code: str
    title: str
    sections: tuple[Section, ...]
    version: int = 1
    per: Per = Per.CASE
    text: str = ""
    facts: frozenset[str] = field(default_factory=frozenset)  # names of the facts that its answers become

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for section in self.sections for one in section.fields)

    def field(self, code: str) -> Field | None:
        return next((one for one in self.fields if one.code == code), None)
