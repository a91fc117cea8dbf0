# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates, hours and lengths of time in words, Indonesian and English: `Selasa, 24 November 2026`, `Sisa 3 jam`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["id", "en"]

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
UNITS = {"id": ("hari", "jam", "menit"), "en": ("day", "hour", "minute")}


def date_words(day: date, language: Language = "id") -> str:
    """`24 November 2026`."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def day_words(day: date, language: Language = "id") -> str:
    """`Selasa, 24 November 2026`."""
    return f"{DAYS[language][day.weekday()]}, {date_words(day, language)}"


def time_words(moment: time | datetime, language: Language = "id") -> str:
    """`10.20`; in English `10:20`."""
    return f"{moment:%H:%M}" if language == "en" else f"{moment:%H.%M}"


def moment_words(moment: datetime, language: Language = "id") -> str:
    """`Selasa, 24 November 2026 pukul 10.20 WIB`: the moment's own zone, by its short name."""
    at = "at" if language == "en" else "pukul"
    zone = moment.tzname() or ""
    return f"{day_words(moment, language)} {at} {time_words(moment, language)} {zone}".rstrip()


def duration_words(length: timedelta, language: Language = "id") -> str:
    """The two largest units, rounded down: `1 hari 22 jam`, `3 jam 30 menit`, `18 menit`. The sign is left out."""
    minutes = abs(length) // timedelta(minutes=1)
    if not minutes:
        return "less than 1 minute" if language == "en" else "kurang dari 1 menit"
    numbers = (minutes // (24 * 60), minutes // 60 % 24, minutes % 60)
    largest = next(place for place, number in enumerate(numbers) if number)
    shown = zip(numbers[largest : largest + 2], UNITS[language][largest:], strict=False)
    return " ".join(_counted(number, unit, language) for number, unit in shown if number)


def time_left_words(left: timedelta, language: Language = "id", *, working_days: int | None = None) -> str:
    """`Sisa 3 jam 30 menit`, `Sisa 4 hari kerja`; `Lewat 18 menit` where less than nothing is left.

    `working_days` are those after today, for a term in working days; on its last day the hours are named.
    """
    if left < timedelta(0):
        late = duration_words(left, language)
        return f"{late[0].upper()}{late[1:]} late" if language == "en" else f"Lewat {late}"
    if working_days:
        words = _counted(working_days, "working day" if language == "en" else "hari kerja", language)
    else:
        words = duration_words(left, language)
    return f"{words[0].upper()}{words[1:]} left" if language == "en" else f"Sisa {words}"


def _counted(number: int, unit: str, language: Language) -> str:
    return f"{number} {unit}{'s' if language == 'en' and number != 1 else ''}"
