# SPDX-License-Identifier: AGPL-3.0-or-later
"""Jobs as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Its rows are the worker's bookkeeping, not the office's acts: written outside the journal's door."""

    name = "teduh.jobs"
    outside_the_door = ("Job", "Heartbeat")
