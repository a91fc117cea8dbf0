# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the engine's tests share: small standards written as a drafter would, an office's time, moves made in a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from textwrap import indent
from zoneinfo import ZoneInfo

from teduh.procedure.calendar import WeeklyHours, WorkingCalendar
from teduh.procedure.clocks import OfficeTime, read
from teduh.procedure.decide import Move, decide, open_case
from teduh.procedure.events import Event
from teduh.procedure.problems import Refusal
from teduh.procedure.standard import load
from teduh.procedure.standard.model import Procedure, Standard
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.state import Clock, RunState, State, StepState, advance, begin
from teduh.standards.catalogue import catalogue_folder, vocabulary

WIB = ZoneInfo("Asia/Jakarta")
HOURS = WeeklyHours({day: ((time(8), time(16)),) for day in range(5)})
TIME = OfficeTime(WorkingCalendar(WIB, HOURS))

HEAD = """\
kode: kab-contoh/layanan
versi: 1
judul: Layanan Contoh
penyelenggara: kab-contoh
sk: 1 TAHUN 2026
"""


@lru_cache(maxsize=1)
def known() -> Vocabulary:
    return vocabulary(draft=True)


def at(said: str) -> datetime:
    """`2 09.30`: the second of March 2026, a Monday, at half past nine in the office's zone."""
    day, hour = said.split()
    return datetime.combine(date(2026, 3, int(day)), time.fromisoformat(hour.replace(".", ":")), WIB)


def standard(steps: str, more: str = "jangka waktu: 5 hari kerja") -> Standard:
    """A standard of these steps (a YAML list), with what else is wanted below them."""
    loaded = load(f"{HEAD}prosedur:\n{indent(steps, '  ')}\n{more}\n", file="contoh.yaml", vocabulary=known())
    errors = [problem.text() for problem in loaded.problems if not problem.warning]
    assert loaded.standard is not None
    assert not errors, errors
    return loaded.standard


@lru_cache(maxsize=1)
def published() -> dict[str, Standard]:
    """The standards of the catalogue, by code."""
    found: dict[str, Standard] = {}
    for path in sorted(Path(catalogue_folder(), "standards").glob("*/*/standard.yaml")):
        loaded = load(path.read_bytes(), file=str(path), vocabulary=vocabulary())
        assert loaded.standard is not None
        found[loaded.standard.code] = loaded.standard
    return found


def grounds(published: Standard, procedure: str = "") -> dict[int, tuple[Standard, Procedure]]:
    found = published.procedure(procedure) or published.procedures[0]
    return {1: (published, found)}


@dataclass
class Case:
    """A case that moves are made on, each checked against the fold of all its events."""

    standard: Standard
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    opened: str = "2 09.00"
    procedure: str = ""
    events: list[Event] = field(default_factory=list)
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.facts = {"consent_giver": ("guardian_child",), **self.facts}  # may sign for a client of any age
        self.state = begin(grounds(self.standard, self.procedure))
        decided = open_case(
            grounds(self.standard, self.procedure), facts=self.facts, at=at(self.opened), procedure=self.procedure
        )
        assert not isinstance(decided, Refusal), decided
        self.take(decided)

    def take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.events.append(event)
            self.state = advance(self.state, event)

    def may(
        self,
        move: Move,
        when: str = "2 10.00",
        *,
        by: str = "intake_officer",
        reason: bool = True,
        time: OfficeTime | None = None,
    ) -> tuple[Event, ...] | Refusal:
        return decide(self.state, move, at=at(when), by=by, has_reason=reason, time=time)

    def do(self, move: Move, when: str = "2 10.00", *, by: str = "intake_officer", reason: bool = True) -> Case:
        decided = self.may(move, when, by=by, reason=reason)
        assert not isinstance(decided, Refusal), decided
        self.take(decided)
        return self

    def refused(
        self,
        move: Move,
        when: str = "2 10.00",
        *,
        by: str = "intake_officer",
        reason: bool = True,
        time: OfficeTime | None = None,
    ) -> Refusal:
        decided = self.may(move, when, by=by, reason=reason, time=time)
        assert isinstance(decided, Refusal), decided
        return decided

    @property
    def run(self) -> RunState:
        return self.state.runs[1]

    @property
    def open(self) -> tuple[str, ...]:
        return self.run.open

    def step(self, key: str) -> StepState:
        return self.run.steps[key]

    def clock(self, when: str, key: str = "janji-1", run: int = 1) -> Clock:
        clocks = read(self.state, at=at(when), time=TIME)
        return next(clock for clock in clocks if (clock.key, clock.run) == (key, run))
