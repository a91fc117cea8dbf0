# SPDX-License-Identifier: AGPL-3.0-or-later
"""Office hours as they are stored and as they are shown; reading them is the core's (`calendar.parse_hours`).

No Django. Days count from 0 = Monday; a close at 00:00 is the end of the day, written 24.00.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time

from teduh.procedure.calendar import Hours, WeeklyHours

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def to_data(week: WeeklyHours) -> dict[str, list[list[str]]]:
    """As stored: `{"0": [["08:00", "16:00"]]}`."""
    return {
        str(number): [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in day]
        for number, day in sorted(week.days.items())
    }


def from_data(data: Mapping[str, Sequence[Sequence[str]]]) -> WeeklyHours:
    return WeeklyHours(
        {
            int(number): tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in day)
            for number, day in data.items()
        }
    )


def write_day(day: Hours) -> str:
    """As people write it: `09.00-12.00, 12.30-14.00`; empty for a closed day."""
    return ", ".join(f"{opens:%H.%M}-{'24.00' if closes == time(0) else f'{closes:%H.%M}'}" for opens, closes in day)


def describe(week: WeeklyHours) -> list[tuple[str, str]]:
    """The week in as few lines as it takes: `[("Senin–Kamis", "09.00-12.00, 12.30-14.00"), …]`."""
    lines: list[tuple[int, int, str]] = []
    for number in range(7):
        text = write_day(week.days.get(number, ())) or "tutup"
        if lines and lines[-1][2] == text:
            lines[-1] = (lines[-1][0], number, text)
        else:
            lines.append((number, number, text))
    return [(DAYS[first] + (f"–{DAYS[last]}" if last > first else ""), text) for first, last, text in lines]
