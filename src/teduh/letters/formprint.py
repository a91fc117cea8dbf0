# SPDX-License-Identifier: AGPL-3.0-or-later
"""Any filled form as the office's official form on paper: letterhead, answers, tables, scores, places to sign."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from teduh.cases.answerviews import AnswerView
from teduh.cases.queries.progress import office_time
from teduh.cases.registry import FilledForm
from teduh.journal.actor import Actor
from teduh.letters.asking import folder
from teduh.letters.queries.content import client_data, clients_of, place_of
from teduh.letters.queries.drawing import with_arms
from teduh.letters.queries.registers import logo_of
from teduh.letters.render import render
from teduh.lib.wording import date_words, moment_words
from teduh.procedure.forms import ON_PAPER, Kind, Per

if TYPE_CHECKING:
    from teduh.cases.models import Case

LAYOUT = "isian"


def print_form(actor: Actor, case: Case, filled: FilledForm, /) -> bytes:
    """The PDF: internal to the office, hence marked confidential. The same answers give the same bytes."""
    return render(
        LAYOUT,
        with_arms(form_print_data(case, filled)),
        catalogue=folder(),
        fonts=Path(settings.FONTS_DIR),
        at=filled.saved_at,
    )


def form_print_data(case: Case, filled: FilledForm) -> dict[str, Any]:
    office = case.office
    clients = clients_of(case)
    client = next((one for one in clients if one.pk == filled.whom), clients[0] if clients else None)
    local = filled.saved_at.astimezone(office_time(office).calendar.zone)
    return {
        "office": {
            "name": office.name,
            "unit": case.unit.name if case.unit else "",
            "address": office.address,
            "phone": office.phone,
            "lines": list(office.letterhead),
            "logo": logo_of(office),
        },
        "letter": {
            "title": filled.form.title,
            "nature": "Rahasia",
            "place": place_of(office.name),
            "date_text": date_words(local.date()),
            "footer": f"{filled.form.title}, formulir versi {filled.form.version}",
        },
        "case": {"number": case.number, "standard": case.runs.get(number=1).version.title},
        "client": client_data(client) if client and filled.form.per is not Per.ALLEGED else None,
        "filled": {
            "by": filled.saved_by,
            "when": moment_words(local),
            "sections": [{"title": title, "rows": [row_data(row) for row in rows]} for title, rows in filled.sections],
            "signatures": signatures_of(filled),
        },
    }


def row_data(row: AnswerView) -> dict[str, Any]:
    return {
        "label": row.text,
        "value": "\n".join(file.name for file in row.files) or row.answer,
        "head": list(row.head),
        "rows": [list(cells) for cells in row.rows],
    }


def signatures_of(filled: FilledForm) -> list[dict[str, str]]:
    """Every place to sign that the form has: drawn on the screen, or left for ink."""
    found = []
    for one in filled.form.fields:
        if one.kind is Kind.SIGNATURE:
            answer = filled.answers.get(one.code)
            drawn = answer if isinstance(answer, str) and answer != ON_PAPER else ""
            found.append({"label": one.text, "drawn": picture_of(drawn) if drawn else ""})
    return found


def picture_of(path: str) -> str:
    """A drawn signature as SVG. The path was held to numbers when it was taken."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200" width="600" height="200">'
        f'<path d="{path}" fill="none" stroke="#111" stroke-width="4" stroke-linecap="round"/></svg>'
    )
