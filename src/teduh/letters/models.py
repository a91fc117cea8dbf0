# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers made by steps: each version kept, fields and PDF sealed. Numbers, chains and signatures attach here later."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from teduh.cases.models import Case
from teduh.vault.fields import SealedBytes, SealedJSON
from teduh.vault.models import Envelope


class Paper(models.Model):
    """One version of one product of a case. A new round of its step makes a new version; the old one stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=160)
    product = models.CharField(max_length=160)
    whom = models.PositiveBigIntegerField(default=0)  # the participant whose form it prints; 0 for the case as a whole
    kind = models.CharField(max_length=80)  # the letter template
    title = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(max_length=80, blank=True)
    fields = SealedJSON(holds="isi surat", retention="case")
    pdf = SealedBytes(holds="naskah surat", retention="case")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "run", "product", "whom", "version"], name="paper_version_once")
        ]
        ordering = ["-made_at"]
