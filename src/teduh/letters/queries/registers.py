# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two registers of an office (buku agenda): what went out, what came in; and how the office numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from teduh.accounts.models import Office
from teduh.cases.models import Case
from teduh.cases.queries.visibility import number_parts, visible_to
from teduh.cases.queries.walls import open_to
from teduh.journal.actor import Actor
from teduh.letters.asking import kind_of
from teduh.letters.emblem import Emblem
from teduh.letters.kinds import Kind
from teduh.letters.models import (
    Arms,
    CopyState,
    FullCopy,
    Incoming,
    LetterSettings,
    LetterState,
    Nature,
    Number,
    NumberState,
)
from teduh.lib.codelists import label
from teduh.vault import envelopes

PER_PAGE = 50
# A year's book of a busy office is far below; a search that opens sealed rows never opens more.
MOST_OPENED = 5000
# For whom a letter names its clients in full, by its code alone.
FULL = FullCopy.objects.filter(state=CopyState.STANDING).only("letter", "entitled", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for in a register. `month` 0 is the whole year."""

    year: int
    month: int = 0
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """An incoming letter, opened."""

    row: Incoming
    sender: str
    subject: str
    letter_number: str


def settings_of(office: Office) -> LetterSettings:
    """How the office numbers; as most do, where it has not said."""
    return LetterSettings.objects.select_related("arms").filter(office=office).first() or LetterSettings(office=office)


def classification_of(rules: LetterSettings, kind: Kind) -> str:
    return str(rules.classifications.get(kind.key) or kind.classification)


def outgoing(actor: Actor, wanted: Wanted) -> QuerySet[Number]:
    """The numbers of the actor's office in that year, the newest first. Nothing of a letter's content is fetched."""
    rows = Number.objects.filter(open_to(actor, "letter__case"), office=actor.office, series__year=wanted.year)
    if wanted.month:
        rows = rows.filter(dated__month=wanted.month)
    if wanted.kind:
        rows = rows.filter(letter__kind=wanted.kind)
    if wanted.text:
        rows = rows.filter(_outgoing_match(wanted.text))
    return (
        rows.select_related("series", "letter__case", "letter__signed_by", "given_by", "envelope")
        .defer("letter__token", "letter__revoked_why")
        .prefetch_related(Prefetch("letter__full_copies", FULL, to_attr="full"))
        .order_by("-given_at", "-serial", "-pk")
    )


def _outgoing_match(text: str) -> Q:
    found = Q(text__icontains=text) | Q(letter__title__icontains=text) | Q(series__classification=text)
    parts = number_parts(text)
    if parts:
        found |= Q(letter__case__serial=parts[0], letter__case__year=parts[1])
    if text.isdecimal() and len(text) < 8:
        found |= Q(serial=int(text))
    return found


def state_words(number: Number) -> tuple[str, str]:
    """(kind of badge, code) of what became of a number: a cancelled one stays in the book."""
    if number.state == NumberState.RESERVED:
        return "wait", "reserved"
    if number.state == NumberState.CANCELLED:
        return "bad", "cancelled"
    letter = number.letter
    if letter is None or letter.state == LetterState.SIGNED:
        return "ok", "signed"
    return {
        LetterState.REVOKED: ("bad", "revoked"),
        LetterState.SUPERSEDED: ("", "superseded"),
        LetterState.DROPPED: ("bad", "dropped"),
    }.get(LetterState(letter.state), ("wait", "signing"))


def full_copy_words(number: Number) -> str:
    """Which of those entitled the letter names its clients to in full; empty where it shows initials."""
    rows: list[FullCopy] = getattr(number.letter, "full", [])
    return label("entitled_recipients", rows[0].entitled) if rows else ""


def reserved_for(office: Office, kind: Kind) -> list[Number]:
    """The reserved numbers that a letter of that kind may take, the oldest day first."""
    rows = Number.objects.filter(
        office=office, state=NumberState.RESERVED, series__classification=classification_of(settings_of(office), kind)
    )
    return list(rows.select_related("series").order_by("dated", "serial"))


def reserved_number(actor: Actor, number: UUID) -> Number | None:
    """A number that the actor's office keeps, or None: used, cancelled and absent look alike."""
    rows = Number.objects.filter(pk=number, office=actor.office, state=NumberState.RESERVED)
    return rows.select_related("series").first()


def incoming(actor: Actor, wanted: Wanted) -> QuerySet[Incoming]:
    """The letters that came to the actor's office in that year, the newest first, still sealed."""
    rows = Incoming.objects.filter(open_to(actor), office=actor.office, year=wanted.year)
    if wanted.month:
        rows = rows.filter(received_at__month=wanted.month)
    if wanted.kind:
        rows = rows.filter(nature=wanted.kind)
    return rows.select_related("case", "recorded_by", "envelope").order_by("-serial")


def incoming_found(actor: Actor, wanted: Wanted) -> list[Incoming]:
    """The same by words: agenda number and case number are in clear; sender, subject and the letter's own number are
    opened one by one, of this office and year only."""
    parts, needle = number_parts(wanted.text), wanted.text.casefold()
    found = []
    for one in opened(incoming(actor, wanted)[:MOST_OPENED]):
        row, case = one.row, one.row.case
        numbers = {(row.serial, row.year), *([(case.serial, case.year)] if case else [])}
        said = (one.sender, one.subject, one.letter_number)
        if parts in numbers or needle == str(row.serial) or any(needle in words.casefold() for words in said):
            found.append(row)
    return found


def opened(rows: Iterable[Incoming]) -> list[Received]:
    """Sender, subject and number in clear."""
    rows = list(rows)
    envelopes.warm({row.envelope_id for row in rows})
    return [Received(row, row.sender.open(), row.subject.open(), row.letter_number.open()) for row in rows]


def seen_cases(actor: Actor, case_ids: Iterable[UUID | None]) -> frozenset[UUID]:
    """Which of these cases the actor sees: only they are linked."""
    wanted = {one for one in case_ids if one}
    return frozenset(visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else frozenset()


def case_numbered(actor: Actor, number: str) -> Case | None:
    """A case of the actor's office by its number, seen or not: the register of letters is the secretariat's, and its
    number is all that they learn of it."""
    parts = number_parts(number)
    if not parts:
        return None
    return Case.objects.filter(open_to(actor, "pk"), office=actor.office, serial=parts[0], year=parts[1]).first()


def known_of(case: Case, product: str) -> dict[str, str]:
    """What a paper asks of the letter that the case came of: its agenda number, when it came, its own number and day.

    Not its sender: a disposition sheet names nobody.
    """
    asked = {question.code for question in kind.questions} if (kind := kind_of(product)) else set()
    if "agenda_number" not in asked:
        return {}
    row = case.incoming.select_related("envelope").order_by("recorded_at", "serial").first()
    if row is None:
        return {}
    received = row.received_at.astimezone(ZoneInfo(case.office.zone)).date()
    known = {
        "agenda_number": row.number,
        "received_on": received.isoformat(),
        "letter_number": row.letter_number.open(),
        "letter_date": row.letter_date.isoformat() if row.letter_date else "",
        "nature": "" if row.nature == Nature.ORDINARY else row.nature,
    }
    return {code: answer for code, answer in known.items() if answer and code in asked}


def logo_of(office: Office) -> dict[str, str] | None:
    """The office's arms as a letter's data name them, by their fingerprint; None where it has none."""
    row = settings_of(office)
    return {"arms": row.arms.fingerprint} if row.arms else None


def picture_of(arms: str) -> dict[str, str]:
    """The arms of that fingerprint as the layouts of letters take them."""
    row = Arms.objects.get(pk=arms)
    return Emblem(bytes(row.content), row.media_type).logo


def years_of(actor: Actor, *, today: date) -> list[int]:
    """The years that have a book, and this one."""
    kept = {*Number.objects.filter(office=actor.office).values_list("series__year", flat=True).distinct().order_by()}
    kept |= {*Incoming.objects.filter(office=actor.office).values_list("year", flat=True).distinct().order_by()}
    return sorted(kept | {today.year}, reverse=True)
