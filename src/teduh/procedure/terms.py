# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a limit falls due. The rules and their reasons stand in docs/adr/0003-terms.md."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from teduh.procedure.calendar import WorkingCalendar
from teduh.procedure.limit_reader import find_limit, parse_limit
from teduh.procedure.limits import Limit, Unit, describe
from teduh.procedure.pauses import FOREVER, Pause, merge, running

__all__ = [
    "AT_ONCE",
    "Limit",
    "Pause",
    "Unit",
    "describe",
    "due",
    "find_limit",
    "lengthen",
    "parse_limit",
    "working_days_left",
]

AT_ONCE = timedelta(minutes=30)
DAY_UNITS = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS})


def due(
    limit: Limit,
    start: datetime,
    calendar: WorkingCalendar,
    *,
    pauses: Sequence[Pause] = (),
    at_once: timedelta = AT_ONCE,
) -> datetime | None:
    """The last moment that is still in time, in the office's zone; an act at that very moment is in time.

    None where nothing falls due: a limit as needed, or a clock that stands still in a pause without end. To know what
    would be due if work were taken up again now, give that pause an end: now.
    The day of the event never counts. A day counts only if the clock runs at its end (closing time for working days,
    24.00 for calendar days); elapsed and service time is lengthened by what was paused; `langsung` is never paused.
    Raises ValueError for a naive moment, NoWorkingDayError where the office has no working day within three years.
    """
    if start.tzinfo is None:
        raise ValueError("The start of a term needs a time zone.")
    if limit.unit in DAY_UNITS:
        return _in_days(limit, start.astimezone(calendar.zone).date(), calendar, pauses)
    return _elapsed(limit, start, calendar, pauses, at_once)


def lengthen(
    limit: Limit,
    due_at: datetime,
    calendar: WorkingCalendar,
    *,
    pauses: Sequence[Pause] = (),
    at_once: timedelta = AT_ONCE,
) -> datetime | None:
    """The due time after an extension: the limit counted on from the moment that was due, by the rules of its unit.

    A term that ended at 24.00 goes on from that day, although the clock already shows 00.00 of the next.
    """
    if due_at.tzinfo is None:
        raise ValueError("The moment that is lengthened needs a time zone.")
    if limit.unit in DAY_UNITS:
        last_day = (due_at.astimezone(calendar.zone) - timedelta.resolution).date()
        return _in_days(limit, last_day, calendar, pauses)
    return _elapsed(limit, due_at, calendar, pauses, at_once)


def working_days_left(limit: Limit, at: datetime, due_at: datetime, calendar: WorkingCalendar) -> int | None:
    """Working days after today, up to and with the day it is due; 0 on that day. None for any other unit."""
    if limit.unit is not Unit.WORKING_DAYS:
        return None
    last_day = (due_at.astimezone(calendar.zone) - timedelta.resolution).date()
    return calendar.count_working_days(at.astimezone(calendar.zone).date(), last_day)


def _in_days(limit: Limit, day: date, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> datetime | None:
    if limit.amount < 1:
        raise ValueError(f"A limit in days needs at least one, not {limit.amount}.")
    return (_months if limit.unit is Unit.MONTHS else _days)(limit, day, calendar, pauses)


def _days(limit: Limit, day: date, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> datetime | None:
    left = limit.amount
    working = limit.unit is Unit.WORKING_DAYS
    for first, last in _paused_days(merge(pauses), calendar, working):
        before = first - timedelta(1)
        running_days = calendar.count_working_days(day, before) if working else max(0, (before - day).days)
        if running_days >= left:
            break
        if last is None:
            return None
        left -= running_days
        day = max(day, last)
    return _end_of(calendar.working_day_after(day, left) if working else day + timedelta(left), calendar, working)


def _paused_days(
    merged: Iterable[Pause], calendar: WorkingCalendar, working: bool
) -> Iterator[tuple[date, date | None]]:
    """First and last day of those at whose end the clock stands still; no last day while a pause goes on."""
    for since, until in merged:
        first = since.astimezone(calendar.zone).date() - timedelta(1)
        while _end_of(first, calendar, working) < since:
            first += timedelta(1)
        if until is None:
            yield first, None
            return
        last = until.astimezone(calendar.zone).date()
        while _end_of(last, calendar, working) >= until:
            last -= timedelta(1)
        if first <= last:
            yield first, last


def _end_of(day: date, calendar: WorkingCalendar, working: bool) -> datetime:
    closing = calendar.closing(day) if working else None
    return closing or datetime.combine(day + timedelta(1), time(0), calendar.zone)


def _months(limit: Limit, day: date, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> datetime | None:
    """As though the event had happened as many days later as were paused.

    Paused days put behind the end would make a later start due earlier, since months differ in length.
    """
    paused, earliest = 0, day
    for first, last in _paused_days(merge(pauses), calendar, working=False):
        if max(earliest, _same_date(day + timedelta(paused), limit.amount)) < first:
            break
        if last is None:
            return None
        paused += max(0, (last - max(first - timedelta(1), day)).days)
        earliest = max(earliest, last + timedelta(1))  # the clock runs again at the end of that day
    return _end_of(max(earliest, _same_date(day + timedelta(paused), limit.amount)), calendar, working=False)


def _same_date(day: date, months: int) -> date:
    """The same date so many months later, or the last day of that month where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _elapsed(
    limit: Limit, start: datetime, calendar: WorkingCalendar, pauses: Sequence[Pause], at_once: timedelta
) -> datetime | None:
    if limit.unit is Unit.AS_NEEDED:
        return None
    start = start.astimezone(UTC)
    if limit.unit is Unit.AT_ONCE:
        return (start + at_once).astimezone(calendar.zone)
    if limit.amount < 1:
        raise ValueError(f"A limit in minutes needs at least one, not {limit.amount}.")
    if limit.unit is Unit.SERVICE_MINUTES:
        return calendar.add_service_minutes(start, limit.amount, pauses=pauses)
    left = timedelta(minutes=limit.amount)
    for since, until in running(start, merge(pauses)):
        if until is FOREVER or until - since >= left:
            return (since + left).astimezone(calendar.zone)
        left -= until - since
    return None
