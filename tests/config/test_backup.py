# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the nightly backup writes can be restored elsewhere, and reveals nobody without the keys."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

from django.conf import settings

from tests import processes

DEPLOY = settings.ROOT / "deploy"


def script(name: str, argument: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One of the administrator's scripts."""
    command = ["bash", str(DEPLOY / name), str(argument)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_a_backup_is_restored_on_another_machine_and_old_ones_go(tmp_path: Path) -> None:
    here, there, archives = (tmp_path / name for name in ("here", "there", "archives"))
    here.mkdir()
    there.mkdir()
    with processes.migrated(here) as environment, processes.database(there) as empty:
        processes.run(environment, "manage.py", "prepare")
        (here / "files").mkdir()
        (here / "files" / "sealed.bin").write_bytes(b"\x00sealed")

        archives.mkdir()
        for day in ("01", "02", "03"):
            (archives / f"teduh-2026-03-{day}T020000.tar.gz").touch()
        made = script("backup.sh", archives, {**environment, "TEDUH_BACKUPS_KEPT": "2"})
        assert made.returncode == 0, made.stderr
        archive = Path(made.stdout.strip())
        assert sorted(path.name for path in archives.iterdir()) == ["teduh-2026-03-03T020000.tar.gz", archive.name]
        with tarfile.open(archive) as content:
            names = content.getnames()
        assert not [name for name in names if "key" in name or "master" in name]

        shutil.copytree(here / "keys", there / "keys", copy_function=shutil.copy2)
        elsewhere = {**environment, "TEDUH_DATA_DIR": str(there), "DATABASE_URL": empty}
        restored = script("restore.sh", archive, elsewhere)
        assert restored.returncode == 0, restored.stdout + restored.stderr
        assert (there / "files" / "sealed.bin").read_bytes() == b"\x00sealed"
        shown = "from teduh.accounts.models import Office; print(Office.objects.count())"
        assert processes.run(elsewhere, "manage.py", "shell", "--no-imports", "-c", shown).strip() == "4"

        again = script("restore.sh", archive, elsewhere)
        assert again.returncode == 1
        assert "move them away" in again.stderr
