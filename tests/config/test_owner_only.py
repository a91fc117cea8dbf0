# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a command writes is for its owner only, whoever runs it and however open the shell's files are."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from django.conf import settings

READING = """
from django.core.management import call_command
import django
django.setup()
call_command("migrate", verbosity=0, skip_checks=True)
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA journal_mode=%s")
    cursor.execute("CREATE TABLE held (number integer)")
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("INSERT INTO held VALUES (1)")
    import pathlib
    for path in pathlib.Path(connection.settings_dict["NAME"]).parent.iterdir():
        print(path.name, oct(path.stat().st_mode & 0o777))
"""


def run(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "TEDUH_DATA_DIR": str(folder), "TEDUH_HTTPS": "0", "PYTHONPATH": "src"}
    environment.pop("DATABASE_URL", None)
    environment["DJANGO_SETTINGS_MODULE"] = "teduh.config.settings"
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.ROOT,
        env=environment,
        umask=0o022,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_command_run_by_hand_makes_folder_and_database_that_only_their_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "var"
    run(folder, "manage.py", "migrate", "-v", "0")
    assert (folder / "teduh.sqlite3").is_file()
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_files_beside_an_open_database_are_its_owners_too(tmp_path: Path) -> None:
    for mode, beside in (("WAL", "teduh.sqlite3-wal"), ("TRUNCATE", "teduh.sqlite3-journal")):
        said = dict(line.split() for line in run(tmp_path / mode, "-c", READING % mode).splitlines())
        assert said["teduh.sqlite3"] == said[beside] == "0o600", said
