# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does about cases: reminders before a promise runs out, due times counted again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from teduh.accounts import actions as accounts
from teduh.accounts.models import Staff
from teduh.cases import tasks
from teduh.cases.actions.opening import Account, Part, open_case
from teduh.cases.models import Case, OpenStep
from teduh.channels.models import Message
from teduh.journal.queries import entries_of
from teduh.persons.actions import add_person
from teduh.persons.details import Details
from teduh.standards.actions import publish_catalogue
from teduh.standards.queries import version_in_force
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    """A Sampang case received on Tuesday, 24 November 2026: due in four working days, Monday 30 at 16.00."""
    staff = people.cast(people.SAMPANG)
    publish_catalogue(people.system())
    clerk = people.acting(staff["jaya"])
    office = people.offices()[people.SAMPANG]
    version = version_in_force("kab-sampang/konseling-keluarga", people.NOW.date())
    assert version is not None
    person = add_person(clerk, office, details=Details(name="Kartika Fiktif"))
    account = Account(channel="phone", received_at=people.NOW, parts=(Part(person=person, part="client"),))
    return open_case(clerk, office, version=version, account=account)


def at(monkeypatch: pytest.MonkeyPatch, moment: timedelta) -> None:
    monkeypatch.setattr(tasks.timezone, "now", lambda: people.NOW + moment)


def address(username: str) -> None:
    from teduh.journal.door import outside

    with outside(reason="a test gives somebody an address"):
        Staff.objects.filter(username=username).update(email=f"{username}@contoh.test")


def test_whoever_may_take_the_step_is_reminded_once_and_nobody_is_named(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    address("lestari")
    at(monkeypatch, timedelta(days=6, hours=4, minutes=30))
    tasks.send_reminders.func()
    tasks.send_reminders.func()
    message = Message.objects.get()
    assert message.address.open() == "lestari@contoh.test"
    assert case.number in message.title.open()
    assert "Kartika" not in message.body.open() + message.title.open()
    assert "30 November 2026 pukul 16.00" in message.body.open()
    assert entries_of(case).filter(code="case.reminded").count() == 1


def test_nobody_is_reminded_while_there_is_time(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    address("lestari")
    at(monkeypatch, timedelta(hours=1))
    tasks.send_reminders.func()
    assert not Message.objects.exists()


def test_without_an_address_nothing_is_said_to_have_been_sent(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, timedelta(days=7))
    tasks.send_reminders.func()
    assert not entries_of(case).filter(code="case.reminded").exists()


def test_a_new_holiday_moves_the_due_times_that_lists_show(case: Case) -> None:
    before = OpenStep.objects.get(case=case).due_at
    assert before is not None
    office = people.offices()[people.SAMPANG]
    accounts.add_holiday(people.system(), office, day=date(2026, 11, 26), name="Hari Contoh", kind="local")
    tasks.recount_due_times.func()
    assert OpenStep.objects.get(case=case).due_at == before + timedelta(days=1)
