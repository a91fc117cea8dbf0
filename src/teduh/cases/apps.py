# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "teduh.cases"
    label = "cases"
    verbose_name = "Kasus"

    def ready(self) -> None:
        from teduh.accounts.queries import watch_calendars
        from teduh.accounts.waiting import register_waiting
        from teduh.cases.actions.teamwork import pass_tasks
        from teduh.cases.actions.walls import match_person
        from teduh.cases.panel import left_behind, legal_duties, tasks, to_close, unsafe_contacts
        from teduh.cases.queries.caseload import tasks_of
        from teduh.cases.queries.contact import asks_first
        from teduh.cases.queries.desk import steps_of
        from teduh.cases.queries.people import cases_of_person, people_seen_by
        from teduh.cases.registry import register_desk_panel, register_pass_on
        from teduh.cases.tasks import recount_due_times
        from teduh.persons import safecontact, visibility

        visibility.register(people_seen_by, cases_of_person)
        register_desk_panel(legal_duties)
        register_desk_panel(to_close)
        register_desk_panel(unsafe_contacts)
        register_desk_panel(tasks)
        register_desk_panel(left_behind)
        register_pass_on(pass_tasks)
        safecontact.register(asks_first)
        visibility.watch(match_person)
        watch_calendars(recount_due_times.enqueue)
        register_waiting(steps_of)
        register_waiting(tasks_of)
