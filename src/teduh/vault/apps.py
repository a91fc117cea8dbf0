# SPDX-License-Identifier: AGPL-3.0-or-later
"""The vault as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Refuses to start with a key file that is open to others or broken; checks the key against the data."""

    name = "teduh.vault"

    def ready(self) -> None:
        from teduh.vault import checks

        checks.register()
