# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers written out in words, Indonesian and English, from 0 to 999."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _count(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    return {word: first + step * place for place, word in enumerate(words.split())}


UNITS = {
    **_count("satu dua tiga empat lima enam tujuh delapan sembilan"),
    **_count("one two three four five six seven eight nine"),
}
WHOLE = {
    **_count("nol", 0),
    **_count("zero", 0),
    **_count("sepuluh sebelas", 10),
    **_count("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10),
}
TENS = _count("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = ("belas", "puluh", "ratus")
_FUSED = re.compile(rf"({'|'.join(UNITS)})({'|'.join(SCALES)})")


def split_fused(word: str) -> list[str]:
    """`empatbelas` as `empat belas`; any other word as it is."""
    found = _FUSED.fullmatch(word)
    return list(found.groups()) if found else [word]


def read_number(words: Sequence[str]) -> tuple[int, int] | None:
    """The number at the beginning of the words, and how many words it takes; None where there is none."""
    first, second = words[0] if words else "", words[1] if len(words) > 1 else ""
    if first == "seratus":
        hundreds, used = 100, 1
    elif first in UNITS and second in ("ratus", "hundred"):
        hundreds, used = 100 * UNITS[first], 2
    else:
        return _below_hundred(words)
    skip = 1 if words[used : used + 1] == ["and"] else 0
    rest = _below_hundred(words[used + skip :])
    return (hundreds + rest[0], used + skip + rest[1]) if rest else (hundreds, used)


def _below_hundred(words: Sequence[str]) -> tuple[int, int] | None:
    first, second, third, fourth = (words[place] if place < len(words) else "" for place in range(4))
    if first in WHOLE:
        return WHOLE[first], 1
    if first in TENS:
        return (TENS[first] + UNITS[second], 2) if second in UNITS else (TENS[first], 1)
    if first not in UNITS:
        return None
    if second == "belas":
        return 10 + UNITS[first], 2
    if second != "puluh":
        return UNITS[first], 1
    if third in UNITS and fourth not in SCALES:
        return 10 * UNITS[first] + UNITS[third], 3
    return 10 * UNITS[first], 2
