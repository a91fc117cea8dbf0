# SPDX-License-Identifier: AGPL-3.0-or-later
"""A job is a row that a worker leases: when the lease runs out, another worker takes it."""

from __future__ import annotations

import uuid

from django.db import models


class Job(models.Model):
    """One call of a task. Arguments are codes and keys only, never personal data: the row is not sealed.

    `ready` waits for `run_after`; `running` belongs to `holder` until `leased_until`; `done` and `dead` are over.
    `slot` makes a periodic job once-only across workers.
    """

    class State(models.TextChoices):
        READY = "ready"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    slot = models.CharField(max_length=250, null=True, unique=True)  # noqa: DJ001 -- NULL repeats, "" would not
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    enqueued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    holder = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True)
    fault = models.TextField(
        blank=True
    )  # kind and place of the last failure, without its message: that may name people

    class Meta:
        ordering = ["-priority", "run_after"]
        indexes = [
            models.Index(fields=["-priority", "run_after"], condition=models.Q(state="ready"), name="job_ready"),
            models.Index(fields=["leased_until"], condition=models.Q(state="running"), name="job_leased"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.state}"


class Heartbeat(models.Model):
    """A worker's sign of life. Its silence raises an alarm on Desk."""

    worker = models.CharField(max_length=60, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.worker} {self.seen_at:%Y-%m-%d %H:%M:%S}"
