# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the result of a formula means: `{0-7: Rendah, 8-13: Sedang, 14 ke atas: {high: Tinggi}}`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teduh.procedure.forms.values import Band
from teduh.procedure.problems import Message

_RANGE = re.compile(
    r"(-?\d{1,9}(?:[.,]\d{1,6})?)(?:\s*(?:-|–|sampai|s\.d\.)\s*(-?\d{1,9}(?:[.,]\d{1,6})?)|(\s+ke atas))?"
)


class BandError(Exception):
    """What is wrong, and in which entry (from 0)."""

    def __init__(self, place: int, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.place = place
        self.message = Message(indonesian, english)


def read_bands(written: Sequence[tuple[str, str, str]]) -> tuple[Band, ...]:
    """Bands from (range, code, words), in their order. Raises BandError.

    Whole numbers that follow one another leave no gap: after `0-7` comes 8. Elsewhere the next begins where the one
    before ends, and the number itself belongs to the next.
    """
    found: list[Band] = []
    for place, (words, code, text) in enumerate(written):
        read = _RANGE.fullmatch(words.strip())
        if read is None or not text:
            raise BandError(
                place,
                f'"{words}" ditulis sebagai "0-7: Rendah" atau "14 ke atas: Tinggi"',
                f'"{words}" is written as "0-7: Low" or "14 ke atas: High"',
            )
        least = _number(read[1])
        most = None if read[3] else _number(read[2] or read[1])
        before = found[-1] if found else None
        if most is not None and most < least:
            raise BandError(place, f'"{words}": dari kecil ke besar', f'"{words}": the smaller first')
        if before is not None and not _follows(before, least):
            raise BandError(
                place,
                f'"{words}" tidak menyambung arti sebelumnya: urutkan tanpa lubang dan tanpa tumpang tindih',
                f'"{words}" does not follow the one before: in order, without gap or overlap',
            )
        if code in {one.code for one in found}:
            raise BandError(place, f'arti "{text}" ada dua', f'two meanings are "{text}"')
        found.append(Band(least, most, code, text))
    if not found:
        raise BandError(0, "`arti` kosong", "`arti` is empty")
    return tuple(found)


def _follows(before: Band, least: float) -> bool:
    if before.most is None:
        return False
    whole = isinstance(before.most, int) and isinstance(least, int)
    return least == before.most + 1 if whole else least == before.most


def _number(said: str) -> int | float:
    number = float(said.replace(",", "."))
    return int(number) if number.is_integer() else number
