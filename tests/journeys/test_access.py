# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case is there for its team and their superiors; for everybody else none of its pages exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from teduh.accounts.demo_staff import CAST
from teduh.accounts.queries import by_username
from tests import people
from tests.journeys import stage
from tests.journeys import tebing_tinggi as tt
from tests.journeys.walk import PAPER, Walk

ELSEWHERE = [player.username for player in CAST if player.office not in (tt.OFFICE, "")]
SOFTWARE = ["gita", "anjani", "panji"]  # they run the software: two administrators and the overseer


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """The assessment has called the social worker and the psychologist."""
    with stage.shared(django_db_blocker) as walk:
        tt.call(walk, at="2026-03-02 10.00", risk="high")
        tt.receive(walk.at("2026-03-02 10.10"))
        tt.serve(walk.at("2026-03-02 10.12"))
        tt.identify(walk.at("2026-03-02 13.00"))
        tt.consent(walk.at("2026-03-02 13.30"))
        yield walk


@pytest.fixture
def walk(db: None, walked: Walk) -> Iterator[Walk]:
    yield from stage.again(walked)


@pytest.fixture
def addresses(walk: Walk) -> list[str]:
    """Every kind of page that a case has, as its team finds them."""
    page = walk.look("tirta")
    papers = [link for link in page.links if PAPER.fullmatch(link)]
    persons = [link for link in page.links if re.fullmatch(r"/orang/[0-9a-f-]{36}/", link)]
    assert papers
    assert persons
    done, opened = walk.step("identifikasi"), walk.step("asesmen-biopsikososial")
    return [walk.case, f"{walk.case}jurnal/", done, opened, papers[0], persons[0]]


def test_every_page_of_a_case_is_open_to_team_and_superiors(walk: Walk, addresses: list[str]) -> None:
    for who in ("bayu", "ratna", "sekar", "tirta", "sari", "wira"):
        browser = walk.browser(who)
        assert {address: browser.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_no_page_of_a_case_is_there_for_anybody_else(walk: Walk, addresses: list[str]) -> None:
    for who in ["kirana", "dimas", *ELSEWHERE, *SOFTWARE]:
        for address in addresses:
            page = walk.get(who, address)
            assert page.status == (403 if who in SOFTWARE else 404), f"{who} gets {page.status} at {address}"
            assert walk.number not in page.text
            assert not any(name in page.text for name in tt.NAMES)


def test_nor_can_anybody_else_write_to_it(walk: Walk, addresses: list[str]) -> None:
    opened = walk.step("asesmen-biopsikososial")
    writes = [opened, f"{opened}simpan/", f"{opened}mulai/", f"{opened}tidak-perlu/", f"{opened}hentikan/"]
    writes += [f"{walk.case}ubah/{name}/" for name in ("catatan", "risiko", "tutup", "akhiri", "tambah-rekan")]
    writes += [f"{walk.case}orang/{addresses[-1].split('/')[2]}/buka/"]
    before = walk.state(tt.OFFICE)
    for who in ("kirana", "jaya", "surya", "gita", "anjani", "panji"):
        browser = walk.browser(who)
        for address in writes:
            status = browser.post(address, {"text": "x", "reason": "x", "risk": "low", "do": "finish"}).status_code
            assert status == (403 if who in SOFTWARE else 404), f"{who} gets {status} at {address}"
    assert walk.state(tt.OFFICE) == before


def test_a_guessed_address_is_recorded_once_an_hour(walk: Walk, addresses: list[str]) -> None:
    guesses = [addresses[0], addresses[2], addresses[4]]
    for address in [*guesses, *guesses]:
        assert walk.at("2026-03-02 14.05").get("jaya", address).status == 404
    journal = walk.get("tirta", f"{walk.case}jurnal/").text
    assert journal.count("Jaya Rekaan: ditolak: Alamat kasus atau orang dibuka") == 1
    walk.whole()


def test_a_deputy_sees_what_the_absent_head_would_see_while_it_lasts(walk: Walk) -> None:
    kirana, tirta = by_username("kirana"), by_username("tirta")
    assert kirana
    assert tirta
    first, last = date(2026, 3, 3), date(2026, 3, 4)
    people.deputise(tt.OFFICE, "unit_head", kirana, tirta, first, last, at=walk.clock.moment)
    days = ["2026-03-02 15.00", "2026-03-03 09.00", "2026-03-04 15.30", "2026-03-05 09.00"]
    assert [walk.at(day).get("kirana", walk.case).status for day in days] == [404, 200, 200, 404]


def test_nobody_sees_a_case_without_signing_in(walk: Walk, addresses: list[str]) -> None:
    for address in addresses:
        reply = Client().get(address)
        assert reply.status_code == 302
        assert reply["Location"].startswith("/masuk/")
