# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each event of the case changes: openings, facts, risk, assignments, the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from teduh.procedure import flow
from teduh.procedure.events import Assigned, Closed, FactKnown, Finished, Opened, Reopened, RiskSet
from teduh.procedure.flow import Facts
from teduh.procedure.safeguards import OF_CONSENT
from teduh.procedure.standard.model import Risk
from teduh.procedure.state.run_events import finished
from teduh.procedure.state.settling import count_requirements, settle
from teduh.procedure.state.values import WRITTEN_CHANNELS, Ground, RunState, State, Status, StepState


def opened(state: State, event: Opened) -> State:
    """A run begins. The report's arrival does the `ajukan` of outside parties (point 16)."""
    if event.run in state.runs:
        return state
    ground = state.standards(event)
    if ground is None:
        return state
    facts, facts_at, risks = dict(state.facts), dict(state.facts_at), state.risks
    for name, values in _with_form(event.facts):
        facts[name] = values
        facts_at[name] = event.at
        if name == "risk":
            risks = _risks(risks, values, event.at)
    run = count_requirements(begun(event.run, ground, facts, state.assignments, event.at), facts, event.at)
    others = {number: _on_facts(other, facts, event.at) for number, other in state.runs.items()} if event.facts else {}
    return replace(
        state,
        runs={**state.runs, **others, event.run: run},
        facts=facts,
        facts_at=facts_at,
        risks=risks,
    )


def begun(number: int, ground: Ground, facts: Facts, assignments: Mapping[str, str], at: datetime) -> RunState:
    """A run to which nothing has happened but the report's arrival at that time."""
    standard, procedure = ground
    run = RunState(
        number=number,
        steps={step.key: StepState(key=step.key, status=Status.WAITING) for step in procedure.steps},
        end=None,
        opened_at=at,
        requirements={},
        complete_at=None,
        pauses=(),
        extensions={},
        standard=standard,
        plan=flow.lay_out(procedure),
    )
    run = assign_steps(run, assignments)
    run = settle(run, facts, at)
    for index in flow.arrives_done(run.plan, [step.status for step in run.steps.values()]):
        step = procedure.steps[index]
        done = Finished(at=at, run=number, step=step.key, outcome=flow.first_outcome(step).key)
        run = finished(run, done, 0, facts)
    return run


def _with_form(facts: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Written or oral follows from the channel, unless it was said (point 18)."""
    known = dict(facts)
    if "channel" in known and "form" not in known:
        written = not WRITTEN_CHANNELS.isdisjoint(known["channel"])
        return (*facts, ("form", ("written" if written else "oral",)))
    return facts


def _risks(
    risks: tuple[tuple[Risk, datetime], ...],
    values: tuple[str, ...],
    at: datetime,
) -> tuple[tuple[Risk, datetime], ...]:
    known = [risk for risk in Risk if risk.value in values]
    return (*risks, (known[0], at)) if known and not (risks and risks[-1][0] is known[0]) else risks


def fact_known(state: State, event: FactKnown) -> State:
    if event.name == "risk":
        state = replace(state, risks=_risks(state.risks, event.values, event.at))
    if event.name == "clients" and "clients" not in state.facts:
        # A second client joins: what was said until now was said of the first alone.
        for name in OF_CONSENT:
            state = know(state, f"{name}@1", state.facts.get(name, ()), event.at)
    return know(state, event.name, event.values, event.at)


def risk_set(state: State, event: RiskSet) -> State:
    state = replace(state, risks=_risks(state.risks, (event.risk.value,), event.at))
    return know(state, "risk", (event.risk.value,), event.at)


def know(state: State, name: str, values: tuple[str, ...], at: datetime) -> State:
    """A fact changes: every run's conditions are read again (point 5)."""
    if state.facts.get(name, ()) == values:
        return state
    facts = {**state.facts, name: values}
    if not values:
        del facts[name]
    return replace(
        state,
        facts=facts,
        facts_at={**state.facts_at, name: at},
        runs={number: _on_facts(run, facts, at) for number, run in state.runs.items()},
    )


def _on_facts(run: RunState, facts: Facts, at: datetime) -> RunState:
    return count_requirements(settle(run, facts, at), facts, at)


def assigned(state: State, event: Assigned) -> State:
    """Point 15: the role's further steps on this case, in every run, are theirs alone until reassigned."""
    assignments = {role: to for role, to in {**state.assignments, event.role: event.to}.items() if to}
    runs = {number: assign_steps(run, assignments) for number, run in state.runs.items()}
    return replace(state, assignments=assignments, runs=runs)


def assign_steps(run: RunState, assignments: Mapping[str, str]) -> RunState:
    """The first of a step's roles that is assigned names whose step it is; finished steps keep theirs."""
    changed: dict[str, StepState] = {}
    for step, now in zip(run.procedure.steps, run.steps.values(), strict=True):
        to = next((assignments[party.role] for party in step.actors if party.role in assignments), "")
        if to != now.assigned_to and now.status is not Status.DONE:
            changed[step.key] = replace(now, assigned_to=to)
    return replace(run, steps={**run.steps, **changed}) if changed else run


def closed(state: State, event: Closed) -> State:
    return replace(state, closed_at=event.at)


def reopened(state: State, event: Reopened) -> State:
    return replace(state, closed_at=None)
