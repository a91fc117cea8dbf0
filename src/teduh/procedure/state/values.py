# SPDX-License-Identifier: AGPL-3.0-or-later
"""The values of a state: steps, runs, clocks, the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from teduh.procedure import flow
from teduh.procedure.events import Event, Moved, Opened
from teduh.procedure.flow import Facts, Holds, Plan
from teduh.procedure.problems import Message
from teduh.procedure.standard.model import Effect, Procedure, Promise, Risk, Standard

Status = flow.Status
# Channels by which a report arrives in writing; every other one is oral (the fact `form`).
WRITTEN_CHANNELS = frozenset({"letter", "fax", "email", "referral", "transfer", "post"})
SUGGESTED = "risk_suggested"  # the fact that keeps the level which the answers to the report suggested
WAITING_FOR_APPLICANT = "menunggu-pemohon"  # the pause of a requirement found invalid (point 19)


@dataclass(frozen=True, slots=True)
class StepState:
    key: str
    status: Status
    round: int = 1  # rises each time a return takes its result away
    opened_at: datetime | None = None
    started_at: datetime | None = None  # of this round
    first_started_at: datetime | None = None  # ever: a return cannot unserve a client (point 12)
    finished_at: datetime | None = None
    outcome: str = ""
    not_needed: bool = False  # DONE by the answer `tidak perlu`
    returned: bool = False  # to be done again because a later step returned to it or past it
    assigned_to: str = ""  # reference of the person or unit whose step this is (point 15)
    entries: tuple[datetime, ...] = ()
    products: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    why: Message | None = None  # why passed: the condition, or the safeguard with its article
    changed_at: datetime | None = None  # when it came to stand as it does
    event: int = 0  # number of the event that gave the standing result, for a correction

    @property
    def begun(self) -> bool:
        """Started and unfinished: the mark "mulai"."""
        return self.started_at is not None and not self.outcome


@dataclass(frozen=True, slots=True)
class End:
    effect: Effect
    at: datetime
    step: str = ""  # empty for an early end
    early: bool = False  # by the built-in early end (point 10), not by the procedure


class ClockStatus(StrEnum):
    NOT_STARTED = "not_started"  # belum mulai
    RUNNING = "running"  # berjalan
    PAUSED = "paused"  # dijeda
    MET = "met"  # tepat
    MISSED = "missed"  # terlambat, also while still running past its due time
    VOID = "void"  # gugur: its end was cancelled before due
    TOO_EARLY = "too_early"  # terlalu cepat: ended below the floor


@dataclass(frozen=True, slots=True)
class Clock:
    """A term running on one run of a case, read at one moment. Times are aware; None where they have no value."""

    key: str  # the promise's key, or the legal clock's
    name: str
    text: str  # the promise's words, or the article's
    status: ClockStatus
    started_at: datetime | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None
    running: bool = False  # not yet ended, whether late or not
    original_due_at: datetime | None = None  # before an extension, or before the risk was lowered ("diturunkan")
    lowered: bool = False
    provisional: bool = False  # no risk set yet: the strictest limit warns, nothing counts as missed
    legal: str = ""  # the article, for a legal clock
    promise: Promise | None = None
    run: int = 1
    version: int = 0  # of the publication that the run has left, where the promise is that one's (point 30)


@dataclass(frozen=True, slots=True)
class RunState:
    """One run (point 17) of a case."""

    number: int
    steps: Mapping[str, StepState]  # in the file's order
    end: End | None
    opened_at: datetime
    requirements: Mapping[str, str]  # key -> "met" | "waived" | "obtained" | "missing" | "" (does not apply)
    complete_at: datetime | None  # syarat lengkap
    pauses: tuple[tuple[str, datetime, datetime | None], ...]
    extensions: Mapping[str, tuple[datetime, ...]]
    standard: Standard = field(compare=False, repr=False)
    plan: Plan = field(compare=False, repr=False)
    marks: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)  # what was said of each requirement
    held: Holds = field(default_factory=dict)
    earlier: tuple[Left, ...] = ()  # the publications that it followed before, the first first

    @property
    def procedure(self) -> Procedure:
        return self.plan.procedure

    @property
    def complaint(self) -> bool:
        """Is this a complaint about the service itself, which has its own procedure (point 32)?"""
        complaints = self.standard.complaints
        return complaints is not None and complaints.procedure is self.plan.procedure

    @property
    def over(self) -> bool:
        """Ended by an outcome or early, for good. A natural end is a reading: a fact may open a step again."""
        return self.end is not None and (self.end.early or bool(self.end.step))

    @property
    def open(self) -> tuple[str, ...]:
        """Keys of the open steps, in the file's order."""
        return tuple(key for key, step in self.steps.items() if step.status is Status.OPEN)

    @property
    def begun(self) -> tuple[str, ...]:
        """Keys of the open steps that were started: they forbid an end (point 8)."""
        return tuple(key for key, step in self.steps.items() if step.status is Status.OPEN and step.begun)


@dataclass(frozen=True, slots=True)
class Left:
    """A publication that a run followed until it was moved to a newer one (point 30)."""

    run: RunState  # as it stood then
    steps: Mapping[str, str]  # its steps, and which of the newer publication's each became
    at: datetime


Ground: TypeAlias = tuple[Standard, Procedure]
Resolver: TypeAlias = Callable[[Opened | Moved], Ground | None]
Standards: TypeAlias = Mapping[int, Ground] | Resolver


@dataclass(frozen=True, slots=True)
class State:
    """A case: its runs, and the facts they share. `events` are all of them, the withdrawn ones too."""

    standards: Resolver = field(compare=False, repr=False)
    runs: Mapping[int, RunState] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    facts_at: Mapping[str, datetime] = field(default_factory=dict)  # when each fact came to hold its values
    risks: tuple[tuple[Risk, datetime], ...] = ()
    assignments: Mapping[str, str] = field(default_factory=dict)  # role -> reference
    events: tuple[Event, ...] = ()
    withdrawn: frozenset[int] = frozenset()
    closed_at: datetime | None = None

    @property
    def count(self) -> int:
        return len(self.events)

    @property
    def risk(self) -> Risk | None:
        return self.risks[-1][0] if self.risks else None

    @property
    def suggested_risk(self) -> Risk | None:
        """The level that the answers to the report suggested, kept from the opening whatever was decided."""
        return next((risk for risk in Risk if risk.value in self.facts.get(SUGGESTED, ())), None)

    @property
    def standing(self) -> tuple[tuple[int, Event], ...]:
        """The events that hold, each with its number."""
        return tuple(
            (number, event) for number, event in enumerate(self.events, start=1) if number not in self.withdrawn
        )
