# SPDX-License-Identifier: AGPL-3.0-or-later
"""Certified signatures by BSrE, the state's certificate authority, through an office's e-sign client service.

What the service is asked, after BSrE's "Petunjuk Teknis Penggunaan API Esign Client Service" (2020, renewed 2024), its
version 1, and after what many agencies' public programs send it:

- `POST /api/sign/pdf`, basic authentication, multipart: `file`, `nik`, `passphrase`, `tampilan` (`invisible`; the
  visible part is printed by the letter itself), `reason`, `location`.
- Success is the signed PDF as the body. A fault is JSON with `error` and `status_code`. The code proper stands in
  `status_code` or, under a `status_code` of 400, at the end of `error`: "Proses signing gagal : Passphrase anda salah
  2031". 2031 is a wrong passphrase, 2011 a NIK that is not registered.

In doubt, since the paper itself is not public and no office's service was at hand: whether `reason` and `location` are
shown; which other codes there are (each is passed on in the service's own words); whether every release appends to the
file. One that writes the file anew would destroy the initials before it, so such an answer is refused. Some releases
answer with a document's number to be fetched later; that is refused as well, loudly. The service cannot lock the letter
against later changes; the register's fingerprint of the file does.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence

from django.conf import settings

from teduh.letters import seals, trust
from teduh.letters.signers import Signed, SignRequest, calling
from teduh.letters.signers.errors import NotSetUp, Rejected, WrongPassphrase
from teduh.procedure.problems import Message

CODE = "bsre"
NEEDS = ("nik_or_id",)
SERVICE = Message("Layanan tanda tangan BSrE", "BSrE's signing service")

WRONG_PASSPHRASE = 2031
NOT_REGISTERED = 2011
_CODE_AT_THE_END = re.compile(r"\b(\d{4})\W*$")
_NIK = re.compile(r"\d{16}")
# What a signature may add to a file: certificates, time stamp, lists of revoked certificates.
_ROOM = 5_000_000
_LONGEST_REASON = 300


def missing() -> Message | None:
    """The service's address, with user and password in it, over TLS."""
    if not settings.BSRE_URL:
        return Message(
            "Isi TEDUH_BSRE_URL dengan alamat layanan, seperti https://pengguna:sandi@esign.kantor.go.id.",
            "Set TEDUH_BSRE_URL to the service's address, as https://user:password@esign.office.go.id.",
        )
    wrong = calling.fault(settings.BSRE_URL)
    return Message(f"TEDUH_BSRE_URL: {wrong.id}.", f"TEDUH_BSRE_URL: {wrong.en}.") if wrong else None


def answers() -> bool:
    """Whether the service is there."""
    return not missing() and calling.answers(settings.BSRE_URL)


def sign(request: SignRequest) -> Signed:
    """Have the letter signed in the name of the official with that NIK, and check what comes back."""
    lacking = missing()
    if lacking:
        raise NotSetUp(lacking)
    if not _NIK.fullmatch(request.nik_or_id):
        raise NotSetUp(
            Message(
                "NIK Anda belum tercatat untuk BSrE, atau bukan 16 angka.",
                "Your NIK is not recorded for BSrE, or is not 16 digits.",
            )
        )
    roots = trust.roots()
    body, kind = _form(
        {
            "nik": request.nik_or_id,
            "passphrase": request.passphrase,
            "tampilan": "invisible",
            "reason": request.reason,
            "location": request.place,
        },
        request.pdf,
    )
    answer = calling.post(
        settings.BSRE_URL,
        "/api/sign/pdf",
        body=body,
        headers={"Content-Type": kind, "Accept": "application/pdf, application/json"},
        service=SERVICE,
        limit=len(request.pdf) + _ROOM,
    )
    if answer.status != 200 or not answer.body.startswith(b"%PDF-"):
        raise _fault(answer.body)
    newest = _checked(request.pdf, answer.body, roots)
    return Signed(
        pdf=answer.body,
        signer=CODE,
        certified=newest.certified,
        certificate_fingerprint=newest.certificate_fingerprint,
        subject=newest.subject,
    )


def _checked(before: bytes, after: bytes, roots: Sequence[bytes]) -> seals.Seal:
    """The new signature. `Rejected` unless the same document came back with exactly one more, intact and over all."""
    if not after.startswith(before):
        raise _unexpected("berkas surat ditulis ulang", "the letter's file was rewritten")
    try:
        found = len(seals.look(before, trusted=()))
        newest = seals.look(after, trusted=roots)
    except Exception as error:  # the readers of PDF and of certificates have no common error
        raise _unexpected("berkasnya tidak dapat dibaca", "its file cannot be read") from error
    if len(newest) != found + 1 or not (newest[-1].intact and newest[-1].whole):
        raise _unexpected("tanda tangannya tidak utuh", "its signature is not intact")
    return newest[-1]


def _unexpected(id_detail: str, en_detail: str) -> Rejected:
    return Rejected(
        Message(
            f"Jawaban {SERVICE.id} ditolak: {id_detail}. Surat belum ditandatangani.",
            f"The answer of {SERVICE.en} was refused: {en_detail}. The letter is not signed.",
        )
    )


def _fault(body: bytes) -> Rejected | WrongPassphrase | NotSetUp:
    """The service's own reason, as far as it can be understood."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("error"), str):
        return _unexpected("bukan PDF, dan tanpa alasan", "neither a PDF nor a reason")
    reason = " ".join(said["error"].split())[:_LONGEST_REASON]
    at_the_end = _CODE_AT_THE_END.search(reason)
    codes = {said.get("status_code"), int(at_the_end[1]) if at_the_end else None}
    if WRONG_PASSPHRASE in codes:
        return WrongPassphrase()
    if NOT_REGISTERED in codes:
        return NotSetUp(
            Message(
                "NIK Anda tidak terdaftar di BSrE, atau sertifikatnya sudah berakhir. Hubungi admin BSrE kantor.",
                "Your NIK is not registered with BSrE, or its certificate has ended. Ask your office's BSrE admin.",
            )
        )
    return Rejected(Message(f"{SERVICE.id} menolak: {reason}", f"{SERVICE.en} refused: {reason}"))


def _form(fields: dict[str, str], pdf: bytes) -> tuple[bytes, str]:
    """A multipart form (RFC 7578) and its media type."""
    boundary = secrets.token_hex(24)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n'
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{value}\r\n".encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="surat.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()
    body = b"".join((*parts, head, pdf, f"\r\n--{boundary}--\r\n".encode()))
    return body, f"multipart/form-data; boundary={boundary}"
