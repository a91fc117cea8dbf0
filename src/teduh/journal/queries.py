# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the journal. Who may read which chain is the caller's question: these take a chain, not a person."""

from __future__ import annotations

import json
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
    written = [from_data(event) for text in event_texts(subject.chain) for event in json.loads(text)]
    return (*written, *door.pending_events(subject.chain))


@held
def event_texts(chain: str) -> QuerySet[Entry, str]:
    rows = Entry.objects.filter(chain=chain).exclude(events_text="[]").order_by("sequence")
    return rows.values_list("events_text", flat=True)
