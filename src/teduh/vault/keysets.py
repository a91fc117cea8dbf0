# SPDX-License-Identifier: AGPL-3.0-or-later
"""Key sets of tink: made, wrapped, opened, rotated. Nothing here knows a database or a file."""

from __future__ import annotations

import json
from typing import Any

import tink
from tink import aead, prf, secret_key_access

aead.register()
prf.register()

AEAD_TEMPLATE = aead.aead_key_templates.AES256_GCM
PRF_TEMPLATE = prf.prf_key_templates.HMAC_SHA256
# tink's prefix (5 bytes), the nonce (12) and the tag (16) that each sealed value carries beside the text.
OVERHEAD = 33


def new_aead() -> Any:
    """A key set with one AES-256-GCM key."""
    return tink.new_keyset_handle(AEAD_TEMPLATE)


def new_prf() -> Any:
    """A key set with one HMAC-SHA256 key for blind indexes."""
    return tink.new_keyset_handle(PRF_TEMPLATE)


def aead_of(keyset: Any) -> Any:
    """What encrypts with the primary key and decrypts with any key of the set."""
    return keyset.primitive(aead.Aead)


def prf_of(keyset: Any) -> Any:
    """The keyed function of the set's primary key."""
    return keyset.primitive(prf.PrfSet).primary()


def wrap(keyset: Any, under: Any, bound_to: str) -> bytes:
    """The key set encrypted under a wrapping key and bound to the name of what it serves."""
    wrapped: bytes = tink.proto_keyset_format.serialize_encrypted(keyset, under, bound_to.encode())
    return wrapped


def unwrap(wrapped: bytes, under: Any, bound_to: str) -> Any:
    """The key set again; `tink.TinkError` where the wrapping key or the name is another."""
    return tink.proto_keyset_format.parse_encrypted(wrapped, under, bound_to.encode())


def to_text(keyset: Any) -> str:
    """The key set in clear, as the master key file holds it."""
    text: str = tink.json_proto_keyset_format.serialize(keyset, secret_key_access.TOKEN)
    return text


def from_text(text: str) -> Any:
    """The key set of a text in clear; `tink.TinkError` where it is none."""
    return tink.json_proto_keyset_format.parse(text, secret_key_access.TOKEN)


def rotated(keyset: Any) -> Any:
    """The same keys and a new one on top: old values can still be read, new ones use the new key.

    tink's Python library has no manager of key sets, so the two are merged as data.
    """
    old, new = json.loads(to_text(keyset)), json.loads(to_text(new_aead()))
    while new["primaryKeyId"] in {key["keyId"] for key in old["key"]}:
        new = json.loads(to_text(new_aead()))
    merged = {"primaryKeyId": new["primaryKeyId"], "key": [*old["key"], *new["key"]]}
    return from_text(json.dumps(merged))


def only_primary(keyset: Any) -> Any:
    """The primary key alone: whatever was sealed by an older one becomes unreadable."""
    data = json.loads(to_text(keyset))
    data["key"] = [key for key in data["key"] if key["keyId"] == data["primaryKeyId"]]
    return from_text(json.dumps(data))


def count(keyset: Any) -> int:
    """How many keys the set holds."""
    return len(json.loads(to_text(keyset))["key"])
