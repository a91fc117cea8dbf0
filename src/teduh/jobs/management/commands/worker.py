# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py worker`: run background jobs until told to stop."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from teduh.jobs.worker import Worker


class Command(BaseCommand):
    help = "Menjalankan pekerjaan latar (surat keluar, pengingat) sampai diminta berhenti dengan SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--lease", type=float, default=60, help="lama sewa satu pekerjaan, dalam detik (bawaan: 60)"
        )
        parser.add_argument(
            "--poll", type=float, default=0.5, help="jeda bila tidak ada pekerjaan, dalam detik (bawaan: 0.5)"
        )
        parser.add_argument("--drain", action="store_true", help="kerjakan yang menunggu, lalu berhenti")

    def handle(self, *args: Any, **options: Any) -> None:
        autodiscover_modules("tasks")
        worker = Worker(held=timedelta(seconds=options["lease"]), poll=options["poll"])
        if options["drain"]:
            self.stdout.write(f"{worker.drain()} pekerjaan selesai.")
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, worker.stop)
        self.stdout.write(f"Pekerja {worker.name} mulai.", ending="\n")
        self.stdout.flush()
        worker.run()
        self.stdout.write("Pekerja berhenti.")
