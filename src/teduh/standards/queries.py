# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading published standards. They are public: no actor is asked for."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from teduh.procedure.forms import Form, from_data
from teduh.procedure.standard.model import Standard
from teduh.standards.models import FormWording, StandardVersion


def versions_of(code: str) -> QuerySet[StandardVersion]:
    """Every published version of a service, the newest first."""
    return StandardVersion.objects.filter(code=code).order_by("-version")


@lru_cache(maxsize=512)
def publication(code: str, version: int, digest: str) -> Standard:
    """The publication whose text has that digest: read once, for neither text nor digest ever changes."""
    return StandardVersion.objects.get(code=code, version=version, digest=digest).standard


def published(code: str, version: int) -> Standard | None:
    """One publication, whether or not it is still in force."""
    row = StandardVersion.objects.filter(code=code, version=version).first()
    return row.standard if row else None


def newer_in_force(code: str, version: int, day: date) -> StandardVersion | None:
    """The newest version of a service in force that day, where it is newer than this one."""
    return StandardVersion.objects.filter(_valid(day), code=code, version__gt=version).order_by("-version").first()


def _valid(day: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )


def in_force(day: date, *, office: str = "") -> list[StandardVersion]:
    """The newest version in force that day of each service (of one office), by title."""
    rows = StandardVersion.objects.filter(_valid(day)).select_related("office").order_by("code", "-version")
    if office:
        rows = rows.filter(office=office)
    newest: dict[str, StandardVersion] = {}
    for row in rows:
        newest.setdefault(row.code, row)
    return sorted(newest.values(), key=lambda row: row.title)


def version_in_force(code: str, day: date) -> StandardVersion | None:
    """The version of one service that a case opened that day runs on."""
    return next((row for row in in_force(day, office=code.partition("/")[0]) if row.code == code), None)


def published_digests() -> dict[str, dict[int, str]]:
    """Digest of every published version by code and number, for the checker's rule C7."""
    digests: dict[str, dict[int, str]] = {}
    for code, version, digest in StandardVersion.objects.values_list("code", "version", "digest"):
        digests.setdefault(code, {})[version] = digest
    return digests


def wording(digest: str) -> Form | None:
    """A form as it was asked; None where these words were never kept."""
    return _wording(digest) if digest and FormWording.objects.filter(digest=digest).exists() else None


@lru_cache(maxsize=256)
def _wording(digest: str) -> Form:
    return from_data(FormWording.objects.get(digest=digest).data)


def published_forms() -> dict[tuple[str, int], set[str]]:
    """Digests of every published form by code and version, for the checker's rule F16."""
    found: dict[tuple[str, int], set[str]] = {}
    for code, version, digest in FormWording.objects.filter(published=True).values_list("code", "version", "digest"):
        found.setdefault((code, version), set()).add(digest)
    return found
