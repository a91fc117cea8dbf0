# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a case stands: the fold of its journal, and its clocks read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from teduh.accounts.models import Office
from teduh.accounts.queries import calendar_of
from teduh.cases.models import Case, Run
from teduh.journal.queries import events_of
from teduh.procedure import clocks, state
from teduh.procedure.clocks import OfficeTime
from teduh.procedure.state import Clock, Ground, State


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


def grounds_of(case: Case) -> Mapping[int, Ground]:
    """What each run of the case follows: its pinned standard and procedure."""
    grounds: dict[int, Ground] = {}
    for run in Run.objects.filter(case=case).select_related("version"):
        grounds[run.number] = ground_of(run)
    return grounds


def ground_of(run: Run) -> Ground:
    standard = run.version.standard
    procedure = standard.procedure(run.procedure)
    if procedure is None:
        raise LookupError(f"{run.version} has no procedure {run.procedure!r}")
    return standard, procedure


def state_of(case: Case) -> State:
    """The state folded from the journal alone."""
    return state.fold(grounds_of(case), events_of(case))


def progress_of(case: Case, *, at: datetime) -> Progress:
    folded = state_of(case)
    time = office_time(case.office)
    return Progress(folded, clocks.read(folded, at=at, time=time), at, time)
