# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small tasks that leave their traces in a file."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import TaskContext, task


def trace(path: str, line: str) -> None:
    """One whole line, whoever else writes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


def traces(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


@task
def leave(path: str, line: str = "done") -> None:
    trace(path, line)


@task(priority=10)
def leave_first(path: str, line: str) -> None:
    trace(path, line)


@task
def dawdle(path: str, seconds: float) -> None:
    trace(path, "began")
    time.sleep(seconds)
    trace(path, "done")


@task(takes_context=True, max_attempts=3)
def fail_twice(context: TaskContext, path: str) -> None:
    trace(path, f"attempt {context.attempt}")
    if context.attempt < 3:
        raise ValueError("Bunga Uji could not be reached")


@task(max_attempts=2)
def always_fail() -> None:
    raise ValueError("Bunga Uji could not be reached")
