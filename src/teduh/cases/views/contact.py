# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reaching somebody of a case: what is safe first, then the way, then the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.actions import contact
from teduh.cases.forms import ReachForm
from teduh.cases.queries.contact import asks_first_in
from teduh.cases.queries.people import caution_of, people_of
from teduh.cases.views.shared import its_case, why
from teduh.journal.door import Refused
from teduh.persons import opened, safecontact
from teduh.persons.actions import change_safe_contact
from teduh.persons.forms import SafeContactForm, initial_contact

if TYPE_CHECKING:
    from teduh.cases.models import Case
    from teduh.cases.queries.people import PersonView


def its_person(case: Case, person_id: UUID) -> PersonView:
    found = next((one for one in people_of(case) if one.participant.person_id == person_id), None)
    if found is None:
        raise Http404
    return found


@staff_required("case.contact")
@require_http_methods(["GET", "POST"])
def reach(request: StaffRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Choose a way; what it needs stands open on the case's page afterwards, or the e-mail is sent."""
    case = its_case(request, case_id)
    view = its_person(case, person_id)
    form = ReachForm(request.POST or None)
    if request.method != "POST":
        return contact_page(request, case, view, form=form)
    if not form.is_valid():
        return contact_page(request, case, view, form=form, status=422)
    person = view.participant.person
    said = form.cleaned_data
    try:
        contact.reach(request.actor, case, person=person, **said)
    except Refused as refused:
        form.add_error(None, why(refused))
        return contact_page(request, case, view, form=form, status=409)
    for field, ways in safecontact.FIELD_WAYS.items():
        if said["way"] in ways and said["way"] != "email":
            opened.remember(
                request.session,
                person=person.pk,
                field=field,
                case=case.number,
                purpose="contact",
                at=request.actor.at,
            )
    messages.success(request, _("Surel dikirim.") if said["way"] == "email" else _("Kontak tercatat."))
    return redirect(f"{reverse('cases:case', args=[case.pk])}#orang-{person.pk}")


@staff_required("person.edit")
@require_POST
def profile(request: StaffRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """How the person may be reached, as they say it now."""
    case = its_case(request, case_id)
    view = its_person(case, person_id)
    form = SafeContactForm(request.POST)
    if not form.is_valid():
        return contact_page(request, case, view, profile_form=form, status=422)
    try:
        change_safe_contact(request.actor, view.participant.person, contact=form.contact())
    except Refused as refused:
        form.add_error(None, why(refused))
        return contact_page(request, case, view, profile_form=form, status=409)
    messages.success(request, _("Cara menghubungi yang aman tersimpan."))
    return redirect("cases:contact", case.pk, person_id)


@staff_required("case.contact.review")
@require_POST
def review(request: StaffRequest, case_id: UUID, contact_id: UUID) -> HttpResponse:
    case = its_case(request, case_id)
    try:
        contact.review(request.actor, case, contact=contact_id)
    except Refused as refused:
        messages.error(request, why(refused))
    else:
        messages.success(request, _("Kontak ditinjau."))
    return redirect(f"{reverse('cases:case', args=[case.pk])}#kontak")


def contact_page(
    request: StaffRequest,
    case: Case,
    view: PersonView,
    *,
    form: ReachForm | None = None,
    profile_form: SafeContactForm | None = None,
    status: int = 200,
) -> HttpResponse:
    person = view.participant.person
    wrong = next((one for one in (form, profile_form) if one is not None and one.is_bound), None)
    context: dict[str, Any] = {
        "case": case,
        "view": view,
        "person": person,
        "cautions": caution_of(person, ask_first=asks_first_in(case)),
        "form": form or ReachForm(),
        "profile_form": profile_form or SafeContactForm(initial=initial_contact(person)),
        "editing": profile_form is not None,
        "wrong": wrong,
    }
    return render(request, "cases/contact.html", context, status=status)
