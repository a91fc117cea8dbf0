# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ages in whole years, and the bands of the code list `age_bands` in which they are counted."""

from __future__ import annotations

from datetime import date

from teduh.lib.codelists import UNKNOWN, code_list

ADULT = 18


def age_on(birth: date, day: date) -> int | None:
    """Whole years lived on that day; None where the day lies before birth or the age is beyond belief (over 130)."""
    years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    return years if 0 <= years <= 130 else None


def band_of(age: int | None) -> str:
    """The code of the band that an age lies in; `unknown` where it is not known, or no band holds it."""
    if age is None:
        return UNKNOWN
    rows = [row for row in code_list("age_bands").rows if row.code != UNKNOWN]
    return next((row.code for row in rows if int(row.more["from"]) <= age <= int(row.more["to"])), UNKNOWN)


def is_child(band: str) -> bool | None:
    """Whether those of a band are children, None where that is not known. A band across 18 counts as children."""
    row = code_list("age_bands").row(band)
    return int(row.more["from"]) < ADULT if row and row.code != UNKNOWN else None
