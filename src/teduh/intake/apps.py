# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "teduh.intake"
    label = "intake"
    verbose_name = "Penerimaan laporan"

    def ready(self) -> None:
        from teduh.cases.registry import register_desk_panel, register_originals
        from teduh.intake.original import originals_of
        from teduh.intake.panel import broken_off, of_colleagues

        register_desk_panel(broken_off)
        register_desk_panel(of_colleagues)
        register_originals(originals_of)
