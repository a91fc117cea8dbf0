# SPDX-License-Identifier: AGPL-3.0-or-later
"""The workload of a unit, and handing over what lies with somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from teduh.accounts import roles
from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.actions import caseload
from teduh.cases.forms import HandOverForm
from teduh.cases.queries import caseload as queries
from teduh.cases.queries.file import staff_numbered
from teduh.cases.queries.people import client_masks
from teduh.cases.registry import other_work
from teduh.cases.views.shared import why
from teduh.journal.door import Refused


@staff_required("caseload.hand_over")
@require_GET
def workload(request: StaffRequest) -> HttpResponse:
    return render(request, "cases/workload.html", {"rows": queries.workloads(request.actor)})


@staff_required("caseload.hand_over")
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest, number: int) -> HttpResponse:
    """All that lies with somebody, with who takes each case; one press."""
    actor = request.actor
    staff = queries.whose(actor, number)
    if staff is None:
        raise Http404
    lying = queries.cases_of(actor, staff, at=actor.at)
    masks = client_masks([one.case.pk for one in lying])
    form = HandOverForm(
        request.POST or None,
        people=queries.recipients(staff, at=actor.at),
        cases=[(one.case.pk, one.case.number) for one in lying],
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        chosen = {case: staff_numbered(staff, one) for case, one in form.otherwise().items()}
        to = staff_numbered(staff, int(form.cleaned_data["to"]))
        try:
            count = caseload.hand_over_caseload(actor, staff, to=to, note=form.cleaned_data["note"], otherwise=chosen)
        except Refused as refused:
            form.add_error(None, why(refused))
            status = 409
        else:
            messages.success(request, _("%(count)s kasus diserahkan.") % {"count": count})
            return redirect("cases:desk" if staff.pk == actor.id else "cases:workload")
    elif request.method == "POST":
        status = 422
    context = {
        "staff": staff,
        "form": form,
        "others": other_work(actor, staff),
        "rows": [
            {
                "lying": one,
                "client": masks.get(one.case.pk, ""),
                "roles": ", ".join(roles.label(role).lower() for role in one.roles),
                "field": form[form.field_of(one.case.pk)],
            }
            for one in lying
        ],
    }
    return render(request, "cases/hand_over.html", context, status=status)
