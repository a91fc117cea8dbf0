# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks that run by the clock. Each slot of time is one job, whichever worker comes first.

```python
@every(minutes=10)
@task
def remind() -> None: ...
```
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django_tasks.base import Task

from teduh.jobs.backend import job_of
from teduh.jobs.models import Job

AnyTask = TypeVar("AnyTask", bound=Task[Any, Any])
JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task and the function that names the slot a moment falls into."""

    task: Task[Any, Any]
    slot: Callable[[datetime], datetime]


_schedules: dict[str, Schedule] = {}


def every(*, minutes: int) -> Callable[[AnyTask], AnyTask]:
    """Once in each span of so many minutes, counted from midnight UTC."""

    def slot(now: datetime) -> datetime:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + (now - midnight) // timedelta(minutes=minutes) * timedelta(minutes=minutes)

    return _registered(slot)


def daily(at: time, *, zone: ZoneInfo = JAKARTA) -> Callable[[AnyTask], AnyTask]:
    """Once a day at that time of the clock; a machine that slept through it makes up for it when it wakes."""

    def slot(now: datetime) -> datetime:
        local = now.astimezone(zone)
        today = datetime.combine(local.date(), at, tzinfo=zone)
        return today if local >= today else datetime.combine(local.date() - timedelta(days=1), at, tzinfo=zone)

    return _registered(slot)


def schedules() -> tuple[Schedule, ...]:
    """All periodic tasks that have been imported."""
    return tuple(_schedules.values())


def enqueue_due(now: datetime, known: set[str]) -> int:
    """Write the jobs of the present slots that lack one; `known` spares the asking. Returns how many are new."""
    due = {f"{schedule.task.module_path}@{schedule.slot(now).isoformat()}": schedule for schedule in schedules()}
    fresh = {name: schedule for name, schedule in due.items() if name not in known}
    known.intersection_update(due)
    known.update(due)
    if not fresh:
        return 0
    before = Job.objects.filter(slot__in=fresh).count()
    jobs = [job_of(schedule.task, (), {}, slot=name) for name, schedule in fresh.items()]
    Job.objects.bulk_create(jobs, ignore_conflicts=True)
    return Job.objects.filter(slot__in=fresh).count() - before


def _registered(slot: Callable[[datetime], datetime]) -> Callable[[AnyTask], AnyTask]:
    def register(task: AnyTask) -> AnyTask:
        _schedules[task.module_path] = Schedule(task, slot)
        return task

    return register
