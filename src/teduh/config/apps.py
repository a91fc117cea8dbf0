# SPDX-License-Identifier: AGPL-3.0-or-later
"""The installation as a Django app: its commands and its checks."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of the settings."""

    name = "teduh.config"

    def ready(self) -> None:
        from teduh.config import checks

        checks.register()
