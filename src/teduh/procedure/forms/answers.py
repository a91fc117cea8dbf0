# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form in use: what to show, what is missing, what the formulas come to, which facts leave it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from teduh.procedure.forms import expressions
from teduh.procedure.forms.expressions import Name, Value
from teduh.procedure.forms.values import ROWS, Answer, Answers, Band, Condition, Field, Form, Kind


@dataclass(frozen=True, slots=True)
class Settled:
    """What is asked, given what was answered: the fields that show, the answers to them with all results worked out,
    and those among them that must be answered."""

    fields: Mapping[str, Field]
    answers: dict[str, Answer]
    wanted: frozenset[str]


def settle(form: Form, answers: Answers) -> Settled:
    """Follow a form from its first question to its last. What is hidden above counts nowhere below."""
    found = Settled({}, {}, frozenset())
    for section in form.sections:
        if _holds(section.condition, found):
            found = _settled(section.fields, answers, found)
    return found


def settle_row(columns: Iterable[Field], row: Answers) -> Settled:
    """The same for one row of a table or group: its columns see one another only."""
    return _settled(columns, row, Settled({}, {}, frozenset()))


def _settled(fields: Iterable[Field], answers: Answers, before: Settled) -> Settled:
    shown, known, wanted = dict(before.fields), dict(before.answers), set(before.wanted)
    for one in fields:
        now = Settled(shown, known, frozenset())
        if not _holds(one.condition, now):
            continue
        shown[one.code] = one
        if one.kind is Kind.CALCULATED:
            result = calculated(one, now)
            if result is not None:
                known[one.code] = result
        elif one.code in answers:
            known[one.code] = _kept_rows(one, answers[one.code])
        if one.required or (one.required_when and _holds(one.required_when, now)):
            wanted.add(one.code)
    return Settled(shown, known, frozenset(wanted))


def _kept_rows(one: Field, answer: Answer) -> Answer:
    """Rows without the answers to columns that are not asked in them."""
    if one.kind not in ROWS or not isinstance(answer, list):
        return answer
    return [settle_row(one.columns, row).answers for row in answer if isinstance(row, dict)]


def _holds(condition: Condition | None, above: Settled) -> bool:
    if condition is None:
        return True
    if condition.formula is not None:
        return expressions.holds(condition.formula, lambda name: value_of(name, above))
    return all(wanted_there(code, wanted, above) for code, wanted in condition.answers)


def wanted_there(code: str, wanted: tuple[str, ...], above: Settled) -> bool:
    asked, given = above.fields.get(code), above.answers.get(code)
    if asked is not None and asked.bands:
        band = band_of(asked, given)
        return band is not None and band.code in wanted
    return any(value in wanted for value in (given if isinstance(given, list) else [given]))


def calculated(one: Field, above: Settled) -> int | float | str | None:
    """What a formula comes to: a number, yes or no, or a word."""
    if one.formula is None:
        return None
    result = expressions.evaluate(one.formula, lambda name: value_of(name, above))
    if isinstance(result, bool):
        return "yes" if result else "no"
    return result if isinstance(result, int | float | str) else None


def value_of(name: Name, above: Settled) -> Value:
    """What a formula sees of a field: a score as its points, rows as their columns."""
    asked, answer = above.fields.get(name.code), above.answers.get(name.code)
    if asked is None or answer is None:
        return None
    if asked.kind in ROWS and isinstance(answer, list):
        columns = {column.code: column for column in asked.columns}
        rows = [row for row in answer if isinstance(row, dict)]
        if not name.column:
            return tuple(1 for row in rows if row)
        column = columns.get(name.column)
        return tuple(_plain(column, row.get(name.column)) for row in rows) if column else None
    return _plain(asked, answer)


def _plain(one: Field, answer: Answer) -> Value:
    if one.kind is Kind.SCORE:
        return next((option.points for option in one.options if option.code == answer), None)
    if isinstance(answer, list):
        return tuple(value for value in answer if isinstance(value, str))
    if isinstance(answer, dict):
        return str(answer.get("line") or answer.get("place") or "")
    return answer


def band_of(one: Field, answer: Answer) -> Band | None:
    """What a result means: the last band that begins at or below it."""
    if not isinstance(answer, int | float):
        return None
    reached = [band for band in one.bands if band.least <= answer]
    last = reached[-1] if reached else None
    above_all = last is not None and last.most is not None and last is one.bands[-1] and answer > last.most
    return None if above_all else last


def shown(form: Form, answers: Answers) -> tuple[Field, ...]:
    """The questions to show, given what was answered so far. A question hidden above hides what depends on it."""
    return tuple(settle(form, answers).fields.values())


def missing(form: Form, answers: Answers) -> tuple[Field, ...]:
    """The shown questions that must be answered and that nobody has answered yet. "Tidak diketahui" is an answer.

    A question in a row bears the row in its code: `keluarga.2.nama`.
    """
    settled = settle(form, answers)
    found: list[Field] = []
    for code, one in settled.fields.items():
        given = settled.answers.get(code)
        if code in settled.wanted and code not in settled.answers and one.kind is not Kind.CALCULATED:
            found.append(one)
        elif one.kind in ROWS and isinstance(given, list):
            found += _missing_in_rows(one, [row for row in given if isinstance(row, dict)])
    return tuple(found)


def _missing_in_rows(one: Field, rows: list[dict[str, Answer]]) -> list[Field]:
    found: list[Field] = []
    for number, row in enumerate(rows, start=1):
        settled = settle_row(one.columns, row)
        found += [
            replace(column, code=f"{one.code}.{number}.{code}", text=f"{one.text} {number}: {column.text}")
            for code, column in settled.fields.items()
            if code in settled.wanted and code not in row
        ]
    return found


def unanswered(one: Field, settled: Settled) -> tuple[Field, ...]:
    """The fields of a formula that nobody has answered, so that a sum may not be taken for whole."""
    names = expressions.names(one.formula) if one.formula else ()
    return tuple(
        settled.fields[name.code]
        for name in dict.fromkeys(names)
        if name.code in settled.fields and settled.answers.get(name.code) is None
    )


def facts(form: Form, answers: Answers) -> dict[str, tuple[str, ...]]:
    """The coded facts that these answers give: for `SetFact`, one each. Unknown takes a fact back: no values.

    A hidden or unanswered question says nothing.
    """
    settled = settle(form, answers)
    found: dict[str, tuple[str, ...]] = {}
    for one in settled.fields.values():
        if one.fact and one.code in settled.answers:
            values = _codes_given(one, settled.answers[one.code])
            found[one.fact] = tuple(dict.fromkeys((*found.get(one.fact, ()), *values)))
    return found


def _codes_given(one: Field, answer: Answer) -> list[str]:
    if one.bands:
        band = band_of(one, answer)
        return [band.code] if band else []
    if isinstance(answer, list):
        return [value for value in answer if isinstance(value, str)]
    return [] if answer is None else [str(answer)]


def happened(form: Form, answers: Answers) -> dict[str, date]:
    """The days on which facts of these answers came about; a day of which only the year or month is known is none."""
    days = {one.day_of: str(answers.get(one.code)) for one in shown(form, answers) if one.day_of}
    return {fact: date.fromisoformat(day) for fact, day in days.items() if _WHOLE_DAY.fullmatch(day)}


_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
