# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days as people write them."""

from __future__ import annotations

from datetime import date


def read_date(text: str) -> tuple[date | None, bool]:
    """The day, and whether it is an estimate (only month or year were given). (None, False) where it cannot be read."""
    parts = [part for part in text.replace("/", "-").replace(".", "-").replace(" ", "-").split("-") if part]
    # A telephone number or a NIK in the wrong field is no date, and must not be counted with.
    if not parts or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None, False
    numbers = [int(part) for part in parts]
    try:
        match len(numbers):
            case 1:
                return date(numbers[0], 7, 1), True
            case 2:
                month, year = (numbers[1], numbers[0]) if numbers[0] > 31 else (numbers[0], numbers[1])
                return date(year, month, 15), True
            case 3:
                year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
                return date(year, month, day), False
    except ValueError:
        pass
    return None, False
