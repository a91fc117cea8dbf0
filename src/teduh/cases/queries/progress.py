# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a case stands: the fold of its journal, and its clocks read at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from teduh.accounts.models import Office
from teduh.accounts.queries import calendar_of
from teduh.cases.models import Case, Run
from teduh.journal.prepared import held
from teduh.journal.queries import events_of
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


def state_of(case: Case) -> State:
    """The state folded from the journal and the published standards alone."""
    events = events_of(case)
    return state.fold(standards_of(case, events), events)


def progress_of(case: Case, *, at: datetime) -> Progress:
    folded = state_of(case)
    time = office_time(case.office)
    return Progress(folded, clocks.read(folded, at=at, time=time), at, time)
