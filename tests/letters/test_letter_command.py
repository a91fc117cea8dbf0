# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py letter`, on a letter that Pekalongan signed."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.models import Case
from teduh.journal.door import outside
from teduh.journal.models import Entry
from teduh.letters.actions.signing import revoke
from teduh.letters.models import Letter, LetterState, Paper
from teduh.letters.seals import fingerprint
from tests import people
from tests.cases.making import acting, filled, opened, staff_of, step_address, take

pytestmark = pytest.mark.django_db
OFFICE = people.PEKALONGAN
KIND = "surat-tugas"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return staff_of(OFFICE)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return opened(staff, OFFICE)


@pytest.fixture
def letter(staff: dict[str, Staff], case: Case, client: Client) -> Letter:
    """The case's Surat Tugas, signed by the head."""
    people.sign_in(client, staff["rahma"])
    for step in ("putusan-permohonan", "tanda-tangan-surat-tugas"):
        reply = take(client, case, step)
        assert reply.status_code == 302, reply.content.decode()
    return Letter.objects.get(case=case, kind=KIND, state=LetterState.SIGNED)


@pytest.fixture
def signed(letter: Letter, tmp_path: Path) -> Path:
    """Its PDF, taken out by its number."""
    out = tmp_path / "surat.pdf"
    told("export", letter.number, "--office", OFFICE, "--out", str(out))
    return out


def told(*arguments: str) -> tuple[str, str]:
    """What the command says on stdout and on stderr."""
    out, err = StringIO(), StringIO()
    call_command("letter", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*arguments: str) -> tuple[str, str]:
    """What it says on stdout, and the reason with which it ends with 1."""
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("letter", *arguments, stdout=out, stderr=StringIO())
    assert failure.value.returncode == 1
    return out.getvalue(), str(failure.value)


def test_a_draft_is_rendered_and_nothing_of_it_is_kept(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "konsep.pdf"
    _, missing = told("render", KIND, "--case", case.number, "--office", OFFICE, "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0, "nobody else of the machine reads it"
    assert "Isian “Dasar” belum diisi." in missing
    assert not Letter.objects.exists()
    assert not Paper.objects.exists()
    entry = Entry.objects.filter(code="letter.exported").get()
    assert (entry.actor, entry.data["kind"], entry.data["letter"]) == ("system", KIND, "")


def test_an_unknown_kind_case_or_folder_is_told(case: Case, tmp_path: Path) -> None:
    out = str(tmp_path / "konsep.pdf")
    assert "surat-tugas" in refused("render", "surat-cinta", "--case", case.number, "--out", out)[1]
    assert "no case 9999/2026" in refused("render", KIND, "--case", "9999/2026", "--out", out)[1]
    nowhere = str(tmp_path / "tidak-ada" / "konsep.pdf")
    assert "cannot be written" in refused("render", KIND, "--case", case.number, "--out", nowhere)[1]


def test_the_list_begins_each_line_with_the_number_and_names_nobody(letter: Letter, case: Case) -> None:
    whole, _ = told("list")
    signed, _ = told("list", "--signed", "--office", OFFICE)
    assert letter.signed_at
    line = [
        letter.number,
        letter.signed_at.astimezone(ZoneInfo("Asia/Jakarta")).date().isoformat(),
        KIND,
        "signed",
        OFFICE,
    ]
    assert signed.splitlines() == ["\t".join(line)]
    assert set(signed.splitlines()) <= set(whole.splitlines())
    assert "Kartika" not in whole
    assert told("list", "--office", people.SAMPANG)[0] == ""


def test_a_draft_stands_in_the_list_without_a_number(staff: dict[str, Staff], case: Case, client: Client) -> None:
    people.sign_in(client, staff["rahma"])
    take(client, case, "putusan-permohonan")
    where = step_address(case, "tanda-tangan-surat-tugas")
    client.post(where, filled(client.get(where)))
    assert told("list")[0].startswith("-\t")
    assert told("list", "--signed")[0] == ""


def test_the_exported_file_is_the_one_that_was_signed_and_its_opening_is_recorded(letter: Letter, signed: Path) -> None:
    assert fingerprint(signed.read_bytes()) == letter.fingerprint
    entry = Entry.objects.filter(code="letter.exported").get()
    assert (entry.actor, entry.data["letter"]) == ("system", str(letter.pk))


def test_a_number_that_two_offices_gave_asks_for_the_office(letter: Letter, tmp_path: Path) -> None:
    with outside(reason="another office counts alike"):
        twin = Letter.objects.get(pk=letter.pk)
        twin.pk, twin.mark, twin.office_id = uuid4(), b"x", people.SAMPANG
        twin.save(force_insert=True)
    out = str(tmp_path / "surat.pdf")
    assert f"{people.SAMPANG} {OFFICE}" in refused("export", letter.number, "--out", out)[1]
    told("export", letter.number, "--office", OFFICE, "--out", out)


def test_a_number_that_nobody_gave_is_told(letter: Letter, tmp_path: Path) -> None:
    assert "no signed letter 1/2/3" in refused("export", "1/2/3", "--out", str(tmp_path / "surat.pdf"))[1]


def test_a_signed_letter_that_stands_is_valid(signed: Path, letter: Letter) -> None:
    said, _ = told("verify", str(signed))
    for words in (
        "Tanda tangan: Rahma Karangan",
        "utuh: ya",
        "menyeluruh: ya",
        "dipercaya: ya",
        "tersertifikasi: tidak",
        f"{letter.number}, ",
        "berlaku",
    ):
        assert words in said


@pytest.mark.parametrize("place", [0.05, 0.1, 0.3])
def test_a_changed_byte_is_invalid(signed: Path, place: float) -> None:
    data = bytearray(signed.read_bytes())
    data[int(len(data) * place)] ^= 1
    signed.write_bytes(data)
    said, reason = refused("verify", str(signed))
    assert "tidak tercatat" in reason
    assert "utuh: ya\n  menyeluruh: ya" not in said


def test_a_byte_of_the_padding_that_no_signature_covers_is_found_by_the_register(signed: Path) -> None:
    """A PDF signature leaves out itself, and the zeros that fill up its place; other readers call such a file valid."""
    data = bytearray(signed.read_bytes())
    padding = data.rindex(b"00000000>")
    data[padding] = ord("1")
    signed.write_bytes(data)
    said, reason = refused("verify", str(signed))
    assert "utuh: ya" in said
    assert reason == "Surat ini tidak tercatat di sini."


def test_an_unsigned_pdf_is_told_as_such(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "konsep.pdf"
    told("render", KIND, "--case", case.number, "--office", OFFICE, "--out", str(out))
    assert "tidak ditandatangani secara elektronik" in refused("verify", str(out))[1]


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0 a picture", b"", b"%PDF-1.7 and no more"])
def test_a_scan_an_empty_and_a_broken_file_are_told_as_such(db: None, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "pindaian"
    file.write_bytes(data)
    assert "bukan PDF yang dapat dibaca" in refused("verify", str(file))[1]


def test_a_missing_file_is_told(db: None, tmp_path: Path) -> None:
    assert "tidak dapat dibaca" in refused("verify", str(tmp_path / "tidak-ada.pdf"))[1]
    assert "tidak dapat dibaca" in refused("verify", str(tmp_path))[1]


def test_a_revoked_letter_is_no_longer_valid(signed: Path, letter: Letter, staff: dict[str, Staff]) -> None:
    revoke(acting(staff["rahma"]), letter.case, letter=letter, reason="Salah orang.")
    said, reason = refused("verify", str(signed))
    assert "utuh: ya" in said
    assert reason == "Surat ini dicabut."
    assert told("list", "--signed")[0] == ""
    assert "dicabut" in told("export", letter.number, "--out", str(signed))[1]


def test_a_signature_of_an_unknown_authority_is_not_trusted(signed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teduh.letters.trust.anchors", tuple)
    said, reason = refused("verify", str(signed))
    assert "dipercaya: tidak" in said
    assert "tidak dikenal" in reason
