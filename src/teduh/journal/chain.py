# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries hung one on another: the bytes that are hashed, and the writing of new links."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils import timezone

from teduh.journal.actor import Actor
from teduh.journal.guard import Statement
from teduh.journal.models import Entry, Head
from teduh.journal.prepared import change, execute, insertion, rows_of
from teduh.journal.subjects import Subject, envelope_id_of
from teduh.procedure.events import Event, to_data

FORM = "teduh-journal-1"  # stands first in what is hashed, so that a later form can never be taken for this one


@dataclass(slots=True)
class Draft:
    """An entry before it has its place. `cause` is the draft of the action that called this one."""

    code: str
    actor: Actor
    subject: Subject
    cause: Draft | None = None
    events: list[Event] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] = field(default_factory=dict)
    sequence: int = 0

    @property
    def reference(self) -> str:
        """The place that the entry got."""
        return f"{self.subject.chain}#{self.sequence}"


def canonical(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, ASCII alone, so that no database alters it (NUL included)."""
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    """A moment as it is hashed, whatever zone or database it comes from."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of(entry: Entry) -> str:
    """SHA-256 over everything that the entry says, the sealed payload as ciphertext: no key is needed to check it."""
    payload = entry.__dict__["payload"]
    said = canonical(
        [
            FORM,
            entry.chain,
            entry.sequence,
            entry.code,
            entry.actor,
            entry.actor_office,
            entry.roles,
            entry.office,
            moment(entry.at),
            moment(entry.recorded_at),
            entry.cause,
            entry.data_text,
            entry.events_text,
            None if entry.envelope_id is None else str(entry.envelope_id),
            None if payload is None else hashlib.sha256(payload).hexdigest(),
            entry.previous,
        ]
    )
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def append(drafts: Sequence[Draft]) -> list[Entry]:
    """Give the drafts their places and write them, with three statements for a chain that stands.

    Call it in a transaction: the heads stay locked until its end, so no two writers get one place.
    Written as SQL, for composing it afresh each time took the ORM longer than all the rest of the door.
    """
    heads = _locked_heads(sorted({draft.subject.chain for draft in drafts}))
    entries = [_hang(draft, heads[draft.subject.chain]) for draft in drafts]
    execute(insertion(entries), *[change(head, "sequence", "digest") for head in heads.values()])
    return entries


MAKE_HEAD = "INSERT INTO journal_head (chain, sequence, digest) VALUES (%s, 0, '') ON CONFLICT (chain) DO NOTHING"


def _locked_heads(chains: list[str]) -> dict[str, Head]:
    # In the order of their names, so that two writers of the same chains never wait for each other crosswise.
    places = ", ".join(["%s"] * len(chains))
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    query = f"SELECT chain, sequence, digest FROM journal_head WHERE chain IN ({places}) ORDER BY chain{lock}"  # noqa: S608 -- places only
    heads = {row[0]: Head(*row) for row in rows_of(Statement(query, chains))}
    absent = [Statement(MAKE_HEAD, [chain]) for chain in chains if chain not in heads]
    if absent:
        execute(*absent)
        heads = {row[0]: Head(*row) for row in rows_of(Statement(query, chains))}
    return heads


def _hang(draft: Draft, head: Head) -> Entry:
    draft.sequence = head.sequence + 1
    entry = Entry(
        envelope_id=envelope_id_of(draft.subject) if draft.payload else None,
        chain=head.chain,
        sequence=draft.sequence,
        code=draft.code,
        actor=draft.actor.reference,
        actor_office=draft.actor.office,
        roles=" ".join(sorted(draft.actor.roles)),
        office=draft.subject.office_code,
        at=draft.actor.at,
        recorded_at=timezone.now(),
        cause=draft.cause.reference if draft.cause else "",
        data_text=canonical(draft.data),
        events_text=canonical([to_data(event) for event in draft.events]),
        previous=head.digest,
    )
    entry.payload = draft.payload or None
    entry.digest = digest_of(entry)
    head.sequence, head.digest = entry.sequence, entry.digest
    return entry
