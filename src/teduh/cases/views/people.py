# SPDX-License-Identifier: AGPL-3.0-or-later
"""The people of a case: masked, opened with a purpose, closed again; and the caution on how they may be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.casepage import CasePage
from teduh.cases.queries.contact import asks_first_in
from teduh.cases.queries.people import REACHED, caution_of, person_in
from teduh.cases.views.shared import its_case, why
from teduh.journal.door import Refused
from teduh.persons import actions, opened
from teduh.persons.cards import cards_of

if TYPE_CHECKING:
    from teduh.cases.models import Case

CLIENT = "client"
SHOWN = ("name", "phone", "home_address", "nik")  # the rest stands on the person's own page


@staff_required("person.reveal")
@require_POST
def reveal(request: StaffRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Open one field of one person for this case; the journal says who, what and what for."""
    case = its_case(request, case_id)
    person = person_in(case, person_id)
    if person is None:
        raise Http404
    field, purpose = request.POST.get("field", ""), request.POST.get("purpose", "")
    if field not in actions.PROTECTED or purpose not in actions.PURPOSES:
        messages.error(request, _("Pilih dahulu untuk apa data itu dibuka."))
    else:
        try:
            actions.reveal(request.actor, person, field=field, purpose=purpose, case=case.number)
        except Refused as refused:
            messages.error(request, why(refused))
        else:
            opened.remember(
                request.session,
                person=person.pk,
                field=field,
                case=case.number,
                purpose=purpose,
                at=request.actor.at,
            )
    return redirect(f"{reverse('cases:case', args=[case.pk])}#orang-{person.pk}")


@staff_required("person.reveal")
@require_POST
def close(request: StaffRequest, case_id: UUID, person_id: UUID) -> HttpResponse:
    """Close again what stands open of somebody."""
    case = its_case(request, case_id)
    opened.forget(request.session, person=person_id, case=case.number)
    return redirect(f"{reverse('cases:case', args=[case.pk])}#orang-{person_id}")


def people_context(request: StaffRequest, case: Case, page: CasePage) -> dict[str, Any]:
    """Everybody of the case with their fields, and the caution of clients and reporters."""
    zone = page.progress.time.calendar.zone
    rows = []
    ask_first = asks_first_in(case)
    cautions: dict[str, None] = {}
    for view in page.people:
        person = view.participant.person
        reached = view.participant.part in REACHED
        said = caution_of(person, ask_first=ask_first and reached)
        still = opened.opened(request.session, person=person.pk, case=case.number, at=request.actor.at)
        rows.append(
            {
                "view": view,
                "cards": [
                    card
                    for card in cards_of(person, still, who=request.actor.label, zone=zone, fields=SHOWN)
                    if not card.empty
                ],
                "open": bool(still),
                "cautions": said,
            }
        )
        if reached:
            about = view.participant.part == CLIENT
            cautions |= dict.fromkeys(caution_of(person, ask_first=ask_first and about))
    return {"people": rows, "cautions": list(cautions), "purposes": list(actions.PURPOSES.items())}
