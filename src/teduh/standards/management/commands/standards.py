# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py standards check|show|play`: standards as files, for those who write them. Needs no database."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from teduh.procedure import stories
from teduh.procedure.problems import Language, Problem
from teduh.procedure.standard.components import components, text
from teduh.procedure.standard.parse import Loaded
from teduh.procedure.standard.show import show
from teduh.standards.catalogue import catalogue_folder, holidays, vocabulary
from teduh.standards.files import (
    check_file,
    find_standard,
    find_stories,
    nothing_published,
    standard_files,
    write_reference,
)
from teduh.standards.queries import published_digests

_WARNING = {"id": "peringatan", "en": "warning"}


class Command(BaseCommand):
    help = "Memeriksa, menampilkan, dan memainkan standar pelayanan."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="check|show|play|docs")
        check = parts.add_parser("check", help="Periksa berkas atau folder; semua masalah sekaligus.")
        check.add_argument("paths", nargs="*", metavar="PATH", help="Berkas atau folder. Tanpa ini: seluruh katalog.")
        check.add_argument(
            "--draft",
            action="store_true",
            help="Rancangan: kantor, folder, formulir, layanan, dan surat hanya diperingatkan.",
        )
        shown = parts.add_parser("show", help="Tampilkan dengan semua nilai bawaan, lalu keempat belas komponen.")
        shown.add_argument("standard", metavar="CODE-or-FILE")
        play = parts.add_parser("play", help="Mainkan cerita dan tampilkan keadaan setelah tiap kejadian.")
        play.add_argument("standard", metavar="CODE-or-FILE")
        play.add_argument("story", metavar="STORY", help="Berkas, atau nomor, nama berkas, atau judul contoh.")
        parts.add_parser("docs", help="Perbarui tabel docs/reference/standar.md dan JSON Schema dari kode.")
        for part in (check, shown, play):
            part.add_argument("--language", choices=("id", "en"), default="id", help="Bahasa pesan.")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["part"]:
            case "check":
                self.check_files(options["paths"], draft=options["draft"], language=options["language"])
            case "show":
                self.show(options["standard"], options["language"])
            case "play":
                self.play(options["standard"], options["story"], options["language"])
            case _:
                for path in write_reference():
                    self.stdout.write(str(path))

    # check

    def check_files(self, paths: list[str], *, draft: bool, language: Language) -> None:
        found = [Path(path) for path in paths] or [_from_here(catalogue_folder() / "standards")]
        files = [file for path in found for file in standard_files(path)]
        if not files:
            raise CommandError("Tidak ada berkas standar (.yaml) di folder itu.")
        published = nothing_published if draft else published_versions
        checked = [check_file(file, draft=draft, published=published) for file in files]
        for one in checked:
            self.problems(one.problems, language)
            if one.sound:
                self.stdout.write(f"{one.file}: {_summary(one, language)}")
        if not all(one.sound for one in checked):
            raise SystemExit(1)

    def problems(self, problems: tuple[Problem, ...], language: Language) -> None:
        for problem in problems:
            mark = f"{_WARNING[language]}: " if problem.warning else ""
            said = problem.remedy.text(language)
            self.stdout.write(f"{problem.file}:{problem.line}: {problem.rule}: {mark}{said}")

    # show and play

    def standard(self, name: str, language: Language) -> tuple[Path, Loaded]:
        path = find_standard(name)
        if path is None:
            raise CommandError(f"Standar “{name}” tidak ada. Tulis kodenya, misalnya kota-pekalongan/terima-rujukan.")
        loaded = check_file(path, draft=True)
        own = tuple(problem for problem in loaded.problems if problem.file == loaded.file and not problem.warning)
        if loaded.standard is None or own:
            self.problems(own, language)
            raise SystemExit(1)
        return path, loaded

    def show(self, name: str, language: Language) -> None:
        _, loaded = self.standard(name, language)
        if loaded.standard is None:
            return
        known = vocabulary(draft=True)
        self.stdout.write(show(loaded.standard, known))
        # As comments, so that what is printed remains a file of the format.
        told = text(components(loaded.standard, known, language=language))
        self.stdout.write("\n".join(f"# {line}" for line in told.splitlines()))

    def play(self, name: str, story_name: str, language: Language) -> None:
        path, loaded = self.standard(name, language)
        if loaded.standard is None:
            return
        found, problems = find_stories(path, story_name)
        office_time = stories.usual_time(loaded.standard, vocabulary(), holidays=holidays())
        for story in found:
            self.stdout.write(story.title or story.file)
            played = stories.play(loaded.standard, story, office_time=office_time)
            for after in played.after:
                self.stdout.write(stories.tell(after, office_time.calendar.zone))
            problems += played.failures
        self.problems(problems, language)
        if problems:
            raise SystemExit(1)


def _from_here(path: Path) -> Path:
    """As short as it can be said from the folder that one works in."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def published_versions(code: str) -> Mapping[int, str]:
    """Versions of that standard that this installation has published, with their digests (rule C7). None where there
    is no database yet."""
    if not code or (connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists()):
        return {}
    try:
        return published_digests().get(code, {})
    except DatabaseError:
        return {}


def _summary(loaded: Loaded, language: Language) -> str:
    standard = loaded.standard
    if standard is None:
        return ""
    steps = sum(len(procedure.steps) for procedure in standard.procedures)
    promises = len(standard.promises)
    if language == "en":
        return f"sound, version {standard.version}, {steps} steps, {promises} promises"
    return f"baik, versi {standard.version}, {steps} langkah, {promises} janji"
