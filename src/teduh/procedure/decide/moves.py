# SPDX-License-Identifier: AGPL-3.0-or-later
"""The moves: what somebody may want to do to a case's procedure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teduh.procedure.standard.model import Effect, Risk


@dataclass(frozen=True, slots=True)
class Move:
    """Something that somebody wants to do. `run` is the run that it concerns (point 17)."""


@dataclass(frozen=True, slots=True)
class Start(Move):
    step: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class Finish(Move):
    """`outcome` empty is the step's first; a list of papers to choose from gives its first where none is named.

    `assign_to` names the person or unit of a `tugaskan` or `disposisi`: `staff:12`, `unit:3`.
    """

    step: str
    outcome: str = ""
    products: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    assign_to: str = ""
    run: int = 1


@dataclass(frozen=True, slots=True)
class SayNotNeeded(Move):
    """The answer `tidak perlu` (point 14)."""

    step: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class AddEntry(Move):
    step: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class BreakOff(Move):
    step: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class SetFact(Move):
    """No values: the fact is unknown again. `at` is when it came about, where that was before it is recorded."""

    name: str
    values: tuple[str, ...]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetRisk(Move):
    """`reasoned`: the form that told of it gave a reason of its own for the level."""

    risk: Risk
    reasoned: bool = False


@dataclass(frozen=True, slots=True)
class MeetRequirement(Move):
    requirement: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class WaiveRequirement(Move):
    requirement: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class InvalidateRequirement(Move):
    requirement: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class CompleteRequirements(Move):
    run: int = 1


@dataclass(frozen=True, slots=True)
class Pause(Move):
    reason: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class Resume(Move):
    run: int = 1


@dataclass(frozen=True, slots=True)
class Extend(Move):
    promise: str
    run: int = 1


@dataclass(frozen=True, slots=True)
class Assign(Move):
    """An empty `to` lifts the assignment."""

    role: str
    to: str


@dataclass(frozen=True, slots=True)
class EndEarly(Move):
    """Ends every run that still runs, breaking off what was begun (point 10)."""

    effect: Effect
    cause: str


@dataclass(frozen=True, slots=True)
class Close(Move):
    pass


@dataclass(frozen=True, slots=True)
class Reopen(Move):
    pass


@dataclass(frozen=True, slots=True)
class Correct(Move):
    """Withdraws the event of that number, and what was pressed with it (point 29).

    `press`: the numbers of that press, where they are known; else events of one moment and role are taken for one.
    """

    number: int
    press: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StartRun(Move):
    """One more procedure in the same case; `standard` and `version` empty is the first run's own publication."""

    procedure: str = ""
    standard: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class ChangeVersion(Move):
    """Has a run follow a newer version of its standard (point 30). `steps` maps its steps to those of the newer."""

    version: int
    steps: tuple[tuple[str, str], ...] = ()
    run: int = 1
