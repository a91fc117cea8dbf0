# SPDX-License-Identifier: AGPL-3.0-or-later
"""A read that was refused: somebody guessed the address of what is not theirs to see."""

from __future__ import annotations

from teduh.journal import door
from teduh.journal.actor import Actor
from teduh.journal.codes import REFUSED
from teduh.journal.models import Entry
from teduh.journal.subjects import Subject
from teduh.procedure.problems import Message, Refusal


def note(actor: Actor, subject: Subject, rule: str) -> None:
    """Write in the subject's chain that this actor was refused by this rule; once an hour, so that nobody floods it.

    The page answers as if there were nothing there; this is where it is seen.
    """
    hour = actor.at.replace(minute=0, second=0, microsecond=0)
    known = Entry.objects.filter(
        chain=subject.chain, code=f"journal.read{REFUSED}", actor=actor.reference, at__gte=hour
    )
    if known.exists():
        return
    try:
        _read(actor, subject, rule=rule)
    except door.Refused:
        return


def _never(actor: Actor, subject: Subject, *, rule: str) -> Refusal:
    return Refusal(rule, Message("Alamat ini bukan milik Anda.", "This address is not yours."))


@door.action("journal.read", may=_never)
def _read(actor: Actor, subject: Subject, *, rule: str) -> None:
    """Always refused: the refusal is what is recorded."""
