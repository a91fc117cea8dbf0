# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py administrator NAME`: the first administrator of a new installation, or a way back in."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teduh.accounts import actions, queries
from teduh.accounts.actors import system_actor
from teduh.journal import door
from teduh.journal.subjects import INSTALLATION


class Command(BaseCommand):
    """Prints a password for one sign-in; its owner then chooses another. Recorded like every other change."""

    help = "Makes an administrator of the whole installation; for one that is there already, a new first password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="sign-in name, small letters")
        parser.add_argument("--name", default="", help="full name; needed for a new one")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor(timezone.now())
        password = actions.temporary_password()
        known = queries.by_username(options["username"])
        if known is not None and known.office_id:
            raise CommandError(
                f"{known.username} belongs to the office {known.office_id}: its administrator changes that."
            )
        if known is None and not options["name"]:
            raise CommandError("Say who it is: --name 'Full Name'.")
        try:
            if known is not None:
                actions.reset_password(actor, known, password=password)
            else:
                actions.add_staff(
                    actor,
                    INSTALLATION,
                    username=options["username"],
                    details=actions.StaffDetails(full_name=options["name"]),
                    password=password,
                    held=["administrator"],
                )
        except door.Refused as refused:
            raise CommandError(refused.refusal.reason.en) from refused
        self.stdout.write(password)
