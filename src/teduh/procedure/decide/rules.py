# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that many moves share: one function a rule, None where it holds, else the refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from teduh.procedure import clocks, safeguards
from teduh.procedure.flow import Facts
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Effect, Risk, Step
from teduh.procedure.state import RunState, State, Status, StepState

# Roles that stand above a case's team: an early end and another's mistake are theirs to allow (points 10, 29).
SUPERIORS = frozenset({"case_supervisor", "section_head", "division_head", "secretary", "unit_head", "agency_head"})
LEAVES_THE_LINE = frozenset({Effect.TRANSFERRED, Effect.DISCONTINUED})  # what is left where the law forbids (point 21)
FORWARD = frozenset({Effect.PROCEED, Effect.COMPLETED})  # outcomes by which the step's work was done


@dataclass(frozen=True, slots=True)
class Situation:
    """Under what a move is made: when it happened, in which role, whether with a reason, what time it is now."""

    at: datetime
    by: str
    has_reason: bool
    now: datetime | None = None
    time: clocks.OfficeTime | None = None


def refusal(rule: str, indonesian: str, english: str, step: str = "") -> Refusal:
    return Refusal(rule, Message(indonesian, english), step)


def future(at: datetime, now: datetime | None) -> Refusal | None:
    """Point 28: what has not happened yet is not recorded."""
    if now is None or at <= now:
        return None
    return refusal("28", "Waktunya masih akan datang", "That time is still to come")


def not_before(at: datetime, earliest: datetime, step: str = "") -> Refusal | None:
    """Point 28: an act may be recorded late, but it did not happen before what it rests on."""
    if at >= earliest:
        return None
    return refusal(
        "28",
        "Waktunya mendahului kejadian sebelumnya dalam kasus ini. Periksa hari dan jamnya",
        "It would precede what happened before it in this case. Look at the day and the hour",
        step,
    )


def reason(situation: Situation, rule: str, step: str = "") -> Refusal | None:
    if situation.has_reason:
        return None
    return refusal(rule, "Tulis alasannya", "Give the reason", step)


def superior(situation: Situation, rule: str) -> Refusal | None:
    if situation.by in SUPERIORS:
        return None
    return refusal(rule, "Hanya atasan yang dapat melakukan ini", "Only a superior may do this")


def running(state: State, number: int) -> RunState | Refusal:
    """Points 8 and 9: a run that has ended takes no more steps."""
    run = state.runs.get(number)
    if run is None:
        return refusal("17", "Kasus ini tidak memuat prosedur itu", "This case has no such procedure")
    if run.end is not None:
        return refusal("8", "Prosedur ini sudah berakhir", "This procedure has ended")
    return run


@dataclass(frozen=True, slots=True)
class Place:
    """An open step, with everything that its rules look at."""

    run: RunState
    step: Step
    now: StepState
    index: int


def open_step(state: State, number: int, key: str) -> Place | Refusal:
    """Point 1: only an open step can be worked on; the refusal says where the step stands instead."""
    run = state.runs.get(number)
    index = run.plan.number.get(key) if run else None
    if run is None or index is None:
        return refusal("1", "Tidak ada langkah dengan nama itu", "There is no step of that name", key)
    step, now = run.procedure.steps[index], run.steps[key]
    if now.status is Status.OPEN:
        return Place(run, step, now, index)
    return _not_open(run, step, now, index)


def _not_open(run: RunState, step: Step, now: StepState, index: int) -> Refusal:
    if now.status is Status.DONE:
        return refusal("1", f'"{step.name}" sudah selesai', f'"{step.name}" is already done', step.key)
    if now.status is Status.PASSED and now.why is not None:
        # Where a safeguard passes the step over, its article is the rule.
        rule = safeguards.ARTICLE_MEDIATION if safeguards.ARTICLE_MEDIATION in now.why.id else "5"
        return Refusal(
            rule,
            Message(f'"{step.name}" dilewati. {now.why.id}', f'"{step.name}" is passed over. {now.why.en}'),
            step.key,
        )
    if run.end is not None:
        return refusal("8", "Prosedur ini sudah berakhir", "This procedure has ended", step.key)
    if now.status is Status.DROPPED:
        return refusal(
            "1", f'"{step.name}" ada di cabang yang tidak ditempuh', f'"{step.name}" is on a branch not taken', step.key
        )
    missing = [
        run.procedure.steps[other].name
        for other in sorted({other for other, _ in run.plan.links[index]} | set(run.held.get(index, ())))
        if run.steps[run.plan.keys[other]].status in (Status.OPEN, Status.WAITING)
    ]
    return refusal(
        "1",
        f'"{step.name}" belum terbuka: menunggu {", ".join(missing)}',
        f'"{step.name}" is not open yet: it waits for {", ".join(missing)}',
        step.key,
    )


def role(place: Place, by: str) -> Refusal | None:
    """Points 15 and 16: any one of the step's roles acts; what outside parties do, the case's team records."""
    if any(party.outside or party.role == by for party in place.step.actors):
        return None
    names = ", ".join(party.name for party in place.step.actors)
    return refusal(
        "15",
        f'"{place.step.name}" dikerjakan oleh {names}',
        f'"{place.step.name}" is done by {names}',
        place.step.key,
    )


def earliest(place: Place) -> datetime:
    """Point 28: when what the step rests on had happened: its predecessors, its start, what returned to it."""
    found = [place.run.opened_at]
    for other in {other for other, _ in place.run.plan.links[place.index]} | set(place.run.held.get(place.index, ())):
        finished = place.run.steps[place.run.plan.keys[other]].finished_at
        if finished is not None and not place.step.after_any:
            found.append(finished)
    if place.now.opened_at is not None and (place.now.returned or place.step.after_any):
        found.append(place.now.opened_at)
    if place.now.started_at is not None:
        found.append(place.now.started_at)
    return max(found)


def consent(place: Place, facts: Facts, effect: Effect) -> Refusal | None:
    """The consent gate. An outcome by which the client leaves, or the step is sent back, needs none."""
    if effect not in FORWARD and effect is not Effect.TRANSFERRED:
        return None
    refused = safeguards.consent(facts, place.step.activity)
    return Refusal(refused.rule, refused.reason, place.step.key) if refused else None


def giver(facts: Facts, said: tuple[str, ...], situation: Situation, step: str = "") -> Refusal | None:
    """Who gives, refuses or withdraws consent now; what stands in its place is recorded with its reason."""
    refused = safeguards.consent_giver({**facts, "consent": said})
    if refused:
        return Refusal(refused.rule, refused.reason, step)
    if situation.has_reason or _UNASKED.isdisjoint(said):
        return None
    return refusal(
        safeguards.ARTICLE_CONSENT,
        "Keadaan darurat atau dasar hukum lain tanpa persetujuan dicatat dengan alasannya",
        "An emergency or another ground without consent is recorded with its reason",
        step,
    )


def givers(facts: Facts, said: str, situation: Situation, step: str = "") -> Refusal | None:
    """The result of a consent step: of several clients each was asked, and what was said of each stands by itself."""
    if not said or not facts.get("clients"):
        return giver(facts, (said,), situation, step)
    for own in safeguards.each_client(facts):
        if not own["consent"]:
            return refusal(
                safeguards.ARTICLE_CONSENT,
                "Catat persetujuan setiap klien, satu per satu",
                "Record the consent of every client, one by one",
                step,
            )
        refused = giver(own, own["consent"], situation, step)
        if refused:
            return refused
    return None


_UNASKED = safeguards.CONSENTED - {"given"}


def service(place: Place, facts: Facts, effects: Iterable[Effect]) -> Refusal | None:
    """Point 21: where the law forbids the standard's own service, the case may only be transferred or discontinued.

    A step goes on only if it leads down to such an end; else a superior ends the case early.
    """
    refused = safeguards.service(place.run.standard, place.run.procedure.steps, facts)
    if refused is None or not LEAVES_THE_LINE.isdisjoint(effects):
        return None
    ends_below = any(
        outcome.effect in LEAVES_THE_LINE
        for index, step in enumerate(place.run.procedure.steps)
        if place.index in place.run.plan.above[index]
        for outcome in step.outcomes
    )
    return None if ends_below and Effect.PROCEED in effects else refused


def begun_elsewhere(run: RunState, but: str) -> Refusal | None:
    """Point 8: a started, unfinished step forbids the end until it is finished or broken off."""
    begun = [key for key in run.begun if key != but]
    if not begun:
        return None
    step = next(one for one in run.procedure.steps if one.key == begun[0])
    return refusal(
        "8",
        f'"{step.name}" sudah dimulai dan belum selesai. Selesaikan, atau hentikan dengan alasan',
        f'"{step.name}" was started and is not finished. Finish it, or break it off with a reason',
        step.key,
    )


def needs(place: Place, state: State, effect: Effect) -> Refusal | None:
    """Point 20: `perlu` is the one thing by which a requirement blocks; high risk waives it by itself.

    What the step itself obtains, and an outcome that sends back or away, do not wait for it.
    """
    if state.risk is Risk.HIGH or effect not in FORWARD:
        return None
    made_here = {*place.step.forms, *place.step.obtains}
    for requirement in place.run.standard.requirements:
        keys = {requirement.key, *(one.key for one in requirement.alternatives)}
        if keys.isdisjoint(place.step.needs) or not keys.isdisjoint(made_here):
            continue
        if place.run.requirements.get(requirement.key) == "missing":
            return refusal(
                "20",
                f"Belum ada: {requirement.text}. Lengkapi, atau bebaskan dengan alasan",
                f"Still missing: {requirement.text}. Obtain it, or waive it with a reason",
                place.step.key,
            )
    return None
