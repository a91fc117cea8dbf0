# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py prepare`: bring the catalogue's offices, holidays and standards into the database. Safe to repeat."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teduh.accounts import actions as accounts
from teduh.accounts.actors import system_actor
from teduh.procedure.problems import Problem
from teduh.standards.actions import publish_catalogue, publish_forms
from teduh.standards.queries import in_force


class Command(BaseCommand):
    help = "Loads offices, national holidays and published standards of the catalogue; what is there is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="print nothing where nothing was new")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(timezone.now())
        accounts.load_offices(actor)
        days = accounts.load_holidays(actor)
        versions, problems = publish_catalogue(actor)
        publish_forms(actor)
        if days or versions:
            self.stdout.write(f"Holidays added: {days}; standards published: {len(versions)}.")
        if problems:
            self.tell(problems, in_force=bool(in_force(timezone.localdate())))

    def tell(self, problems: list[Problem], *, in_force: bool) -> None:
        """A mistake in one file closes no office: what is in force is served on, and the mistake is named."""
        lines = "\n".join(f"  {problem.text()}" for problem in problems)
        if not in_force:
            raise CommandError(f"Belum ada standar yang berlaku, dan ini tidak dapat diterbitkan:\n{lines}")
        self.stderr.write(
            f"TIDAK DITERBITKAN karena keliru; yang sudah berlaku tetap dilayani:\n{lines}\n"
            "Perbaiki berkasnya, periksa dengan `manage.py standards check`, lalu mulai lagi."
        )
