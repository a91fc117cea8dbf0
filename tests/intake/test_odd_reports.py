# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports typed in haste: a number in the wrong field loses nothing; a baby is a child."""

from __future__ import annotations

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.models import Case
from teduh.intake.models import Report
from teduh.persons.models import Person
from teduh.standards.actions import publish_catalogue
from tests import people

pytestmark = pytest.mark.django_db

SERVICE = {"service": "kota-tebing-tinggi/pengaduan-masyarakat"}


@pytest.fixture
def staff() -> dict[str, Staff]:
    found = people.cast(people.TEBING_TINGGI)
    publish_catalogue(people.system())
    return found


@pytest.fixture
def page(client: Client, staff: dict[str, Staff]) -> str:
    people.sign_in(client, staff["bayu"])
    return str(client.post("/laporan/baru/", {"channel": "phone"})["Location"])


@pytest.mark.parametrize("typed", ["081234567890", "3508016104950031", "²", "9" * 5_000, "00", "1-2-3-4"])
@pytest.mark.parametrize("field", ["when_date", "client-0-birth", "client-0-nik"])
def test_what_is_no_date_or_number_loses_no_report(client: Client, page: str, field: str, typed: str) -> None:
    content = {field: typed, "narrative": "Lebam di lengan"}
    assert client.post(f"{page}simpan/", {**content, "autosave_count": "1"}).status_code == 200
    assert client.post(f"{page}saran/", content).status_code == 200
    assert "Lebam di lengan" in client.get(page).content.decode()
    reply = client.post(page, {**SERVICE, **content, "do": "open"})
    if field == "client-0-nik":
        assert reply.status_code == 302
        assert Case.objects.get().narrative.open() == "Lebam di lengan"
    else:
        assert reply.status_code == 422
        assert "Tanggal ini tidak ada." in reply.content.decode()
        assert "Lebam di lengan" in client.get(page).content.decode()


@pytest.mark.parametrize("field", ["clients", "alleged"])
def test_a_number_of_people_that_is_none_is_no_fault(client: Client, page: str, field: str) -> None:
    assert client.post(f"{page}simpan/", {field: "²", "autosave_count": "1"}).status_code == 200
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("number", ["²", "9" * 25, "2147483648", "-1", ""])
def test_a_count_of_saves_beyond_belief_is_no_fault(client: Client, page: str, number: str) -> None:
    assert client.post(f"{page}simpan/", {"narrative": "Satu", "autosave_count": number}).status_code == 200
    assert client.post(page, {"narrative": "Dua", "autosave_count": number, "do": "save"}).status_code == 302
    assert Report.objects.get().content.open()["narrative"] == "Dua"


@pytest.mark.parametrize("age", [{"client-0-age": "0"}, {"client-0-birth": "2020"}, {"client-0-age": "17"}])
def test_an_anonymous_report_about_a_child_is_never_set_aside(client: Client, page: str, age: dict[str, str]) -> None:
    client.post(page, {**age, "anonymous": "on", "do": "save"})
    client.post(f"{page}sisihkan/", {"reason": "Surat kaleng"})
    assert Report.objects.get().status == "taking"


def test_a_region_that_is_no_code_stays_sealed(client: Client, page: str) -> None:
    said = {"place_region": "Gang Melati belakang masjid", "client-0-home_region": "rumah Bu Rekaan"}
    assert client.post(page, {**SERVICE, **said, "do": "open"}).status_code == 302
    assert Case.objects.get().event_region == ""
    assert {person.home_region for person in Person.objects.all()} == {""}


@pytest.mark.parametrize("typed", ["²", "²/2026", "1/²"])
def test_cases_are_searched_by_whatever_was_typed(client: Client, page: str, typed: str) -> None:
    assert client.post("/kasus/", {"text": typed}).status_code == 200
