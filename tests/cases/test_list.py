# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of cases: found by number and by name, as far as one may see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from teduh.accounts.models import Staff
from teduh.procedure.standard.model import Risk
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


def numbers(reply: Any) -> list[str]:
    assert reply.status_code == 200
    return [row["case"].number for row in reply.context["rows"]]


def test_the_newest_stands_first_and_names_are_masked(bayu: Client, staff: dict[str, Staff]) -> None:
    first = making.opened(staff, minutes_ago=90)
    second = making.opened(staff, minutes_ago=30)
    reply = bayu.get("/kasus/")
    assert numbers(reply) == [second.number, first.number]
    assert "Kartika" not in reply.content.decode()


@pytest.mark.parametrize("typed", ["0001/2026", "0001/", "1", "0001"])
def test_by_number(bayu: Client, staff: dict[str, Staff], typed: str) -> None:
    case = making.opened(staff)
    making.opened(staff)
    typed = typed.replace("2026", str(case.year))
    found = numbers(bayu.post("/kasus/", {"text": typed}))
    assert found == ([case.number] if typed != "0001/" else [])


@pytest.mark.parametrize("typed", ["noerdjanah", "Fiktif Nurjanah", "NURDJANAH", "harun", "0800 0000 199"])
def test_by_the_name_of_anybody_in_it_however_it_is_spelled(bayu: Client, staff: dict[str, Staff], typed: str) -> None:
    case = making.opened(staff, name="Noerdjanah Fiktif")
    assert numbers(bayu.post("/kasus/", {"text": typed})) == [case.number]


def test_by_status_and_risk(bayu: Client, staff: dict[str, Staff]) -> None:
    grave = making.opened(staff, risk=Risk.HIGH)
    making.opened(staff, risk=Risk.LOW)
    assert numbers(bayu.get("/kasus/", {"risk": "high"})) == [grave.number]
    assert numbers(bayu.get("/kasus/", {"status": "closed"})) == []
    assert len(numbers(bayu.get("/kasus/", {"status": "running", "risk": "entah"}))) == 2
    assert "Tidak ada kasus yang cocok." in bayu.post("/kasus/", {"text": "Zulkarnaen"}).content.decode()


def test_late_cases_are_found_from_desk(client: Client, staff: dict[str, Staff]) -> None:
    late = making.opened(staff, risk=Risk.HIGH, minutes_ago=48)
    making.opened(staff, risk=Risk.LOW, minutes_ago=10)
    people.sign_in(client, staff["tirta"])
    assert 'href="/kasus/?late=1"' in client.get("/meja/").content.decode()
    assert numbers(client.get("/kasus/", {"late": "1"})) == [late.number]
    assert numbers(client.post("/kasus/", {"late": "1", "risk": "low"})) == []
    people.sign_in(client, staff["lestari"])
    assert numbers(client.get("/kasus/", {"late": "1"})) == []


def test_nothing_of_others_is_found(client: Client, staff: dict[str, Staff]) -> None:
    making.opened(staff)
    for username in ("lestari", "kirana"):
        people.sign_in(client, staff[username])
        assert numbers(client.post("/kasus/", {"text": "Kartika"})) == []
        assert numbers(client.post("/kasus/", {"text": "1"})) == []
        assert "Belum ada kasus untuk Anda." in client.get("/kasus/").content.decode()


def test_a_name_stands_in_no_address(bayu: Client) -> None:
    page = bayu.get("/kasus/").content.decode()
    assert '<form class="stack-s" action="/kasus/" method="post"' in page
    assert bayu.get("/kasus/", {"text": "Kartika"}).context["text"] == ""


def test_the_queries_are_as_many_for_three_as_for_thirty(bayu: Client, staff: dict[str, Staff]) -> None:
    for number in range(3):
        making.opened(staff, name=f"Klien {number}")
    bayu.get("/kasus/")
    with CaptureQueriesContext(connection) as few:
        bayu.get("/kasus/")
    for number in range(27):
        making.opened(staff, name=f"Klien {number}")
    with CaptureQueriesContext(connection) as more:
        page = bayu.get("/kasus/")
    assert len(more) == len(few)
    assert "Halaman 1 dari 2" in page.content.decode()
    assert len(numbers(bayu.get("/kasus/", {"page": "2"}))) == 5
