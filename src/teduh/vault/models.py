# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wrapped keys: an office's, and one for each subject whose data are sealed together."""

from __future__ import annotations

import uuid

from django.db import models


class OfficeKey(models.Model):
    """An office's keys, wrapped by the master key: one wraps the envelopes, one makes the blind index.

    `version` counts the rotations. The index key never rotates: every token in every table would have to be made anew.
    """

    office = models.CharField(max_length=60, primary_key=True)
    wrapped = models.BinaryField()
    index_wrapped = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    rotated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["office"]

    def __str__(self) -> str:
        return f"kunci {self.office} v{self.version}"


class Envelope(models.Model):
    """The data key of one subject (a case, a person, a report …), wrapped by its office's key.

    Without `wrapped` the key is destroyed, and with it all it sealed. A legal hold forbids it.
    `version` is that of the office's key which wraps it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    wrapped = models.BinaryField(null=True)
    version = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    legal_hold = models.BooleanField(default=False)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="envelope_destroyed_or_wrapped",
                condition=models.Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | models.Q(wrapped__isnull=True, destroyed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="envelope_held_is_kept", condition=models.Q(legal_hold=False) | models.Q(destroyed_at__isnull=True)
            ),
            # An office's own journal has one envelope, whoever makes it first.
            models.UniqueConstraint(
                fields=["office"], condition=models.Q(kind="journal"), name="envelope_journal_once"
            ),
        ]
        indexes = [models.Index(fields=["office", "version"], name="envelope_rewrap")]

    def __str__(self) -> str:
        return f"amplop {self.kind} {self.id}"
