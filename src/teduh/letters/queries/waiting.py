# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the case's steps ask of letters: does one wait here, and may the step be finished without it?"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from teduh.cases.models import Case
from teduh.letters.asking import kind_of
from teduh.letters.models import Hop, HopState, Letter, LetterState
from teduh.letters.queries.chains import APPROVALS
from teduh.procedure import flow
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Activity, Step
from teduh.procedure.state import RunState

UNFINISHED = (LetterState.DRAFT, LetterState.SIGNING)


def hinders(case: Case, /, *, run: RunState, step: Step, products: Sequence[str], back: bool) -> Refusal | None:
    """Why this step may not be finished yet. Sending back is never hindered by a signature that is missing."""
    # Letters wait at steps that approve; a run that was moved may have laid its hops when this step was such a one.
    may_wait = step.activity in APPROVALS or run.earlier
    if may_wait and waiting_at(case, run.number, step.key):
        return Refusal(
            "letter.waits",
            Message(
                "Surat di langkah ini diperiksa dan ditandatangani di layar Persetujuan.",
                "The letter at this step is read and signed on the Approvals screen.",
            ),
            step.key,
        )
    if step.activity in APPROVALS and any(signed_apart(one) and not stands(case, run, step, one) for one in products):
        return Refusal(
            "letter.unsigned",
            Message(
                "Buat suratnya dahulu, lalu tanda tangani di layar Persetujuan.",
                "Make the letter first, then sign it on the Approvals screen.",
            ),
            step.key,
        )
    if step.activity is Activity.DELIVER and not back:
        return undelivered(case, run, step)
    return None


def undelivered(case: Case, run: RunState, step: Step) -> Refusal | None:
    """A letter that is not signed yet cannot be handed over: the term that it serves runs on."""
    plan = flow.lay_out(run.procedure)
    above = {plan.keys[one] for one in plan.above[plan.number[step.key]]}
    letter = Letter.objects.filter(case=case, run=run.number, step__in=above, state__in=UNFINISHED).first()
    if letter is None:
        return None
    return Refusal(
        "letter.unsigned",
        Message(
            f"{letter.title} belum ditandatangani, jadi belum dapat diserahkan.",
            f"{letter.title} is not signed yet, and so cannot be handed over.",
        ),
        step.key,
    )


def unsettled(case: Case) -> Refusal | None:
    """Why the file may not be closed yet: a letter still waits for initials, a signature, or its writer."""
    letter = Letter.objects.filter(case=case, state__in=UNFINISHED).first()
    if letter is None:
        return None
    return Refusal(
        "letter.unsettled",
        Message(
            f"{letter.title} belum ditandatangani. Tandatangani dulu, atau tarik konsepnya di halaman suratnya.",
            f"{letter.title} is not signed yet. Sign it first, or withdraw the draft on its page.",
        ),
    )


def stands(case: Case, run: RunState, step: Step, product: str) -> bool:
    """Whether that letter was signed in this round of the step."""
    signed = Letter.objects.filter(case=case, run=run.number, product=product, state=LetterState.SIGNED)
    since = run.steps[step.key].opened_at
    return (signed.filter(signed_at__gte=since) if since else signed).exists()


def signed_apart(product: str) -> bool:
    kind = kind_of(product)
    return kind is not None and kind.numbered


def waiting_at(case: Case, run: int, step: str) -> str:
    """Where the letter that waits at this step is read; empty where none does."""
    hop = Hop.objects.filter(letter__case=case, letter__run=run, step=step, state=HopState.WAITING).first()
    return reverse("letters:letter", args=[hop.letter_id]) if hop else ""
