# SPDX-License-Identifier: AGPL-3.0-or-later
"""A disposition: read it, pass it on, answer it; begin one; print the sheet with all hops so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from teduh.accounts.actors import StaffRequest, seen_or_404, staff_required
from teduh.cases.views.shared import its_case, why
from teduh.journal.door import Refused
from teduh.letters import queries
from teduh.letters.actions import disposing
from teduh.letters.asking import kind_of
from teduh.letters.dispositions import hop_view, may_begin, sheet_answers, tree_of
from teduh.letters.forms import AnswerForm, DispositionForm
from teduh.letters.queries.chains import SHEET
from teduh.letters.queries.content import letter_data
from teduh.letters.queries.drawing import pdf_of

if TYPE_CHECKING:
    from teduh.letters.models import Disposition

CONFLICT = 409


@staff_required("case.read")
@require_GET
def disposition(request: StaffRequest, disposition_id: UUID) -> HttpResponseBase:
    """One hop with what it asks. Its first opening by whom it is for is the read receipt."""
    return show(request, its_disposition(request, disposition_id), {})


@staff_required("disposition.give")
@require_POST
def pass_on(request: StaffRequest, disposition_id: UUID) -> HttpResponseBase:
    found = its_disposition(request, disposition_id)
    form = DispositionForm(request.POST, people=queries.recipients_for(request.actor, found.case))
    if not form.is_valid():
        return show(request, found, {"form": form}, status=422)
    try:
        row = disposing.give(request.actor, found.case, after=found, **form.cleaned_data)
    except Refused as refused:
        return show(request, found, {"form": form, "refusal": why(refused)}, status=CONFLICT)
    messages.success(request, _("Diteruskan kepada %s.") % row.to.full_name)
    return redirect("letters:disposition", found.pk)


@staff_required("disposition.answer")
@require_POST
def answer(request: StaffRequest, disposition_id: UUID) -> HttpResponseBase:
    found = its_disposition(request, disposition_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, found, {"answer_form": form}, status=422)
    try:
        disposing.answer(request.actor, found.case, disposition=found, report=form.cleaned_data["report"])
    except Refused as refused:
        return show(request, found, {"answer_form": form, "refusal": why(refused)}, status=CONFLICT)
    messages.success(request, _("Disposisi selesai."))
    return redirect("cases:case", found.case_id)


@staff_required("disposition.give")
def give(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """A disposition that no step of the procedure gives."""
    case = its_case(request, case_id)
    people = queries.recipients_for(request.actor, case)
    form = DispositionForm(request.POST or None, people=people)
    refusal, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            row = disposing.give(request.actor, case, **form.cleaned_data)
        except Refused as refused:
            refusal, status = why(refused), CONFLICT
        else:
            messages.success(request, _("Disposisi diberikan kepada %s.") % row.to.full_name)
            return redirect("cases:case", case.pk)
    elif request.method == "POST":
        status = 422
    context = {"case": case, "form": form, "refusal": refusal, "may_give": may_begin(request.actor, case)}
    return render(request, "letters/disposition_give.html", context, status=status)


@staff_required("case.read")
@require_GET
def sheet(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The disposition sheet as it stands now, with all hops; what its writer filled in comes from the newest one."""
    case = its_case(request, case_id)
    kind = kind_of(SHEET)
    if kind is None:
        raise Http404
    kept = queries.sheet_of(case)
    answers = sheet_answers(case, kept.fields.open()["answers"] if kept else {})
    disposing.note_printed(request.actor, case)
    data = letter_data(request.actor, case, kind, answers)
    pdf = pdf_of(kind, data, at=request.actor.at)
    name = f"lembar-disposisi-{case.number.replace('/', '-')}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def its_disposition(request: StaffRequest, disposition_id: UUID) -> Disposition:
    """The hop, if the actor sees its case; absent and forbidden look alike, and a guess stands in the journal."""
    found = queries.disposition_for(request.actor, disposition_id)
    return seen_or_404(request, found, lambda: queries.hidden_disposition(disposition_id))


def show(request: StaffRequest, found: Disposition, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    if found.to_id == request.actor.id and found.read_at is None:
        disposing.note_read(request.actor, found.case, disposition=found)
        found.refresh_from_db()
    shown = {
        "case": found.case,
        "disposition": found,
        "hop": hop_view(request.actor, found.case, found),
        "hops": tree_of(request.actor, found.case),
        "mine": found.to_id == request.actor.id and found.done_at is None,
        "form": DispositionForm(
            people=queries.recipients_for(request.actor, found.case), initial={"nature": found.nature}
        ),
        "answer_form": AnswerForm(),
    }
    return render(request, "letters/disposition.html", shown | dict(context), status=status)
