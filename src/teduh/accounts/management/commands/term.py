# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py term`: when a published limit falls due at an office. Prints that moment, and nothing else."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teduh.accounts.queries import UnknownOffice, calendar_of
from teduh.procedure.calendar import NoWorkingDayError, WeeklyHours, WorkingCalendar, parse_hours
from teduh.procedure.limits import Limit, Unit
from teduh.procedure.pauses import Pause, merge
from teduh.procedure.problems import Message
from teduh.procedure.standard import yaml
from teduh.procedure.terms import due, parse_limit

EXAMPLE = "2026-03-17T15:30:00+07:00"


class Command(BaseCommand):
    help = "Menghitung kapan sebuah jangka waktu jatuh tempo pada suatu kantor, dalam waktu kantor itu (ISO 8601)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        # What is required is checked below, so that what is missing is said in Indonesian.
        parser.add_argument("limit", nargs="?", default="", help="Jangka waktu seperti diumumkan: “5 hari kerja”.")
        parser.add_argument("--office", default="", help="Kode kantor, misalnya kota-pekalongan.")
        parser.add_argument("--from", dest="start", default="", help=f"Saat mulai, misalnya {EXAMPLE}.")
        parser.add_argument(
            "--paused", action="append", default=[], metavar="A/B", help="Jeda dari A sampai B; boleh berulang."
        )
        parser.add_argument("--standard", default="", help="Kode standar yang jam layanannya menutup hari kerja.")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = parse_limit(options["limit"])
        if isinstance(limit, Message):
            _refuse(limit.id)
        if not options["office"]:
            _refuse("Sebutkan kantornya, misalnya --office kota-pekalongan.")
        calendar, at_once = _calendar(options["office"], options["standard"])
        start = _moment(options["start"], "--from")
        moment = _due(limit, start, calendar, [_pause(text) for text in options["paused"]], at_once)
        if moment is not None:
            self.stdout.write(moment.isoformat(timespec="seconds"))
        elif limit.unit is Unit.AS_NEEDED:
            self.stderr.write("Sesuai kebutuhan: diukur, tetapi tidak jatuh tempo.")
        else:
            _refuse("Jeda yang belum berakhir menghentikan waktu. Sebutkan akhir jeda: --paused A/B.")


def _refuse(reason: str) -> NoReturn:
    raise CommandError(reason, returncode=2)


def _calendar(office: str, standard: str) -> tuple[WorkingCalendar, timedelta]:
    try:
        calendar, at_once = calendar_of(office)
    except UnknownOffice:
        _refuse(f"Kantor “{office}” tidak dikenal. Periksa kode kantor, misalnya kota-pekalongan.")
    hours = _hours_of(standard) if standard else None
    return (replace(calendar, week=hours) if hours else calendar), at_once


def _hours_of(standard: str) -> WeeklyHours | None:
    """The standard's own hours, read from its file; None where it names none, and the office's stand."""
    file = settings.CATALOGUE_DIR / "standards" / standard / "standard.yaml"
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", standard) or not file.is_file():
        _refuse(f"Standar “{standard}” tidak ada. Periksa kode standar, misalnya kota-pekalongan/terima-rujukan.")
    root = yaml.read(file.read_bytes(), file=str(file)).root
    node = root.get("jam layanan") if isinstance(root, yaml.Mapping) else None
    if not isinstance(node, yaml.Mapping):
        return None
    hours = parse_hours({entry.key: _texts(entry.value) for entry in node.entries})
    if isinstance(hours, list):
        _refuse(hours[0].id)
    return hours


def _texts(node: yaml.Node) -> list[str]:
    return [item.value for item in yaml.items(node) if isinstance(item, yaml.Text)]


def _pause(text: str) -> Pause:
    since, separator, until = text.partition("/")
    if not separator:
        _refuse(f"Jeda “{text}” tidak dimengerti. Tulis awal dan akhirnya dengan garis miring: A/B.")
    return _moment(since, "--paused"), _moment(until, "--paused") if until else None


def _moment(text: str, option: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _refuse(f"Saat “{text}” pada {option} tidak dimengerti. Tulis seperti {EXAMPLE}.")
    if moment.tzinfo is None:
        _refuse(f"Saat “{text}” pada {option} tanpa zona waktu. Tambahkan, misalnya +07:00 untuk WIB.")
    return moment


def _due(
    limit: Limit, start: datetime, calendar: WorkingCalendar, pauses: list[Pause], at_once: timedelta
) -> datetime | None:
    try:
        merge(pauses)
    except ValueError:
        _refuse("Jeda berakhir sebelum mulai. Tukar awal dan akhirnya: --paused A/B.")
    try:
        return due(limit, start, calendar, pauses=pauses, at_once=at_once)
    except NoWorkingDayError:
        _refuse("Kantor ini tidak punya hari kerja dalam tiga tahun. Periksa jam dan hari liburnya.")
    except (OverflowError, ValueError):  # before the year 1 or after 9999
        _refuse("Saat itu terlalu jauh untuk dihitung.")
