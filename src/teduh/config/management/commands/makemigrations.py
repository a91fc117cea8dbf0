# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py makemigrations`: as Django does it, with the licence on the first line of each file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.commands.makemigrations import Command as MakeMigrations
from django.db.migrations.writer import MigrationWriter

LICENCE = "# SPDX-License-Identifier: AGPL-3.0-or-later\n"


class Command(MakeMigrations):
    def write_migration_files(self, changes: dict[str, list[Any]], *args: Any, **kwargs: Any) -> None:
        """Write the files, then begin those that do not yet say their licence."""
        super().write_migration_files(changes, *args, **kwargs)
        for migrations in changes.values():
            for migration in migrations:
                path = Path(MigrationWriter(migration).path)
                text = path.read_text("utf-8") if path.exists() else LICENCE
                if LICENCE not in text:
                    path.write_text(LICENCE + text, "utf-8")
