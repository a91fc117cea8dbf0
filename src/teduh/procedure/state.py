# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a case stands: a fold over its events. Pure: the same standard and events give the same state.

    state = fold({1: (standard, procedure)}, events)
    state = advance(state, event)

The fold never raises and never judges: `decide` says what may happen, the fold says what follows from what did. An
event that names a run or step which the standard does not have changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import Any, TypeAlias

from teduh.procedure import flow
from teduh.procedure.events import (
    Assigned,
    BrokenOff,
    Closed,
    Corrected,
    Ended,
    EntryMade,
    Event,
    Extended,
    FactKnown,
    Finished,
    NotNeeded,
    Opened,
    Paused,
    Reopened,
    RequirementInvalid,
    RequirementMet,
    RequirementsComplete,
    RequirementWaived,
    Resumed,
    RiskSet,
    Started,
)
from teduh.procedure.flow import Facts, Holds, Plan
from teduh.procedure.problems import Message
from teduh.procedure.standard.model import (
    ENDS,
    Activity,
    Effect,
    Outcome,
    Procedure,
    Promise,
    Requirement,
    RequirementKind,
    Risk,
    Standard,
)

Status = flow.Status
# Channels by which a report arrives in writing; every other one is oral (the fact `form`).
WRITTEN_CHANNELS = frozenset({"letter", "fax", "email", "referral", "transfer", "post"})
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


Ground: TypeAlias = tuple[Standard, Procedure]
Resolver: TypeAlias = Callable[[Opened], Ground | None]
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
    def standing(self) -> tuple[tuple[int, Event], ...]:
        """The events that hold, each with its number."""
        return tuple(
            (number, event) for number, event in enumerate(self.events, start=1) if number not in self.withdrawn
        )


def by_number(grounds: Mapping[int, Ground]) -> Resolver:
    """What each run follows, where the runs are known; a run that a service started follows the first's standard."""

    def resolve(event: Opened) -> Ground | None:
        if event.run in grounds:
            return grounds[event.run]
        if not grounds or event.standard:
            return None
        standard = grounds[min(grounds)][0]
        procedure = standard.procedure(event.procedure)
        return (standard, procedure) if procedure else None

    return resolve


def begin(standards: Standards) -> State:
    """A case to which nothing has happened yet."""
    return State(standards=standards if callable(standards) else by_number(standards))


def fold(standards: Standards, events: Iterable[Event]) -> State:
    """Where the case stands after these events, in the order of the journal.

    `standards` maps a run's number to its standard and procedure, or finds them from the run's `Opened`.
    """
    return reduce(advance, events, begin(standards))


def advance(state: State, event: Event) -> State:
    """The state after one more event."""
    events = (*state.events, event)
    if isinstance(event, Corrected):
        return _without(state, events, event.number)
    after = _apply(state, event, len(events))
    return replace(after, events=events)


def _without(state: State, events: tuple[Event, ...], number: int) -> State:
    """Point 29: the event is withdrawn, and with it whatever followed from it alone. The journal keeps both.

    Folding again without it *is* the withdrawal: steps that had opened because of it are computed anew, and unstarted
    ones close. The opening of the first run cannot be withdrawn.
    """
    if not 1 < number <= len(state.events) or isinstance(state.events[number - 1], Corrected):
        return replace(state, events=events)
    withdrawn = state.withdrawn | {number}
    after = State(standards=_resolved(state))
    for place, event in enumerate(events, start=1):
        if place not in withdrawn and not isinstance(event, Corrected):
            after = _apply(after, event, place)
    return replace(after, standards=state.standards, events=events, withdrawn=withdrawn)


def _resolved(state: State) -> Resolver:
    """The runs' standards as they were found the first time; only what is not known yet is looked up again."""

    def resolve(event: Opened) -> Ground | None:
        run = state.runs.get(event.run)
        return (run.standard, run.procedure) if run else state.standards(event)

    return resolve


def _apply(state: State, event: Event, number: int) -> State:
    if isinstance(event, Opened):
        return _opened(state, event)
    on_case = _ON_CASE.get(type(event))
    if on_case is not None:
        return on_case(state, event)
    run = state.runs.get(event.run)
    on_run = _ON_RUN.get(type(event))
    if run is None or on_run is None or run.over:
        return state
    after = on_run(run, event, number, state.facts)
    runs = {**state.runs, event.run: after}
    if isinstance(event, Finished) and (given := _consent(after, event)):
        return _know(replace(state, runs=runs), "consent", (given,), event.at)
    return replace(state, runs=runs)


# Events of the case -----------------------------------------------------------------------------------------------


def _opened(state: State, event: Opened) -> State:
    """A run begins. The report's arrival does the `ajukan` of outside parties (point 16)."""
    if event.run in state.runs:
        return state
    ground = state.standards(event)
    if ground is None:
        return state
    standard, procedure = ground
    facts, facts_at, risks = dict(state.facts), dict(state.facts_at), state.risks
    for name, values in _with_form(event.facts):
        facts[name] = values
        facts_at[name] = event.at
        if name == "risk":
            risks = _risks(risks, values, event.at)
    run = RunState(
        number=event.run,
        steps={step.key: StepState(key=step.key, status=Status.WAITING) for step in procedure.steps},
        end=None,
        opened_at=event.at,
        requirements={},
        complete_at=None,
        pauses=(),
        extensions={},
        standard=standard,
        plan=flow.lay_out(procedure),
    )
    run = _assign_steps(run, state.assignments)
    run = _settle(run, facts, event.at)
    arrived = flow.arrives_done(run.plan, [step.status for step in run.steps.values()])
    for index in arrived:
        step = procedure.steps[index]
        done = Finished(at=event.at, run=event.run, step=step.key, outcome=flow.first_outcome(step).key)
        run = _finished(run, done, 0, facts)
    run = _count_requirements(run, facts, event.at)
    others = {number: _on_facts(other, facts, event.at) for number, other in state.runs.items()} if event.facts else {}
    return replace(
        state,
        runs={**state.runs, **others, event.run: run},
        facts=facts,
        facts_at=facts_at,
        risks=risks,
    )


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
    return (*risks, (known[0], at)) if known else risks


def _fact_known(state: State, event: FactKnown) -> State:
    if event.name == "risk":
        state = replace(state, risks=_risks(state.risks, event.values, event.at))
    return _know(state, event.name, event.values, event.at)


def _risk_set(state: State, event: RiskSet) -> State:
    state = replace(state, risks=(*state.risks, (event.risk, event.at)))
    return _know(state, "risk", (event.risk.value,), event.at)


def _know(state: State, name: str, values: tuple[str, ...], at: datetime) -> State:
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
    return _count_requirements(_settle(run, facts, at), facts, at)


def _assigned(state: State, event: Assigned) -> State:
    """Point 15: the role's further steps on this case, in every run, are theirs alone until reassigned."""
    assignments = {role: to for role, to in {**state.assignments, event.role: event.to}.items() if to}
    runs = {number: _assign_steps(run, assignments) for number, run in state.runs.items()}
    return replace(state, assignments=assignments, runs=runs)


def _assign_steps(run: RunState, assignments: Mapping[str, str]) -> RunState:
    """The first of a step's roles that is assigned names whose step it is; finished steps keep theirs."""
    changed: dict[str, StepState] = {}
    for step, now in zip(run.procedure.steps, run.steps.values(), strict=True):
        to = next((assignments[party.role] for party in step.actors if party.role in assignments), "")
        if to != now.assigned_to and now.status is not Status.DONE:
            changed[step.key] = replace(now, assigned_to=to)
    return replace(run, steps={**run.steps, **changed}) if changed else run


def _closed(state: State, event: Closed) -> State:
    return replace(state, closed_at=event.at)


def _reopened(state: State, event: Reopened) -> State:
    return replace(state, closed_at=None)


# Events of a run --------------------------------------------------------------------------------------------------


def _started(run: RunState, event: Started, number: int, facts: Facts) -> RunState:
    now = run.steps.get(event.step)
    if now is None or now.started_at is not None or now.outcome:
        return run
    steps = {**run.steps, event.step: _begin(now, event.at)}
    # A step that is open stays open by being started: only one begun out of turn changes where the line stands.
    return (
        replace(run, steps=steps) if now.status is Status.OPEN else _settle(replace(run, steps=steps), facts, event.at)
    )


def _begin(now: StepState, at: datetime) -> StepState:
    return replace(now, started_at=at, first_started_at=now.first_started_at or at)


def _finished(run: RunState, event: Finished, number: int, facts: Facts) -> RunState:
    """A result. It may open steps, send back (point 11), or end the run (point 8)."""
    now = run.steps.get(event.step)
    if now is None or now.outcome:
        return run
    index = run.plan.number[event.step]
    outcome = run.plan.outcomes[index].get(event.outcome)
    if outcome is None:
        return run
    if outcome.effect in (Effect.RETURN, Effect.REPEAT):
        return _send_back(run, event, index, outcome, facts)
    done = replace(
        now,
        outcome=outcome.key,
        not_needed=outcome.key == flow.NOT_NEEDED.key and run.procedure.steps[index].judged,
        started_at=now.started_at or event.at,
        first_started_at=now.first_started_at or event.at,
        finished_at=event.at,
        returned=False,
        products=event.products,
        services=event.services,
        criteria=event.criteria,
        event=number,
    )
    held = {key: waits for key, waits in run.held.items() if key != index} if index in run.held else run.held
    end = End(outcome.effect, event.at, event.step) if outcome.effect in ENDS else run.end
    run = _settle(replace(run, steps={**run.steps, event.step: done}, held=held, end=end), facts, event.at)
    step = run.procedure.steps[index]
    return _count_requirements(run, facts, event.at) if step.forms or step.obtains else run


def _send_back(run: RunState, event: Finished, index: int, outcome: Outcome, facts: Facts) -> RunState:
    """Point 11. The papers of the earlier round stay as versions; begun work elsewhere is not touched."""
    lost = flow.returned(run.plan, index, outcome)
    steps = dict(run.steps)
    for losing in lost:
        key = run.plan.keys[losing]
        now = steps[key]
        if now.outcome or losing == index:
            first = (now.first_started_at or event.at) if losing == index else now.first_started_at
            steps[key] = replace(
                now,
                outcome="",
                not_needed=False,
                started_at=None,
                first_started_at=first,
                finished_at=None,
                round=now.round + 1,
                returned=True,
                event=0,
            )
    return _settle(replace(run, steps=steps, held=flow.hold(run.held, lost)), facts, event.at)


def _not_needed(run: RunState, event: NotNeeded, number: int, facts: Facts) -> RunState:
    done = Finished(at=event.at, run=event.run, by=event.by, step=event.step, outcome=flow.NOT_NEEDED.key)
    return _finished(run, done, number, facts)


def _entry_made(run: RunState, event: EntryMade, number: int, facts: Facts) -> RunState:
    """Point 13: the first entry starts the step; successors wait for its finish."""
    now = run.steps.get(event.step)
    if now is None or now.outcome:
        return run
    begun = now if now.started_at else _begin(now, event.at)
    return replace(run, steps={**run.steps, event.step: replace(begun, entries=(*now.entries, event.at))})


def _broken_off(run: RunState, event: BrokenOff, number: int, facts: Facts) -> RunState:
    """Begun work is given up (point 8): the step stands as if it had not been started."""
    now = run.steps.get(event.step)
    if now is None or now.outcome or now.started_at is None:
        return run
    steps = {**run.steps, event.step: replace(now, started_at=None)}
    return _settle(replace(run, steps=steps), facts, event.at)


def _requirement(run: RunState, event: Event, number: int, facts: Facts) -> RunState:
    """A requirement is met, waived or found invalid. An invalid one pauses; it never restarts a clock (point 19)."""
    assert isinstance(event, RequirementMet | RequirementWaived | RequirementInvalid)
    marks = {**run.marks, event.requirement: (_MARKS[type(event)], event.at)}
    invalid = any(said == "invalid" for said, _ in marks.values())
    pauses = run.pauses
    if invalid and run.complete_at and not any(reason == WAITING_FOR_APPLICANT and not to for reason, _, to in pauses):
        pauses = (*pauses, (WAITING_FOR_APPLICANT, event.at, None))
    elif not invalid and any(said == "invalid" for said, _ in run.marks.values()):
        pauses = _ended_pauses(pauses, event.at, reason=WAITING_FOR_APPLICANT)
    return _count_requirements(replace(run, marks=marks, pauses=pauses), facts, event.at)


_MARKS: dict[type[Event], str] = {RequirementMet: "met", RequirementWaived: "waived", RequirementInvalid: "invalid"}


def _requirements_complete(run: RunState, event: RequirementsComplete, number: int, facts: Facts) -> RunState:
    return run if run.complete_at else replace(run, complete_at=event.at)


def _paused(run: RunState, event: Paused, number: int, facts: Facts) -> RunState:
    if any(reason == event.reason and to is None for reason, _, to in run.pauses):
        return run
    return replace(run, pauses=(*run.pauses, (event.reason, event.at, None)))


def _resumed(run: RunState, event: Resumed, number: int, facts: Facts) -> RunState:
    return replace(run, pauses=_ended_pauses(run.pauses, event.at))


def _ended_pauses(
    pauses: tuple[tuple[str, datetime, datetime | None], ...],
    at: datetime,
    *,
    reason: str = "",
) -> tuple[tuple[str, datetime, datetime | None], ...]:
    return tuple(
        (why, since, max(at, since)) if until is None and (not reason or why == reason) else (why, since, until)
        for why, since, until in pauses
    )


def _extended(run: RunState, event: Extended, number: int, facts: Facts) -> RunState:
    times = (*run.extensions.get(event.promise, ()), event.at)
    return replace(run, extensions={**run.extensions, event.promise: times})


def _ended(run: RunState, event: Ended, number: int, facts: Facts) -> RunState:
    """Point 10: the early end."""
    return _settle(replace(run, end=End(event.effect, event.at, early=True)), facts, event.at)


def _consent(run: RunState, event: Finished) -> str:
    """What a consent step's result says: its first outcome, or one that begins with "setuju", gives consent."""
    step = run.procedure.step(event.step)
    if step is None or step.activity is not Activity.CONSENT or run.steps[event.step].outcome != event.outcome:
        return ""
    agreed = event.outcome == flow.first_outcome(step).key or event.outcome.startswith("setuju")
    return "given" if agreed and event.outcome != flow.NOT_NEEDED.key else "refused"


_ON_CASE: dict[type[Event], Callable[[State, Any], State]] = {
    FactKnown: _fact_known,
    RiskSet: _risk_set,
    Assigned: _assigned,
    Closed: _closed,
    Reopened: _reopened,
}
_ON_RUN: dict[type[Event], Callable[[RunState, Any, int, Facts], RunState]] = {
    Started: _started,
    Finished: _finished,
    NotNeeded: _not_needed,
    EntryMade: _entry_made,
    BrokenOff: _broken_off,
    RequirementMet: _requirement,
    RequirementWaived: _requirement,
    RequirementInvalid: _requirement,
    RequirementsComplete: _requirements_complete,
    Paused: _paused,
    Resumed: _resumed,
    Extended: _extended,
    Ended: _ended,
}


# What follows -----------------------------------------------------------------------------------------------------


def _settle(run: RunState, facts: Facts, at: datetime) -> RunState:
    """Compute every step's status anew; keep the steps that stand as they stood."""
    plan = run.plan
    now = tuple(run.steps.values())
    over = flow.passed_over(plan, facts)
    begun = [index for index, step in enumerate(now) if step.started_at is not None and not step.outcome]
    found = flow.statuses(plan, [step.outcome for step in now], facts, begun=begun, held=run.held, over=over)
    end = run.end
    if run.over:
        # The end cancels whatever is not done (point 8); a case never runs on behind its end.
        found = [Status.DROPPED if status in _CANCELLED else status for status in found]
    else:
        end = _natural_end(run, found, at)
    steps: dict[str, StepState] = {}
    changed = False
    for index, (step, status) in enumerate(zip(now, found, strict=True)):
        why = over.get(index) if status is Status.PASSED else None
        if step.status is not status or step.why is not why:
            changed = True
            steps[step.key] = _restated(run, index, step, status, why, at)
        else:
            steps[step.key] = step
    if not changed and end is run.end:
        return run
    return replace(run, steps=steps if changed else run.steps, end=end)


_CANCELLED = frozenset({Status.WAITING, Status.OPEN})


def _natural_end(run: RunState, found: list[Status], at: datetime) -> End | None:
    """Point 9. A reading, like every condition: where a fact opens a step again, the procedure is not complete."""
    if not flow.ends_by_itself(found):
        return None
    if run.end is not None:
        return run.end
    last = max((step.finished_at for step in run.steps.values() if step.finished_at), default=at)
    return End(Effect.COMPLETED, max(at, last))


def _restated(
    run: RunState,
    index: int,
    step: StepState,
    status: Status,
    why: Message | None,
    at: datetime,
) -> StepState:
    if status is step.status:
        return replace(step, why=why)
    if status is Status.OPEN:
        opened = max((at, *_predecessors_finished(run, index)))
        return replace(step, status=status, opened_at=opened, changed_at=opened, why=why)
    if status is Status.DONE:
        return replace(step, status=status, changed_at=step.finished_at, why=why)
    return replace(step, status=status, opened_at=None, changed_at=at, why=why)


def _predecessors_finished(run: RunState, index: int) -> list[datetime]:
    found = []
    for other, _ in run.plan.links[index]:
        finished = run.steps[run.plan.keys[other]].finished_at
        if finished is not None:
            found.append(finished)
    return found


def _count_requirements(run: RunState, facts: Facts, at: datetime) -> RunState:
    """Where each requirement stands, and the moment at which they became complete (point 19)."""
    if run.complaint or not run.standard.requirements:
        return run if run.complete_at else replace(run, complete_at=run.opened_at)
    found: dict[str, str] = {}
    complete = True
    for requirement in run.standard.requirements:
        if requirement.procedure not in ("", run.procedure.key):
            continue
        carried = _carried(run, requirement)
        said = _requirement_stands(run, requirement, facts, carried)
        found[requirement.key] = said
        if said == "missing" and requirement.mandatory and not carried:
            complete = False
    complete_at = run.complete_at
    if complete and complete_at is None:
        met = [when for said, when in run.marks.values() if said != "invalid"]
        complete_at = max((run.opened_at, at, *met))
    return replace(run, requirements=found, complete_at=complete_at)


def _carried(run: RunState, requirement: Requirement) -> tuple[str, ...]:
    """Keys of the steps that obtain it (`formulir`, `memperoleh`); the complete file does not wait for those."""
    keys = {requirement.key, *(one.key for one in requirement.alternatives)}
    return tuple(
        step.key
        for step in run.procedure.steps
        if not keys.isdisjoint(step.obtains)
        or (requirement.kind is RequirementKind.FORM and not keys.isdisjoint(step.forms))
    )


def _requirement_stands(run: RunState, requirement: Requirement, facts: Facts, carried: tuple[str, ...]) -> str:
    if not flow.true(requirement.condition, facts):
        return ""
    if requirement.kind is RequirementKind.REFERENCE:
        return "met"  # the office's own book on its own shelf
    for key in (requirement.key, *(one.key for one in requirement.alternatives)):
        said = run.marks.get(key, ("", None))[0]
        if said in ("met", "waived"):
            return said
    if run.marks.get(requirement.key, ("", None))[0] != "invalid":
        for key in carried:
            step = run.steps[key]
            if step.outcome and not step.not_needed:
                return "obtained"
    return "missing"
