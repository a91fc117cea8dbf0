# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dates and lengths of time as people read them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from teduh.lib.wording import date_words, day_words, duration_words, moment_words, time_left_words, time_words

TUESDAY = date(2026, 11, 24)


def test_dates_in_both_languages() -> None:
    assert day_words(TUESDAY) == "Selasa, 24 November 2026"
    assert day_words(TUESDAY, "en") == "Tuesday, 24 November 2026"
    assert date_words(date(2026, 8, 17)) == "17 Agustus 2026"
    assert day_words(date(2026, 5, 3)) == "Minggu, 3 Mei 2026"


@pytest.mark.parametrize(
    ("zone", "name"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
)
def test_moments_name_their_zone(zone: str, name: str) -> None:
    moment = datetime(2026, 11, 24, 10, 20, tzinfo=ZoneInfo(zone))
    assert moment_words(moment) == f"Selasa, 24 November 2026 pukul 10.20 {name}"
    assert moment_words(moment, "en") == f"Tuesday, 24 November 2026 at 10:20 {name}"


def test_hours_take_a_dot() -> None:
    assert time_words(time(10, 20)) == "10.20"
    assert time_words(time(8, 5), "en") == "08:05"


@pytest.mark.parametrize(
    ("length", "indonesian", "english"),
    [
        (timedelta(hours=3, minutes=30), "3 jam 30 menit", "3 hours 30 minutes"),
        (timedelta(days=1, hours=22, minutes=59), "1 hari 22 jam", "1 day 22 hours"),
        (timedelta(days=2), "2 hari", "2 days"),
        (timedelta(days=2, minutes=5), "2 hari", "2 days"),
        (timedelta(minutes=1, seconds=59), "1 menit", "1 minute"),
        (timedelta(seconds=59), "kurang dari 1 menit", "less than 1 minute"),
        (timedelta(minutes=-18), "18 menit", "18 minutes"),
    ],
)
def test_lengths_name_their_two_largest_units(length: timedelta, indonesian: str, english: str) -> None:
    assert duration_words(length) == indonesian
    assert duration_words(length, "en") == english


@pytest.mark.parametrize(
    ("left", "working_days", "indonesian", "english"),
    [
        (timedelta(hours=3, minutes=30), None, "Sisa 3 jam 30 menit", "3 hours 30 minutes left"),
        (timedelta(days=1, hours=22), None, "Sisa 1 hari 22 jam", "1 day 22 hours left"),
        (timedelta(days=6), 4, "Sisa 4 hari kerja", "4 working days left"),
        (timedelta(days=1), 1, "Sisa 1 hari kerja", "1 working day left"),
        (timedelta(minutes=45), 0, "Sisa 45 menit", "45 minutes left"),
        (timedelta(0), 0, "Sisa kurang dari 1 menit", "Less than 1 minute left"),
        (timedelta(minutes=-18), None, "Lewat 18 menit", "18 minutes late"),
        (timedelta(days=-1), 0, "Lewat 1 hari", "1 day late"),
        (timedelta(seconds=-1), None, "Lewat kurang dari 1 menit", "Less than 1 minute late"),
    ],
)
def test_what_is_left_and_what_is_late(
    left: timedelta, working_days: int | None, indonesian: str, english: str
) -> None:
    assert time_left_words(left, working_days=working_days) == indonesian
    assert time_left_words(left, "en", working_days=working_days) == english
