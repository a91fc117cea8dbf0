# SPDX-License-Identifier: AGPL-3.0-or-later
"""When limits fall due: the worked examples of docs/adr/0003-terms.md, and what must hold of every due time."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teduh.procedure.calendar import DEFAULT_WEEK, WeeklyHours, WorkingCalendar, parse_hours
from teduh.procedure.limits import Limit, Unit
from teduh.procedure.terms import Pause, due, lengthen, parse_limit, working_days_left

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
LEBARAN = frozenset(date(2026, 3, day) for day in range(18, 25))
WEEK = parse_hours({"senin-kamis": "09.00-12.00, 12.30-14.00", "jumat": "08.00-10.30"})
assert isinstance(WEEK, WeeklyHours)
PEKALONGAN = WorkingCalendar(WIB, WEEK, LEBARAN)
JAYAPURA = WorkingCalendar(WIT, DEFAULT_WEEK)


def at(day: int, hour: int, minute: int = 0, *, month: int = 3, zone: ZoneInfo = WIB) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


def limit(text: str) -> Limit:
    read = parse_limit(text)
    assert isinstance(read, Limit), read
    return read


# March 2026: Monday 2, 9, 16; closed 18-24 (Lebaran with joint leave); Monday to Thursday until 14.00, Friday 10.30.
@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("5 hari kerja", at(2, 9), at(9, 14)),
        ("5 hari kerja", at(2, 0), at(9, 14)),  # the hour of the event does not matter
        ("5 hari kerja", at(2, 23, 59), at(9, 14)),
        ("4 hari kerja", at(2, 9), at(6, 10, 30)),  # ends on a Friday, at Friday's closing
        ("5 hari kerja", at(17, 15, 30), at(31, 14)),  # over Lebaran
        ("1 hari kerja", at(17, 14), at(25, 14)),
        ("1 hari kerja", at(7, 10), at(9, 14)),  # a Saturday
        ("1 hari kerja", at(8, 10), at(9, 14)),  # a Sunday
        ("1 hari kerja", at(20, 10), at(25, 14)),  # a holiday
        ("14 hari kerja", at(2, 9), at(27, 10, 30)),
        ("14 hari kalender", at(2, 9), at(17, 0)),  # 24.00 of the 16th
        ("1x7 hari", at(17, 23, 59), at(25, 0)),  # holidays count
        ("2 minggu", at(1, 0), at(16, 0)),
        ("1 bulan", at(2, 9), at(3, 0, month=4)),
        ("1 bulan", at(31, 9), at(1, 0, month=5)),  # April has no 31st: its last day
        ("3x24 jam", at(17, 15, 30), at(20, 15, 30)),  # through nights and holidays, from the exact minute
        ("6 jam", at(17, 22, 10), at(18, 4, 10)),
        ("240 menit", at(17, 13), at(17, 17)),
        ("7 Hari, 5 Jam, 50 Menit", at(2, 9), at(9, 14, 50)),
        ("6 jam layanan", at(16, 13), at(25, 9, 30)),  # one hour, the 17th's four and a half, half of the 25th's
        ("langsung", at(17, 23, 50), at(18, 0, 20)),
    ],
)
def test_due_at_pekalongan(text: str, start: datetime, expected: datetime) -> None:
    found = due(limit(text), start, PEKALONGAN)
    assert found == expected
    assert found is not None
    assert found.tzinfo == WIB


def test_as_needed_never_falls_due() -> None:
    assert due(limit("sesuai kebutuhan"), at(2, 9), PEKALONGAN) is None
    assert lengthen(limit("sesuai kebutuhan"), at(2, 9), PEKALONGAN) is None


def test_at_once_is_bounded_by_the_office_and_never_paused() -> None:
    found = due(limit("langsung"), at(2, 9), PEKALONGAN, at_once=timedelta(minutes=15), pauses=[(at(2, 9), at(5, 9))])
    assert found == at(2, 9, 15)


def test_the_day_of_the_event_is_the_office_s_day() -> None:
    # Half past eleven at night in Pekalongan is half past one of the next day in Jayapura.
    start = at(16, 23, 30)
    assert due(limit("1 hari kerja"), start, JAYAPURA) == at(18, 16, zone=WIT)
    assert due(limit("1 hari kerja"), start.astimezone(UTC), JAYAPURA) == at(18, 16, zone=WIT)
    assert due(limit("1 hari kalender"), start, JAYAPURA) == at(19, 0, zone=WIT)
    assert due(limit("6 jam"), start, JAYAPURA) == start + timedelta(hours=6)


def test_hours_of_a_standard_end_the_day_instead_of_the_office_s() -> None:
    office = WorkingCalendar(WIB, DEFAULT_WEEK, LEBARAN)
    assert due(limit("1 hari kerja"), at(2, 9), office) == at(3, 16)
    assert due(limit("1 hari kerja"), at(2, 9), PEKALONGAN) == at(3, 14)


@pytest.mark.parametrize(
    ("text", "pause", "expected"),
    [
        # Two working days from Monday the 2nd: Tuesday and Wednesday, until 14.00.
        ("2 hari kerja", (at(3, 10), at(3, 13, 59)), at(4, 14)),  # over before closing: the day counts
        ("2 hari kerja", (at(3, 10), at(3, 14)), at(4, 14)),  # running again at closing
        ("2 hari kerja", (at(3, 10), at(3, 14, 1)), at(5, 14)),  # paused at Tuesday's closing
        ("2 hari kerja", (at(3, 14), at(3, 15)), at(5, 14)),  # paused from the moment of closing
        ("2 hari kerja", (at(3, 14, 1), at(4, 13)), at(4, 14)),  # a night costs nothing
        ("2 hari kerja", (at(2, 10), at(2, 20)), at(4, 14)),  # the day of the event never counted
        ("2 hari kerja", (at(3, 10), at(9, 13)), at(10, 14)),  # three closings and a weekend: Monday and Tuesday count
        ("2 hari kerja", (at(1, 0), at(4, 12)), at(5, 14)),  # began before the clock
        ("2 hari kerja", (at(3, 0), at(20, 0)), at(26, 14)),  # resumed in a holiday
        # Two calendar days: until 24.00 of the 4th.
        ("2 hari kalender", (at(3, 10), at(3, 23)), at(5, 0)),
        ("2 hari kalender", (at(3, 10), at(4, 0)), at(5, 0)),
        ("2 hari kalender", (at(3, 10), at(4, 1)), at(6, 0)),
        ("2 hari kalender", (at(3, 10), at(6, 1)), at(8, 0)),
        ("1 bulan", (at(10, 10), at(12, 10)), at(5, 0, month=4)),
        # Hours are lengthened by what was paused.
        ("6 jam", (at(2, 10), at(2, 12)), at(2, 17)),
        ("6 jam", (at(2, 8), at(2, 10)), at(2, 16)),  # only what lies behind the start
        ("6 jam", (at(2, 15), at(2, 18)), at(2, 15)),  # began when it was due
        ("3x24 jam", (at(3, 0), at(4, 0)), at(6, 9)),
        # Service minutes stand still in the pause and outside open hours alike.
        ("5 jam layanan", (at(2, 11), at(3, 10)), at(3, 13, 30)),
    ],
)
def test_a_pause_moves_only_what_it_held_up(text: str, pause: Pause, expected: datetime) -> None:
    assert due(limit(text), at(2, 9), PEKALONGAN, pauses=[pause]) == expected


def test_paused_months_count_from_a_later_day() -> None:
    """Found by chance: paused days put behind the end made the start in February due a day before that in January."""
    pauses = [(at(22, 12, month=1), at(11, 12, month=2))]  # the ends of twenty days, the 10th the last
    due_dates = [
        due(limit("1 bulan"), at(day, 9, month=month), PEKALONGAN, pauses=pauses)
        for day, month in ((21, 1), (22, 1), (23, 1), (10, 2), (11, 2))
    ]
    assert due_dates == [at(11, 0), at(11, 0), at(11, 0), at(11, 0), at(12, 0)]


def test_a_month_never_ends_in_a_pause() -> None:
    start = at(30, 9, month=1)  # until 24.00 of 28 February, as from the 29th to the 31st
    assert due(limit("1 bulan"), start, PEKALONGAN) == at(1, 0)
    assert due(limit("1 bulan"), start, PEKALONGAN, pauses=[(at(28, 12, month=2), at(1, 12))]) == at(2, 0)
    assert due(limit("1 bulan"), start, PEKALONGAN, pauses=[(at(28, 12, month=2), None)]) is None
    assert due(limit("1 bulan"), start, PEKALONGAN, pauses=[(at(1, 12), None)]) == at(1, 0)


def test_pauses_add_up_and_overlaps_count_once() -> None:
    pauses = [(at(2, 12), at(2, 14)), (at(2, 10), at(2, 13)), (at(2, 15), at(2, 16)), (at(2, 17), at(2, 17))]
    assert due(limit("6 jam"), at(2, 9), PEKALONGAN, pauses=pauses) == at(2, 20)
    pauses = [(at(3, 10), at(3, 15)), (at(4, 10), at(4, 15))]
    assert due(limit("1 hari kerja"), at(2, 9), PEKALONGAN, pauses=pauses) == at(5, 14)


@pytest.mark.parametrize("text", ["2 hari kerja", "2 hari kalender", "1 bulan", "6 jam", "4 jam layanan"])
def test_a_pause_that_goes_on_leaves_no_due_time(text: str) -> None:
    open_pause: Pause = (at(2, 10), None)
    assert due(limit(text), at(2, 9), PEKALONGAN, pauses=[open_pause]) is None
    resumed_now = due(limit(text), at(2, 9), PEKALONGAN, pauses=[(at(2, 10), at(4, 10))])
    assert resumed_now is not None
    assert resumed_now > at(4, 10)


@pytest.mark.parametrize("text", ["2 hari kerja", "2 hari kalender", "6 jam", "4 jam layanan"])
def test_a_pause_after_the_due_time_changes_nothing(text: str) -> None:
    plain = due(limit(text), at(2, 9), PEKALONGAN)
    assert plain is not None
    assert due(limit(text), at(2, 9), PEKALONGAN, pauses=[(plain + timedelta(minutes=1), None)]) == plain


def test_an_extension_counts_on_from_the_due_time() -> None:
    first = due(limit("5 hari kerja"), at(2, 9), PEKALONGAN)
    assert first == at(9, 14)
    assert lengthen(limit("3 hari kerja"), first, PEKALONGAN) == at(12, 14)
    assert lengthen(limit("7 hari kalender"), first, PEKALONGAN) == at(17, 0)
    assert lengthen(limit("6 jam"), first, PEKALONGAN) == at(9, 20)
    assert lengthen(limit("1 hari kerja"), at(17, 14), PEKALONGAN) == at(25, 14)


def test_an_extension_of_a_term_that_ended_at_midnight_loses_no_day() -> None:
    # Seven days and eight more are fifteen: detention of a child, UU 11/2012 art. 33.
    first = due(limit("7 hari kalender"), at(2, 9), PEKALONGAN)
    assert first == at(10, 0)
    assert lengthen(limit("8 hari kalender"), first, PEKALONGAN) == at(18, 0)
    assert due(limit("15 hari kalender"), at(2, 9), PEKALONGAN) == at(18, 0)


def test_an_extension_can_be_paused() -> None:
    pauses = [(at(10, 10), at(10, 15))]
    assert lengthen(limit("3 hari kerja"), at(9, 14), PEKALONGAN, pauses=pauses) == at(13, 10, 30)


def test_working_days_left_count_from_tomorrow() -> None:
    promise = limit("5 hari kerja")
    assert working_days_left(promise, at(2, 9), at(9, 14), PEKALONGAN) == 5
    assert working_days_left(promise, at(6, 23), at(9, 14), PEKALONGAN) == 1
    assert working_days_left(promise, at(9, 8), at(9, 14), PEKALONGAN) == 0
    assert working_days_left(promise, at(11, 8), at(9, 14), PEKALONGAN) == 0
    assert working_days_left(limit("3x24 jam"), at(2, 9), at(5, 9), PEKALONGAN) is None


def test_what_cannot_be_computed_is_refused() -> None:
    naive = at(2, 9).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        due(limit("6 jam"), naive, PEKALONGAN)
    with pytest.raises(ValueError, match="time zone"):
        lengthen(limit("6 jam"), naive, PEKALONGAN)
    with pytest.raises(ValueError, match="time zone"):
        due(limit("6 jam"), at(2, 9), PEKALONGAN, pauses=[(naive, None)])
    with pytest.raises(ValueError, match="before it begins"):
        due(limit("6 jam"), at(2, 9), PEKALONGAN, pauses=[(at(3, 9), at(2, 9))])
    with pytest.raises(ValueError, match="three years"):
        due(limit("1 hari kerja"), at(2, 9), WorkingCalendar(WIB, WeeklyHours({})))
    with pytest.raises(ValueError, match="at least one"):
        due(Limit(Unit.CALENDAR_DAYS, 0, "0 hari"), at(2, 9), PEKALONGAN)
    with pytest.raises(ValueError, match="at least one"):
        due(Limit(Unit.ELAPSED, 0, "0 jam"), at(2, 9), PEKALONGAN)


LIMITS = st.sampled_from(
    [
        limit(text)
        for text in (
            *("1 hari kerja", "5 hari kerja", "14 hari kerja", "1 hari kalender", "14 hari kalender", "1 bulan"),
            *("3x24 jam", "6 jam", "7 hari 5 jam 50 menit", "6 jam layanan", "20 menit layanan", "langsung"),
        )
    ]
)
MOMENTS = st.builds(
    lambda minutes, zone: (at(1, 0, month=1) + timedelta(minutes=minutes)).astimezone(zone),
    st.integers(0, 150 * 24 * 60),
    st.sampled_from([WIB, WIT, ZoneInfo("UTC")]),
)
SPANS = st.timedeltas(timedelta(0), timedelta(days=20))
PAUSES = st.lists(st.builds(lambda since, length: (since, since + length), MOMENTS, SPANS), max_size=4)


@given(LIMITS, MOMENTS, SPANS, PAUSES)
def test_a_later_start_is_never_due_earlier(
    promise: Limit, start: datetime, later: timedelta, pauses: list[Pause]
) -> None:
    first = due(promise, start, PEKALONGAN, pauses=pauses)
    second = due(promise, start + later, PEKALONGAN, pauses=pauses)
    assert first is not None
    assert second is not None
    assert start < first <= second


@given(LIMITS, MOMENTS, PAUSES, MOMENTS, SPANS)
def test_one_more_pause_is_never_due_earlier(
    promise: Limit, start: datetime, pauses: list[Pause], since: datetime, length: timedelta
) -> None:
    before = due(promise, start, PEKALONGAN, pauses=pauses)
    after = due(promise, start, PEKALONGAN, pauses=[*pauses, (since, since + length)])
    assert before is not None
    assert after is not None
    assert after >= before


@given(MOMENTS, st.integers(1, 30), PAUSES)
def test_day_by_day_counting_gives_the_same(start: datetime, count: int, pauses: list[Pause]) -> None:
    """The rule as it is written, counted the slow way."""
    day, left = start.astimezone(WIB).date(), count
    while left:
        day += timedelta(1)
        closing = PEKALONGAN.closing(day)
        if closing and not any(since <= closing and (until is None or closing < until) for since, until in pauses):
            left -= 1
    promise = Limit(Unit.WORKING_DAYS, count, f"{count} hari kerja")
    assert due(promise, start, PEKALONGAN, pauses=pauses) == PEKALONGAN.closing(day)


@given(MOMENTS, st.integers(1, 20_000), PAUSES)
def test_an_elapsed_clock_runs_for_exactly_its_minutes(start: datetime, minutes: int, pauses: list[Pause]) -> None:
    found = due(Limit(Unit.ELAPSED, minutes, f"{minutes} menit"), start, PEKALONGAN, pauses=pauses)
    assert found is not None
    edges = sorted({start, found, *(edge for since, until in pauses for edge in (since, until) if edge)})
    ran = sum(
        (
            later - earlier
            for earlier, later in pairwise(edges)
            if start <= earlier
            and later <= found
            and not any(since <= earlier and (until is None or earlier < until) for since, until in pauses)
        ),
        timedelta(0),
    )
    assert ran == timedelta(minutes=minutes)


def test_ten_thousand_due_times_are_quick() -> None:
    holidays = frozenset(date(2022, 1, 1) + timedelta(13 * number) for number in range(160))
    calendar = WorkingCalendar(WIB, PEKALONGAN.week, holidays)
    promise = limit("14 hari kerja")
    starts = [at(1, 0) + timedelta(minutes=37 * number) for number in range(10_000)]
    begun = clock.process_time()
    found = [due(promise, start, calendar) for start in starts]
    spent = clock.process_time() - begun
    assert None not in found
    assert spent < 1.0  # about 0.04 s on an idle machine; the bound only catches another order of magnitude
