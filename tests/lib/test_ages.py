# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ages are whole years lived, and fall into bands that part children from adults at 18."""

from __future__ import annotations

from datetime import date

import pytest

from teduh.lib.ages import ADULT, age_on, band_of, is_child
from teduh.lib.codelists import UNKNOWN


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


def test_every_age_has_one_band_which_says_child_or_adult() -> None:
    assert [band_of(age) for age in (0, 5, 6, 12, 13, 17, 18, 24, 25, 44, 45, 59, 60, 130)] == [
        *("0-5", "0-5", "6-12", "6-12", "13-17", "13-17", "18-24", "18-24"),
        *("25-44", "25-44", "45-59", "45-59", "60+", "60+"),
    ]
    for age in range(131):
        assert is_child(band_of(age)) is (age < ADULT), age


def test_an_unknown_age_is_neither_child_nor_adult() -> None:
    assert band_of(None) == UNKNOWN
    assert is_child(UNKNOWN) is None
    assert is_child("a band that the list has lost") is None
