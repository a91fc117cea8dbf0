# SPDX-License-Identifier: AGPL-3.0-or-later
"""Django's task API on the `Job` table. A task enqueued in a transaction is kept or lost with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from teduh.jobs.models import Job

STATUS = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.DEAD: TaskResultStatus.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedTask(Task[Any, Any]):
    """A task and how often it may fail: the n-th failure waits 2^n seconds, an hour at most (12: about an hour)."""

    max_attempts: int = 12


class LeasedBackend(BaseTaskBackend):
    """Keeps jobs beside the data. Jobs run at least once, so a task must bear being run again."""

    task_class = LeasedTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Write the job; it is seen by workers when the transaction commits."""
        self.validate_task(task)
        job = job_of(task, args, kwargs)
        job.save(force_insert=True)
        return result_of(job, task, self.alias)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """How a job stands. What a task returns is not kept: it would be data outside every envelope."""
        try:
            job = Job.objects.get(pk=UUID(str(result_id)))
        except (ValueError, Job.DoesNotExist) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return result_of(job, task_of(job), self.alias)


def job_of(task: Task[Any, Any], args: Any, kwargs: Any, *, slot: str | None = None) -> Job:
    """The row of a call, not yet written."""
    now = timezone.now()
    return Job(
        task=task.module_path,
        args=normalize_json(list(args)),
        kwargs=normalize_json(dict(kwargs)),
        queue=task.queue_name,
        priority=task.priority,
        slot=slot,
        max_attempts=getattr(task, "max_attempts", 12),
        enqueued_at=now,
        run_after=task.run_after or now,
    )


def task_of(job: Job) -> Task[Any, Any]:
    """The task that a row names; `InvalidTaskError` where the program has no such task."""
    try:
        task = import_string(job.task)
    except ImportError as error:
        raise InvalidTaskError(f"There is no task {job.task}.") from error
    if not isinstance(task, Task):
        raise InvalidTaskError(f"{job.task} is not a task.")
    return task


def result_of(job: Job, task: Task[Any, Any], backend: str) -> TaskResult[Any]:
    """The row as Django's task API shows it. `attempts` counts the worker ids, so each attempt has one."""
    return TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        last_attempted_at=job.started_at,
        finished_at=job.finished_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=backend,
        errors=[],
        worker_ids=[job.holder] * job.attempts,
    )
