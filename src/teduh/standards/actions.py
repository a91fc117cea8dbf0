# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing a standard: the file as it stands becomes a version that never changes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from teduh.accounts.access import may
from teduh.accounts.models import Office
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.journal.subjects import INSTALLATION, OfficeSubject
from teduh.procedure import forms
from teduh.procedure.forms import Form
from teduh.procedure.problems import Message, Problem, Refusal
from teduh.standards import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.standards.formfiles import catalogue_forms
from teduh.standards.models import FormWording, StandardVersion, parsed
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


def keep_wording(form: Form, *, at: datetime) -> str:
    """Keep what a form asks, within the caller's action. Returns the digest under which it is found again."""
    digest = forms.digest(form)
    FormWording.objects.get_or_create(
        digest=digest,
        defaults={"code": form.code, "version": form.version, "data": forms.as_data(form), "kept_at": at},
    )
    return digest


def publish_forms(actor: Actor) -> int:
    """Keep the wording of every form of the catalogue that is new or changed, so that a draft begun under it can be
    read after it changed again. Returns how many are new."""
    known = set(FormWording.objects.filter(published=True).values_list("digest", flat=True))
    new = [form for form in catalogue_forms() if forms.digest(form) not in known]
    return announce_forms(actor, INSTALLATION, new=new) if new else 0


@action("form.published", may=may("standard.publish"))
def announce_forms(actor: Actor, subject: OfficeSubject, *, new: list[Form]) -> int:
    """These forms as they stand now."""
    for form in new:
        FormWording.objects.filter(digest=keep_wording(form, at=actor.at)).update(published=True)
    record(data={"forms": [f"{form.code} {form.version}" for form in new]})
    return len(new)
