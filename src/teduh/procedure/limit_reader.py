# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading limits as they are published: `5 (lima) hari kerja`, `3x24 jam`, `langsung`, `14 calendar days`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from teduh.procedure.limit_words import (
    ABBREVIATED,
    BETWEEN_WORDS,
    CEILING_WORDS,
    CLOSING_WORDS,
    FLOOR_WORDS,
    JOINING_WORDS,
    LEADING_WORDS,
    LONGEST,
    LONGEST_MINUTES,
    MANNER_WORDS,
    MEASURES,
    QUALIFIERS,
    RANGE_WORDS,
    SINGLES,
    TIMES_WORDS,
    VAGUE_WORDS,
    WORD_LIMITS,
    Measure,
)
from teduh.procedure.limits import DAY, Limit, Unit
from teduh.procedure.numbers import read_number, split_fused
from teduh.procedure.problems import Message


def parse_limit(text: str, *, floor: bool = False) -> Limit | Message:
    """The limit that the text is, or a sentence that says what is understood.

    `floor` reads a lower bound (`paling cepat`): there, and only there, `minimal` is allowed.
    """
    words = _split(text)
    try:
        found = _read(words, 0, floor=floor)
    except _UnclearError as unclear:
        return unclear.message
    if found is None or any(word.text not in CLOSING_WORDS for word in words[found.next :]):
        return _unknown(text)
    return Limit(found.unit, found.amount, " ".join(text.split()), found.bare_days)


def find_limit(text: str, *, floor: bool = False) -> Limit | Message:
    """The one limit inside a promise's sentence: `Pelayanan 5 (lima) hari kerja` promises 5 hari kerja."""
    words = _split(text)
    found: dict[tuple[Unit, int], Limit] = {}
    place = 0
    while place < len(words):
        try:
            reading = _read(words, place, floor=floor)
        except _UnclearError as unclear:
            return unclear.message
        if reading is None or (reading.unit is Unit.AT_ONCE and _is_manner(words, place)):
            place += 1
            continue
        written = _clean(text)[words[reading.start].start : words[reading.next - 1].end]
        found.setdefault(
            (reading.unit, reading.amount), Limit(reading.unit, reading.amount, written, reading.bare_days)
        )
        place = reading.next
    if not found:
        return _unknown(text)
    if len(found) > 1:
        several = ", ".join(limit.text for limit in found.values())
        return Message(
            f"Janji ini menyebut beberapa jangka waktu ({several}). Tulis yang mengikat di bawah paling lama.",
            f"This promise names several limits ({several}). Write the binding one under paling lama.",
        )
    return next(iter(found.values()))


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class _Reading(NamedTuple):
    unit: Unit
    amount: int
    bare_days: bool
    start: int  # the place of its first word, what is read over left out
    next: int  # the place after it


class _Part(NamedTuple):
    number: Fraction
    product: bool  # written as n x m
    measure: Measure
    next: int


class _UnclearError(Exception):
    """The words are a limit, but one that cannot be kept."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.message = Message(indonesian, english)


_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[^\s\w]|_")


def _clean(text: str) -> str:
    """One writing for look-alikes (full-width digits, hard spaces); marks that cannot be seen are left out."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isspace() or one.isprintable())


def _split(text: str) -> list[_Word]:
    words: list[_Word] = []
    clean = _clean(text)
    for found in _TOKEN.finditer(clean):
        word, start, end = found[0].casefold(), found.start(), found.end()
        if word == "-" and clean[start - 1 : start].isalpha() and clean[end : end + 1].isalpha():
            continue  # selambat-lambatnya, twenty-four
        if word == "." and words and words[-1].text in ABBREVIATED and words[-1].end == start:
            continue  # maks. 5 hari
        single = SINGLES.get(word)
        if single and not (words and words[-1].text in TIMES_WORDS):  # not `tiga kali sehari`
            words += [_Word("satu", start, end), _Word(single, start, end)]
        else:
            words += [_Word(part, start, end) for part in split_fused(word)]
    return words


def _starts(words: Sequence[_Word], place: int, phrases: Mapping[tuple[str, ...], object]) -> tuple[str, ...] | None:
    """The longest of the phrases that stands at that place; an English plural stands for its singular."""
    for length in (4, 3, 2, 1):
        phrase = tuple(word.text for word in words[place : place + length])
        for one in (phrase, (*phrase[:-1], phrase[-1].removesuffix("s")) if phrase else phrase):
            if len(one) == length and one in phrases:
                return one
    return None


def _read(words: Sequence[_Word], place: int, *, floor: bool) -> _Reading | None:
    floored = capped = vague = False
    while True:
        if phrase := _starts(words, place, FLOOR_WORDS):
            floored = True
        elif phrase := _starts(words, place, CEILING_WORDS):
            capped = True
        elif phrase := _starts(words, place, VAGUE_WORDS):
            vague = True
        elif not (phrase := _starts(words, place, LEADING_WORDS)):
            break
        place += len(phrase)
    if phrase := _starts(words, place, WORD_LIMITS):
        reading = _Reading(WORD_LIMITS[phrase], 0, bare_days=False, start=place, next=place + len(phrase))
    elif quantity := _read_quantity(words, place):
        reading = quantity
    else:
        return None
    if vague:
        raise _UnclearError(
            "Jangka waktu harus pasti: hapus sekitar, kira-kira, atau lebih dari, lalu tulis batasnya.",
            "A limit must be certain: leave out sekitar, kira-kira or lebih dari, and write the bound.",
        )
    if floored and not floor:
        raise _UnclearError(
            "Minimal adalah batas bawah: tulis di bawah paling cepat, dan batas atasnya di bawah paling lama.",
            "Minimal is a lower bound: write it under paling cepat, and the upper bound under paling lama.",
        )
    if capped and floor:
        raise _UnclearError(
            "Maksimal adalah batas atas: tulis di bawah paling lama.",
            "Maksimal is an upper bound: write it under paling lama.",
        )
    return reading


def _read_quantity(words: Sequence[_Word], place: int) -> _Reading | None:
    """A number with its unit, or several from the larger unit to the smaller."""
    parts: list[_Part] = []
    start = place
    while part := _read_part(words, place):
        if parts and not _continues(parts[-1].measure, part.measure):
            break
        parts.append(part)
        place = part.next
        if place < len(words) and words[place].text in JOINING_WORDS:
            place += 1
    if not parts:
        return None
    units = {part.measure.unit for part in parts}
    if units == {Unit.CALENDAR_DAYS, Unit.ELAPSED}:
        unit = Unit.ELAPSED
    elif len(units) == 1:
        (unit,) = units
    else:
        raise _UnclearError(
            "Hari kerja, bulan, dan jam layanan tidak dapat dijumlahkan dengan satuan lain. Tulis satu satuan saja.",
            "Working days, months and service hours cannot be added to another unit. Write one unit only.",
        )
    total = sum((_in_unit(part, unit) for part in parts), Fraction(0))
    if total.denominator != 1 or not 1 <= total <= LONGEST.get(unit, LONGEST_MINUTES):
        raise _UnclearError(
            "Jangka waktu harus bilangan bulat, sedikitnya satu dan paling lama sepuluh tahun.",
            "A limit must be a whole number, at least one and at most ten years.",
        )
    bare = len(parts) == 1 and parts[0].measure.bare and not parts[0].product
    return _Reading(unit, int(total), bare, start, parts[-1].next)


def _in_unit(part: _Part, unit: Unit) -> Fraction:
    days_as_minutes = DAY if unit is Unit.ELAPSED and part.measure.unit is Unit.CALENDAR_DAYS else 1
    return part.number * part.measure.factor * days_as_minutes


def _continues(larger: Measure, smaller: Measure) -> bool:
    """Whether `7 hari` goes on in `5 jam`: the second unit is the smaller one."""
    order = {Unit.MONTHS: 5, Unit.WORKING_DAYS: 4, Unit.CALENDAR_DAYS: 4, Unit.ELAPSED: 3, Unit.SERVICE_MINUTES: 3}
    return (order[larger.unit], larger.factor) > (order[smaller.unit], smaller.factor)


def _read_part(words: Sequence[_Word], place: int) -> _Part | None:
    read_from = place
    read = _read_product(words, place)
    if read is None:
        return None
    number, product, place = read
    if link := _range_at(words, read_from, place):
        upper = _read_product(words, place + link)
        if upper and _starts(words, upper[2], MEASURES):
            raise _UnclearError(
                "Rentang tidak mengikat. Tulis batas atas di bawah paling lama, dan batas bawah di bawah paling cepat.",
                "A range does not bind. Write the upper bound under paling lama, the lower one under paling cepat.",
            )
    phrase = _starts(words, place, MEASURES)
    if not phrase:
        return None
    place += len(phrase)
    if place < len(words) and words[place].text in QUALIFIERS:
        return None
    measure = MEASURES[phrase]
    if product and measure.unit is Unit.SERVICE_MINUTES:
        raise _UnclearError(
            "Tulis hari kerja untuk hari layanan, atau 2x24 jam untuk waktu yang berjalan terus.",
            "Write hari kerja for days of service, or 2x24 jam for time that runs on.",
        )
    if phrase == ("tahun",) and place < len(words) and re.fullmatch("[0-9]{4}", words[place].text):
        return None  # UU 12 Tahun 2022
    return _Part(number, product, measure, place)


def _range_at(words: Sequence[_Word], first: int, place: int) -> int:
    """How many words join a range's two numbers, of which the first begins at `first`; naught where it is no range."""
    phrase = _starts(words, place, RANGE_WORDS)
    if phrase:
        return len(phrase)
    between = first > 0 and words[first - 1].text in BETWEEN_WORDS
    return 1 if between and place < len(words) and words[place].text in JOINING_WORDS else 0


def _read_product(words: Sequence[_Word], place: int) -> tuple[Fraction, bool, int] | None:
    """`5`, `5 (lima)`, `lima`, `3x24`, `3 x 24 (tiga kali dua puluh empat)`: value, whether n x m, place after."""
    first = _read_repeated(words, place)
    if first is None:
        return None
    number, place = first
    if place >= len(words) or words[place].text not in TIMES_WORDS:
        return number, False, place
    second = _read_number(words, place + 1)
    if second is None:
        return None
    number, place = number * second[0], second[1]
    return number, True, _skip_bracket(words, place, {number, second[0]})


def _read_repeated(words: Sequence[_Word], place: int) -> tuple[Fraction, int] | None:
    read = _read_number(words, place)
    return (read[0], _skip_bracket(words, read[1], {read[0]})) if read else None


def _skip_bracket(words: Sequence[_Word], place: int, expected: set[Fraction]) -> int:
    """The place after a bracket that repeats the number; the same place where there is none."""
    if place >= len(words) or words[place].text != "(":
        return place
    inside = _read_product(words, place + 1)
    if inside is None or inside[2] >= len(words) or words[inside[2]].text != ")":
        return place
    if inside[0] not in expected:
        raise _UnclearError(
            "Angka dan bilangan dalam kurung berbeda. Samakan keduanya.",
            "The number and the one in brackets differ. Make them agree.",
        )
    return inside[2] + 1


def _read_number(words: Sequence[_Word], place: int) -> tuple[Fraction, int] | None:
    if place >= len(words):
        return None
    text = words[place].text
    if text in ("setengah", "half"):
        skip = 2 if text == "half" and place + 1 < len(words) and words[place + 1].text in ("a", "an") else 1
        return Fraction(1, 2), place + skip
    if text[0].isdecimal():
        if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", text):  # 1.000 menit
            return Fraction(re.sub("[.,]", "", text)), place + 1
        if re.fullmatch(r"[0-9]{1,9}([.,][0-9]{1,2})?", text):  # 1,5 jam
            return Fraction(text.replace(",", ".")), place + 1
        return None
    found = read_number([word.text for word in words[place : place + 8]])
    return (Fraction(found[0]), place + found[1]) if found else None


def _is_manner(words: Sequence[_Word], place: int) -> bool:
    return place > 0 and words[place - 1].text in MANNER_WORDS


def _unknown(text: str) -> Message:
    shown = " ".join(_clean(text).split())
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return Message(
        f"“{shown}” bukan jangka waktu yang dikenal. Tulis misalnya 5 hari kerja, 14 hari kalender, 3x24 jam, 6 jam, "
        "240 menit, 7 hari 5 jam 50 menit, 6 jam layanan, 2 minggu, 3 bulan, langsung, atau sesuai kebutuhan.",
        f"“{shown}” is not a known limit. Write for instance 5 working days, 14 calendar days, 3x24 hours, 6 hours, "
        "240 minutes, 7 days 5 hours 50 minutes, 6 service hours, 2 weeks, 3 months, at once, or as needed.",
    )
