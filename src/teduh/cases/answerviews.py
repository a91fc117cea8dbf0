# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers given at a step, read again in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from teduh.cases.stepforms import Block
from teduh.procedure import forms
from teduh.procedure.forms import Answer, Answers, Field, Kind


@dataclass(frozen=True, slots=True)
class AnswerView:
    text: str
    answer: str


def in_words(block: Block, answers: Answers) -> list[tuple[str, list[AnswerView]]]:
    """The answered questions of a form by section, in words; sections without an answer are left out."""
    asked = {one.code for one in forms.shown(block.form, answers)}
    found = [
        (
            section.title,
            [
                AnswerView(one.text, answer_words(one, answers[one.code]))
                for one in section.fields
                if one.code in asked and one.code in answers
            ],
        )
        for section in block.form.sections
    ]
    return [(title, rows) for title, rows in found if rows]


def answer_words(one: Field, answer: Answer) -> str:
    """One answer as people read it."""
    if answer is None:
        return _("Tidak diketahui")
    texts = {option.code: option.text for option in one.options}
    if isinstance(answer, list):
        return ", ".join(texts.get(code, code) for code in answer)
    text = str(answer)
    if one.kind is Kind.DATE:
        day = "-".join(reversed(text.rstrip("~").split("-")))
        return _("sekitar %s") % day if text.endswith("~") else day
    return texts.get(text, text)
