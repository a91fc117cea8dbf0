# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Puts the guard on every database connection: no write but through the door."""

    name = "teduh.journal"

    def ready(self) -> None:
        from teduh.journal import guard

        guard.install()
