# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from teduh.procedure.forms.answers import band_of, settle, settle_row
from teduh.procedure.forms.cleaning import as_written, written
from teduh.procedure.forms.expressions import FUNCTIONS, Apply, Expression, Literal, Name
from teduh.procedure.forms.values import CHOSEN, ON_PAPER, ROWS, Answer, Answers, Field, Form, Kind
from teduh.procedure.problems import Language, Message

UNKNOWN = Message("Tidak diketahui", "Not known")


def said(one: Field, answer: Answer, *, language: Language = "id") -> str:
    """One answer in words. Rows of a table are joined; see `rows_said` for a page."""
    if answer is None:
        return UNKNOWN.text(language)
    if one.kind in ROWS and isinstance(answer, list):
        return "\n".join(
            "; ".join(f"{name}: {word}" for name, word in row) for row in rows_said(one, answer, language=language)
        )
    if isinstance(answer, dict):
        return ", ".join(str(answer[part]) for part in ("line", "place") if answer.get(part))
    if isinstance(answer, list):
        texts = {option.code: option.text for option in one.options}
        return ", ".join(
            str(part.get("name", "")) if isinstance(part, dict) else texts.get(part, part) for part in answer
        )
    if isinstance(answer, int | float):
        return _number_said(one, answer)
    return _text_said(one, answer, language)


def _number_said(one: Field, answer: float) -> str:
    number = written(answer) + (f" {one.unit}" if one.unit else "")
    band = band_of(one, answer)
    return f"{number}: {band.text}" if band else number


def _text_said(one: Field, answer: str, language: Language) -> str:
    if one.kind in (Kind.DATE, Kind.TIME):
        about = Message("sekitar ", "about ").text(language) if answer.endswith("~") else ""
        return about + as_written(one, answer.rstrip("~"))
    if one.kind is Kind.SIGNATURE:
        on_paper = Message("Ditandatangani di atas kertas", "Signed on paper")
        return (on_paper if answer == ON_PAPER else Message("Ditandatangani di layar", "Signed on screen")).text(
            language
        )
    if one.kind is Kind.CALCULATED:
        return {"yes": Message("Ya", "Yes").text(language), "no": Message("Tidak", "No").text(language)}.get(
            answer, answer
        )
    for option in one.options if one.kind in CHOSEN else ():
        if option.code == answer:
            return f"{option.text} ({written(option.points)})" if one.kind is Kind.SCORE else option.text
    return answer


def rows_said(one: Field, answer: Answer, *, language: Language = "id") -> list[list[tuple[str, str]]]:
    """The rows of a table or group: of each, columns with their answers; a given row's own name comes first."""
    found: list[list[tuple[str, str]]] = []
    for place, row in enumerate(answer if isinstance(answer, list) else []):
        if not isinstance(row, dict):
            continue
        cells = [
            (column.text, said(column, row[code], language=language))
            for code, column in settle_row(one.columns, row).fields.items()
            if code in row
        ]
        if place < len(one.rows):
            cells.insert(0, ("", one.rows[place].text))
        found.append(cells)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One question, then and now; `""` where it was not answered."""

    text: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def compare(before: tuple[Form, Answers], after: tuple[Form, Answers], *, language: Language = "id") -> list[Change]:
    """Two fillings of a form side by side, question by question, in the order of the later one; each answer in the
    words of the version it was given to. A question is the same where its code is."""
    then, now = settle(*before), settle(*after)
    asked = {one.code: one for one in after[0].fields} | {
        one.code: one for one in before[0].fields if after[0].field(one.code) is None
    }
    found: list[Change] = []
    for code, one in asked.items():
        words = [
            said(settled.fields[code], settled.answers[code], language=language)
            if code in settled.fields and code in settled.answers
            else ""
            for settled in (then, now)
        ]
        if any(words):
            found.append(Change(one.text, words[0], words[1]))
    return found


_SIGNS = {
    "=": Message("adalah", "is"),
    "!=": Message("bukan", "is not"),
    "<": Message("kurang dari", "is less than"),
    "<=": Message("paling banyak", "is at most"),
    ">": Message("lebih dari", "is more than"),
    ">=": Message("paling sedikit", "is at least"),
    "dan": Message("dan", "and"),
    "atau": Message("atau", "or"),
}


def formula_said(one: Expression, fields: Sequence[Field], *, language: Language = "id") -> str:
    """A formula with the questions in place of their codes, as a page says it: `“Umur” kurang dari 18`."""
    match one:
        case Literal():
            return written(one.value) if isinstance(one.value, int | float) else f"“{one.value}”"
        case Name():
            return _name_said(one, fields)
    parts = [formula_said(part, fields, language=language) for part in one.arguments]
    if one.word not in FUNCTIONS and one.word != "bukan":
        for place, part in enumerate(one.arguments):
            if isinstance(part, Literal) and len(parts) == 2:
                parts[place] = _answer_said(one.arguments[1 - place], part, fields) or parts[place]
        sign = _SIGNS[one.word].text(language) if one.word in _SIGNS else one.word
        joined = [f"({text})" if _loose(part) else text for part, text in zip(one.arguments, parts, strict=True)]
        return f" {sign} ".join(joined)
    if one.word == "bukan":
        return Message("tidak benar", "not").text(language) + f" ({parts[0]})"
    word = one.word if language == "id" else FUNCTIONS[one.word].means.en
    return f"{word} {', '.join(parts)}" if len(parts) == 1 else f"{word} ({', '.join(parts)})"


def _loose(one: Expression) -> bool:
    return isinstance(one, Apply) and one.word in ("dan", "atau")


def _asked(name: Expression, fields: Sequence[Field]) -> tuple[Field | None, Field | None]:
    """The field, and the column of its rows where the name says one."""
    code, column = (name.code, name.column) if isinstance(name, Name) else ("", "")
    asked = next((one for one in fields if one.code == code), None)
    return asked, next((one for one in asked.columns if one.code == column), None) if asked and column else None


def _name_said(name: Name, fields: Sequence[Field]) -> str:
    asked, column = _asked(name, fields)
    if asked is None:
        return f"“{name.code}”"
    return f"“{asked.text}: {column.text}”" if column else f"“{asked.text}”"


def _answer_said(beside: Expression, literal: Literal, fields: Sequence[Field]) -> str:
    """The words of an answer where a formula names its code."""
    asked, column = _asked(beside, fields)
    answered = column or asked
    options = answered.options if answered else ()
    return next((option.text for option in options if option.code == literal.value), "")
