# SPDX-License-Identifier: AGPL-3.0-or-later
"""The installation as a Django app: its commands and its checks."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the checks of the settings, and how to know the language of a reader."""

    name = "teduh.config"

    def ready(self) -> None:
        from django.utils.translation import get_language

        from teduh.config import checks
        from teduh.lib import codelists

        checks.register()
        codelists.speak(get_language)
