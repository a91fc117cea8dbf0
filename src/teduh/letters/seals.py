# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the signatures on a PDF are worth, whether a scan may come in, and which code it bears: read from any file.

A stranger's file is opened in a process of its own, with a bound on its memory and time, so that no file can do more
than be refused. pyHanko and pypdf are imported there.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from teduh.letters.signers import UNCERTIFIED
from teduh.procedure.problems import Message

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

LARGEST = 20_000_000
MOST_SEALS = 50
# What a letter needs is a tenth of this; a hostile file gets no more.
MEMORY_BYTES = 1_000_000_000
PROCESSOR_SECONDS = 10
PATIENCE_SECONDS = 30

UNREADABLE = Message(
    "Berkas ini bukan PDF yang dapat dibaca: rusak, terpotong, terkunci sandi, atau jenis lain.",
    "This file is not a PDF that can be read: broken, cut off, locked by a password, or of another kind.",
)
TOO_LARGE = Message("Berkas ini terlalu besar untuk diperiksa.", "This file is too large to be examined.")
NEVER_ENDING = Message(
    "Berkas ini tidak selesai diperiksa dalam waktu yang wajar, jadi ditolak.",
    "Examining this file did not end within reason, so it is refused.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One signature of a PDF, as found."""

    field: str
    name: str
    subject: str
    issuer: str
    at: datetime | None
    """When: by the time stamp where there is one, else as the signer claims."""
    intact: bool
    """What it signed is unchanged, and the signature is by the certificate's key."""
    whole: bool
    """It covers the whole file, or nothing but permitted later signatures came after it."""
    locked: bool
    """It allows no change after it: the signature proper, not an initial."""
    trusted: bool
    """Its certificate leads up to one of the trusted ones, and was valid then."""
    certified: bool
    """Trusted, and not by an office's own authority."""
    stamped: bool
    """A time stamp that leads up to one of the trusted certificates."""
    certificate_fingerprint: str

    @property
    def valid(self) -> bool:
        """All that a reader wants of a signature, its maker known."""
        return self.intact and self.whole and self.trusted


@dataclass(frozen=True, slots=True)
class Examined:
    """The seals of a file, or why there are none to speak of. An unsigned PDF has neither seals nor a problem."""

    seals: tuple[Seal, ...] = ()
    problem: Message | None = None


def fingerprint(pdf: bytes) -> str:
    """SHA-256 of the file, in hexadecimal."""
    return hashlib.sha256(pdf).hexdigest()


def read(pdf: bytes, *, trusted: Sequence[bytes]) -> tuple[Seal, ...]:
    """The seals of any file, oldest first; none where it cannot be read. `trusted`: root certificates (PEM)."""
    return examine(pdf, trusted=trusted).seals


def examine(pdf: bytes, *, trusted: Sequence[bytes]) -> Examined:
    """The seals of any file, or what is wrong with it. Raises nothing, and ends soon, whatever the file holds."""
    if len(pdf) > LARGEST:
        return Examined(problem=TOO_LARGE)
    if b"%PDF-" not in pdf[:1024]:
        return Examined(problem=UNREADABLE)
    said = _apart("seals", pdf, trusted=[one.decode("ascii", "replace") for one in trusted])
    if isinstance(said, Message):
        return Examined(problem=said)
    return Examined(seals=tuple(_from_data(one) for one in said))


def scan_problem(data: bytes) -> Message | None:
    """Why an uploaded scan is not taken in: only PDF, JPEG or PNG, of bounded size, with nothing active inside."""
    from teduh.letters import scans

    problem = scans.problem_outside(data)
    if problem or not data.startswith(b"%PDF-"):
        return problem
    said = _apart("scan", data)
    if isinstance(said, Message):
        return said
    return Message(*said) if said else None


def scan_codes(data: bytes) -> tuple[str, ...]:
    """What the QR codes on a scan say that `scan_problem` has let through; none where they cannot be read."""
    said = _apart("codes", data)
    return () if isinstance(said, Message) else tuple(said)


def look(pdf: bytes, *, trusted: Sequence[bytes]) -> tuple[Seal, ...]:
    """The seals of a file that this installation made or asked for, in this process; raises what pyHanko raises."""
    from asn1crypto import pem, x509
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(pdf))
    if reader.encrypted:
        raise ValueError("encrypted")
    found = reader.embedded_regular_signatures
    if len(found) > MOST_SEALS:
        raise ValueError("too many signatures")
    roots = [x509.Certificate.load(pem.unarmor(one)[2]) for one in trusted]
    return tuple(_seal(one, roots) for one in found)


def as_data(seals: Sequence[Seal]) -> list[dict[str, Any]]:
    """Seals as JSON can hold them, for the way between processes."""
    return [asdict(one) | {"at": one.at.isoformat() if one.at else None} for one in seals]


def _from_data(data: dict[str, Any]) -> Seal:
    return Seal(**data | {"at": datetime.fromisoformat(data["at"]) if data["at"] else None})


def _seal(embedded: EmbeddedPdfSignature, roots: Sequence[Any]) -> Seal:
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from teduh.letters.signers.running import finished

    certificate = embedded.signer_cert
    claimed = _moment(embedded.self_reported_timestamp)

    def context(moment: datetime | None) -> ValidationContext:
        # No list of revoked certificates is fetched: what a stranger's file names is not called from here.
        return ValidationContext(
            trust_roots=list(roots),
            other_certs=list(embedded.other_embedded_certs),
            allow_fetching=False,
            revocation_mode="soft-fail",
            moment=moment,
        )

    status: PdfSignatureStatus | None = None
    try:
        status = finished(async_validate_pdf_signature(embedded, context(claimed), context(None)))
    except Exception:  # noqa: BLE001 -- pyHanko has no common error; a seal that cannot be checked is not intact
        status = None
    stamp = status.timestamp_validity if status else None
    issuer = certificate.issuer.human_friendly
    trusted = bool(status and status.trusted)
    return Seal(
        field=str(embedded.field_name),
        name=str(certificate.subject.native.get("common_name", "")),
        subject=certificate.subject.human_friendly,
        issuer=issuer,
        at=_moment(stamp.timestamp) if stamp and stamp.valid and stamp.trusted else claimed,
        intact=bool(status and status.intact and status.valid),
        whole=bool(status and _is_whole(status)),
        locked=embedded.docmdp_level == MDPPerm.NO_CHANGES,
        trusted=trusted,
        certified=trusted and UNCERTIFIED not in issuer,
        stamped=bool(stamp and stamp.intact and stamp.valid and stamp.trusted),
        certificate_fingerprint=certificate.sha256.hex(),
    )


def _is_whole(status: PdfSignatureStatus) -> bool:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    level = status.modification_level
    return (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and bool(status.docmdp_ok)
        and level is not None
        and level <= ModificationLevel.FORM_FILLING
    )


def _moment(claimed: datetime | None) -> datetime | None:
    """A moment with its zone; a file that names none means UTC."""
    if claimed is None or claimed.tzinfo is not None:
        return claimed
    return claimed.replace(tzinfo=UTC)


def _apart(task: str, data: bytes, **more: Any) -> Any:
    """What the process apart says about the file, or a message where it did not end well."""
    order = json.dumps({"task": task, **more}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "teduh.letters.apart"],
            input=order + data,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")},
        )
    except subprocess.TimeoutExpired:
        return NEVER_ENDING
    if done.returncode < 0:  # Ended by the system: it took more processor time than it may.
        return NEVER_ENDING
    try:
        said = json.loads(done.stdout)
    except ValueError:
        return UNREADABLE
    return UNREADABLE if said is False else said
