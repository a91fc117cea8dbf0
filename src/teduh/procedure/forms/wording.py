# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form as plain data and back: what is kept beside answers, so that the words they were given to are never lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from teduh.procedure.forms.expressions import Apply, Expression, Literal, Name
from teduh.procedure.forms.values import Band, Condition, Field, Form, Kind, Option, Per, Section


def as_data(form: Form) -> dict[str, Any]:
    """Everything that was asked, as JSON can hold it; without the people of a case, and without lines of the file."""
    return {
        "code": form.code,
        "title": form.title,
        "version": form.version,
        "per": form.per.value,
        "text": form.text,
        "sections": [
            {
                "title": section.title,
                "help": section.help,
                "condition": _condition(section.condition),
                "fields": [_field(one) for one in section.fields],
            }
            for section in form.sections
        ],
    }


def digest(form: Form) -> str:
    """The same words, the same digest: 64 hexadecimal figures."""
    return sha256(json.dumps(as_data(form), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _field(one: Field) -> dict[str, Any]:
    bare = replace(one, options=() if one.kind is Kind.PERSON else one.options, line=0)
    plain = {name: getattr(bare, name) for name in _PLAIN if getattr(bare, name) != _PLAIN[name]}
    nested = {
        "options": [asdict(option) for option in bare.options],
        "rows": [asdict(option) for option in bare.rows],
        "bands": [asdict(band) for band in bare.bands],
        "columns": [_field(column) for column in bare.columns],
        "accepts": list(bare.accepts),
        "condition": _condition(bare.condition),
        "required_when": _condition(bare.required_when),
        "formula": _formula(bare.formula),
    }
    return {"code": one.code, "text": one.text, "kind": one.kind.value} | plain | {k: v for k, v in nested.items() if v}


_PLAIN: Mapping[str, Any] = {
    "required": False,
    "help": "",
    "fact": "",
    "day_of": "",
    "unit": "",
    "least": None,
    "most": None,
    "whole": False,
    "source": "",
}


def _condition(one: Condition | None) -> dict[str, Any] | None:
    if one is None:
        return None
    answers = [[code, list(wanted)] for code, wanted in one.answers]
    return {"answers": answers, "formula": _formula(one.formula), "source": one.source}


def _formula(one: Expression | None) -> list[Any] | None:
    match one:
        case Literal():
            return ["", one.value]
        case Name():
            return [".", one.code, one.column]
        case Apply():
            return [one.word, *(_formula(part) for part in one.arguments)]
    return None


def from_data(data: Mapping[str, Any]) -> Form:
    """The form that `as_data` told of."""
    sections = tuple(
        Section(
            title=section["title"],
            help=section["help"],
            condition=_condition_from(section["condition"]),
            fields=tuple(_field_from(one) for one in section["fields"]),
        )
        for section in data["sections"]
    )
    return Form(
        code=data["code"],
        title=data["title"],
        sections=sections,
        version=data["version"],
        per=Per(data["per"]),
        text=data["text"],
        facts=frozenset(one.fact for section in sections for one in section.fields if one.fact),
    )


def _field_from(data: Mapping[str, Any]) -> Field:
    return Field(
        code=data["code"],
        text=data["text"],
        kind=Kind(data["kind"]),
        **{name: data[name] for name in _PLAIN if name in data},
        options=tuple(Option(**one) for one in data.get("options", ())),
        rows=tuple(Option(**one) for one in data.get("rows", ())),
        bands=tuple(Band(**one) for one in data.get("bands", ())),
        columns=tuple(_field_from(one) for one in data.get("columns", ())),
        accepts=tuple(data.get("accepts", ())),
        condition=_condition_from(data.get("condition")),
        required_when=_condition_from(data.get("required_when")),
        formula=_formula_from(data.get("formula")),
    )


def _condition_from(data: Mapping[str, Any] | None) -> Condition | None:
    if data is None:
        return None
    answers = tuple((code, tuple(wanted)) for code, wanted in data["answers"])
    return Condition(answers, _formula_from(data["formula"]), data["source"])


def _formula_from(data: list[Any] | None) -> Expression | None:
    if data is None:
        return None
    word, *rest = data
    if word == "":
        return Literal(rest[0])
    if word == ".":
        return Name(*rest)
    return Apply(word, tuple(part for part in map(_formula_from, rest) if part is not None))
