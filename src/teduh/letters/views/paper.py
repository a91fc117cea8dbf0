# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper as it prints: the PDF, or its pages as pictures for a telephone."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from teduh.accounts.actors import StaffRequest, seen_or_404, staff_required
from teduh.letters import queries
from teduh.letters.actions import making
from teduh.letters.asking import kind_of
from teduh.letters.queries.drawing import pages_of


@staff_required("case.read")
@require_GET
def paper(request: StaffRequest, paper_id: UUID) -> HttpResponse:
    """The PDF, shown in the browser and kept nowhere on the way; its opening stands in the case's journal."""
    found = seen_or_404(request, queries.paper_for(request.actor, paper_id), lambda: queries.case_of(paper_id))
    making.note_opened(request.actor, found.case, paper=found)
    name = f"{found.letter.kind}-{found.case.number.replace('/', '-')}-{found.version}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(found.pdf.open(), content_type="application/pdf", headers=headers)


@staff_required("case.read")
@require_GET
def picture(request: StaffRequest, paper_id: UUID, page: int) -> HttpResponse:
    """One page of a version as PNG, drawn from the same data as its PDF. The page that shows it records its opening."""
    found = queries.paper_for(request.actor, paper_id)
    kind = kind_of(found.letter.kind) if found else None
    if found is None or kind is None:
        raise Http404
    pages = pages_of(kind, found.fields.open()["data"])
    if not 1 <= page <= len(pages):
        raise Http404
    return HttpResponse(pages[page - 1], content_type="image/png")
