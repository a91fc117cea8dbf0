# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a case stands: the fold of its journal, and its clocks read at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from teduh.accounts.models import Office
from teduh.accounts.queries import calendar_of
from teduh.cases.models import Case, Run
from teduh.journal.door import pending_events
from teduh.journal.prepared import Asked, held
from teduh.journal.queries import event_rows, events_in
from teduh.procedure import clocks, state
from teduh.procedure.clocks import OfficeTime
from teduh.procedure.events import Event, Moved
from teduh.procedure.state import Clock, Resolver, State
from teduh.standards.queries import publication, published


@dataclass(frozen=True, slots=True)
class Progress:
    """A case's state and its clocks at one moment."""

    state: State
    clocks: tuple[Clock, ...]
    at: datetime
    time: OfficeTime


def office_time(office: Office) -> OfficeTime:
    calendar, at_once = calendar_of(office.code)
    return OfficeTime(
        calendar=calendar,
        at_once=at_once,
        warn_days=timedelta(days=office.warn_days),
        warn_hours=timedelta(minutes=office.warn_minutes),
    )


def standards_of(case: Case, events: Iterable[Event]) -> Resolver:
    """What each run of the case follows: the publication that it began under, and those that it was moved to.

    A run's row holds the version that stands now; the journal says which one a moved run began under (point 30).
    """
    began: dict[int, Moved] = {}
    for event in events:
        if isinstance(event, Moved):
            began.setdefault(event.run, event)
    grounds = {}
    for number, named, code, version, digest in runs_of(case.pk):
        moved = began.get(number)
        standard = published(moved.standard, moved.before) if moved else publication(code, version, digest)
        procedure = standard.procedure(named) if standard else None
        if standard is None or procedure is None:
            raise LookupError(f"{code} version {version} has no procedure {named!r}")
        grounds[number] = standard, procedure
    return state.by_number(grounds, published)


@held
def runs_of(case: UUID) -> QuerySet[Run, tuple[int, str, str, int, str]]:
    rows = Run.objects.filter(case=case)
    return rows.values_list("number", "procedure", "version__code", "version__version", "version__digest")


@dataclass(frozen=True, slots=True)
class Folded:
    """The state after all events up to an entry. The entry's digest stands for every entry before it."""

    sequence: int
    digest: str
    state: State


_folded: dict[str, Folded] = {}
KEPT_STATES = 256


def state_of(case: Case) -> State:
    """The state folded from the journal and the published standards alone.

    What was folded before is kept in this process, and only later entries are read. The entry up to which it goes is
    read again each time, and holds only if its digest is the same: so another process's entries come after it, and one
    that was undone, or another chain of the same name, is never taken for what stands.
    """
    known = _folded.get(case.chain)
    rows = event_rows(case.chain, known.sequence if known else 0)
    if known and (not rows or rows[0][:2] != (known.sequence, known.digest)):
        known, rows = None, event_rows(case.chain, 0)
    later = rows[1:] if known else rows
    before, events, pending = known.state.events if known else (), events_in(later), pending_events(case.chain)
    standards = standards_of(case, (*before, *events, *pending))
    begun = replace(known.state, standards=standards) if known else state.begin(standards)
    folded = reduce(state.advance, events, begun)
    if later:
        if len(_folded) >= KEPT_STATES:
            _folded.clear()
        sequence, digest, _events = later[-1]
        _folded[case.chain] = Folded(sequence, digest, folded)
    return reduce(state.advance, pending, folded)


def asked_for_state(case: Case) -> tuple[Asked[Any], ...]:
    """What `state_of` reads."""
    known = _folded.get(case.chain)
    return event_rows.asked(case.chain, known.sequence if known else 0), runs_of.asked(case.pk)


def progress_of(case: Case, *, at: datetime) -> Progress:
    folded = state_of(case)
    time = office_time(case.office)
    return Progress(folded, clocks.read(folded, at=at, time=time), at, time)
