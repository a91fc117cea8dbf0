# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that answer a question of a form: kept sealed with the case, and opened in the open."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from teduh.accounts.access import may
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.models import Attachment, Case
from teduh.cases.registry import Attached
from teduh.journal.actor import Actor
from teduh.journal.door import action, record

LONGEST_NAME = 120


@action("case.attached", may=may("case.document"))
def attach(actor: Actor, case: Case, *, run: int, step: str, name: str, file: Attached) -> Attachment:
    """Keep one examined file. Its hash stands in the journal, so that evidence can be shown to be what came in."""
    row = Attachment(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        run=run,
        step=step,
        type=file.type,
        size=len(file.data),
        added_at=actor.at,
        added_by_id=actor.id,
    )
    row.name = name[:LONGEST_NAME]
    row.content = file.data
    row.save(force_insert=True)
    record(data={"step": step, "run": run, "file": str(row.pk), "sha256": sha256(file.data).hexdigest()})
    return row


@action("case.attachment.opened", may=may("case.read"))
def note_opened(actor: Actor, case: Case, *, attachment: Attachment) -> None:
    """A file of the case was looked at."""
    record(data={"file": str(attachment.pk)})


@action("case.form.printed", may=may("case.read"))
def note_printed(actor: Actor, case: Case, *, form: str, answers: str) -> None:
    """A filled form was made into a paper: what leaves the screen stands in the journal."""
    record(data={"form": form, "answers": answers})
