# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signature: the number first, then drawing and signing, then the letter stands for good.

Drawing takes a while and the signing service may be slow or away, so nothing is locked while they work. The number
belongs to the letter from the first of the two actions on: whatever breaks in between, the next press goes on with the
same number; none is lost or doubled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.cases.models import Case
from teduh.cases.queries.progress import office_time
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters import seals, signers
from teduh.letters.actions.approving import finish_its_step, pass_hop, pass_on, refusal, said, waiting_hop
from teduh.letters.actions.awaiting import note_away
from teduh.letters.actions.hops import tell_writer
from teduh.letters.actions.numbering import give_number
from teduh.letters.asking import kind_of
from teduh.letters.kinds import Kind
from teduh.letters.models import Hop, HopKind, HopState, Letter, LetterState, Number, SigningKey
from teduh.letters.qr import qr_svg
from teduh.letters.queries import key_of
from teduh.letters.queries.chains import still_forbidden
from teduh.letters.queries.content import data_or_refuse, signature_block
from teduh.letters.queries.copies import entitled_of
from teduh.letters.queries.drawing import pdf_of
from teduh.letters.queries.standing import WET
from teduh.letters.signers import local
from teduh.lib.wording import moment_words
from teduh.procedure.problems import Refusal

FOOTERS = {
    WET: "Keaslian surat ini dapat diperiksa dengan kode ini.",
    "local": "Dokumen ini ditandatangani secara elektronik dengan sertifikat kantor yang tidak tersertifikasi "
    "(PP 71 Tahun 2019 Pasal 60). Keasliannya dapat diperiksa dengan kode ini.",
    "pkcs11": "Dokumen ini ditandatangani secara elektronik (UU 11 Tahun 2008 Pasal 11). "
    "Keasliannya dapat diperiksa dengan kode ini.",
    "bsre": "Dokumen ini ditandatangani secara elektronik dengan sertifikat elektronik yang diterbitkan BSrE, BSSN "
    "(UU 11 Tahun 2008 Pasal 5 ayat 1). Keasliannya dapat diperiksa dengan kode ini.",
}
SIGNABLE = (LetterState.DRAFT, LetterState.SIGNING)


def sign(
    actor: Actor,
    case: Case,
    *,
    letter: Letter,
    version: int,
    passphrase: str,
    reserved: UUID | None = None,
    note: str = "",
    late: str = "",
) -> Letter:
    """Sign a letter that waits for the actor. Raises Refused with what is wrong; a number once given stays.

    `reserved` is a number kept for paper of an earlier date. The passphrase is passed on and kept nowhere.
    """
    staff, key = signatory(actor)
    hop = sign_hop(actor, case, letter, version=version)
    says = Says(
        signer=signers.signer().CODE,
        signatory=signatory_of(actor, hop),
        signed_text=moment_words(actor.at.astimezone(office_time(case.office).calendar.zone)),
    )
    composed(actor, case, letter, version=version, says=says)
    try:
        check_passphrase(key, passphrase)
        give_its_number(actor, case, letter=letter, version=version, reserved=reserved)
        final = composed(actor, case, letter, version=version, says=says)
        pdf = drawn(final)
        signed = signers.signer().sign(asked_of(staff, key, letter, pdf, at=actor.at, passphrase=passphrase))
    except signers.SigningError as error:
        raise unsigned(actor, case, letter, error) from error
    return stand(actor, case, letter=letter, final=final, signed=signed, note=note, late=late)


def initial(
    actor: Actor, case: Case, *, letter: Letter, version: int, passphrase: str, note: str = "", late: str = ""
) -> Letter:
    """Paraf: an invisible signature on the draft as it was read. Raises Refused with what is wrong."""
    staff, key = signatory(actor)
    hop = waiting_hop(actor, case, letter, version=version)
    paper = letter.papers.select_related("envelope").get(version=version)
    read = (paper.initialled or paper.pdf).open()
    try:
        signed = signers.signer().sign(
            asked_of(staff, key, letter, read, at=actor.at, passphrase=passphrase, paraf=hop.place)
        )
    except signers.SigningError as error:
        raise unsigned(actor, case, letter, error) from error
    return pass_on(actor, case, letter=letter, version=version, initialled=signed.pdf, note=note, late=late)


def unsigned(actor: Actor, case: Case, letter: Letter, error: signers.SigningError) -> Refused:
    """Why it was not signed, as a refusal; that a service was away is kept, for somebody to be told when it is back."""
    if isinstance(error, signers.ServiceAway):
        note_away(actor, case, letter=letter)
    return Refused(Refusal("letter.signer", error.message, letter.step))


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What signing adds to a letter's words. `signer`: WET for ink on paper."""

    signer: str
    signatory: Mapping[str, str]
    signed_text: str = ""


@dataclass(frozen=True, slots=True)
class Final:
    """A letter as it will stand, not drawn yet. `fields` as its paper keeps them."""

    kind: Kind
    version: int
    fields: Mapping[str, Any]
    at: datetime


def composed(actor: Actor, case: Case, letter: Letter, *, version: int, says: Says) -> Final:
    """What the letter will say. Called before a number is given too: Refused where the copy would name somebody."""
    kind = its_kind(letter)
    number = Number.objects.filter(letter=letter).first()
    answers = letter.papers.select_related("envelope").get(version=version).fields.open()["answers"]
    address = address_of(letter) if letter.token else ""
    data = data_or_refuse(
        actor,
        case,
        kind,
        answers,
        number=letter.number,
        dated=number.dated if number else day_of(actor, case),
        whom=letter.whom,
        entitled=entitled_of(letter),
        marks={
            "footer": FOOTERS[says.signer],
            "qr": qr_svg(address) if address else "",
            "check": address,
            "initials": initials_of(letter, version),
            "signatory": dict(says.signatory),
            "signed_text": says.signed_text,
            "ink": says.signer == WET,
        },
    )
    return Final(kind, version, {"answers": answers, "data": data}, actor.at)


def drawn(final: Final) -> bytes:
    """The PDF of it; never within an action, for everybody else who changes something would wait."""
    return pdf_of(final.kind, final.fields["data"], at=final.at)


@action("letter.numbered", may=may("letter.approve"))
def give_its_number(actor: Actor, case: Case, *, letter: Letter, version: int, reserved: UUID | None = None) -> None:
    """The letter's number and code. Pressed again, it keeps both, and its day."""
    sign_hop(actor, case, letter, version=version)
    number(actor, case, letter, version=version, reserved=reserved)


def number(actor: Actor, case: Case, letter: Letter, *, version: int, reserved: UUID | None) -> None:
    """The same within the caller's action."""
    kind = its_kind(letter)
    if kind.numbered:
        row = give_number(actor, case, letter=letter, kind=kind, dated=day_of(actor, case), reserved=reserved)
        letter.number = row.text
    if not letter.token:
        token = token_urlsafe(16)
        letter.token = token
        letter.mark = sha256(token.encode()).digest()
    letter.state = LetterState.SIGNING
    letter.save(update_fields=["number", "token", "mark", "state"])
    record(data={"letter": str(letter.pk), "version": version, "number": letter.number})


@action("letter.signed", may=may("letter.approve"))
def stand(
    actor: Actor, case: Case, *, letter: Letter, final: Final, signed: signers.Signed, note: str = "", late: str = ""
) -> Letter:
    """The signature has come: the letter stands, the one before it is superseded, the step of the procedure is done."""
    hop = sign_hop(actor, case, letter, version=final.version)
    paper = letter.papers.select_related("envelope").get(version=final.version)
    paper.fields, paper.pdf = final.fields, signed.pdf
    paper.save(update_fields=["fields", "pdf"])
    letter.state = LetterState.SIGNED
    letter.fingerprint = seals.fingerprint(signed.pdf)
    letter.signed_at = actor.at
    letter.signed_by_id = actor.id
    letter.signer = signed.signer
    letter.certified = signed.certified
    pass_hop(actor, case, hop, note=note)
    letter.capacity = hop.capacity
    letter.save(
        update_fields=["state", "fingerprint", "signed_at", "signed_by", "signer", "certified", "capacity"],
    )
    supersede(case, letter)
    tell_writer(case, letter, "surat ditandatangani")
    record(
        data={"letter": str(letter.pk), "number": letter.number, "fingerprint": letter.fingerprint}
        | {"signer": signed.signer, "certified": signed.certified},
        payload=said(note),
    )
    if hop.step:
        finish_its_step(actor, case, letter, hop, note=note, late=late)
    return letter


@action("letter.revoked", may=may("letter.revoke"))
def revoke(actor: Actor, case: Case, *, letter: Letter, reason: str) -> Letter:
    """A signed letter holds no longer. It stays as it was signed; its checking page says that it was revoked."""
    letter.refresh_from_db()
    if letter.case_id != case.pk or letter.state not in (LetterState.SIGNED, LetterState.SUPERSEDED):
        raise Refused(
            refusal(
                "letter.state", "Hanya surat yang ditandatangani dapat dicabut.", "Only a signed letter is revoked."
            )
        )
    if not reason.strip():
        raise Refused(refusal("letter.note", "Tulis alasan pencabutannya.", "Say why it is revoked."))
    letter.state = LetterState.REVOKED
    letter.revoked_at = actor.at
    letter.revoked_by_id = actor.id
    letter.revoked_why = reason
    letter.save(update_fields=["state", "revoked_at", "revoked_by", "revoked_why"])
    record(data={"letter": str(letter.pk), "number": letter.number}, payload={"reason": reason})
    return letter


def signatory(actor: Actor) -> tuple[Staff, SigningKey | None]:
    """The official who signs, with what the installation's signer needs of them. Refused where that is missing."""
    staff = Staff.objects.select_related("office").get(pk=actor.id or 0)
    key = key_of(staff)
    if signers.signer().NEEDS and key is None:
        raise Refused(
            refusal(
                "letter.key",
                "Anda belum punya kunci tanda tangan. Buat dulu, lalu kembali ke surat ini.",
                "You have no signing key yet. Make one first, then come back to this letter.",
            )
        )
    return staff, key


def check_passphrase(key: SigningKey | None, passphrase: str) -> None:
    """A slip of the keyboard is told before anything is numbered. Raises `signers.SigningError`."""
    if key is not None and key.credential:
        local.valid_until(key.credential.open(), passphrase=passphrase)


def asked_of(
    staff: Staff, key: SigningKey | None, letter: Letter, pdf: bytes, *, at: datetime, passphrase: str, paraf: int = 0
) -> signers.SignRequest:
    """The request for a signature, or for the paraf of that place."""
    office = letter.office
    return signers.SignRequest(
        pdf=pdf,
        name=staff.full_name,
        title=staff.title,
        office_name=office.name,
        reason=f"Paraf: {letter.title}" if paraf else letter.title,
        place=office.name,
        at=at,
        passphrase=passphrase,
        credential=key.credential.open() if key and key.credential else None,
        nik_or_id=key.identity.open() if key and key.identity else "",
        invisible=bool(paraf),
        field_name=f"Paraf{paraf}" if paraf else "TandaTangan",
    )


def sign_hop(actor: Actor, case: Case, letter: Letter, *, version: int) -> Hop:
    hop = waiting_hop(actor, case, letter, version=version)
    if hop.kind != HopKind.SIGN or letter.state not in SIGNABLE:
        raise Refused(
            refusal("letter.sign", "Surat ini menunggu paraf dahulu.", "This letter waits for initials first.")
        )
    forbidden = still_forbidden(case, letter)
    if forbidden is not None:
        raise Refused(forbidden)
    return hop


def supersede(case: Case, letter: Letter) -> None:
    """An earlier signed letter of the same step's product gives way to this one. Letters beside the steps stand each
    for itself: two invitations are two."""
    if not letter.step:
        return
    earlier = Letter.objects.filter(
        case=case, run=letter.run, product=letter.product, whom=letter.whom, state=LetterState.SIGNED
    )
    earlier.exclude(step="").exclude(pk=letter.pk).update(state=LetterState.SUPERSEDED, replaced_by=letter)


def signatory_of(actor: Actor, hop: Hop) -> dict[str, str]:
    role = next(role for role in hop.roles if role in actor.roles)
    return signature_block(Staff.objects.select_related("office").get(pk=actor.id or 0), role, at=actor.at)


def initials_of(letter: Letter, version: int) -> list[dict[str, Any]]:
    """Who initialled this version, for the small boxes beside the signature."""
    done = letter.hops.filter(version=version, state=HopState.DONE).exclude(kind=HopKind.SIGN).select_related("done_by")
    return [{"title": hop.done_by.title, "name": hop.done_by.full_name} for hop in done if hop.done_by]


def its_kind(letter: Letter) -> Kind:
    kind = kind_of(letter.kind)
    if kind is None:
        raise Refused(refusal("produk", "Contoh surat ini tidak ada lagi.", "The template of this letter is gone."))
    return kind


def day_of(actor: Actor, case: Case) -> date:
    return actor.at.astimezone(office_time(case.office).calendar.zone).date()


def address_of(letter: Letter) -> str:
    """Where anybody checks whether the letter is real. It says nothing of what stands in it."""
    return settings.ADDRESS.rstrip("/") + reverse("portal:verify", args=[letter.token.open()])
