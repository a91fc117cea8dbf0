# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py demo --cases N --seed S`: an invented year in the four offices, made through the door."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teduh.accounts.demo_staff import make_demo_staff
from teduh.cases.models import Case
from teduh.intake.demo.year import OFFICES, Year
from teduh.standards.queries import published_digests

WIDTH = 30


class Command(BaseCommand):
    help = (
        "Invents a repeatable year of cases in the four offices. For demonstration and trial, never for a live office."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=200, help="how many (200)")
        parser.add_argument("--seed", type=int, default=7, help="the same seed and last day give the same year (7)")
        parser.add_argument("--until", help="the last moment that has happened, ISO 8601 (now)")
        parser.add_argument("--unless-any", action="store_true", help="do nothing where there are cases already")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Not in demo mode: nothing was made. The demo's invented staff sign in with a published password;"
                " set TEDUH_DEMO=1, and never where real cases are kept."
            )
        missing = {f"{code}/{service}" for code, service, *_ in OFFICES}.difference(published_digests())
        if missing:
            raise CommandError(
                "Run manage.py prepare first: it loads the offices and publishes their standards. Not there yet: "
                f"{', '.join(sorted(missing))}."
            )
        if options["unless_any"] and Case.objects.exists():
            return
        until = moment(options["until"]) if options["until"] else timezone.now()
        staff = make_demo_staff(datetime.combine(until.date().replace(year=until.year - 2), time(1), UTC))
        total = options["cases"]
        for made in Year(options["seed"], until, staff).cases(total):
            self.progress(made, total)
        self.stdout.write(f"Demo: {total} reports in four offices.")

    def progress(self, made: int, total: int) -> None:
        """A bar on a terminal; on anything else a line at each quarter."""
        if sys.stdout.isatty():
            filled = WIDTH * made // total
            self.stdout.write(
                f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {made}/{total}", ending="\n" if made == total else ""
            )
            self.stdout.flush()
        elif made * 4 // total > (made - 1) * 4 // total:
            self.stdout.write(f"Demo: {made}/{total}")
            self.stdout.flush()


def moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--until: {text!r} is not a moment such as 2026-11-24T10:00:00+07:00") from error
    if found.utcoffset() is None:
        raise CommandError("--until needs its zone, such as +07:00")
    return found
