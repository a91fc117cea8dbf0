# SPDX-License-Identifier: AGPL-3.0-or-later
"""When an office works: its calendar from the database, or from the catalogue where the database does not know it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q

from teduh.accounts import catalogue, hours
from teduh.accounts.models import Holiday, Office
from teduh.procedure.calendar import WorkingCalendar

# Another process sees a changed calendar after this many seconds at most; the one that changed it, at once.
KEPT_SECONDS = 10.0

_watchers: list[Callable[[], object]] = []
_kept: dict[str, tuple[float, WorkingCalendar, timedelta]] = {}


class UnknownOffice(LookupError):
    """Neither the database nor the catalogue has an office of that code."""


def calendar_of(office_code: str) -> tuple[WorkingCalendar, timedelta]:
    """The office's calendar, and the bound of `langsung`. Raises UnknownOffice."""
    kept = _kept.get(office_code)
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1], kept[2]
    calendar, at_once = _read(office_code)
    _kept[office_code] = (time.monotonic(), calendar, at_once)
    return calendar, at_once


def forget_calendars() -> None:
    """Read every calendar anew from now on."""
    _kept.clear()


def calendars_changed() -> None:
    """After a change of hours, holidays or the bound, within its action: whoever keeps due times is told."""
    forget_calendars()
    for tell in _watchers:
        tell()


def watch_calendars(tell: Callable[[], object]) -> None:
    """Be told, within the action, that some office counts its time differently from now on."""
    if tell not in _watchers:
        _watchers.append(tell)


def holidays_of(office: Office | None, *, year: int) -> list[Holiday]:
    """The days of one year on which an office is closed, national and its own; for no office, the national ones."""
    whose = Q(office__isnull=True) | (Q(office=office) if office else Q(pk__in=[]))
    return list(Holiday.objects.filter(whose, date__year=year).select_related("office").order_by("date"))


def holiday(number: int, *, office: Office | None) -> Holiday | None:
    """One entry of the office's own days; of the national ones where no office is given."""
    return Holiday.objects.filter(pk=number, office=office).first()


def _read(office_code: str) -> tuple[WorkingCalendar, timedelta]:
    try:
        office = Office.objects.filter(code=office_code).first()
        closed = _closed_days(office_code)
    except DatabaseError:
        # No tables yet (a fresh checkout), or no database at all: the catalogue answers alone.
        office, closed = None, _national_days()
    if office is not None:
        week, zone = hours.from_data(office.hours), office.zone
        at_once = timedelta(minutes=office.at_once_minutes)
    else:
        entry = catalogue.offices(settings.CATALOGUE_DIR).get(office_code)
        if entry is None:
            raise UnknownOffice(office_code)
        week, zone, at_once = entry.week, entry.zone, entry.at_once
    return WorkingCalendar(zone=ZoneInfo(zone), week=week, holidays=closed), at_once


def _closed_days(office_code: str) -> frozenset[date]:
    rows = list(
        Holiday.objects.filter(Q(office__isnull=True) | Q(office_id=office_code)).values_list("date", "office_id")
    )
    days = frozenset(day for day, _ in rows)
    if not any(office is None for _, office in rows):
        # National days come from the database once they are loaded there, from the catalogue until then.
        days |= _national_days()
    return days


def _national_days() -> frozenset[date]:
    return frozenset(day.date for day in catalogue.national_holidays(settings.CATALOGUE_DIR))
