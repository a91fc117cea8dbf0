# SPDX-License-Identifier: AGPL-3.0-or-later
"""Initials and returns: what a reviewer does with a draft on its way to the signature."""

from __future__ import annotations

from teduh.accounts.access import may
from teduh.cases.actions import steps
from teduh.cases.actions.steps import Work
from teduh.cases.models import Case
from teduh.cases.queries.progress import state_of
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.actions.hops import drop_hops, reach_next, tell_writer
from teduh.letters.models import Hop, HopKind, HopState, Letter, LetterState
from teduh.letters.queries.standing import held_as
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Effect, Outcome


@action("letter.initialled", may=may("letter.approve"))
def pass_on(
    actor: Actor, case: Case, *, letter: Letter, version: int, initialled: bytes, note: str = "", late: str = ""
) -> Letter:
    """Paraf: the version that was read goes on to the next stop. Nobody initials what they wrote themselves.

    `initialled`: the draft with the invisible signature of this paraf added to those before it.
    """
    hop = waiting_hop(actor, case, letter, version=version)
    paper = letter.papers.select_related("envelope").get(version=version)
    if not initialled.startswith((paper.initialled or paper.pdf).open()):
        raise Refused(refusal("letter.state", "Surat ini berubah saat diparaf.", "This letter changed meanwhile."))
    if hop.kind == HopKind.SIGN:
        raise Refused(refusal("letter.sign", "Surat ini menunggu tanda tangan.", "This letter waits to be signed."))
    if wrote(actor, letter, version):
        raise Refused(
            refusal(
                "letter.own",
                "Konsep sendiri tidak dapat diparaf sendiri. Minta Plh. atau atasan.",
                "Nobody initials their own draft. Ask the acting official or a superior.",
            )
        )
    paper.initialled = initialled
    paper.save(update_fields=["initialled"])
    pass_hop(actor, case, hop, note=note)
    reach_next(case, letter, at=actor.at)
    record(data={"letter": str(letter.pk), "version": version, "place": hop.place}, payload=said(note))
    if hop.step:
        finish_its_step(actor, case, letter, hop, note=note, late=late)
    return letter


@action("letter.returned", may=may("letter.approve"))
def send_back(actor: Actor, case: Case, *, letter: Letter, version: int, note: str, late: str = "") -> Letter:
    """Back to whoever wrote it, with what is to be mended. The draft waits for another version."""
    if not note.strip():
        raise Refused(refusal("letter.note", "Tulis apa yang perlu diperbaiki.", "Say what has to be mended."))
    hop = waiting_hop(actor, case, letter, version=version)
    pass_hop(actor, case, hop, note=note, state=HopState.RETURNED)
    drop_hops(letter)
    letter.state = LetterState.DRAFT  # a number that it has already stays with it
    letter.save(update_fields=["state"])
    tell_writer(case, letter, "konsep surat dikembalikan")
    record(data={"letter": str(letter.pk), "version": version, "place": hop.place}, payload=said(note))
    if hop.step:
        finish_its_step(actor, case, letter, hop, back=True, note=note, late=late)
    return letter


@action("letter.withdrawn", may=may("letter.revoke"))
def withdraw(actor: Actor, case: Case, *, letter: Letter, reason: str) -> Letter:
    """A letter that nobody will sign any more. It stays in the case, and a number that it has stays in the register."""
    letter.refresh_from_db()
    if letter.case_id != case.pk or letter.state not in (LetterState.DRAFT, LetterState.SIGNING):
        raise Refused(refusal("letter.state", "Hanya konsep yang dapat ditarik.", "Only a draft can be withdrawn."))
    if not reason.strip():
        raise Refused(refusal("letter.note", "Tulis alasan penarikannya.", "Say why it is withdrawn."))
    waits = letter.hops.filter(state=HopState.WAITING).first()
    if waits is not None and waits.step and state_of(case).runs[letter.run].end is None:
        raise Refused(
            refusal(
                "letter.waits",
                "Langkah prosedur menunggu surat ini. Kembalikan dengan catatan, atau akhiri layanannya dahulu.",
                "A step of the procedure waits for this letter. Send it back with a note, or end the service first.",
            )
        )
    drop_hops(letter)
    letter.state = LetterState.DROPPED
    letter.save(update_fields=["state"])
    record(data={"letter": str(letter.pk), "number": letter.number}, payload={"reason": reason})
    return letter


@action("letter.read", may=may("letter.approve"))
def note_read(actor: Actor, case: Case, *, letter: Letter) -> None:
    """The one for whom a letter waits has opened it: once for a stop."""
    hop = letter.hops.select_for_update().filter(state=HopState.WAITING, read_at=None).first()
    if hop is not None and held_as(actor, case, hop) is not None:
        hop.read_at = actor.at
        hop.save(update_fields=["read_at"])
        record(data={"letter": str(letter.pk), "version": hop.version, "place": hop.place})


def refusal(rule: str, said_id: str, said_en: str) -> Refusal:
    return Refusal(rule, Message(said_id, said_en))


def said(note: str) -> dict[str, str]:
    return {"note": note} if note.strip() else {}


def waiting_hop(actor: Actor, case: Case, letter: Letter, *, version: int) -> Hop:
    """The stop where the letter waits, if it is the actor's and of the version that they read. Raises Refused."""
    letter.refresh_from_db()
    hop = letter.hops.filter(state=HopState.WAITING).select_related("envelope").first()
    if letter.case_id != case.pk or hop is None or letter.state not in (LetterState.DRAFT, LetterState.SIGNING):
        raise Refused(refusal("letter.state", "Surat ini tidak menunggu siapa pun.", "This letter waits for nobody."))
    if hop.version != version:
        raise Refused(
            refusal(
                "letter.version",
                "Konsep ini sudah diganti sejak Anda membukanya. Baca dulu yang baru.",
                "This draft was replaced since you opened it. Read the new one first.",
            )
        )
    if held_as(actor, case, hop) is None:
        raise Refused(refusal("letter.role", "Surat ini tidak menunggu Anda.", "This letter does not wait for you."))
    return hop


def wrote(actor: Actor, letter: Letter, version: int) -> bool:
    return letter.papers.filter(version=version, made_by=actor.id).exists()


def pass_hop(actor: Actor, case: Case, hop: Hop, *, note: str = "", state: str = HopState.DONE) -> None:
    hop.state = state
    hop.done_at = actor.at
    hop.done_by_id = actor.id
    hop.capacity = held_as(actor, case, hop) or ""
    hop.read_at = hop.read_at or actor.at
    hop.note = note
    hop.save(update_fields=["state", "done_at", "done_by", "capacity", "read_at", "note"])


def finish_its_step(
    actor: Actor, case: Case, letter: Letter, hop: Hop, *, back: bool = False, note: str = "", late: str = ""
) -> None:
    """The procedure's own step for this stop is finished with it, in the same transaction."""
    outcome = outcome_for(case, letter, hop, back=back)
    own = (letter.product,) if hop.step == letter.step else ()
    work = Work(products=own, reason=note, late=late)
    steps.finish_step(actor, case, step=hop.step, outcome=outcome.key, run=letter.run, work=work)


def outcome_for(case: Case, letter: Letter, hop: Hop, *, back: bool) -> Outcome:
    """The result of the step that agrees, or that sends back. Raises Refused where the standard knows no way back."""
    step = state_of(case).runs[letter.run].procedure.step(hop.step)
    returns = (Effect.RETURN, Effect.REPEAT)
    found = next((one for one in step.outcomes if (one.effect in returns) is back), None) if step else None
    if found is None:
        raise Refused(
            refusal(
                "letter.return",
                "Menurut standarnya langkah ini tidak dapat dikembalikan. Bicarakan dengan penyusunnya.",
                "By its standard this step cannot be sent back. Talk to whoever wrote it.",
            )
        )
    return found
