# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database alone reveals nobody: after a full report and a full person page, its raw rows hold coarse codes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from teduh.accounts.models import Staff
from teduh.cases.models import Case, Participant
from teduh.cases.queries.people import client_masks
from teduh.journal import door
from teduh.letters.queries.content import client_data, clients_of
from teduh.persons.models import Person
from teduh.standards.actions import publish_catalogue
from teduh.vault import envelopes
from tests import people

pytestmark = pytest.mark.django_db

REPORT = {
    "narrative": "Ia takut pulang.",
    "when": "malam takbiran",
    "when_date": "14-06-2018",
    "place": "Gang Rekaan",
    "place_region": "12.76.02.1001",
    "reporter_name": "Wulan Misalan",
    "client-0-name": "Melati Rekaan",
    "client-0-birth": "21-04-1987",
    "client-0-home_text": "Jalan Rekaan 3",
    "client-0-home_region": "12.76.02.1001",
    "client-0-registered_region": "35.08.03.2002",
    "client-0-disability": "paralysis",
    "clients": "1",
    "alleged": "1",
    "service": "kota-tebing-tinggi/pengaduan-masyarakat",
    "do": "open",
}
LIFE = {
    "name": "Melati Rekaan",
    "birth_date": "21-04-1987",
    "home_region": "12.76.02.1001",
    "registered_region": "35.08.03.2002",
    "religion": "confucian",
    "occupation": "fisher",
    "education": "special_school",
    "marital_status": "widowed",
    "nationality": "wna",
    "disabilities": ["paralysis"],
}
DATES = ("1987-04-21", "21-04-1987", "19870421", "2018-06-14", "14-06-2018", "20180614")
CODES = ("confucian", "fisher", "special_school", "widowed", "wna", "paralysis")
WORDS = ("melati", "wulan", "gang rekaan", "jalan rekaan", "takbiran", "12.76.02", "35.08.03")


@pytest.fixture
def case(client: Client) -> Case:
    """Opened by Bayu with all that can be told, the client's page filled in after."""
    staff: dict[str, Staff] = people.cast(people.TEBING_TINGGI)
    publish_catalogue(people.system())
    people.sign_in(client, staff["bayu"])
    page = client.post("/laporan/baru/", {"channel": "phone"})["Location"]
    assert client.post(page, REPORT).status_code == 302
    found = Case.objects.get()
    person = Person.objects.get(parts__case=found, parts__part="client")
    client.post(reverse("persons:reveal", args=[person.pk]), {"field": "whole", "purpose": "service"})
    assert client.post(reverse("persons:person", args=[person.pk]), LIFE).status_code == 302
    return found


def rows_in_clear() -> dict[str, str]:
    """Every row of every table as its text, texts of published standards and calendars left out."""
    public = {"standards_standardversion", "accounts_holiday"}
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - public):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            values = [value for row in cursor.fetchall() for value in row]
            found[table] = "\n".join(map(text_of, values)).casefold()
    return found


def text_of(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_raw_rows_hold_no_exact_date_code_of_life_or_finer_region(case: Case) -> None:
    rows = rows_in_clear()
    assert {"cases_case", "cases_participant", "persons_person", "journal_entry", "intake_report"} <= rows.keys()
    leaks = [(table, one) for table, text in rows.items() for one in (*DATES, *CODES, *WORDS) if one in text]
    assert leaks == []


def test_what_is_counted_stands_in_coarse_codes(case: Case) -> None:
    part = Participant.objects.select_related("person").get(case=case, part="client")
    assert (case.event_month, case.event_region) == (date(2018, 6, 1), "12.76")
    assert (part.age_band, part.person.disability) == ("25-44", "yes")
    assert (part.person.home_region, part.person.registered_region) == ("12.76", "35.08")


def test_what_is_sealed_is_still_there_for_the_team(client: Client, case: Case) -> None:
    part = Participant.objects.get(case=case, part="client")
    assert case.event_day.open() == "2018-06-14"
    assert case.event_place.open() == {"text": "Gang Rekaan", "region": "12.76.02.1001"}
    assert part.person.home_address.open()["region"] == "12.76.02.1001"
    years = part.age.open()
    assert years >= 39
    assert f"{years} tahun" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert client_masks([case.pk]) == {case.pk: f"M••••• R•••••, {years} tahun"}
    shown = client_data(clients_of(case)[0])
    assert shown is not None
    assert shown["age"] == years


def test_the_age_goes_with_the_key_of_the_case(case: Case) -> None:
    with door.outside(reason="erasure as two people would agree to it"):
        envelopes.destroy(case.envelope)
    assert client_masks([case.pk]) == {case.pk: "M••••• R•••••"}


def test_a_short_code_is_not_known_by_its_length(case: Case) -> None:
    part = Participant.objects.get(case=case, part="client")
    lengths = set()
    for age in (9, 31, 102):
        part.age = age
        lengths.add(len(part.age.ciphertext or b""))
    assert len(lengths) == 1
