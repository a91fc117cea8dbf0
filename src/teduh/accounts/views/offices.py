# SPDX-License-Identifier: AGPL-3.0-or-later
"""Administration of offices: their details, units, deputies and holidays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teduh.accounts import access, actions, hours, queries
from teduh.accounts.actors import StaffRequest, staff_required
from teduh.accounts.forms import DeputyForm, HolidayForm, OfficeForm, UnitForm, answer
from teduh.accounts.views.shared import its_office, tabs
from teduh.accounts.words import role_name
from teduh.journal.subjects import INSTALLATION
from teduh.lib.numbers import whole_number


@staff_required("manage.read")
def manage(request: StaffRequest) -> HttpResponse:
    """The offices that one administers; with one only, straight to it."""
    offices = list(queries.offices_for(request.actor))
    if len(offices) == 1 and request.actor.office:
        return redirect("accounts:summary", offices[0].code)
    return render(request, "accounts/manage.html", {"offices": offices, "manage_tabs": tabs(request, None)})


@staff_required("manage.read")
def summary(request: StaffRequest, code: str) -> HttpResponse:
    """What stands of an office, and what may be changed."""
    office = its_office(request, code)
    context = {
        "office": office,
        "manage_tabs": tabs(request, office),
        "week": hours.describe(hours.from_data(office.hours)),
        "units": [(depth, unit, role_name(unit.head_role)) for depth, unit in queries.units_of(office)],
        "staff_count": queries.staff_of(office).filter(is_active=True).count(),
        "may_edit": access.allowed(request.actor, "office.edit", office),
    }
    return render(request, "accounts/summary.html", context)


@staff_required("office.edit")
@require_http_methods(["GET", "POST"])
def office(request: StaffRequest, code: str) -> HttpResponse:
    found = its_office(request, code)
    form = OfficeForm(request.POST or None, initial=OfficeForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        saved = answer(form, lambda: actions.change_office(request.actor, found, details=form.details()))
        if saved:
            messages.success(request, gettext("Data kantor tersimpan. Batas waktu mengikuti jam yang baru."))
            return redirect("accounts:summary", code)
    return render(request, "accounts/office.html", {"form": form, "office": found, "manage_tabs": tabs(request, found)})


@staff_required("office.edit")
@require_http_methods(["GET", "POST"])
def unit(request: StaffRequest, code: str, number: int | None = None) -> HttpResponse:
    """A new unit, or one that is there."""
    found = its_office(request, code)
    units = {one.pk: one for _, one in queries.units_of(found)}
    staff = {one.pk: one for one in queries.staff_of(found)}
    if number is not None and number not in units:
        raise Http404
    changed = units.get(number) if number is not None else None
    initial = (
        {"name": changed.name, "parent": changed.parent_id, "head_role": changed.head_role, "head": changed.head_id}
        if changed
        else {}
    )
    form = UnitForm(request.POST or None, initial=initial, units=list(units.values()), staff=list(staff.values()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        saved = answer(
            form,
            lambda: actions.save_unit(
                request.actor,
                found,
                unit=changed,
                name=said["name"],
                parent=units.get(int(said["parent"] or 0)),
                head_role=said["head_role"],
                head=staff.get(int(said["head"] or 0)),
            ),
        )
        if saved:
            messages.success(request, gettext("Unit tersimpan."))
            return redirect("accounts:summary", code)
    context = {"form": form, "office": found, "unit": changed, "manage_tabs": tabs(request, found)}
    return render(request, "accounts/unit.html", context)


@staff_required("deputy.edit")
@require_http_methods(["GET", "POST"])
def deputies(request: StaffRequest, code: str) -> HttpResponse:
    """Who stands in for whom, and a new Plt. or Plh."""
    found = its_office(request, code)
    units = {one.pk: one for _, one in queries.units_of(found)}
    people = {one.pk: one for one in queries.staff_of(found).filter(is_active=True)}
    form = DeputyForm(
        request.POST or None,
        initial={"valid_from": timezone.localdate()},
        people=list(people.values()),
        units=list(units.values()),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        appointed = answer(
            form,
            lambda: actions.appoint_deputy(
                request.actor,
                found,
                kind=said["kind"],
                role=said["role"],
                staff=people[int(said["staff"])],
                absent=people.get(int(said["absent"] or 0)),
                unit=units.get(int(said["unit"] or 0)),
                valid_from=said["valid_from"],
                valid_until=said["valid_until"],
            ),
        )
        if appointed:
            messages.success(request, gettext("Penunjukan tersimpan. Ia berlaku pada hari-harinya dengan sendirinya."))
            return redirect("accounts:deputies", code)
    today = timezone.localdate()
    rows = [
        {
            "deputy": one,
            "post": role_name(one.role),
            "ended": one.valid_until is not None and one.valid_until < today,
        }
        for one in queries.deputies_of(found)
    ]
    context = {"form": form, "office": found, "rows": rows, "manage_tabs": tabs(request, found)}
    return render(request, "accounts/deputies.html", context)


@staff_required("deputy.edit")
@require_POST
def end_deputy(request: StaffRequest, code: str, number: int) -> HttpResponse:
    found = its_office(request, code)
    deputy = queries.deputies_of(found).filter(pk=number).first()
    if deputy is None:
        raise Http404
    actions.end_deputy(request.actor, found, deputy=deputy)
    messages.success(request, gettext("Penunjukan diakhiri."))
    return redirect("accounts:deputies", code)


@staff_required("holiday.edit")
@require_http_methods(["GET", "POST"])
def holidays(request: StaffRequest, code: str = "") -> HttpResponse:
    """The days off of a year: of one office, or (without a code) of the whole country."""
    found = its_office(request, code) if code else None
    if found is None and request.actor.office:
        raise Http404
    year = _year(request)
    words = {
        "national": gettext("Libur nasional"),
        "joint_leave": gettext("Cuti bersama"),
        "local": gettext("Libur setempat"),
    }
    kinds = [(kind, word) for kind, word in words.items() if (kind == "local") == (found is not None)]
    form = HolidayForm(request.POST or None, kinds=kinds, initial={"kind": kinds[0][0]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        added = answer(
            form,
            lambda: actions.add_holiday(
                request.actor,
                found or INSTALLATION,
                day=said["date"],
                name=said["name"],
                kind=said["kind"],
                provisional=said["provisional"],
            ),
        )
        if added:
            messages.success(request, gettext("Hari libur tersimpan. Batas waktu yang berjalan mengikutinya."))
            return _to_holidays(code, said["date"].year)
    context: dict[str, Any] = {
        "form": form,
        "office": found,
        "year": year,
        "rows": [(holiday, words[holiday.kind]) for holiday in queries.holidays_of(found, year=year)],
        "manage_tabs": tabs(request, found),
    }
    return render(request, "accounts/holidays.html", context)


@staff_required("holiday.edit")
@require_POST
def remove_holiday(request: StaffRequest, number: int, code: str = "") -> HttpResponse:
    found = its_office(request, code) if code else None
    holiday = queries.holiday(number, office=found)
    if holiday is None or (found is None and request.actor.office):
        raise Http404
    year = holiday.date.year
    actions.remove_holiday(request.actor, found or INSTALLATION, holiday=holiday)
    messages.success(request, gettext("Hari libur dihapus. Batas waktu yang berjalan mengikutinya."))
    return _to_holidays(code, year)


def _year(request: StaffRequest) -> int:
    wanted = whole_number(request.GET.get("tahun", ""), digits=4)
    return wanted if 2000 <= wanted <= 2100 else timezone.localdate().year


def _to_holidays(code: str, year: int) -> HttpResponse:
    response = redirect("accounts:holidays", code) if code else redirect("accounts:national_holidays")
    response["Location"] += f"?tahun={year}"
    return response
