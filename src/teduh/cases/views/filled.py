# SPDX-License-Identifier: AGPL-3.0-or-later
"""One filled form: read back, held beside the time before, printed as the official form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases import stepforms, steppage
from teduh.cases.actions.attaching import note_printed
from teduh.cases.answerviews import in_words
from teduh.cases.procedureviews import language
from teduh.cases.queries import work as queries
from teduh.cases.queries.progress import office_time
from teduh.cases.registry import FilledForm, paper_maker
from teduh.cases.views.shared import its_case
from teduh.lib.wording import moment_words
from teduh.procedure import forms
from teduh.procedure.forms import Form
from teduh.procedure.standard.model import Activity
from teduh.standards import formfiles

if TYPE_CHECKING:
    from teduh.cases.models import Case


@dataclass(frozen=True, slots=True)
class Filling:
    """One set of kept answers with the form in the words it asked in."""

    given: queries.Given
    form: Form
    when: str


@staff_required("case.read")
@require_GET
def filled(request: StaffRequest, case_id: UUID, answers_id: UUID) -> HttpResponse:
    """The answers, and beside them those of the time before, or of another time that `banding` names."""
    case = its_case(request, case_id)
    all_of, place = fillings(case, answers_id)
    this, others = all_of[place], [*all_of[:place], *all_of[place + 1 :]]
    wanted = request.GET.get("banding", "")
    before = next((one for one in others if str(one.given.id) == wanted), all_of[place - 1] if place else None)
    changes = (
        forms.compare((before.form, before.given.values), (this.form, this.given.values), language=language())
        if before
        else []
    )
    context = {
        "case": case,
        "this": this,
        "before": before,
        "others": others,
        "sections": in_words(this.form, this.given.values),
        "changes": changes,
        "changed": sum(one.changed for one in changes),
    }
    return render(request, "cases/filled.html", context)


@staff_required("case.read")
@require_GET
def printed(request: StaffRequest, case_id: UUID, answers_id: UUID) -> HttpResponse:
    """The same as the official form on paper; its making stands in the case's journal."""
    case = its_case(request, case_id)
    all_of, place = fillings(case, answers_id)
    this = all_of[place]
    note_printed(request.actor, case, form=this.given.key, answers=str(answers_id))
    whom = this.given.key.partition("@")[2]
    pdf = paper_maker().print_form(
        request.actor,
        case,
        FilledForm(
            form=this.form,
            answers=this.given.values,
            sections=tuple((title, tuple(rows)) for title, rows in in_words(this.form, this.given.values)),
            saved_at=this.given.saved_at,
            saved_by=this.given.saved_by,
            whom=int(whom) if whom.isdigit() else 0,
        ),
    )
    name = f"{this.form.code}-{case.number.replace('/', '-')}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def fillings(case: Case, answers_id: UUID) -> tuple[list[Filling], int]:
    """Every filling of that form in the case, first to last, and the place of this one among them."""
    key = queries.key_of_answers(case, answers_id)
    if not key or key.startswith(stepforms.LETTER):
        raise Http404
    people, zone = steppage.people_of(case), office_time(case.office).calendar.zone
    found = [
        Filling(
            one,
            stepforms.with_people(one.asked or form_now(key), people),
            moment_words(one.saved_at.astimezone(zone), language()),
        )
        for one in queries.given_in(case, [key])
    ]
    return found, next(place for place, one in enumerate(found) if one.given.id == answers_id)


def form_now(key: str) -> Form:
    """The form as it is now, for answers older than the keeping of words."""
    code = key.partition("@")[0]
    try:
        return formfiles.activity_form(Activity(code)) if code in set(Activity) else formfiles.form(code)
    except LookupError as gone:
        raise Http404 from gone
