# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of cases: found by number, by name, by status and risk."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.queries import listing as queries
from teduh.cases.queries.people import client_masks
from teduh.cases.views.shared import channel_words, risk_words
from teduh.persons.details import clean
from teduh.standards.words import RISKS


@staff_required("case.read")
@require_http_methods(["GET", "POST"])
def cases(request: StaffRequest) -> HttpResponse:
    """A name is searched by POST, so that it stands in no address, history or log."""
    text = clean(request.POST.get("text", ""))[:200]
    filters = {name: request.GET.get(name, "") or request.POST.get(name, "") for name in ("status", "risk", "late")}
    found = queries.find(request.actor, text=text, **filters)
    page = queries.Pages(found, 200 if text else queries.PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    masks = client_masks([case.pk for case in rows])
    context = {
        "page": page,
        "rows": [
            {
                "case": case,
                "client": masks.get(case.pk, ""),
                "risk_word": risk_words(case.risk),
                "came": channel_words(case.channel),
            }
            for case in rows
        ],
        "count": page.paginator.count,
        "more": page.paginator.count > queries.COUNTED,
        "text": text,
        "filtered": bool(text or any(filters.values())),
        "query": urlencode({name: value for name, value in filters.items() if value}),
        "statuses": [("", _("Semua")), *queries.STATUSES],
        "risks": [
            ("", _("Semua")),
            *((risk.value, word) for risk, word in RISKS.items()),
            (queries.NOT_SET, _("Risiko belum ditetapkan")),
        ],
        **filters,
    }
    return render(request, "cases/list.html", context)
