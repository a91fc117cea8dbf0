# SPDX-License-Identifier: AGPL-3.0-or-later
"""Seal bytes under an envelope and open them again. The context, a record and a field, is bound in: bytes moved
elsewhere do not open."""

from __future__ import annotations

import tink

from teduh.vault import keys
from teduh.vault.errors import Unreadable
from teduh.vault.models import Envelope


def seal(envelope: Envelope, context: str, content: bytes) -> bytes:
    """The content encrypted and authenticated; 33 bytes longer than it was."""
    sealed: bytes = keys.data_key(envelope.id, envelope).encrypt(content, context.encode())
    return sealed


def open_sealed(envelope: Envelope, context: str, sealed: bytes) -> bytes:
    """The content again. `Erased` where the key is destroyed, `Unreadable` where bytes, record or field are others."""
    try:
        content: bytes = keys.data_key(envelope.id, envelope).decrypt(sealed, context.encode())
    except tink.TinkError as error:
        raise Unreadable(f"Isi tersegel {context} telah diubah atau bukan miliknya.") from error
    return content
