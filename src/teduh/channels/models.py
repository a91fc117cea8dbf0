# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outbox: what must leave the building, and how far it got."""

from __future__ import annotations

import uuid

from django.db import models

from teduh.vault.fields import SealedText
from teduh.vault.models import Envelope


class Message(models.Model):
    """One message, written in the transaction of the change it tells of, sealed under that subject's envelope.

    It stands in the subject's chain: that it was delivered, or could not be, is recorded there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    office_code = models.CharField(max_length=60, blank=True)
    chain = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    address = SealedText(holds="alamat tujuan pesan", retention="message")
    title = SealedText(holds="judul pesan", retention="message")
    body = SealedText(holds="isi pesan", retention="message")

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["chain"], name="message_chain")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Delivery(models.Model):
    """How far a message got. `fault` is the kind of the last failure, never its text."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="delivery")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempted_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["message"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["state"], name="delivery_state")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"
