# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing letters over: how, to whom, when, by whom, with what proof. The term that it serves stops only then."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from teduh.accounts.access import may
from teduh.cases.actions.contact import weigh_delivery
from teduh.cases.actions.steps import Work
from teduh.cases.models import Case
from teduh.cases.registry import Attached
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters import queries
from teduh.letters.models import Delivery, Letter, LetterState
from teduh.lib.codelists import code_list
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Activity, Step


@action("letter.delivered", may=may("letter.deliver"))
def deliver(
    actor: Actor,
    case: Case,
    *,
    letter: Letter,
    medium: str,
    recipient: str,
    delivered_at: datetime,
    proof: Attached | None = None,
    note: str = "",
    step: str = "",
) -> Delivery:
    """A signed letter went out. It may go out more than once: to each party, or again where it came back."""
    letter.refresh_from_db()
    if letter.case_id != case.pk or letter.state != LetterState.SIGNED or letter.signed_at is None:
        raise refused(
            "letter.state",
            "Hanya surat yang ditandatangani dan masih berlaku dapat diserahkan.",
            "Only a signed letter that still holds can be handed over.",
            step,
        )
    if code_list("delivery_media").row(medium) is None:
        raise refused("letter.medium", "Pilih cara surat ini diserahkan.", "Choose how it was handed over.", step)
    if not recipient.strip():
        raise refused("letter.recipient", "Tulis siapa yang menerimanya.", "Say who received it.", step)
    if delivered_at > actor.at:
        raise refused("letter.time", "Waktu penyerahan belum tiba.", "That time has not come yet.", step)
    if delivered_at < letter.signed_at.replace(second=0, microsecond=0):  # people write hours and minutes
        raise refused(
            "letter.time",
            "Surat ini belum ditandatangani pada waktu itu.",
            "The letter was not signed yet at that time.",
            step,
        )
    weigh_delivery(actor, case, recipient=recipient, medium=medium, at=delivered_at, reason=note)
    assert actor.id is not None  # the table lets staff alone come here
    row = Delivery(
        id=uuid4(),
        letter=letter,
        envelope=letter.envelope,
        step=step,
        medium=medium,
        delivered_at=max(delivered_at, letter.signed_at),
        delivered_by_id=actor.id,
        recorded_at=actor.at,
        proof_type=proof.type if proof else "",
    )
    row.recipient = recipient
    row.note = note
    if proof is not None:
        row.proof = proof.data
    row.save(force_insert=True)
    record(
        data={"letter": str(letter.pk), "number": letter.number, "delivery": str(row.pk), "medium": medium}
        | {"proof": proof is not None},
        payload={"recipient": recipient} | ({"note": note} if note.strip() else {}),
    )
    return row


@action("letter.proof_opened", may=may("case.read"))
def note_proof_opened(actor: Actor, case: Case, *, delivery: Delivery) -> None:
    """The proof of a delivery shows a hand-written name at least: who looked at it is recorded."""
    record(data={"letter": str(delivery.letter_id), "delivery": str(delivery.pk)})


def hand_over(actor: Actor, case: Case, /, *, run: int, step: Step, work: Work) -> None:
    """A finished `serahkan` step: what it says holds of each signed letter above it that was not handed over yet."""
    if step.activity is not Activity.DELIVER:
        return
    _form, said = work.answers.get(step.activity.value, (None, {}))
    for letter in queries.to_hand_over(case, run, step.key):
        deliver(
            actor,
            case,
            letter=letter,
            medium=said.get("medium") or "",
            recipient=said.get("received_by") or "",
            delivered_at=work.at or actor.at,
            proof=work.proof,
            note=said.get("summary") or "",
            step=step.key,
        )


def refused(rule: str, said_id: str, said_en: str, step: str) -> Refused:
    return Refused(Refusal(rule, Message(said_id, said_en), step))
