# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reminders by e-mail: before a promise runs out, to those who can still keep it. They name the case's number alone."""

from __future__ import annotations

from teduh.accounts.access import may
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.models import Case, OpenStep
from teduh.cases.queries.due import who_may_take
from teduh.cases.queries.progress import office_time
from teduh.channels import outbox
from teduh.journal.actor import Actor
from teduh.journal.door import action, record
from teduh.lib.wording import moment_words


@action("case.reminded", may=may("case.refresh"))
def remind(actor: Actor, case: Case, *, step: OpenStep) -> int:
    """Tell whoever may take the step, once; their superiors in line see it late on their desks. Returns how many."""
    people = list(who_may_take(step))
    zone = office_time(case.office).calendar.zone
    due = moment_words(step.due_at.astimezone(zone)) if step.due_at else ""
    for staff in people:
        outbox.post(
            "email",
            case,
            address=staff.email,
            title=f"Teduh: langkah pada kasus {case.number} menunggu Anda",
            body=f"Langkah: {step.name}\nBatas janji: {due}\n\nBuka Meja di Teduh untuk mengerjakannya.",
        )
    OpenStep.objects.filter(pk=step.pk).update(reminded_at=actor.at)
    record(data={"step": step.key, "run": step.run, "people": len(people)})
    return len(people)
