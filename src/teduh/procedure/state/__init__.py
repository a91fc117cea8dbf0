# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a case stands: a fold over its events. Pure: the same standard and events give the same state.

    state = fold({1: (standard, procedure)}, events)
    state = advance(state, event)

The fold never raises and never judges: `decide` says what may happen, the fold says what follows from what did. An
event that names a run or step which the standard does not have changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from teduh.procedure import flow
from teduh.procedure.events import (
    Assigned,
    BrokenOff,
    Closed,
    Corrected,
    Ended,
    EntryMade,
    Event,
    Extended,
    FactKnown,
    Finished,
    Moved,
    NotNeeded,
    Opened,
    Paused,
    Reopened,
    RequirementInvalid,
    RequirementMet,
    RequirementsComplete,
    RequirementWaived,
    Resumed,
    RiskSet,
    Started,
)
from teduh.procedure.flow import Facts
from teduh.procedure.standard.model import Activity, Standard, Step
from teduh.procedure.state import case_events, moving, run_events
from teduh.procedure.state.values import (
    WAITING_FOR_APPLICANT,
    WRITTEN_CHANNELS,
    Clock,
    ClockStatus,
    End,
    Ground,
    Left,
    Resolver,
    RunState,
    Standards,
    State,
    Status,
    StepState,
)

__all__ = [
    "WAITING_FOR_APPLICANT",
    "WRITTEN_CHANNELS",
    "Clock",
    "ClockStatus",
    "End",
    "Ground",
    "Left",
    "Resolver",
    "RunState",
    "Standards",
    "State",
    "Status",
    "StepState",
    "advance",
    "begin",
    "by_number",
    "consent_said",
    "fold",
]


def nothing_published(code: str, version: int) -> Standard | None:
    return None


def by_number(
    grounds: Mapping[int, Ground], published: Callable[[str, int], Standard | None] = nothing_published
) -> Resolver:
    """What each run follows, where the runs are known; a run that a service started follows the first's standard.

    `grounds` are what the runs began with; `published` finds the publication that an event names.
    """

    def resolve(event: Opened | Moved) -> Ground | None:
        if isinstance(event, Opened) and event.run in grounds:
            return grounds[event.run]
        if not grounds:
            return None
        standard = published(event.standard, event.version) if event.standard else grounds[min(grounds)][0]
        if standard is None:
            return None
        procedure = standard.procedure(event.procedure)
        return (standard, procedure) if procedure else None

    return resolve


def begin(standards: Standards) -> State:
    """A case to which nothing has happened yet."""
    return State(standards=standards if callable(standards) else by_number(standards))


def fold(standards: Standards, events: Iterable[Event]) -> State:
    """Where the case stands after these events, in the order of the journal.

    `standards` maps a run's number to its standard and procedure, or finds them from the run's `Opened`.
    """
    return reduce(advance, events, begin(standards))


def advance(state: State, event: Event) -> State:
    """The state after one more event."""
    events = (*state.events, event)
    if isinstance(event, Corrected):
        return _without(state, events, event.number)
    after = _apply(state, event, len(events))
    return replace(after, events=events)


def _without(state: State, events: tuple[Event, ...], number: int) -> State:
    """Point 29: the event is withdrawn, and with it whatever followed from it alone. The journal keeps both.

    Folding again without it *is* the withdrawal: steps that had opened because of it are computed anew, and unstarted
    ones close. The opening of the first run cannot be withdrawn.
    """
    if not 1 < number <= len(state.events) or isinstance(state.events[number - 1], Corrected):
        return replace(state, events=events)
    withdrawn = state.withdrawn | {number}
    after = State(standards=_resolved(state))
    for place, event in enumerate(events, start=1):
        if place not in withdrawn and not isinstance(event, Corrected):
            after = _apply(after, event, place)
    return replace(after, standards=state.standards, events=events, withdrawn=withdrawn)


def _resolved(state: State) -> Resolver:
    """The runs' standards as they were found the first time; only what is not known yet is looked up again."""

    def resolve(event: Opened | Moved) -> Ground | None:
        run = state.runs.get(event.run)
        followed = (*(left.run for left in run.earlier), run) if run else ()
        for one in followed:
            if isinstance(event, Opened) or (one.standard.code, one.standard.version) == (
                event.standard,
                event.version,
            ):
                return one.standard, one.procedure
        return state.standards(event)

    return resolve


def _apply(state: State, event: Event, number: int) -> State:
    if isinstance(event, Opened):
        return case_events.opened(state, event)
    on_case = _ON_CASE.get(type(event))
    if on_case is not None:
        return on_case(state, event)
    run = state.runs.get(event.run)
    on_run = _ON_RUN.get(type(event))
    if run is None or on_run is None or run.over:
        return state
    after = on_run(run, event, number, state.facts)
    runs = {**state.runs, event.run: after}
    if isinstance(event, Finished) and (given := _consent(after, event, state.facts)):
        return case_events.know(replace(state, runs=runs), "consent", (given,), event.at)
    return replace(state, runs=runs)


def _consent(run: RunState, event: Finished, facts: Facts) -> str:
    step = run.procedure.step(event.step)
    if step is None or run.steps[event.step].outcome != event.outcome:
        return ""
    return consent_said(step, event.outcome, facts)


def consent_said(step: Step, outcome: str, facts: Facts) -> str:
    """What a consent step's result says: its first outcome, or one that begins with "setuju", gives consent.

    Where nobody gave it, the result says that another ground was chosen. Empty for any other step.
    """
    if step.activity is not Activity.CONSENT:
        return ""
    agreed = outcome == flow.first_outcome(step).key or outcome.startswith("setuju")
    if not agreed or outcome == flow.NOT_NEEDED.key:
        return "refused"
    return "legal_ground" if facts.get("consent_giver") == ("none",) else "given"


_ON_CASE: dict[type[Event], Callable[[State, Any], State]] = {
    FactKnown: case_events.fact_known,
    RiskSet: case_events.risk_set,
    Assigned: case_events.assigned,
    Moved: moving.moved,
    Closed: case_events.closed,
    Reopened: case_events.reopened,
}
_ON_RUN: dict[type[Event], Callable[[RunState, Any, int, Facts], RunState]] = {
    Started: run_events.started,
    Finished: run_events.finished,
    NotNeeded: run_events.not_needed,
    EntryMade: run_events.entry_made,
    BrokenOff: run_events.broken_off,
    RequirementMet: run_events.requirement,
    RequirementWaived: run_events.requirement,
    RequirementInvalid: run_events.requirement,
    RequirementsComplete: run_events.requirements_complete,
    Paused: run_events.paused,
    Resumed: run_events.resumed,
    Extended: run_events.extended,
    Ended: run_events.ended,
}
