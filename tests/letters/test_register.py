# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registers of an office as its secretariat keeps them: searched, printed, taken away, and never telling a name."""

from __future__ import annotations

import html
import re
import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts import actions
from teduh.accounts.models import Staff
from teduh.cases.models import Case
from teduh.journal.queries import entries_of
from teduh.journal.subjects import OfficeSubject
from teduh.letters.actions import numbering, signing
from teduh.letters.actions.making import make_letter
from teduh.letters.actions.register import Arrived, record_incoming
from teduh.letters.models import Incoming, Letter
from teduh.letters.queries.registers import known_of
from tests import people
from tests.cases import making
from tests.letters.specimens import answered

pytestmark = pytest.mark.django_db

OUT, IN = "/surat/agenda/keluar/", "/surat/agenda/masuk/"
LUMAJANG = OfficeSubject(people.LUMAJANG)


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


def said(reply: Any) -> str:
    """The words of a page, as they are read."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split()))


def numbered(staff: dict[str, Staff], kind: str = "undangan-klarifikasi", case: Case | None = None) -> Letter:
    case = case or making.opened(staff, people.LUMAJANG)
    letter = make_letter(
        making.acting(staff["putri"]), case, run=1, step="terima-laporan", product=kind, answers=answered(kind)
    )
    signing.give_its_number(making.acting(staff["dewi"]), case, letter=letter, version=1)
    letter.refresh_from_db()
    return letter


def came_in(staff: dict[str, Staff], **changes: Any) -> Incoming:
    actor = making.acting(staff["putri"])
    letter = {"sender": "Polres Lumajang", "subject": "Permintaan pendampingan", "letter_number": "B/12/XI/2026"}
    case = changes.pop("case", None)
    arrived = Arrived(**{**letter, "received_at": actor.at, **changes})
    return record_incoming(actor, LUMAJANG, arrived=arrived, case=case)


def cells(workbook: bytes) -> str:
    """All that stands in a spreadsheet, as XML."""
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/"))


# Outgoing


def test_the_outgoing_book_tells_number_kind_and_case_but_no_name(client: Client, staff: dict[str, Staff]) -> None:
    letter = numbered(staff)
    people.sign_in(client, staff["putri"])
    text = said(client.get(OUT))
    assert letter.number in text
    assert "Undangan Klarifikasi" in text
    assert letter.case.number in text
    assert "Menunggu tanda tangan" in text
    assert "Kartika" not in text
    assert "Fiktif" not in text.replace("Hasan Fiktif", "")
    assert f'href="/surat/{letter.pk}/"' in client.get(OUT).content.decode()


def test_a_letter_is_linked_only_for_who_sees_its_case(client: Client, staff: dict[str, Staff]) -> None:
    letter = numbered(staff)
    outsider = staff["laras"]
    actions.give_role(people.system(), outsider, role="secretariat", valid_from=date(2026, 1, 1))
    people.sign_in(client, outsider)
    reply = client.get(OUT)
    assert letter.number in said(reply)
    assert letter.case.number in said(reply)
    assert f'href="/surat/{letter.pk}/"' not in reply.content.decode()
    assert client.get(f"/surat/{letter.pk}/").status_code == 404


def test_the_book_is_searched_by_number_kind_case_and_month(client: Client, staff: dict[str, Staff]) -> None:
    one, other = numbered(staff), numbered(staff, "nota-dinas")
    people.sign_in(client, staff["putri"])

    def found(**asked: Any) -> list[str]:
        return [line["text"] for line in client.post(OUT, asked).context["lines"]]

    assert found() == [other.number, one.number]
    assert found(text=one.number) == [one.number]
    assert found(text="nota") == [other.number]
    assert found(text=one.case.number) == [one.number]
    assert found(kind="undangan-klarifikasi") == [one.number]
    month = timezone.localdate().month
    assert found(month=str(month)) == [other.number, one.number]
    assert found(month=str(month % 12 + 1)) == []
    assert found(year="2025") == []
    assert "Tidak ada yang cocok" in said(client.post(OUT, {"text": "xyz"}))
    assert found(year="-1", month="13", kind="<script>") == [other.number, one.number]


def test_reserved_and_cancelled_numbers_are_shown_as_such(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["putri"])
    asked = {"classification": "400.2", "dated": timezone.localdate().isoformat(), "count": "2", "reason": "Luring"}
    assert client.post(f"{OUT}cadangkan/", asked).status_code == 302
    text = said(client.get(OUT))
    assert text.count("Dicadangkan") >= 2
    number = client.get(OUT).context["lines"][0]["number"]
    assert client.post(f"{OUT}{number.pk}/batal/", {"reason": ""}).status_code == 422
    assert client.post(f"{OUT}{number.pk}/batal/", {"reason": "Tidak jadi"}).status_code == 302
    text = said(client.get(OUT))
    assert "Batal Tidak jadi" in text
    assert client.get(f"{OUT}{number.pk}/batal/").status_code == 404
    wrong = client.post(f"{OUT}cadangkan/", {**asked, "dated": "2099-01-01"})
    assert wrong.status_code == 422
    assert "belum tiba" in said(wrong)


def test_a_long_book_has_pages_and_prints_whole_the_oldest_first(client: Client, staff: dict[str, Staff]) -> None:
    actor = making.acting(staff["putri"])
    today = timezone.localdate()
    for _ in range(3):
        numbering.reserve_numbers(actor, LUMAJANG, classification="400.2", dated=today, count=20, reason="Luring")
    people.sign_in(client, staff["putri"])
    assert len(client.get(OUT).context["lines"]) == 50
    assert len(client.get(OUT, {"page": "2"}).context["lines"]) == 10
    whole = client.post(OUT, {"do": "print"})
    assert [line["number"].serial for line in whole.context["lines"]] == list(range(1, 61))
    assert "PEMERINTAH KABUPATEN LUMAJANG" in said(whole).upper()


def test_the_book_goes_away_as_a_spreadsheet_that_holds_no_formula(client: Client, staff: dict[str, Staff]) -> None:
    actor = making.acting(staff["putri"])
    evil = '=HYPERLINK("http://jahat.invalid","klik")'
    numbering.reserve_numbers(actor, LUMAJANG, classification="400.2", dated=timezone.localdate(), count=1, reason=evil)
    came_in(staff, sender=evil, subject="+1+1")
    people.sign_in(client, staff["putri"])
    for address, name in ((OUT, "agenda-keluar-kab-lumajang-"), (IN, "agenda-masuk-kab-lumajang-")):
        reply = client.post(address, {"do": "xlsx"})
        assert name in reply["Content-Disposition"]
        inside = cells(reply.content)
        assert "HYPERLINK" in inside
        assert "<f>" not in inside
        assert "Target=" not in inside or "jahat" not in inside.split("Target=")[1]
    exported = entries_of(LUMAJANG).filter(code="register.exported")
    assert {(entry.data["book"], entry.data["rows"]) for entry in exported} == {("outgoing", 1), ("incoming", 1)}


# Incoming


def test_an_incoming_letter_gets_the_next_agenda_number(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["putri"])
    case = making.opened(staff, people.LUMAJANG)
    page = client.get(f"{IN}catat/")
    assert page.status_code == 200
    now = making.moment(timezone.now() - timedelta(minutes=5))
    letter = {"received_at": now, "sender": "Bapas Jember", "subject": "Undangan diversi", "nature": "urgent"}
    first = client.post(f"{IN}catat/", {**letter, "letter_number": "W15/7", "case": case.number})
    assert first.status_code == 302
    assert client.post(f"{IN}catat/", letter).status_code == 302
    year = timezone.localdate().year
    text = said(client.get(IN))
    assert f"0001/{year}" in text
    assert f"0002/{year}" in text
    assert "Bapas Jember" in text
    assert "Segera" in text
    row = Incoming.objects.get(serial=1)
    assert row.case == case
    assert "Bapas" not in str(Incoming.objects.filter(pk=row.pk).values())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sender": ""}, "Isi dulu"),
        ({"received_at": "2099-01-01T10:00"}, "Waktu terima belum tiba"),
        ({"letter_date": "2099-01-01"}, "Tanggal surat belum tiba"),
        ({"case": "9999/2026"}, "Kasus itu tidak ditemukan"),
        ({"nature": "x"}, "pilihan"),
    ],
)
def test_what_cannot_be_recorded_is_told_and_leaves_no_gap(
    client: Client, staff: dict[str, Staff], change: dict[str, str], words: str
) -> None:
    people.sign_in(client, staff["putri"])
    letter = {"received_at": making.moment(timezone.now()), "sender": "A", "subject": "B", "nature": "ordinary"}
    reply = client.post(f"{IN}catat/", {**letter, **change})
    assert reply.status_code == 422
    assert words in said(reply)
    assert came_in(staff).serial == 1


def test_a_search_opens_the_years_lines_of_this_office_only(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, people.LUMAJANG)
    police, court = came_in(staff, case=case), came_in(staff, sender="Pengadilan Negeri", subject="Penetapan")
    others = people.cast(people.SAMPANG)
    actor = people.acting(others["lestari"], timezone.now())
    arrived = Arrived(sender="Polres Sampang", subject="Lain", received_at=actor.at)
    record_incoming(actor, OfficeSubject(people.SAMPANG), arrived=arrived)
    people.sign_in(client, staff["putri"])

    def found(text: str, **more: str) -> list[Any]:
        return [line["row"].pk for line in client.post(IN, {"text": text, **more}).context["lines"]]

    assert found("polres") == [police.pk]
    assert found("PENETAPAN") == [court.pk]
    assert found("B/12") == [court.pk, police.pk]
    assert found(case.number) == [police.pk], "and the agenda number that reads the same"
    assert found("polres", year="2025") == []


def test_the_opening_of_a_book_is_recorded_once_for_a_reader_and_hour(client: Client, staff: dict[str, Staff]) -> None:
    came_in(staff)
    people.sign_in(client, staff["putri"])
    for address in (IN, IN, OUT):
        client.get(address)
    opened = entries_of(LUMAJANG).filter(code="register.opened")
    assert [(entry.data["book"], entry.actor) for entry in opened] == [
        ("incoming", f"staff:{staff['putri'].pk}"),
        ("outgoing", f"staff:{staff['putri'].pk}"),
    ]


def test_the_books_are_for_the_secretariat_and_the_heads(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["sakti"])
    for address in (OUT, IN, f"{IN}catat/", f"{OUT}cadangkan/"):
        assert client.get(address).status_code == 403, address
    assert "Buku agenda" not in said(client.get("/persetujuan/"))
    people.sign_in(client, staff["arif"])
    for address in (OUT, IN, f"{IN}catat/", f"{OUT}cadangkan/"):
        assert client.get(address).status_code == 200, address
    assert "Buku agenda" in said(client.get("/persetujuan/"))


def test_what_a_case_knows_of_its_letter_begins_the_disposition_sheet(staff: dict[str, Staff]) -> None:
    case = making.opened(staff, people.LUMAJANG)
    assert known_of(case, "lembar-disposisi") == {}
    row = came_in(staff, case=case, letter_date=timezone.localdate() - timedelta(days=3), nature="secret")
    known = known_of(case, "lembar-disposisi")
    assert known["agenda_number"] == row.number
    assert known["letter_number"] == "B/12/XI/2026"
    assert known["nature"] == "secret"
    assert "Polres" not in str(known), "the sheet names nobody"
    assert known_of(case, "undangan-klarifikasi") == {}
