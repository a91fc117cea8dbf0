# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every walk that a case can take through a procedure, explored for the checker (rules C14, C15, C22, C24, C25).

The statuses come from `flow.statuses`, on which the fold stands too: what holds here holds for a case. A walk is
explored under every combination of the facts that the procedure asks for (one value of each kind that makes a
difference, and unknown), with and without sexual violence where there is a mediation. Two walks that left the same
results are the same from there on; so seventeen steps have about a hundred places, not millions of paths.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from teduh.procedure import flow
from teduh.procedure.flow import Facts, Holds, Plan
from teduh.procedure.standard.model import (
    ENDS,
    Condition,
    Effect,
    Moment,
    MomentKind,
    Procedure,
    Promise,
    Standard,
)
from teduh.procedure.state import WRITTEN_CHANNELS

MOST_PLACES = 20_000
CHANNELS_WHERE_NONE_ARE_SAID = ("walk_in", "letter")


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through: the facts that held, and each step with the outcome it ended in."""

    facts: tuple[tuple[str, tuple[str, ...]], ...]
    steps: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """`channel: letter; terima > pilah = surat-kaleng`: the outcome where it is not plain `selesai`."""
        facts = "; ".join(f"{name}: {', '.join(values)}" for name, values in self.facts)
        steps = " > ".join(key if outcome == "selesai" else f"{key} = {outcome}" for key, outcome in self.steps)
        return f"{facts}; {steps}" if facts and steps else facts or steps


@dataclass(frozen=True, slots=True)
class Walks:
    """What all walks together show. Steps and promises by key, in the file's order."""

    places: int
    whole: bool  # False: given up at MOST_PLACES, and what never happened so far may still happen
    stuck: tuple[Walk, ...]  # C14: ran out of steps; one walk for each place where that happens
    never_open: tuple[str, ...]  # C15
    closed_channels: tuple[str, ...]  # C22: codes of channels under which no first step opens
    reversed: tuple[str, ...]  # C24: promises whose start can never come before their end
    unreached: tuple[tuple[str, Walk], ...]  # C25: promises whose end some walk to the end leaves out
    ends: tuple[tuple[str, str], ...]  # (step, outcome) of every end word that can be reached
    natural: bool  # can a walk end by itself, behind the last step?


_Place: TypeAlias = tuple[tuple[str, ...], tuple[tuple[int, frozenset[int]], ...]]


@dataclass(slots=True)
class _Ground:
    """The places of one combination of facts."""

    plan: Plan
    facts: Facts
    start: _Place
    arrived: frozenset[int] = frozenset()
    open: dict[_Place, tuple[int, ...]] = field(default_factory=dict)
    edges: dict[_Place, list[tuple[int, str, _Place | None]]] = field(default_factory=dict)
    came: dict[_Place, tuple[_Place, int, str]] = field(default_factory=dict)
    completed: dict[_Place, tuple[int, str] | None] = field(default_factory=dict)  # tuntas: by what, None by itself
    stuck: list[_Place] = field(default_factory=list)
    whole: bool = True

    def walk(self, place: _Place, last: tuple[int, str] | None = None) -> Walk:
        steps = [last] if last else []
        while place in self.came:
            place, index, outcome = self.came[place]
            steps.append((index, outcome))
        return Walk(
            tuple(sorted(self.facts.items())),
            tuple((self.plan.keys[index], outcome) for index, outcome in reversed(steps)),
        )


def explore(standard: Standard, procedure: Procedure, *, most: int = MOST_PLACES) -> Walks:
    """Walk every walk of one procedure of the standard (or of its complaints)."""
    plan = flow.lay_out(procedure)
    complaint = standard.complaints is not None and standard.complaints.procedure is procedure
    promises = () if complaint else tuple(one for one in standard.promises if one.procedure in ("", procedure.key))
    grounds: list[_Ground] = []
    left = most
    for facts in _combinations(standard, plan, promises):
        if left <= 0:
            break
        grounds.append(_explore(plan, facts, left))
        left -= len(grounds[-1].open)
    return Walks(
        places=sum(len(ground.open) for ground in grounds),
        whole=left > 0 and all(ground.whole for ground in grounds),
        stuck=_stuck(grounds),
        never_open=_never_open(plan, grounds),
        closed_channels=_closed_channels(standard, plan),
        reversed=tuple(one.key for one in promises if not any(_in_order(one, ground) for ground in grounds)),
        unreached=tuple(_unreached(promises, grounds)),
        ends=_ends(plan, grounds),
        natural=any(by is None for ground in grounds for by in ground.completed.values()),
    )


# Facts ------------------------------------------------------------------------------------------------------------


def _combinations(standard: Standard, plan: Plan, promises: tuple[Promise, ...]) -> Iterator[Facts]:
    """Every combination of facts that can make a difference to these steps and promises."""
    conditions = [condition for _, condition in plan.conditional]
    conditions += [promise.condition for promise in promises if promise.condition]
    axes = [_channels(standard, conditions)]
    names = {name for condition in conditions for name, _ in condition.facts} - {"channel", "form"}
    axes += [[{}, *({name: (value,)} for value in _values(name, conditions))] for name in sorted(names)]
    if plan.mediations:
        axes.append([{}, {"sexual_violence": ("yes",)}])
    for chosen in product(*axes):
        yield {name: values for part in chosen for name, values in part.items()}


def _channels(standard: Standard, conditions: list[Condition]) -> list[Facts]:
    """One channel of each sort that the conditions tell apart; written or oral follows from it."""
    if not any(name in ("channel", "form") for condition in conditions for name, _ in condition.facts):
        return [{}]
    found: dict[tuple[bool, ...], Facts] = {}
    for code in _allowed_channels(standard, conditions):
        facts = _of_channel(code)
        asked = tuple(
            any(value in values for value in facts.get(name, ()))
            for condition in conditions
            for name, values in condition.facts
            if name in facts
        )
        found.setdefault(asked, facts)
    return list(found.values())


def _allowed_channels(standard: Standard, conditions: list[Condition]) -> tuple[str, ...]:
    """The standard's channels; where it names none every channel may come, so those that its conditions ask for too."""
    own = tuple(channel.kind for channel in standard.channels if channel.kind)
    asked = [values for condition in conditions for name, values in condition.facts if name == "channel"]
    return own or (*CHANNELS_WHERE_NONE_ARE_SAID, *(value for values in asked for value in values))


def _of_channel(code: str) -> Facts:
    return {"channel": (code,), "form": ("written" if code in WRITTEN_CHANNELS else "oral",)}


def _values(name: str, conditions: list[Condition]) -> list[str]:
    """One value for each set of conditions that it makes true."""
    asked = [values for condition in conditions for fact, values in condition.facts if fact == name]
    found: dict[tuple[bool, ...], str] = {}
    for value in dict.fromkeys(value for values in asked for value in values):
        found.setdefault(tuple(value in values for values in asked), value)
    return list(found.values())


# Places -----------------------------------------------------------------------------------------------------------


def _explore(plan: Plan, facts: Facts, most: int) -> _Ground:
    nothing = ("",) * len(plan.keys)
    over = flow.passed_over(plan, facts)
    arrived = flow.arrives_done(plan, flow.statuses(plan, nothing, facts, over=over))
    results = tuple(
        flow.first_outcome(step).key if index in arrived else "" for index, step in enumerate(plan.procedure.steps)
    )
    ground = _Ground(plan, facts, (results, ()), frozenset(arrived))
    waiting = deque([ground.start])
    seen = {ground.start}
    while waiting:
        place = waiting.popleft()
        if len(ground.open) >= most:
            ground.whole = False
            break
        results, held = place
        found = flow.statuses(plan, results, facts, held=dict(held), over=over)
        ground.open[place] = tuple(index for index, status in enumerate(found) if status is flow.Status.OPEN)
        ground.edges[place] = []
        if flow.ends_by_itself(found):
            ground.completed[place] = None
        elif not ground.open[place]:
            ground.stuck.append(place)
        for index in ground.open[place]:
            for outcome in plan.outcomes[index].values():
                after = None if outcome.effect in ENDS else _after(plan, place, index, outcome.key)
                ground.edges[place].append((index, outcome.key, after))
                if outcome.effect is Effect.COMPLETED:
                    ground.completed.setdefault(place, (index, outcome.key))
                if after is not None and after not in seen:
                    seen.add(after)
                    ground.came[after] = (place, index, outcome.key)
                    waiting.append(after)
    return ground


def _after(plan: Plan, place: _Place, index: int, key: str) -> _Place:
    results, held = list(place[0]), dict(place[1])
    outcome = plan.outcomes[index][key]
    if outcome.effect in (Effect.RETURN, Effect.REPEAT):
        lost = flow.returned(plan, index, outcome)
        for losing in lost:
            results[losing] = ""
        return tuple(results), _kept(flow.hold(held, lost))
    results[index] = key
    held.pop(index, None)
    return tuple(results), _kept(held)


def _kept(held: Holds) -> tuple[tuple[int, frozenset[int]], ...]:
    return tuple(sorted(held.items()))


# Findings ---------------------------------------------------------------------------------------------------------


def _stuck(grounds: list[_Ground]) -> tuple[Walk, ...]:
    """Rule C14: one walk for each step and outcome after which nothing is left, the shortest."""
    found: dict[tuple[str, str], Walk] = {}
    for ground in grounds:
        for place in ground.stuck:
            walk = ground.walk(place)
            last = walk.steps[-1] if walk.steps else ("", "")
            if last not in found or len(walk.steps) < len(found[last].steps):
                found[last] = walk
    return tuple(found.values())


def _never_open(plan: Plan, grounds: list[_Ground]) -> tuple[str, ...]:
    """Rule C15. What the report's arrival does counts as opened."""
    opened = {index for ground in grounds for indexes in ground.open.values() for index in indexes}
    opened |= {index for ground in grounds for index in ground.arrived}
    return tuple(key for index, key in enumerate(plan.keys) if index not in opened)


def _closed_channels(standard: Standard, plan: Plan) -> tuple[str, ...]:
    """Rule C22."""
    nothing = ("",) * len(plan.keys)
    return tuple(
        channel.kind
        for channel in standard.channels
        if channel.kind and flow.Status.OPEN not in flow.statuses(plan, nothing, _of_channel(channel.kind))
    )


def _ends(plan: Plan, grounds: list[_Ground]) -> tuple[tuple[str, str], ...]:
    reached = {
        (index, outcome)
        for ground in grounds
        for edges in ground.edges.values()
        for index, outcome, after in edges
        if after is None
    }
    return tuple((plan.keys[index], outcome) for index, outcome in sorted(reached))


def _in_order(promise: Promise, ground: _Ground) -> bool:
    """Rule C24: on some walk the promise's start comes before its end."""
    if promise.since.kind is MomentKind.ENDED or promise.until.kind is MomentKind.RECEIVED:
        return False
    sources = _places_from(promise.since, promise.until, ground)
    if promise.until.kind in (MomentKind.COMPLETE, MomentKind.ENDED):
        return bool(sources)
    target = ground.plan.number.get(promise.until.step)
    if target is None:
        return False
    if promise.since.step == promise.until.step and promise.since.kind is not MomentKind.RECEIVED:
        kinds = (promise.since.kind, promise.until.kind)
        return bool(sources) and kinds == (MomentKind.STARTED, MomentKind.FINISHED)
    if target in ground.arrived and promise.since.kind is MomentKind.RECEIVED:
        return True
    return any(target in ground.open[place] for place in _reachable(ground, sources))


def _places_from(since: Moment, until: Moment, ground: _Ground) -> set[_Place]:
    """Places at which the start has just come, and the end has not."""
    source = ground.plan.number.get(since.step)
    target = ground.plan.number.get(until.step, -1)
    if since.kind in (MomentKind.RECEIVED, MomentKind.COMPLETE):
        return {ground.start}
    if source is None:
        return set()
    if source in ground.arrived:
        return {ground.start}
    if since.kind is MomentKind.STARTED:
        found = {place for place, indexes in ground.open.items() if source in indexes}
    else:
        found = {
            after
            for edges in ground.edges.values()
            for index, _, after in edges
            if index == source and after is not None and after[0][source]
        }
    return {place for place in found if target < 0 or not place[0][target]}


def _reachable(ground: _Ground, sources: set[_Place]) -> Iterator[_Place]:
    waiting = [place for place in sources if place in ground.open]
    seen = set(waiting)
    while waiting:
        place = waiting.pop()
        yield place
        for _, _, after in ground.edges[place]:
            if after is not None and after not in seen and after in ground.open:
                seen.add(after)
                waiting.append(after)


def _unreached(promises: tuple[Promise, ...], grounds: list[_Ground]) -> Iterator[tuple[str, Walk]]:
    """Rule C25: the shortest walk to `tuntas` that began the promise and never came to its end."""
    for promise in promises:
        if promise.until.kind not in (MomentKind.STARTED, MomentKind.FINISHED):
            continue
        found: Walk | None = None
        for ground in grounds:
            if not flow.true(promise.condition, ground.facts):
                continue
            for place, last in ground.completed.items():
                results = dict(enumerate(place[0])) | ({last[0]: last[1]} if last else {})
                if _happened(promise.since, results, ground.plan) and not _happened(
                    promise.until, results, ground.plan
                ):
                    walk = ground.walk(place, last)
                    if found is None or len(walk.steps) < len(found.steps):
                        found = walk
        if found is not None:
            yield promise.key, found


def _happened(moment: Moment, results: Mapping[int, str], plan: Plan) -> bool:
    if moment.kind not in (MomentKind.STARTED, MomentKind.FINISHED):
        return True
    index = plan.number.get(moment.step)
    return index is not None and bool(results[index])
