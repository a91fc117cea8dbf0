# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take a job, keep it, give it back: what makes two workers agree and a dead one harmless."""

from __future__ import annotations

import traceback
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from teduh.jobs.models import Job

LONGEST_WAIT = timedelta(hours=1)


def waiting(now: datetime) -> Q:
    """Jobs that may be taken: ready and due, or leased to a worker that has fallen silent."""
    return Q(state=Job.State.READY, run_after__lte=now) | Q(state=Job.State.RUNNING, leased_until__lt=now)


def claim(holder: str, lease: timedelta) -> Job | None:
    """Take the most urgent job, or none. PostgreSQL passes over rows that others hold; SQLite has one writer at a time.

    A job that brought down as many workers as it has attempts is given up.
    """
    if not Job.objects.filter(waiting(timezone.now())).exists():
        return None  # Asked without a lock first: an idle worker never stops those who write.
    with transaction.atomic():
        now = timezone.now()
        while job := Job.objects.select_for_update(skip_locked=True).filter(waiting(now)).first():
            if job.attempts < job.max_attempts:
                job.state, job.holder, job.started_at, job.leased_until = Job.State.RUNNING, holder, now, now + lease
                job.attempts += 1
                job.save(update_fields=["state", "holder", "started_at", "leased_until", "attempts"])
                return job
            job.state, job.finished_at, job.fault = Job.State.DEAD, now, "The worker died in every attempt."
            job.save(update_fields=["state", "finished_at", "fault"])
    return None


def renew(job: Job, lease: timedelta) -> bool:
    """Stretch the lease while the job runs; false where another worker has taken it."""
    return bool(_mine(job).update(leased_until=timezone.now() + lease))


def finish(job: Job) -> bool:
    """Write back success; false where the lease was lost, and the result with it."""
    return bool(_mine(job).update(state=Job.State.DONE, finished_at=timezone.now(), leased_until=None, fault=""))


def fail(job: Job, error: BaseException) -> bool:
    """Write back a failure: again after 2^n seconds, or dead after the last attempt."""
    now = timezone.now()
    if job.attempts >= job.max_attempts:
        changes = {"state": Job.State.DEAD, "finished_at": now}
    else:
        wait = min(timedelta(seconds=2 ** min(job.attempts, 20)), LONGEST_WAIT)
        changes = {"state": Job.State.READY, "run_after": now + wait}
    return bool(_mine(job).update(leased_until=None, fault=place_of(error), **changes))


def place_of(error: BaseException) -> str:
    """Kind and place of a failure. Its message stays out: it may hold a name or an address."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    lines = [f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([f"{type(error).__module__}.{type(error).__qualname__}", *lines])


def _mine(job: Job) -> models.QuerySet[Job]:
    # The attempt is the fence: a worker that lost its lease and took the same job again is another holder.
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, holder=job.holder, attempts=job.attempts)
