# SPDX-License-Identifier: AGPL-3.0-or-later
"""The published steps of a procedure as a reader meets them: numbered items on one main line, with branches beside it.

Both the list of steps and the chart are made from this, so that they cannot disagree. Steps that are not published
(`tampil: tidak`) are looked through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from teduh.procedure.standard.model import ENDS, Effect, Link, Outcome, Procedure, Step


@dataclass(frozen=True, slots=True)
class Item:
    """One or more steps that were published under one number and follow each other without a branch."""

    number: int
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        first, *rest = (step.name for step in self.steps)
        return ", ".join([first, *(_lower(name) for name in rest)])

    @property
    def last(self) -> Step:
        return self.steps[-1]


@dataclass(frozen=True, slots=True)
class Branch:
    """Where an outcome leads away from the main line: some items, then an end; or back; or ahead to a later item."""

    outcome: str
    items: tuple[Item, ...] = ()
    end: Effect | None = None
    back_to: int = 0  # number of the item that is revised
    ahead_to: int = -1  # place on the main line


@dataclass(frozen=True, slots=True)
class Stop:
    """An item of the main line: the outcome that leads on to the next one, and what branches off here."""

    item: Item
    label: str = ""  # outcome by which the next stop is reached, where there are several
    follows: bool = True  # whether it comes after the stop above it
    branches: tuple[Branch, ...] = ()


@dataclass
class _Reading:
    procedure: Procedure
    onward: set[str] = field(default_factory=set)  # steps from which the last written step can be reached

    def __post_init__(self) -> None:
        steps = self.procedure.steps
        for step in reversed(steps):
            if step is steps[-1] or any(
                link.step == step.key and later.key in self.onward for later, link in self.links()
            ):
                self.onward.add(step.key)

    def links(self) -> Iterator[tuple[Step, Link]]:
        for step in self.procedure.steps:
            for link in step.after:
                yield step, link

    def followers(self, step: Step, outcome: Outcome) -> list[Step]:
        """Shown steps that this outcome opens, hidden ones looked through; hidden ones that end are kept."""
        if outcome.effect is not Effect.PROCEED:
            return []
        found: list[Step] = []
        for later, link in self.links():
            if link.step != step.key or link.outcome not in ("", outcome.key):
                continue
            if later.shown or not self.proceeds(later):
                found.append(later)
            else:
                for hidden in later.outcomes:
                    found.extend(self.followers(later, hidden))
        return found

    def proceeds(self, step: Step) -> bool:
        return any(outcome.effect is Effect.PROCEED for outcome in step.outcomes)

    def branches_at(self, step: Step) -> bool:
        """More than one way on: an outcome that ends, or outcomes that later steps tell apart."""
        named = {link.outcome for _, link in self.links() if link.step == step.key and link.outcome}
        ahead = [one for one in step.outcomes if one.effect is Effect.PROCEED]
        ends = [one for one in step.outcomes if one.effect in ENDS]
        return bool(ahead and ends) or (len(ahead) > 1 and bool(named))


def main_line(procedure: Procedure) -> tuple[Stop, ...]:
    """The published items from start to natural end, each with what leads away from it."""
    reading = _Reading(procedure)
    items = _items(reading, [step for step in procedure.steps if step.shown and step.key in reading.onward])
    place = {step.key: index for index, item in enumerate(items) for step in item.steps}
    return tuple(_stop(reading, items, place, index) for index in range(len(items)))


def published_items(procedure: Procedure) -> tuple[Item, ...]:
    """Every published item in written order, one for each number."""
    items: list[Item] = []
    for step in procedure.steps:
        if not step.shown:
            continue
        if items and items[-1].number == step.item:
            items[-1] = Item(step.item, (*items[-1].steps, step))
        else:
            items.append(Item(step.item, (step,)))
    return tuple(items)


def _items(reading: _Reading, steps: list[Step]) -> list[Item]:
    items: list[Item] = []
    for step in steps:
        previous = items[-1] if items else None
        joined = (
            previous is not None
            and previous.number == step.item
            and step.after == (Link(previous.last.key),)
            and not reading.branches_at(previous.last)
            and not reading.branches_at(step)
        )
        if previous is not None and joined:
            items[-1] = Item(step.item, (*previous.steps, step))
        else:
            items.append(Item(step.item, (step,)))
    return items


def _stop(reading: _Reading, items: list[Item], place: dict[str, int], index: int) -> Stop:
    step = items[index].last
    several = reading.branches_at(step)
    label, branches = "", list[Branch]()
    for outcome in step.outcomes:
        if outcome.effect in (Effect.RETURN, Effect.REPEAT):
            target = reading.procedure.step(outcome.target)
            branches.append(Branch(outcome.name, back_to=target.item if target else 0))
            continue
        if outcome.effect in ENDS:
            # The last item ends the case by being finished: no branch, its own shape says so.
            if several:
                branches.append(Branch(outcome.name, end=outcome.effect))
            continue
        targets = reading.followers(step, outcome)
        places = sorted({place[one.key] for one in targets if one.key in place and place[one.key] > index})
        if index + 1 in places:
            label = outcome.name if several else ""
        elif places:
            branches.append(Branch(outcome.name if several else "", ahead_to=places[0]))
        side = [one for one in targets if one.key not in place]
        branches.extend(_side(reading, outcome if several else None, one) for one in side)
        if places and index + 1 in places:
            # What waits for a stop between as well is reached through it: no line of its own.
            between = {one.key for item in items[index + 1 :] for one in item.steps}
            alone = [later for later in places[1:] if not between & {link.step for link in items[later].steps[0].after}]
            branches.extend(Branch("", ahead_to=later) for later in alone)
    branches.extend(_returns(reading, items[index], step))
    follows = index == 0 or any(
        index in {place.get(one.key) for one in reading.followers(items[index - 1].last, outcome)}
        for outcome in items[index - 1].last.outcomes
    )
    return Stop(items[index], label, follows, _merged(branches))


def _returns(reading: _Reading, item: Item, last: Step) -> Iterator[Branch]:
    """Returns of the steps before the last one of an item."""
    for step in item.steps:
        if step is last:
            continue
        for outcome in step.outcomes:
            if outcome.effect in (Effect.RETURN, Effect.REPEAT):
                target = reading.procedure.step(outcome.target)
                yield Branch(outcome.name, back_to=target.item if target else 0)


def _side(reading: _Reading, outcome: Outcome | None, first: Step) -> Branch:
    """A branch that does not come back: its shown steps in order, and how the case ends there."""
    items: list[Item] = []
    end: Effect | None = None
    step: Step | None = first
    while step is not None:
        if step.shown:
            items.append(Item(step.item, (step,)))
        end = next((one.effect for one in step.outcomes if one.effect in ENDS), end)
        nexts = [one for out in step.outcomes for one in reading.followers(step, out)]
        step = nexts[0] if nexts else None
    return Branch(outcome.name if outcome else "", tuple(items), end)


def _merged(branches: list[Branch]) -> tuple[Branch, ...]:
    """The same branch once: two links may lead to one item."""
    return tuple(dict.fromkeys(branches))


def _lower(name: str) -> str:
    """A name within a row of names: small at the beginning, unless it is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
