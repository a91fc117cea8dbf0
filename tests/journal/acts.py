# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small actions to try the door with, on messages and offices, and the actors who take them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from teduh.channels.models import Message
from teduh.journal import codes
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, attach, record
from teduh.journal.subjects import OfficeSubject
from teduh.procedure.events import Event
from teduh.procedure.problems import Message as Sentence
from teduh.procedure.problems import Refusal
from teduh.vault import envelopes

AT = datetime(2026, 11, 24, 3, 16, tzinfo=UTC)
SAMPANG = "kab-sampang"
LUMAJANG = "kab-lumajang"
RATNA = Actor("staff", 12, SAMPANG, frozenset({"case_manager", "intake_officer"}), AT, "Ratna Uji")
STRANGER = Actor("staff", 99, LUMAJANG, frozenset({"case_manager"}), AT, "Asing Uji")

NOT_YOURS = Refusal("test:own_office", Sentence("Bukan milik kantor Anda.", "Not your office's."))
TWICE = Refusal("test:twice", Sentence("Sudah dilakukan.", "Done already."))

codes.register(
    {
        "test.written": Sentence("Pesan ditulis", "A message was written"),
        "test.retitled": Sentence("Judul diganti", "The title was changed"),
        "test.noted": Sentence("Dicatat", "Noted"),
        "test.crossed": Sentence("Dua pesan sekaligus", "Two messages at once"),
        "test.pair": Sentence("Dua langkah sekaligus", "Two steps at once"),
    }
)


def own_office(actor: Actor, subject: Message | OfficeSubject, **details: object) -> Refusal | None:
    return None if actor.office == subject.office_code else NOT_YOURS


@action("test.written", may=own_office)
def write(actor: Actor, office: OfficeSubject, *, title: str = "Judul", body: str = "Isi") -> Message:
    """A new subject: its first entry stands in its own chain."""
    key = uuid4()
    message = Message(
        id=key,
        envelope=envelopes.create(office.office_code, "case"),
        office_code=office.office_code,
        chain=f"case:{key}",
        kind="email",
        created_at=actor.at,
        title=title,
        body=body,
    )
    message.save(force_insert=True)
    attach(message)
    record(payload={"title": title}, data={"kind": "email"})
    return message


@action("test.retitled", may=own_office)
def retitle(actor: Actor, message: Message, *, title: str, unless: str = "") -> None:
    if message.title.open() == unless:
        raise Refused(TWICE)
    message.title = title
    message.save()
    record(payload={"title": title})


@action("test.noted", may=own_office)
def note(actor: Actor, subject: Message | OfficeSubject, *, events: tuple[Event, ...] = (), fail: bool = False) -> None:
    record(events=events)
    if fail:
        raise Refused(TWICE)


@action("test.pair", may=own_office)
def retitle_and_note(
    actor: Actor,
    message: Message,
    *,
    title: str,
    by: Actor | None = None,
    before: tuple[Event, ...] = (),
    inside: tuple[Event, ...] = (),
    after: tuple[Event, ...] = (),
    fail: bool = False,
    swallow: bool = False,
) -> None:
    """One action that calls another, in every manner that the tests need."""
    message.title = title
    message.save()
    record(events=before)
    try:
        note(by or actor, message, events=inside, fail=fail)
    except Refused:
        if not swallow:
            raise
    record(events=after)


@action("test.crossed", may=own_office)
def retitle_both(
    actor: Actor, message: Message, *, other: Message, title: str, between: Callable[[], None] = lambda: None
) -> None:
    """Two messages, each locked in its turn; `between` is called while only the first one is."""
    message.title = title
    message.save()
    between()
    retitle(actor, other, title=title)
