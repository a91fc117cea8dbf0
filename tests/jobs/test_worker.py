# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real workers: stopped, killed with no warning, and several at once."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.jobs.chores import traces
from tests.processes import run, start, until

ENQUEUE = """
import sys, django
django.setup()
from tests.jobs import chores
name, path, *rest = sys.argv[1:]
if name == "dawdle":
    chores.dawdle.enqueue(path, float(rest[0]))
else:
    for number in range(int(rest[0])):
        chores.leave.enqueue(path, str(number))
"""


def enqueue(environment: dict[str, str], *arguments: str) -> None:
    run({**environment, "PYTHONPATH": "src:."}, "-c", ENQUEUE, *arguments)


def test_a_job_whose_worker_was_killed_is_done_once_later(own_database: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "x"
    enqueue(own_database, "dawdle", str(path), "1")
    first = start(own_database, "manage.py", "worker", "--lease", "2", "--poll", "0.1")
    until(lambda: traces(path) == ["began"])
    first.kill()
    first.communicate()
    second = start(own_database, "manage.py", "worker", "--lease", "2", "--poll", "0.1")
    until(lambda: "done" in traces(path))
    second.send_signal(signal.SIGTERM)
    assert "Pekerja berhenti." in second.communicate(timeout=20)[0]
    assert second.returncode == 0
    assert traces(path) == ["began", "began", "done"]


def test_a_job_longer_than_its_lease_is_kept_and_a_stop_lets_it_finish(
    own_database: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "x"
    enqueue(own_database, "dawdle", str(path), "4")
    worker = start(own_database, "manage.py", "worker", "--lease", "1", "--poll", "0.1")
    until(lambda: traces(path) == ["began"])
    run(own_database, "manage.py", "worker", "--lease", "1", "--drain")
    worker.send_signal(signal.SIGTERM)
    assert "Pekerja berhenti." in worker.communicate(timeout=20)[0]
    assert worker.returncode == 0
    assert traces(path) == ["began", "done"]


def test_two_workers_lose_nothing_and_do_nothing_twice(own_database: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "x"
    enqueue(own_database, "leave", str(path), "60")
    workers = [start(own_database, "manage.py", "worker", "--drain") for _ in range(2)]
    said = [worker.communicate(timeout=60)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], said
    assert sorted(traces(path), key=int) == [str(number) for number in range(60)]
