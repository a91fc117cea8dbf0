# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing a standard: the file as it stands becomes a version that never changes."""

from __future__ import annotations

import hashlib

from teduh.accounts.access import may
from teduh.accounts.models import Office
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.procedure.problems import Message, Problem, Refusal
from teduh.standards import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.standards.models import StandardVersion, parsed
from teduh.standards.unpublished import unpublished


@action("standard.published", may=may("standard.publish"))
def publish(actor: Actor, office: Office, *, text: str, file: str) -> StandardVersion:
    """Publish a file for this office. The same bytes again change nothing; other bytes under a published number are
    refused (rule C7)."""
    standard = parsed(text, file)
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = StandardVersion.objects.filter(code=standard.code, version=standard.version).first()
    if known is not None and known.digest != digest:
        raise Refused(
            Refusal(
                "C7",
                Message(
                    f"{standard.code} versi {standard.version} sudah terbit dan tidak boleh berubah. Naikkan versinya.",
                    f"{standard.code} version {standard.version} is published and may not change. Raise its version.",
                ),
            )
        )
    if known is not None:
        return known
    version = StandardVersion.objects.create(
        office=office,
        code=standard.code,
        version=standard.version,
        title=standard.title,
        decree=standard.decree,
        valid_from=standard.valid_from,
        valid_until=standard.valid_until,
        source=text,
        digest=digest,
        published_at=actor.at,
    )
    record(data={"code": standard.code, "version": standard.version, "digest": digest})
    return version


def publish_catalogue(actor: Actor) -> tuple[list[StandardVersion], list[Problem]]:
    """Publish every sound standard of the catalogue that is not published yet. Returns the new versions, and what
    keeps the others from being published: one office's mistake stops no other standard."""
    published: list[StandardVersion] = []
    problems: list[Problem] = []
    for one in unpublished():
        office = Office.objects.filter(code=one.office).first()
        if one.problems:
            problems += one.problems
        elif office is not None:
            published.append(publish(actor, office, text=one.source.decode(), file=str(one.path)))
    return published, problems
