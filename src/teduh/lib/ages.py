# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ages in whole years."""

from __future__ import annotations

from datetime import date


def age_on(birth: date, day: date) -> int | None:
    """Whole years lived on that day; None where the day lies before birth or the age is beyond belief (over 130)."""
    years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    return years if 0 <= years <= 130 else None
