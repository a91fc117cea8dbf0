# SPDX-License-Identifier: AGPL-3.0-or-later
"""The values of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from teduh.procedure.forms.expressions import Expression

Row: TypeAlias = "dict[str, Answer]"
Answer: TypeAlias = "str | int | float | list[str] | list[Row] | Row | None"
Answers: TypeAlias = Mapping[str, Answer]
Raw: TypeAlias = Mapping[str, str | Sequence[str]]
CodeLists: TypeAlias = Mapping[str, tuple["Option", ...]]


class Kind(StrEnum):
    TEXT = "text"  # teks
    LONG_TEXT = "long_text"  # teks panjang
    NUMBER = "number"  # angka
    DATE = "date"  # tanggal
    TIME = "time"  # jam
    CHOICE = "choice"  # pilihan
    SEVERAL = "several"  # beberapa
    YES_NO = "yes_no"  # ya tidak
    SCORE = "score"  # skor: one choice, each worth points
    PERSON = "person"  # orang: somebody of the case
    ADDRESS = "address"  # alamat
    FILE = "file"  # berkas
    SIGNATURE = "signature"  # tanda tangan
    CALCULATED = "calculated"  # hitungan
    TABLE = "table"  # tabel
    GROUP = "group"  # berulang


KINDS: Mapping[str, Kind] = {
    "teks": Kind.TEXT,
    "teks-panjang": Kind.LONG_TEXT,
    "angka": Kind.NUMBER,
    "tanggal": Kind.DATE,
    "jam": Kind.TIME,
    "pilihan": Kind.CHOICE,
    "beberapa": Kind.SEVERAL,
    "ya-tidak": Kind.YES_NO,
    "skor": Kind.SCORE,
    "orang": Kind.PERSON,
    "alamat": Kind.ADDRESS,
    "berkas": Kind.FILE,
    "tanda-tangan": Kind.SIGNATURE,
    "hitungan": Kind.CALCULATED,
    "tabel": Kind.TABLE,
    "berulang": Kind.GROUP,
}
CODED = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO})
CHOSEN = CODED | {Kind.SCORE, Kind.PERSON}  # answered by pointing at one of its options
ROWS = frozenset({Kind.TABLE, Kind.GROUP})
IN_ROWS = frozenset(Kind) - ROWS - {Kind.ADDRESS, Kind.FILE, Kind.SIGNATURE, Kind.CALCULATED}
MOST_ROWS = 100
FILES_ACCEPTED: Mapping[str, tuple[str, ...]] = {
    "foto": ("image/jpeg", "image/png"),
    "pdf": ("application/pdf",),
}
LARGEST_FILE = 10  # MB
ON_PAPER = "paper"  # the answer of a signature that stands on paper


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
    points: float | int = 0  # of a score


YES_NO = (Option("yes", "Ya"), Option("no", "Tidak"))


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where these fields were answered so (keys joined by *and*, values by *or*), or where the formula does."""

    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    formula: Expression | None = None
    source: str = ""  # the formula as it was written


@dataclass(frozen=True, slots=True)
class Band:
    """What a result means: from `least` up to the next band. `most` is the last number as it was written."""

    least: float | int
    most: float | int | None
    code: str
    text: str


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
    required_when: Condition | None = None
    unit: str = ""  # of a number or a result: tahun, kg, rupiah
    least: float | int | None = None  # of a number
    most: float | int | None = None  # of a number; of a file in MB
    whole: bool = False
    accepts: tuple[str, ...] = ()  # of a file: its media types
    formula: Expression | None = None
    source: str = ""
    bands: tuple[Band, ...] = ()
    columns: tuple[Field, ...] = ()  # of a table or a repeated group
    rows: tuple[Option, ...] = ()  # of a table whose rows are given

    @property
    def coded(self) -> bool:
        """Whether its answer is a code, so that a condition may name it and a fact may come of it."""
        return self.kind in CODED or self.kind is Kind.SCORE or (self.kind is Kind.CALCULATED and bool(self.bands))

    @property
    def codes(self) -> tuple[Option, ...]:
        """The codes of its answers with their words."""
        return tuple(Option(one.code, one.text) for one in self.bands) if self.bands else self.options


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
