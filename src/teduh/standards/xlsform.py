# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form written in a spreadsheet (XLSForm, https://xlsform.org) as a file of the catalogue.

pyxform reads the workbook, so that what other tools take is taken here. What a form here cannot ask is left out and
named, row by row: nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from teduh.procedure.problems import Message, Problem
from teduh.procedure.standard.slugs import slug
from teduh.standards.xlsformula import Known, Untranslatable, translate

RULE = "XLS"
_KINDS: Mapping[str, dict[str, Any]] = {
    "text": {},
    "string": {},
    "integer": {"jenis": "angka", "bulat": "ya"},
    "int": {"jenis": "angka", "bulat": "ya"},
    "decimal": {"jenis": "angka"},
    "range": {"jenis": "angka"},
    "date": {"jenis": "tanggal"},
    "dateTime": {"jenis": "tanggal"},
    "time": {"jenis": "jam"},
    "acknowledge": {"jenis": "ya tidak"},
    "trigger": {"jenis": "ya tidak"},
    "photo": {"jenis": "berkas", "terima": ["foto"]},
    "image": {"jenis": "berkas", "terima": ["foto"]},
    "file": {"jenis": "berkas"},
    "select one": {"jenis": "pilihan"},
    "select all that apply": {"jenis": "beberapa"},
    "calculate": {"jenis": "hitungan"},
}
_NOT_IN_ROWS = frozenset({"berkas", "tanda tangan", "hitungan"})
# What a device notes by itself; here the journal does.
_META = frozenset(
    {"start", "end", "today", "deviceid", "phonenumber", "username", "email", "simserial", "subscriberid", "audit"}
)
_YES, _NO = frozenset({"ya", "yes", "iya"}), frozenset({"tidak", "no", "bukan"})
_LOOKS = frozenset({"multiline", "signature"})


@dataclass(frozen=True, slots=True)
class Imported:
    """The file's text, and what could not be carried over."""

    text: str
    notes: tuple[Problem, ...]


class NotAForm(Exception):
    """A workbook that pyxform cannot read; the words are its own."""


def read(path: Path, *, code: str) -> Imported:
    """The workbook as a form of that code. Raises NotAForm where it is no XLSForm."""
    try:
        book = get_xlsform(str(path))
        said = workbook_to_json(book, fallback_form_name=code, warnings=[])
    except (PyXFormError, OSError, KeyError, ValueError) as error:
        raise NotAForm(str(error)) from error
    rows = {str(row.get("name", "")).strip(): number for number, row in enumerate(book.survey, start=2)}
    writer = _Writer(str(path), rows, said)
    form = writer.form(code)
    head = "# Dari XLSForm dengan `manage.py forms import`. Periksa dengan `manage.py forms check`.\n"
    return Imported(head + yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=10_000), tuple(writer.notes))


@dataclass
class _Section:
    title: str
    conditions: tuple[str, ...] = ()
    help: str = ""
    fields: list[dict[str, Any]] = field(default_factory=list)


class _Writer:
    def __init__(self, file: str, rows: Mapping[str, int], said: Mapping[str, Any]) -> None:
        self.file = file
        self.rows = rows
        self.said = said
        self.notes: list[Problem] = []
        self.known: dict[str, Known] = {}

    def note(self, name: str, indonesian: str, english: str) -> None:
        line = self.rows.get(name, 0) if name else 0
        self.notes.append(Problem(self.file, line, RULE, Message(indonesian, english), warning=True))

    def form(self, code: str) -> dict[str, Any]:
        title = str(self.said.get("title") or code).strip()
        self.learn(self.said["children"], "")
        self.languages()
        first = _Section(title)
        sections = [first, *self.sections(self.said["children"], first, ())]
        version = str(self.said.get("version") or "1")
        if not version.isdecimal():
            self.note("", f'versi "{version}" menjadi 1: di sini bilangan bulat', f'version "{version}" becomes 1')
        return {
            "kode": code,
            "judul": title,
            "versi": int(version) if version.isdecimal() and len(version) < 10 else 1,
            "bagian": [self.section(one) for one in sections if one.fields],
        }

    def section(self, one: _Section) -> dict[str, Any]:
        said: dict[str, Any] = {"judul": one.title}
        if one.help:
            said["bantuan"] = one.help
        if one.conditions:
            joined = one.conditions
            said["bila"] = joined[0] if len(joined) == 1 else " dan ".join(f"({part})" for part in joined)
        return said | {"isian": one.fields}

    # What there is

    def learn(self, children: Sequence[Mapping[str, Any]], inside: str) -> None:
        """Every question by its name, before any formula speaks of it."""
        for one in children:
            name = str(one.get("name", ""))
            kind = str(one.get("type", ""))
            if kind == "repeat":
                self.known[name] = Known(_code(name), rows=True)
                self.learn(one.get("children", ()), name)
            elif kind == "group":
                self.learn(one.get("children", ()), inside)
            elif name:
                self.known[name] = Known(_code(name), inside=_code(inside) if inside else "", codes=self.codes(one))

    def codes(self, one: Mapping[str, Any]) -> dict[str, str]:
        """The answers of a choice: their names in the workbook with their codes here."""
        choices = [choice for choice in one.get("choices", ()) if isinstance(choice, Mapping)]
        if one.get("type") == "select one" and (pair := self.yes_and_no(choices)):
            return pair
        return {str(choice["name"]): _code(str(choice["name"])) for choice in choices}

    def yes_and_no(self, choices: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        words = {str(choice["name"]): slug(self.text(choice.get("label"))) for choice in choices}
        yes = [name for name, word in words.items() if word in _YES]
        no = [name for name, word in words.items() if word in _NO]
        return {yes[0]: "yes", no[0]: "no"} if len(words) == 2 and yes and no else {}

    def languages(self) -> None:
        used = {language for one in _walk(self.said["children"]) for language in _languages(one)}
        others = sorted(used - {self.language(used)})
        if others:
            left = ", ".join(others)
            self.note("", f"bahasa {left} tidak dibawa: formulir berbahasa satu", f"languages left out: {left}")

    def language(self, used: set[str]) -> str:
        """Indonesian where it is there, else the workbook's own default, else the first."""
        indonesian = [one for one in sorted(used) if "indonesia" in one.casefold() or one.casefold() in ("id", "in")]
        default = str(self.said.get("default_language") or "")
        return (indonesian or [default if default in used else min(used, default="")])[0]

    def text(self, said: Any) -> str:
        if isinstance(said, Mapping):
            used = {str(language) for language in said}
            return " ".join(str(said.get(self.language(used), "")).split())
        return " ".join(str(said or "").split())

    # What becomes of it

    def sections(
        self, children: Sequence[Mapping[str, Any]], here: _Section, above: tuple[str, ...]
    ) -> Iterator[_Section]:
        """Groups as sections; a group within a group follows it, and questions after it go on under the outer title."""
        now = here
        for one in children:
            kind, name = str(one.get("type", "")), str(one.get("name", ""))
            if kind == "group":
                if name == "meta":
                    continue
                conditions = (*above, *self.condition(one, "relevant"))
                title = self.text(one.get("label")) or here.title
                inner = _Section(title, conditions)
                yield inner
                yield from self.sections(one.get("children", ()), inner, conditions)
                now = _Section(here.title, above)
                yield now
            elif kind == "note":
                self.take_note(one, now)
            elif kind == "repeat":
                now.fields.append(self.repeat(one))
            elif found := self.question(one, inside=""):
                now.fields.append(found)

    def take_note(self, one: Mapping[str, Any], here: _Section) -> None:
        words = self.text(one.get("label"))
        if words and not here.fields and not here.help:
            here.help = words
            return
        self.note(str(one.get("name")), f'catatan "{words[:40]}" tidak dibawa', f'the note "{words[:40]}" is left out')

    def repeat(self, one: Mapping[str, Any]) -> dict[str, Any]:
        name = str(one.get("name", ""))
        columns: list[dict[str, Any]] = []
        for child in _flat(one.get("children", ())):
            if child.get("type") in ("repeat", "note"):
                self.lost(child)
            elif found := self.question(child, inside=name):
                columns.append(found)
        if one.get("control", {}).get("jr:count"):
            self.note(name, "banyaknya ulangan tidak dibawa: baris ditambah sendiri", "the repeat count is left out")
        said = {"isian": self.text(one.get("label")) or name, "kode": _code(name), "jenis": "berulang"}
        return said | self.rules(one, said) | {"kolom": columns}

    def question(self, one: Mapping[str, Any], *, inside: str) -> dict[str, Any] | None:
        name, kind = str(one.get("name", "")), str(one.get("type", ""))
        if kind in _META:
            self.note(name, f"`{kind}` tidak dibawa: jurnal mencatatnya", f"`{kind}` is left out: the journal notes it")
            return None
        said: dict[str, Any] = {"isian": self.text(one.get("label")) or name, "kode": _code(name)} | _KINDS.get(
            kind, {}
        )
        look = str(one.get("control", {}).get("appearance", ""))
        if kind in ("photo", "image") and "signature" in look:
            said = {**said, "jenis": "tanda tangan"}
            del said["terima"]
        if kind not in _KINDS or (inside and said.get("jenis") in _NOT_IN_ROWS) or one.get("query"):
            self.lost(one)
            return None
        if kind == "calculate":
            return self.calculated(one, said)
        if kind in ("text", "string") and "multiline" in look:
            said["jenis"] = "teks panjang"
        if kind.startswith("select"):
            said |= self.choices(one)
        if str(said["isian"]) == "Specify other.":
            said["isian"] = "Sebutkan"
        said |= self.limits(one, said)
        help_text = self.text(one.get("hint"))
        if help_text:
            said["bantuan"] = help_text
        self.left_of(one, look, kind)
        return said | self.rules(one, said)

    def calculated(self, one: Mapping[str, Any], said: dict[str, Any]) -> dict[str, Any] | None:
        source = str(one.get("bind", {}).get("calculate", ""))
        try:
            return {**said, "rumus": translate(source, self.known, inside="")}
        except Untranslatable as wrong:
            self.note(
                str(one.get("name")),
                f"hitungan `{source}` tidak dibawa: {wrong.message.id}",
                f"the calculation `{source}` is left out: {wrong.message.en}",
            )
            return None

    def choices(self, one: Mapping[str, Any]) -> dict[str, Any]:
        name = str(one.get("name"))
        choices = [choice for choice in one.get("choices", ()) if isinstance(choice, Mapping)]
        if one.get("choice_filter"):
            self.note(name, "penyaring pilihan tidak dibawa: semua pilihan tampil", "the choice filter is left out")
        if self.known[name].codes and set(self.known[name].codes.values()) == {"yes", "no"}:
            return {"jenis": "ya tidak"}
        words = {
            _code(str(choice["name"])): self.text(choice.get("label")) or str(choice["name"]) for choice in choices
        }
        return {"pilihan": {code: "Lainnya" if text == "Other" else text for code, text in words.items()}}

    def limits(self, one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        """`. >= 0 and . <= 120` as limits; a slider's ends."""
        name, bind = str(one.get("name")), one.get("bind", {})
        found: dict[str, Any] = {}
        ends = one.get("parameters") or {}
        if one.get("type") == "range":
            found = {"paling kecil": ends.get("start", "0"), "paling besar": ends.get("end", "10")}
            if all(str(ends.get(key, "1")).lstrip("-").isdigit() for key in ("start", "step")):
                found["bulat"] = "ya"
        source = str(bind.get("constraint", "")).strip()
        if not source:
            return found
        read = _limits(source, whole="bulat" in said) if said.get("jenis") == "angka" else None
        if read is None:
            self.note(name, f"batas `{source}` tidak dibawa", f"the constraint `{source}` is left out")
        return found | (read or {})

    def rules(self, one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        bind = one.get("bind", {})
        required = str(bind.get("required", "")).strip()
        if required.casefold() in ("yes", "true", "true()", "ya"):
            found["wajib"] = "ya"
        elif required and required.casefold() not in ("no", "false", "false()", "tidak"):
            found |= self.rule(one, "wajib", "required")
        return found | self.rule(one, "bila", "relevant")

    def rule(self, one: Mapping[str, Any], word: str, key: str) -> dict[str, Any]:
        """A condition as people write it where it asks for one answer: `{bahaya: ya}`; else as a formula."""
        formula = "".join(self.condition(one, key))
        plain = _ONE_ANSWER.fullmatch(formula)
        if plain:
            return {word: {plain[1]: {"yes": "ya", "no": "tidak"}.get(plain[2], plain[2])}}
        return {word: formula} if formula else {}

    def condition(self, one: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """The formula, or nothing where there is none or it cannot be said here."""
        source = str(one.get("bind", {}).get(key, "")).strip()
        name = str(one.get("name"))
        if not source:
            return ()
        known = self.known.get(name)
        try:
            return (translate(source, self.known, inside=known.inside if known else ""),)
        except Untranslatable as wrong:
            what = {"relevant": "syarat tampil", "required": "syarat wajib"}[key]
            self.note(
                name,
                f"{what} `{source}` tidak dibawa: {wrong.message.id}",
                f"`{key}` `{source}` is left out: {wrong.message.en}",
            )
            return ()

    def left_of(self, one: Mapping[str, Any], look: str, kind: str) -> None:
        """Properties of a question that have no counterpart here."""
        name, bind = str(one.get("name")), one.get("bind", {})
        for there, indonesian, english in (
            (one.get("default"), "nilai awal", "the default"),
            (one.get("guidance_hint"), "petunjuk pencacah", "the guidance hint"),
            (one.get("media"), "gambar atau suara", "the media"),
            (bind.get("calculate"), "hitungan pada pertanyaan", "the calculation of a question"),
            (bind.get("readonly"), "hanya baca", "read only"),
            (kind == "dateTime", "jam pada tanggal (tambahkan isian jam)", "the hour of a date (add a time)"),
            (" ".join(sorted(set(look.split()) - _LOOKS)), "tampilan", "the appearance"),
        ):
            if there:
                self.note(name, f"{indonesian} tidak dibawa", f"{english} is left out")

    def lost(self, one: Mapping[str, Any]) -> None:
        name, kind = str(one.get("name")), str(one.get("type"))
        words = self.text(one.get("label")) or name
        self.note(name, f'"{words}" tidak dibawa: jenis `{kind}` tidak ada di sini', f'"{words}" is left out: `{kind}`')


def _code(name: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "_", name.casefold()).strip("_") or "isian"


def _walk(children: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for one in children:
        yield one
        yield from _walk(one.get("children", ()))


def _flat(children: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The questions of a repeat, those of groups in it among them."""
    for one in children:
        if one.get("type") == "group":
            yield from _flat(one.get("children", ()))
        else:
            yield one


def _languages(one: Mapping[str, Any]) -> set[str]:
    return {str(language) for key in ("label", "hint") if isinstance(one.get(key), Mapping) for language in one[key]}


_ONE_ANSWER = re.compile(r"\(?([a-z0-9_]+) = \"([a-z0-9_]+)\"\)?")
_LIMIT = re.compile(r"\s*\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*")


def _limits(source: str, *, whole: bool) -> dict[str, Any] | None:
    """A constraint as limits; None where it says more than that."""
    found: dict[str, Any] = {}
    for part in re.split(r"\s+and\s+", source, flags=re.IGNORECASE):
        read = _LIMIT.fullmatch(part.strip("() "))
        strict = read is not None and read[1] in ("<", ">")
        if read is None or (strict and not (whole and read[2].lstrip("-").isdigit())):
            return None
        number = (
            int(read[2]) + (0 if not strict else 1 if read[1] == ">" else -1)
            if read[2].lstrip("-").isdigit()
            else read[2]
        )
        found["paling kecil" if read[1].startswith(">") else "paling besar"] = number
    return found
