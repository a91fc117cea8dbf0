# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from teduh.procedure.forms.answers import band_of, settle, settle_row
from teduh.procedure.forms.cleaning import as_written, written
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
