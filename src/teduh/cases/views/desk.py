# SPDX-License-Identifier: AGPL-3.0-or-later
"""Desk: what must I do now?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.accounts.middleware import REFRESH_HEADER
from teduh.cases import registry
from teduh.cases.clockviews import ClockView, cached_view
from teduh.cases.procedureviews import language, verb_of
from teduh.cases.queries import desk as queries
from teduh.cases.queries.people import client_masks
from teduh.cases.queries.progress import office_time
from teduh.cases.views.shared import risk_words
from teduh.jobs.queries import worker_status
from teduh.lib.wording import day_words, time_words
from teduh.procedure.clocks import OfficeTime

if TYPE_CHECKING:
    from teduh.cases.models import OpenStep


@dataclass(frozen=True, slots=True)
class Row:
    """One step that waits, as a row of work."""

    title: str
    number: str
    who: str
    href: str
    action: str
    risk: str
    risk_word: str
    returned: bool
    begun: bool
    clock: ClockView | None


@staff_required("desk.read")
@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """My open steps, high risk first, then risk not set, then by time left; without its frame where the page renews
    itself."""
    context = rows_of(request)
    if REFRESH_HEADER in request.headers:
        return render(request, "cases/desk_rows.html", context)
    return render(request, "cases/desk.html", context | aside_of(request) | worker_of(request))


def rows_of(request: StaffRequest) -> dict[str, Any]:
    actor = request.actor
    page = Paginator(queries.my_steps(actor), queries.PER_PAGE).get_page(request.GET.get("page"))
    steps = list(page)
    time = office_time(request.user.office) if request.user.office else None
    masks = client_masks(queries.ids_on(page))
    rows = [row_of(step, masks.get(step.case_id, ""), request, time) for step in steps]
    here = actor.at.astimezone(time.calendar.zone) if time else actor.at
    return {
        "page": page,
        "count": page.paginator.count,
        "high": [row for row, step in zip(rows, steps, strict=True) if step.risk_order == queries.HIGH],
        "undecided": [row for row, step in zip(rows, steps, strict=True) if step.risk_order == queries.UNDECIDED],
        "next": [row for row, step in zip(rows, steps, strict=True) if step.risk_order > queries.UNDECIDED],
        "late": sum(1 for row in rows if row.clock and row.clock.tone == "late"),
        "soon": sum(1 for row in rows if row.clock and row.clock.tone == "soon"),
        "today": day_words(here.date(), language()),
        "now": time_words(here, language()),
    }


def row_of(step: OpenStep, who: str, request: StaffRequest, time: OfficeTime | None) -> Row:
    return Row(
        title=step.name,
        number=step.case.number,
        who=_("Klien %s") % who if who else "",
        href=reverse("cases:step", args=[step.case_id, step.run, step.key]),
        action=_("Lanjutkan") if step.started_at else verb_of(step.activity),
        risk=step.case.risk,
        risk_word=risk_words(step.case.risk),
        returned=step.returned,
        begun=step.started_at is not None,
        clock=cached_view(step.clock, at=request.actor.at, time=time, language=language()) if time else None,
    )


def aside_of(request: StaffRequest) -> dict[str, Any]:
    actor = request.actor
    return {
        "panels": registry.desk_panels(actor),
        "waiting": [
            {
                "what": step.waiting_for[:1].upper() + step.waiting_for[1:],
                "step": step.name,
                "number": step.case.number,
                "since": step.opened_at,
                "href": reverse("cases:case", args=[step.case_id]),
            }
            for step in queries.waiting_for_others(actor)
        ],
        "unit": queries.unit_load(actor),
    }


def worker_of(request: StaffRequest) -> dict[str, Any]:
    """Since when background work is silent, for the warning above the page."""
    status = worker_status(request.actor.at)
    if status.alive:
        return {}
    return {"worker_silent_since": status.seen_at, "worker_never": status.seen_at is None}
