# SPDX-License-Identifier: AGPL-3.0-or-later
"""Published versions of service standards: what an office promised, word for word, never edited."""

from __future__ import annotations

from functools import lru_cache

from django.db import models

from teduh.accounts.models import Office
from teduh.procedure.standard.model import Standard
from teduh.procedure.standard.parse import load
from teduh.standards.catalogue import vocabulary


class StandardVersion(models.Model):
    """One publication. The file itself is the record; title and dates are copied out for lists."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="standards")
    code = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    decree = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="standard_version_once")]
        ordering = ["code", "-version"]

    def __str__(self) -> str:
        return f"{self.code} versi {self.version}"

    @property
    def standard(self) -> Standard:
        return parsed(self.source, f"{self.code}/standard.yaml")


class FormWording(models.Model):
    """A form as it was asked, word for word, under the digest of its words: what was answered can be read for ever,
    whatever became of the file, its version number or its code lists."""

    digest = models.CharField(primary_key=True, max_length=64)
    code = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    published = models.BooleanField(default=False)  # a file of the catalogue, not the questions of a paper
    data = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["code", "version"], name="form_wording_version")]

    def __str__(self) -> str:
        return f"{self.code} versi {self.version}"


@lru_cache(maxsize=512)
def parsed(source: str, file: str) -> Standard:
    """The parsed file, kept by its text: a published version never changes."""
    loaded = load(source, file=file, vocabulary=vocabulary())
    if not loaded.sound or loaded.standard is None:
        problems = "; ".join(problem.text("en") for problem in loaded.problems)
        raise ValueError(f"a published standard can no longer be read: {problems}")
    return loaded.standard
