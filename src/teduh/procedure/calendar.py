# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working time of an office: hours by weekday with breaks, holidays, zone. No clock, no database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from teduh.procedure.pauses import Pause, merge, running
from teduh.procedure.problems import Message

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")  # WIB, WITA, WIT
LONGEST_CLOSURE = 3 * 366  # days without a working day after which a calendar is surely wrong
MIDNIGHT = time(0)

Hours = tuple[tuple[time, time], ...]


class NoWorkingDayError(ValueError):
    """The office has no working day within three years: its hours or holidays are surely wrong."""


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Open hours by weekday (0 = Monday): ordered, non-overlapping (opens, closes) pairs; a missing day is closed.

    A close at 00:00 is the end of that day (24.00), so that a shelter can be open around the clock.
    """

    days: Mapping[int, Hours]


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When an office works. `holidays` closes whole days (national, cuti bersama, local)."""

    zone: ZoneInfo
    week: WeeklyHours
    holidays: frozenset[date] = field(default_factory=frozenset)
    # By ordinal of the day, so that counting days builds no dates: which weekdays are open, which days are closed.
    _open: tuple[bool, ...] = field(init=False, repr=False, compare=False)
    _closed: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Ordinal 1 is a Monday.
        object.__setattr__(self, "_open", tuple(bool(self.week.days.get((day - 1) % 7)) for day in range(7)))
        object.__setattr__(self, "_closed", frozenset(day.toordinal() for day in self.holidays))

    def is_working_day(self, day: date) -> bool:
        ordinal = day.toordinal()
        return self._open[ordinal % 7] and ordinal not in self._closed

    def hours_of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The open spans of that day as aware moments; empty where the office is closed."""
        if not self.is_working_day(day):
            return ()
        return tuple(
            (datetime.combine(day, opens, self.zone), self._closes(day, closes))
            for opens, closes in self.week.days[day.weekday()]
        )

    def closing(self, day: date) -> datetime | None:
        """When the office closes for that day, after the last break; None where it does not open."""
        if not self.is_working_day(day):
            return None
        return self._closes(day, self.week.days[day.weekday()][-1][1])

    def working_day_after(self, day: date, count: int = 1) -> date:
        """The count-th working day after that day, which itself never counts.

        Raises NoWorkingDayError, and ValueError where count is below 1.
        """
        if count < 1:
            raise ValueError(f"Working days are counted from 1, not {count}.")
        ordinal = day.toordinal()
        last = ordinal + LONGEST_CLOSURE
        while count:
            ordinal += 1
            if self._open[ordinal % 7] and ordinal not in self._closed:
                count -= 1
                last = ordinal + LONGEST_CLOSURE
            elif ordinal > last:
                raise NoWorkingDayError(f"The calendar has no working day within three years of {day.isoformat()}.")
        return date.fromordinal(ordinal)

    def next_working_day(self, day: date) -> date:
        """That day, or the first working day after it."""
        return day if self.is_working_day(day) else self.working_day_after(day)

    def count_working_days(self, after: date, through: date) -> int:
        """How many working days lie after the one day, up to and with the other; 0 where it is not later."""
        days = range(after.toordinal() + 1, through.toordinal() + 1)
        return sum(self._open[day % 7] and day not in self._closed for day in days)

    def add_service_minutes(self, start: datetime, minutes: int, *, pauses: Sequence[Pause] = ()) -> datetime | None:
        """When that many minutes of open hours have run, breaks and pauses left out; None while a pause goes on."""
        left = timedelta(minutes=minutes)
        spans = list(running(start, merge(pauses)))
        if not spans:
            return None
        for opens, closes in self._open_spans(start.astimezone(self.zone).date()):
            if opens >= spans[-1][1]:
                return None
            for since, until in spans:
                begin, end = max(opens, since), min(closes, until)
                if begin >= end:
                    continue
                if end - begin >= left:
                    return (begin + left).astimezone(self.zone)
                left -= end - begin
        raise AssertionError("The open spans of a calendar never run out.")

    def _open_spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        day = self.next_working_day(day)
        while True:
            yield from self.hours_of(day)
            day = self.working_day_after(day)

    def _closes(self, day: date, closes: time) -> datetime:
        if closes == MIDNIGHT:
            day += timedelta(days=1)
        return datetime.combine(day, closes, self.zone)


DEFAULT_WEEK = WeeklyHours({day: ((time(8), time(16)),) for day in range(5)})
DEFAULT_CALENDAR = WorkingCalendar(ZoneInfo("Asia/Jakarta"), DEFAULT_WEEK)

DAY_WORDS = {
    **dict(zip(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"), range(7), strict=True)),
    **dict(zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), range(7), strict=True)),
    "jum'at": 4,
    "jum’at": 4,
    "ahad": 6,
}
CLOSED_WORDS = frozenset({"", "tutup", "libur", "closed"})
_UNTIL = r"\s*(?:-|–|—|s\.d\.?|s/d|sampai(?: dengan)?|to)\s*"
_DAYS = re.compile(rf"([a-z'’]+)(?:{_UNTIL}([a-z'’]+))?")
_HOURS = re.compile(rf"(\d{{1,2}})[.:](\d{{2}}){_UNTIL}(\d{{1,2}})[.:](\d{{2}})")


def parse_hours(words: Mapping[str, str | Sequence[str]]) -> WeeklyHours | list[Message]:
    """Published hours, as `{"senin-kamis": "09.00-12.00, 12.30-14.00", "jumat": "08.00-10.30"}`; or all that is wrong.

    Rule C35: days by name, ranges in order, no overlap, each day once; hours with a dot or a colon, 24.00 allowed.
    """
    problems: list[Message] = []
    days: dict[int, Hours] = {}
    for name, value in words.items():
        hours = _read_hours(name, value)
        read = _read_days(name)
        if isinstance(read, Message):
            problems.append(read)
        if isinstance(hours, Message):
            problems.append(hours)
        if isinstance(read, Message) or isinstance(hours, Message):
            continue
        if days.keys() & read:
            problems.append(
                Message(
                    f"Hari dalam “{name}” sudah punya jam. Tulis tiap hari satu kali.",
                    f"A day in “{name}” already has hours. Write each day once.",
                ),
            )
        days.update(dict.fromkeys(read, hours))
    week = {day: days[day] for day in sorted(days) if days[day]}
    if not week and not problems:
        problems.append(Message("Sebutkan sedikitnya satu hari buka.", "Name at least one open day."))
    return problems or WeeklyHours(week)


def _read_days(name: str) -> list[int] | Message:
    if " ".join(name.casefold().split()) == "setiap hari":
        return list(range(7))
    days: list[int] = []
    for part in name.casefold().split(","):
        found = _DAYS.fullmatch(part.strip())
        first, last = (found[1], found[2] or found[1]) if found else ("", "")
        if first not in DAY_WORDS or last not in DAY_WORDS:
            return Message(
                f"“{name}” bukan nama hari. Tulis senin sampai minggu, misalnya jumat atau senin-kamis.",
                f"“{name}” is not a day. Write senin to minggu, such as jumat or senin-kamis.",
            )
        if DAY_WORDS[first] > DAY_WORDS[last]:
            return Message(
                f"“{name}” tidak berurutan. Pekan dimulai pada senin dan berakhir pada minggu.",
                f"“{name}” is out of order. The week begins on senin (Monday) and ends on minggu (Sunday).",
            )
        days.extend(range(DAY_WORDS[first], DAY_WORDS[last] + 1))
    return days


def _read_hours(name: str, value: str | Sequence[str]) -> Hours | Message:
    text = value if isinstance(value, str) else ", ".join(value)
    if text.strip().casefold() in CLOSED_WORDS:
        return ()
    spans: list[tuple[int, int]] = []
    for part in text.split(","):
        found = _HOURS.fullmatch(part.strip().casefold())
        numbers = [int(number) for number in found.groups()] if found else [99]
        opens, closes = (numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]) if found else (0, 0)
        if not found or max(numbers[1], numbers[3]) > 59 or opens >= 24 * 60 or closes > 24 * 60:
            return Message(
                f"Jam “{part.strip()}” pada {name} tidak dimengerti. Tulis seperti 08.00-16.00, tanpa zona waktu.",
                f"The hours “{part.strip()}” of {name} are not understood. Write 08.00-16.00, without a time zone.",
            )
        if closes <= opens:
            return Message(
                f"Jam “{part.strip()}” pada {name} terbalik: jam tutup harus sesudah jam buka. "
                "Jam malam dibagi dua: sampai 24.00 pada hari itu, dan mulai 00.00 pada hari berikutnya.",
                f"The hours “{part.strip()}” of {name} are reversed: closing must come after opening. Hours of the "
                "night are two: until 24.00 on that day, and from 00.00 on the next.",
            )
        if spans and opens < spans[-1][1]:
            return Message(
                f"Jam pada {name} bertumpuk atau tidak berurutan: “{text.strip()}”.",
                f"The hours of {name} overlap or are out of order: “{text.strip()}”.",
            )
        spans.append((opens, closes))
    return tuple((_time(opens), _time(closes)) for opens, closes in spans)


def _time(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)
