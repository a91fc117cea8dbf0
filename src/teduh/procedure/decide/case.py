# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moves on the case as a whole: assignment, early end, closing, one more run."""

from __future__ import annotations

from teduh.procedure import safeguards
from teduh.procedure.decide import rules
from teduh.procedure.decide.moves import Assign, Close, EndEarly, Reopen, StartRun
from teduh.procedure.events import Assigned, BrokenOff, Closed, Ended, Event, Opened, Reopened
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import ENDS
from teduh.procedure.state import RunState, State


def assign(state: State, move: Assign, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 15."""
    if state.assignments.get(move.role, "") == move.to:
        return ()
    return (Assigned(at=situation.at, by=situation.by, role=move.role, to=move.to),)


def end_early(state: State, move: EndEarly, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 10: the client withdraws, dies, moves, is lost. With reason and superior; begun work is broken off."""
    running = [run for run in state.runs.values() if run.end is None]
    if not running:
        return rules.refusal("10", "Kasus ini sudah berakhir", "This case has ended")
    if move.effect not in ENDS:
        return rules.refusal("10", "Itu bukan akhir kasus", "That is not an end of a case")
    refused = (
        rules.superior(situation, "10")
        or rules.reason(situation, "10")
        or safeguards.set_aside(state.facts, move.effect)
        or (_not_allowed_here(state, running) if move.effect not in rules.LEAVES_THE_LINE else None)
    )
    if refused:
        return refused
    latest = max((step.started_at for run in running for step in run.steps.values() if step.started_at), default=None)
    refused = rules.not_before(situation.at, max(run.opened_at for run in running))
    refused = refused or (rules.not_before(situation.at, latest) if latest else None)
    if refused:
        return refused
    at, by = situation.at, situation.by
    events: list[Event] = []
    for run in running:
        events += [BrokenOff(at=at, run=run.number, by=by, step=key) for key in run.begun]
        events.append(Ended(at=at, run=run.number, by=by, effect=move.effect, cause=move.cause))
    return tuple(events)


def _not_allowed_here(state: State, running: list[RunState]) -> Refusal | None:
    """Point 21, for the whole case."""
    for run in running:
        refused = safeguards.service(run.standard, run.procedure.steps, state.facts)
        if refused:
            return refused
    return None


def close(state: State, move: Close, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 9: closing the file is an act of its own, after every procedure has ended."""
    for run in state.runs.values():
        if run.end is None:
            names = ", ".join(run.procedure.steps[run.plan.number[key]].name for key in run.open)
            return rules.refusal(
                "9",
                f"Prosedur belum selesai: {names}",
                f"The procedure is not complete: {names}",
                run.open[0] if run.open else "",
            )
    ends = [run.end.at for run in state.runs.values() if run.end]
    return (
        (rules.not_before(situation.at, max(ends)) if ends else None)
        or rules.reason(situation, "9")
        or (Closed(at=situation.at, by=situation.by),)
    )


def reopen(state: State, move: Reopen, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 9, the other way."""
    if state.closed_at is None:
        return rules.refusal("9", "Berkas kasus tidak tertutup", "The case file is not closed")
    return (
        rules.not_before(situation.at, state.closed_at)
        or rules.reason(situation, "9")
        or (Reopened(at=situation.at, by=situation.by),)
    )


def start_run(state: State, move: StartRun, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 17, and point 21 for the new procedure."""
    event = Opened(
        at=situation.at,
        by=situation.by,
        run=max(state.runs, default=0) + 1,
        procedure=move.procedure,
        standard=move.standard,
        version=move.version,
    )
    ground = state.standards(event)
    if ground is None:
        return rules.refusal("17", "Prosedur itu tidak ada", "There is no such procedure")
    opened = min((run.opened_at for run in state.runs.values()), default=situation.at)
    return (
        rules.not_before(situation.at, opened)
        or safeguards.service(ground[0], ground[1].steps, state.facts)
        or (event,)
    )
