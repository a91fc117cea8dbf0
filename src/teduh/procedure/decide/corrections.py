# SPDX-License-Identifier: AGPL-3.0-or-later
"""A wrong press taken back (point 29)."""

from __future__ import annotations

from teduh.procedure import flow, safeguards
from teduh.procedure.decide import rules
from teduh.procedure.decide.moves import Correct
from teduh.procedure.events import (
    Assigned,
    BrokenOff,
    Closed,
    Corrected,
    Ended,
    EntryMade,
    Event,
    FactKnown,
    Finished,
    Moved,
    NotNeeded,
    Opened,
    Reopened,
    RiskSet,
    Started,
)
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Effect
from teduh.procedure.state import State, advance, begin


def correct(state: State, move: Correct, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 29: the same role or a superior takes a wrong press back, with what rests on it unstarted.

    What one press gave (a finish with its facts and its assignment, a service with its run) goes back as one. Results
    that rest on it are taken back first; begun work stays open (point 5), but none without the consent it began under.
    """
    events = dict(state.standing)
    event = events.get(move.number)
    if event is None or move.number == min(events) or isinstance(event, Corrected | Closed | Reopened | Moved):
        return rules.refusal("29", "Catatan itu tidak dapat dibatalkan", "That entry cannot be withdrawn")
    if situation.by != event.by and situation.by not in rules.SUPERIORS:
        return rules.refusal(
            "29",
            "Hanya yang mencatat atau atasannya yang dapat membatalkan",
            "Only who recorded it or a superior may withdraw it",
        )
    pressed = _pressed_with(events, move, event)
    for number, later in events.items():
        if number not in pressed and any(number > one and _rests_on(state, later, events[one]) for one in pressed):
            return rules.refusal(
                "29",
                "Sudah ada yang dikerjakan atas dasarnya. Batalkan itu dahulu",
                "Work that rests on it was done. Withdraw that first",
                str(getattr(later, "step", "")),
            )
    resting = _rests_on_consent(state, pressed)
    if resting is not None:
        return rules.refusal(
            "29",
            "Persetujuan ini mendasari yang sudah dikerjakan. Batalkan itu dahulu, atau catat persetujuan ditarik",
            "What was done rests on this consent. Withdraw that first, or record that consent was withdrawn",
            resting,
        )
    return rules.reason(situation, "29") or tuple(
        Corrected(at=situation.at, run=events[number].run, by=situation.by, number=number) for number in pressed
    )


# Who gave consent goes back with it.
_OF_CONSENT = frozenset({"guardian", "consent_giver", "legal_ground"})
# What one press gives before and after the event that it was made for: facts first, since they may settle the result.
_FACTS = (FactKnown, RiskSet)
_TOGETHER: dict[type[Event], tuple[tuple[type[Event], ...], tuple[type[Event], ...]]] = {
    Finished: (_FACTS, (Assigned, Opened)),
    NotNeeded: (_FACTS, ()),
    FactKnown: (_FACTS, ()),  # of consent alone
    Ended: ((Ended, BrokenOff), (Ended, BrokenOff)),
    BrokenOff: ((Ended, BrokenOff), (Ended, BrokenOff)),
}


def _pressed_with(events: dict[int, Event], move: Correct, event: Event) -> tuple[int, ...]:
    """The numbers of the events that the same press gave, that one first."""
    number = move.number
    before, after = _TOGETHER.get(type(event), ((), ()))
    found = [number]
    for step, kinds in ((1, after), (-1, before)):
        other = number + step
        while isinstance(later := events.get(other), kinds) and (later.at, later.by) == (event.at, event.by):
            if move.press and other not in move.press:
                break  # told by another, or before, of the same moment
            if isinstance(event, FactKnown) and not (_fact(event) == "consent" and _is_of_consent(later)):
                break
            found.append(other)
            other += step
    if isinstance(event, BrokenOff) and not any(isinstance(events[one], Ended) for one in found):
        return (number,)
    return tuple(found)


def _is_of_consent(event: Event) -> bool:
    return isinstance(event, FactKnown) and _fact(event) in _OF_CONSENT


def _fact(event: FactKnown) -> str:
    """Its name without the client of whom it tells."""
    return event.name.partition("@")[0]


def _rests_on_consent(state: State, pressed: tuple[int, ...]) -> str | None:
    """The step that would stand without the consent under which it was begun; empty where consent itself would lack
    its giver; None where nothing rests on these events."""
    held = without = begin(state.standards)
    for number, event in state.standing:
        if isinstance(event, Corrected):
            continue
        if number not in pressed and isinstance(event, Started | Finished | EntryMade):
            run = held.runs.get(event.run)
            step = run.procedure.step(event.step) if run else None
            if (
                step
                and safeguards.consent(without.facts, step.activity)
                and not safeguards.consent(held.facts, step.activity)
            ):
                return step.key
        held = advance(held, event)
        if number not in pressed:
            without = advance(without, event)
    return "" if safeguards.consent_giver(without.facts) and not safeguards.consent_giver(held.facts) else None


def _rests_on(state: State, later: Event, event: Event) -> bool:
    """Was this result possible only because of that event?"""
    if later.run != event.run:
        return False
    if isinstance(later, Moved):
        # Two people mapped the steps as they stood (point 30).
        return isinstance(event, Opened) or hasattr(event, "step")
    if isinstance(event, Opened):
        return isinstance(later, Started | Finished | NotNeeded | EntryMade)
    if not isinstance(event, Finished | NotNeeded) or not isinstance(later, Finished | NotNeeded | EntryMade):
        return False
    plan = state.runs[event.run].plan
    here, there = plan.number.get(event.step), plan.number.get(later.step)
    if here is None or there is None:
        return False
    outcome = plan.outcomes[here].get(event.outcome) if isinstance(event, Finished) else None
    sent_back = (
        flow.returned(plan, here, outcome) if outcome and outcome.effect in (Effect.RETURN, Effect.REPEAT) else {}
    )
    return here == there or here in plan.above[there] or there in sent_back
