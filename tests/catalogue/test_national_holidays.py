# SPDX-License-Identifier: AGPL-3.0-or-later
"""The national calendar, date by date: national holidays and joint leave (cuti bersama), 2022 to 2027."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from teduh.procedure.calendar import DEFAULT_WEEK, WorkingCalendar
from teduh.procedure.limits import Limit
from teduh.procedure.standard import yaml as strict
from teduh.procedure.terms import due, parse_limit

FILE = Path(__file__).parents[2] / "catalogue" / "calendars" / "nasional.yaml"
# BaseLoader reads every value as the text that was written.
YEARS: dict[str, list[dict[str, str]]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

# Day/month by the joint decrees of the three ministers and their revisions; election days by presidential decree.
HOLIDAYS = {
    2022: "1/1 1/2 28/2 3/3 15/4 1/5 2/5 3/5 16/5 26/5 1/6 10/7 30/7 17/8 8/10 25/12",
    2023: "1/1 22/1 18/2 22/3 7/4 22/4 23/4 1/5 18/5 1/6 4/6 29/6 19/7 17/8 28/9 25/12",
    2024: "1/1 8/2 10/2 14/2 11/3 29/3 31/3 10/4 11/4 1/5 9/5 23/5 1/6 17/6 7/7 17/8 16/9 27/11 25/12",
    2025: "1/1 27/1 29/1 29/3 31/3 1/4 18/4 20/4 1/5 12/5 29/5 1/6 6/6 27/6 17/8 5/9 25/12",
    2026: "1/1 16/1 17/2 19/3 21/3 22/3 3/4 5/4 1/5 14/5 27/5 31/5 1/6 16/6 17/8 25/8 25/12",
    2027: "1/1 5/1 6/2 8/3 10/3 11/3 26/3 28/3 1/5 6/5 17/5 20/5 1/6 6/6 15/8 17/8 25/12 26/12",
}
JOINT_LEAVE = {
    2022: "29/4 4/5 5/5 6/5",
    2023: "23/1 23/3 19/4 20/4 21/4 24/4 25/4 2/6 28/6 30/6 26/12",
    2024: "9/2 12/3 8/4 9/4 12/4 15/4 10/5 24/5 18/6 26/12",
    2025: "28/1 28/3 2/4 3/4 4/4 7/4 13/5 30/5 9/6 18/8 26/12",
    2026: "16/2 18/3 20/3 23/3 24/3 15/5 28/5 24/12",
    2027: "5/2 9/3 12/3 15/3 25/3 18/5 19/5 24/12",
}


def days(year: int, listed: str) -> list[date]:
    return [date(year, int(month), int(day)) for day, month in (one.split("/") for one in listed.split())]


@pytest.mark.parametrize("year", HOLIDAYS)
def test_every_date_of_the_year(year: int) -> None:
    rows = YEARS[str(year)]
    read = {kind: [date.fromisoformat(row["tanggal"]) for row in rows if row["jenis"] == kind] for kind in KINDS}
    assert read["libur nasional"] == days(year, HOLIDAYS[year])
    assert read["cuti bersama"] == days(year, JOINT_LEAVE[year])
    assert len(rows) == sum(len(found) for found in read.values())
    assert len({row["tanggal"] for row in rows}) == len(rows)


KINDS = ("libur nasional", "cuti bersama")


def test_only_the_lunar_feasts_of_2027_are_uncertain() -> None:
    uncertain = [row["tanggal"] for rows in YEARS.values() for row in rows if row.get("perkiraan") == "ya"]
    lebaran = ["2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12", "2027-03-15"]
    assert uncertain == [*lebaran, "2027-05-17", "2027-05-18"]


def test_the_file_is_texts_only_and_names_every_day() -> None:
    assert list(YEARS) == [str(year) for year in range(2022, 2028)]
    assert all(row["nama"] for rows in YEARS.values() for row in rows)
    document = strict.read(FILE.read_bytes(), file=FILE.name)
    assert isinstance(document.root, strict.Mapping)
    assert document.problems == ()


def test_lebaran_2026_moves_a_promise_by_a_week() -> None:
    closed = frozenset(date.fromisoformat(row["tanggal"]) for rows in YEARS.values() for row in rows)
    zone = ZoneInfo("Asia/Jakarta")
    calendar = WorkingCalendar(zone, DEFAULT_WEEK, closed)
    assert calendar.count_working_days(date(2026, 2, 28), date(2026, 3, 31)) == 17
    promise = parse_limit("3 hari kerja")
    assert isinstance(promise, Limit)
    start = date(2026, 3, 17)
    found = due(promise, calendar.hours_of(start)[0][0], calendar)
    assert found is not None
    assert found.date() == date(2026, 3, 27)
