# SPDX-License-Identifier: AGPL-3.0-or-later
"""Administration of staff: who works where, in which roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teduh.accounts import actions, queries
from teduh.accounts.actors import StaffRequest, staff_required
from teduh.accounts.forms import NewStaffForm, RoleForm, StaffForm, answer
from teduh.accounts.views.shared import its_office, tabs
from teduh.accounts.waiting import waiting_for
from teduh.accounts.words import role_name, said
from teduh.journal import door
from teduh.journal.subjects import INSTALLATION

DETAILS = ("full_name", "title", "nip", "rank", "email", "phone")


@staff_required("staff.edit")
def staff(request: StaffRequest, code: str = "") -> HttpResponse:
    """Everybody of an office; without a code, those of the installation itself."""
    office = _office(request, code)
    today = timezone.localdate()
    rows: list[dict[str, Any]] = [
        {"staff": one, "roles": [role_name(held.role) for held in one.holdings.all() if _runs(held, today)]}
        for one in queries.staff_of(office)
    ]
    context = {
        "office": office,
        "manage_tabs": tabs(request, office),
        "rows": [row for row in rows if row["staff"].is_active],
        "left": [row for row in rows if not row["staff"].is_active],
    }
    return render(request, "accounts/staff.html", context)


@staff_required("staff.edit")
@require_http_methods(["GET", "POST"])
def new_staff(request: StaffRequest, code: str = "") -> HttpResponse:
    """Somebody begins to work here. The first password is shown once, to be handed over."""
    office = _office(request, code)
    units = _units(office)
    form = NewStaffForm(request.POST or None, units=list(units.values()), installation=office is None)
    if request.method == "POST" and form.is_valid():
        password = actions.temporary_password()
        added = answer(
            form,
            lambda: actions.add_staff(
                request.actor,
                office or INSTALLATION,
                username=form.cleaned_data["username"],
                details=_details(form, units),
                password=password,
                held=[form.cleaned_data["role"]] if form.cleaned_data["role"] else [],
            ),
        )
        if added:
            return _hand_over(request, added, password)
    return render(
        request, "accounts/new_staff.html", {"form": form, "office": office, "manage_tabs": tabs(request, office)}
    )


@staff_required("staff.edit")
@require_http_methods(["GET", "POST"])
def one_staff(request: StaffRequest, number: int) -> HttpResponse:
    """Details and roles of somebody."""
    person = _person(request, number)
    units = _units(person.office)
    initial = {name: getattr(person, name) for name in DETAILS} | {"unit": person.unit_id}
    form = StaffForm(request.POST or None, initial=initial, units=list(units.values()))
    if request.method == "POST" and form.is_valid():
        saved = answer(form, lambda: actions.change_staff(request.actor, person, details=_details(form, units)))
        if saved:
            messages.success(request, gettext("Data staf tersimpan."))
            return redirect("accounts:one_staff", number)
    return _one(request, person, form=form)


@staff_required("staff.edit")
@require_POST
def give_role(request: StaffRequest, number: int) -> HttpResponse:
    person = _person(request, number)
    form = RoleForm(request.POST, installation=person.office is None)
    if form.is_valid():
        given = answer(form, lambda: actions.give_role(request.actor, person, **form.cleaned_data))
        if given:
            messages.success(request, gettext("Peran diberikan."))
            return redirect("accounts:one_staff", number)
    return _one(request, person, role_form=form)


@staff_required("staff.edit")
@require_POST
def end_role(request: StaffRequest, number: int, holding: int) -> HttpResponse:
    person = _person(request, number)
    held = next((one for one in person.holdings.all() if one.pk == holding), None)
    if held is None:
        raise Http404
    actions.end_role(request.actor, person, holding=held)
    messages.success(request, gettext("Peran diakhiri."))
    return redirect("accounts:one_staff", number)


@staff_required("staff.edit")
@require_http_methods(["GET", "POST"])
def set_active(request: StaffRequest, number: int) -> HttpResponse:
    """Deactivate somebody who left, or let them back in. Asked first, with how much work waits for them."""
    person = _person(request, number)
    if request.method == "GET":
        context = {
            "person": person,
            "office": person.office,
            "manage_tabs": tabs(request, person.office),
            "waiting": waiting_for(person, at=request.actor.at),
        }
        return render(request, "accounts/deactivate.html", context)
    active = request.POST.get("active") == "1"
    try:
        actions.set_active(request.actor, person, active=active, anyway=request.POST.get("anyway") == "1")
    except door.Refused as refused:
        messages.error(request, said(refused.refusal.reason))
    else:
        done = gettext("%(name)s aktif lagi.") if active else gettext("%(name)s dinonaktifkan.")
        messages.success(request, done % {"name": person.full_name})
    return redirect("accounts:one_staff", number)


@staff_required("staff.edit")
@require_POST
def reset_password(request: StaffRequest, number: int) -> HttpResponse:
    """A new first password, shown once."""
    person = _person(request, number)
    password = actions.temporary_password()
    actions.reset_password(request.actor, person, password=password)
    return _hand_over(request, person, password)


def _office(request: StaffRequest, code: str) -> Any:
    """The office of that code; None for the installation, which only its own administrators see."""
    if code:
        return its_office(request, code)
    if request.actor.office:
        raise Http404
    return None


def _person(request: StaffRequest, number: int) -> Any:
    found = queries.staff_for(request.actor).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _units(office: Any) -> dict[int, Any]:
    return {unit.pk: unit for _, unit in queries.units_of(office)} if office else {}


def _details(form: StaffForm, units: dict[int, Any]) -> actions.StaffDetails:
    said = form.cleaned_data
    return actions.StaffDetails(unit=units.get(int(said["unit"] or 0)), **{name: said[name] for name in DETAILS})


def _runs(held: Any, today: Any) -> bool:
    return bool(held.valid_from <= today and (held.valid_until is None or held.valid_until >= today))


def _one(
    request: StaffRequest, person: Any, *, form: StaffForm | None = None, role_form: RoleForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    initial = {name: getattr(person, name) for name in DETAILS} | {"unit": person.unit_id}
    context = {
        "person": person,
        "office": person.office,
        "manage_tabs": tabs(request, person.office),
        "form": form or StaffForm(initial=initial, units=list(_units(person.office).values())),
        "role_form": role_form or RoleForm(initial={"valid_from": today}, installation=person.office is None),
        "holdings": [
            {
                "held": held,
                "label": role_name(held.role),
                "runs": _runs(held, today),
                "begins": held.valid_from > today,
            }
            for held in person.holdings.all()
        ],
        "superiors": list(queries.superiors(person, at=request.actor.at)),
    }
    return render(request, "accounts/one_staff.html", context)


def _hand_over(request: StaffRequest, person: Any, password: str) -> HttpResponse:
    """The page with the first password: shown once, kept nowhere."""
    context = {
        "person": person,
        "password": password,
        "manage_tabs": tabs(request, person.office),
        "office": person.office,
    }
    return render(request, "accounts/hand_over.html", context)
