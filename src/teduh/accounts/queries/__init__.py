# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads over offices and staff: calendars, lines of superiors, lists for administrators."""

from __future__ import annotations

from teduh.accounts.queries.calendars import (
    UnknownOffice,
    calendar_of,
    calendars_changed,
    forget_calendars,
    holiday,
    holidays_of,
    watch_calendars,
)
from teduh.accounts.queries.line import day_of, deputyship, holders, line_above, line_of, roles_of, superiors
from teduh.accounts.queries.people import (
    by_username,
    demo_sign_ins,
    deputies_of,
    office,
    office_for,
    offices_for,
    on_duty,
    staff_for,
    staff_of,
    unit_named,
    units_of,
)

__all__ = [
    "UnknownOffice",
    "by_username",
    "calendar_of",
    "calendars_changed",
    "day_of",
    "demo_sign_ins",
    "deputies_of",
    "deputyship",
    "forget_calendars",
    "holders",
    "holiday",
    "holidays_of",
    "line_above",
    "line_of",
    "office",
    "office_for",
    "offices_for",
    "on_duty",
    "roles_of",
    "staff_for",
    "staff_of",
    "superiors",
    "unit_named",
    "units_of",
    "watch_calendars",
]
