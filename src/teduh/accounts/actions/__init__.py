# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes to offices, staff and holidays, and signing in and out: all by the door."""

from __future__ import annotations

from teduh.accounts.actions.holidays import add_holiday, announce_holidays, load_holidays, remove_holiday
from teduh.accounts.actions.offices import OfficeDetails, change_office, found_office, load_offices, save_unit
from teduh.accounts.actions.sign_in import change_password, note_failure, note_sign_in, note_sign_out
from teduh.accounts.actions.staff import (
    StaffDetails,
    add_staff,
    appoint_deputy,
    change_staff,
    end_deputy,
    end_role,
    give_role,
    reset_password,
    set_active,
    set_duty,
    temporary_password,
)

__all__ = [
    "OfficeDetails",
    "StaffDetails",
    "add_holiday",
    "add_staff",
    "announce_holidays",
    "appoint_deputy",
    "change_office",
    "change_password",
    "change_staff",
    "end_deputy",
    "end_role",
    "found_office",
    "give_role",
    "load_holidays",
    "load_offices",
    "note_failure",
    "note_sign_in",
    "note_sign_out",
    "remove_holiday",
    "reset_password",
    "save_unit",
    "set_active",
    "set_duty",
    "temporary_password",
]
