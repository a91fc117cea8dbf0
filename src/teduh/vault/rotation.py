# SPDX-License-Identifier: AGPL-3.0-or-later
"""New keys on top of the old ones, while the office works: readers keep the old keys until nothing needs them.

Data keys, and so the data, are never encrypted anew: only their wrapping changes.
"""

from __future__ import annotations

import tink
from django.utils import timezone

from teduh.vault import keyfile, keys, keysets
from teduh.vault.errors import VaultError
from teduh.vault.models import Envelope, OfficeKey

BATCH = 500


def offices() -> list[str]:
    """The codes of the offices that have keys."""
    return list(OfficeKey.objects.values_list("office", flat=True))


def rotate_master() -> None:
    """A new primary key in the master key file. The old ones stay in it until `retire_master`."""
    keyfile.replace(keysets.rotated(keys.master()))
    keys.forget()


def rewrap_office(office: str) -> None:
    """The office's keys wrapped by the present master key."""
    row = OfficeKey.objects.select_for_update().get(office=office)
    opened, under = keys.open_office(row), keys.master()
    row.wrapped, row.index_wrapped = keys.rewrapped_office(row, opened.keyset, under), keys.rewrapped_index(row, under)
    row.save(update_fields=["wrapped", "index_wrapped"])


def rotate_office(office: str) -> int:
    """A new primary key in the office's key set; returns its version. `rewrap_envelopes` follows, batch by batch."""
    row = OfficeKey.objects.select_for_update().get(office=office)
    keyset = keysets.rotated(keys.open_office(row).keyset)
    row.wrapped = keys.rewrapped_office(row, keyset, keys.master())
    row.version, row.rotated_at = row.version + 1, timezone.now()
    row.save(update_fields=["wrapped", "version", "rotated_at"])
    keys.forget()
    return row.version


def waiting(office: str) -> int:
    """How many envelopes are still wrapped by an older key of the office."""
    row = OfficeKey.objects.get(office=office)
    return Envelope.objects.filter(office=office, version__lt=row.version, wrapped__isnull=False).count()


def rewrap_envelopes(office: str) -> int:
    """Wrap the next batch of the office's envelopes by its present key; returns how many."""
    opened = keys.office_for_writing(office)
    batch = list(
        Envelope.objects.select_for_update()
        .filter(office=office, version__lt=opened.version, wrapped__isnull=False)
        .order_by("version", "pk")[:BATCH]
    )
    for envelope in batch:
        envelope.wrapped = keysets.wrap(keys.data_keyset(envelope), opened.aead, f"envelope:{envelope.id}")
        envelope.version = opened.version
    Envelope.objects.bulk_update(batch, ["wrapped", "version"])
    return len(batch)


def retire_office(office: str) -> None:
    """Drop the office's old keys; refused while an envelope still needs one."""
    row = OfficeKey.objects.select_for_update().get(office=office)
    count = waiting(office)
    if count:
        raise VaultError(
            f"{count} amplop kantor {office} masih memakai kunci lama; jalankan dahulu: manage.py vault rotate."
        )
    keyset = keysets.only_primary(keys.open_office(row).keyset)
    row.wrapped = keys.rewrapped_office(row, keyset, keys.master())
    row.save(update_fields=["wrapped"])
    keys.forget()


def retire_master() -> None:
    """Drop the old master keys: copies of the database from before the rotation cannot be opened any more."""
    current = keysets.only_primary(keys.master())
    for row in OfficeKey.objects.all():
        try:
            keys.opens(row, current)
        except tink.TinkError as error:
            raise VaultError(
                f"Kunci kantor {row.office} masih memakai kunci induk lama; jalankan dahulu: manage.py vault rotate."
            ) from error
    keyfile.replace(current)
    keys.forget()
