# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py migrate`: as Django does it, with the guard told that it is no change of the office's."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from teduh.journal import door


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> Any:
        with door.outside(reason="migrations"):
            return super().handle(*args, **options)
