# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ink on paper: for an office without certificates, or a signatory who wants it so.

The letter is numbered and printed with its code and room for the pen; the scan of what was signed comes back and is
kept as the letter. That the scan is this letter, the QR code on it says; where that cannot be read, an officer types
the last signs of it off the paper. That it is whole and signed, the officer says. It is never called certified.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.accounts.queries import deputyship, roles_of
from teduh.cases.actions import steps
from teduh.cases.actions.steps import Work
from teduh.cases.models import Case
from teduh.cases.registry import Attached
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters import seals
from teduh.letters.actions.approving import outcome_for, refusal
from teduh.letters.actions.hops import tell_writer
from teduh.letters.actions.signing import SIGNABLE, Final, Says, composed, drawn, number, supersede
from teduh.letters.models import Hop, HopKind, HopState, Letter, LetterState, Paper
from teduh.letters.queries.chains import still_forbidden
from teduh.letters.queries.content import signature_block
from teduh.letters.queries.standing import WET, may_ink, signatories
from teduh.letters.render import picture_as_pdf

SIGNS = 6  # of the code, typed off the paper


def print_for_ink(
    actor: Actor, case: Case, *, letter: Letter, version: int, signatory: int, reserved: UUID | None = None
) -> Paper:
    """Give the letter its number and print it with its code and room for the pen, in the name of who will sign."""
    hop = ink_hop(actor, case, letter, version=version)
    staff = signatory_or_refuse(actor, case, hop, signatory)
    says = Says(signer=WET, signatory=signature_block(staff, role_of(actor, hop, staff), at=actor.at))
    composed(actor, case, letter, version=version, says=says)
    number_for_ink(actor, case, letter=letter, version=version, reserved=reserved)
    final = composed(actor, case, letter, version=version, says=says)
    return keep_print(actor, case, letter=letter, final=final, pdf=drawn(final), signatory=staff.pk)


@action("letter.numbered", may=may("letter.approve"))
def number_for_ink(actor: Actor, case: Case, *, letter: Letter, version: int, reserved: UUID | None = None) -> None:
    """The letter's number and code, for whoever may have it signed in ink."""
    ink_hop(actor, case, letter, version=version)
    number(actor, case, letter, version=version, reserved=reserved)


@action("letter.inked_print", may=may("letter.approve"))
def keep_print(actor: Actor, case: Case, *, letter: Letter, final: Final, pdf: bytes, signatory: int) -> Paper:
    """The print is there: from now on the letter waits for its scan."""
    ink_hop(actor, case, letter, version=final.version)
    paper = letter.papers.select_related("envelope", "letter").get(version=final.version)
    paper.fields, paper.pdf = final.fields, pdf
    paper.save(update_fields=["fields", "pdf"])
    letter.signer = WET
    letter.save(update_fields=["signer"])
    record(data={"letter": str(letter.pk), "version": final.version, "number": letter.number, "signatory": signatory})
    return paper


@action("letter.inked", may=may("letter.approve"))
def record_ink(
    actor: Actor,
    case: Case,
    *,
    letter: Letter,
    version: int,
    signatory: int,
    signed_at: datetime,
    code: str,
    scan: Attached,
    seen: Sequence[str] = (),
) -> Letter:
    """The paper was signed and scanned: the scan is the letter from now on. The journal says who recorded it for whom.

    `seen`: what the QR codes on the scan say, as far as they could be read; `code` is what was typed instead.

    The step of the procedure is finished with it: by the signatory, or for them by a colleague who may record that.
    """
    hop = ink_hop(actor, case, letter, version=version)
    staff = signatory_or_refuse(actor, case, hop, signatory)
    if letter.state != LetterState.SIGNING or letter.signer != WET:
        raise Refused(refusal("letter.print", "Cetak dulu untuk tanda tangan basah.", "Print it for ink first."))
    matched = matched_by(letter, seen, code)
    if signed_at > actor.at:
        raise Refused(refusal("letter.time", "Waktu tanda tangan belum tiba.", "That time has not come yet."))
    since = hop.waits_since or letter.made_at
    if signed_at < since.replace(second=0, microsecond=0):  # people write hours and minutes
        raise Refused(
            refusal(
                "letter.time",
                "Pada waktu itu surat ini belum menunggu tanda tangan.",
                "The letter did not wait for a signature yet at that time.",
            )
        )
    signed_at = max(signed_at, since)
    role = role_of(actor, hop, staff)
    standing_in = deputyship(staff, role, at=signed_at)
    pdf = scan.data if scan.type == "application/pdf" else picture_as_pdf(scan.data, title=letter.title, at=actor.at)
    paper = letter.papers.select_related("envelope").get(version=version)
    paper.pdf = pdf
    paper.save(update_fields=["pdf"])
    hop.state = HopState.DONE
    hop.done_at = signed_at
    hop.done_by = staff
    hop.capacity = standing_in.kind if standing_in else ""
    hop.save(update_fields=["state", "done_at", "done_by", "capacity"])
    letter.state = LetterState.SIGNED
    letter.fingerprint = seals.fingerprint(pdf)
    letter.signed_at = signed_at
    letter.signed_by = staff
    letter.capacity = hop.capacity
    letter.certified = False
    letter.recorded_by_id = actor.id
    letter.save(
        update_fields=["state", "fingerprint", "signed_at", "signed_by", "capacity", "certified", "recorded_by"]
    )
    supersede(case, letter)
    tell_writer(case, letter, "surat ditandatangani")
    record(
        data={"letter": str(letter.pk), "number": letter.number, "fingerprint": letter.fingerprint, "signer": WET}
        | {"signed_by": staff.pk, "recorded_by": actor.id, "matched": matched}
    )
    if hop.step:
        finish_step(actor, case, letter, hop, role=role, staff=staff)
    return letter


def finish_step(actor: Actor, case: Case, letter: Letter, hop: Hop, *, role: str, staff: Staff) -> None:
    """The procedure's own step, at the time of the signature: in the actor's name where it is theirs."""
    outcome = outcome_for(case, letter, hop, back=False).key
    at = letter.signed_at if letter.signed_at != actor.at else None
    work = Work(products=(letter.product,) if hop.step == letter.step else (), at=at, reason=REASON)
    if staff.pk == actor.id:
        steps.finish_step(actor, case, step=hop.step, outcome=outcome, run=letter.run, work=work)
    else:
        steps.record_step(
            actor, case, step=hop.step, outcome=outcome, run=letter.run, work=work, by=role, whom=staff.pk
        )


REASON = "Ditandatangani di atas kertas; hasil pindainya disimpan."


def ink_hop(actor: Actor, case: Case, letter: Letter, *, version: int) -> Hop:
    """The stop where the letter waits to be signed, if the actor may have it signed in ink. Raises Refused."""
    letter.refresh_from_db()
    hop = letter.hops.filter(state=HopState.WAITING).select_related("envelope").first()
    if letter.case_id != case.pk or hop is None or hop.kind != HopKind.SIGN or letter.state not in SIGNABLE:
        raise Refused(
            refusal("letter.state", "Surat ini tidak menunggu tanda tangan.", "This letter waits for no signature.")
        )
    forbidden = still_forbidden(case, letter)
    if forbidden is not None:
        raise Refused(forbidden)
    if hop.version != version:
        raise Refused(
            refusal(
                "letter.version",
                "Konsep ini sudah diganti sejak Anda membukanya. Baca dulu yang baru.",
                "This draft was replaced since you opened it. Read the new one first.",
            )
        )
    if not may_ink(actor, case, hop):
        raise Refused(
            refusal(
                "letter.role",
                "Tanda tangan basah dicatat penanda tangannya, pimpinan, sekretariat, atau petugas pengaduan.",
                "The signatory, a head of unit, the secretariat or an intake officer records a signature in ink.",
            )
        )
    return hop


def signatory_or_refuse(actor: Actor, case: Case, hop: Hop, number: int) -> Staff:
    found = next((one for one in signatories(actor, case, hop) if one.pk == number), None)
    if found is None:
        raise Refused(refusal("letter.signatory", "Pilih siapa yang menandatangani.", "Choose who signs it."))
    return Staff.objects.select_related("office").get(pk=found.pk)


def role_of(actor: Actor, hop: Hop, staff: Staff) -> str:
    held = roles_of(staff, at=actor.at)
    # Whoever stands in for somebody walled off holds no role of the stop: they sign in its place.
    return next((str(role) for role in hop.roles if role in held), str(hop.roles[0]))


def matched_by(letter: Letter, seen: Sequence[str], code: str) -> str:
    """How it is known that the paper is this letter: `qr` or `typed`. Raises Refused where it is not."""
    marks = [sha256(text.rstrip("/").rpartition("/")[2].encode()).digest() for text in seen]
    if letter.mark and bytes(letter.mark) in marks:
        return "qr"
    if Letter.objects.filter(mark__in=marks).exists():
        raise Refused(
            refusal(
                "letter.code",
                "Kode QR pada pindaian ini kode surat lain. Periksa berkas yang dipilih.",
                "The QR code on this scan is another letter's. Look at the file that was chosen.",
            )
        )
    if not code.strip():
        raise Refused(
            refusal(
                "letter.code",
                "Kode QR pada pindaian tidak terbaca. Ketik enam tanda terakhir kodenya, lalu pilih lagi berkasnya.",
                "The QR code on the scan cannot be read. Type the last six signs of it, and choose the file again.",
            )
        )
    if not matches(letter, code):
        raise Refused(
            refusal(
                "letter.code",
                "Kode itu bukan kode surat ini. Lihat enam tanda terakhir di bawah kode QR pada kertasnya.",
                "That is not the code of this letter. Look at the last six signs below the QR code on the paper.",
            )
        )
    return "typed"


def matches(letter: Letter, code: str) -> bool:
    """Whether these are the last signs of the letter's code; capitals are easily mistaken on paper, so they do not
    count."""
    return bool(letter.token) and code.strip().casefold() == str(letter.token.open())[-SIGNS:].casefold()
