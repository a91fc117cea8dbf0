# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make, warm, hold, hand over and destroy envelopes. Writes belong inside an action of the journal's door."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.utils import timezone

from teduh.vault import keys, keysets
from teduh.vault.errors import HeldByLaw
from teduh.vault.models import Envelope

JOURNAL = "journal"  # the kind that the database allows once for an office


def create(office: str, kind: str) -> Envelope:
    """A new envelope under the office's key, for one subject: its kind is a word such as `case`, `person`, `report`."""
    envelope = _new(office, kind)
    envelope.save(force_insert=True)
    return envelope


def of_office(office: str) -> Envelope:
    """The one envelope of an office's own journal, made on its first use."""
    found = Envelope.objects.filter(office=office, kind=JOURNAL).first()
    if found is None:
        # Two processes may come here at once: the row that stands counts for both.
        Envelope.objects.bulk_create([_new(office, JOURNAL)], ignore_conflicts=True)
        found = Envelope.objects.get(office=office, kind=JOURNAL)
    return found


def _new(office: str, kind: str) -> Envelope:
    envelope_id = uuid4()
    opened = keys.office_for_writing(office)
    return Envelope(
        id=envelope_id,
        office=office,
        kind=kind,
        wrapped=keys.make_data_key(envelope_id, opened),
        version=opened.version,
        created_at=timezone.now(),
    )


def warm(envelope_ids: Iterable[UUID]) -> None:
    """Open the keys of many envelopes with one query at most: call it before a list of sealed names is shown."""
    absent = [envelope_id for envelope_id in set(envelope_ids) if not keys.is_kept(envelope_id)]
    if absent:
        for envelope in Envelope.objects.filter(pk__in=absent, wrapped__isnull=False):
            keys.data_key(envelope.id, envelope)


def hold(envelope: Envelope, *, held: bool) -> None:
    """Set or lift the legal hold (an open court process): while it stands, nothing can destroy the key."""
    Envelope.objects.filter(pk=envelope.pk).update(legal_hold=held)
    envelope.legal_hold = held


def rewrap(envelope: Envelope, office: str) -> None:
    """Hand the envelope to another office: the key is wrapped by that office's key, the sealed data stay untouched."""
    opened = keys.office_for_writing(office)
    envelope.wrapped = keysets.wrap(keys.data_keyset(envelope), opened.aead, f"envelope:{envelope.id}")
    envelope.office, envelope.version = office, opened.version
    envelope.save(update_fields=["wrapped", "office", "version"])


def destroy(envelope: Envelope) -> None:
    """Destroy the key: what it sealed stays as bytes that nobody can read. `HeldByLaw` under a legal hold."""
    standing = Envelope.objects.filter(pk=envelope.pk, wrapped__isnull=False)
    changed = standing.filter(legal_hold=False).update(wrapped=None, destroyed_at=timezone.now())
    if not changed and standing.exists():
        raise HeldByLaw("Kunci ini ditahan demi hukum (legal hold) dan tidak boleh dimusnahkan.")
    keys.drop(envelope.id)
    envelope.refresh_from_db()


def forget() -> None:
    """Drop the opened keys: what a transaction made and then undid never was."""
    keys.forget()
