# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a step as a page shows them: with what was answered before, or what was just posted and is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from teduh.cases.stepforms import Block, Filled, name_of
from teduh.procedure.forms import Answers, Condition, Field, Form, Kind, Option

FEW = 7  # so many options stand as buttons, more as a list
MANY = 12  # so many ticks stand open, more behind a line that opens


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
