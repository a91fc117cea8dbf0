# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's page: masked until opened with a purpose, changed with what is unknown left unknown."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from teduh.accounts.models import Staff
from teduh.cases.models import Participant
from teduh.journal.models import Entry
from teduh.persons import regions
from teduh.persons.details import Details
from teduh.persons.models import Person
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

KARTIKA = Details(name="Kartika Fiktif", phone="0800 0000 131", nik="1276014107950031", sex="male")


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def person(staff: dict[str, Staff]) -> Person:
    case = making.opened(staff, details=KARTIKA)
    return Participant.objects.select_related("person").get(case=case, part="client").person


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


def address(person: Person, name: str = "person") -> str:
    return reverse(f"persons:{name}", args=[person.pk])


def text_of(reply: Any) -> str:
    return str(reply.content.decode())


def opened_for_editing(client: Client, person: Person) -> dict[str, str]:
    """The edit form's fields as the page fills them."""
    client.post(address(person, "reveal"), {"field": "whole", "purpose": "identity"})
    form = client.get(address(person)).context["form"]
    return {name: value for name, value in form.initial.items() if value not in (None, False, [], "")}


def test_it_shows_a_mask_the_cases_and_what_the_number_says(bayu: Client, person: Person) -> None:
    text = text_of(bayu.get(address(person)))
    assert "K•••••• F•••••" in text
    assert "Kartika" not in text
    assert "0001/" in text
    assert "Jenis kelamin di dalam NIK berbeda dari yang diisi." in text
    assert "Belum diketahui: nomor kk, tanggal lahir, alamat tinggal, alamat ktp, latar belakang." in text


def test_a_field_opens_with_a_purpose_and_is_recorded(bayu: Client, person: Person) -> None:
    assert bayu.post(address(person, "reveal"), {"field": "nik", "purpose": "police"}).status_code == 302
    text = text_of(bayu.get(address(person)))
    assert "1276014107950031" in text
    assert "koordinasi dengan polisi" in text
    assert "Kartika" not in text
    (entry,) = Entry.objects.filter(chain=person.chain, code="person.opened")
    assert entry.data == {"field": "nik", "purpose": "police", "case": ""}
    bayu.post(address(person, "close"))
    assert "1276014107950031" not in text_of(bayu.get(address(person)))


@pytest.mark.parametrize("posted", [{}, {"field": "nik"}, {"field": "envelope", "purpose": "police"}])
def test_nothing_opens_without_a_purpose(bayu: Client, person: Person, posted: dict[str, str]) -> None:
    reply = bayu.post(address(person, "reveal"), posted, follow=True)
    assert "Pilih dahulu untuk apa" in text_of(reply)
    assert not Entry.objects.filter(chain=person.chain, code="person.opened").exists()


def test_data_are_changed_and_the_unknown_stays_unknown(bayu: Client, person: Person) -> None:
    fields = opened_for_editing(bayu, person)
    assert fields["name"] == "Kartika Fiktif"
    changes = {"birth_date": "1995", "sex": "female", "safe_never": "menelepon malam", "name": "Kartika \u202eFiktif"}
    assert bayu.post(address(person), {**fields, **changes}).status_code == 302
    person.refresh_from_db()
    assert person.name.open() == "Kartika Fiktif"
    assert (person.birth_date.open(), person.birth_estimated) == ("1995-07-01", True)
    assert (person.profile.open(), person.disability) == (None, "unknown")
    assert person.phone.open() == "0800 0000 131"
    assert "Jangan pernah: menelepon malam." in text_of(bayu.get(address(person)))


LIFE = {
    "religion": "confucian",
    "occupation": "fisher",
    "education": "special_school",
    "marital_status": "widowed",
    "nationality": "wna",
    "disabilities": ["vision"],
}


def test_the_profile_opens_with_a_purpose_and_is_recorded(bayu: Client, person: Person) -> None:
    assert bayu.post(address(person), {**opened_for_editing(bayu, person), **LIFE}).status_code == 302
    person.refresh_from_db()
    assert person.profile.open() == LIFE
    assert person.disability == "yes"
    bayu.post(address(person, "close"))
    closed = text_of(bayu.get(address(person)))
    assert "Khonghucu" not in closed
    assert "netra" not in closed
    assert "Penyandang disabilitas" in closed
    bayu.post(address(person, "reveal"), {"field": "profile", "purpose": "service"})
    assert "Pekerjaan: Nelayan; Agama: Khonghucu" in text_of(bayu.get(address(person)))
    assert Entry.objects.filter(chain=person.chain, code="person.opened").latest("id").data["field"] == "profile"
    assert {name: opened_for_editing(bayu, person)[name] for name in LIFE} == LIFE


def test_that_somebody_has_no_disability_can_be_said(bayu: Client, person: Person) -> None:
    bayu.post(address(person), {**opened_for_editing(bayu, person), "disability": "no"})
    person.refresh_from_db()
    assert (person.disability, person.profile.open()) == ("no", None)
    bayu.post(address(person, "close"))
    assert "Penyandang disabilitas" not in text_of(bayu.get(address(person)))
    bayu.post(address(person), {**opened_for_editing(bayu, person), **LIFE, "disability": "no"})
    person.refresh_from_db()
    assert person.disability == "yes"


def test_a_date_that_cannot_be_read_is_said_and_kept(bayu: Client, person: Person) -> None:
    fields = opened_for_editing(bayu, person)
    reply = bayu.post(address(person), {**fields, "birth_date": "waktu gempa", "alias": "Tika"})
    assert reply.status_code == 422
    assert "waktu gempa" in text_of(reply)
    assert "Tika" in text_of(reply)
    assert 'role="alert" tabindex="-1" autofocus' in text_of(reply)


def test_a_wrong_nik_warns_and_never_blocks(bayu: Client, person: Person) -> None:
    fields = opened_for_editing(bayu, person)
    assert bayu.post(address(person), {**fields, "nik": "123"}).status_code == 302
    assert "NIK biasanya 16 angka" in text_of(bayu.get(address(person)))


def test_who_may_be_the_same_stands_beside(bayu: Client, staff: dict[str, Staff], person: Person) -> None:
    making.opened(staff, details=Details(name="Fiktif Kartika Dewi", phone="0800 0000 131"))
    text = text_of(bayu.get(address(person)))
    assert "Karena nomor telepon sama, nama sama" in text
    assert "F••••• K•••••• D•••" in text
    assert "Dewi" not in text


def test_the_same_person_in_another_office_s_case_stays_unknown(
    client: Client, staff: dict[str, Staff], person: Person
) -> None:
    case = making.opened(staff, people.SAMPANG, details=KARTIKA)
    people.sign_in(client, staff["bayu"])
    assert "Tidak ada yang mirip" in text_of(client.get(address(person)))
    theirs = Participant.objects.select_related("person").get(case=case, part="client").person
    assert client.get(address(theirs)).status_code == 404
    assert client.post(address(theirs, "reveal"), {"field": "name", "purpose": "letter"}).status_code == 404
    (entry,) = Entry.objects.filter(chain=theirs.chain, code="journal.read.refused")
    assert entry.actor == f"staff:{staff['bayu'].pk}"


def test_regions_are_found_while_typing(bayu: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    durian = regions.Region("12.76.02.1001", "Durian", "Durian, Bajenis, Kota Tebing Tinggi", "durian, bajenis")
    asked: list[tuple[str, str]] = []

    def search(text: str, *, near: str = "", limit: int = 12) -> list[regions.Region]:
        asked.append((text, near))
        return [durian] if text else []

    monkeypatch.setattr(regions, "search", search)
    found = bayu.get("/wilayah/", {"q": "duri"}).json()["results"]
    assert found == [{"value": "12.76.02.1001", "label": durian.path, "detail": "12.76.02.1001"}]
    assert asked == [("duri", "12.76")]
    assert re.fullmatch(r'\{"results": \[\]\}', text_of(bayu.get("/wilayah/")))
