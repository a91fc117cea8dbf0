# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py journal verify`: walk every chain; `manage.py journal checkpoint`: record where they stand."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teduh.journal import checkpoints
from teduh.journal.actor import system
from teduh.journal.models import Entry
from teduh.journal.verify import verify


class Command(BaseCommand):
    help = "Memeriksa keutuhan jurnal, atau mencatat titik periksa. Tidak memerlukan kunci."
    requires_system_checks: list[str] = []  # A journal can be checked where the keys are lost.

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        walk = commands.add_parser("verify", help="telusuri setiap rantai; keluar dengan 1 bila ada yang rusak")
        walk.add_argument(
            "--expect",
            metavar="URUTAN:SIDIK",
            help="titik periksa yang pernah dicetak atau dicatat di luar basis data; harus masih ada",
        )
        commands.add_parser("checkpoint", help="catat kepala setiap rantai sekarang")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["command"] == "checkpoint":
            checkpoints.take_all(system(timezone.now()), settled=timedelta(0))
        elif not self._verify(options["expect"]):
            sys.exit(1)
        latest = checkpoints.latest()
        if latest:
            self.stdout.write(f"Titik periksa terakhir: {latest.sequence}:{latest.digest}")

    def _verify(self, expected: str | None) -> bool:
        report = verify()
        for fault in report.faults:
            self.stdout.write(f"RUSAK {fault}")
        whole = not report.faults
        if expected and not _stands(expected):
            self.stdout.write(f"RUSAK checkpoint: titik periksa {expected} tidak ada lagi")
            whole = False
        verdict = "Jurnal utuh" if whole else "Jurnal RUSAK"
        self.stdout.write(f"{verdict}: {report.chains} rantai, {report.entries} catatan.")
        return whole


def _stands(expected: str) -> bool:
    sequence, _, digest = expected.partition(":")
    if not sequence.isdigit() or not digest:
        raise CommandError("--expect ditulis URUTAN:SIDIK, seperti yang dicetak perintah ini.")
    return Entry.objects.filter(chain=checkpoints.Checkpoints.chain, sequence=int(sequence), digest=digest).exists()
