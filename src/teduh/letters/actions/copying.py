# SPDX-License-Identifier: AGPL-3.0-or-later
"""A full copy: asked by the letter's writer for somebody entitled, refused by whoever it waits for, or taken back.

Asking or taking back makes another version, whose way to the signature begins anew: nobody's initials stand under what
they did not read.
"""

from __future__ import annotations

from uuid import uuid4

from teduh.accounts.access import may
from teduh.cases.models import Case
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.actions.approving import outcome_for, pass_hop, refusal, send_back, waiting_hop
from teduh.letters.actions.hops import drop_hops, tell_writer
from teduh.letters.actions.making import add_version, kind_or_refuse
from teduh.letters.models import CopyState, FullCopy, Hop, HopState, Letter, LetterState
from teduh.letters.queries import chains, copies, newest_paper
from teduh.lib.codelists import code_list
from teduh.procedure.problems import Refusal


@action("letter.full_copy_asked", may=may("letter.make"))
def ask_full_copy(
    actor: Actor, case: Case, *, letter: Letter, entitled: str, recipient: str, reason: str, consent: str = ""
) -> FullCopy:
    """The letter names its clients in full, for this recipient. Refused where the list knows no such recipient, where
    who or why is missing, and where the consent that the law asks for is."""
    assert actor.id is not None  # only members of staff write letters
    its_draft(case, letter)
    if not copies.may_be_full(letter):
        raise Refused(refusal("letter.full", "Surat ini tidak memakai inisial.", "This letter uses no initials."))
    if code_list(copies.LIST).row(entitled) is None:
        raise Refused(
            refusal(
                "UU 11/2012:19",
                "Pilih penerima yang berhak dari daftar.",
                "Choose the recipient from the list of those entitled.",
            )
        )
    if not recipient.strip() or not reason.strip():
        raise Refused(
            refusal(
                "UU 11/2012:19",
                "Tulis siapa penerimanya dan mengapa identitas lengkap diperlukan.",
                "Write who receives it and why the full identity is needed.",
            )
        )
    if (lacking := copies.consent_lacking(case, entitled, consent)) is not None:
        raise Refused(lacking)
    end(actor, letter, CopyState.WITHDRAWN)
    asked = FullCopy(
        id=uuid4(),
        letter=letter,
        case=case,
        envelope=letter.envelope,
        entitled=entitled,
        asked_at=actor.at,
        asked_by_id=actor.id,
    )
    asked.recipient, asked.reason, asked.consent = recipient.strip(), reason.strip(), consent.strip()
    asked.save(force_insert=True)
    record(
        data={"entitled": entitled},
        payload={"recipient": recipient, "reason": reason} | ({"consent": consent} if consent.strip() else {}),
    )
    again(actor, case, letter)
    return asked


@action("letter.full_copy_withdrawn", may=may("letter.make"))
def withdraw_full_copy(actor: Actor, case: Case, *, letter: Letter) -> None:
    """The writer goes back to initials."""
    its_draft(case, letter)
    if end(actor, letter, CopyState.WITHDRAWN) is None:
        raise Refused(no_copy())
    again(actor, case, letter)


@action("letter.full_copy_refused", may=may("letter.approve"))
def refuse_full_copy(actor: Actor, case: Case, *, letter: Letter, version: int, reason: str) -> None:
    """Whoever the letter waits for does not let the full identity go; it returns to its writer, as initials."""
    if not reason.strip():
        raise Refused(refusal("letter.note", "Tulis alasan menolaknya.", "Say why it is refused."))
    hop = waiting_hop(actor, case, letter, version=version)
    if letter.state != LetterState.DRAFT:
        raise Refused(
            refusal("letter.state", "Surat ini sudah bernomor.", "This letter has its number already."),
        )
    ended = end(actor, letter, CopyState.REFUSED, why=reason)
    if ended is None:
        raise Refused(no_copy())
    record(data={"letter": str(letter.pk), "entitled": ended.entitled}, payload={"reason": reason})
    if may_return(case, letter, hop):
        send_back(actor, case, letter=letter, version=version, note=reason)
        return
    # Where the standard knows no way back the step stays open: the letter alone goes back to its writer.
    pass_hop(actor, case, hop, note=reason, state=HopState.RETURNED)
    drop_hops(letter)
    tell_writer(case, letter, "konsep surat dikembalikan")


def may_return(case: Case, letter: Letter, hop: Hop) -> bool:
    if not hop.step:
        return True
    try:
        outcome_for(case, letter, hop, back=True)
    except Refused:
        return False
    return True


def its_draft(case: Case, letter: Letter) -> None:
    letter.refresh_from_db()
    if letter.case_id != case.pk or letter.state != LetterState.DRAFT:
        raise Refused(
            refusal("letter.state", "Surat ini bukan konsep lagi.", "This letter is no longer a draft."),
        )


def end(actor: Actor, letter: Letter, state: str, *, why: str = "") -> FullCopy | None:
    copy = copies.standing(letter)
    if copy is None:
        return None
    copy.state = state
    copy.ended_at = actor.at
    copy.ended_by_id = actor.id
    copy.refused_why = why
    copy.save(update_fields=["state", "ended_at", "ended_by", "refused_why"])
    return copy


def again(actor: Actor, case: Case, letter: Letter) -> None:
    """Another version; where the letter's own step is open again, that one brings it."""
    if chains.to_be_made_again(case, run=letter.run, step=letter.step):
        return
    answers = newest_paper(letter).fields.open()["answers"]
    add_version(actor, case, letter, kind_or_refuse(letter.product, letter.step), answers)


def no_copy() -> Refusal:
    return refusal("letter.full", "Tidak ada salinan lengkap yang diminta.", "No full copy is asked for.")
