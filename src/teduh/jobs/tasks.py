# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker's own housekeeping."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from django_tasks import task

from teduh.jobs.models import Heartbeat, Job
from teduh.jobs.periodic import daily

DONE_KEPT = timedelta(days=7)
DEAD_KEPT = timedelta(days=90)


@daily(time(1, 30))
@task
def prune() -> None:
    """Remove jobs that are long over and workers that are long gone."""
    now = timezone.now()
    Job.objects.filter(state=Job.State.DONE, finished_at__lt=now - DONE_KEPT).delete()
    Job.objects.filter(state=Job.State.DEAD, finished_at__lt=now - DEAD_KEPT).delete()
    Heartbeat.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
