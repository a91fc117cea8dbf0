# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form's file, read; every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from teduh.procedure.forms.values import (
    CODED,
    FACTS,
    KINDS,
    PER,
    YES_NO,
    CodeLists,
    Condition,
    Field,
    Form,
    Kind,
    Option,
    Per,
    Section,
)
from teduh.procedure.legal import LEGAL_FACTS
from teduh.procedure.problems import Message, Problem
from teduh.procedure.standard import yaml
from teduh.procedure.standard.slugs import nearest, slug

T = TypeVar("T")

_FORM_KEYS = ("kode", "judul", "versi", "tiap", "keterangan", "bagian")
_SECTION_KEYS = ("judul", "bila", "bantuan", "isian")
_FIELD_KEYS = ("isian", "kode", "jenis", "pilihan", "daftar", "wajib", "bila", "bantuan", "fakta", "saat")
_CODE = re.compile(r"[a-z0-9_]+")


def parse(
    node: yaml.Node | None, *, file: str, codelists: CodeLists | None = None
) -> tuple[Form | None, list[Problem]]:
    """The form that a file holds, and every problem in it. The form is None where a problem stops its use."""
    reader = _Reader(file, codelists or {})
    if not isinstance(node, yaml.Mapping):
        reader.add(0, "berkas formulir diawali `judul` dan `bagian`", "a form's file begins with `judul` and `bagian`")
        return None, reader.problems
    form = reader.form(node)
    return (None if reader.problems else form), reader.problems


class _Reader:
    """One file being read: what was found wrong so far, and the fields above."""

    def __init__(self, file: str, codelists: CodeLists) -> None:
        self.file = file
        self.codelists = codelists
        self.problems: list[Problem] = []
        self.above: dict[str, Field] = {}  # by slug of the code

    def add(self, line: int, indonesian: str, english: str) -> None:
        self.problems.append(Problem(self.file, line, "formulir", Message(indonesian, english)))

    def form(self, node: yaml.Mapping) -> Form:
        self.known(node, _FORM_KEYS)
        title = self.text(node, "judul")
        if not title:
            self.add(node.line, "`judul` wajib ditulis", "`judul` is required")
        stem = self.file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".yaml")
        code = self.text(node, "kode") or stem
        if slug(code) != slug(stem):
            self.add(
                node.line_of("kode"),
                f"`kode` harus sama dengan nama berkas: {stem}",
                f"`kode` must equal the file's name: {stem}",
            )
        sections = tuple(self.section(one) for one in yaml.items(node.get("bagian")) if self.is_mapping(one, "bagian"))
        if not sections:
            self.add(node.line, "`bagian` wajib ditulis", "`bagian` is required")
        version = self.text(node, "versi") or "1"
        if not version.isdecimal():
            self.add(node.line_of("versi"), "`versi` adalah bilangan bulat", "`versi` is a whole number")
        fields = [one for section in sections for one in section.fields]
        return Form(
            code=slug(code),
            title=title,
            sections=sections,
            version=int(version) if version.isdecimal() else 1,
            per=self.word(node, "tiap", PER, Per.CASE),
            text=self.text(node, "keterangan"),
            facts=frozenset(one.fact for one in fields if one.fact),
        )

    def section(self, node: yaml.Node) -> Section:
        assert isinstance(node, yaml.Mapping)
        self.known(node, _SECTION_KEYS)
        condition = self.condition(node)
        fields = tuple(self.field(one) for one in yaml.items(node.get("isian")))
        if not fields:
            self.add(node.line, "bagian ini tidak memuat `isian`", "this section has no `isian`")
        return Section(self.text(node, "judul"), fields, condition, self.text(node, "bantuan"), node.line)

    def field(self, node: yaml.Node) -> Field:
        if isinstance(node, yaml.Text):
            return self.keep(Field(slug(node.value), node.value, line=node.line))
        if not self.is_mapping(node, "isian"):
            return Field("", "")
        assert isinstance(node, yaml.Mapping)
        self.known(node, _FIELD_KEYS)
        text = self.text(node, "isian")
        if not text:
            self.add(node.line, "`isian` wajib ditulis: pertanyaannya", "`isian` is required: the question")
        kind = self.word(node, "jenis", KINDS, Kind.TEXT)
        code = _code(self.text(node, "kode") or text)
        return self.keep(
            Field(
                code=code,
                text=text,
                kind=kind,
                options=self.options(node, kind),
                required=self.word(node, "wajib", {"ya": True, "tidak": False}, default=False),
                condition=self.condition(node),
                help=self.text(node, "bantuan"),
                fact=self.fact(node, kind, code),
                day_of=self.day_of(node, kind),
                line=node.line,
            ),
        )

    def keep(self, one: Field) -> Field:
        if slug(one.code) in self.above:
            self.add(
                one.line,
                f'isian "{one.code}" ada dua. Beri `kode` yang lain',
                f'two fields are called "{one.code}". Give one another `kode`',
            )
        self.above[slug(one.code)] = one
        return one

    def options(self, node: yaml.Mapping, kind: Kind) -> tuple[Option, ...]:
        if kind is Kind.YES_NO:
            return YES_NO
        written = node.get("pilihan")
        named = self.text(node, "daftar")
        if kind not in CODED:
            if written is not None or named:
                self.add(
                    node.line,
                    "`pilihan` dan `daftar` hanya untuk jenis pilihan dan beberapa",
                    "`pilihan` and `daftar` belong to the kinds pilihan and beberapa only",
                )
            return ()
        if named:
            found = self.codelists.get(named) or self.codelists.get(slug(named))
            if found is None:
                near = nearest(named, self.codelists)
                self.add(
                    node.line_of("daftar"),
                    f'daftar "{named}" tidak ada' + (f". Mungkin maksudnya `{near}`?" if near else ""),
                    f'there is no code list "{named}"' + (f". Perhaps you mean `{near}`?" if near else ""),
                )
            return found or ()
        options = _options(written)
        if not options:
            self.add(node.line, "tulis `pilihan` atau `daftar`", "write `pilihan` or `daftar`")
        if len({one.code for one in options}) < len(options):
            self.add(node.line_of("pilihan"), "ada pilihan yang sama", "two options are the same")
        return options

    def fact(self, node: yaml.Mapping, kind: Kind, code: str) -> str:
        said = self.text(node, "fakta")
        if not said or slug(said) == "tidak":
            return ""
        if kind not in CODED:
            self.add(
                node.line_of("fakta"),
                "hanya pilihan, beberapa, dan ya tidak yang dapat menjadi fakta",
                "only pilihan, beberapa and ya tidak can become a fact",
            )
            return ""
        if slug(said) == "ya":
            return code if code in LEGAL_FACTS else slug(code)
        return FACTS.get(slug(said), slug(said))

    def day_of(self, node: yaml.Mapping, kind: Kind) -> str:
        said = self.text(node, "saat")
        asked = self.above.get(slug(said))
        if said and (kind is not Kind.DATE or asked is None or not asked.fact):
            self.add(
                node.line_of("saat"),
                "`saat` ditulis pada tanggal, dan menyebut isian di atasnya yang menjadi fakta",
                "`saat` belongs to a date, and names a field above it that becomes a fact",
            )
        return asked.fact if said and asked else ""

    def condition(self, node: yaml.Mapping) -> Condition | None:
        written = node.get("bila")
        if written is None:
            return None
        if not isinstance(written, yaml.Mapping):
            self.add(node.line_of("bila"), "`bila` ditulis {isian: jawaban}", "`bila` is written {field: answer}")
            return None
        found: list[tuple[str, tuple[str, ...]]] = []
        for entry in written.entries:
            asked = self.above.get(slug(entry.key))
            values = [one.value for one in yaml.items(entry.value) if isinstance(one, yaml.Text)]
            if asked is None or asked.kind not in CODED:
                self.add(
                    entry.line,
                    f'"{entry.key}" bukan isian pilihan di atasnya',
                    f'"{entry.key}" is no choice asked above',
                )
                continue
            known = {slug(one.code): one.code for one in asked.options} | {
                slug(one.text): one.code for one in asked.options
            }
            for value in values:
                if slug(value) not in known:
                    names = ", ".join(one.code for one in asked.options)
                    self.add(
                        entry.line,
                        f'"{value}" bukan jawaban {asked.code}. Yang ada: {names}',
                        f'"{value}" is no answer of {asked.code}. There are: {names}',
                    )
            found.append((asked.code, tuple(known[slug(value)] for value in values if slug(value) in known)))
        return Condition(tuple(found))

    def known(self, node: yaml.Mapping, keys: tuple[str, ...]) -> None:
        for entry in node.entries:
            if entry.key not in keys:
                near = nearest(entry.key, keys)
                self.add(
                    entry.line,
                    f"kata kunci `{entry.key}` tidak dikenal" + (f". Mungkin maksudnya `{near}`?" if near else ""),
                    f"unknown keyword `{entry.key}`" + (f". Perhaps you mean `{near}`?" if near else ""),
                )

    def is_mapping(self, node: yaml.Node, word: str) -> bool:
        if isinstance(node, yaml.Mapping):
            return True
        self.add(node.line, f"isi `{word}` ditulis dengan kata kunci", f"an entry of `{word}` is written with keywords")
        return False

    def text(self, node: yaml.Mapping, key: str) -> str:
        value = node.get(key)
        if value is None or isinstance(value, yaml.Text):
            return value.value.strip() if value else ""
        self.add(node.line_of(key), f"`{key}` adalah satu teks", f"`{key}` is one text")
        return ""

    def word(self, node: yaml.Mapping, key: str, words: Mapping[str, T], default: T) -> T:
        said = slug(self.text(node, key))
        if said and said not in words:
            names = ", ".join(one.replace("-", " ") for one in words)
            self.add(node.line_of(key), f"`{key}` salah satu dari: {names}", f"`{key}` is one of: {names}")
        return words.get(said, default)


def _code(text: str) -> str:
    """A code as written where it is one already (`risk_reason`), else the slug."""
    return text if _CODE.fullmatch(text) else slug(text)


def _options(written: yaml.Node | None) -> tuple[Option, ...]:
    """`[keluarga, tetangga]`, or `{family: Keluarga}`: texts, or codes with their texts."""
    found: list[Option] = []
    for one in yaml.items(written):
        if isinstance(one, yaml.Text):
            found.append(Option(_code(one.value), one.value))
        elif isinstance(one, yaml.Mapping):
            found += [
                Option(_code(entry.key), entry.value.value if isinstance(entry.value, yaml.Text) else entry.key)
                for entry in one.entries
            ]
    return tuple(found)
