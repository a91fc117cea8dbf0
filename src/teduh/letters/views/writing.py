# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters that no step makes: which there are, and writing one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases import formviews, stepforms
from teduh.cases.procedureviews import language
from teduh.cases.queries.progress import state_of
from teduh.cases.views.shared import its_case, why
from teduh.journal.door import Refused
from teduh.letters.actions import making
from teduh.letters.asking import asks, kind_of
from teduh.letters.queries.chains import not_written, written
from teduh.letters.queries.lacking import lacking_before
from teduh.letters.queries.registers import known_of
from teduh.letters.views.approvals import CONFLICT


@staff_required("letter.make")
def choose(request: StaffRequest, case_id: UUID) -> HttpResponseBase:
    """The kinds of letter that may be written in this case, and why others may not."""
    case = its_case(request, case_id)
    state = state_of(case)
    rows = [(kind, not_written(case, state, kind)) for kind in written(state)]
    offered = sorted((kind for kind, refusal in rows if refusal is None), key=lambda kind: kind.title)
    barred = sorted((kind.title, refusal.reason.text(language())) for kind, refusal in rows if refusal is not None)
    return render(request, "letters/choose.html", {"case": case, "offered": offered, "barred": barred})


@staff_required("letter.make")
def write(request: StaffRequest, case_id: UUID, product: str) -> HttpResponseBase:
    """Its questions; answered, it goes its way to the signature."""
    case = its_case(request, case_id)
    kind, asked, state = kind_of(product), asks(product), state_of(case)
    if kind is None or asked is None or kind not in written(state):
        raise Http404
    block = stepforms.for_paper(asked, product)
    filled, status = None, 200
    forbidden = not_written(case, state, kind)
    refusal = forbidden.reason.text(language()) if forbidden else ""
    if request.method == "POST":
        filled = stepforms.read([block], request.POST, finishing=True)
        status = 422
        if not filled.errors:
            try:
                letter = making.write_letter(request.actor, case, product=product, answers=filled.answers[block.key])
            except Refused as refused:
                refusal, status = why(refused), CONFLICT
            else:
                messages.success(request, _("Surat dibuat: %s.") % letter.title)
                return redirect("letters:letter", letter.pk)
    view = formviews.view(block, dict(known_of(case, product)), filled=filled)
    wrong = formviews.with_error([view], filled.errors) if filled is not None else []
    context = {"case": case, "kind": kind, "asked": view, "wrong": wrong, "refusal": refusal}
    context["lacking"] = lacking_before(request.actor, case, product)
    return render(request, "letters/write.html", context, status=status)
