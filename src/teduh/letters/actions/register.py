# SPDX-License-Identifier: AGPL-3.0-or-later
"""The incoming register (buku agenda surat masuk), and who opened or took away a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from teduh.accounts.access import may
from teduh.accounts.models import Office
from teduh.cases.models import Case
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.journal.models import Entry
from teduh.journal.subjects import OfficeSubject
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.actions.numbering import locked_series, refusal
from teduh.letters.models import Book, Incoming, Nature
from teduh.vault import envelopes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A letter that came in, as its envelope and head say."""

    sender: str
    subject: str
    received_at: datetime
    letter_number: str = ""
    letter_date: date | None = None
    nature: str = Nature.ORDINARY


@action("letter.received", may=may("letter.register"))
def record_incoming(actor: Actor, office: OfficeSubject, *, arrived: Arrived, case: Case | None = None) -> Incoming:
    """Give an incoming letter the next agenda number of this year's book."""
    if not arrived.sender.strip() or not arrived.subject.strip():
        raise Refused(refusal("Tulis pengirim dan hal surat.", "Give the letter's sender and subject."))
    return enter(actor, office, arrived, case)


@action("letter.received", may=may("case.open"))
def record_reported(actor: Actor, office: OfficeSubject, *, arrived: Arrived, case: Case | None) -> Incoming:
    """The same for a report that came in writing, entered by whoever settles it."""
    return enter(actor, office, arrived, case)


def enter(actor: Actor, office: OfficeSubject, arrived: Arrived, case: Case | None) -> Incoming:
    place = Office.objects.get(pk=office.office_code)
    if case is not None and case.office_id != place.pk:
        raise Refused(refusal("Kasus itu tidak ditemukan.", "No such case."))
    zone = ZoneInfo(place.zone)
    today = actor.at.astimezone(zone).date()
    if arrived.received_at > actor.at:
        raise Refused(refusal("Waktu terima belum tiba.", "The time of receipt has not come yet."))
    if arrived.letter_date and arrived.letter_date > today:
        raise Refused(refusal("Tanggal surat belum tiba.", "The letter's date has not come yet."))
    # The book of the year in which it is entered: last year's is closed, whenever the letter came.
    series = locked_series(place, Book.INCOMING, year=today.year)
    series.last += 1
    series.save(update_fields=["last"])
    row = Incoming(
        id=uuid4(),
        envelope=envelopes.of_office(place.pk),
        office=place,
        year=series.year,
        serial=series.last,
        received_at=arrived.received_at,
        recorded_at=actor.at,
        recorded_by_id=actor.id,
        letter_date=arrived.letter_date,
        nature=arrived.nature if arrived.nature in Nature.values else Nature.ORDINARY,
        case=case,
    )
    row.sender, row.subject, row.letter_number = arrived.sender, arrived.subject, arrived.letter_number
    row.save(force_insert=True)
    record(data={"agenda": row.number, "case": str(case.pk) if case else None})
    return row


@action("register.opened", may=may("letter.register"))
def open_register(actor: Actor, office: OfficeSubject, *, book: str, year: int) -> None:
    """Record that sealed lines of a register were opened to read."""
    record(data={"book": book, "year": year})


@action("register.exported", may=may("letter.register"))
def export_register(actor: Actor, office: OfficeSubject, *, book: str, year: int, rows: int) -> None:
    """Record that a register was taken away as a file."""
    record(data={"book": book, "year": year, "rows": rows})


def note_opening(actor: Actor, office: OfficeSubject, *, book: str, year: int) -> None:
    """The same as `open_register` once for a reader, book, year and hour."""
    lately = Entry.objects.filter(
        chain=office.chain, code="register.opened", actor=actor.reference, at__gt=actor.at - timedelta(hours=1)
    )
    if not any((entry.data.get("book"), entry.data.get("year")) == (book, year) for entry in lately):
        open_register(actor, office, book=book, year=year)
