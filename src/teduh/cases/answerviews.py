# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers given at a step, read again in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from teduh.cases.procedureviews import language
from teduh.procedure import forms
from teduh.procedure.forms import ON_PAPER, Answer, Answers, Field, Form, Kind

LEFT = "~"  # among the answers: what was answered to questions that the form asks no more, in words


@dataclass(frozen=True, slots=True)
class FileView:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer in words; as a picture of a signature, as files, or as rows under the names of their columns."""

    text: str
    answer: str
    drawn: str = ""
    files: tuple[FileView, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def in_words(form: Form, answers: Answers) -> list[tuple[str, list[AnswerView]]]:
    """The answered questions of a form by section, in words; sections without an answer are left out."""
    settled = forms.settle(form, answers)
    found = [
        (
            section.title,
            [
                answer_view(one, settled.answers[one.code])
                for one in section.fields
                if one.code in settled.fields and one.code in settled.answers
            ],
        )
        for section in form.sections
    ]
    return [(title, rows) for title, rows in [*found, (_("Menurut formulir sebelumnya"), left_in(answers))] if rows]


def left_in(answers: Answers) -> list[AnswerView]:
    """What was answered before the form changed, in the words of then."""
    kept = answers.get(LEFT)
    rows = kept if isinstance(kept, list) else []
    return [AnswerView(str(row["text"]), str(row["answer"])) for row in rows if isinstance(row, dict)]


def answer_view(one: Field, answer: Answer) -> AnswerView:
    words = forms.said(one, answer, language=language())
    if one.kind is Kind.SIGNATURE and isinstance(answer, str) and answer != ON_PAPER:
        return AnswerView(one.text, words, drawn=answer)
    if one.kind is Kind.FILE and isinstance(answer, list):
        files = [row for row in answer if isinstance(row, dict)]
        return AnswerView(
            one.text, words, files=tuple(FileView(UUID(str(row["id"])), str(row["name"])) for row in files)
        )
    if one.kind in forms.ROWS and isinstance(answer, list):
        return AnswerView(
            one.text, words, head=head_of(one), rows=tuple(row_of(one, place, row) for place, row in enumerate(answer))
        )
    return AnswerView(one.text, words)


def head_of(one: Field) -> tuple[str, ...]:
    """The names of the columns, before them that of the given rows where there are such."""
    names = tuple(column.text for column in one.columns)
    return ("", *names) if one.rows else names


def row_of(one: Field, place: int, row: Any) -> tuple[str, ...]:
    cells = tuple(
        forms.said(column, row[column.code], language=language()) if column.code in row else ""
        for column in one.columns
    )
    return (one.rows[place].text if place < len(one.rows) else "", *cells) if one.rows else cells


def left_over(asked: Form, now: Form, answers: Mapping[str, Answer]) -> list[tuple[Field, str]]:
    """Answers to questions that the form asks no more: each with its field of then, in words."""
    there = {one.code for one in now.fields}
    found: Sequence[Field] = [one for one in asked.fields if one.code not in there and one.code in answers]
    return [(one, forms.said(one, answers[one.code], language=language())) for one in found]
