# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form's file, read; every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from teduh.procedure.forms import expressions
from teduh.procedure.forms.bands import BandError, read_bands
from teduh.procedure.forms.checking import resolve
from teduh.procedure.forms.expressions import Expression, FormulaError
from teduh.procedure.forms.keywords import FIELD_KEYS, FORM_KEYS, KINDS_OF, SECTION_KEYS, kind_words
from teduh.procedure.forms.values import (
    FACTS,
    FILES_ACCEPTED,
    IN_ROWS,
    KINDS,
    LARGEST_FILE,
    PER,
    ROWS,
    YES_NO,
    Band,
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

_OR_YES = {"wajib": "; `ya`, `tidak`"}
_YES = {"ya": True, "tidak": False}
_CODE = re.compile(r"[a-z0-9_]+")
_NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,6})?")
_POINTS = re.compile(r"-?\d{1,6}([.,]\d{1,3})?")


def parse(
    node: yaml.Node | None, *, file: str, codelists: CodeLists | None = None
) -> tuple[Form | None, list[Problem]]:
    """The form that a file holds, and every problem in it. The form is None where a problem stops its use."""
    reader = _Reader(file, codelists or {})
    if not isinstance(node, yaml.Mapping):
        reader.add(
            "F1", 0, "berkas formulir diawali `judul` dan `bagian`", "a form's file begins with `judul` and `bagian`"
        )
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

    def add(self, rule: str, line: int, indonesian: str, english: str) -> None:
        self.problems.append(Problem(self.file, line, rule, Message(indonesian, english)))

    def form(self, node: yaml.Mapping) -> Form:
        self.known(node, FORM_KEYS)
        title = self.text(node, "judul")
        if not title:
            self.add("F1", node.line, "`judul` wajib ditulis", "`judul` is required")
        stem = self.file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".yaml")
        code = self.text(node, "kode") or stem
        if slug(code) != slug(stem):
            self.add(
                "F4",
                node.line_of("kode"),
                f"`kode` harus sama dengan nama berkas: {stem}",
                f"`kode` must equal the file's name: {stem}",
            )
        sections = tuple(self.section(one) for one in yaml.items(node.get("bagian")) if self.is_mapping(one, "bagian"))
        if not sections:
            self.add("F1", node.line, "`bagian` wajib ditulis", "`bagian` is required")
        version = self.text(node, "versi") or "1"
        if not version.isdecimal():
            self.add("F15", node.line_of("versi"), "`versi` adalah bilangan bulat", "`versi` is a whole number")
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
        self.known(node, SECTION_KEYS)
        condition = self.condition(node, "bila")
        fields = tuple(self.field(one) for one in yaml.items(node.get("isian")))
        if not fields:
            self.add("F1", node.line, "bagian ini tidak memuat `isian`", "this section has no `isian`")
        return Section(self.text(node, "judul"), fields, condition, self.text(node, "bantuan"), node.line)

    # One field

    def field(self, node: yaml.Node, *, rows: bool = False) -> Field:
        if isinstance(node, yaml.Text):
            return self.keep(Field(slug(node.value), node.value, line=node.line))
        if not self.is_mapping(node, "isian"):
            return Field("", "")
        assert isinstance(node, yaml.Mapping)
        self.known(node, FIELD_KEYS)
        text = self.text(node, "isian")
        if not text:
            self.add("F1", node.line, "`isian` wajib ditulis: pertanyaannya", "`isian` is required: the question")
        kind = self.word(node, "jenis", KINDS, Kind.TEXT)
        self.fits(node, kind, rows=rows)
        code = _code(self.text(node, "kode") or text)
        least, most = self.limits(node, kind)
        required, required_when = self.required(node)
        source, formula = self.formula(node, kind)
        bands = self.bands(node, kind)
        return self.keep(
            Field(
                code=code,
                text=text,
                kind=kind,
                options=self.options(node, kind),
                required=required,
                required_when=required_when,
                condition=self.condition(node, "bila"),
                help=self.text(node, "bantuan"),
                fact=self.fact(node, kind, code, bands),
                day_of=self.day_of(node, kind),
                unit=self.text(node, "satuan"),
                least=least,
                most=most,
                whole=self.word(node, "bulat", _YES, default=False),
                accepts=self.accepts(node, kind),
                formula=formula,
                source=source,
                bands=bands,
                columns=self.columns(node, kind),
                rows=_options(node.get("baris")),
                line=node.line,
            ),
        )

    def keep(self, one: Field) -> Field:
        if not one.code and one.text:
            self.add("F6", one.line, "beri isian ini `kode`: huruf dan angka", "give this field a `kode` of letters")
        if slug(one.code) in self.above:
            self.add(
                "F6",
                one.line,
                f'isian "{one.code}" ada dua. Beri `kode` yang lain',
                f'two fields are called "{one.code}". Give one another `kode`',
            )
        self.above[slug(one.code)] = one
        return one

    def fits(self, node: yaml.Mapping, kind: Kind, *, rows: bool) -> None:
        """Keywords that belong to other kinds; kinds that cannot stand in a row."""
        for key, kinds in KINDS_OF.items():
            if key in node and kind not in kinds:
                words = kind_words(kinds)
                self.add(
                    "F3",
                    node.line_of(key),
                    f"`{key}` hanya untuk jenis {words}",
                    f"`{key}` belongs to these kinds only: {words}",
                )
        if rows and kind not in IN_ROWS:
            self.add(
                "F14",
                node.line_of("jenis"),
                "jenis ini tidak dapat menjadi kolom. Jadikan isian tersendiri",
                "this kind cannot be a column. Make it a field of its own",
            )
        if rows and "fakta" in node:
            self.add("F10", node.line_of("fakta"), "kolom tidak dapat menjadi fakta", "a column cannot become a fact")

    def columns(self, node: yaml.Mapping, kind: Kind) -> tuple[Field, ...]:
        """The columns see one another only."""
        outside, self.above = self.above, {}
        found = tuple(self.field(one, rows=True) for one in yaml.items(node.get("kolom")))
        self.above = outside
        if kind in ROWS and not found:
            self.add("F14", node.line, "tulis `kolom`: isian setiap baris", "write `kolom`: the fields of each row")
        return found

    def options(self, node: yaml.Mapping, kind: Kind) -> tuple[Option, ...]:
        if kind is Kind.YES_NO:
            return YES_NO
        if kind not in KINDS_OF["pilihan"]:
            return ()
        named = self.text(node, "daftar")
        if named:
            found = self.codelists.get(named) or self.codelists.get(slug(named))
            if found is None:
                near = nearest(named, self.codelists)
                self.add(
                    "F8",
                    node.line_of("daftar"),
                    f'daftar "{named}" tidak ada' + (f". Mungkin maksudnya `{near}`?" if near else ""),
                    f'there is no code list "{named}"' + (f". Perhaps you mean `{near}`?" if near else ""),
                )
            return found or ()
        written = node.get("pilihan")
        options = self.scores(node) if kind is Kind.SCORE else _options(written)
        if not options:
            self.add("F7", node.line, "tulis `pilihan` atau `daftar`", "write `pilihan` or `daftar`")
        if len({one.code for one in options}) < len(options):
            self.add("F7", node.line_of("pilihan"), "ada pilihan yang sama", "two options are the same")
        return options

    def scores(self, node: yaml.Mapping) -> tuple[Option, ...]:
        """`{Tidak pernah: 0, Kadang kadang: 1}`: the words with their points."""
        found: list[Option] = []
        for one in yaml.items(node.get("pilihan")):
            for entry in one.entries if isinstance(one, yaml.Mapping) else ():
                said = entry.value.value if isinstance(entry.value, yaml.Text) else ""
                if not _POINTS.fullmatch(said):
                    self.add(
                        "F7",
                        entry.line,
                        f'tulis nilainya sebagai bilangan: "{entry.key}: 2"',
                        f'write its points as a number: "{entry.key}: 2"',
                    )
                    continue
                found.append(Option(_code(entry.key), entry.key, _plain_number(said)))
        return tuple(found)

    def required(self, node: yaml.Mapping) -> tuple[bool, Condition | None]:
        """`wajib: ya`, or only where something holds: `wajib: {bahaya: ya}`, `wajib: umur < 18`."""
        written = node.get("wajib")
        if isinstance(written, yaml.Text) and slug(written.value) in _YES:
            return _YES[slug(written.value)], None
        return False, self.condition(node, "wajib")

    def limits(self, node: yaml.Mapping, kind: Kind) -> tuple[int | float | None, int | float | None]:
        least, most = (self.number(node, key) for key in ("paling kecil", "paling besar"))
        if least is not None and most is not None and least > most:
            self.add(
                "F15",
                node.line_of("paling besar"),
                "`paling kecil` lebih besar daripada `paling besar`",
                "`paling kecil` is more than `paling besar`",
            )
        if kind is Kind.FILE and most is not None and not 0 < most <= LARGEST_FILE:
            self.add(
                "F15",
                node.line_of("paling besar"),
                f"berkas paling besar {LARGEST_FILE} MB",
                f"a file has at most {LARGEST_FILE} MB",
            )
        return least, most

    def number(self, node: yaml.Mapping, key: str) -> int | float | None:
        said = self.text(node, key)
        if said and not _NUMBER.fullmatch(said):
            self.add(
                "F15", node.line_of(key), f"`{key}` adalah bilangan, misalnya 120", f"`{key}` is a number, such as 120"
            )
            return None
        return _plain_number(said) if said else None

    def accepts(self, node: yaml.Mapping, kind: Kind) -> tuple[str, ...]:
        words = [one.value for one in yaml.items(node.get("terima")) if isinstance(one, yaml.Text)]
        for word in words:
            if slug(word) not in FILES_ACCEPTED:
                names = ", ".join(FILES_ACCEPTED)
                self.add(
                    "F5", node.line_of("terima"), f"`terima` salah satu dari: {names}", f"`terima` is one of: {names}"
                )
        chosen = words or (list(FILES_ACCEPTED) if kind is Kind.FILE else [])
        return tuple(media for word in chosen for media in FILES_ACCEPTED.get(slug(word), ()))

    def fact(self, node: yaml.Mapping, kind: Kind, code: str, bands: tuple[Band, ...]) -> str:
        said = self.text(node, "fakta")
        if not said or slug(said) == "tidak":
            return ""
        if kind is Kind.CALCULATED and not bands:
            self.add(
                "F10", node.line_of("fakta"), "hasil menjadi fakta melalui `arti`", "a result is a fact through `arti`"
            )
        if slug(said) == "ya":
            return code if code in LEGAL_FACTS else slug(code)
        return FACTS.get(slug(said), slug(said))

    def day_of(self, node: yaml.Mapping, kind: Kind) -> str:
        said = self.text(node, "saat")
        asked = self.above.get(slug(said))
        if said and kind is Kind.DATE and (asked is None or not asked.fact):
            self.add(
                "F10",
                node.line_of("saat"),
                "`saat` menyebut isian di atasnya yang menjadi fakta",
                "`saat` names a field above it that becomes a fact",
            )
        return asked.fact if said and asked else ""

    # Formulas and conditions

    def formula(self, node: yaml.Mapping, kind: Kind) -> tuple[str, Expression | None]:
        source = self.text(node, "rumus")
        if kind is not Kind.CALCULATED:
            return "", None
        if not source:
            self.add("F11", node.line, "tulis `rumus`", "write `rumus`")
            return "", None
        return source, self.expression(source, node.line_of("rumus"))

    def expression(self, source: str, line: int) -> Expression | None:
        try:
            read = expressions.parse(source)
        except FormulaError as wrong:
            self.add("F11", line, wrong.message.id, wrong.message.en)
            return None
        found, problems = resolve(read, self.above)
        for problem in problems:
            self.add("F12", line, problem.id, problem.en)
        return found

    def bands(self, node: yaml.Mapping, kind: Kind) -> tuple[Band, ...]:
        written = node.get("arti")
        if written is None or kind is not Kind.CALCULATED:
            return ()
        if not isinstance(written, yaml.Mapping):
            self.add("F13", node.line_of("arti"), "`arti` ditulis {0-7: Rendah}", "`arti` is written {0-7: Low}")
            return ()
        try:
            return read_bands([(entry.key, *_coded(entry.value)) for entry in written.entries])
        except BandError as wrong:
            line = written.entries[wrong.place].line if written.entries else written.line
            self.add("F13", line, wrong.message.id, wrong.message.en)
            return ()

    def condition(self, node: yaml.Mapping, key: str) -> Condition | None:
        written = node.get(key)
        if written is None:
            return None
        if isinstance(written, yaml.Text) and not self.is_stray(written.value):
            formula = self.expression(written.value.strip(), written.line)
            return Condition(formula=formula, source=written.value.strip())
        if not isinstance(written, yaml.Mapping):
            self.add(
                "F9",
                node.line_of(key),
                f"`{key}` ditulis {{isian: jawaban}}, atau sebagai rumus" + _OR_YES.get(key, ""),
                f"`{key}` is written {{field: answer}}, or as a formula" + _OR_YES.get(key, ""),
            )
            return None
        found: list[tuple[str, tuple[str, ...]]] = []
        for entry in written.entries:
            asked = self.above.get(slug(entry.key))
            values = [one.value for one in yaml.items(entry.value) if isinstance(one, yaml.Text)]
            if asked is None or not asked.coded:
                self.add(
                    "F9",
                    entry.line,
                    f'"{entry.key}" bukan isian pilihan di atasnya',
                    f'"{entry.key}" is no choice asked above',
                )
                continue
            known = {slug(one.code): one.code for one in asked.codes} | {
                slug(one.text): one.code for one in asked.codes
            }
            for value in values:
                if slug(value) not in known:
                    names = ", ".join(one.code for one in asked.codes)
                    self.add(
                        "F9",
                        entry.line,
                        f'"{value}" bukan jawaban {asked.code}. Yang ada: {names}',
                        f'"{value}" is no answer of {asked.code}. There are: {names}',
                    )
            found.append((asked.code, tuple(known[slug(value)] for value in values if slug(value) in known)))
        return Condition(tuple(found))

    def is_stray(self, text: str) -> bool:
        """A single word that is no field: meant as something else than a formula."""
        return not text.strip() or (slug(text) == text.strip() and slug(text) not in self.above)

    # Plain reading

    def known(self, node: yaml.Mapping, keys: tuple[str, ...]) -> None:
        for entry in node.entries:
            if entry.key not in keys:
                near = nearest(entry.key, keys)
                self.add(
                    "F2",
                    entry.line,
                    f"kata kunci `{entry.key}` tidak dikenal" + (f". Mungkin maksudnya `{near}`?" if near else ""),
                    f"unknown keyword `{entry.key}`" + (f". Perhaps you mean `{near}`?" if near else ""),
                )

    def is_mapping(self, node: yaml.Node, word: str) -> bool:
        if isinstance(node, yaml.Mapping):
            return True
        self.add(
            "F1", node.line, f"isi `{word}` ditulis dengan kata kunci", f"an entry of `{word}` is written with keywords"
        )
        return False

    def text(self, node: yaml.Mapping, key: str) -> str:
        value = node.get(key)
        if value is None or isinstance(value, yaml.Text):
            return value.value.strip() if value else ""
        self.add("F1", node.line_of(key), f"`{key}` adalah satu teks", f"`{key}` is one text")
        return ""

    def word(self, node: yaml.Mapping, key: str, words: Mapping[str, T], default: T) -> T:
        said = slug(self.text(node, key))
        if said and said not in words:
            names = ", ".join(one.replace("-", " ") for one in words)
            self.add("F5", node.line_of(key), f"`{key}` salah satu dari: {names}", f"`{key}` is one of: {names}")
        return words.get(said, default)


def _code(text: str) -> str:
    """A code as written where it is one already (`risk_reason`), else the slug."""
    return text if _CODE.fullmatch(text) else slug(text)


def _plain_number(said: str) -> int | float:
    number = float(said.replace(",", "."))
    return int(number) if number.is_integer() else number


def _coded(node: yaml.Node) -> tuple[str, str]:
    """`Tinggi`, or `{high: Tinggi}`: a code with its words."""
    option = next(iter(_options(node)), Option("", ""))
    return option.code, option.text


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
