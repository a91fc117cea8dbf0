# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing a letter over from its own page, and the proof of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from teduh.accounts.actors import StaffRequest, seen_or_404, staff_required
from teduh.journal.door import Refused
from teduh.letters import queries
from teduh.letters.actions import delivering
from teduh.letters.forms import DeliveryForm
from teduh.letters.views.approvals import its_letter, refused_page, show


@staff_required("letter.deliver")
@require_POST
def deliver(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    found = its_letter(request, letter_id)
    form = DeliveryForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"delivery_form": form}, status=422)
    try:
        delivering.deliver(request.actor, found.case, letter=found, **form.cleaned_data)
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"delivery_form": form})
    messages.success(request, _("Penyerahan dicatat: %s.") % found.title)
    return redirect("letters:letter", found.pk)


@staff_required("case.read")
@require_GET
def proof(request: StaffRequest, delivery_id: UUID) -> HttpResponse:
    """Shown in the browser and kept nowhere on the way; its opening stands in the case's journal."""
    found = queries.delivery_for(request.actor, delivery_id)
    found = seen_or_404(request, found, lambda: queries.hidden_delivery(delivery_id))
    if not found.proof_type:
        raise Http404
    delivering.note_proof_opened(request.actor, found.letter.case, delivery=found)
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(found.proof_type, "jpg")
    headers = {"Content-Disposition": f'inline; filename="bukti-penyerahan.{ending}"'}
    return HttpResponse(found.proof.open(), content_type=found.proof_type, headers=headers)
