# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed with ink: printed with number and code, scanned, and taken in by whom it may be; never called certified."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.cases.actions.file import add_colleague
from teduh.journal.queries import entries_of
from teduh.letters import seals
from teduh.letters.models import Letter, LetterState, Number
from teduh.letters.render import picture_as_pdf
from tests import people
from tests.cases import making
from tests.letters import scans, walking

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


@pytest.fixture
def letter(client: Client, staff: dict[str, Staff]) -> Letter:
    """The recommendation, initialled by dewi; it waits for arif's signature. Putri, of the team, is signed in."""
    letter = walking.draft(staff, walking.to_draft(staff))
    assert walking.approve(client, staff["dewi"], letter).status_code == 302
    add_colleague(making.acting(staff["dewi"]), letter.case, staff=staff["putri"], role="intake_officer")
    people.sign_in(client, staff["putri"])
    return letter


def print_it(client: Client, letter: Letter, who: Staff, **changes: Any) -> Any:
    return client.post(walking.address(letter, "ink_print"), {"version": 1, "signatory": who.pk, **changes})


def code_of(letter: Letter) -> str:
    letter.refresh_from_db()
    return str(letter.token.open())[-6:]


def upload(client: Client, letter: Letter, who: Staff, *, data: bytes = scans.PDF, **changes: Any) -> Any:
    sent = {
        "version": 1,
        "signatory": who.pk,
        "signed_at": making.moment(timezone.now()),
        "code": code_of(letter),
        "scan": SimpleUploadedFile("pindaian.pdf", data, "application/pdf"),
        "seen": "on",
        **changes,
    }
    return client.post(walking.address(letter, "ink"), sent)


def test_printed_signed_scanned_and_recorded_for_the_signatory(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    assert "Cetak untuk tanda tangan basah" in client.get(walking.address(letter)).content.decode()
    assert print_it(client, letter, staff["arif"]).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.signer) == (LetterState.SIGNING, "wet")
    data = letter.papers.get().fields.open()["data"]
    assert data["letter"]["number"] == letter.number
    assert data["letter"]["qr"]
    assert "elektronik" not in data["letter"]["footer"]
    assert data["signatory"]["name"] == "Arif Khayal"
    reply = upload(client, letter, staff["arif"], code=code_of(letter).upper())
    assert reply.status_code == 302, reply.content.decode()
    letter.refresh_from_db()
    assert (letter.state, letter.signer, letter.certified) == (LetterState.SIGNED, "wet", False)
    assert (letter.signed_by, letter.recorded_by) == (staff["arif"], staff["putri"])
    pdf = letter.papers.get().pdf.open()
    assert pdf == scans.PDF
    assert seals.fingerprint(pdf) == letter.fingerprint
    assert making.open_keys(letter.case) == ["layanan-pendampingan"], "the procedure's step is done with it"
    entries = {entry.code: entry for entry in entries_of(letter.case)}
    assert entries["letter.inked"].actor == f"staff:{staff['putri'].pk}"
    assert entries["letter.inked"].data["signed_by"] == staff["arif"].pk
    assert entries["case.step.recorded"].data["staff"] == staff["arif"].pk
    page = client.get(walking.address(letter)).content.decode()
    assert "tanda tangan basah" in page
    assert "diunggah Putri Rekaan" in page
    checked = client.get(reverse("portal:verify", args=[letter.token.open()])).content.decode()
    assert letter.number in checked


def test_the_signatory_records_their_own(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    people.sign_in(client, staff["arif"])
    assert print_it(client, letter, staff["arif"]).status_code == 302
    assert upload(client, letter, staff["arif"]).status_code == 302
    assert making.open_keys(letter.case) == ["layanan-pendampingan"]
    codes = [entry.code for entry in entries_of(letter.case)]
    assert "case.step.recorded" not in codes


def scanned(letter: Letter, folder: Path, *, how: str = "pdf", dots: int = 150) -> bytes:
    """The print as an office's machine gives it back: grey, 150 dots an inch, a little askew."""
    (folder / "cetakan.pdf").write_bytes(letter.papers.get().pdf.open())
    asked = ["pdftoppm", "-gray", "-jpeg", "-jpegopt", "quality=40", "-r", str(dots), "-singlefile"]
    subprocess.run([*asked, "cetakan.pdf", "cetakan"], cwd=folder, check=True)
    jpeg = (folder / "cetakan.jpg").read_bytes()
    if how == "jpg":
        return jpeg
    source = b'#set page(paper: "a4", margin: 0pt)\n#rotate(1.5deg, image("cetakan.jpg", width: 100%))'
    (folder / "askew.typ").write_bytes(source)
    made = typst.compile(str(folder / "askew.typ"), root=str(folder), format="pdf")
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize(("how", "dots"), [("pdf", 150), ("pdf", 300), ("jpg", 200)])
def test_the_code_on_the_scan_is_read(
    client: Client, staff: dict[str, Staff], letter: Letter, tmp_path: Path, how: str, dots: int
) -> None:
    print_it(client, letter, staff["arif"])
    data = scanned(letter, tmp_path, how=how, dots=dots)
    reply = upload(client, letter, staff["arif"], data=data, code="")
    assert reply.status_code == 302, reply.content.decode()
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNED
    assert next(one for one in entries_of(letter.case) if one.code == "letter.inked").data["matched"] == "qr"


def test_the_scan_of_another_letter_is_refused_whatever_was_typed(
    client: Client, staff: dict[str, Staff], letter: Letter, tmp_path: Path
) -> None:
    other = walking.draft(staff, walking.to_draft(staff))
    assert walking.approve(client, staff["dewi"], other).status_code == 302
    people.sign_in(client, staff["arif"])
    for one in (letter, other):
        assert print_it(client, one, staff["arif"]).status_code == 302
    reply = upload(client, letter, staff["arif"], data=scanned(other, tmp_path))
    assert reply.status_code == 409
    assert "kode surat lain" in reply.content.decode()
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNING


def test_the_print_leaves_room_for_the_pen_and_claims_no_electronic_signature(
    client: Client, staff: dict[str, Staff], letter: Letter, tmp_path: Path
) -> None:
    print_it(client, letter, staff["arif"])
    (tmp_path / "a.pdf").write_bytes(letter.papers.get().pdf.open())
    said = subprocess.run(["pdftotext", "a.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "secara elektronik" not in said
    assert "Periksa:" in said


def test_a_photo_becomes_a_page(client: Client, staff: dict[str, Staff], letter: Letter, tmp_path: Path) -> None:
    print_it(client, letter, staff["arif"])
    assert upload(client, letter, staff["arif"], data=scans.PNG).status_code == 302
    pdf = letter.papers.get().pdf.open()
    assert pdf.startswith(b"%PDF-")
    kept = tmp_path / "pindaian.pdf"
    kept.write_bytes(pdf)
    told = subprocess.run(["pdfinfo", str(kept)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in told
    assert "A4" in told


def test_a_photo_taken_sideways_stands_upright(tmp_path: Path) -> None:
    (tmp_path / "wide.pdf").write_bytes(picture_as_pdf(scans.png(80, 60), title="Surat", at=timezone.now()))
    subprocess.run(["pdftoppm", "-jpeg", "-r", "30", "-singlefile", "wide.pdf", "wide"], cwd=tmp_path, check=True)
    jpeg = (tmp_path / "wide.jpg").read_bytes()
    notes = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    turned = jpeg[:2] + b"\xff\xe1" + (len(notes) + 2).to_bytes(2, "big") + notes + jpeg[2:]
    straight, upright = (picture_as_pdf(one, title="Surat", at=timezone.now()) for one in (jpeg, turned))
    assert seals.scan_problem(turned) is None
    assert straight != upright


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"code": "salah1"}, 409, "bukan kode surat ini"),
        ({"code": ""}, 409, "tidak terbaca"),
        ({"seen": ""}, 422, "Periksa dulu"),
        ({"signed_at": "2099-01-01T08:00"}, 409, "belum tiba"),
        ({"signed_at": "2026-01-01T08:00"}, 409, "belum menunggu tanda tangan"),
        ({"signatory": ""}, 422, "Pilih satu."),
        ({"scan": ""}, 422, "Pilih berkasnya."),
        ({"data": scans.ACTIVE_PDF}, 422, "isi aktif"),
        ({"data": b"bukan pdf"}, 422, "PDF, JPEG, atau PNG"),
        ({"data": scans.PDF[: len(scans.PDF) // 2]}, 422, "rusak atau terpotong"),
        ({"version": 7}, 409, "sudah diganti sejak Anda membukanya"),
    ],
)
def test_what_does_not_fit_is_refused(
    client: Client, staff: dict[str, Staff], letter: Letter, changes: dict[str, Any], status: int, words: str
) -> None:
    print_it(client, letter, staff["arif"])
    reply = upload(client, letter, staff["arif"], **changes)
    assert reply.status_code == status
    assert words in reply.content.decode()
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNING


def test_nothing_is_taken_in_that_was_not_printed_for_ink(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    assert upload(client, letter, staff["arif"], code="x").status_code == 409
    reply = print_it(client, letter, staff["dewi"])
    assert reply.status_code == 422, "dewi does not sign this letter"
    assert not Number.objects.exists()


def test_colleagues_who_neither_sign_nor_keep_the_office_are_refused(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    people.sign_in(client, staff["sakti"])
    assert "Cetak untuk tanda tangan basah" not in client.get(walking.address(letter)).content.decode()
    reply = print_it(client, letter, staff["arif"])
    assert reply.status_code == 409
    assert "Tanda tangan basah dicatat" in reply.content.decode()
    people.sign_in(client, people.cast(people.TEBING_TINGGI)["bayu"])
    assert print_it(client, letter, staff["arif"]).status_code == 404
    assert upload(client, letter, staff["arif"], code="x").status_code == 404


def test_an_office_that_signs_electronically_after_all_keeps_the_number(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    print_it(client, letter, staff["arif"])
    letter.refresh_from_db()
    given = letter.number
    assert walking.approve(client, staff["arif"], letter).status_code == 302
    letter.refresh_from_db()
    assert (letter.number, letter.signer) == (given, "local")
    assert "elektronik" in letter.papers.get().fields.open()["data"]["letter"]["footer"]
