# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people type about offices, staff and themselves. What is wrong is said in Indonesian; what was typed stays."""

from __future__ import annotations

from teduh.accounts.forms.fields import answer
from teduh.accounts.forms.offices import HolidayForm, OfficeForm, UnitForm
from teduh.accounts.forms.signing_in import PasswordForm, SignInForm
from teduh.accounts.forms.staff import DeputyForm, NewStaffForm, RoleForm, StaffForm

__all__ = [
    "DeputyForm",
    "HolidayForm",
    "NewStaffForm",
    "OfficeForm",
    "PasswordForm",
    "RoleForm",
    "SignInForm",
    "StaffForm",
    "UnitForm",
    "answer",
]
