# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team of a case: who, what they met about, what was decided and directed, and by whom it is done until when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from teduh.accounts import access
from teduh.accounts.actors import StaffRequest, staff_required
from teduh.accounts.queries import day_of
from teduh.cases import forms
from teduh.cases.actions import teamwork
from teduh.cases.queries.teamwork import directions_of, meetings_of, members_of
from teduh.cases.views.shared import its_case, why
from teduh.journal.door import Refused

Said = dict[str, Any]
ACTS: dict[str, tuple[type[forms.TeamForm], Any, Any]] = {
    "orang-luar": (
        forms.OutsiderForm,
        lambda actor, case, said: teamwork.add_outsider(actor, case, **said),
        _("Anggota tim ditambahkan."),
    ),
    "orang-luar-keluar": (
        forms.OutsiderLeavesForm,
        lambda actor, case, said: teamwork.remove_outsider(actor, case, **said),
        _("Anggota tim dikeluarkan."),
    ),
    "rapat": (
        forms.MeetingForm,
        lambda actor, case, said: teamwork.record_meeting(actor, case, **said),
        _("Rapat tercatat."),
    ),
    "arahan": (
        forms.DirectionForm,
        lambda actor, case, said: teamwork.direct(actor, case, **said),
        _("Arahan tercatat."),
    ),
    "selesai": (
        forms.TaskForm,
        lambda actor, case, said: teamwork.finish_task(actor, case, **said),
        _("Tercatat selesai."),
    ),
}


@staff_required("case.read")
@require_GET
def team(request: StaffRequest, case_id: UUID) -> HttpResponse:
    return team_page(request, its_case(request, case_id))


@staff_required("case.read")
@require_POST
def act(request: StaffRequest, case_id: UUID, name: str) -> HttpResponse:
    """Do it, or show the page again with the form as it was typed. Who may do it is asked by the door."""
    case = its_case(request, case_id)
    if name not in ACTS:
        raise Http404
    kind, do, done = ACTS[name]
    form = kind(request.POST, members=[(one.key, one.words) for one in members_of(case)])
    if not form.is_valid():
        return team_page(request, case, bound=(name, form), status=422)
    try:
        do(request.actor, case, form.said())
    except Refused as refused:
        form.add_error(None, why(refused))
        return team_page(request, case, bound=(name, form), status=409)
    messages.success(request, done)
    return redirect("cases:team", case.pk)


def team_page(
    request: StaffRequest, case: Any, *, bound: tuple[str, forms.TeamForm] | None = None, status: int = 200
) -> HttpResponse:
    members = members_of(case)
    pairs = [(one.key, one.words) for one in members]
    today = day_of(case.office, request.actor.at)
    now = timezone.localtime(request.actor.at)
    made: dict[str, forms.TeamForm] = {
        "outsider_form": forms.OutsiderForm(members=pairs),
        "meeting_form": forms.MeetingForm(members=pairs, initial={"held_at": now}),
        "direction_form": forms.DirectionForm(members=pairs),
    }
    name, form = bound or ("", None)
    where = {"orang-luar": "outsider_form", "rapat": "meeting_form", "arahan": "direction_form"}.get(name)
    if where and form is not None:
        made[where] = form
    context = {
        "case": case,
        "members": members,
        "meetings": meetings_of(case, today=today),
        "directions": directions_of(case, today=today),
        "wrong": form,
        "opened": name,
        "may_direct": access.might(request.actor, "case.direct"),
        "may_finish_all": access.might(request.actor, "case.contact.review"),
        **made,
    }
    return render(request, "cases/team.html", context, status=status)
