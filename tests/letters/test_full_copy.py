# SPDX-License-Identifier: AGPL-3.0-or-later
"""A full copy: asked for somebody entitled with the reason, seen and refused by the signatory, printed, registered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.actions import file
from teduh.journal.queries import entries_of
from teduh.letters.models import FullCopy, Letter
from tests import people
from tests.cases import making
from tests.journeys.walk import text_of
from tests.letters import walking
from tests.letters.specimens import specimen

pytestmark = pytest.mark.django_db
NAME = "Kartika Fiktif"
POLICE = {"entitled": "police", "recipient": "Penyidik Unit PPA Polres Contoh", "reason": "Surat penyidik nomor B/12"}
HOSPITAL = {"entitled": "health", "recipient": "RSUD Contoh", "reason": "Pendaftaran pasien rujukan"}


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


@pytest.fixture
def letter(staff: dict[str, Staff]) -> Letter:
    return walking.draft(staff, walking.to_draft(staff))


def ask(client: Client, who: Staff, letter: Letter, **said: str) -> Any:
    people.sign_in(client, who)
    return client.post(walking.address(letter, "full_copy"), said)


def newest(letter: Letter) -> str:
    return text_of(letter.papers.order_by("-version")[0].pdf.open())


def codes(letter: Letter) -> list[str]:
    kept = [entry.code for entry in entries_of(letter.case) if entry.code.startswith("letter.full_copy")]
    return [code for code in kept if not code.endswith(".refused")]


def test_a_draft_shows_initials_until_a_full_copy_is_asked(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    assert NAME not in newest(letter)
    reply = ask(client, staff["sakti"], letter, **POLICE)
    assert reply.status_code == 302, reply.content.decode()
    text = newest(letter)
    assert NAME in text
    assert "Salinan lengkap untuk Penyidik Unit PPA Polres Contoh" in text
    assert "Pasal 27 ayat (3)" in text
    assert "Surat penyidik nomor B/12" in text
    assert letter.papers.count() == 2, "the way to the signature begins anew"
    assert codes(letter) == ["letter.full_copy_asked"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"entitled": "newspaper"}, 422),
        ({"entitled": ""}, 422),
        ({"recipient": " "}, 422),
        ({"reason": ""}, 422),
    ],
)
def test_who_is_not_listed_or_reasoned_gets_none(
    client: Client, staff: dict[str, Staff], letter: Letter, change: dict[str, str], status: int
) -> None:
    reply = ask(client, staff["sakti"], letter, **{**POLICE, **change})
    assert reply.status_code == status
    assert not FullCopy.objects.exists()
    assert letter.papers.count() == 1


def test_consent_is_asked_where_the_law_asks_for_it(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    reply = ask(client, staff["sakti"], letter, **HOSPITAL)
    assert reply.status_code == 409
    assert "Tulis siapa yang menyetujui" in reply.content.decode()
    agreed = "Klien sendiri, 3 Maret 2026, tertulis"
    assert ask(client, staff["sakti"], letter, **HOSPITAL, consent=agreed).status_code == 302
    people.sign_in(client, staff["dewi"])
    assert agreed in client.get(walking.address(letter)).content.decode()


def test_a_withdrawn_consent_stops_it_whatever_is_written(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    file.record_consent(making.acting(staff["putri"], 2), letter.case, value="withdrawn", giver="client")
    reply = ask(client, staff["sakti"], letter, **HOSPITAL, consent="Klien sendiri")
    assert reply.status_code == 409
    assert "Persetujuan ditolak atau ditarik" in reply.content.decode()
    # What the law itself gives to the investigator does not hang on it.
    assert ask(client, staff["sakti"], letter, **POLICE).status_code == 302


def test_the_signatory_sees_why_and_refuses(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    ask(client, staff["sakti"], letter, **POLICE)
    people.sign_in(client, staff["dewi"])
    page = client.get(walking.address(letter)).content.decode()
    assert "hanya untuk Penyidik Unit PPA Polres Contoh" in page
    assert "Surat penyidik nomor B/12" in page
    where = walking.address(letter, "refuse_full_copy")
    assert client.post(where, {"version": 2, "reason": ""}).status_code == 422
    assert client.post(where, {"version": 1, "reason": "Cukup inisial"}).status_code == 409, "of an older version"
    assert client.post(where, {"version": 2, "reason": "Cukup inisial"}).status_code == 302
    people.sign_in(client, staff["sakti"])
    page = client.get(walking.address(letter)).content.decode()
    assert "ditolak" in page
    assert "Cukup inisial" in page
    assert codes(letter) == ["letter.full_copy_asked", "letter.full_copy_refused"]
    # What is written anew, at the step that is open again, bears initials.
    write_again(client, letter)
    assert NAME not in newest(letter)


def write_again(client: Client, letter: Letter) -> None:
    form = {f"letter-{walking.PRODUCT}-{code}": said for code, said in walking.ANSWERS.items()}
    reply = making.take(client, letter.case, letter.step, product=walking.PRODUCT, **form)
    assert reply.status_code == 302, reply.content.decode()


def test_asked_while_the_draft_lies_with_its_writer_it_is_in_the_next_version(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    people.sign_in(client, staff["dewi"])
    client.post(walking.address(letter, "send_back"), {"version": 1, "note": "Tambah dasar hukum"})
    assert ask(client, staff["sakti"], letter, **POLICE).status_code == 302
    assert letter.papers.count() == 1, "the step that is open again brings it"
    write_again(client, letter)
    assert NAME in newest(letter)
    assert walking.approve(client, staff["dewi"], letter).status_code == 302


def test_only_who_it_waits_for_refuses(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    ask(client, staff["sakti"], letter, **POLICE)
    people.sign_in(client, staff["arif"])
    reply = client.post(walking.address(letter, "refuse_full_copy"), {"version": 2, "reason": "Tidak"})
    assert reply.status_code == 409
    assert FullCopy.objects.get().state == "standing"


def test_the_writer_takes_it_back(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    ask(client, staff["sakti"], letter, **POLICE)
    assert client.post(walking.address(letter, "withdraw_full_copy")).status_code == 302
    assert NAME not in newest(letter)
    assert FullCopy.objects.get().state == "withdrawn"
    assert client.post(walking.address(letter, "withdraw_full_copy")).status_code == 409


def test_signed_it_is_full_registered_and_others_read_initials(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    ask(client, staff["sakti"], letter, **POLICE)
    copy = walking.address(letter, "initials_copy")
    assert client.get(copy).status_code == 404, "a draft goes to nobody"
    for name in ("dewi", "arif"):
        assert walking.approve(client, staff[name], letter).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "signed"
    assert NAME in newest(letter)
    text = text_of(client.get(copy).content)
    assert NAME not in text
    assert "K. F." in text
    assert "Salinan berinisial" in text
    assert letter.number in text
    assert "Salinan lengkap: Penyidik kepolisian" in client.get("/surat/agenda/keluar/").content.decode()
    assert ask(client, staff["sakti"], letter, **POLICE).status_code == 409, "what is signed never changes"


def test_what_changed_is_the_name_and_nothing_that_did_not(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    ask(client, staff["sakti"], letter, **POLICE)
    page = client.get(walking.address(letter)).context["page"]
    assert [change.label for change in page.changes] == ["Salinan lengkap untuk", "Klien"]


@pytest.mark.parametrize("key", ["surat-rujukan", "surat-pelimpahan"])
def test_a_full_copy_does_not_promise_the_name_apart(key: str) -> None:
    note = "Identitas lengkap"
    assert specimen(key)["letter"]["closing"][0].startswith(note)
    full = specimen(key, entitled={"who": "Penyidik", "why": "Surat penyidik"})
    assert not any(note in words for words in full["letter"]["closing"])


def test_another_office_asks_nothing(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    stranger = making.staff_of(people.SAMPANG)["lestari"]
    assert ask(client, stranger, letter, **POLICE).status_code == 404
