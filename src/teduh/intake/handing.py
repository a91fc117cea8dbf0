# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report passes to a colleague: taken over because it lies, or handed over by a superior in line."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.queries.history import language
from teduh.intake import actions, queries
from teduh.intake.panel import how_long, taker, title_of
from teduh.intake.views import report_or_404
from teduh.journal.door import Refused
from teduh.lib.numbers import whole_number


@staff_required("report.take_over")
@require_http_methods(["GET", "POST"])
def take_over(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """What lies, without its content, and the press that takes it over."""
    found = queries.in_office(request.actor).filter(pk=report_id).first()
    if found is None:
        raise Http404
    if found.taken_by_id == request.actor.id:
        return redirect("intake:report", found.pk)
    refused, status = "", 200
    if request.method == "POST":
        try:
            actions.take_over(request.actor, found, of=whole_number(request.POST.get("of", "")) or None)
        except Refused as refusal:
            if found.taken_by_id == request.actor.id:  # pressed twice
                return redirect("intake:report", found.pk)
            refused, status = refusal.refusal.reason.text(language()), 409
        else:
            messages.success(request, _("Laporan ini sekarang milik Anda. Yang sudah diketik ada di bawah ini."))
            return redirect("intake:report", found.pk)
    elif found.status != "taking" or not queries.lies(found, request.actor.at):
        refused = _("Laporan ini tidak tergeletak lagi.")
    context = {
        "report": found,
        "title": title_of(found),
        "taker": taker(found),
        "long": how_long(found, request.actor.at),
        "refused": refused,
    }
    return render(request, "intake/take_over.html", context, status=status)


@staff_required("report.hand_over")
@require_POST
def hand_over(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    found = report_or_404(request, report_id)
    to = whole_number(request.POST.get("to", ""))
    name = dict(queries.officers_for(found, at=request.actor.at)).get(to, "")
    try:
        actions.hand_over(request.actor, found, to=to)
    except Refused as refused:
        messages.error(request, refused.refusal.reason.text(language()))
        return redirect("intake:report", found.pk)
    messages.success(request, _("Laporan diserahkan kepada %s.") % name)
    return redirect("intake:report", found.pk) if to == request.actor.id else redirect("cases:desk")
