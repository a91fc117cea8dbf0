# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "teduh.intake"
    label = "intake"
    verbose_name = "Penerimaan laporan"

    def ready(self) -> None:
        from teduh.accounts.waiting import register_waiting
        from teduh.cases.registry import OtherWork, register_desk_panel, register_originals, register_other_work
        from teduh.intake.actions import give_unfinished
        from teduh.intake.original import originals_of
        from teduh.intake.panel import broken_off, of_colleagues, unfinished_words
        from teduh.intake.queries import waiting_reports

        register_desk_panel(broken_off)
        register_desk_panel(of_colleagues)
        register_originals(originals_of)
        register_other_work(OtherWork(unfinished_words, give_unfinished))
        register_waiting(waiting_reports)
