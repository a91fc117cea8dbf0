# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a letter still lacks, told before anything is made, and where each is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from teduh.accounts import access
from teduh.cases.models import Case
from teduh.cases.procedureviews import language
from teduh.cases.queries.progress import state_of
from teduh.cases.registry import LackingRow
from teduh.journal.actor import Actor
from teduh.letters.asking import kind_of
from teduh.letters.kinds import Kind, Lacking, missing
from teduh.letters.models import Letter
from teduh.letters.outside import CopyRefusedError
from teduh.letters.queries import newest_paper
from teduh.letters.queries.content import letter_data
from teduh.letters.queries.copies import entitled_of


def lacking_before(actor: Actor, case: Case, product: str) -> list[LackingRow]:
    """Before a step makes it: what its own questions do not ask."""
    kind = kind_of(product)
    if kind is None or not kind.numbered:
        return []
    found = missing(kind, letter_data(actor, case, kind, {}))
    return [row_of(actor, case, kind, one) for one in found if one.where != "answer"]


def lacking_of(actor: Actor, letter: Letter) -> list[LackingRow]:
    """What a draft lacks now: a post may have fallen vacant since it was written."""
    kind = kind_of(letter.kind)
    if kind is None or not kind.numbered:
        return []
    answers: Mapping[str, Any] = newest_paper(letter).fields.open()["answers"]
    try:
        data = letter_data(actor, letter.case, kind, answers, whom=letter.whom, entitled=entitled_of(letter))
    except CopyRefusedError as refused:
        return [LackingRow(refused.reason.text(language()), reverse("letters:rework", args=[letter.pk]))]
    rework = reverse("letters:rework", args=[letter.pk])
    return [row_of(actor, letter.case, kind, one, answers=rework) for one in missing(kind, data)]


def row_of(actor: Actor, case: Case, kind: Kind, one: Lacking, *, answers: str = "") -> LackingRow:
    """Its words, and the address where the reader may fill it in."""
    pages = {"office": ("accounts:office", "office.edit"), "posts": ("accounts:staff", "staff.edit")}
    pages["staff"] = pages["posts"]
    address = ""
    if one.where == "answer":
        address = answers
    elif one.where == "client":
        address = f"{reverse('cases:case', args=[case.pk])}#orang"
    elif one.where == "form":
        address = step_with(case, kind.form) or reverse("cases:case", args=[case.pk])
    elif one.where in pages and access.might(actor, pages[one.where][1]):
        address = reverse(pages[one.where][0], args=[case.office_id])
    return LackingRow(one.words.text(language()), address)


def step_with(case: Case, form: str) -> str:
    """The open step that asks this form."""
    for run in state_of(case).runs.values():
        for key in run.open:
            step = run.procedure.step(key)
            if step and form in step.forms:
                return reverse("cases:step", args=[case.pk, run.number, key])
    return ""
