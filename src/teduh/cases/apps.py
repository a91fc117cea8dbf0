# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "teduh.cases"
    label = "cases"
    verbose_name = "Kasus"

    def ready(self) -> None:
        from teduh.cases.queries.people import people_seen_by
        from teduh.persons import visibility

        visibility.register(people_seen_by)
