# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clocks of a case, read at one moment: every promise of its runs, and the law's own limits beside them.

A clock is never stored. It is computed from the state whenever somebody looks, so a dead worker hides no breach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from teduh.procedure import flow, legal
from teduh.procedure.calendar import WorkingCalendar
from teduh.procedure.events import FactKnown, Opened
from teduh.procedure.limits import Limit, Unit
from teduh.procedure.standard.model import Activity, Moment, MomentKind, Promise, Risk
from teduh.procedure.state import Clock, ClockStatus, RunState, State, Status
from teduh.procedure.state.moving import Reading, readings
from teduh.procedure.terms import AT_ONCE, due, lengthen

DAYS = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS})


@dataclass(frozen=True, slots=True)
class OfficeTime:
    """How an office counts time: its calendar, its bound of `langsung`, and when a clock begins to warn.

    `warn_days` is the lead of limits in days, `warn_hours` that of limits in hours and minutes.
    """

    calendar: WorkingCalendar
    at_once: timedelta = AT_ONCE
    warn_days: timedelta = timedelta(days=1)
    warn_hours: timedelta = timedelta(minutes=60)

    def serving(self, run: RunState) -> OfficeTime:
        """The same, with the standard's `jam layanan` where it has some: they end the working day (point 31)."""
        hours = run.standard.hours
        return self if hours is None else replace(self, calendar=replace(self.calendar, week=hours))


def read(state: State, *, at: datetime, time: OfficeTime) -> tuple[Clock, ...]:
    """Every clock of the case as it stands at `at`, the earliest due first (point 22)."""
    found: list[Clock] = []
    for run in state.runs.values():
        serving = time.serving(run)
        found += [_promise_clock(state, run, promise, at, serving) for promise in promises(run, state)]
        found += _repetition_clocks(run, at, serving)
        found += _earlier_clocks(state, run, at, time)
    found += _legal_clocks(state, at, time)
    return in_order(found)


def in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Running clocks by their due time, then those not yet started, then those that ended."""
    return tuple(sorted(clocks, key=_place))


def _place(clock: Clock) -> tuple[int, float]:
    if clock.running:
        return (0, clock.due_at.timestamp()) if clock.due_at else (1, 0.0)
    if clock.status is ClockStatus.NOT_STARTED:
        return (2, 0.0)
    return (3, clock.ended_at.timestamp() if clock.ended_at else 0.0)


def next_due(clocks: Iterable[Clock]) -> Clock | None:
    """The clock that runs out first: the earlier one warns first, whether a promise or the law made it."""
    running = [clock for clock in clocks if clock.running and clock.due_at]
    return min(running, key=_place) if running else None


def warns(clock: Clock, *, at: datetime, time: OfficeTime) -> bool:
    """Is the clock near its end, or past it? A paused one does not warn."""
    if not clock.running or clock.due_at is None or clock.status is ClockStatus.PAUSED or clock.started_at is None:
        return False
    lead = time.warn_days if clock.due_at - clock.started_at > timedelta(days=1) else time.warn_hours
    return at >= clock.due_at - lead


def promises(run: RunState, state: State) -> tuple[Promise, ...]:
    """The promises that bind this run now: those of its procedure whose `bila` holds."""
    if run.complaint:
        return _complaint_promise(run)
    return tuple(
        promise
        for promise in run.standard.promises
        if promise.procedure in ("", run.procedure.key) and flow.true(promise.condition, state.facts)
    )


def _complaint_promise(run: RunState) -> tuple[Promise, ...]:
    """A complaint about the service is answered within its own limit: until the first answer, else its end (32)."""
    complaints = run.standard.complaints
    if complaints is None or complaints.limit is None:
        return ()
    answer = next((step.key for step in run.procedure.steps if step.activity is Activity.RESPOND), "")
    until = Moment(MomentKind.FINISHED, answer) if answer else Moment(MomentKind.ENDED)
    text = complaints.limit.text
    received = Moment(MomentKind.RECEIVED)
    return (Promise("pengaduan-layanan", text, "pengaduan layanan", received, until, limit=complaints.limit),)


# One promise ------------------------------------------------------------------------------------------------------


def _promise_clock(state: State, run: RunState, promise: Promise, at: datetime, time: OfficeTime) -> Clock:
    start = _moment(run, promise.since, start=True)
    end = _moment(run, promise.until)
    cancelled = None if end else _cancelled(run, promise.until)
    clock = Clock(
        key=promise.key,
        name=promise.name,
        text=promise.text,
        status=ClockStatus.NOT_STARTED,
        promise=promise,
        run=run.number,
    )
    if start is None:
        gone = cancelled or _cancelled(run, promise.since)
        return replace(clock, status=ClockStatus.VOID, ended_at=gone) if gone else clock
    stop = end or cancelled
    clock = replace(clock, started_at=start, ended_at=stop, running=stop is None)
    limits = _due(state, run, promise, start, stop or at, time)
    clock = replace(
        clock,
        due_at=limits.due_at,
        original_due_at=limits.original,
        lowered=limits.lowered,
        provisional=limits.provisional,
    )
    status = _status(clock, at, ended=end is not None)
    if end is not None and promise.floor and end < (_floor(promise.floor, start, time) or end):
        status = ClockStatus.TOO_EARLY
    elif status is ClockStatus.RUNNING and _pauses(run, promise, limits.limit, at, open_only=True):
        status = ClockStatus.PAUSED
    return replace(clock, status=status)


def _status(clock: Clock, at: datetime, *, ended: bool) -> ClockStatus:
    """Late is later than the due moment itself; a clock without a due time is measured, never missed (point 26)."""
    stop = clock.ended_at or at
    if clock.due_at is not None and stop > clock.due_at and not clock.provisional:
        return ClockStatus.MISSED
    if clock.running:
        return ClockStatus.RUNNING
    return ClockStatus.MET if ended else ClockStatus.VOID


def _floor(floor: Limit, start: datetime, time: OfficeTime) -> datetime | None:
    return due(floor, start, time.calendar, at_once=time.at_once)


def _moment(run: RunState, moment: Moment, *, start: bool = False) -> datetime | None:
    """When that moment was, or None. `mulai X` is the first start ever, `selesai X` the result that stands (12).

    An early end ends no promise: whoever withdraws was neither served in time nor kept waiting.
    """
    if moment.kind is MomentKind.RECEIVED:
        return run.opened_at
    if moment.kind is MomentKind.COMPLETE:
        return run.complete_at
    if moment.kind is MomentKind.ENDED:
        return run.end.at if run.end and (start or not run.end.early) else None
    step = run.steps.get(moment.step)
    if step is None:
        return None
    return step.first_started_at if moment.kind is MomentKind.STARTED else step.finished_at


def _cancelled(run: RunState, moment: Moment) -> datetime | None:
    """When it became certain that the moment would not come, or None while it still may."""
    step = run.steps.get(moment.step)
    if step is not None and step.status in (Status.DROPPED, Status.PASSED):
        return step.changed_at or run.opened_at
    return run.end.at if run.end else None


def _pauses(
    run: RunState,
    promise: Promise,
    limit: Limit | None,
    at: datetime,
    *,
    open_only: bool = False,
) -> tuple[tuple[datetime, datetime], ...]:
    """The pauses that stop this clock: only reasons in `jeda`; `langsung` never stops (point 24).

    A pause that still goes on is read as if work were taken up again at `at`.
    """
    if limit is None or limit.unit is Unit.AT_ONCE:
        return ()
    return tuple(
        (since, until or at)
        for reason, since, until in run.pauses
        if reason in promise.pauses and since <= at and (until is None or not open_only)
    )


@dataclass(frozen=True, slots=True)
class _Due:
    due_at: datetime | None
    limit: Limit | None
    original: datetime | None = None
    lowered: bool = False
    provisional: bool = False


def _due(state: State, run: RunState, promise: Promise, start: datetime, stop: datetime, time: OfficeTime) -> _Due:
    """The due time by limit or risk, pauses and extensions."""

    def count(limit: Limit, since: datetime) -> datetime | None:
        pauses = _pauses(run, promise, limit, stop)
        return due(limit, since, time.calendar, pauses=pauses, at_once=time.at_once)

    if promise.limit is not None:
        found = _Due(count(promise.limit, start), promise.limit)
    else:
        found = _by_risk(state, promise, start, stop, count)
    extensions = run.extensions.get(promise.key, ())
    if promise.extension is None or not extensions or found.due_at is None:
        return found
    due_at: datetime | None = found.due_at
    for _ in extensions[: promise.extension.times]:
        if due_at is not None:
            pauses = _pauses(run, promise, found.limit, stop)
            due_at = lengthen(promise.extension.amount, due_at, time.calendar, pauses=pauses, at_once=time.at_once)
    return replace(found, due_at=due_at, original=found.original or found.due_at)


def _by_risk(
    state: State,
    promise: Promise,
    start: datetime,
    stop: datetime,
    count: Callable[[Limit, datetime], datetime | None],
) -> _Due:
    """Point 23. While no risk is set the strictest limit warns and nothing is missed; the first setting counts from
    the start, whenever it was made; raised, the new limit runs from the raising and the earlier due wins; lowered,
    the new limit runs from the start, and the old promise stays visible.

    Down and up again gains no time: raised to a level that was suggested or decided before, or that lies below one, the
    due time is the one that the level had then."""
    limits = dict(promise.by_risk)
    settings = [(risk, at) for risk, at in state.risks if risk in limits]
    if not settings:
        strictest = next((limits[risk] for risk in Risk if risk in limits), None)
        return _Due(count(strictest, start) if strictest else None, strictest, provisional=True)
    # Whatever was set before the clock began is one setting: the last of them.
    before = [risk for risk, at in settings if at <= start]
    level = before[-1] if before else settings[0][0]
    changes = settings[len(before) or 1 :]
    found = _Due(count(limits[level], start), limits[level])
    known = state.suggested_risk
    highest = known if known and _higher(known, level) else level
    promised = {level: found.due_at}
    for risk, at in changes:
        if at > stop or risk is level:
            continue
        limit = limits[risk]
        if _higher(risk, level):
            dues = [found.due_at, count(limit, at)]
            if not _higher(risk, highest):
                dues.append(promised.get(risk) or count(limit, start))
            due_at = min((one for one in dues if one is not None), default=None)
            found = replace(found, due_at=due_at, limit=limit)
            if found.original == due_at:
                found = replace(found, original=None, lowered=False)
        else:
            found = _Due(count(limit, start), limit, original=found.original or found.due_at, lowered=True)
        level = risk
        highest = risk if _higher(risk, highest) else highest
        promised.setdefault(risk, found.due_at)
    return found


_ORDER = {risk: place for place, risk in enumerate(Risk)}


def _higher(risk: Risk, than: Risk) -> bool:
    return _ORDER[risk] < _ORDER[than]


# Repeated steps ---------------------------------------------------------------------------------------------------


def _repetition_clocks(run: RunState, at: datetime, time: OfficeTime) -> list[Clock]:
    return [clock for _, clock in _repetitions(run, at, time)]


def _repetitions(run: RunState, at: datetime, time: OfficeTime) -> list[tuple[str, Clock]]:
    """Point 13: with a limit, each entry must come within it of the last one (the first, of the step's start)."""
    found = []
    for step in run.procedure.steps:
        now = run.steps[step.key]
        if step.repeat_within is None or now.status not in (Status.OPEN, Status.DONE):
            continue
        start = now.first_started_at or now.opened_at
        if start is None:
            continue
        marks = [start, *now.entries]
        gaps = zip(marks, [*now.entries, now.finished_at or at], strict=True)
        late = any(
            until > limit
            for since, until in gaps
            if (limit := due(step.repeat_within, since, time.calendar, at_once=time.at_once)) is not None
        )
        running = now.finished_at is None
        in_time = ClockStatus.RUNNING if running else ClockStatus.MET
        clock = Clock(
            key=f"berulang-{step.key}",
            name=step.name,
            text=step.repeat_within.text,
            status=ClockStatus.MISSED if late else in_time,
            started_at=marks[-1],
            due_at=due(step.repeat_within, marks[-1], time.calendar, at_once=time.at_once),
            ended_at=now.finished_at,
            running=running,
            run=run.number,
        )
        found.append((step.key, clock))
    return found


# Publications that a run has left ---------------------------------------------------------------------------------


def _earlier_clocks(state: State, run: RunState, at: datetime, time: OfficeTime) -> list[Clock]:
    """Point 30: what was promised when the case was moved is promised still, beside what the newer version promises."""
    found = []
    for reading in readings(run):
        serving, before = time.serving(reading.run), reading.left.run
        began = [one for one in promises(reading.run, state) if _moment(before, one.since, start=True)]
        for promise in began:
            until = _end_of(reading, promise)
            clock = _promise_clock(state, reading.run, replace(promise, until=until), at, serving)
            until = replace(until, step=reading.now.get(until.step, until.step))
            # Whoever asks at which step the promise ends is told the step as it is called now.
            found.append(replace(clock, version=before.standard.version, promise=replace(promise, until=until)))
        found += [
            replace(clock, version=before.standard.version)
            for key, clock in _repetitions(reading.run, at, serving)
            if before.steps[key].first_started_at and (key in reading.now or not clock.running)
        ]
    return found


def _end_of(reading: Reading, promise: Promise) -> Moment:
    """A promise until a step that the newer version has not runs until the procedure ends: moving excuses nobody."""
    step = reading.run.steps.get(promise.until.step)
    gone = step is not None and promise.until.step not in reading.now and step.status in (Status.WAITING, Status.OPEN)
    return Moment(MomentKind.ENDED) if gone else promise.until


# The law's own clocks ---------------------------------------------------------------------------------------------


def _legal_clocks(state: State, at: datetime, time: OfficeTime) -> list[Clock]:
    """Every limit of the law that this case has begun, whichever standard it follows; never paused."""
    known = _first_known(state)
    found = []
    for term in legal.LEGAL_TERMS:
        start = known.get(term.since)
        if start is None or not term.applies(state.facts):
            continue
        due_at = term.due_at(start, time.calendar, extended=bool(term.extended_by) and term.extended_by in known)
        end = _legal_end(state, term, known)
        # The file's closing ends what others owe; what falls on a role of the office, it owes still.
        cancelled = state.closed_at if end is None and not term.role else None
        clock = Clock(
            key=term.key,
            name=term.name.id,
            text=term.text.id,
            status=ClockStatus.RUNNING,
            started_at=start,
            due_at=due_at,
            ended_at=end or cancelled,
            running=end is None and cancelled is None,
            legal=term.article,
        )
        found.append(replace(clock, status=_status(clock, at, ended=end is not None)))
    return found


def _first_known(state: State) -> dict[str, datetime]:
    """When each legal fact first became `yes`, and when the first report was received."""
    found: dict[str, datetime] = {}
    for _, event in state.standing:
        if isinstance(event, Opened):
            found.setdefault(legal.RECEIVED, event.at)
            facts = event.facts
        elif isinstance(event, FactKnown):
            facts = ((event.name, event.values),)
        else:
            continue
        for name, values in facts:
            if name in legal.LEGAL_FACTS and "yes" in values and name in state.facts:
                found[name] = min(event.at, found.get(name, event.at))
    return found


def _legal_end(state: State, term: legal.LegalTerm, known: dict[str, datetime]) -> datetime | None:
    ends = [known[name] for name in term.until if name in known]
    if term.forms:
        for run in _every_reading(state):
            ends += [
                finished
                for step in run.procedure.steps
                if not set(term.forms).isdisjoint(step.forms)
                and (finished := run.steps[step.key].finished_at) is not None
                and finished >= known[term.since]
            ]
    return min(ends, default=None)


def _every_reading(state: State) -> Iterator[RunState]:
    """Every run, and what it has left: a form filled under an earlier version was filled."""
    for run in state.runs.values():
        yield run
        yield from (reading.run for reading in readings(run))
