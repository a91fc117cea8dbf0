# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of a letter to its signature: who initials it, in which order, who signs, and by when.

Where the standard has its own steps for it (a draft, then `paraf`, then `tanda tangan`), those steps are the way, and
finishing them goes with the initials and the signature. Elsewhere the kind of letter says it (`penanda tangan`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from teduh.accounts import roles
from teduh.cases.queries.progress import state_of
from teduh.cases.queries.walls import free_holders
from teduh.letters.asking import kinds
from teduh.letters.kinds import Kind
from teduh.letters.models import HopKind, Letter
from teduh.procedure import flow, safeguards
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Activity, Procedure, Step
from teduh.procedure.state import State, Status

if TYPE_CHECKING:
    from teduh.cases.models import Case

APPROVALS = {Activity.INITIAL: HopKind.INITIAL, Activity.SIGN: HopKind.SIGN}
SHEET = "lembar-disposisi"  # made of the dispositions themselves
HIGHEST = "agency_head"  # signs where the office has nobody in the post that the kind of letter names


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop on the way. `step` is the procedure's own step for it, or empty; `limit` as the kind of letter says."""

    kind: HopKind
    roles: tuple[str, ...]
    step: str = ""
    limit: str = ""


def stops_of(case: Case, state: State, kind: Kind, *, run: int, step: str, at: datetime) -> tuple[Stop, ...]:
    """The stops of a letter that this step makes; none where nobody signs it."""
    procedure = state.runs[run].procedure
    spec = procedure.step(step)
    own = stops_in(procedure, spec) if spec else ()
    if own:
        return own
    return stops_by_kind(case, kind, at=at) if kind.numbered and kind.signatory else ()


def stops_in(procedure: Procedure, made_by: Step) -> tuple[Stop, ...]:
    """The standard's own steps from a draft to its signature, in written order; a step that signs what it makes."""
    if made_by.activity is not Activity.DRAFT and made_by.activity not in APPROVALS:
        return ()
    plan = flow.lay_out(procedure)
    first = plan.number[made_by.key]
    found: list[Stop] = []
    for number, step in enumerate(procedure.steps):
        if step.activity not in APPROVALS or (number != first and first not in plan.above[number]):
            continue
        found.append(Stop(APPROVALS[step.activity], tuple(party.role for party in step.actors if party.role), step.key))
        if step.activity is Activity.SIGN:
            return tuple(found)
    return ()


def stops_by_kind(case: Case, kind: Kind, *, at: datetime) -> tuple[Stop, ...]:
    """What the kind of letter says: who initials, who has to know of it, who signs, and the time that each has.

    Whoever has to know of it and initials it already does so once.
    """
    initials = [
        (HopKind.COORDINATION if one.coordination else HopKind.INITIAL, one.title, one.limit) for one in kind.reviewers
    ]
    if kind.known_by and kind.known_by not in {one.title for one in kind.reviewers}:
        initials.append((HopKind.COORDINATION, kind.known_by, ""))
    signs = held_role(case, kind.signatory, at=at)
    stops = [Stop(what, (held_role(case, title, at=at),), limit=limit) for what, title, limit in initials]
    # Where one official holds several of these posts, they sign, and need not initial before.
    return (*(one for one in stops if one.roles != (signs,)), Stop(HopKind.SIGN, (signs,), limit=kind.sign_limit))


def to_be_made_again(case: Case, *, run: int, step: str) -> bool:
    """Whether the standard's own way back has opened the step that made the letter: its next version comes of finishing
    that step, or the steps of the way would not follow. A step that signs what it makes is open all the while."""
    found = state_of(case).runs[run]
    spec = found.procedure.step(step)
    return spec is not None and spec.activity not in APPROVALS and found.steps[step].status is Status.OPEN


def written(state: State) -> list[Kind]:
    """The kinds that are written beside the steps: what a step of the case makes is made there; a form is filled."""
    of_steps = {
        option
        for run in state.runs.values()
        for step in run.procedure.steps
        for choice in step.products
        for option in choice.options
    }
    return [
        kind
        for kind in kinds().values()
        if kind.questions and not kind.form and kind.key != SHEET and kind.key not in of_steps
    ]


def not_written(case: Case, state: State, kind: Kind) -> Refusal | None:
    """Why this letter may not be written now: the file is closed, a step makes it, or the law forbids what
    it begins."""
    if state.closed_at is not None:
        return Refusal(
            "letter.closed",
            Message("Berkas kasus ini sudah ditutup.", "The file of this case is closed."),
        )
    if kind not in written(state):
        return Refusal(
            "letter.of_step",
            Message("Surat ini dibuat di langkahnya.", "This letter is made at its step."),
        )
    return forbidden(state, kind)


def forbidden(state: State, kind: Kind) -> Refusal | None:
    """Why the law forbids what the letter begins, as the case stands now; a step's own rules say it of its letters."""
    if kind.activity is None:
        return None
    mediated = safeguards.mediation(state.facts) if kind.activity is Activity.MEDIATE else None
    return mediated or safeguards.consent(state.facts, kind.activity)


def still_forbidden(case: Case, letter: Letter) -> Refusal | None:
    """The same of a letter beside the steps that is on its way: what was recorded since counts, for each client that it
    tells of."""
    kind = kinds().get(letter.kind)
    if letter.step or kind is None or kind.activity is None:
        return None
    state = state_of(case)
    out = safeguards.left_out(state.facts, kind.activity)
    if out and not letter.whom:
        return Refusal(
            safeguards.ARTICLE_CONSENT,
            Message(
                f"Surat ini menyebut klien yang belum atau tidak lagi menyetujuinya ({safeguards.ARTICLE_CONSENT}).",
                f"It tells of a client who has not consented, or no longer does ({safeguards.ARTICLE_CONSENT}).",
            ),
        )
    return forbidden(state, kind)


def held_role(case: Case, title: str, *, at: datetime) -> str:
    """The role of a post, or the head of the agency where the office has nobody in it."""
    role = roles.BY_NAME.get(title.casefold())
    if role is None or not free_holders(case, role.code, at=at):
        return HIGHEST
    return role.code
