# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one way from a wish to a fact: fold, decide, record, project. Every action on a procedure goes through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from typing import Any

from teduh.cases.actions.projection import project, roles_of
from teduh.cases.actions.team import Taking
from teduh.cases.models import Case
from teduh.cases.queries.progress import office_time, state_of
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, record
from teduh.procedure.decide import SUPERIORS, Move, SetFact, decide
from teduh.procedure.events import Event
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Step
from teduh.procedure.state import State, advance

# In the order in which a person with several roles speaks where the rules ask for a superior.
RANK = ("agency_head", "secretary", "unit_head", "division_head", "section_head", "case_supervisor", "case_manager")


def make_moves(
    actor: Actor,
    case: Case,
    moves: Iterable[Move],
    *,
    at: datetime | None = None,
    by: str = "",
    reason: str = "",
    payload: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    state: State | None = None,
    taken: Step | None = None,
) -> State:
    """Decide the moves one after another and record their events. `at` is the time of the fact, now unless said;
    `taken` is the step that the actor takes by them.

    Raises Refused with the first refusal; nothing of the moves before it stays.
    """
    state = state if state is not None else state_of(case)
    happened = at or actor.at
    events: list[Event] = []
    for move in moves:
        decided = decide(
            state,
            move,
            at=(isinstance(move, SetFact) and move.at) or happened,
            by=by or speaks_as(actor),
            has_reason=bool(reason.strip()),
            now=actor.at,
            time=office_time(case.office),
        )
        if isinstance(decided, Refusal):
            raise Refused(decided)
        events += decided
        state = reduce(advance, decided, state)
    told = {**({"reason": reason} if reason.strip() else {}), **(payload or {})}
    record(events=events, payload=told, data=data)
    project(case, state, at=actor.at, taking=taking_of(actor, taken) if taken else None)
    return state


def taking_of(actor: Actor, step: Step) -> Taking | None:
    return Taking(actor.id, actor.roles.intersection(roles_of(step))) if actor.id is not None else None


def speaks_as(actor: Actor, step: Step | None = None) -> str:
    """The role in which the actor does this: one that the step names, else the highest that they hold."""
    if step is not None:
        for party in step.actors:
            if party.role in actor.roles:
                return party.role
    for role in (*RANK, *sorted(SUPERIORS), *sorted(actor.roles)):
        if role in actor.roles:
            return role
    return ""
