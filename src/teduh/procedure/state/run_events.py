# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each event of a run changes. Every function takes the run, the event, its number and the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from teduh.procedure import flow
from teduh.procedure.events import (
    BrokenOff,
    Ended,
    EntryMade,
    Event,
    Extended,
    Finished,
    NotNeeded,
    Paused,
    RequirementInvalid,
    RequirementMet,
    RequirementsComplete,
    RequirementWaived,
    Resumed,
    Started,
)
from teduh.procedure.flow import Facts
from teduh.procedure.standard.model import ENDS, Effect, Outcome
from teduh.procedure.state.settling import count_requirements, settle
from teduh.procedure.state.values import WAITING_FOR_APPLICANT, End, RunState, Status, StepState


def started(run: RunState, event: Started, number: int, facts: Facts) -> RunState:
    now = run.steps.get(event.step)
    if now is None or now.started_at is not None or now.outcome:
        return run
    steps = {**run.steps, event.step: _begin(now, event.at)}
    # A step that is open stays open by being started: only one begun out of turn changes where the line stands.
    return (
        replace(run, steps=steps) if now.status is Status.OPEN else settle(replace(run, steps=steps), facts, event.at)
    )


def _begin(now: StepState, at: datetime) -> StepState:
    return replace(now, started_at=at, first_started_at=now.first_started_at or at)


def finished(run: RunState, event: Finished, number: int, facts: Facts) -> RunState:
    """A result. It may open steps, send back (point 11), or end the run (point 8)."""
    now = run.steps.get(event.step)
    if now is None or now.outcome:
        return run
    index = run.plan.number[event.step]
    outcome = run.plan.outcomes[index].get(event.outcome)
    if outcome is None:
        return run
    if outcome.effect in (Effect.RETURN, Effect.REPEAT):
        return _send_back(run, event, index, outcome, facts)
    done = replace(
        now,
        outcome=outcome.key,
        not_needed=outcome.key == flow.NOT_NEEDED.key and run.procedure.steps[index].judged,
        started_at=now.started_at or event.at,
        first_started_at=now.first_started_at or event.at,
        finished_at=event.at,
        returned=False,
        products=event.products,
        services=event.services,
        criteria=event.criteria,
        event=number,
    )
    held = {key: waits for key, waits in run.held.items() if key != index} if index in run.held else run.held
    end = End(outcome.effect, event.at, event.step) if outcome.effect in ENDS else run.end
    run = settle(replace(run, steps={**run.steps, event.step: done}, held=held, end=end), facts, event.at)
    step = run.procedure.steps[index]
    return count_requirements(run, facts, event.at) if step.forms or step.obtains else run


def _send_back(run: RunState, event: Finished, index: int, outcome: Outcome, facts: Facts) -> RunState:
    """Point 11. The papers of the earlier round stay as versions; begun work elsewhere is not touched."""
    lost = flow.returned(run.plan, index, outcome)
    steps = dict(run.steps)
    for losing in lost:
        key = run.plan.keys[losing]
        now = steps[key]
        if now.outcome or losing == index:
            first = (now.first_started_at or event.at) if losing == index else now.first_started_at
            steps[key] = replace(
                now,
                outcome="",
                not_needed=False,
                started_at=None,
                first_started_at=first,
                finished_at=None,
                round=now.round + 1,
                returned=True,
                event=0,
            )
    return settle(replace(run, steps=steps, held=flow.hold(run.held, lost)), facts, event.at)


def not_needed(run: RunState, event: NotNeeded, number: int, facts: Facts) -> RunState:
    done = Finished(at=event.at, run=event.run, by=event.by, step=event.step, outcome=flow.NOT_NEEDED.key)
    return finished(run, done, number, facts)


def entry_made(run: RunState, event: EntryMade, number: int, facts: Facts) -> RunState:
    """Point 13: the first entry starts the step; successors wait for its finish."""
    now = run.steps.get(event.step)
    if now is None or now.outcome:
        return run
    begun = now if now.started_at else _begin(now, event.at)
    return replace(run, steps={**run.steps, event.step: replace(begun, entries=(*now.entries, event.at))})


def broken_off(run: RunState, event: BrokenOff, number: int, facts: Facts) -> RunState:
    """Begun work is given up (point 8): the step stands as if it had not been started."""
    now = run.steps.get(event.step)
    if now is None or now.outcome or now.started_at is None:
        return run
    steps = {**run.steps, event.step: replace(now, started_at=None)}
    return settle(replace(run, steps=steps), facts, event.at)


def requirement(run: RunState, event: Event, number: int, facts: Facts) -> RunState:
    """A requirement is met, waived or found invalid. An invalid one pauses; it never restarts a clock (point 19)."""
    assert isinstance(event, RequirementMet | RequirementWaived | RequirementInvalid)
    marks = {**run.marks, event.requirement: (_MARKS[type(event)], event.at)}
    invalid = any(said == "invalid" for said, _ in marks.values())
    pauses = run.pauses
    if invalid and run.complete_at and not any(reason == WAITING_FOR_APPLICANT and not to for reason, _, to in pauses):
        pauses = (*pauses, (WAITING_FOR_APPLICANT, event.at, None))
    elif not invalid and any(said == "invalid" for said, _ in run.marks.values()):
        pauses = _ended_pauses(pauses, event.at, reason=WAITING_FOR_APPLICANT)
    return count_requirements(replace(run, marks=marks, pauses=pauses), facts, event.at)


_MARKS: dict[type[Event], str] = {RequirementMet: "met", RequirementWaived: "waived", RequirementInvalid: "invalid"}


def requirements_complete(run: RunState, event: RequirementsComplete, number: int, facts: Facts) -> RunState:
    return run if run.complete_at else replace(run, complete_at=event.at)


def paused(run: RunState, event: Paused, number: int, facts: Facts) -> RunState:
    if any(reason == event.reason and to is None for reason, _, to in run.pauses):
        return run
    return replace(run, pauses=(*run.pauses, (event.reason, event.at, None)))


def resumed(run: RunState, event: Resumed, number: int, facts: Facts) -> RunState:
    return replace(run, pauses=_ended_pauses(run.pauses, event.at))


def _ended_pauses(
    pauses: tuple[tuple[str, datetime, datetime | None], ...],
    at: datetime,
    *,
    reason: str = "",
) -> tuple[tuple[str, datetime, datetime | None], ...]:
    return tuple(
        (why, since, max(at, since)) if until is None and (not reason or why == reason) else (why, since, until)
        for why, since, until in pauses
    )


def extended(run: RunState, event: Extended, number: int, facts: Facts) -> RunState:
    times = (*run.extensions.get(event.promise, ()), event.at)
    return replace(run, extensions={**run.extensions, event.promise: times})


def ended(run: RunState, event: Ended, number: int, facts: Facts) -> RunState:
    """Point 10: the early end."""
    return settle(replace(run, end=End(event.effect, event.at, early=True)), facts, event.at)
