# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opened keys, held in the process for a while: opening one costs 40 microseconds, using an open one 3.

Only this package imports this module. A key that cannot be opened is read afresh once (another process may have
rotated it), then refused.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import tink
from django.utils import timezone

from teduh.vault import keyfile, keysets
from teduh.vault.errors import Erased, KeyFileError, VaultError
from teduh.vault.models import Envelope, OfficeKey

# A process keeps an envelope's key this long at most, so that one destroyed elsewhere is soon gone here too.
KEPT_SECONDS = 60.0
KEPT_ENVELOPES = 4_096


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """An office's keys ready for use."""

    version: int
    keyset: Any
    aead: Any
    prf: Any


_lock = threading.RLock()
_master: Any = None
_offices: dict[str, OpenOffice] = {}
_envelopes: OrderedDict[UUID, tuple[float, Any]] = OrderedDict()


def forget() -> None:
    """Drop every opened key: after a rollback (a key made in it never was), and between tests."""
    global _master  # noqa: PLW0603 -- one process, one master key
    with _lock:
        _master = None
        _offices.clear()
        _envelopes.clear()


def master() -> Any:
    """The master key set. Made on the first use of all; never made anew while anything was sealed under another."""
    global _master  # noqa: PLW0603 -- one process, one master key
    if _master is None:
        if keyfile.exists():
            _master = keyfile.read()
        elif OfficeKey.objects.exists():
            raise KeyFileError(keyfile.missing(keyfile.path()))
        else:
            _master = keyfile.create()
    return _master


def open_office(row: OfficeKey) -> OpenOffice:
    """The office's keys opened by the master key; `KeyFileError` where the master key is another one."""
    try:
        return opens(row, master())
    except tink.TinkError:
        # The master key may have been rotated by another process since this one read it.
        forget()
    try:
        return opens(row, master())
    except tink.TinkError as error:
        raise KeyFileError(
            f"Kunci induk {keyfile.path()} bukan kunci yang menyegel data kantor {row.office}. "
            "Kembalikan berkas kunci yang benar dari cadangan kunci; jangan membuat kunci baru."
        ) from error


def opens(row: OfficeKey, under: Any) -> OpenOffice:
    """The office's keys opened by the given master key set; `tink.TinkError` where it does not fit."""
    aead = keysets.aead_of(under)
    keyset = keysets.unwrap(bytes(row.wrapped), aead, _office_name(row.office))
    index = keysets.unwrap(bytes(row.index_wrapped), aead, _index_name(row.office))
    return OpenOffice(row.version, keyset, keysets.aead_of(keyset), keysets.prf_of(index))


def find_office(office: str) -> OpenOffice | None:
    """The office's opened keys, or nothing where it never sealed anything."""
    found = _offices.get(office)
    if found is None:
        row = OfficeKey.objects.filter(office=office).first()
        if row is None:
            return None
        found = _offices[office] = open_office(row)
    return found


def office_for_writing(office: str) -> OpenOffice:
    """The office's keys as the database has them now; made for an office that has none."""
    version = OfficeKey.objects.filter(office=office).values_list("version", flat=True).first()
    if version is None:
        under = keysets.aead_of(master())
        OfficeKey.objects.bulk_create(
            [
                OfficeKey(
                    office=office,
                    wrapped=keysets.wrap(keysets.new_aead(), under, _office_name(office)),
                    index_wrapped=keysets.wrap(keysets.new_prf(), under, _index_name(office)),
                    created_at=timezone.now(),
                )
            ],
            ignore_conflicts=True,  # Another process may make it at this moment; the row that stands counts.
        )
        _offices.pop(office, None)
    elif (kept := _offices.get(office)) is not None and kept.version != version:
        _offices.pop(office, None)
    found = find_office(office)
    if found is None:
        raise VaultError(f"Kunci kantor {office} tidak dapat dibuat.")
    return found


def rewrapped_office(row: OfficeKey, keyset: Any, under: Any) -> bytes:
    """The office's wrapping key set under a master key."""
    return keysets.wrap(keyset, keysets.aead_of(under), _office_name(row.office))


def rewrapped_index(row: OfficeKey, under: Any) -> bytes:
    """The office's index key, unchanged, under another master key."""
    index = keysets.unwrap(bytes(row.index_wrapped), keysets.aead_of(master()), _index_name(row.office))
    return keysets.wrap(index, keysets.aead_of(under), _index_name(row.office))


def make_data_key(envelope_id: UUID, office: OpenOffice) -> bytes:
    """A new data key, wrapped; it is kept open, for its envelope is used at once."""
    keyset = keysets.new_aead()
    _keep(envelope_id, keysets.aead_of(keyset))
    return keysets.wrap(keyset, office.aead, _envelope_name(envelope_id))


def data_keyset(envelope: Envelope) -> Any:
    """The envelope's data key set, opened by its office's key. `Erased` where it was destroyed."""
    if envelope.wrapped is None:
        raise Erased(f"Kunci amplop {envelope.id} sudah dimusnahkan; isinya tidak dapat dibaca lagi.")
    for attempt in ("held", "afresh"):
        office = find_office(envelope.office)
        if office is None:
            raise VaultError(f"Kantor {envelope.office} tidak mempunyai kunci.")
        try:
            return keysets.unwrap(bytes(envelope.wrapped), office.aead, _envelope_name(envelope.id))
        except tink.TinkError as error:
            if attempt == "afresh":
                raise VaultError(f"Amplop {envelope.id} tidak dibungkus kunci kantor {envelope.office}.") from error
            _offices.pop(envelope.office, None)
    raise AssertionError("unreachable")


def data_key(envelope_id: UUID, envelope: Envelope | None = None) -> Any:
    """What seals and opens under an envelope; pass the envelope where it is at hand, else it is fetched."""
    kept = _envelopes.get(envelope_id)
    if kept is not None and kept[0] > time.monotonic() and (envelope is None or envelope.wrapped is not None):
        return kept[1]
    if envelope is None:
        envelope = Envelope.objects.get(pk=envelope_id)
    aead = keysets.aead_of(data_keyset(envelope))
    _keep(envelope_id, aead)
    return aead


def is_kept(envelope_id: UUID) -> bool:
    """Whether the envelope's key is open in this process."""
    kept = _envelopes.get(envelope_id)
    return kept is not None and kept[0] > time.monotonic()


def drop(envelope_id: UUID) -> None:
    """Forget one envelope's key."""
    with _lock:
        _envelopes.pop(envelope_id, None)


def _keep(envelope_id: UUID, aead: Any) -> None:
    with _lock:
        _envelopes[envelope_id] = (time.monotonic() + KEPT_SECONDS, aead)
        _envelopes.move_to_end(envelope_id)
        while len(_envelopes) > KEPT_ENVELOPES:
            _envelopes.popitem(last=False)


def _office_name(office: str) -> str:
    return f"office:{office}"


def _index_name(office: str) -> str:
    return f"index:{office}"


def _envelope_name(envelope_id: UUID) -> str:
    # The office is not part of the name: a case handed to another office is wrapped anew, its data stay as they are.
    return f"envelope:{envelope_id}"
