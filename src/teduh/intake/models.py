# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports: what came in, by any channel, kept as evidence and countable for ever."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from teduh.accounts.models import Office
from teduh.cases.models import Case
from teduh.vault.fields import SealedJSON
from teduh.vault.models import Envelope

if TYPE_CHECKING:
    from teduh.journal.actor import Actor


class ReportStatus(models.TextChoices):
    TAKING = "taking", "Sedang diterima"
    OPENED = "opened", "Menjadi kasus"
    JOINED = "joined", "Digabung ke kasus"
    SET_ASIDE = "set_aside", "Disisihkan"


class Report(models.Model):
    """Aduan. `content` is what the officer typed, saved as it is typed; `saves` counts the saves, and `page` names the
    page that made the last one, so that neither an older save nor a forgotten window overwrites what is newer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="reports")
    channel = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.TAKING)
    anonymous = models.BooleanField(default=False)
    service = models.CharField(max_length=120, blank=True)  # the standard's code, once chosen
    content = SealedJSON(holds="isi laporan", retention="report")
    saves = models.PositiveIntegerField(default=0)
    page = models.CharField(max_length=32, blank=True)
    saved_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="reports")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["office", "status", "-received_at"], name="report_inbox")]

    @property
    def chain(self) -> str:
        return f"report:{self.id}"

    @property
    def office_code(self) -> str:
        return self.office_id

    def handled_by(self, actor: Actor) -> bool:
        """A report being taken is its taker's, and superiors' in line to read; once a case, it is the case team's."""
        from teduh.intake.queries import handles  # reads rows of other apps, which only queries does

        return handles(actor, self)
