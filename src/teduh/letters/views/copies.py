# SPDX-License-Identifier: AGPL-3.0-or-later
"""Full copies: asked for, refused, taken back; and the copy with initials that everybody else reads."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.journal.door import Refused
from teduh.letters import queries
from teduh.letters.actions import copying, making
from teduh.letters.asking import kind_of
from teduh.letters.forms import FullCopyForm, RefuseCopyForm
from teduh.letters.queries import copies
from teduh.letters.queries.drawing import pdf_of
from teduh.letters.queries.protection import protection
from teduh.letters.views.approvals import its_letter, refused_page, show
from teduh.lib.numbers import whole_number


@staff_required("letter.make")
@require_POST
def ask(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    """Another version, that names the clients in full for one recipient."""
    found = its_letter(request, letter_id)
    form = FullCopyForm(request.POST)
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"full_form": form}, status=422)
    try:
        copying.ask_full_copy(request.actor, found.case, letter=found, **form.cleaned_data)
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"full_form": form})
    messages.success(request, _("Konsep memuat identitas lengkap. Pemaraf dan penanda tangan melihat alasannya."))
    return redirect("letters:letter", found.pk)


@staff_required("letter.make")
@require_POST
def withdraw(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    found = its_letter(request, letter_id)
    try:
        copying.withdraw_full_copy(request.actor, found.case, letter=found)
    except Refused as refused:
        return refused_page(request, letter_id, refused)
    messages.success(request, _("Konsep memakai inisial lagi."))
    return redirect("letters:letter", found.pk)


@staff_required("letter.approve")
@require_POST
def refuse(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    """The full identity does not leave; the draft goes back to its writer."""
    found = its_letter(request, letter_id)
    form = RefuseCopyForm(request.POST)
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"refuse_copy_form": form}, status=422)
    version = whole_number(request.POST.get("version", ""))
    try:
        copying.refuse_full_copy(
            request.actor, found.case, letter=found, version=version, reason=form.cleaned_data["reason"]
        )
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"refuse_copy_form": form})
    messages.success(request, _("Identitas lengkap ditolak. Konsep kembali ke penulisnya: %s.") % found.title)
    return redirect("letters:approvals")


@staff_required("case.read")
@require_GET
def with_initials(request: StaffRequest, letter_id: UUID) -> HttpResponse:
    """The same letter for whoever is not entitled, made from what was signed; its opening stands in the journal."""
    found = its_letter(request, letter_id)
    kind, paper = kind_of(found.kind), queries.newest_paper(found)
    if kind is None or found.state == "draft" or copies.standing(found) is None:
        raise Http404
    making.note_opened(request.actor, found.case, paper=paper)
    shielded = protection(found.case)
    data = copies.with_initials(kind, paper.fields.open()["data"], shielded["protected"], shielded["known"])
    made = pdf_of(kind, data, at=paper.made_at)
    name = f"{found.kind}-{found.case.number.replace('/', '-')}-inisial.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
