# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real processes on a database of their own: workers and writers that a test stops, kills and starts again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def migrated(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation with data, keys and a migrated database in it; gone afterwards."""
    with database(folder) as url:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "teduh.config.settings",
            "TEDUH_DATA_DIR": str(folder),
            "TEDUH_HTTPS": "0",
        }
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v", "0", "--skip-checks"], cwd=ROOT, env=environment, check=True
        )
        yield environment


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the kind that the suite runs on; gone afterwards."""
    configured = settings.DATABASES["default"]
    if not configured["ENGINE"].endswith("postgresql"):
        yield f"sqlite:///{folder / 'own.sqlite3'}"
        return
    import psycopg

    name = f"teduh_{uuid.uuid4().hex[:12]}"
    keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    place = {key: configured[setting] for key, setting in keys.items() if configured[setting]}
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            user = place.get("user", "") + (f":{place['password']}" if "password" in place else "")
            yield f"postgres://{user}@{place.get('host', '')}:{place.get('port', '')}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """A Python process in the repository's folder, its output kept."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def run(environment: dict[str, str], *arguments: str) -> str:
    """The same to its end; AssertionError with its output where it fails."""
    process = start(environment, *arguments)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something; AssertionError where it does not come."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It did not come in time."
        time.sleep(0.02)
