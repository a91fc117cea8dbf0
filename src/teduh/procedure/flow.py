# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the line goes: the statuses of all steps, out of the results so far and the facts of the moment.

The fold (`state`) and the checker's walk (`standard.walk`) both stand on this one function, so that what the checker
proves of a standard is what a case will do. A step refers only upward (point 3): one pass in written order is enough.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from teduh.procedure import safeguards
from teduh.procedure.problems import Message
from teduh.procedure.standard import words
from teduh.procedure.standard.model import ENDS, JUDGEMENTS, Activity, Condition, Effect, Outcome, Procedure, Step

Facts: TypeAlias = Mapping[str, tuple[str, ...]]
Holds: TypeAlias = Mapping[int, frozenset[int]]  # a step that lost its result in a return -> those that it waits for

NOT_NEEDED = Outcome(words.NOT_NEEDED, "tidak perlu", Effect.PROCEED)  # the extra outcome of `bila: perlu` (point 14)


class Status(StrEnum):
    """The five computed states of a step; "mulai" is `StepState.started_at` on an open one."""

    WAITING = "waiting"  # tunggu
    OPEN = "open"  # terbuka
    PASSED = "passed"  # lewat: condition false or forbidden
    DROPPED = "dropped"  # gugur: branch not taken
    DONE = "done"  # selesai


@dataclass(frozen=True, slots=True)
class Plan:
    """A procedure laid out by number, so that a fold need not look names up."""

    procedure: Procedure
    keys: tuple[str, ...]
    number: Mapping[str, int]
    links: tuple[tuple[tuple[int, str], ...], ...]  # predecessor's number and the named outcome, or ""
    outcomes: tuple[Mapping[str, Outcome], ...]
    above: tuple[frozenset[int], ...]  # every step on the line that leads to this one
    conditional: tuple[tuple[int, Condition], ...]
    mediations: tuple[int, ...]
    whys: tuple[Message | None, ...]  # what a passed-over step says: its condition in words


_plans: dict[int, Plan] = {}
KEPT_PLANS = 512


def lay_out(procedure: Procedure) -> Plan:
    """Lay a procedure out. A link to a step that is not above is left out; the checker names it (rule C11).

    Plans are kept, for every fold asks: by identity, since comparing procedures would take as long as laying them out.
    """
    plan = _plans.get(id(procedure))
    if plan is None:
        if len(_plans) >= KEPT_PLANS:
            _plans.clear()
        # The plan holds its procedure, so that no other one gets the same identity as long as it is kept.
        plan = _plans[id(procedure)] = _laid_out(procedure)
    return plan


def _laid_out(procedure: Procedure) -> Plan:
    number: dict[str, int] = {}
    links: list[tuple[tuple[int, str], ...]] = []
    above: list[frozenset[int]] = []
    for index, step in enumerate(procedure.steps):
        mine = tuple((number[link.step], link.outcome) for link in step.after if link.step in number)
        links.append(mine)
        above.append(frozenset().union(*(above[other] | {other} for other, _ in mine)))
        number[step.key] = index
    return Plan(
        procedure=procedure,
        keys=tuple(step.key for step in procedure.steps),
        number=number,
        links=tuple(links),
        outcomes=tuple(_outcomes(step) for step in procedure.steps),
        above=tuple(above),
        conditional=tuple((index, step.condition) for index, step in enumerate(procedure.steps) if step.condition),
        mediations=tuple(index for index, step in enumerate(procedure.steps) if step.activity is Activity.MEDIATE),
        whys=tuple(condition_in_words(step.condition) if step.condition else None for step in procedure.steps),
    )


def _outcomes(step: Step) -> Mapping[str, Outcome]:
    found = {outcome.key: outcome for outcome in step.outcomes}
    if step.judged:
        found.setdefault(NOT_NEEDED.key, NOT_NEEDED)
    return found


def condition_in_words(condition: Condition) -> Message:
    said = "; ".join(f"{name}: {', '.join(values)}" for name, values in condition.facts)
    return Message(f"Hanya bila {said}", f"Only if {said}")


def true(condition: Condition | None, facts: Facts) -> bool:
    """Keys joined by *and*, values by *or*; a fact that nobody knows makes the condition false (point 6)."""
    if condition is None:
        return True
    for name, values in condition.facts:
        known = facts.get(name)
        if known is None or not any(value in values for value in known):
            return False
    return True


def passed_over(plan: Plan, facts: Facts) -> dict[int, Message | None]:
    """Steps that the facts of this moment pass over, and why: a condition that is false (point 5), a safeguard (21)."""
    over = {index: plan.whys[index] for index, condition in plan.conditional if not true(condition, facts)}
    if plan.mediations and (forbidden := safeguards.mediation(facts)):
        over.update(dict.fromkeys(plan.mediations, forbidden.reason))
    return over


def statuses(
    plan: Plan,
    results: Sequence[str],
    facts: Facts,
    *,
    begun: Collection[int] = (),
    held: Holds | None = None,
    over: Mapping[int, Message | None] | None = None,
) -> list[Status]:
    """The status of every step (points 1-5, 11, 14, 21).

    `results` holds each step's standing outcome, "" for none; `begun` the steps started and unfinished; `held` what
    steps wait for after a return. `over` spares a second reading of the facts where the caller has `passed_over`.
    """
    if over is None:
        over = passed_over(plan, facts)
    found: list[Status] = []
    for index, links in enumerate(plan.links):
        if results[index]:
            status = Status.DONE
        elif index in begun:
            # Begun work stays open whatever opens or closes above it (point 5); what the law forbids does not.
            status = Status.PASSED if index in over and index in plan.mediations else Status.OPEN
        elif held and index in held and any(found[one] in _UNSETTLED for one in held[index]):
            status = Status.WAITING
        else:
            status = _opening(plan, links, results, found, any_of=plan.procedure.steps[index].after_any)
            if status is Status.OPEN and index in over:
                status = Status.PASSED
        found.append(status)
    return found


_UNSETTLED = frozenset({Status.WAITING, Status.OPEN})


def _opening(
    plan: Plan,
    links: tuple[tuple[int, str], ...],
    results: Sequence[str],
    found: Sequence[Status],
    *,
    any_of: bool,
) -> Status:
    """Points 1 and 2: what the predecessors say."""
    if not links:
        return Status.OPEN
    answers = [(name, _answer(plan, other, name, results[other], found[other])) for other, name in links]
    if any_of:
        if any(answer for _, answer in answers):
            return Status.OPEN
        return Status.DROPPED if all(answer is False for _, answer in answers) else Status.WAITING
    if any(name and answer is False for name, answer in answers):
        return Status.DROPPED
    left = [answer for _, answer in answers if answer is not False]
    if not left:
        return Status.DROPPED
    return Status.WAITING if None in left else Status.OPEN


def _answer(plan: Plan, other: int, name: str, result: str, status: Status) -> bool | None:
    """What one predecessor says: yes, no, or not yet (None)."""
    if status is Status.DONE:
        outcome = plan.outcomes[other].get(result)
        proceeds = outcome is not None and outcome.effect is Effect.PROCEED
        return proceeds and (not name or name == result)
    if status is Status.DROPPED:
        return False
    if status is Status.PASSED:
        return not name
    return None


def returned(plan: Plan, returner: int, outcome: Outcome) -> dict[int, frozenset[int]]:
    """The steps that lose their result when `returner` ends so, each with those that it then waits for (point 11).

    `kembali ke X`: X, the returner, and between them the judgements alone. `ulang dari X`: everything between.
    "Between" is what lies on a line from X to the returner; side branches are untouched. A judgement waits for X and
    for the judgements above it, because what stands between them stays done and would let it open at once.
    """
    target = plan.number.get(outcome.target)
    if target is None:
        return {returner: frozenset()}
    between = {index for index in plan.above[returner] if target in plan.above[index]}
    if outcome.effect is Effect.RETURN:
        between = {index for index in between if plan.procedure.steps[index].activity in JUDGEMENTS}
    losing = between | {target, returner}
    return {index: frozenset(losing & plan.above[index]) if index != target else frozenset() for index in losing}


def hold(held: Holds, lost: Holds) -> dict[int, frozenset[int]]:
    """What steps wait for once those in `lost` have lost their result, beside what they waited for before."""
    return {**held, **{index: held.get(index, frozenset()) | waits for index, waits in lost.items() if waits}}


def ends_by_itself(found: Sequence[Status]) -> bool:
    """Point 9: nothing open or waiting, and the last written step done or passed over."""
    return bool(found) and found[-1] in _REACHED and not any(status in _UNSETTLED for status in found)


_REACHED = frozenset({Status.DONE, Status.PASSED})


def arrives_done(plan: Plan, found: Sequence[Status]) -> tuple[int, ...]:
    """Point 16: an `ajukan` of outside parties at the start of the line is done by the report's arrival."""
    return tuple(
        index
        for index, step in enumerate(plan.procedure.steps)
        if step.activity is Activity.SUBMIT
        and found[index] is Status.OPEN
        and not plan.links[index]
        and all(party.outside for party in step.actors)
    )


def first_outcome(step: Step) -> Outcome:
    """The outcome of a step that finishes without a word: the first one written."""
    return step.outcomes[0]


def ends_case(outcome: Outcome) -> bool:
    return outcome.effect in ENDS
