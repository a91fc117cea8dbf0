# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms as data: what a form asks, which questions show, which are still missing, what an answer is worth.

A form is one file, `catalogue/forms/<kode>.yaml`, written by staff without programming. Names are compared by slug.

    kode: form-penerimaan                # equals the file's name
    judul: Form Penerimaan
    versi: 1                             # whole number; 1 unless said
    tiap: klien                          # kasus (default), klien, terlapor: filled once for each of them
    keterangan: Diisi saat laporan diterima
    bagian:
      - judul: Identitas klien
        bantuan: Tanyakan dengan tenang; boleh tidak diketahui
        isian:
          - isian: Nama lengkap          # the question; a plain text alone is a field of kind `teks`
            wajib: ya                    # must be answered, be it with "tidak diketahui"
          - isian: Tanggal lahir
            jenis: tanggal
          - isian: Hubungan pelapor dengan klien
            kode: hubungan               # short name; otherwise the slug of the question
            jenis: pilihan
            pilihan: [diri sendiri, keluarga, tetangga, lainnya]
          - isian: Sebutkan
            kode: hubungan lain
            bila: {hubungan: lainnya}
      - judul: Kejadian
        isian:
          - isian: Bentuk kekerasan
            jenis: beberapa
            pilihan: {physical: Fisik, sexual: Seksual, psychological: Psikis}
            fakta: jenis
          - isian: Apakah klien dalam bahaya sekarang?
            kode: bahaya
            jenis: ya tidak
            fakta: ya
          - Kronologi singkat            # the same as {isian: Kronologi singkat}

| keyword | where | meaning | default |
|---|---|---|---|
| kode | form, field | short name, a slug | file's name; slug of the question |
| judul | form, section | title as printed | required |
| versi | form | whole number | 1 |
| tiap | form | kasus, klien, terlapor | kasus |
| keterangan | form | one or two sentences under the title | none |
| bagian | form | sections in order | required |
| isian | section | its fields in order | required |
| isian | field | the question as asked and printed | required |
| jenis | field | teks, teks panjang, angka, tanggal, pilihan, beberapa, ya tidak | teks |
| pilihan | field | options: texts, or code: text | required for pilihan, beberapa |
| daftar | field | code list of the catalogue, in place of pilihan | none |
| wajib | field | ya / tidak | tidak |
| bila | section, field | shown only where these fields of the form, above it, were answered so | always |
| bantuan | section, field | help under the title or the question | none |
| fakta | field | the coded answer leaves the sealed form as this fact of the case; `ya`: by the field's code | none |

`bila` joins its keys by *and* and the values of one key by *or*, as in a standard. Only `pilihan`, `beberapa` and
`ya tidak` can be a fact; facts stand unsealed in the journal, so give `fakta` only to what steers the procedure or is
counted, and never to what identifies a person.

"Tidak diketahui" is a valid answer everywhere. A cleaned answer is plain data, so that it can be sealed as JSON:
text a string, a number int or float, a date `2015-04-21`, `2015-04` or `2015` with a `~` behind it where it is
"kira-kira" (as in ISO 8601-2), a choice its code, several a list of codes, yes/no `yes` or `no`, and unknown None.
A question without an answer has no entry. Posted fields carry the field's code; beside it `<code>.unknown` says that
the answer is not known, and `<code>.about` that a date is about right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

from teduh.procedure.problems import Message, Problem
from teduh.procedure.standard import yaml
from teduh.procedure.standard.slugs import nearest, slug

T = TypeVar("T")
Answer: TypeAlias = str | int | float | list[str] | None
Answers: TypeAlias = Mapping[str, Answer]
Raw: TypeAlias = Mapping[str, str | Sequence[str]]
CodeLists: TypeAlias = Mapping[str, tuple["Option", ...]]

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 100_000


class Kind(StrEnum):
    TEXT = "text"  # teks
    LONG_TEXT = "long_text"  # teks panjang
    NUMBER = "number"  # angka
    DATE = "date"  # tanggal
    CHOICE = "choice"  # pilihan
    SEVERAL = "several"  # beberapa
    YES_NO = "yes_no"  # ya tidak


KINDS: Mapping[str, Kind] = {
    "teks": Kind.TEXT,
    "teks-panjang": Kind.LONG_TEXT,
    "angka": Kind.NUMBER,
    "tanggal": Kind.DATE,
    "pilihan": Kind.CHOICE,
    "beberapa": Kind.SEVERAL,
    "ya-tidak": Kind.YES_NO,
}
CODED = frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO})


class Per(StrEnum):
    """For whom a form is filled: once, or once for each of them."""

    CASE = "case"  # kasus
    CLIENT = "client"  # klien
    ALLEGED = "alleged"  # terlapor


_PER: Mapping[str, Per] = {"kasus": Per.CASE, "klien": Per.CLIENT, "terlapor": Per.ALLEGED}
# The names that `fakta` gives to facts that the standards' `bila` knows too.
FACTS: Mapping[str, str] = {
    "kanal": "channel",
    "bentuk": "form",
    "pelapor": "reporter",
    "risiko": "risk",
    "jenis": "kind",
    "klien": "client",
    "wilayah": "region",
    "persetujuan": "consent",
    "kekerasan": "violence",
    "kekerasan-seksual": "sexual_violence",
}


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    text: str


YES_NO = (Option("yes", "Ya"), Option("no", "Tidak"))


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown only where these fields were answered so: keys joined by *and*, values by *or*."""

    answers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Field:
    code: str
    text: str
    kind: Kind = Kind.TEXT
    options: tuple[Option, ...] = ()
    required: bool = False
    condition: Condition | None = None
    help: str = ""
    fact: str = ""  # name of the fact that the answer becomes, or ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    fields: tuple[Field, ...]
    condition: Condition | None = None
    help: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    code: str
    title: str
    sections: tuple[Section, ...]
    version: int = 1
    per: Per = Per.CASE
    text: str = ""
    facts: frozenset[str] = field(default_factory=frozenset)  # names of the facts that its answers become

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for section in self.sections for one in section.fields)

    def field(self, code: str) -> Field | None:
        return next((one for one in self.fields if one.code == code), None)


# Reading a form's file --------------------------------------------------------------------------------------------

_FORM_KEYS = ("kode", "judul", "versi", "tiap", "keterangan", "bagian")
_SECTION_KEYS = ("judul", "bila", "bantuan", "isian")
_FIELD_KEYS = ("isian", "kode", "jenis", "pilihan", "daftar", "wajib", "bila", "bantuan", "fakta")
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
            per=self.word(node, "tiap", _PER, Per.CASE),
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
        return slug(code) if slug(said) == "ya" else FACTS.get(slug(said), slug(said))

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


# Using a form -----------------------------------------------------------------------------------------------------


def shown(form: Form, answers: Answers) -> tuple[Field, ...]:
    """The questions to show, given what was answered so far. A question hidden above hides what depends on it."""
    found: dict[str, Field] = {}
    for section in form.sections:
        if not _holds(section.condition, found, answers):
            continue
        for one in section.fields:
            if _holds(one.condition, found, answers):
                found[one.code] = one
    return tuple(found.values())


def _holds(condition: Condition | None, above: Mapping[str, Field], answers: Answers) -> bool:
    if condition is None:
        return True
    for code, wanted in condition.answers:
        given = answers.get(code) if code in above else None
        values = given if isinstance(given, list) else [given]
        if not any(value in wanted for value in values):
            return False
    return True


def missing(form: Form, answers: Answers) -> tuple[Field, ...]:
    """The shown, required questions that nobody has answered yet. "Tidak diketahui" is an answer."""
    return tuple(one for one in shown(form, answers) if one.required and one.code not in answers)


def clean(form: Form, raw: Raw) -> tuple[dict[str, Answer], dict[str, Message]]:
    """Posted fields as (answers, errors by field), answers of hidden questions left out. See the head of this module.

    A required question without an answer is no error here: a form is saved as it is typed. Ask `missing` to finish it.
    """
    answers: dict[str, Answer] = {}
    errors: dict[str, Message] = {}
    for one in form.fields:
        given = _given(raw, one.code)
        if _given(raw, f"{one.code}.unknown"):
            answers[one.code] = None
        elif given:
            value = _CLEANERS[one.kind](one, given, bool(_given(raw, f"{one.code}.about")))
            if isinstance(value, Message):
                errors[one.code] = value
            else:
                answers[one.code] = value
    kept = {one.code for one in shown(form, answers)}
    return (
        {code: value for code, value in answers.items() if code in kept},
        {code: error for code, error in errors.items() if code in kept},
    )


def _given(raw: Raw, name: str) -> list[str]:
    """What was posted under that name, empty texts left out; NUL and other control signs never get in."""
    value = raw.get(name, ())
    values = [value] if isinstance(value, str) else list(value)
    return [cleaned for one in values if (cleaned := _CONTROL.sub("", one).strip())]


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def _clean_text(one: Field, given: list[str], about: bool) -> Answer | Message:
    longest = LONGEST_TEXT if one.kind is Kind.TEXT else LONGEST_LONG_TEXT
    if len(given[0]) > longest:
        return Message(f"Terlalu panjang: paling banyak {longest} huruf", f"Too long: at most {longest} characters")
    return given[0]


def _clean_number(one: Field, given: list[str], about: bool) -> Answer | Message:
    """`1.250` and `1250` are the same whole number, `1,5` has a decimal: numbers as Indonesia writes them."""
    said = given[0].replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", said):
        said = said.replace(".", "")
    said = said.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", said):
        return Message("Tulis bilangan, misalnya 3 atau 1,5", "Write a number, such as 3 or 1,5")
    return float(said) if "." in said else int(said)


_DATE = re.compile(r"(?:(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ])?(\d{4})(~?)")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(~?)")


def _clean_date(one: Field, given: list[str], about: bool) -> Answer | Message:
    """`2015-04-21`, `21-04-2015`, `4/2015` or `2015`: as much as is known."""
    said = given[0]
    if found := _ISO_DATE.fullmatch(said):
        year, month, day, mark = found.groups()
    elif found := _DATE.fullmatch(said):
        day, month, year, mark = found.groups()
    else:
        return _NO_DATE
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return _NO_DATE
    parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
    return "-".join(parts) + ("~" if about or mark else "")


_NO_DATE = Message(
    "Tulis tanggal, misalnya 21-04-2015. Bila hanya tahunnya yang diketahui: 2015",
    "Write a date, such as 21-04-2015. Where only the year is known: 2015",
)


def _clean_choice(one: Field, given: list[str], about: bool) -> Answer | Message:
    codes = {option.code for option in one.options}
    if any(value not in codes for value in given):
        return Message("Pilih dari daftar", "Choose from the list")
    return list(dict.fromkeys(given)) if one.kind is Kind.SEVERAL else given[0]


_CLEANERS = {
    Kind.TEXT: _clean_text,
    Kind.LONG_TEXT: _clean_text,
    Kind.NUMBER: _clean_number,
    Kind.DATE: _clean_date,
    Kind.CHOICE: _clean_choice,
    Kind.SEVERAL: _clean_choice,
    Kind.YES_NO: _clean_choice,
}


def facts(form: Form, answers: Answers) -> dict[str, tuple[str, ...]]:
    """The coded facts that these answers give: for `SetFact`, one each. Unknown takes a fact back: no values.

    A hidden or unanswered question says nothing.
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in shown(form, answers):
        if one.fact and one.code in answers:
            value = answers[one.code]
            values = value if isinstance(value, list) else [] if value is None else [str(value)]
            found[one.fact] = tuple(dict.fromkeys((*found.get(one.fact, ()), *values)))
    return found
