# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker: takes jobs one after another, keeps their leases alive, gives a sign of life."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks.base import TaskContext

from teduh.jobs import lease, periodic
from teduh.jobs.backend import result_of, task_of
from teduh.jobs.models import Heartbeat, Job

logger = logging.getLogger(__name__)
BEAT = timedelta(seconds=10)


def perform(job: Job) -> None:
    """Call the job's task."""
    task = task_of(job)
    if task.takes_context:
        task.call(TaskContext(task_result=result_of(job, task, task.backend)), *job.args, **job.kwargs)
    else:
        task.call(*job.args, **job.kwargs)


def run_one(holder: str, held: timedelta, *, beside: bool = True) -> bool:
    """Take one job and run it to its end, good or bad; false where none was waiting.

    `beside` keeps the lease alive from a thread with a connection of its own, for jobs longer than the lease.
    """
    job = lease.claim(holder, held)
    if job is None:
        return False
    try:
        if beside:
            with _kept_alive(job, held):
                perform(job)
        else:
            perform(job)
    except Exception as error:  # noqa: BLE001 -- whatever a task raises is a failed attempt, not a dead worker
        kept = lease.fail(job, error)
        logger.warning(
            "Job %s failed in attempt %d of %d: %s", job.task, job.attempts, job.max_attempts, type(error).__name__
        )
    else:
        kept = lease.finish(job)
    if not kept:
        logger.warning("Job %s ran past its lease; another worker has it.", job.task)
    return True


def run_waiting(limit: int = 1_000) -> int:
    """Run what is waiting now in this process and thread (tests, demo); returns how many jobs ran."""
    holder = _name()
    return next((count for count in range(limit) if not run_one(holder, timedelta(minutes=5), beside=False)), limit)


class Worker:
    """One process that works until it is told to stop; `stop` lets the job at hand finish."""

    def __init__(self, *, held: timedelta = timedelta(seconds=60), poll: float = 0.5) -> None:
        self.name = _name()
        self.held = held
        self.poll = poll
        self._stopping = threading.Event()
        self._known: set[str] = set()
        self._beat_after: datetime | None = None

    def stop(self, *_signal: Any) -> None:
        """Finish the job at hand, then return from `run`."""
        self._stopping.set()

    def run(self) -> None:
        """Work until stopped. A database that is away for a while is waited for."""
        while not self._stopping.is_set():
            close_old_connections()
            try:
                self.beat(timezone.now())
                worked = run_one(self.name, self.held)
            except DatabaseError as error:
                logger.warning("The worker waits for the database: %s", type(error).__name__)
                connection.close()
                worked = False
            if not worked:
                self._stopping.wait(self.poll)
        Heartbeat.objects.filter(pk=self.name).delete()

    def drain(self) -> int:
        """Work until nothing is waiting, then return how many jobs ran."""
        count = 0
        while run_one(self.name, self.held):
            count += 1
        return count

    def beat(self, now: datetime) -> None:
        """Give a sign of life and write the jobs of the clock, every few seconds."""
        if self._beat_after is None or now >= self._beat_after:
            Heartbeat.objects.update_or_create(
                pk=self.name, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
            )
            periodic.enqueue_due(now, self._known)
            self._beat_after = now + BEAT


def _name() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


@contextmanager
def _kept_alive(job: Job, held: timedelta) -> Iterator[None]:
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(held.total_seconds() / 3):
                try:
                    Heartbeat.objects.filter(pk=job.holder).update(seen_at=timezone.now())
                    if not lease.renew(job, held):
                        return
                except DatabaseError as error:
                    logger.warning("A lease could not be renewed: %s", type(error).__name__)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
