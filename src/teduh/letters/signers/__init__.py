# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who puts the electronic signature on a letter: one module a kind of signer, chosen by `TEDUH_SIGNER`.

A signer takes the letter's bytes and gives them back with a PAdES signature appended; what came before stays byte by
byte. An initial (paraf) leaves room for later signatures; the signature proper closes the letter. What a reader sees of
either is printed by the letter's own layout. The passphrase is used and forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from teduh.letters.signers.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    NotSetUp,
    Rejected,
    ServiceAway,
    SigningError,
    WeakPassphrase,
    WrongPassphrase,
)
from teduh.procedure.problems import Message

__all__ = [
    "CODES",
    "CertificateExpired",
    "CertificateNotYetValid",
    "NotSetUp",
    "Rejected",
    "ServiceAway",
    "SignRequest",
    "Signed",
    "Signer",
    "SigningError",
    "WeakPassphrase",
    "WrongPassphrase",
    "signer",
]

# Stands in every certificate that an installation makes by itself, and in what it signs (PP 71/2019 art. 59-60).
UNCERTIFIED = "tidak tersertifikasi"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRequest:
    """One signature that an official asks for, with the passphrase just typed."""

    pdf: bytes = field(repr=False)
    name: str
    title: str
    office_name: str
    reason: str
    place: str
    at: datetime
    passphrase: str = field(repr=False)
    credential: bytes | None = field(default=None, repr=False)
    """The signer's own PKCS#12, where the signer keeps none itself."""
    nik_or_id: str = field(default="", repr=False)
    """How a remote service or a token knows the official: the NIK, or a key's label."""
    invisible: bool = False
    """An initial (paraf), after which others may still sign."""
    field_name: str = "TandaTangan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The signed letter and who signed it."""

    pdf: bytes = field(repr=False)
    signer: str
    certified: bool
    """Whether the chain was proven up to a root of a licensed authority in `TEDUH_TRUST_DIR`."""
    certificate_fingerprint: str
    subject: str


class Signer(Protocol):
    """What each module of this package offers."""

    CODE: str
    NEEDS: tuple[str, ...]
    """Fields of `SignRequest` that the signer cannot do without: `credential`, `nik_or_id`."""

    def sign(self, request: SignRequest) -> Signed:
        """Sign, or raise a `SigningError`."""

    def missing(self) -> Message | None:
        """What the installation must still set before this signer can be used."""

    def answers(self) -> bool:
        """Whether what it needs is there now, as far as it can be known without signing."""


# Loaded when first used: pyHanko takes a second to import, and most processes never sign.
_MODULES = {
    "local": "teduh.letters.signers.local",
    "pkcs11": "teduh.letters.signers.pkcs11",
    "bsre": "teduh.letters.signers.bsre",
}
CODES = tuple(_MODULES)


def signer(code: str = "") -> Signer:
    """The signer of that code, or the installation's. `NotSetUp` for a code that nobody knows."""
    wanted = code or settings.SIGNER
    if wanted not in _MODULES:
        raise NotSetUp(
            Message(
                f"TEDUH_SIGNER={wanted!r} tidak dikenal: tulis salah satu dari {', '.join(CODES)}.",
                f"TEDUH_SIGNER={wanted!r} is unknown: write one of {', '.join(CODES)}.",
            )
        )
    return cast("Signer", import_module(_MODULES[wanted]))
