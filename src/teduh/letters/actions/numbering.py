# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of outgoing letters: given at signing, kept for earlier paper, cancelled; never twice, and without gap.

A series counts within an office, a year and a classification. Its row is locked until the change is committed, so
that a number which is not used after all (a power cut, a fault) is the next one to be given.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from teduh.accounts.access import may
from teduh.accounts.models import Office
from teduh.cases.models import Case
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.journal.subjects import OfficeSubject
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.kinds import Kind
from teduh.letters.models import Book, Letter, Number, NumberState, Series
from teduh.letters.numbers import LONGEST_CLASSIFICATION, STANDARD, code_problem, number_text
from teduh.letters.queries.registers import classification_of, settings_of
from teduh.procedure.problems import Message, Refusal
from teduh.vault import envelopes

MOST_RESERVED = 20  # at a time: more than that is a register kept elsewhere
DAY = timedelta(days=1)


def give_number(
    actor: Actor, case: Case, *, letter: Letter, kind: Kind, dated: date, reserved: UUID | None = None
) -> Number:
    """The letter's number, within the caller's action: its own where it has one, else a reserved one, else the next.

    A reserved number bears the day that it was reserved for. Any other bears the day of signing, and never an earlier
    one than the number before it.
    """
    known = Number.objects.filter(letter=letter).first()
    if known is not None:
        return known
    rules = settings_of(case.office)
    classification = classification_of(rules, kind)
    if reserved is not None:
        row = reserved_row(case.office, reserved)
        if row.series.classification != classification:
            raise Refused(
                refusal(
                    f"Nomor itu dicadangkan untuk klasifikasi {row.series.classification}, surat ini {classification}.",
                    f"That number is kept for classification {row.series.classification}, this letter's is "
                    f"{classification}.",
                )
            )
        row.given_at, row.given_by_id = actor.at, actor.id
    else:
        series = locked_series(case.office, Book.OUTGOING, year=dated.year, classification=classification)
        row = next_row(actor, series, dated=day_in_order(series, dated))
    row.letter = letter
    row.state = NumberState.GIVEN
    row.text = number_text(
        rules.template or STANDARD,
        serial=row.serial,
        classification=row.series.classification,
        short=kind.short,
        code=rules.code,
        dated=row.dated,
    )
    if Number.objects.filter(office=case.office, text=row.text).exists():
        raise Refused(
            refusal(
                f"Nomor {row.text} sudah dipakai surat lain. Perbaiki pola nomor di layar Kelola.",
                f"The number {row.text} is another letter's. Mend the number template under Administration.",
            )
        )
    row.save()
    return row


def day_in_order(series: Series, dated: date) -> date:
    """The day of the next number. Of two who sign about midnight, the second in line may carry the earlier day: it
    takes the other's. A day further off is a clock that stood wrong once, which stops nobody."""
    last = Number.objects.filter(series=series).order_by("-dated").values_list("dated", flat=True).first()
    return last if last is not None and dated < last <= dated + DAY else dated


@action("number.reserved", may=may("letter.register"))
def reserve_numbers(
    actor: Actor, office: OfficeSubject, *, classification: str, dated: date, count: int, reason: str
) -> list[Number]:
    """Keep the next numbers for paper that will bear that day, with the reason (ink on paper that is brought later)."""
    if not reason.strip():
        raise Refused(refusal("Tulis alasannya.", "Give the reason."))
    if not 1 <= count <= MOST_RESERVED:
        raise Refused(refusal(f"Cadangkan 1 sampai {MOST_RESERVED} nomor.", f"Reserve 1 to {MOST_RESERVED} numbers."))
    place = Office.objects.get(pk=office.office_code)
    if dated > actor.at.astimezone(ZoneInfo(place.zone)).date():
        raise Refused(refusal("Hari itu belum tiba.", "That day has not come yet."))
    if not classification or code_problem(classification, longest=LONGEST_CLASSIFICATION):
        raise Refused(refusal("Tulis kode klasifikasi, misalnya 400.2.4.", "Give an archive code, such as 400.2.4."))
    series = locked_series(place, Book.OUTGOING, year=dated.year, classification=classification)
    rows = [next_row(actor, series, dated=dated) for _ in range(count)]
    for row in rows:
        row.state = NumberState.RESERVED
        row.reason = reason
        row.save()
    record(data={"serials": [row.serial for row in rows], "series": series.pk}, payload={"reason": reason})
    return rows


@action("number.cancelled", may=may("letter.register"))
def cancel_number(actor: Actor, office: OfficeSubject, *, number: UUID, reason: str) -> Number:
    """A reserved number that nobody will use. It stays in the register, and is never given again."""
    if not reason.strip():
        raise Refused(refusal("Tulis alasannya.", "Give the reason."))
    row = reserved_row(Office.objects.get(pk=office.office_code), number)
    row.state = NumberState.CANCELLED
    row.reason = reason
    row.save()
    record(data={"serial": row.serial, "series": row.series_id}, payload={"reason": reason})
    return row


def refusal(said_id: str, said_en: str) -> Refusal:
    return Refusal("number", Message(said_id, said_en))


def locked_series(office: Office, book: Book, *, year: int, classification: str = "") -> Series:
    """The row that counts, locked to the end of the transaction."""
    row = {"office": office, "book": book, "year": year, "classification": classification}
    Series.objects.bulk_create([Series(**row)], ignore_conflicts=True)
    return Series.objects.select_for_update().get(**row)


def next_row(actor: Actor, series: Series, *, dated: date) -> Number:
    """A new row, not saved yet: the next of its series."""
    series.last += 1
    series.save(update_fields=["last"])
    return Number(
        id=uuid4(),
        envelope=envelopes.of_office(series.office_id),
        series=series,
        office_id=series.office_id,
        serial=series.last,
        state=NumberState.GIVEN,
        dated=dated,
        given_at=actor.at,
        given_by_id=actor.id,
    )


def reserved_row(office: Office, number: UUID) -> Number:
    row = (
        Number.objects.select_for_update(of=("self",))
        .select_related("series", "envelope")
        .filter(pk=number, office=office, state=NumberState.RESERVED)
        .first()
    )
    if row is None:
        raise Refused(refusal("Nomor itu tidak dicadangkan lagi.", "That number is no longer reserved."))
    return row
