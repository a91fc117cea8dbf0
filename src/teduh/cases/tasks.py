# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does about cases. It never makes a promise late or kept: due times are computed when read."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from teduh.accounts.actors import system_actor
from teduh.cases.actions.file import refresh
from teduh.cases.actions.reminding import remind
from teduh.cases.queries.due import not_closed, steps_running_out, who_may_take
from teduh.jobs.periodic import every

LEAD = timedelta(hours=2)


@every(minutes=10)
@task()
def send_reminders() -> None:
    """Remind of every open step whose clock runs out within two hours, or has run out, and was not yet reminded of."""
    now = timezone.now()
    for step in steps_running_out(now + LEAD):
        if who_may_take(step).exists():
            remind(system_actor(now, office=step.office_id), step.case, step=step)


@task()
def recount_due_times() -> None:
    """After a change of hours or holidays: the due times that lists show, of every case that still runs."""
    now = timezone.now()
    for case in not_closed().iterator(200):
        refresh(system_actor(now, office=case.office_id), case)
