# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py messages`: collect the Indonesian words of the screens, compile their English."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from babel.messages.catalog import Message
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teduh.config.messages import as_text, collect, compile_catalog, merge, unfaithful, untranslated


class Command(BaseCommand):
    """Collect and compile; `--check` only says what is missing."""

    help = "Collects the messages of the screens, says which lack English, and compiles them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 if the catalogue is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po"
        catalog = merge(collect(settings.PACKAGE), path)
        content = as_text(catalog)
        missing = untranslated(catalog)
        if options["check"]:
            if not path.exists() or path.read_bytes() != content:
                raise CommandError("The catalogue of messages is out of date: run `make messages`.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            compile_catalog(path)
        for message in missing:
            self.stdout.write(f"{places(message)}: no English for {message.id!r}")
        wrong = unfaithful(catalog)
        for message in wrong:
            self.stdout.write(f"{places(message)}: values or markup differ: {message.id!r}, {message.string!r}")
        if missing or wrong:
            raise CommandError(
                f"Of {len(catalog)} messages {len(missing)} lack English and {len(wrong)} differ: mend {path.name}."
            )
        self.stdout.write(f"{len(catalog)} messages, each with its English.")


def places(message: Message) -> str:
    """The files it stands in."""
    return ", ".join(sorted({place for place, _ in message.locations}))
