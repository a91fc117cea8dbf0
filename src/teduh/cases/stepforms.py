# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a step as a page shows them: made from the catalogue's forms, from drafts and from what was posted.

A posted field is named `<form>-<code>`; `<form>-<code>.unknown` says that the answer is not known, `.about` that a date
is about right. In a group of circles the answer `?` is the unknown. A form that is filled once for each client stands
once for each of them, its key followed by `@` and the participant's number from the second on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from teduh.procedure import forms
from teduh.procedure.forms import Answer, Answers, Condition, Field, Form, Kind, Option, Per
from teduh.procedure.problems import Message

UNKNOWN_SIGN = "?"
FEW = 7  # so many options stand as buttons, more as a list
MANY = 12  # so many ticks stand open, more behind a line that opens
LETTER = "letter:"  # the key of a paper's questions among the answers of a step


class Posted(Protocol):
    """What a request brought: Django's QueryDict."""

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Block:
    """One form to be filled at a step, for one person where it is filled for each. `key` names it in posted fields."""

    key: str
    form: Form
    whom: str = ""
    choice: str = ""  # the product that these questions belong to, where one of several is chosen
    chooser: str = ""  # the posted name of that choice

    @property
    def prefix(self) -> str:
        return self.key.replace(":", "-").replace("@", "-")


@dataclass(frozen=True, slots=True)
class OptionView:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question. `look`: line, lines, number, date, buttons, list, ticks. `when` is its condition in words, and
    `rule` the same for the script: names of fields with the values that show it."""

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
    def asks_unknown(self) -> bool:
        """Whether "Tidak diketahui" stands beside it: where an answer is required, or is one of a group."""
        return self.required or self.look in ("buttons", "list", "ticks")


@dataclass(frozen=True, slots=True)
class SectionView:
    id: str
    title: str
    help: str
    when: str
    rule: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    key: str
    prefix: str
    title: str
    text: str
    whom: str
    rule: str
    sections: tuple[SectionView, ...]

    @property
    def long(self) -> bool:
        """Whether its sections are listed beside the form."""
        return len(self.sections) > 3


@dataclass(frozen=True, slots=True)
class Filled:
    """What was posted, read: the answers by block, and what is wrong by the posted name of the field."""

    answers: Mapping[str, dict[str, Answer]]
    errors: Mapping[str, str]
    raw: Mapping[str, dict[str, list[str]]]


# Which blocks a step has -------------------------------------------------------------------------------------------


def for_each(form: Form, people: Sequence[tuple[int, str, str]]) -> list[Block]:
    """A form once, or once for each client or alleged perpetrator. `people` are (number, part, masked name)."""
    parts = {Per.CLIENT: "client", Per.ALLEGED: "alleged"}
    whose = [(number, mask) for number, part, mask in people if part == parts.get(form.per)]
    if len(whose) < 2:
        return [Block(form.code, form)]
    return [
        Block(form.code if place == 0 else f"{form.code}@{number}", form, whom=mask)
        for place, (number, mask) in enumerate(whose)
    ]


def for_paper(form: Form, product: str, *, chooser: str = "") -> Block:
    """The questions of a paper that the step makes; `chooser` names the field where it is chosen among others."""
    return Block(f"{LETTER}{product}", form, choice=product if chooser else "", chooser=chooser)


# Reading what was posted -------------------------------------------------------------------------------------------


def read(blocks: Iterable[Block], posted: Posted, *, finishing: bool, products: Sequence[str] = ()) -> Filled:
    """The answers of every block; a required question without an answer is wrong only when the step is to be finished.

    Questions of a paper that was not chosen are not asked.
    """
    answers: dict[str, dict[str, Answer]] = {}
    errors: dict[str, str] = {}
    raws: dict[str, dict[str, list[str]]] = {}
    for block in blocks:
        raw = raw_of(block, posted)
        given, wrong = forms.clean(block.form, raw)
        answers[block.key], raws[block.key] = given, raw
        if block.choice and block.choice not in products:
            continue
        errors |= {name_of(block, code): said(message) for code, message in wrong.items()}
        if finishing:
            for one in forms.missing(block.form, given):
                errors.setdefault(name_of(block, one.code), missing_words(one))
    return Filled(answers, errors, raws)


def raw_of(block: Block, posted: Posted) -> dict[str, list[str]]:
    """The block's posted fields by code, as the core takes them: the sign of the unknown told apart from an answer."""
    raw: dict[str, list[str]] = {}
    for one in block.form.fields:
        name = name_of(block, one.code)
        values = posted.getlist(name)
        unknown = posted.getlist(f"{name}.unknown")
        if UNKNOWN_SIGN in values and one.kind in forms.CODED:
            values, unknown = [value for value in values if value != UNKNOWN_SIGN], [UNKNOWN_SIGN]
        raw[one.code] = values
        # An answer that was typed weighs more than a tick that was forgotten.
        if unknown and not any(value.strip() for value in values):
            raw[f"{one.code}.unknown"] = unknown
        if posted.getlist(f"{name}.about"):
            raw[f"{one.code}.about"] = ["1"]
    return raw


def facts_of(blocks: Iterable[Block], answers: Mapping[str, Answers]) -> dict[str, tuple[str, ...]]:
    """The coded facts that leave the forms; several forms that tell of one fact are taken together."""
    found: dict[str, tuple[str, ...]] = {}
    for block in blocks:
        for name, values in forms.facts(block.form, answers.get(block.key, {})).items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *values)))
    return {name: values[:1] if name == "risk" else values for name, values in found.items()}


def name_of(block: Block, code: str) -> str:
    return f"{block.prefix}-{code}"


def missing_words(one: Field) -> str:
    if one.kind in forms.CODED:
        return _("Pilih satu, atau “Tidak diketahui”.")
    return _("Isi, atau pilih “Tidak diketahui”.")


def said(message: Message) -> str:
    return message.text("en" if get_language() == "en" else "id")


# Showing ------------------------------------------------------------------------------------------------------------


def view(block: Block, answers: Answers, *, filled: Filled | None = None) -> BlockView:
    """A block with what was answered before, or with what was just posted and what is wrong with it."""
    raw = filled.raw.get(block.key) if filled else None
    errors = filled.errors if filled else {}
    return BlockView(
        key=block.key,
        prefix=block.prefix,
        title=block.form.title,
        text=block.form.text,
        whom=block.whom,
        rule=f"{block.chooser}={block.choice}" if block.choice else "",
        sections=tuple(
            SectionView(
                id=f"{block.prefix}-bagian-{place}",
                title=section.title,
                help=section.help,
                when=words_of(section.condition, block.form),
                rule=rule_of(section.condition, block),
                fields=tuple(field_view(block, one, answers, raw, errors) for one in section.fields),
            )
            for place, section in enumerate(block.form.sections, start=1)
        ),
    )


def field_view(
    block: Block,
    one: Field,
    answers: Answers,
    raw: Mapping[str, list[str]] | None,
    errors: Mapping[str, str],
) -> FieldView:
    posted = raw if raw is not None else posted_from(one, answers)
    values = [value.replace("\0", "") for value in posted.get(one.code, [])]
    name = name_of(block, one.code)
    return FieldView(
        name=name,
        text=one.text,
        look=look_of(one),
        required=one.required,
        help=one.help,
        value=values[0] if values else "",
        options=tuple(OptionView(option.code, option.text, option.code in values) for option in one.options),
        unknown=bool(posted.get(f"{one.code}.unknown")),
        about=bool(posted.get(f"{one.code}.about")),
        error=errors.get(name, ""),
        when=words_of(one.condition, block.form),
        rule=rule_of(one.condition, block),
    )


def posted_from(one: Field, answers: Answers) -> dict[str, list[str]]:
    """A kept answer as it would have been posted."""
    if one.code not in answers:
        return {}
    answer = answers[one.code]
    if answer is None:
        return {f"{one.code}.unknown": ["1"]}
    if isinstance(answer, list):
        return {one.code: answer}
    text = str(answer)
    if one.kind is Kind.DATE:
        about = {f"{one.code}.about": ["1"]} if text.endswith("~") else {}
        return {one.code: ["-".join(reversed(text.rstrip("~").split("-")))], **about}
    if one.kind is Kind.NUMBER:
        return {one.code: [text.replace(".", ",")]}
    return {one.code: [text]}


LOOKS = {Kind.TEXT: "line", Kind.LONG_TEXT: "lines", Kind.NUMBER: "number", Kind.DATE: "date", Kind.SEVERAL: "ticks"}


def look_of(one: Field) -> str:
    return LOOKS.get(one.kind) or ("buttons" if len(one.options) <= FEW else "list")


def words_of(condition: Condition | None, form: Form) -> str:
    """When a question is asked, for who has no script: `Hanya bila “Hasil”: Tercapai kesepakatan`."""
    if condition is None:
        return ""
    said_of: list[str] = []
    for code, wanted in condition.answers:
        asked = form.field(code)
        options: dict[str, Option] = {option.code: option for option in asked.options} if asked else {}
        words = _(" atau ").join(options[value].text if value in options else value for value in wanted)
        said_of.append(f"“{asked.text if asked else code}” {words}")
    return _("Hanya bila %s") % _(" dan ").join(said_of)


def rule_of(condition: Condition | None, block: Block) -> str:
    """The same for the script: `form-code=a|b;form-other=c`."""
    if condition is None:
        return ""
    return ";".join(f"{name_of(block, code)}={'|'.join(wanted)}" for code, wanted in condition.answers)


def with_error(views: Sequence[BlockView], errors: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What is wrong, in the order of the page, as (id of the field, its question, what is wrong)."""
    order: list[tuple[str, str, str]] = []
    for block in views:
        for section in block.sections:
            order += [(one.name, one.text, errors[one.name]) for one in section.fields if one.name in errors]
    return order
