# SPDX-License-Identifier: AGPL-3.0-or-later
"""Masks keep a first letter, or a number's last four, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from teduh.lib.ages import age_on
from teduh.lib.masking import initials, mask_name, mask_number


@pytest.mark.parametrize(
    ("name", "mask", "short"),
    [
        ("Kartika Fiktif", "K•••••• F•••••", "K. F."),
        ("Sri", "S••", "S."),
        ("", "", ""),
        ("  banyak   spasi ", "b••••• s••••", "B. S."),
        ("Namayangsangatpanjangsekali", "N••••••••", "N."),
    ],
)
def test_names(name: str, mask: str, short: str) -> None:
    assert (mask_name(name), initials(name)) == (mask, short)


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        ("3508010101150031", "•••• •••• •••• 0031"),
        ("0800 0000 925", "••• •••• 0925"),
        ("1234567", "••••"),
        ("", "••••"),
    ],
)
def test_numbers(number: str, mask: str) -> None:
    assert mask_number(number) == mask


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2015, 4, 21), date(2026, 4, 20), 10),
        (date(2015, 4, 21), date(2026, 4, 21), 11),
        (date(2027, 1, 1), date(2026, 1, 1), None),
        (date(1800, 1, 1), date(2026, 1, 1), None),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
    ],
)
def test_ages_are_whole_years_lived(birth: date, day: date, age: int | None) -> None:
    assert age_on(birth, day) == age
