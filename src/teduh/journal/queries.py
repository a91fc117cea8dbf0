# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the journal. Who may read which chain is the caller's question: these take a chain, not a person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from teduh.journal import door
from teduh.journal.models import Entry
from teduh.journal.prepared import held
from teduh.journal.subjects import Subject
from teduh.procedure.events import Event, from_data


def entries_of(subject: Subject) -> QuerySet[Entry]:
    """A subject's entries, first to last."""
    return Entry.objects.filter(chain=subject.chain).order_by("sequence")


def entries_of_office(office: str, *, since: datetime, until: datetime) -> QuerySet[Entry]:
    """What was done on an office's subjects in a span of time, latest first."""
    return Entry.objects.filter(office=office, at__gte=since, at__lt=until).order_by("-at", "-id")


def events_of(subject: Subject) -> tuple[Event, ...]:
    """The procedure's events of a subject in the order of the journal, those of the actions now open included."""
    return (*events_in(event_rows(subject.chain, 0)), *door.pending_events(subject.chain))


@held
def event_rows(chain: str, since: int) -> QuerySet[Entry, tuple[int, str, str]]:
    """Sequence, digest and events of the chain's entries that carry some, from that sequence on."""
    rows = Entry.objects.filter(chain=chain, sequence__gte=since).exclude(events_text="[]").order_by("sequence")
    return rows.values_list("sequence", "digest", "events_text")


def events_in(rows: Iterable[tuple[int, str, str]]) -> list[Event]:
    return [from_data(event) for _sequence, _digest, text in rows for event in json.loads(text)]
