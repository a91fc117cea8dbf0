# SPDX-License-Identifier: AGPL-3.0-or-later
"""Family and household of a case: a drawing, and the same as a table."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.familychart import HEIGHT, WIDTH, Someone, Tie, draw
from teduh.cases.queries.family import relatives_of
from teduh.cases.views.shared import its_case


@staff_required("case.read")
@require_GET
def family(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Names stay masked, on the screen and on paper."""
    case = its_case(request, case_id)
    people, pairs = relatives_of(case)
    chart = draw(
        [
            Someone(
                key=one.key,
                name=one.mask,
                about=one.role,
                lines=tuple(relation.replace(", serumah", "") for relation in one.relations),
                client=one.client,
                alleged=one.alleged,
                guardian=one.guardian,
                at_home=one.at_home,
            )
            for one in people
        ],
        [Tie(pair.client, pair.other, pair.code, pair.guardian) for pair in pairs],
    )
    context = {"case": case, "chart": chart, "people": people, "box_width": WIDTH, "box_height": HEIGHT}
    return render(request, "cases/family.html", context)
