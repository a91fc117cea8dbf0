# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever holds a letter asks whether it is real, without a sign-in, a script or a cookie."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.actions.team import add_member
from teduh.cases.models import Case, Member
from teduh.journal.door import outside
from teduh.letters.actions import making as letters
from teduh.letters.actions import signing
from teduh.letters.models import Letter
from teduh.portal import verify
from tests import people
from tests.cases import making
from tests.letters import walking
from tests.letters.codes import read_code

pytestmark = pytest.mark.django_db
NAMES = ("Kartika", "Fiktif", "K. F.")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "PATIENCE_SECONDS", 0.0)


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


@pytest.fixture
def letter(staff: dict[str, Staff]) -> Letter:
    return walking.signed(Client(), staff)


def path_of(letter: Letter) -> str:
    return urlsplit(signing.address_of(letter)).path


def pdf_of(letter: Letter) -> bytes:
    return bytes(letter.papers.order_by("-version")[0].pdf.open())


def words(reply: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", reply.content.decode())).split())


def by_number(letter: Letter, **changes: str) -> Any:
    return Client().get("/periksa/", {"kantor": letter.office_id, "nomor": letter.number, **changes})


def test_the_code_on_the_letter_leads_to_its_page(letter: Letter, tmp_path: Path) -> None:
    assert read_code(pdf_of(letter), tmp_path) == [signing.address_of(letter)]


def test_a_letter_that_stands_is_said_to_by_code_and_by_number(letter: Letter) -> None:
    for reply in (Client().get(path_of(letter)), by_number(letter)):
        assert reply.status_code == 200
        said = words(reply)
        for fact in (
            "Surat ini terdaftar dan berlaku",
            "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Lumajang",
            letter.title,
            letter.number,
            "Kepala Dinas",
            "elektronik, tidak tersertifikasi",
            letter.fingerprint,
        ):
            assert fact in said
        assert not any(name in said for name in NAMES)
        assert letter.case.number not in said


def test_the_day_is_the_offices_own(letter: Letter) -> None:
    with outside(reason="a letter signed at half past six in the morning, when it is still yesterday in UTC"):
        Letter.objects.filter(pk=letter.pk).update(signed_at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert "1 Desember 2026" in words(Client().get(path_of(letter)))


def test_a_revoked_letter_is_said_to_be(letter: Letter, staff: dict[str, Staff]) -> None:
    signing.revoke(making.acting(staff["arif"]), letter.case, letter=letter, reason="Salah tujuan, milik Kartika.")
    for reply in (Client().get(path_of(letter)), by_number(letter)):
        assert reply.status_code == 200
        assert "Surat ini sudah dicabut" in words(reply)
        assert "Salah tujuan" not in words(reply), "the reason is the office's own"


def test_a_superseded_letter_names_the_number_in_its_place(client: Client) -> None:
    staff = making.staff_of(people.SAMPANG)
    case = making.opened(staff, people.SAMPANG)
    first, second = response(client, staff, case), response(client, staff, case)
    page = words(Client().get(path_of(first)))
    assert "Surat ini sudah diganti" in page
    assert f"Yang berlaku sekarang adalah surat nomor {second.number}." in page
    assert "terdaftar dan berlaku" in words(Client().get(path_of(second)))


def response(client: Client, staff: dict[str, Staff], case: Case) -> Letter:
    """A numbered letter of that case, made and signed by the head of division."""
    nirmala = making.acting(staff["nirmala"])
    with outside(reason="in the middle of the procedure"):
        add_member(case, staff["nirmala"].pk, "division_head", Member.How.CALLED, at=nirmala.at)
    answers = {"to": "Pengadu", "findings": "Beralasan.", "handling": "Para pihak didengar."}
    letter = letters.make_letter(nirmala, case, run=1, step="tanggapan", product="tanggapan", answers=answers)
    assert walking.approve(client, staff["nirmala"], letter).status_code == 302
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize(
    "address",
    [
        "/periksa/tidak-ada-kode-seperti-ini/",
        "/periksa/?kantor=kab-lumajang&nomor=1/2/3",
        "/periksa/?kantor=kab-entah&nomor=1/2/3",
        "/periksa/?nomor=1/2/3",
        "/periksa/?kantor=kab-lumajang&nomor=%ff%ed%a0%80",
        "/periksa/?kantor=kab-lumajang&nomor=" + "9" * 3000,
    ],
)
def test_what_is_not_known_is_said_calmly(letter: Letter, address: str) -> None:
    reply = Client().get(address)
    assert reply.status_code == 404
    assert "Surat ini tidak dikenal" in words(reply)


def test_a_draft_and_a_letter_whose_signature_has_not_come_are_not_known(staff: dict[str, Staff]) -> None:
    letter = walking.draft(staff, walking.to_draft(staff))
    walking.approve(Client(), staff["dewi"], letter)
    signing.give_its_number(making.acting(staff["arif"]), letter.case, letter=letter, version=1)
    letter.refresh_from_db()
    assert letter.number
    assert Client().get(path_of(letter)).status_code == 404
    assert by_number(letter).status_code == 404


@pytest.mark.parametrize("way", ["code", "number"])
def test_a_file_is_compared_and_forgotten(letter: Letter, way: str) -> None:
    address = path_of(letter) if way == "code" else f"/periksa/?kantor={letter.office_id}&nomor={letter.number}"
    changed = bytearray(pdf_of(letter))
    changed[500] ^= 1
    client = Client(enforce_csrf_checks=True)
    for data, said in (
        (pdf_of(letter), "sama persis"),
        (bytes(changed), "tidak sama dengan"),
        (b"", "tidak sama dengan"),
        (b"x" * (verify.LARGEST + 1), "terlalu besar"),
    ):
        reply = client.post(address, {"berkas": SimpleUploadedFile("surat.pdf", data)})
        assert reply.status_code == 200
        assert said in words(reply)
    assert "Berkas Anda" not in words(client.post(address, {"berkas": "tanpa berkas"}))


def test_nothing_is_kept_and_nothing_is_told(letter: Letter) -> None:
    for address in ("/periksa/", path_of(letter), "/periksa/entah/"):
        reply = Client().get(address)
        page = reply.content.decode()
        assert reply["Cache-Control"] == "no-store"
        assert reply["X-Robots-Tag"] == "noindex"
        assert reply["Referrer-Policy"] == "no-referrer"
        assert not reply.cookies
        assert "<title>Layanan Warga</title>" in page
        assert "csrfmiddlewaretoken" not in page
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_it_speaks_english_when_the_address_says_so_and_the_switch_keeps_the_question(letter: Letter) -> None:
    reply = by_number(letter, bahasa="en")
    assert "This letter is registered and stands" in words(reply)
    assert '<input type="hidden" name="bahasa" value="en">' in reply.content.decode()
    indonesian = by_number(letter).content.decode()
    switch = re.search(r'href="([^"]*bahasa=en[^"]*)"', indonesian)
    assert switch
    assert "This letter is registered" in words(Client().get(unescape(switch[1])))


def test_only_reading_and_comparing_are_answered() -> None:
    assert Client().put("/periksa/").status_code == 405
    assert Client().head("/periksa/").status_code == 200


def test_a_wrong_code_and_every_number_take_a_moment(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "PATIENCE_SECONDS", 0.3)

    def seconds(address: str) -> float:
        began = time.monotonic()
        Client().get(address)
        return time.monotonic() - began

    assert seconds("/periksa/entah/") >= 0.3
    assert seconds("/periksa/?kantor=kab-lumajang&nomor=1/2/3") >= 0.3
    assert seconds(f"/periksa/?kantor=kab-lumajang&nomor={letter.number}") >= 0.3


def test_who_asks_without_end_holds_four_places_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The waiting itself is tried; the database of a test is one thread's alone."""
    monkeypatch.setattr(verify, "PATIENCE_SECONDS", 0.5)

    def ask(_number: int) -> tuple[bool, float]:
        began = time.monotonic()
        with verify.patience() as seated:
            pass
        return seated, time.monotonic() - began

    with ThreadPoolExecutor(max_workers=16) as pool:
        answers = list(pool.map(ask, range(16)))
    assert sum(seated for seated, _ in answers) == verify.WAITING_ROOM
    assert max(lasted for seated, lasted in answers if not seated) < 0.4, "the others are sent away at once"
    with verify.patience() as seated:
        assert seated, "and the places are free again"


def test_where_all_places_are_taken_nothing_is_looked_up(letter: Letter) -> None:
    """Were a known number answered all the same, a refusal would be an answer too."""
    taken = [verify._places.acquire(blocking=False) for _ in range(verify.WAITING_ROOM)]
    assert all(taken)
    try:
        reply = by_number(letter)
        assert reply.status_code == 429
        assert reply["Retry-After"] == "2"
        assert "Sedang banyak yang memeriksa" in words(reply)
        assert "terdaftar dan berlaku" in words(Client().get(path_of(letter))), (
            "the code of a letter is always answered"
        )
    finally:
        for _ in taken:
            verify._places.release()
