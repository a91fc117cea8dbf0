# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blind indexes: equality of sealed content without holding it. A token is a keyed function of a normalised word.

The key is the office's own: the same name has other tokens in another office, and without the key none can be guessed.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from teduh.vault import keys
from teduh.vault.names import digits_of, phones_of, sound_of, words_of

Kind: TypeAlias = Literal["name", "phonetic", "phone", "nik", "kk"]
TOKEN_BYTES = 16


def tokens(office: str, kind: Kind, text: str) -> set[bytes]:
    """The tokens of a text: one for each word of a name or its sound, one for each telephone number, NIK or KK.

    16 bytes each. Empty where nothing can be searched by: an empty text, or an office that never sealed anything.
    """
    words = _words(kind, text)
    opened = keys.find_office(office) if words else None
    if opened is None:
        return set()
    return {bytes(opened.prf.compute(f"{kind}:{word}".encode("utf-8", "replace"), TOKEN_BYTES)) for word in words}


def _words(kind: Kind, text: str) -> set[str]:
    if kind == "name":
        return set(words_of(text))
    if kind == "phonetic":
        return {sound_of(word) for word in words_of(text)}
    if kind == "phone":
        return set(phones_of(text))
    digits = digits_of(text)
    return {digits} if digits else set()
