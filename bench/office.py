# SPDX-License-Identifier: AGPL-3.0-or-later
"""An installation of its own for a measurement: a fresh database, keys, the four offices with their cast."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 24, 3, 16, tzinfo=UTC)  # a Tuesday, 10.16 in the offices


@contextmanager
def installation() -> Iterator[Path]:
    """Django set up on a database made here and thrown away: beside the data, or on the server of DATABASE_URL."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "TEDUH_DATA_DIR": folder,
            "TEDUH_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "teduh.config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        made = connection.vendor == "postgresql" and create_database()
        call_command("migrate", verbosity=0)
        call_command("prepare")
        try:
            yield Path(folder)
        finally:
            connection.close()
            if made:
                drop_database(str(made))


def create_database() -> str:
    """A database of our own on the server, in place of the one that was named."""
    from django.db import connection

    name = f"teduh_bench_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["TEST"]["BEFORE"] = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    return name


def drop_database(name: str) -> None:
    from django.db import connection

    connection.settings_dict["NAME"] = connection.settings_dict["TEST"]["BEFORE"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()
