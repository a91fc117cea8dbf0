# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moves on a step: start, finish, not needed, an entry, breaking off."""

from __future__ import annotations

from functools import reduce

from teduh.procedure import clocks, flow, safeguards
from teduh.procedure.decide import rules
from teduh.procedure.decide.moves import AddEntry, BreakOff, Finish, SayNotNeeded, Start
from teduh.procedure.events import Assigned, BrokenOff, EntryMade, Event, Finished, NotNeeded, Opened, Started
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Activity, Effect, Outcome, Step
from teduh.procedure.standard.slugs import slug
from teduh.procedure.state import ClockStatus, State, advance, consent_said

_JUDGED = frozenset({Activity.DECIDE, Activity.VERIFY, Activity.IDENTIFY})  # point 7


def _place(state: State, number: int, key: str, situation: rules.Situation) -> rules.Place | Refusal:
    place = rules.open_step(state, number, key)
    if isinstance(place, Refusal):
        return place
    return rules.role(place, situation.by) or rules.not_before(situation.at, rules.earliest(place), key) or place


def start(state: State, move: Start, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    place = _place(state, move.run, move.step, situation)
    if isinstance(place, Refusal):
        return place
    if place.now.begun:
        return rules.refusal("5", "Langkah ini sudah dimulai", "This step was started already", move.step)
    effects = {outcome.effect for outcome in place.step.outcomes}
    return (
        rules.consent(place, state.facts, Effect.PROCEED)
        or rules.service(place, state.facts, effects)
        or (Started(at=situation.at, run=move.run, by=situation.by, step=move.step),)
    )


def finish(state: State, move: Finish, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    if move.outcome == flow.NOT_NEEDED.key:
        return say_not_needed(state, SayNotNeeded(move.step, move.run), situation)
    place = _place(state, move.run, move.step, situation)
    if isinstance(place, Refusal):
        return place
    outcome = place.step.outcome(move.outcome or flow.first_outcome(place.step).key)
    if outcome is None:
        names = ", ".join(one.name for one in place.step.outcomes)
        return rules.refusal("4", f"Hasilnya salah satu dari: {names}", f"The outcome is one of: {names}", move.step)
    refused = (
        rules.consent(place, state.facts, outcome.effect)
        or rules.givers(state.facts, consent_said(place.step, outcome.key, state.facts), situation, move.step)
        or rules.service(place, state.facts, {outcome.effect})
        or safeguards.set_aside(state.facts, outcome.effect, named=outcome.key)
        or (rules.begun_elsewhere(place.run, move.step) if flow.ends_case(outcome) else None)
        or rules.needs(place, state, outcome.effect)
        or _outcome_reason(place.step, outcome, situation)
    )
    if refused:
        return refused
    products = _products(place.step, outcome, move.products)
    if isinstance(products, Refusal):
        return products
    refused = _known(place.step, move)
    if refused:
        return refused
    at, by, run = situation.at, situation.by, move.run
    events: list[Event] = [
        Finished(
            at=at,
            run=run,
            by=by,
            step=move.step,
            outcome=outcome.key,
            products=products,
            services=move.services,
            criteria=move.criteria,
        ),
    ]
    events += _assignments(place.step, move.assign_to, situation)
    events += _service_runs(state, place, move.services, situation)
    return _floor(state, events, situation, move.step) or tuple(events)


def reasoned(step: Step, outcome: Outcome) -> bool:
    """Point 7: a reason where the outcome is not `lanjut`, and always for putusan, verifikasi, identifikasi.

    Always, where they decide something: of the only outcome that a step has there is nothing to give a reason for.
    """
    decides = len(step.outcomes) > 1 or step.judged
    return outcome.effect is not Effect.PROCEED or (decides and step.activity in _JUDGED)


def _outcome_reason(step: Step, outcome: Outcome, situation: rules.Situation) -> Refusal | None:
    return rules.reason(situation, "7", step.key) if reasoned(step, outcome) else None


def _products(step: Step, outcome: Outcome, chosen: tuple[str, ...]) -> tuple[str, ...] | Refusal:
    """The papers that were made: one of each choice, the first where none is named.

    An outcome that leaves the ordinary way (a refusal, a return) makes only what is named.
    """
    known = {option for choice in step.products for option in choice.options}
    unknown = [one for one in chosen if one not in known]
    if unknown:
        return rules.refusal(
            "produk",
            f"Langkah ini tidak membuat {', '.join(unknown)}",
            f"This step does not make {', '.join(unknown)}",
            step.key,
        )
    if outcome.effect is not Effect.PROCEED and outcome != flow.first_outcome(step):
        return chosen
    return tuple(
        next((option for option in choice.options if option in chosen), choice.options[0]) for choice in step.products
    )


def _known(step: Step, move: Finish) -> Refusal | None:
    """Services and criteria come from the step's own lists, where it has some."""
    services = {one.key for one in step.services}
    criteria = {slug(text) for text in step.criteria}
    for word, chosen, known in (("layanan", move.services, services), ("kriteria", move.criteria, criteria)):
        unknown = [one for one in chosen if one not in known]
        if known and unknown:
            names = ", ".join(unknown)
            return rules.refusal(word, f"Tidak ada dalam daftar: {names}", f"Not on the list: {names}", step.key)
    return None


def _assignments(step: Step, to: str, situation: rules.Situation) -> list[Event]:
    """Point 15: a `tugaskan` or `disposisi` names the person or unit for the roles that it goes to."""
    if not to or step.activity not in (Activity.ASSIGN, Activity.DISPOSE):
        return []
    roles = dict.fromkeys(party.role for party in step.to if party.role)
    return [Assigned(at=situation.at, by=situation.by, role=role, to=to) for role in roles]


def _service_runs(state: State, place: rules.Place, chosen: tuple[str, ...], situation: rules.Situation) -> list[Event]:
    """Point 17: a service that names a procedure starts a run of it in the same case.

    Of a run that was moved (point 30), it follows the version that names it, not the one that the case began under.
    """
    named = [one.procedure for one in place.step.services if one.key in chosen and one.procedure]
    first = max(state.runs, default=0) + 1
    own = place.run.standard
    standard, version = (own.code, own.version) if place.run.earlier else ("", 0)
    return [
        Opened(
            at=situation.at,
            by=situation.by,
            run=number,
            procedure=procedure,
            standard=standard,
            version=version,
        )
        for number, procedure in enumerate(named, start=first)
    ]


def _floor(state: State, events: list[Event], situation: rules.Situation, step: str) -> Refusal | None:
    """Point 26: ending below a floor is allowed, and asks a reason."""
    if situation.time is None or situation.has_reason:
        return None
    after = clocks.read(reduce(advance, events, state), at=situation.at, time=situation.time)
    before = clocks.read(state, at=situation.at, time=situation.time)
    early = {(clock.run, clock.key, clock.version) for clock in before if clock.status is ClockStatus.TOO_EARLY}
    for clock in after:
        if clock.status is ClockStatus.TOO_EARLY and (clock.run, clock.key, clock.version) not in early:
            return rules.refusal(
                "26",
                f'Lebih cepat daripada yang dijanjikan ("{clock.text}"). Tulis alasannya',
                f'Earlier than promised ("{clock.text}"). Give the reason',
                step,
            )
    return None


def say_not_needed(state: State, move: SayNotNeeded, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 14: `bila: perlu` is a question that somebody answers, kept with who and when."""
    place = _place(state, move.run, move.step, situation)
    if isinstance(place, Refusal):
        return place
    if not place.step.judged:
        return rules.refusal("14", "Langkah ini tidak dapat ditiadakan", "This step cannot be left out", move.step)
    if place.now.begun:
        return rules.refusal("14", "Langkah ini sudah dimulai", "This step was started already", move.step)
    return _outcome_reason(place.step, flow.NOT_NEEDED, situation) or (
        NotNeeded(at=situation.at, run=move.run, by=situation.by, step=move.step),
    )


def add_entry(state: State, move: AddEntry, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 13."""
    place = _place(state, move.run, move.step, situation)
    if isinstance(place, Refusal):
        return place
    if not place.step.repeated:
        return rules.refusal("13", "Langkah ini tidak berulang", "This step is not a repeated one", move.step)
    return (
        rules.consent(place, state.facts, Effect.PROCEED)
        or rules.service(place, state.facts, {outcome.effect for outcome in place.step.outcomes})
        or (EntryMade(at=situation.at, run=move.run, by=situation.by, step=move.step),)
    )


def break_off(state: State, move: BreakOff, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 8."""
    place = _place(state, move.run, move.step, situation)
    if isinstance(place, Refusal):
        return place
    if not place.now.begun:
        return rules.refusal("8", "Langkah ini belum dimulai", "This step was not started", move.step)
    return rules.reason(situation, "8", move.step) or (
        BrokenOff(at=situation.at, run=move.run, by=situation.by, step=move.step),
    )
