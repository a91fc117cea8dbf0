# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may happen: a move that somebody wants to make gives events, or a refusal that says why.

    decided = decide(state, Finish("identifikasi", "dapat-dibantu"), at=at, by="intake_officer", has_reason=True)

One function a rule; a refusal names the point of the format or the article of law, and the step. A refused move
changes nothing. The reason in words, the person, and who may see the case are not known here: the caller says only
whether a reason was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from teduh.procedure import clocks, flow, legal, safeguards
from teduh.procedure.decide import case, corrections, promises, rules, steps, versions
from teduh.procedure.decide import facts as known
from teduh.procedure.decide.moves import (
    AddEntry,
    Assign,
    BreakOff,
    ChangeVersion,
    Close,
    CompleteRequirements,
    Correct,
    EndEarly,
    Extend,
    Finish,
    InvalidateRequirement,
    MeetRequirement,
    Move,
    Pause,
    Reopen,
    Resume,
    SayNotNeeded,
    SetFact,
    SetRisk,
    Start,
    StartRun,
    WaiveRequirement,
)
from teduh.procedure.decide.rules import SUPERIORS
from teduh.procedure.events import Event, Opened, RequirementInvalid, RequirementMet, RequirementWaived
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Activity
from teduh.procedure.state import Standards, State, begin

__all__ = [
    "SUPERIORS",
    "AddEntry",
    "Assign",
    "BreakOff",
    "ChangeVersion",
    "Close",
    "CompleteRequirements",
    "Correct",
    "EndEarly",
    "Extend",
    "Finish",
    "InvalidateRequirement",
    "MeetRequirement",
    "Move",
    "Pause",
    "Reopen",
    "Resume",
    "SayNotNeeded",
    "SetFact",
    "SetRisk",
    "Start",
    "StartRun",
    "WaiveRequirement",
    "decide",
    "moves",
    "open_case",
    "propose",
]


def open_case(
    standards: Standards,
    *,
    facts: Mapping[str, tuple[str, ...]],
    at: datetime,
    by: str = "",
    procedure: str = "",
    now: datetime | None = None,
) -> tuple[Event, ...] | Refusal:
    """The opening of a case, received `at`. Refused where the law forbids the service itself (point 21)."""
    event = Opened(at=at, by=by, procedure=procedure, facts=tuple(facts.items()))
    empty = begin(standards)
    ground = empty.standards(event)
    if ground is None or not ground[1].steps:
        return rules.refusal("17", "Standar ini tidak memuat prosedur itu", "This standard has no such procedure")
    return rules.future(at, now) or safeguards.service(ground[0], ground[1].steps, facts) or (event,)


def decide(
    state: State,
    move: Move,
    *,
    at: datetime,
    by: str,
    has_reason: bool = False,
    now: datetime | None = None,
    time: clocks.OfficeTime | None = None,
) -> tuple[Event, ...] | Refusal:
    """The events that this move gives, or why it may not be made.

    `at` is the time of the fact, `now` the present (without it the future is not refused), `by` the shared role.
    With `time`, the office's way of counting, an extension after the due time is refused (point 25), and an end below
    a floor asks its reason (point 26). No events at all: the move says what is already so.
    """
    situation = rules.Situation(at, by, has_reason, now, time)
    told_late = isinstance(move, SetFact) and move.name in legal.LEGAL_FACTS  # the law's clocks run on after the file
    if state.closed_at is not None and not (isinstance(move, Reopen) or told_late):
        return rules.refusal(
            "9",
            "Berkas kasus sudah ditutup. Buka kembali dahulu",
            "The case file is closed. Open it again first",
        )
    return rules.future(at, now) or _DECIDES[type(move)](state, move, situation)


def propose(
    state: State, move: ChangeVersion, *, at: datetime, by: str, has_reason: bool = False, now: datetime | None = None
) -> Refusal | None:
    """Why this move to a newer version may not be proposed to a superior, or None where it may be (point 30)."""
    decided = versions.propose_version(state, move, rules.Situation(at, by, has_reason, now))
    return decided if isinstance(decided, Refusal) else None


def moves(state: State, *, role: str) -> tuple[Move, ...]:
    """The buttons of a screen: the moves that somebody in this role may make now, given a reason, and for consent a
    ground, or a guardian who may refuse it, where one is asked.

    Steps first, in the file's order: start, each outcome, an entry, breaking off. Then pauses, extensions, the file.
    """
    latest = max((event.at for event in state.events), default=None)
    if latest is None:
        return ()
    told = [replace(state, facts={**state.facts, **_of_each(state, facts)}) for facts in _TOLD_OF_CONSENT]
    return tuple(
        move
        for move in _candidates(state)
        if any(
            not isinstance(decide(asked, move, at=latest, by=role, has_reason=True), Refusal)
            for asked in (told if _tells_of_consent(state, move) else [state])
        )
    )


# Under which some result of a consent step stands, whoever signs: a ground in its place, or a guardian beyond doubt.
_TOLD_OF_CONSENT: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {"consent_giver": ("none",), "legal_ground": ("vital",)},
    {"consent_giver": ("guardian",), "guardian": ()},
)


def _of_each(state: State, facts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The same told of each client, where there are several."""
    said = {**facts, "consent": ("legal_ground",) if "legal_ground" in facts else ("given",)}
    own = {f"{name}@{number}": said[name] for number in state.facts.get("clients", ()) for name in said}
    return {**facts, **own}


def _tells_of_consent(state: State, move: Move) -> bool:
    step = state.runs[move.run].procedure.step(move.step) if isinstance(move, Finish) else None
    return step is not None and step.activity is Activity.CONSENT


def _candidates(state: State) -> Iterator[Move]:
    for number, run in state.runs.items():
        for key in run.open:
            yield Start(key, run=number)
            for outcome in run.plan.outcomes[run.plan.number[key]]:
                unneeded = outcome == flow.NOT_NEEDED.key
                yield SayNotNeeded(key, run=number) if unneeded else Finish(key, outcome, run=number)
            yield AddEntry(key, run=number)
            yield BreakOff(key, run=number)
        for reason in dict.fromkeys(reason for promise in clocks.promises(run, state) for reason in promise.pauses):
            yield Pause(reason, run=number)
        yield Resume(run=number)
        for promise in clocks.promises(run, state):
            yield Extend(promise.key, run=number)
    yield Close()
    yield Reopen()


_DECIDES: dict[type[Move], Callable[[State, Any, rules.Situation], tuple[Event, ...] | Refusal]] = {
    Start: steps.start,
    Finish: steps.finish,
    SayNotNeeded: steps.say_not_needed,
    AddEntry: steps.add_entry,
    BreakOff: steps.break_off,
    SetFact: known.set_fact,
    SetRisk: known.set_risk,
    MeetRequirement: known.on_requirement(RequirementMet, reasoned=False),
    WaiveRequirement: known.on_requirement(RequirementWaived, reasoned=True),
    InvalidateRequirement: known.on_requirement(RequirementInvalid, reasoned=True),
    CompleteRequirements: known.complete,
    Pause: promises.pause,
    Resume: promises.resume,
    Extend: promises.extend,
    Assign: case.assign,
    EndEarly: case.end_early,
    Close: case.close,
    Reopen: case.reopen,
    Correct: corrections.correct,
    StartRun: case.start_run,
    ChangeVersion: versions.change_version,
}
