# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cached reading of a case for lists: written in the same transaction as the events it follows from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from teduh.cases.actions.team import Call, Taking, call_team
from teduh.cases.models import Case, CaseStatus, OpenStep, Run, StepHolder
from teduh.cases.queries.progress import office_time, state_of
from teduh.cases.queries.visibility import open_steps_of
from teduh.journal.guard import Statement
from teduh.journal.prepared import adapted, change, deletion, execute_later, insertion
from teduh.procedure import clocks, legal
from teduh.procedure.limits import Unit
from teduh.procedure.standard import slugs
from teduh.procedure.standard.model import MomentKind, Risk, Standard, Step
from teduh.procedure.state import Clock, ClockStatus, RunState, State, StepState
from teduh.standards.models import StandardVersion

# What nobody has judged yet may be grave: it stands directly after high.
NO_RISK = 1
RISK_ORDER = {Risk.HIGH.value: 0, Risk.MEDIUM.value: 2, Risk.LOW.value: 3}
# Steps of outside parties are recorded by the case's team (point 16 of the format): these take them to their desk.
RECORDERS = ("intake_officer", "case_manager", "social_worker")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open step as the cache should hold it."""

    run: RunState
    step: Step
    now: StepState
    clock: Clock | None

    @property
    def key(self) -> tuple[int, str]:
        return self.run.number, self.step.key

    @property
    def roles(self) -> tuple[str, ...]:
        return roles_of(self.step)

    @property
    def call(self) -> Call:
        return Call(
            roles=self.roles,
            beside=tuple(party.role for party in self.step.together if party.role),
            outside=all(party.outside for party in self.step.actors),
            assigned=self.now.assigned_to,
        )

    @property
    def waiting_for(self) -> str:
        """Whom or what the step waits for outside the office: the reason of a pause, else the parties who act."""
        paused = [reason for reason, _, until in self.run.pauses if until is None]
        if paused:
            return slugs.words(paused[-1])
        outside = [party.name for party in self.step.actors if party.outside]
        return ", ".join(outside)[:200] if len(outside) == len(self.step.actors) else ""


def roles_of(step: Step) -> tuple[str, ...]:
    """The shared roles that may take a step."""
    return tuple(dict.fromkeys(party.role for party in step.actors if party.role)) or RECORDERS


def waiting_steps(state: State, read: Iterable[Clock]) -> list[Waiting]:
    """Every open step of the case, each with the clock that presses on it."""
    running = [clock for clock in read if clock.running and clock.due_at and clock.status is not ClockStatus.VOID]
    found: list[Waiting] = []
    for run in state.runs.values():
        if run.end is not None:
            continue
        open_now = set(run.open)
        found += [
            Waiting(run, step, run.steps[step.key], pressing_clock(run, step, running))
            for step in run.procedure.steps
            if step.key in open_now
        ]
    return found


def pressing_clock(run: RunState, step: Step, running: list[Clock]) -> Clock | None:
    """The clock that ends at this step; else the earliest that does not end at another step open now; else what the law
    asks of the office; else none."""
    own = [clock for clock in running if clock.run == run.number]
    for clock in own:
        if ends_at(clock) == step.key and not clock.legal:
            return clock
    elsewhere = set(run.open) - {step.key}
    free = [clock for clock in own if not clock.legal and ends_at(clock) not in elsewhere]
    return clocks.next_due(free) or clocks.next_due(clock for clock in running if legal.of_the_office(clock.key))


def ends_at(clock: Clock) -> str:
    promise = clock.promise
    ends = promise and promise.until.kind in (MomentKind.STARTED, MomentKind.FINISHED)
    return promise.until.step if promise and ends else ""


def clock_data(clock: Clock | None) -> dict[str, Any]:
    """What a list needs of a clock; coded and public words only."""
    if clock is None:
        return {}
    limit = clock.promise.limit if clock.promise else None
    return {
        "key": clock.key,
        "name": clock.name,
        "text": clock.text,
        "legal": clock.legal,
        "limit": limit.text if limit else "",
        "in_days": bool(limit and limit.unit is Unit.WORKING_DAYS),
        "started": clock.started_at.isoformat() if clock.started_at else "",
        "due": clock.due_at.isoformat() if clock.due_at else "",
        "paused": clock.status is ClockStatus.PAUSED,
        "provisional": clock.provisional,
    }


CACHED = (
    "risk",
    "risk_order",
    "kinds",
    "end",
    "ended_at",
    "closed_at",
    "status",
    "next_due_at",
    "duties",
    "duty_due_at",
)


def project(case: Case, state: State, *, at: datetime, taking: Taking | None = None) -> None:
    """Bring the case's cached columns, its open steps and its team in line with the state; `taking` is who goes on to
    stay in the team, because they took a step by it."""
    read = clocks.read(state, at=at, time=office_time(case.office))
    waiting = waiting_steps(state, read)
    reading = reading_of(state, read)
    writes = call_team(case, [item.call for item in waiting], at=at, taking=taking)
    if any(getattr(case, name) != value for name, value in reading.items()):
        for name, value in reading.items():
            setattr(case, name, value)
        writes.append(change(case, *CACHED))
    write_versions(case, state)
    write_open_steps(case, waiting, writes)


def reading_of(state: State, read: Iterable[Clock]) -> dict[str, Any]:
    """The cached columns of a case, by name."""
    risk = state.risk.value if state.risk else ""
    main = state.runs[min(state.runs)]
    read = tuple(read)
    duties = [clock for clock in read if clock.running and clock.legal and clock.due_at]
    return {
        "risk": risk,
        "risk_order": RISK_ORDER.get(risk, NO_RISK),
        "kinds": sorted(state.facts.get("kind", ())),
        "end": main.end.effect.value if main.end else "",
        "ended_at": main.end.at if main.end else None,
        "closed_at": state.closed_at,
        "status": status_of(state),
        "next_due_at": min((clock.due_at for clock in read if clock.running and clock.due_at), default=None),
        "duties": [clock_data(clock) for clock in duties],
        "duty_due_at": min((clock.due_at for clock in duties if clock.due_at), default=None),
    }


def differences(case: Case) -> list[str]:
    """Where the cache differs from a fold of the journal, in words; nothing where all is well."""
    state = state_of(case)
    read = clocks.read(state, at=timezone.now(), time=office_time(case.office))
    found = [
        f"{name} is {getattr(case, name)!r}, folds to {value!r}"
        for name, value in reading_of(state, read).items()
        if getattr(case, name) != value
    ]
    found += [
        f"run {row.number} is on version {row.version.version}, folds to {standard.version}"
        for row, standard in moved_versions(case, state)
    ]
    rows = {(row.run, row.key): row for row in open_steps_of(case.pk)}
    waiting = {item.key: columns(case, item) for item in waiting_steps(state, read)}
    found += [f"step {key} is cached and not open" for key in rows.keys() - waiting.keys()]
    found += [f"step {key} is open and not cached" for key in waiting.keys() - rows.keys()]
    for key in rows.keys() & waiting.keys():
        found += [
            f"step {key}: {name} differs"
            for name, value in waiting[key].items()
            if name != "clock" and getattr(rows[key], name) != value
        ]
    return sorted(found)


def moved_versions(case: Case, state: State) -> list[tuple[Run, Standard]]:
    """Rows of runs that were moved to a newer version and do not say so (point 30), each with what its run follows."""
    standing = {number: run.standard for number, run in state.runs.items() if run.earlier}
    rows = Run.objects.filter(case=case, number__in=standing).select_related("version") if standing else ()
    return [(row, standing[row.number]) for row in rows if row.version.version != standing[row.number].version]


def write_versions(case: Case, state: State) -> None:
    for row, standard in moved_versions(case, state):
        row.version = StandardVersion.objects.get(code=standard.code, version=standard.version)
        row.save(update_fields=["version"])


def status_of(state: State) -> str:
    if state.closed_at is not None:
        return CaseStatus.CLOSED
    return CaseStatus.ENDED if all(run.end for run in state.runs.values()) else CaseStatus.RUNNING


def write_open_steps(case: Case, waiting: list[Waiting], writes: list[Statement]) -> None:
    """Rows that stay are changed where they differ, rows that are gone go, new ones come; `writes` go with them."""
    rows = {(row.run, row.key): row for row in open_steps_of(case.pk)}
    gone = [row.pk for key, row in rows.items() if key not in {item.key for item in waiting}]
    writes = [*writes, *[statement for pk in gone for statement in (_holders_of(pk), _the_step(pk))]]
    fresh: list[OpenStep] = []
    for item in waiting:
        values = columns(case, item)
        row = rows.get(item.key)
        if row is None:
            row = OpenStep(case=case, office_id=case.office_id, run=item.run.number, key=item.step.key, **values)
            fresh.append(row)
        elif any(getattr(row, name) != value for name, value in values.items()):
            moved = (row.assigned_to, row.roles) != (item.now.assigned_to, list(item.roles))
            for name, value in values.items():
                setattr(row, name, value)
            writes.append(change(row, *values))
            if moved:
                writes += [_holders_of(row.pk), *holders_at(row)]
    if fresh:
        writes += [insertion(fresh), *[holder for row in fresh for holder in holders_at(row)]]
    execute_later(*writes)


@deletion
def _the_step(pk: int) -> QuerySet[OpenStep]:
    return OpenStep.objects.filter(pk=pk)


@deletion
def _holders_of(step: int) -> QuerySet[StepHolder]:
    return StepHolder.objects.filter(step=step)


def columns(case: Case, item: Waiting) -> dict[str, Any]:
    return {
        "name": item.step.name,
        "activity": item.step.activity.value,
        "roles": list(item.roles),
        "opened_at": item.now.opened_at or item.run.opened_at,
        "started_at": item.now.started_at,
        "returned": item.now.returned,
        "assigned_to": item.now.assigned_to,
        "waiting_for": item.waiting_for,
        "risk_order": case.risk_order,
        "due_at": item.clock.due_at if item.clock else None,
        "clock": clock_data(item.clock),
    }


def holders_at(row: OpenStep) -> list[Statement]:
    """Who may take this step: a row a role, which finds the step by its name, for a new one's key is not known yet."""
    return [Statement(HOLD, [role, adapted(row.case_id), row.run, row.key]) for role in row.roles]


HOLD = """INSERT INTO cases_stepholder (step_id, case_id, office_id, role, assigned_to)
SELECT id, case_id, office_id, %s, assigned_to FROM cases_openstep WHERE case_id = %s AND run = %s AND key = %s"""
