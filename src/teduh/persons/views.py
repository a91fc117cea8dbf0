# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's page: identity masked until opened with a purpose, their cases, who else they may be; and the regions.

Changing somebody's data shows all of it: it asks for a purpose like every opening, and is one entry in their journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from teduh.accounts.actors import StaffRequest, seen_or_404, staff_required, zone_of
from teduh.journal.door import Refused
from teduh.lib.codelists import label
from teduh.persons import actions, opened, queries, safecontact
from teduh.persons import regions as places
from teduh.persons.cards import cards_of
from teduh.persons.forms import PersonForm, initial_of
from teduh.persons.nik import warnings
from teduh.persons.visibility import cases_of
from teduh.procedure.problems import Message

if TYPE_CHECKING:
    from teduh.persons.models import Person

WHOLE = "whole"  # the name under which the editing of all data stands open


def said(message: Message) -> str:
    return message.text("en" if get_language() == "en" else "id")


def its_person(request: StaffRequest, person_id: UUID) -> Person:
    """The person, if the actor sees them; absent and forbidden look alike. A guess stands in that person's journal."""
    return seen_or_404(request, queries.person_for(request.actor, person_id), lambda: queries.hidden(person_id))


@staff_required("person.read")
@require_http_methods(["GET", "POST"])
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    found = its_person(request, person_id)
    if request.method == "POST":
        return change(request, found)
    return person_page(request, found)


def change(request: StaffRequest, found: Person) -> HttpResponse:
    form = PersonForm(request.POST)
    if not form.is_valid():
        return person_page(request, found, form=form, status=422)
    try:
        actions.change_person(request.actor, found, details=form.details())
    except Refused as refused:
        form.add_error(None, said(refused.refusal.reason))
        return person_page(request, found, form=form, status=409)
    messages.success(request, _("Data tersimpan."))
    return redirect("persons:person", found.pk)


@staff_required("person.reveal")
@require_POST
def reveal(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Open one protected field, or all of them for editing, with a purpose."""
    found = its_person(request, person_id)
    field, purpose = request.POST.get("field", ""), request.POST.get("purpose", "")
    wanted = list(actions.PROTECTED) if field == WHOLE else [field]
    if purpose not in actions.PURPOSES or not set(wanted) <= set(actions.PROTECTED):
        messages.error(request, _("Pilih dahulu untuk apa data itu dibuka."))
        return redirect("persons:person", found.pk)
    if field == WHOLE and purpose in actions.TO_REACH:
        messages.error(request, _("Untuk menghubungi, pakai tombol Hubungi di halaman kasus."))
        return redirect("persons:person", found.pk)
    for one in wanted:
        try:
            actions.reveal(request.actor, found, field=one, purpose=purpose, case="")
        except Refused as refused:
            messages.error(request, said(refused.refusal.reason))
            return redirect("persons:person", found.pk)
        remember(request, found, one, purpose)
    if field == WHOLE:
        remember(request, found, WHOLE, purpose)
    return redirect("persons:person", found.pk)


def remember(request: StaffRequest, found: Person, field: str, purpose: str) -> None:
    opened.remember(request.session, person=found.pk, field=field, case="", purpose=purpose, at=request.actor.at)


@staff_required("person.reveal")
@require_POST
def close(request: StaffRequest, person_id: UUID) -> HttpResponse:
    found = its_person(request, person_id)
    opened.forget(request.session, person=found.pk, case="")
    return redirect("persons:person", found.pk)


def person_page(
    request: StaffRequest, found: Person, *, form: PersonForm | None = None, status: int = 200
) -> HttpResponse:
    still = opened.opened(request.session, person=found.pk, case="", at=request.actor.at)
    zone = zone_of(request.user)
    editing = form is not None or WHOLE in still
    cards = cards_of(found, still, who=request.actor.label, zone=zone)
    birth = queries.birth_date_of(found)
    if editing and form is None:
        form = PersonForm(initial=initial_of(found))
    parts = {"identity": PersonForm.IDENTITY, "contact": PersonForm.CONTACT, "safe": PersonForm.SAFE}
    context: dict[str, Any] = {
        "person": found,
        "mask": next(card.mask for card in cards if card.field == "name") or _("Nama tidak diketahui"),
        "cards": cards,
        "missing": [card.label if card.label.isupper() else card.label.lower() for card in cards if card.empty],
        "purposes": list(actions.PURPOSES.items()),
        "open": bool(still),
        "editing": editing,
        "form": form,
        **({name: form.part(fields) for name, fields in (parts | {"life": PersonForm.LIFE}).items()} if form else {}),
        "coded": coded_of(found),
        "cautions": safecontact.lines(found.safe_contact.open(), ask_first=safecontact.asks_first(found)),
        "cases": cases_of(request.actor, found),
        "nik_warnings": [said(one) for one in warnings(found.nik.open(), birth=birth, sex=found.sex)],
        "doubles": doubles_of(request, found),
    }
    return render(request, "persons/person.html", context, status=status)


def coded_of(found: Person) -> list[tuple[str, str]]:
    """What is counted of a person and shows nobody: in words, the unknown left out."""
    rows = [
        (_("Jenis kelamin"), label("sex", found.sex)),
        (_("Disabilitas"), _("Penyandang disabilitas") if found.disability == "yes" else ""),
        (_("Wilayah tinggal"), places.path_of(found.home_region) if found.home_region else ""),
    ]
    unknown = label("sex", "")
    return [(name, words) for name, words in rows if words and words != unknown]


def doubles_of(request: StaffRequest, found: Person) -> list[dict[str, Any]]:
    """Others whom the actor sees that may be the same person, each with why and with the same facts beside these."""
    same = queries.candidates(
        request.actor, name=found.name.open(), phone=found.phone.open(), nik=found.nik.open(), limit=6
    )
    zone = zone_of(request.user)
    return [
        {
            "person": one.person,
            "why": ", ".join(said(reason) for reason in one.why),
            "cards": cards_of(one.person, {}, who="", zone=zone, fields=("name", "nik", "phone", "birth_date")),
            "coded": coded_of(one.person),
        }
        for one in same
        if one.person.pk != found.pk
    ]


@staff_required("person.read")
@require_GET
def regions(request: StaffRequest) -> JsonResponse:
    """Regions while typing: those of the office's own province first."""
    near = request.user.office.regency_code if request.user.office else ""
    found = places.search(request.GET.get("q", "")[:100], near=near)
    results = [{"value": region.code, "label": region.path, "detail": region.code} for region in found]
    return JsonResponse({"results": results})
