# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whose certificates this installation believes: its own offices', and the roots of licensed authorities (PSrE).

The roots are PEM files that an administrator puts into `TEDUH_TRUST_DIR`; none is built in.
"""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from teduh.letters.signers import authority
from teduh.letters.signers.errors import NotSetUp
from teduh.procedure.problems import Message


def roots() -> tuple[bytes, ...]:
    """The roots of licensed authorities, one PEM each; `NotSetUp` names a file that holds something else."""
    found: list[bytes] = []
    for file in sorted(Path(settings.TRUST_DIR).glob("*.pem")):
        try:
            found += [one.public_bytes(Encoding.PEM) for one in x509.load_pem_x509_certificates(file.read_bytes())]
        except (OSError, ValueError) as error:
            raise NotSetUp(
                Message(
                    f"{file} tidak memuat sertifikat PEM yang dapat dibaca.",
                    f"{file} holds no PEM certificate that can be read.",
                )
            ) from error
    return tuple(found)


def anchors() -> tuple[bytes, ...]:
    """All that a signature may lead up to: give this to `seals.read`."""
    return (*authority.anchors(), *roots())
