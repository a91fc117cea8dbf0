# SPDX-License-Identifier: AGPL-3.0-or-later
"""From here on the database refuses to alter what the journal holds."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from teduh.journal import triggers


def install(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
