# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a step as a page shows them: with what was answered before, or what was just posted and is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teduh.cases.changedforms import Left
from teduh.cases.procedureviews import language
from teduh.cases.stepforms import Block, Filled, name_of
from teduh.procedure import forms
from teduh.procedure.forms import Answers, Condition, Field, Form, Kind, Option, Settled

FEW = 7  # so many options stand as buttons, more as a list
MANY = 12  # so many ticks stand open, more behind a line that opens


@dataclass(frozen=True, slots=True)
class OptionView:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that was given before: what is posted to keep it, and where it is read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table or of a group that repeats."""

    number: int
    name: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question. `look`: line, lines, number, date, time, buttons, list, ticks, address, file, signature, result,
    rows.

    `when` is its condition in words, and `rule` the same for the script: names of fields with the values that show it.
    Where a formula decides, `asked` says whether it shows now: yes or no. `value` of a result is in words.
    """

    name: str
    text: str
    look: str
    required: bool
    help: str
    value: str
    options: tuple[OptionView, ...]
    unknown: bool
    about: bool
    error: str
    when: str
    rule: str
    asked: str = ""
    wanted: str = ""  # when it must be answered, in words
    unit: str = ""
    place: str = ""  # of an address
    region: str = ""
    files: tuple[FileView, ...] = ()
    accept: str = ""
    rows: tuple[RowView, ...] = ()
    more: bool = False  # rows may be added
    band: str = ""  # the code of what a result means
    lacks: str = ""  # what a result still lacks, in words

    @property
    def described(self) -> str:
        """The ids of what describes the field."""
        parts = [("help", self.help), ("when", self.when), ("error", self.error)]
        return " ".join(f"{self.name}_{part}" for part, there in parts if there)

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)

    @property
    def folded(self) -> bool:
        return self.look == "ticks" and len(self.options) > MANY

    @property
    def may_be_unknown(self) -> bool:
        """Whether a tick stands beside it: every question that has no such option of its own, but a plain line."""
        return self.look not in ("list", "line", "lines", "result") or (self.required and self.look != "list")

    @property
    def all(self) -> tuple[FieldView, ...]:
        """The question, and those of its rows."""
        return (self, *(one for row in self.rows for one in row.fields))


@dataclass(frozen=True, slots=True)
class SectionView:
    id: str
    title: str
    help: str
    when: str
    rule: str
    fields: tuple[FieldView, ...]
    asked: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    key: str
    prefix: str
    title: str
    text: str
    whom: str
    rule: str
    sections: tuple[SectionView, ...]
    wording: str = ""
    left: Left | None = None  # what was typed in questions that the form asks no more

    @property
    def long(self) -> bool:
        """Whether its sections are listed beside the form."""
        return len(self.sections) > 3

    @property
    def sends_files(self) -> bool:
        return any(one.look == "file" for section in self.sections for one in section.fields)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the fields of one block are made from: the posted values by code, what they come to, what is wrong."""

    block: Block
    raw: Mapping[str, list[str]]
    settled: Settled
    errors: Mapping[str, str]


def view(block: Block, answers: Answers, *, filled: Filled | None = None) -> BlockView:
    """A block with what was answered before, or with what was just posted and what is wrong with it."""
    posted = filled.raw.get(block.key) if filled else None
    raw = posted if posted is not None else posted_from(block.form, answers)
    known = forms.clean(block.form, raw)[0]
    page = _Page(block, raw, forms.settle(block.form, known), filled.errors if filled else {})
    return BlockView(
        key=block.key,
        prefix=block.prefix,
        title=block.form.title,
        text=block.form.text,
        whom=block.whom,
        rule=f"{block.chooser}={block.choice}" if block.choice else "",
        wording=block.wording,
        sections=tuple(
            SectionView(
                id=f"{block.prefix}-bagian-{place}",
                title=section.title,
                help=section.help,
                when=words_of(section.condition, block.form.fields),
                rule=rule_of(section.condition, block),
                asked=asked_now(section.condition, any(one.code in page.settled.fields for one in section.fields)),
                fields=tuple(field_view(page, one) for one in section.fields),
            )
            for place, section in enumerate(block.form.sections, start=1)
        ),
    )


def posted_from(form: Form, answers: Answers) -> dict[str, list[str]]:
    """Kept answers as they would have been posted."""
    found: dict[str, list[str]] = {}
    for one in form.fields:
        found |= forms.posted(one, answers)
    return found


def field_view(page: _Page, one: Field, *, before: str = "", beside: tuple[Field, ...] = ()) -> FieldView:
    """`before`: the row that it stands in, `keluarga.1.`; `beside`: the columns of that row."""
    code = f"{before}{one.code}"
    values = [value.replace("\0", "") for value in page.raw.get(code, [])]
    name = name_of(page.block, code)
    view = FieldView(
        name=name,
        text=one.text,
        look=look_of(one),
        required=one.required,
        help=one.help or limits_of(one),
        value=values[0] if values else "",
        options=tuple(
            OptionView(option.code, option_words(one, option), option.code in values) for option in one.options
        ),
        unknown=bool(page.raw.get(f"{code}.unknown")),
        about=bool(page.raw.get(f"{code}.about")),
        error=page.errors.get(name, ""),
        when=words_of(one.condition, beside or page.block.form.fields),
        rule=rule_of(one.condition, page.block, before),
        asked=asked_now(one.condition, before != "" or one.code in page.settled.fields),
        wanted=words_of(one.required_when, beside or page.block.form.fields),
        unit=one.unit,
        accept=",".join(one.accepts),
    )
    match one.kind:
        case Kind.ADDRESS:
            return replace(view, place=first(page.raw, f"{code}.place"), region=first(page.raw, f"{code}.region"))
        case Kind.FILE:
            return replace(view, files=tuple(FileView(*kept_file(value)) for value in values))
        case Kind.CALCULATED:
            return result_view(page, one, view)
        case Kind.TABLE | Kind.GROUP:
            return replace(view, rows=rows_of(page, one), more=not one.rows)
    return view


def first(raw: Mapping[str, list[str]], code: str) -> str:
    return next(iter(raw.get(code, ())), "")


def kept_file(value: str) -> tuple[str, str]:
    """`ID TYPE BYTES NAME` as (id, name)."""
    number, _type, _size, name = (*value.split(" ", 3), "", "", "")[:4]
    return number, name


def result_view(page: _Page, one: Field, view: FieldView) -> FieldView:
    """What a formula comes to so far, and how many of its questions are not answered yet."""
    answer = page.settled.answers.get(one.code)
    lacking = len(forms.unanswered(one, page.settled))
    band = forms.band_of(one, answer)
    lacks = ngettext("%d isian belum dijawab", "%d isian belum dijawab", lacking) % lacking if lacking else ""
    said = "" if answer is None else forms.said(one, answer, language=language())
    return replace(view, value=said, band=band.code if band else "", lacks=lacks)


def rows_of(page: _Page, one: Field) -> tuple[RowView, ...]:
    """The rows that are filled, and an empty one after them; or those that the form names."""
    numbers = [
        int(code.split(".")[1])
        for code, values in page.raw.items()
        if code.startswith(f"{one.code}.") and values and code.split(".")[1].isdigit()
    ]
    last = len(one.rows) or min(max(numbers, default=0) + 1, forms.MOST_ROWS)
    return tuple(
        RowView(
            number,
            one.rows[number - 1].text if one.rows else "",
            tuple(
                field_view(page, column, before=f"{one.code}.{number}.", beside=one.columns) for column in one.columns
            ),
        )
        for number in range(1, last + 1)
    )


LOOKS = {
    Kind.TEXT: "line",
    Kind.LONG_TEXT: "lines",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.SEVERAL: "ticks",
    Kind.ADDRESS: "address",
    Kind.FILE: "file",
    Kind.SIGNATURE: "signature",
    Kind.CALCULATED: "result",
    Kind.TABLE: "rows",
    Kind.GROUP: "rows",
}


def look_of(one: Field) -> str:
    return LOOKS.get(one.kind) or ("buttons" if len(one.options) <= FEW else "list")


def option_words(one: Field, option: Option) -> str:
    """An option of a score says its points, as it does on paper."""
    return f"{option.text} ({forms.written(option.points)})" if one.kind is Kind.SCORE else option.text


def limits_of(one: Field) -> str:
    """What may be given, where the form's own help says nothing."""
    if one.kind is Kind.FILE:
        kinds = _("Foto") if "application/pdf" not in one.accepts else _("Foto atau PDF")
        most = forms.written(one.most or forms.LARGEST_FILE)
        return _("%(kinds)s, paling besar %(most)s MB.") % {"kinds": kinds, "most": most}
    if one.least is not None and one.most is not None:
        between = {"least": forms.written(one.least), "most": forms.written(one.most)}
        return _("%(least)s sampai %(most)s") % between
    return ""


def asked_now(condition: Condition | None, shows: bool) -> str:
    """Of a question that a formula opens: whether it shows now."""
    if condition is None or condition.formula is None:
        return ""
    return "yes" if shows else "no"


def words_of(condition: Condition | None, fields: tuple[Field, ...]) -> str:
    """A condition, for who has no script: `“Hasil” Tercapai kesepakatan`."""
    if condition is None:
        return ""
    if condition.formula is not None:
        return forms.formula_said(condition.formula, fields, language=language())
    said_of: list[str] = []
    for code, wanted in condition.answers:
        asked = next((one for one in fields if one.code == code), None)
        options: dict[str, Option] = {option.code: option for option in asked.codes} if asked else {}
        words = _(" atau ").join(options[value].text if value in options else value for value in wanted)
        said_of.append(f"“{asked.text if asked else code}” {words}")
    return _(" dan ").join(said_of)


def rule_of(condition: Condition | None, block: Block, before: str = "") -> str:
    """The same for the script: `form-code=a|b;form-other=c`."""
    if condition is None:
        return ""
    return ";".join(f"{name_of(block, before + code)}={'|'.join(wanted)}" for code, wanted in condition.answers)


@dataclass(frozen=True, slots=True)
class Live:
    """What a page shows anew after a save: results in words, what they mean, and what a formula hides."""

    results: Mapping[str, tuple[str, str, str]]
    hidden: tuple[str, ...]
    shown: tuple[str, ...]


def live(views: Sequence[BlockView]) -> Live:
    sections = [section for block in views for section in block.sections]
    fields = [one for section in sections for one in section.fields]
    decided = [(one.name, one.asked) for one in fields if one.asked] + [
        (one.id, one.asked) for one in sections if one.asked
    ]
    return Live(
        results={one.name: (one.value, one.band, one.lacks) for one in fields if one.look == "result"},
        hidden=tuple(name for name, asked in decided if asked == "no"),
        shown=tuple(name for name, asked in decided if asked == "yes"),
    )


def with_error(views: Sequence[BlockView], errors: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What is wrong, in the order of the page, as (id of the field, its question, what is wrong)."""
    order: list[tuple[str, str, str]] = []
    for block in views:
        for section in block.sections:
            order += [
                (one.name, one.text, errors[one.name])
                for field in section.fields
                for one in field.all
                if one.name in errors
            ]
    return order
