# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form in use: what to show, what is missing, what an answer is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from teduh.procedure.forms.values import Answer, Answers, Condition, Field, Form, Kind, Raw
from teduh.procedure.problems import Message

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 100_000


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


def happened(form: Form, answers: Answers) -> dict[str, date]:
    """The days on which facts of these answers came about; a day of which only the year or month is known is none."""
    days = {one.day_of: str(answers.get(one.code)) for one in shown(form, answers) if one.day_of}
    return {fact: date.fromisoformat(day) for fact, day in days.items() if _WHOLE_DAY.fullmatch(day)}


_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
