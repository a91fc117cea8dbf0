# SPDX-License-Identifier: AGPL-3.0-or-later
"""The codes of what can happen, each with one sentence that a person reads. Every app registers its own table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from teduh.procedure.problems import Message

REFUSED = ".refused"
_codes: dict[str, Message] = {}
CODES: Mapping[str, Message] = MappingProxyType(_codes)


def register(table: Mapping[str, Message]) -> None:
    """Add an app's codes; ValueError for one that means something else already."""
    for code, sentence in table.items():
        if _codes.setdefault(code, sentence) != sentence:
            raise ValueError(f"The code {code} is registered twice, with two meanings.")
        if code.endswith(REFUSED) or not code.replace(".", "").replace("_", "").isalnum():
            raise ValueError(f"{code!r}: write codes as subject.verb, without {REFUSED}, which the door adds.")


def require(code: str) -> str:
    """The code itself; LookupError where no app registered it, which shows at import."""
    if code not in _codes:
        raise LookupError(f"The code {code!r} has no sentence: add it to the table in its app's codes.py.")
    return code


def sentence(code: str) -> Message:
    """What happened, for people. A code of an older version that nobody knows any more is shown as it is."""
    if code.endswith(REFUSED):
        plain = sentence(code.removesuffix(REFUSED))
        return Message(f"Ditolak: {plain.id}", f"Refused: {plain.en}")
    return _codes.get(code, Message(code, code))


register(
    {
        "journal.read": Message("Alamat kasus atau orang dibuka", "The address of a case or person was opened"),
        "journal.checkpoint": Message("Titik periksa jurnal dicatat", "A checkpoint of the journal was taken"),
        "vault.rotated": Message("Kunci diputar", "Keys were rotated"),
        "vault.rewrapped": Message("Amplop dibungkus ulang dengan kunci baru", "Envelopes were wrapped by the new key"),
        "vault.retired": Message("Kunci lama dibuang", "Old keys were dropped"),
    }
)
