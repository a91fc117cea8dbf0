# SPDX-License-Identifier: AGPL-3.0-or-later
"""The core: fold and decide of a case of 40 events, due times with holidays, reading and checking a standard."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.measuring import Table, seconds
from teduh.procedure.calendar import WeeklyHours, WorkingCalendar
from teduh.procedure.clocks import OfficeTime, read
from teduh.procedure.decide import Move, decide, moves, open_case
from teduh.procedure.decide.moves import AddEntry, Finish, SetRisk, Start
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard import load
from teduh.procedure.standard.check import check
from teduh.procedure.standard.model import Risk, Standard
from teduh.procedure.state import Standards, State, advance, begin, fold
from teduh.procedure.terms import due, parse_limit
from teduh.standards.catalogue import catalogue_folder, holidays, vocabulary

ZONE = ZoneInfo("Asia/Jakarta")
EVENTS = 40
DUE_TIMES = 10_000
MORNING = datetime.combine(datetime(2026, 3, 2), time(9), ZONE)  # noqa: DTZ001 -- only its day is taken


def measure() -> Table:
    """Milliseconds, each the median of several runs."""
    table = Table(("what", "milliseconds"))
    published = standard("kab-sampang/konseling-keluarga")
    grounds = {1: (published, published.procedures[0])}
    state = walked(grounds)
    office = OfficeTime(calendar())
    at = state.events[-1].at + timedelta(minutes=5)
    table.add(f"fold a case of {len(state.events)} events", milliseconds(lambda: fold(grounds, state.events)))
    acting = next_step(state)
    assert acting is not None
    role, move = acting
    table.add("moves that one role may make then", milliseconds(lambda: moves(state, role=role)))
    table.add("decide one of them", milliseconds(lambda: decide(state, move, at=at, by=role)))
    table.add("read all its clocks", milliseconds(lambda: read(state, at=at, time=office)))
    table.add(f"{DUE_TIMES:,} due times of 5 working days, with holidays", milliseconds(due_times))
    for path in paths():
        name = path.parent.relative_to(catalogue_folder() / "standards").as_posix()
        text = path.read_bytes()
        table.add(f"read {name}", milliseconds(lambda text=text, path=path: loaded(text, path)))
        table.add(f"read and check {name}", milliseconds(lambda text=text, path=path: checked(text, path)))
    return table


def milliseconds(run: object) -> str:
    """Two places are enough to compare."""
    assert callable(run)
    return f"{seconds(run) * 1000:.2f}"


def paths() -> list[Path]:
    """The published standards of the catalogue."""
    return sorted((catalogue_folder() / "standards").glob("*/*/standard.yaml"))


def loaded(text: bytes, path: Path) -> Standard:
    """The file as values."""
    found = load(text, file=str(path), vocabulary=vocabulary()).standard
    assert found is not None
    return found


def checked(text: bytes, path: Path) -> None:
    """What `standards check` does for a file."""
    check(text, file=str(path), vocabulary=vocabulary())


@cache
def standard(code: str) -> Standard:
    """A published standard by its folder."""
    path = catalogue_folder() / "standards" / code / "standard.yaml"
    return loaded(path.read_bytes(), path)


def roles(published: Standard) -> list[str]:
    """The roles that act in it, in the order of the steps."""
    return list(
        dict.fromkeys(actor.role for step in published.procedures[0].steps for actor in step.actors if actor.role)
    )


def calendar() -> WorkingCalendar:
    """Monday to Friday, eight to four, with the holidays of the catalogue."""
    week = WeeklyHours({day: ((time(8), time(16)),) for day in range(5)})
    return WorkingCalendar(ZONE, week, holidays())


def walked(grounds: Standards) -> State:
    """A case walked on, always by the first step that can be taken, and filled up with changes of the risk."""
    opened = open_case(grounds, facts={"channel": ("phone",), "form": ("oral",), "consent": ("given",)}, at=MORNING)
    assert not isinstance(opened, Refusal), opened
    state = begin(grounds)
    for event in opened:
        state = advance(state, event)
    at = MORNING
    risks = (Risk.HIGH, Risk.MEDIUM, Risk.LOW)
    while len(state.events) < EVENTS:
        at += timedelta(minutes=10)
        # Three steps forward, one change of the risk; near the end of the procedure, changes only.
        step = next_step(state) if len(state.events) % 4 and len(state.events) < EVENTS - 10 else None
        by, move = step or (all_roles(state)[0], SetRisk(risks[len(state.events) % 3]))
        decided = decide(state, move, at=at, by=by, has_reason=True)
        assert not isinstance(decided, Refusal), decided
        for event in decided:
            state = advance(state, event)
    return state


def next_step(state: State) -> tuple[str, Move] | None:
    """The first start, entry or finish that any role may make, unless it would be the last of all."""
    for role in all_roles(state):
        for move in moves(state, role=role):
            if isinstance(move, (Start, Finish, AddEntry)):
                return role, move
    return None


def all_roles(state: State) -> list[str]:
    """The roles of the first run's standard."""
    return roles(next(iter(state.runs.values())).standard)


def due_times() -> None:
    """Ten thousand due times, one for each hour from the morning on."""
    limit = parse_limit("5 hari kerja")
    assert not isinstance(limit, Message)
    office = calendar()
    for hours in range(DUE_TIMES):
        due(limit, MORNING + timedelta(hours=hours), office)
