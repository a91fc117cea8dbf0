# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py letter`: render a draft, list the letters, take a signed one out by its number, examine a file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from teduh.accounts.actors import system_actor
from teduh.cases.management.commands.case import find
from teduh.letters import queries, seals, trust
from teduh.letters.actions.exporting import note_exported
from teduh.letters.asking import kinds
from teduh.letters.kinds import missing
from teduh.letters.models import Letter, LetterState
from teduh.letters.queries.content import letter_data
from teduh.letters.queries.drawing import pdf_of
from teduh.letters.seals import Seal
from teduh.letters.signers import SigningError
from teduh.lib.wording import moment_words

JAKARTA = ZoneInfo("Asia/Jakarta")
STANDING = {
    LetterState.SIGNED: "berlaku",
    LetterState.REVOKED: "dicabut",
    LetterState.SUPERSEDED: "sudah diganti surat lain",
}


class Command(BaseCommand):
    help = "Renders a draft, lists letters, takes a signed one out by its number, examines a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        draft = commands.add_parser("render", help="a draft from a case's data; nothing of it is kept")
        draft.add_argument("kind", help="a folder of catalogue/letters: surat-tugas")
        draft.add_argument("--case", required=True, help="0147/2026")
        draft.add_argument("--office", default="", help="needed where two offices have that number")
        draft.add_argument("--out", required=True, type=Path, help="the PDF to write")
        listed = commands.add_parser("list", help="a letter a line: number, day, kind, state, office; nobody is named")
        listed.add_argument("--signed", action="store_true", help="those alone that are signed and stand")
        listed.add_argument("--office", default="", help="those of one office")
        export = commands.add_parser("export", help="the signed PDF of a number")
        export.add_argument("number", help="as printed: 400.2.4/7/409.48/2026")
        export.add_argument("--office", default="", help="needed where two offices gave that number")
        export.add_argument("--out", required=True, type=Path, help="the PDF to write")
        verify = commands.add_parser("verify", help="whose signatures a file bears, and whether the letter stands")
        verify.add_argument("file", type=Path, help="any file")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["command"]:
            case "render":
                self.render(options["kind"], number=options["case"], office=options["office"], out=options["out"])
            case "list":
                self.list(office=options["office"], signed=options["signed"])
            case "export":
                self.export(options["number"], office=options["office"], out=options["out"])
            case "verify":
                self.verify(options["file"])

    def render(self, name: str, *, number: str, office: str, out: Path) -> None:
        """A draft as its page would show it before anybody answered its questions; what it lacks goes to stderr."""
        kind = kinds().get(name)
        if kind is None:
            raise CommandError(f"There is no kind of letter {name!r}. There are: {', '.join(sorted(kinds()))}")
        case = find(number, office)
        actor = system_actor(timezone.now(), office=case.office_id)
        data = letter_data(actor, case, kind, {}, draft=True)
        note_exported(actor, case, kind=kind.key)
        write(out, pdf_of(kind, data, at=actor.at))
        for one in missing(kind, data):
            self.stderr.write(one.words.id)
        self.stdout.write(f"{out}: draft of {kind.key} for {case.number}; nothing was kept.")

    def list(self, *, office: str, signed: bool) -> None:
        for letter in queries.listed(office=office, signed=signed):
            day = (letter.signed_at or letter.made_at).astimezone(ZoneInfo(letter.office.zone)).date()
            self.stdout.write(
                "\t".join((letter.number or "-", day.isoformat(), letter.kind, letter.state, letter.office_id))
            )

    def export(self, number: str, *, office: str, out: Path) -> None:
        letter = the_one(number, office)
        pdf = queries.newest_paper(letter).pdf.open()
        if seals.fingerprint(pdf) != letter.fingerprint:
            raise CommandError(f"{number}: the file that is kept is not the one that was signed. Restore a backup.")
        note_exported(
            system_actor(timezone.now(), office=letter.office_id), letter.case, kind=letter.kind, letter=letter
        )
        write(out, pdf)
        if letter.state != LetterState.SIGNED:
            self.stderr.write(f"{number}: surat ini {STANDING[LetterState(letter.state)]}.")
        self.stdout.write(f"{out}: {letter.kind}, {number}, {letter.state}.")

    def verify(self, file: Path) -> None:
        """Exit 0 only for a valid signature of a letter that stands."""
        data = content_of(file)
        try:
            found = seals.examine(data, trusted=trust.anchors())
        except SigningError as error:
            raise CommandError(error.message.id) from error
        letter = queries.of_fingerprint(seals.fingerprint(data))
        self.stdout.write(f"Sidik berkas (SHA-256): {seals.fingerprint(data)}")
        zone = ZoneInfo(letter.office.zone) if letter else JAKARTA
        for number, seal in enumerate(found.seals, start=1):
            self.stdout.write("\n".join(seal_lines(number, seal, zone)))
        self.stdout.write(register_line(letter))
        if found.problem:
            raise CommandError(found.problem.id)
        if reasons := list(doubts(found.seals, letter)):
            raise CommandError(" ".join(reasons))
        self.stdout.write("Tanda tangan sah, dan surat ini berlaku.")


def the_one(number: str, office: str) -> Letter:
    found = queries.numbered(number, office=office)
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(f"There is no signed letter {number}{f' in {office}' if office else ''}.")
    offices = " ".join(letter.office_id for letter in found)
    raise CommandError(f"Several offices gave the number {number}: add --office with one of {offices}.")


def write(out: Path, pdf: bytes) -> None:
    """The file, for its owner's eyes: a letter tells of somebody."""
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(pdf)
    except OSError as error:
        raise CommandError(f"{out} cannot be written: {error.strerror}.") from error


def content_of(file: Path) -> bytes:
    """As much of the file as may be examined, and a byte more: what is larger is refused, not read."""
    try:
        with file.open("rb") as stream:
            return stream.read(seals.LARGEST + 1)
    except OSError as error:
        raise CommandError(f"Berkas {file} tidak dapat dibaca: {error.strerror}.") from error


def seal_lines(number: int, seal: Seal, zone: ZoneInfo) -> list[str]:
    when = moment_words(seal.at.astimezone(zone)) if seal.at else "tidak disebut"
    facts = (
        ("waktu", f"{when} ({'dari penanda waktu' if seal.stamped else 'menurut penanda tangan'})"),
        ("utuh", yes(seal.intact)),
        ("menyeluruh", yes(seal.whole)),
        ("dipercaya", yes(seal.trusted)),
        ("tersertifikasi", yes(seal.certified)),
        ("penerbit", seal.issuer),
    )
    what = "Tanda tangan" if seal.locked else "Paraf"
    return [f"Segel {number}. {what}: {seal.name}", *(f"  {name}: {said}" for name, said in facts)]


def yes(said: bool) -> str:
    return "ya" if said else "tidak"


def register_line(letter: Letter | None) -> str:
    if letter is None:
        return "Daftar surat: tidak ada surat yang ditandatangani sebagai berkas ini."
    standing = STANDING[LetterState(letter.state)]
    return f"Daftar surat: {letter.title} {letter.number}, {letter.office.name}, {standing}."


def doubts(found: tuple[Seal, ...], letter: Letter | None) -> Iterator[str]:
    """Why the file is not a valid signature of a letter that stands; nothing where it is."""
    if not found:
        yield "Berkas ini tidak ditandatangani secara elektronik."
        if letter is not None and letter.signer == "wet":
            yield "Ini pindaian surat yang ditandatangani dengan tinta; bandingkan dengan aslinya."
    elif not all(seal.intact and seal.whole for seal in found):
        yield "Berkas ini diubah setelah ditandatangani."
    elif not all(seal.trusted for seal in found):
        yield "Penanda tangannya tidak dikenal oleh instalasi ini."
    elif not found[-1].locked:
        yield "Berkas ini baru diparaf, belum ditandatangani."
    if letter is None:
        yield "Surat ini tidak tercatat di sini."
    elif letter.state != LetterState.SIGNED:
        yield f"Surat ini {STANDING[LetterState(letter.state)]}."
