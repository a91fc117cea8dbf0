# SPDX-License-Identifier: AGPL-3.0-or-later
"""The second report of a matter joins the case that the first one became."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.queries.history import language
from teduh.cases.queries.visibility import case_for
from teduh.cases.views.shared import risk_words
from teduh.intake import actions
from teduh.intake.doubles import uuid_of
from teduh.intake.views import Page, keep, leads_to, page_of, passed_on, report_or_404, show, typed
from teduh.journal.door import Refused
from teduh.lib import saving
from teduh.procedure.standard.model import Risk

if TYPE_CHECKING:
    from teduh.cases.models import Case


def told_more(case: Case, page: Page) -> list[str]:
    """Where the report tells of more danger than the case knows: joining changes no fact of it, somebody decides."""
    found = []
    level = page.form.cleaned_data.get("risk_level") or page.reading.suggestion.level
    risk = Risk(level) if level else None
    if risk and (not case.risk or list(Risk).index(risk) < list(Risk).index(Risk(case.risk))):
        words = {"told": risk_words(risk.value), "known": risk_words(case.risk) or _("belum ditetapkan")}
        found.append(_("Menurut laporan ini: %(told)s. Di kasus: %(known)s. Tinjau risiko kasus.") % words)
    if not set(page.form.cleaned_data.get("kinds") or ()) <= set(
        case.kinds
    ):  # not by name: a message rests in a cookie
        found.append(_("Laporan ini menyebut jenis kekerasan yang belum tercatat di kasus. Baca laporan aslinya."))
    return found


@staff_required("report.triage")
@require_POST
def join(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """What was typed is kept first: it is the original of a report that a case answers from now on."""
    found = report_or_404(request, report_id)
    content = typed(request)
    chosen = uuid_of(request.POST.get("join_case", ""))
    case = case_for(request.actor, chosen) if chosen else None
    try:
        if found.status == "taking":
            keep(request, found, content)
        if case is None:
            page = page_of(found, content)
            page.form.add_error(None, _("Pilih kasus yang perkaranya sama."))
            return show(request, page, status=422)
        actions.join_case(request.actor, found, case=case, reason=request.POST.get("join_reason", ""))
    except Refused as refused:
        rule = refused.refusal.rule
        if rule == actions.OLDER:
            return show(request, page_of(found, content), status=409, older=saving.sent(request.POST))
        if rule == actions.TAKEN:
            return passed_on(request, found, content)
        if rule == actions.SETTLED:
            messages.info(request, refused.refusal.reason.text(language()))
            return leads_to(found)
        page = page_of(found, content)
        page.form.add_error(None, refused.refusal.reason.text(language()))
        return show(request, page, status=422)
    messages.success(request, _("Laporan digabung ke kasus %s. Laporan aslinya tetap tersimpan.") % case.number)
    for more in told_more(case, page_of(found, content)):
        messages.warning(request, more)
    return redirect("cases:case", case.pk)
