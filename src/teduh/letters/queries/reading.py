# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter as its page shows it: its newest version, what changed, its way to the signature, what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from teduh.accounts import roles
from teduh.cases.actions.projection import pressing_clock
from teduh.cases.clockviews import ClockView, running, view
from teduh.cases.procedureviews import language, late_clocks
from teduh.cases.queries.progress import Progress, progress_of
from teduh.cases.queries.work import draft_of
from teduh.journal.actor import Actor
from teduh.letters import queries
from teduh.letters.asking import kind_of
from teduh.letters.changes import Change, changes
from teduh.letters.handing import DeliveryView, deliveries_view
from teduh.letters.models import CopyState, Hop, HopKind, HopState, Letter, LetterState, Paper
from teduh.letters.queries.copies import FullCopyView, may_be_full, views_of
from teduh.letters.queries.drawing import pages_of
from teduh.letters.queries.registers import reserved_for
from teduh.letters.queries.standing import WET, held_as, may_ink, signatories
from teduh.lib.wording import moment_words
from teduh.procedure.decide.steps import reasoned
from teduh.procedure.standard.model import Effect, Outcome, Step

ICONS = {HopState.DONE: "check", HopState.WAITING: "pen", HopState.RETURNED: "back"}


@dataclass(frozen=True, slots=True)
class StopView:
    """One stop on the way. `state`: done, now, back, later."""

    state: str
    icon: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """`hop`: where the letter waits, if anywhere; `mine`: whether it waits for the actor."""

    paper: Paper
    papers: Sequence[Paper]
    pages: range
    hop: Hop | None
    mine: bool
    signs: bool
    wants_key: bool
    stops: Sequence[StopView]
    changes: Sequence[Change]
    returned: str
    clock: ClockView | None
    late: Sequence[str]
    may_return: bool
    wants_reason: bool
    reason: str
    replaces: Sequence[Letter]
    deliveries: Sequence[DeliveryView]
    ink: bool  # the actor may have it signed with ink
    inked_print: bool  # it was printed for that, and the scan has not come yet
    reserved: Sequence[tuple[str, int, date]]  # numbers kept for earlier paper: key, serial, the day that it bears
    signatories: Sequence[tuple[int, str]]
    full: FullCopyView | None  # the letter names its clients in full, for this recipient
    full_refused: FullCopyView | None  # the newest such request, if it was refused
    may_be_full: bool  # it shows initials, and a full copy may be asked for


def page_of(actor: Actor, letter: Letter) -> LetterPage:
    papers = list(letter.papers.select_related("envelope", "made_by").order_by("-version"))
    newest = papers[0]
    hops = list(letter.hops.select_related("envelope", "done_by").order_by("version", "place"))
    hop = next((one for one in hops if one.state == HopState.WAITING), None)
    mine = hop is not None and held_as(actor, letter.case, hop) is not None
    progress = progress_of(letter.case, at=actor.at)
    run = progress.state.runs[letter.run]
    step = run.procedure.step(hop.step) if hop and hop.step else None
    data = newest.fields.open()["data"]
    returned = next((one for one in reversed(hops) if one.state == HopState.RETURNED), None)
    compared = papers[1].fields.open()["data"] if len(papers) > 1 else None
    signs = hop is not None and hop.kind == HopKind.SIGN
    copies = views_of(letter)
    late = [clock.text for clock in late_clocks(progress.clocks, run, step)] if step and mine else []
    returns = step is None or any(one.effect in (Effect.RETURN, Effect.REPEAT) for one in step.outcomes)
    return LetterPage(
        paper=newest,
        papers=papers,
        pages=range(1, how_many_pages(newest, data) + 1),
        hop=hop,
        mine=mine,
        signs=signs,
        wants_key=mine and queries.wants_key(actor),
        stops=[stop_view(one, newest, progress.time.calendar.zone) for one in hops if one.version == newest.version],
        changes=changes(compared, data) if compared is not None and letter.state == LetterState.DRAFT else [],
        returned=returned.note.open() if returned and letter.state == LetterState.DRAFT else "",
        clock=clock_of(letter, hop, progress, actor.at),
        late=late,
        may_return=returns,
        wants_reason=step is not None and mine and any(reasoned(step, one) for one in agreeing(step)),
        reason=typed_reason(letter, hop),
        replaces=list(letter.replaces.all()),
        deliveries=deliveries_view(letter),
        reserved=reserved_numbers(letter) if mine and signs and not letter.number else [],
        ink=signs and hop is not None and may_ink(actor, letter.case, hop),
        inked_print=letter.state == LetterState.SIGNING and letter.signer == WET,
        signatories=signatories_of(actor, letter, hop),
        full=copies[0] if copies and copies[0].state == CopyState.STANDING else None,
        full_refused=copies[0] if copies and copies[0].state == CopyState.REFUSED else None,
        may_be_full=may_be_full(letter),
    )


def reserved_numbers(letter: Letter) -> list[tuple[str, int, date]]:
    kind = kind_of(letter.kind)
    rows = reserved_for(letter.office, kind) if kind and kind.numbered else []
    return [(str(row.pk), row.serial, row.dated) for row in rows]


def signatories_of(actor: Actor, letter: Letter, hop: Hop | None = None) -> list[tuple[int, str]]:
    """Who may sign the letter now, with their titles."""
    hop = hop or letter.hops.filter(state=HopState.WAITING).first()
    if hop is None or hop.kind != HopKind.SIGN or letter.state not in (LetterState.DRAFT, LetterState.SIGNING):
        return []
    return [(one.pk, f"{one.full_name}, {one.title}") for one in signatories(actor, letter.case, hop)]


def agreeing(step: Step) -> list[Outcome]:
    """The result that a signature gives: the first that does not send back."""
    return [one for one in step.outcomes if one.effect not in (Effect.RETURN, Effect.REPEAT)][:1]


def typed_reason(letter: Letter, hop: Hop | None) -> str:
    """The reason typed where the letter was made, at a step that signs what it makes."""
    if hop is None or not hop.step or hop.step != letter.step:
        return ""
    draft = draft_of(letter.case, run=letter.run, step=hop.step)
    return next(iter(draft.fields.get("reason", ())), "") if draft else ""


def stop_view(hop: Hop, paper: Paper, zone: tzinfo) -> StopView:
    what = HopKind(hop.kind).label
    who = " / ".join(roles.label(role) for role in hop.roles)
    if hop.done_by is not None and hop.done_at is not None:
        standing_in = f"{hop.get_capacity_display()} " if hop.capacity else ""
        who = f"{standing_in}{hop.done_by.full_name}, {moment_words(hop.done_at.astimezone(zone))}"
    elif hop.read_at is not None:
        who = _("%(who)s, dibaca %(when)s") % {"who": who, "when": moment_words(hop.read_at.astimezone(zone))}
    states = {HopState.DONE: "done", HopState.WAITING: "now", HopState.RETURNED: "back"}
    state = HopState(hop.state)
    note = hop.note.open() if hop.note else ""
    return StopView(states.get(state, "later"), ICONS.get(state, "low"), f"{what}: {who}", note)


def clock_of(letter: Letter, hop: Hop | None, progress: Progress, at: datetime) -> ClockView | None:
    """The time left at this stop: of the promise that the procedure's step keeps, else of the stop itself."""
    if hop is None:
        return None
    if hop.step:
        run = progress.state.runs[letter.run]
        step = run.procedure.step(hop.step)
        pressing = [clock for clock in progress.clocks if clock.run == run.number and clock.running and clock.due_at]
        clock = pressing_clock(run, step, pressing) if step else None
        return view(clock, at=at, time=progress.time, language=language()) if clock else None
    if hop.due_at is None:
        return None
    return running(
        started=hop.waits_since,
        due=hop.due_at,
        paused=False,
        provisional=False,
        at=at,
        time=progress.time,
        language=language(),
        working_days=None,
        base={"text": f"{HopKind(hop.kind).label}: {hop.limit}", "legal": "", "note": ""},
    )


def how_many_pages(paper: Paper, data: Mapping[str, Any]) -> int:
    """How many pages it prints on."""
    kind = kind_of(paper.letter.kind)
    return len(pages_of(kind, data)) if kind else 0
