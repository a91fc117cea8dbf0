# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing with ink: the print, and the scan that comes back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.journal.door import Refused
from teduh.letters import seals
from teduh.letters.actions import inking
from teduh.letters.forms import InkForm, InkPrintForm
from teduh.letters.queries.reading import signatories_of
from teduh.letters.views.approvals import its_letter, refused_page, show
from teduh.lib.numbers import whole_number


@staff_required("letter.approve")
@require_POST
def print_for_ink(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    found = its_letter(request, letter_id)
    form = InkPrintForm(request.POST, people=signatories_of(request.actor, found))
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"ink_print_form": form}, status=422)
    try:
        paper = inking.print_for_ink(
            request.actor,
            found.case,
            letter=found,
            version=whole_number(request.POST.get("version", "")),
            signatory=form.cleaned_data["signatory"],
        )
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"ink_print_form": form})
    messages.success(
        request, _("Surat diberi nomor %s. Cetak PDF-nya, lalu unggah hasil pindainya.") % paper.letter.number
    )
    return redirect("letters:letter", found.pk)


@staff_required("letter.approve")
@require_POST
def record_ink(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    found = its_letter(request, letter_id)
    form = InkForm(request.POST, request.FILES, people=signatories_of(request.actor, found))
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"ink_form": form}, status=422)
    said = {name: form.cleaned_data[name] for name in ("signatory", "signed_at", "code", "scan")}
    seen = seals.scan_codes(said["scan"].data)
    try:
        inking.record_ink(
            request.actor,
            found.case,
            letter=found,
            version=whole_number(request.POST.get("version", "")),
            seen=seen,
            **said,
        )
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"ink_form": form})
    messages.success(request, _("Tanda tangan basah dicatat: %s.") % f"{found.title} {found.number}".strip())
    return redirect("letters:letter", found.pk)
