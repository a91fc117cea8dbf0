# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper as it prints."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.journal import refusals
from teduh.letters import actions, queries


@staff_required("case.read")
@require_GET
def paper(request: StaffRequest, paper_id: UUID) -> HttpResponse:
    """The PDF, shown in the browser and kept nowhere on the way; its opening stands in the case's journal."""
    found = queries.paper_for(request.actor, paper_id)
    if found is None:
        case = queries.case_of(paper_id)
        if case is not None:
            refusals.note(request.actor, case, "visibility")
        raise Http404
    actions.note_opened(request.actor, found.case, paper=found)
    name = f"{found.kind}-{found.case.number.replace('/', '-')}-{found.version}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(found.pdf.open(), content_type="application/pdf", headers=headers)
