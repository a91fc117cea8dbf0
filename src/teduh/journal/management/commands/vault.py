# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py vault rotate` and `manage.py vault retire`; it stands in the journal, for rotation is recorded."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teduh.journal import rotation
from teduh.journal.actor import system
from teduh.vault.errors import VaultError
from teduh.vault.registry import personal_fields
from teduh.vault.retention import RETENTION
from teduh.vault.rotation import offices


class Command(BaseCommand):
    help = "Memutar kunci, membuang kunci lama, atau menyebut semua kolom tersegel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        turn = commands.add_parser(
            "rotate", help="kunci baru; semua amplop dibungkus ulang sementara kantor tetap bekerja"
        )
        turn.add_argument("--office", help="hanya kunci kantor dengan kode ini; tanpa ini kunci induk dan semua kantor")
        commands.add_parser(
            "retire", help="buang kunci lama; cadangan basis data dari sebelum rotasi tidak dapat dibuka lagi"
        )
        commands.add_parser("fields", help="sebut setiap kolom tersegel, isinya, dan masa simpannya")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system(timezone.now())
        try:
            if options["command"] == "rotate":
                self._rotate(options["office"])
            elif options["command"] == "retire":
                rotation.retire(actor)
                self.stdout.write("Kunci lama dibuang.")
            else:
                self._fields()
        except VaultError as error:
            raise CommandError(str(error)) from error

    def _rotate(self, office: str | None) -> None:
        if office and office not in offices():
            raise CommandError(
                f"Kantor {office} tidak mempunyai kunci. Yang ada: {', '.join(offices()) or 'belum ada'}."
            )
        for code, count in rotation.rotate(system(timezone.now()), office=office):
            self.stdout.write(f"{code}: kunci baru, {count} amplop dibungkus ulang.")
        self.stdout.write("Selesai. Cadangkan berkas kunci induk, terpisah dari basis data.")

    def _fields(self) -> None:
        for one in personal_fields():
            self.stdout.write(f"{one.model}.{one.field}: {one.holds}. {RETENTION.get(one.retention, '?')}")
