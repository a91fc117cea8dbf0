# SPDX-License-Identifier: AGPL-3.0-or-later
"""Jobs are kept with their change, leased, retried, given up, and done once for each slot of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist

from teduh.jobs import lease, periodic, tasks, worker
from teduh.jobs.backend import task_of
from teduh.jobs.models import Heartbeat, Job
from teduh.jobs.queries import worker_status
from tests.jobs.chores import always_fail, dawdle, fail_twice, leave, leave_first, traces

pytestmark = pytest.mark.django_db
LEASE = timedelta(seconds=60)


def due_now() -> None:
    Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def test_a_job_is_done_once(tmp_path: Path) -> None:
    result = leave.enqueue(str(tmp_path / "x"), line="sekali")
    assert result.status == TaskResultStatus.READY
    assert worker.run_waiting() == 1
    assert worker.run_waiting() == 0
    assert traces(tmp_path / "x") == ["sekali"]
    result.refresh()
    assert (result.status, result.attempts) == (TaskResultStatus.SUCCESSFUL, 1)


def test_a_job_is_lost_with_the_change_that_wanted_it(tmp_path: Path) -> None:
    with transaction.atomic():
        leave.enqueue(str(tmp_path / "x"))
        transaction.set_rollback(True)
    assert worker.run_waiting() == 0
    assert traces(tmp_path / "x") == []


def test_urgent_jobs_go_first_and_late_ones_wait(tmp_path: Path) -> None:
    path = str(tmp_path / "x")
    leave.enqueue(path, "second")
    leave_first.enqueue(path, "first")
    leave.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(path, "later")
    worker.run_waiting()
    assert traces(tmp_path / "x") == ["first", "second"]
    due_now()
    worker.run_waiting()
    assert traces(tmp_path / "x") == ["first", "second", "later"]


def test_a_failure_is_tried_again_later_and_later(tmp_path: Path) -> None:
    fail_twice.enqueue(str(tmp_path / "x"))
    for attempt in (1, 2):
        assert worker.run_waiting() == 1
        job = Job.objects.get()
        wait = (job.run_after - timezone.now()).total_seconds()
        assert (job.state, job.attempts) == ("ready", attempt)
        assert 2**attempt - 1 < wait <= 2**attempt
        due_now()
    worker.run_waiting()
    assert traces(tmp_path / "x") == ["attempt 1", "attempt 2", "attempt 3"]
    assert Job.objects.get().state == "done"


def test_after_the_last_attempt_a_job_is_dead_and_its_message_is_not_kept() -> None:
    result = always_fail.enqueue()
    for _ in range(4):
        worker.run_waiting()
        due_now()
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("dead", 2)
    assert job.fault.startswith("builtins.ValueError")
    assert "chores.py" in job.fault
    assert "Bunga" not in job.fault
    result.refresh()
    assert result.status == TaskResultStatus.FAILED


def test_the_wait_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    always_fail.enqueue()
    Job.objects.update(max_attempts=60, attempts=40)
    worker.run_waiting()
    assert Job.objects.get().run_after - timezone.now() <= timedelta(hours=1)


def test_who_lost_the_lease_writes_nothing_back() -> None:
    leave.enqueue("x")
    slow = lease.claim("slow", LEASE)
    assert slow is not None
    assert lease.claim("other", LEASE) is None
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    quick = lease.claim("quick", LEASE)
    assert quick is not None
    assert (lease.renew(slow, LEASE), lease.finish(slow), lease.fail(slow, ValueError())) == (False, False, False)
    assert (lease.renew(quick, LEASE), lease.finish(quick)) == (True, True)
    assert Job.objects.get().attempts == 2


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    leave.enqueue("x")
    Job.objects.update(max_attempts=2)
    for _ in range(2):
        assert lease.claim("doomed", LEASE) is not None
        Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert lease.claim("careful", LEASE) is None
    assert Job.objects.get().state == "dead"


def test_only_tasks_can_be_run() -> None:
    for name in ("os.system", "no.such.thing"):
        with pytest.raises(InvalidTaskError):
            task_of(Job(task=name))
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result("nonsense")


def test_a_slot_of_the_clock_is_one_job() -> None:
    now = datetime(2026, 11, 24, 3, 16, tzinfo=UTC)
    first = periodic.enqueue_due(now, set())
    assert first == len(periodic.schedules()) >= 1
    assert periodic.enqueue_due(now, set()) == 0
    assert periodic.enqueue_due(now + timedelta(days=1), set()) == first


def test_slots_are_cut_from_the_clock() -> None:
    tens = periodic.every(minutes=10)
    morning = periodic.daily(time(6, 30), zone=ZoneInfo("Asia/Jakarta"))
    before = dict(periodic._schedules)
    try:
        tens(dawdle)
        slot = periodic._schedules[dawdle.module_path].slot
        assert slot(datetime(2026, 11, 24, 3, 16, 5, tzinfo=UTC)) == datetime(2026, 11, 24, 3, 10, tzinfo=UTC)
        morning(dawdle)
        slot = periodic._schedules[dawdle.module_path].slot
        assert slot(datetime(2026, 11, 23, 23, 29, tzinfo=UTC)) == datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
        assert slot(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    finally:
        periodic._schedules.clear()
        periodic._schedules.update(before)


def test_a_silent_worker_is_seen() -> None:
    now = timezone.now()
    assert worker_status(now).alive is False
    one = worker.Worker()
    one.beat(now)
    status = worker_status(now + timedelta(seconds=30))
    assert (status.alive, status.seen_at, status.dead) == (True, now, 0)
    later = worker_status(now + timedelta(minutes=5))
    assert later.alive is False
    assert later.late == Job.objects.filter(state="ready").count() > 0


def test_what_is_long_over_is_removed() -> None:
    for days, state in ((8, "done"), (6, "done"), (91, "dead"), (89, "dead")):
        leave.enqueue("x")
        Job.objects.filter(state="ready").update(state=state, finished_at=timezone.now() - timedelta(days=days))
    Heartbeat.objects.create(worker="gone", started_at=timezone.now(), seen_at=timezone.now() - timedelta(days=2))
    tasks.prune.call()
    assert sorted(Job.objects.values_list("state", flat=True)) == ["dead", "done"]
    assert not Heartbeat.objects.exists()
