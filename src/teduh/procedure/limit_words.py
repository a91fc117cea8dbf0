# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that published limits are made of, Indonesian and English, small letters, singular."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from teduh.procedure.limits import DAY, Unit

LONGEST = {Unit.MONTHS: 120, Unit.WORKING_DAYS: 3660, Unit.CALENDAR_DAYS: 3660}
LONGEST_MINUTES = 3660 * DAY


def _phrases(text: str) -> dict[tuple[str, ...], bool]:
    return {tuple(phrase.split()): True for phrase in text.split("|")}


# Read over before a limit: they neither add nor take away.
LEADING_WORDS = _phrases(
    "kurang lebih|lebih kurang|±|dalam|dalam waktu|dalam jangka waktu|jangka waktu|waktu|selama|tiap|setiap|"
    "within|in|approximately|more or less|every"
)
CEILING_WORDS = _phrases(
    "maksimal|maksimum|maks|paling lama|paling lambat|paling banyak|selambat lambatnya|selama lamanya|kurang dari|"
    "tidak lebih dari|tak lebih dari|tidak melebihi|tidak melampaui|hingga|sampai dengan|maximum|max|at most|"
    "at the latest|no more than|not more than|no later than|not later than|less than|up to"
)
FLOOR_WORDS = _phrases(
    "minimal|minimum|min|paling cepat|paling singkat|paling sedikit|paling kurang|tidak kurang dari|tak kurang dari|"
    "sekurang kurangnya|setidaknya|"
    "at least|not less than|no less than|no sooner than"
)
VAGUE_WORDS = _phrases("sekitar|kira kira|hampir|lebih dari|about|around|roughly|almost|more than")
CLOSING_WORDS = frozenset({".", ";", "sekali"})
# `datang langsung`, `pengaduan langsung`: a way to come, not a limit.
MANNER_WORDS = frozenset({"datang", "secara", "tidak", "pengaduan", "tatap", "kontak"})

WORD_LIMITS = {
    **dict.fromkeys(
        _phrases("langsung|segera|seketika|seketika itu juga|saat itu juga|at once|immediately|right away"),
        Unit.AT_ONCE,
    ),
    **dict.fromkeys(
        _phrases(
            "sesuai kebutuhan|sesuai dengan kebutuhan|menyesuaikan kebutuhan|kondisional|"
            "as needed|as required|conditional"
        ),
        Unit.AS_NEEDED,
    ),
}


class Measure(NamedTuple):
    """A unit as written: how many days, months or minutes it is."""

    unit: Unit
    factor: int
    bare: bool = False


def _measures(text: str, measure: Measure) -> dict[tuple[str, ...], Measure]:
    return dict.fromkeys(_phrases(text), measure)


MEASURES: Mapping[tuple[str, ...], Measure] = {
    **_measures("hari kerja|working day|business day|work day|workday", Measure(Unit.WORKING_DAYS, 1)),
    **_measures("hari kalender|calendar day", Measure(Unit.CALENDAR_DAYS, 1)),
    **_measures("hari|day", Measure(Unit.CALENDAR_DAYS, 1, bare=True)),
    **_measures("minggu|pekan|week", Measure(Unit.CALENDAR_DAYS, 7)),
    **_measures("bulan|bulan kalender|month|calendar month", Measure(Unit.MONTHS, 1)),
    **_measures("tahun|year", Measure(Unit.MONTHS, 12)),
    **_measures("jam|hour", Measure(Unit.ELAPSED, 60)),
    **_measures("menit|minute", Measure(Unit.ELAPSED, 1)),
    **_measures(
        "jam layanan|jam pelayanan|jam kerja|service hour|working hour|office hour|business hour",
        Measure(Unit.SERVICE_MINUTES, 60),
    ),
    **_measures(
        "menit layanan|menit pelayanan|menit kerja|service minute|working minute", Measure(Unit.SERVICE_MINUTES, 1)
    ),
}
# `2 minggu kerja` is not two weeks: a unit that goes on in one of these words is not understood.
QUALIFIERS = frozenset({"kerja", "layanan", "pelayanan", "kalender", "libur"})
TIMES_WORDS = frozenset({"x", "×", "*", "kali", "times"})
RANGE_WORDS = _phrases("-|–|—|sampai|sampai dengan|hingga|sd|s d|s . d|s . d .|s / d|to|until")
BETWEEN_WORDS = frozenset({"antara", "between"})  # `antara 3 dan 5 hari`
ABBREVIATED = frozenset({"maks", "max", "min"})  # a full stop may follow
JOINING_WORDS = frozenset({",", "dan", "and"})
SINGLES = {f"se{word}": word for word in ("hari", "minggu", "pekan", "bulan", "tahun", "jam", "menit")}
