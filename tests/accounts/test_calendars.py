# SPDX-License-Identifier: AGPL-3.0-or-later
"""When an office works: catalogue, database, and changes by those who administer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError

from teduh.accounts import actions, catalogue, hours, queries
from teduh.accounts.models import Holiday, Office, Unit
from teduh.journal import door
from teduh.journal.models import Entry
from teduh.journal.subjects import INSTALLATION
from teduh.procedure.calendar import WeeklyHours
from tests import people


def details(office: Office, **changes: object) -> actions.OfficeDetails:
    kept = {name: getattr(office, name) for name in actions.OfficeDetails.__dataclass_fields__ if name != "week"}
    return actions.OfficeDetails(**{**kept, "week": hours.from_data(office.hours), **changes})


def test_the_catalogue_has_the_four_offices_as_published() -> None:
    offices = catalogue.offices(settings.CATALOGUE_DIR)
    assert {code: one.regency_code for code, one in offices.items()} == {
        "kab-lumajang": "35.08",
        "kab-sampang": "35.27",
        "kota-pekalongan": "33.75",
        "kota-tebing-tinggi": "12.76",
    }
    assert all(one.zone == "Asia/Jakarta" for one in offices.values())
    assert offices["kota-pekalongan"].week.days[4] == ((time(8), time(10, 30)),)
    assert offices["kab-sampang"].phone == "(0323) 321164"


@pytest.mark.parametrize(
    ("change", "words"),
    [("jam kerja: {senin: 16.00-08.00}", "terbalik"), ("susunan: [{unit: A, dipimpin: raja}]", "raja")],
)
def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path, change: str, words: str) -> None:
    (tmp_path / "offices.yaml").write_text(
        f"kab-contoh:\n  nama: Contoh\n  kode wilayah: '00.01'\n  {change}\n", "utf-8"
    )
    with pytest.raises(ValueError, match=rf"offices\.yaml: kab-contoh: .*{words}"):
        catalogue.offices(tmp_path)


@pytest.mark.django_db
def test_without_the_database_the_catalogue_answers() -> None:
    calendar, at_once = queries.calendar_of(people.PEKALONGAN)
    assert str(calendar.zone) == "Asia/Jakarta"
    assert calendar.week.days[0] == ((time(9), time(12)), (time(12, 30), time(14)))
    assert at_once == timedelta(minutes=30)
    assert date(2026, 3, 20) in calendar.holidays
    with pytest.raises(queries.UnknownOffice):
        queries.calendar_of("kab-tidak-ada")


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_keeps_what_the_office_changed() -> None:
    offices = people.offices()
    office = offices[people.SAMPANG]
    actions.change_office(people.system(), office, details=details(office, phone="000000"))
    units, entries = Unit.objects.count(), Entry.objects.count()
    assert actions.load_offices(people.system()) == []
    assert (Unit.objects.count(), Entry.objects.count()) == (units, entries)
    assert queries.office(people.SAMPANG).phone == "000000"
    assert actions.load_holidays(people.system()) == len(catalogue.national_holidays(settings.CATALOGUE_DIR))
    assert actions.load_holidays(people.system()) == 0


@pytest.mark.django_db
def test_a_year_corrected_by_hand_stays_corrected() -> None:
    people.offices()
    actions.load_holidays(people.system())
    wrong = Holiday.objects.get(date=date(2026, 12, 24))
    actions.remove_holiday(people.system(), INSTALLATION, holiday=wrong)
    assert actions.load_holidays(people.system()) == 0
    assert date(2026, 12, 24) not in queries.calendar_of(people.SAMPANG)[0].holidays


@pytest.mark.django_db
def test_a_change_of_hours_or_of_the_bound_shows_at_once() -> None:
    office = people.offices()[people.TEBING_TINGGI]
    assert queries.calendar_of(office.code)[1] == timedelta(minutes=30)
    week = WeeklyHours({0: ((time(7, 30), time(16)),)})
    actions.change_office(people.system(), office, details=details(office, week=week, at_once_minutes=15))
    calendar, at_once = queries.calendar_of(office.code)
    assert calendar.week == week
    assert at_once == timedelta(minutes=15)
    entry = Entry.objects.filter(chain=office.chain).order_by("sequence").last()
    assert entry is not None
    assert entry.data["changed"]["at_once_minutes"] == [30, 15]


@pytest.mark.django_db
def test_a_local_holiday_closes_its_office_only() -> None:
    offices = people.offices()
    actions.load_holidays(people.system())
    day = date(2026, 11, 25)
    actions.add_holiday(
        people.system(), offices[people.SAMPANG], day=day, name="Hari Jadi Kabupaten Contoh", kind="local"
    )
    assert day in queries.calendar_of(people.SAMPANG)[0].holidays
    assert day not in queries.calendar_of(people.LUMAJANG)[0].holidays
    with pytest.raises(door.Refused, match="already a holiday"):
        actions.add_holiday(people.system(), offices[people.SAMPANG], day=day, name="Lagi", kind="local")


@pytest.mark.django_db
def test_the_database_itself_refuses_a_national_day_twice_and_a_local_day_of_nobody() -> None:
    with door.outside(reason="what the constraints say"):
        Holiday.objects.create(date=date(2030, 1, 1), name="Tahun Baru", kind="national")
        with pytest.raises(IntegrityError):
            Holiday.objects.create(date=date(2030, 1, 1), name="Tahun Baru", kind="joint_leave")


@pytest.mark.django_db
def test_a_kept_calendar_costs_no_query(django_assert_num_queries: object) -> None:
    people.offices()
    queries.calendar_of(people.SAMPANG)
    with django_assert_num_queries(0):
        queries.calendar_of(people.SAMPANG)


def test_a_week_is_told_in_as_few_lines_as_it_takes() -> None:
    week = catalogue.offices(settings.CATALOGUE_DIR)[people.PEKALONGAN].week
    assert hours.describe(week) == [
        ("Senin–Kamis", "09.00-12.00, 12.30-14.00"),
        ("Jumat", "08.00-10.30"),
        ("Sabtu–Minggu", "tutup"),
    ]
    assert hours.from_data(hours.to_data(week)) == week
    assert hours.write_day(((time(0), time(0)),)) == "00.00-24.00"


@pytest.mark.django_db
def test_the_day_is_the_offices_day() -> None:
    office = people.offices()[people.SAMPANG]
    assert queries.day_of(office, datetime.fromisoformat("2026-11-30T17:00:00+00:00")) == date(2026, 12, 1)
