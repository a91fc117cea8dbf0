# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal's rows. Entries are only ever added: triggers in the database refuse everything else."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from teduh.vault.fields import SealedJSON
from teduh.vault.models import Envelope


class Entry(models.Model):
    """One action, in the chain of its subject. `digest` covers all the rest and the digest before it.

    `at` is when the actor acted, `recorded_at` when the row was written. `data` and `events` are coded and never
    personal; words that people wrote are in `payload`, sealed. Both texts are kept as the bytes that were hashed.
    `cause` names the action that called this one, as `chain#sequence`.
    """

    id = models.BigAutoField(primary_key=True)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, null=True, related_name="+")
    chain = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    actor_office = models.CharField(max_length=60, blank=True)
    roles = models.CharField(max_length=400, blank=True)
    office = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    cause = models.CharField(max_length=100, blank=True)
    data_text = models.TextField(default="{}")
    events_text = models.TextField(default="[]")
    payload = SealedJSON(holds="rincian catatan jurnal: kata-kata yang ditulis orang", retention="journal")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "sequence"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="entry_once")]
        indexes = [models.Index(fields=["office", "at"], name="entry_office")]

    def __str__(self) -> str:
        return f"{self.reference} {self.code}"

    @property
    def reference(self) -> str:
        """Names the entry for people and for `cause`."""
        return f"{self.chain}#{self.sequence}"

    @property
    def seal_name(self) -> str:
        """The place in the chain, not the row's number: a payload moved to another place does not open."""
        return self.reference

    @property
    def data(self) -> dict[str, Any]:
        """Coded details."""
        found: dict[str, Any] = json.loads(self.data_text)
        return found

    @property
    def events(self) -> list[dict[str, Any]]:
        """The procedure's events, as data."""
        found: list[dict[str, Any]] = json.loads(self.events_text)
        return found


class Head(models.Model):
    """The last entry of a chain: what the next one hangs on, and what shows that a tail was cut off."""

    chain = models.CharField(max_length=80, primary_key=True)
    sequence = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain"]

    def __str__(self) -> str:
        return f"{self.chain}#{self.sequence}"
