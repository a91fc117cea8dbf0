# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py forms check|import|docs`: forms as files, for those who write them. Needs no database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from teduh.procedure.problems import Language, Problem
from teduh.procedure.standard.slugs import slug
from teduh.standards.catalogue import catalogue_folder
from teduh.standards.formcheck import Published, check_form, check_text, form_files
from teduh.standards.formreference import write_reference
from teduh.standards.queries import published_forms
from teduh.standards.xlsform import NotAForm, read

_WARNING = {"id": "peringatan", "en": "warning"}


class Command(BaseCommand):
    help = "Memeriksa formulir, dan membawa masuk formulir dari lembar sebar (XLSForm)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="check|import|docs")
        check = parts.add_parser("check", help="Periksa berkas atau folder; semua masalah sekaligus.")
        check.add_argument("paths", nargs="*", metavar="PATH", help="Berkas atau folder. Tanpa ini: seluruh katalog.")
        taken = parts.add_parser("import", help="Jadikan XLSForm (.xlsx) berkas katalog; yang tidak terbawa disebut.")
        taken.add_argument("file", metavar="FILE.xlsx")
        taken.add_argument("--out", required=True, metavar="FILE.yaml", help="Berkas yang ditulis.")
        taken.add_argument("--overwrite", action="store_true", help="Timpa berkas yang sudah ada.")
        parts.add_parser("docs", help="Perbarui tabel docs/reference/formulir.md dan JSON Schema dari kode.")
        for part in (check, taken):
            part.add_argument("--language", choices=("id", "en"), default="id", help="Bahasa pesan.")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["part"]:
            case "check":
                self.check_files(options["paths"], options["language"])
            case "import":
                self.take(Path(options["file"]), Path(options["out"]), options["language"], options["overwrite"])
            case _:
                for path in write_reference():
                    self.stdout.write(str(path))

    def check_files(self, paths: list[str], language: Language) -> None:
        folders = [catalogue_folder() / name for name in ("forms", "activities")]
        files = [file for path in [Path(path) for path in paths] or folders for file in form_files(path)]
        if not files:
            raise CommandError("Tidak ada berkas formulir (.yaml) di folder itu.")
        published = published_here()
        sound = True
        for file in files:
            form, problems = check_form(file, published=published)
            self.tell(problems, language)
            sound = sound and form is not None
            if form is not None:
                number = len(form.fields)
                words = {
                    "id": f"baik, versi {form.version}, {number} isian",
                    "en": f"sound, version {form.version}, {number} fields",
                }
                self.stdout.write(f"{file}: {words[language]}")
        if not sound:
            raise SystemExit(1)

    def take(self, file: Path, out: Path, language: Language, overwrite: bool) -> None:
        """Write the form and say what is left out. A form that does not check is written too, to be mended by hand."""
        if out.exists() and not overwrite:
            raise CommandError(f"{out} sudah ada. Beri nama lain, atau tambahkan --overwrite.")
        if not file.is_file():
            raise CommandError(f"{file} tidak ada.")
        try:
            taken = read(file, code=slug(out.stem))
        except NotAForm as wrong:
            raise CommandError(f"{file} bukan XLSForm yang dapat dibaca: {wrong}") from wrong
        out.write_text(taken.text, "utf-8")
        self.tell(list(taken.notes), language)
        form, problems = check_text(taken.text.encode(), file=str(out), published={})
        self.tell(problems, language)
        if form is None:
            raise SystemExit(1)
        left = len(taken.notes)
        words = {
            "id": f"ditulis, {len(form.fields)} isian; {left} hal tidak terbawa",
            "en": f"written, {len(form.fields)} fields; {left} things left out",
        }
        self.stdout.write(f"{out}: {words[language]}")

    def tell(self, problems: list[Problem], language: Language) -> None:
        for problem in problems:
            mark = f"{_WARNING[language]}: " if problem.warning else ""
            self.stdout.write(f"{problem.file}:{problem.line}: {problem.rule}: {mark}{problem.remedy.text(language)}")


def published_here() -> Published:
    """What this installation has published (rule F16). Nothing where there is no database yet."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return {}
    try:
        return published_forms()
    except DatabaseError:
        return {}
