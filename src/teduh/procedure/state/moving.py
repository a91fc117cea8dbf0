# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run moved to a newer publication of its standard (point 30): what it takes along, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from teduh.procedure import flow
from teduh.procedure.events import Moved
from teduh.procedure.flow import Plan
from teduh.procedure.standard.model import Effect
from teduh.procedure.state.case_events import assign_steps, begun
from teduh.procedure.state.settling import count_requirements, settle
from teduh.procedure.state.values import Left, RunState, State, Status, StepState


def moved(state: State, event: Moved) -> State:
    """The newer procedure counts from now on. Mapped steps take along what they are; the others are begun anew.

    Requirements keep what was said of them by their key, and a file once complete stays so (point 19). Extensions were
    of the promises that are left behind.
    """
    run, ground = state.runs.get(event.run), state.standards(event)
    if run is None or run.over or ground is None:
        return state
    new = begun(run.number, ground, state.facts, state.assignments, run.opened_at)
    steps = {
        key: step if step.status is Status.DONE else StepState(key=key, status=Status.WAITING)
        for key, step in new.steps.items()
    }
    places: dict[int, int] = {}
    for old, key in event.steps:
        if old in run.steps and key in steps:
            steps[key] = _carried(run.steps[old], key, new.plan)
            places[run.plan.number[old]] = new.plan.number[key]
    held = {
        places[index]: frozenset(places[one] for one in waits if one in places) & new.plan.above[places[index]]
        for index, waits in run.held.items()
        if index in places
    }
    new = replace(
        new,
        steps=steps,
        end=None,
        held=held,
        pauses=run.pauses,
        marks=run.marks,
        complete_at=run.complete_at,
        earlier=(*run.earlier, Left(replace(run, earlier=()), dict(event.steps), event.at)),
    )
    new = settle(assign_steps(new, state.assignments), state.facts, event.at)
    return replace(state, runs={**state.runs, event.run: count_requirements(new, state.facts, event.at)})


def _carried(was: StepState, key: str, plan: Plan) -> StepState:
    """A result stands only where the newer step knows it; else the step is open anew, in a round of its own."""
    step = replace(was, key=key)
    if not was.outcome:
        return step
    if goes_on(plan, key, was.outcome):
        return replace(
            step, not_needed=was.outcome == flow.NOT_NEEDED.key and plan.procedure.steps[plan.number[key]].judged
        )
    return replace(step, outcome="", not_needed=False, started_at=None, finished_at=None, round=was.round + 1, event=0)


def goes_on(plan: Plan, key: str, outcome: str) -> bool:
    """Whether a step has an outcome of that name after which the line goes on: a move neither ends nor returns."""
    found = plan.outcomes[plan.number[key]].get(outcome)
    return found is not None and found.effect is Effect.PROCEED


@dataclass(frozen=True, slots=True)
class Reading:
    """A publication that the run has left, as it would stand today: a mapped step stands as what it became."""

    left: Left
    run: RunState
    now: Mapping[str, str]  # its steps, and which of the present steps each is


def readings(run: RunState) -> tuple[Reading, ...]:
    """Every publication that the run has left, the first first."""
    found: list[Reading] = []
    later, now = run, {key: key for key in run.steps}
    for left in reversed(run.earlier):
        now = {old: now[new] for old, new in left.steps.items() if old in left.run.steps and new in now}
        steps = {
            key: replace(later.steps[left.steps[key]], key=key) if left.steps.get(key) in later.steps else step
            for key, step in left.run.steps.items()
        }
        later = replace(left.run, steps=steps, end=later.end, pauses=later.pauses, complete_at=later.complete_at)
        found.append(Reading(left, later, now))
    return tuple(reversed(found))
