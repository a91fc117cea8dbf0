# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working calendars: published hours, working days, service time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teduh.procedure.calendar import (
    DEFAULT_CALENDAR,
    DEFAULT_WEEK,
    ZONES,
    NoWorkingDayError,
    WeeklyHours,
    WorkingCalendar,
    parse_hours,
)
from teduh.procedure.problems import Message

WIB = ZoneInfo("Asia/Jakarta")
LEBARAN = frozenset(date(2026, 3, day) for day in range(18, 25))


def hours(words: dict[str, str | list[str]]) -> WeeklyHours:
    week = parse_hours(words)
    assert isinstance(week, WeeklyHours), week
    return week


PEKALONGAN = WorkingCalendar(WIB, hours({"senin-kamis": "09.00-12.00, 12.30-14.00", "jumat": "08.00-10.30"}), LEBARAN)


def at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


def test_published_hours_are_read_with_their_breaks() -> None:
    week = PEKALONGAN.week
    assert week.days[0] == ((time(9), time(12)), (time(12, 30), time(14)))
    assert week.days[4] == ((time(8), time(10, 30)),)
    assert sorted(week.days) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    "words",
    [
        {"Senin - Kamis": "08:00-16:00", "Jum'at": "08:00 - 16:00"},
        {"senin s.d. kamis": "8.00–16.00", "jumat": ["08.00-16.00"], "sabtu, minggu": "tutup"},
        {"senin": "08.00-16.00", "selasa sampai jumat": "08.00 s.d. 16.00", "ahad": "libur"},
        {"monday-friday": "08:00-16:00"},
    ],
)
def test_hours_may_be_written_in_several_ways(words: dict[str, str | list[str]]) -> None:
    assert hours(words) == DEFAULT_WEEK


def test_a_shelter_is_open_around_the_clock() -> None:
    calendar = WorkingCalendar(WIB, hours({"setiap hari": "00.00-24.00"}))
    assert calendar.closing(date(2026, 3, 21)) == at(22, 0)
    assert calendar.add_service_minutes(at(21, 23), 120) == at(22, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"senin": "09.00-08.00"}, "terbalik"),
        ({"senin": "08.00-08.00"}, "terbalik"),
        ({"senin": "22.00-06.00"}, "mulai 00.00 pada hari berikutnya"),
        ({"senin": "08.00-12.00, 11.00-14.00"}, "bertumpuk"),
        ({"senin": "13.00-16.00, 08.00-12.00"}, "tidak berurutan"),
        ({"senin": "8-16"}, "tidak dimengerti"),
        ({"senin": "08.00-25.00"}, "tidak dimengerti"),
        ({"senin": "08.60-16.00"}, "tidak dimengerti"),
        ({"senin": "24.00-24.30"}, "tidak dimengerti"),
        ({"senin": "09.00-14.00 WIB"}, "tanpa zona waktu"),
        ({"senen": "08.00-16.00"}, "bukan nama hari"),
        ({"jumat-senin": "08.00-16.00"}, "tidak berurutan"),
        ({"senin-kamis": "08.00-16.00", "rabu": "08.00-12.00"}, "sudah punya jam"),
        ({"minggu": "tutup"}, "sedikitnya satu hari"),
        ({}, "sedikitnya satu hari"),
    ],
)
def test_c35_bad_hours_are_named(words: dict[str, str | list[str]], said: str) -> None:
    problems = parse_hours(words)
    assert isinstance(problems, list)
    assert any(said in problem.id for problem in problems)
    assert all(isinstance(problem, Message) and problem.en for problem in problems)


def test_c35_every_problem_is_told_in_one_go() -> None:
    problems = parse_hours({"senen": "09.00-08.00", "selasa": "x"})
    assert isinstance(problems, list)
    assert len(problems) == 3


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert PEKALONGAN.is_working_day(date(2026, 3, 17))
    assert not PEKALONGAN.is_working_day(date(2026, 3, 18))
    assert not PEKALONGAN.is_working_day(date(2026, 3, 28))
    assert PEKALONGAN.working_day_after(date(2026, 3, 17)) == date(2026, 3, 25)
    assert PEKALONGAN.working_day_after(date(2026, 3, 17), 5) == date(2026, 3, 31)
    assert PEKALONGAN.next_working_day(date(2026, 3, 17)) == date(2026, 3, 17)
    assert PEKALONGAN.next_working_day(date(2026, 3, 20)) == date(2026, 3, 25)
    assert PEKALONGAN.count_working_days(date(2026, 3, 17), date(2026, 3, 31)) == 5
    assert PEKALONGAN.count_working_days(date(2026, 3, 31), date(2026, 3, 17)) == 0


def test_the_office_closes_after_its_last_break() -> None:
    assert PEKALONGAN.closing(date(2026, 3, 16)) == at(16, 14)
    assert PEKALONGAN.closing(date(2026, 3, 13)) == at(13, 10, 30)
    assert PEKALONGAN.closing(date(2026, 3, 14)) is None
    assert PEKALONGAN.closing(date(2026, 3, 18)) is None
    assert PEKALONGAN.hours_of(date(2026, 3, 18)) == ()


def test_a_calendar_that_never_opens_is_refused() -> None:
    never = WorkingCalendar(WIB, WeeklyHours({}))
    with pytest.raises(NoWorkingDayError):
        never.working_day_after(date(2026, 1, 1))
    closed = frozenset(date(2026, 1, 1) + timedelta(days) for days in range(3 * 366 + 3))
    with pytest.raises(NoWorkingDayError):
        WorkingCalendar(WIB, DEFAULT_WEEK, closed).working_day_after(date(2026, 1, 1))
    with pytest.raises(ValueError, match="counted from 1"):
        DEFAULT_CALENDAR.working_day_after(date(2026, 1, 1), 0)


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        (at(16, 9), 60, at(16, 10)),
        (at(16, 11, 30), 60, at(16, 13)),  # over the break
        (at(16, 7), 60, at(16, 10)),  # before opening
        (at(16, 12, 10), 30, at(16, 13)),  # in the break
        (at(16, 13), 60, at(16, 14)),  # used up at closing: due then, not the next morning
        (at(16, 14), 60, at(17, 10)),  # at closing time nothing runs any more
        (at(17, 13, 30), 60, at(25, 9, 30)),  # over Lebaran
        (at(13, 10), 60, at(16, 9, 30)),  # over the weekend
    ],
)
def test_service_minutes_run_in_open_hours_only(start: datetime, minutes: int, expected: datetime) -> None:
    assert PEKALONGAN.add_service_minutes(start, minutes) == expected


def test_service_minutes_stand_still_in_a_pause() -> None:
    pause = (at(16, 10), at(16, 11))
    assert PEKALONGAN.add_service_minutes(at(16, 9), 90, pauses=[pause]) == at(16, 11, 30)
    assert PEKALONGAN.add_service_minutes(at(16, 9), 90, pauses=[(at(16, 10), None)]) is None
    assert PEKALONGAN.add_service_minutes(at(16, 9), 60, pauses=[(at(16, 10), None)]) == at(16, 10)
    assert PEKALONGAN.add_service_minutes(at(16, 9), 60, pauses=[(at(16, 8), None)]) is None


@pytest.mark.parametrize("zone", ZONES)
def test_the_office_s_own_zone_closes_it(zone: str) -> None:
    calendar = WorkingCalendar(ZoneInfo(zone), DEFAULT_WEEK)
    closing = calendar.closing(date(2026, 3, 16))
    assert closing is not None
    assert closing.isoformat().startswith("2026-03-16T16:00:00")
    assert closing.tzinfo == ZoneInfo(zone)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 90))
def test_the_nth_working_day_is_the_nth_of_those_counted(day: date, count: int) -> None:
    found = PEKALONGAN.working_day_after(day, count)
    assert PEKALONGAN.is_working_day(found)
    assert PEKALONGAN.count_working_days(day, found) == count
