# SPDX-License-Identifier: AGPL-3.0-or-later
"""A signed letter handed over: from its own page, and by the step that hands it over; only what is true is recorded."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from teduh.accounts.models import Office, Staff
from teduh.cases.models import Case, Contact, Participant
from teduh.cases.queries.progress import progress_of
from teduh.channels.models import Message
from teduh.journal.door import outside
from teduh.journal.queries import entries_of
from teduh.letters.models import Delivery, Letter
from teduh.lib.codelists import code_list
from teduh.persons.actions import change_safe_contact
from teduh.standards.actions import publish
from tests import people
from tests.cases import making
from tests.letters import scans, walking

pytestmark = pytest.mark.django_db

# A response is written and handed over; the promise ends only with the hand-over.
ANSWERED = """
kode: kab-lumajang/tanggapan
versi: 1
judul: Tanggapan Pengaduan
penyelenggara: kab-lumajang
sk: 1 TAHUN 2026
kanal: [datang langsung]
prosedur:
  - langkah: Tanggapan
    kegiatan: tanggapan
    pelaksana: petugas pengaduan
    produk: tanggapan
  - langkah: Serahkan tanggapan
    pelaksana: petugas pengaduan
    kepada: pengadu
jangka waktu:
  - janji: 5 hari kerja
"""


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


@pytest.fixture
def letter(client: Client, staff: dict[str, Staff]) -> Letter:
    """The recommendation, signed a moment ago; sakti is signed in."""
    letter = walking.signed(client, staff)
    people.sign_in(client, staff["sakti"])
    return letter


def sent(**changes: Any) -> dict[str, Any]:
    now = making.moment(timezone.now())
    return {"medium": "in_person", "recipient": "Kanit PPA", "delivered_at": now, "note": "", **changes}


def hand_over(client: Client, letter: Letter, **changes: Any) -> Any:
    return client.post(walking.address(letter, "deliver"), sent(**changes))


def test_the_letters_page_says_how_it_went_and_shows_the_proof_to_the_team_alone(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    assert "Belum diserahkan" in client.get(walking.address(letter)).content.decode()
    receipt = SimpleUploadedFile("bukti.png", scans.PNG, "image/png")
    reply = hand_over(client, letter, medium="post", note="Resi 12345", proof=receipt)
    assert reply.status_code == 302, reply.content.decode()
    row = Delivery.objects.get()
    assert (row.medium, row.recipient.open(), row.proof_type) == ("post", "Kanit PPA", "image/png")
    assert row.proof.open() == scans.PNG
    page = client.get(walking.address(letter)).content.decode()
    assert "Kanit PPA" in page
    assert "Resi 12345" in page
    proof = client.get(reverse("letters:proof", args=[row.pk]))
    assert (proof.content, proof["Content-Type"]) == (scans.PNG, "image/png")
    codes = [entry.code for entry in entries_of(letter.case)]
    assert codes.count("letter.delivered") == 1
    assert codes.count("letter.proof_opened") == 1
    people.sign_in(client, people.cast(people.TEBING_TINGGI)["bayu"])
    assert client.get(reverse("letters:proof", args=[row.pk])).status_code == 404
    assert hand_over(client, letter).status_code == 404
    people.sign_in(client, people.stranger(people.LUMAJANG))
    assert client.get(reverse("letters:proof", args=[row.pk])).status_code == 403


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"medium": "pigeon"}, 422, "bukan salah satu"),
        ({"recipient": " "}, 422, "Isi dulu."),
        ({"delivered_at": "kemarin"}, 422, "Tulis tanggal dan jam"),
        ({"delivered_at": "2099-01-01T08:00"}, 409, "belum tiba"),
        ({"delivered_at": "2026-01-01T08:00"}, 409, "belum ditandatangani pada waktu itu"),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(
    client: Client, letter: Letter, changes: dict[str, str], status: int, words: str
) -> None:
    reply = hand_over(client, letter, note="Tetap ada", **changes)
    assert reply.status_code == status
    assert words in reply.content.decode()
    assert "Tetap ada" in reply.content.decode()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [("bukti.pdf", scans.ACTIVE_PDF), ("bukti.pdf", b"bukan pdf"), ("bukti.html", b"<script>alert(1)</script>")],
)
def test_a_dangerous_proof_is_not_taken_in(client: Client, letter: Letter, name: str, data: bytes) -> None:
    reply = hand_over(client, letter, proof=SimpleUploadedFile(name, data, "application/pdf"))
    assert reply.status_code == 422
    assert "PDF" in reply.content.decode()
    assert not Delivery.objects.exists()


def test_a_draft_and_a_revoked_letter_are_not_handed_over(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    people.sign_in(client, staff["arif"])
    client.post(walking.address(letter, "revoke"), {"reason": "Salah alamat."})
    people.sign_in(client, staff["sakti"])
    reply = hand_over(client, letter)
    assert reply.status_code == 409
    assert "masih berlaku" in reply.content.decode()
    assert "Salah alamat." in reply.content.decode()
    assert "Catat penyerahan" not in client.get(walking.address(letter)).content.decode()


# The step that hands over


@pytest.fixture
def answered(client: Client, staff: dict[str, Staff]) -> Case:
    """The response is written; its step is done, its letter not signed."""
    place = Office.objects.get(code=people.LUMAJANG)
    version = publish(people.system(), place, text=ANSWERED, file="kab-lumajang/tanggapan/standard.yaml")
    case = making.opened(staff, people.LUMAJANG, version=version, channel="walk_in")
    people.sign_in(client, staff["putri"])
    assert making.take(client, case, "tanggapan").status_code == 302
    return case


def test_the_step_hands_over_what_is_signed_and_the_promise_ends_only_then(
    client: Client, staff: dict[str, Staff], answered: Case
) -> None:
    where = making.step_address(answered, "serahkan-tanggapan")
    unsigned = client.post(where, making.filled(client.get(where)))
    assert unsigned.status_code == 409
    assert "belum ditandatangani" in unsigned.content.decode()
    making.approve_by_kind(client, staff, answered)
    people.sign_in(client, staff["putri"])
    page = client.get(where)
    assert "Surat yang diserahkan" in page.content.decode()
    assert page.context["place"].handing.waiting
    wanting = client.post(where, making.filled(page, **{"deliver-received_by": ""}))
    assert wanting.status_code == 422
    offered = re.findall(r'name="deliver-medium" value="(\w+)"', page.content.decode())
    assert offered == [row.code for row in code_list("delivery_media").rows], "what is offered is what is accepted"
    phoned = client.post(where, making.filled(page, **{"deliver-medium": "phone"}))
    assert phoned.status_code == 422, "nobody hands a letter over by telephone"
    bad = client.post(where, making.filled(page, proof=SimpleUploadedFile("x.pdf", scans.ACTIVE_PDF)))
    assert bad.status_code == 422
    assert any(clock.running for clock in progress_of(answered, at=timezone.now()).clocks)
    receipt = SimpleUploadedFile("bukti.pdf", scans.PDF, "application/pdf")
    reply = client.post(where, making.filled(page, proof=receipt, **{"deliver-received_by": "Pengadu"}))
    assert reply.status_code == 302, reply.content.decode()
    row = Delivery.objects.get()
    assert (row.step, row.recipient.open(), row.medium) == ("serahkan-tanggapan", "Pengadu", "in_person")
    assert row.proof.open() == scans.PDF
    assert not any(clock.running for clock in progress_of(answered, at=timezone.now()).clocks)
    assert "diserahkan langsung" in client.get(where).content.decode(), "the step's record says how"


def test_a_letter_delivered_before_is_shown_and_asked_of_no_more(
    client: Client, staff: dict[str, Staff], answered: Case
) -> None:
    making.approve_by_kind(client, staff, answered)
    letter = Letter.objects.get(case=answered)
    people.sign_in(client, staff["putri"])
    assert hand_over(client, letter, medium="email").status_code == 302
    page = client.get(making.step_address(answered, "serahkan-tanggapan"))
    assert "Sudah dicatat" in page.content.decode()
    assert "deliver-medium" not in page.content.decode()
    reply = client.post(making.step_address(answered, "serahkan-tanggapan"), making.filled(page))
    assert reply.status_code == 302, reply.content.decode()
    assert Delivery.objects.count() == 1


def test_a_letter_that_was_replaced_says_by_which_and_is_handed_over_no_more(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    with outside(reason="a second round of the same step"):
        Letter.objects.filter(pk=letter.pk).update(state="superseded", replaced_by=letter)
    page = client.get(walking.address(letter)).content.decode()
    assert "Surat ini sudah diganti." in page
    assert f"Yang berlaku: {letter.number}" in page
    assert hand_over(client, letter).status_code == 409


# The writer hears of it


def test_the_writer_is_told_of_a_return_and_of_a_signature_without_content(
    client: Client, staff: dict[str, Staff]
) -> None:
    with outside(reason="the cast has no addresses"):
        Staff.objects.filter(username="sakti").update(email="sakti@contoh.test")
    letter = walking.draft(staff, walking.to_draft(staff))
    people.sign_in(client, staff["dewi"])
    client.post(walking.address(letter, "send_back"), {"version": 1, "note": "Rahasia sekali."})
    walking.draft(staff, letter.case, minutes_ago=0)
    for name in ("dewi", "arif"):
        walking.approve(client, staff[name], letter)
    titles = [row.title.open() for row in Message.objects.order_by("created_at")]
    assert titles == ["Teduh: konsep surat dikembalikan", "Teduh: surat ditandatangani"]
    bodies = " ".join(row.body.open() for row in Message.objects.all())
    assert "Rahasia" not in bodies
    assert "Kartika" not in bodies
    assert letter.case.number in bodies


def test_a_letter_to_the_clients_home_against_her_word_needs_its_reason_and_a_superior_reads_it(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    person = Participant.objects.select_related("person").get(case=letter.case, part="client").person
    change_safe_contact(making.acting(staff["sakti"]), person, contact={"avoid": ["post"]})
    name = person.name.open()
    page = client.get(walking.address(letter)).content.decode()
    assert "Jangan pernah: Surat ke rumah." in page
    reply = hand_over(client, letter, medium="post", recipient=f"Ibu {name.split()[0]}")
    assert reply.status_code == 409
    assert "Jangan pernah: Surat ke rumah." in reply.content.decode()
    assert not Delivery.objects.exists()
    assert hand_over(client, letter, medium="post", recipient="Kanit PPA").status_code == 302
    reply = hand_over(client, letter, medium="post", recipient=name, note="Ia yang meminta, lewat telepon.")
    assert reply.status_code == 302
    row = Contact.objects.get(case=letter.case)
    assert (row.way, row.against, row.reviewed_at) == ("post", True, None)
    assert hand_over(client, letter, recipient=name).status_code == 302  # at the office, it reaches nobody's home
    assert Contact.objects.count() == 1
