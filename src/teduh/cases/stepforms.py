# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a step: which it has, and what was posted in them.

A posted field is named `<form>-<code>`, in the rows of a table `<form>-<code>.<row>.<column>`; beside it `.unknown`
says that the answer is not known, `.about` that a date or time is about right, `.place` and `.region` where it lies.
The answer `?` is the unknown. A form that is filled once for each client stands once for each of them, its key followed
by `@` and the participant's number from the second on. `<form>.wording` is the digest of the words that the page asked
in, `<form>.before` of those that were asked before, where the form changed while it was being filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, tzinfo
from typing import Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from teduh.persons.regions import path_of
from teduh.procedure import forms
from teduh.procedure.forms import UNKNOWN_SIGN, Answer, Answers, Field, Form, Kind, Per
from teduh.procedure.problems import Message
from teduh.procedure.safeguards import OF_A_CLIENT

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
    client: str = ""  # the number of the client whom it is about, where there are several: 1, 2 …
    choice: str = ""  # the product that these questions belong to, where one of several is chosen
    chooser: str = ""  # the posted name of that choice
    files: Mapping[str, str] = field(default_factory=dict)  # what may answer a question for a file, by its id

    @property
    def prefix(self) -> str:
        return self.key.replace(":", "-").replace("@", "-")

    @property
    def wording(self) -> str:
        return forms.digest(self.form)


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
    clients = form.per is Per.CLIENT
    return [
        Block(
            form.code if place == 1 else f"{form.code}@{number}",
            form,
            whom=mask,
            client=str(place) if clients else "",
        )
        for place, (number, mask) in enumerate(whose, start=1)
    ]


def asks_for(form: Form, kind: Kind) -> bool:
    return any(part.kind is kind for one in form.fields for part in (one, *one.columns))


def with_people(form: Form, people: Sequence[tuple[int, str]]) -> Form:
    """The form with the people of the case as the answers to every question for a person."""
    options = tuple(forms.Option(str(number), name) for number, name in people)

    def named(one: Field) -> Field:
        columns = tuple(map(named, one.columns))
        return replace(one, columns=columns, options=options if one.kind is Kind.PERSON else one.options)

    sections = tuple(replace(section, fields=tuple(map(named, section.fields))) for section in form.sections)
    return replace(form, sections=sections) if asks_for(form, Kind.PERSON) else form


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
    """The block's posted fields by code, as the core takes them."""
    raw: dict[str, list[str]] = {}
    for one in block.form.fields:
        if one.kind in forms.ROWS:
            raw |= _raw_rows(block, one, posted)
        else:
            raw |= _raw_field(block, one, posted, one.code, one.code)
    return raw


def _raw_rows(block: Block, one: Field, posted: Posted) -> dict[str, list[str]]:
    """Rows with something in them, counted anew: one that was emptied or taken away leaves no gap."""
    raw: dict[str, list[str]] = {}
    number = 0
    for place in range(1, (len(one.rows) or forms.MOST_ROWS) + 1):
        row: dict[str, list[str]] = {}
        for column in one.columns:
            row |= _raw_field(
                block, column, posted, f"{one.code}.{place}.{column.code}", f"{one.code}.{number + 1}.{column.code}"
            )
        if one.rows or any(value.strip() for values in row.values() for value in values):
            number += 1
            raw |= row
    if number == 0 and posted.getlist(f"{name_of(block, one.code)}.unknown"):
        raw[f"{one.code}.unknown"] = ["1"]
    return raw


def _raw_field(block: Block, one: Field, posted: Posted, code: str, into: str) -> dict[str, list[str]]:
    """The sign of the unknown told apart from an answer; an address and files with what the server itself knows."""
    name = name_of(block, code)
    values = posted.getlist(name)
    unknown = posted.getlist(f"{name}.unknown")
    if UNKNOWN_SIGN in values and one.kind in forms.CHOSEN:
        values, unknown = [value for value in values if value != UNKNOWN_SIGN], [UNKNOWN_SIGN]
    if one.kind is Kind.FILE:
        values = [block.files[value] for value in values if value in block.files]
    raw = {into: values}
    if one.kind is Kind.ADDRESS:
        region = "".join(posted.getlist(f"{name}.region")[:1])
        raw[f"{into}.place"] = [path_of(region) or region] if region else posted.getlist(f"{name}.place")
        raw[f"{into}.region"] = [region] if region else []
    # An answer that was typed weighs more than a tick that was forgotten.
    if unknown and not any(value.strip() for part in raw.values() for value in part):
        raw[f"{into}.unknown"] = unknown
    if posted.getlist(f"{name}.about"):
        raw[f"{into}.about"] = ["1"]
    return raw


def facts_of(blocks: Iterable[Block], answers: Mapping[str, Answers]) -> dict[str, tuple[str, ...]]:
    """The coded facts that leave the forms; several forms that tell of one fact are taken together. Who consents is
    told of each client beside that."""
    found: dict[str, tuple[str, ...]] = {}
    for block in blocks:
        for name, values in forms.facts(block.form, answers.get(block.key, {})).items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *values)))
            if block.client and name in OF_A_CLIENT:
                found[f"{name}@{block.client}"] = values
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
    if one.kind in forms.CHOSEN:
        return _("Pilih satu, atau “Tidak diketahui”.")
    return _("Isi, atau pilih “Tidak diketahui”.")


def said(message: Message) -> str:
    return message.text("en" if get_language() == "en" else "id")
