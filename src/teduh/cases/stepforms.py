# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a step: which it has, and what was posted in them.

A posted field is named `<form>-<code>`; `<form>-<code>.unknown` says that the answer is not known, `.about` that a date
is about right. In a group of circles the answer `?` is the unknown. A form that is filled once for each client stands
once for each of them, its key followed by `@` and the participant's number from the second on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from teduh.procedure import forms
from teduh.procedure.forms import Answer, Answers, Field, Form, Per
from teduh.procedure.problems import Message

UNKNOWN_SIGN = "?"
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


def happened(blocks: Iterable[Block], answers: Mapping[str, Answers], zone: tzinfo) -> dict[str, datetime]:
    """When facts came about: the day's first moment, for the law's limit is not stretched by a day; told of several
    clients, the earliest."""
    found: dict[str, datetime] = {}
    for block in blocks:
        for name, day in forms.happened(block.form, answers.get(block.key, {})).items():
            began = datetime.combine(day, time.min, zone)
            found[name] = min(began, found.get(name, began))
    return found


def name_of(block: Block, code: str) -> str:
    return f"{block.prefix}-{code}"


def missing_words(one: Field) -> str:
    if one.kind in forms.CODED:
        return _("Pilih satu, atau “Tidak diketahui”.")
    return _("Isi, atau pilih “Tidak diketahui”.")


def said(message: Message) -> str:
    return message.text("en" if get_language() == "en" else "id")
