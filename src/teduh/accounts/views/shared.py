# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the administration pages share: finding the office that one may see, and the tabs above each page."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from teduh.accounts import access, queries
from teduh.accounts.actors import StaffRequest
from teduh.accounts.managepages import manage_pages


def its_office(request: StaffRequest, code: str) -> Any:
    """The office, if the actor administers it; absent and another's look alike (404)."""
    office = queries.office_for(request.actor, code)
    if office is None:
        raise Http404
    return office


def tabs(request: StaffRequest, office: Any) -> list[dict[str, Any]]:
    """Links to the pages of this office (of the installation, without one) that the actor's roles open."""
    if office is not None:
        pages = [
            (gettext("Kantor"), "accounts:summary", "manage.read"),
            (gettext("Staf"), "accounts:staff", "staff.edit"),
            (gettext("Pengganti"), "accounts:deputies", "deputy.edit"),
            (gettext("Hari libur"), "accounts:holidays", "holiday.edit"),
            *((str(page.word), page.name, page.permission) for page in manage_pages()),
        ]
        arguments = [office.code]
    else:
        pages = [
            (gettext("Semua kantor"), "accounts:manage", "manage.read"),
            (gettext("Staf instalasi"), "accounts:installation_staff", "staff.edit"),
            (gettext("Libur nasional"), "accounts:national_holidays", "holiday.edit"),
        ]
        arguments = []
    return [
        {"word": word, "address": address, "here": request.path == address}
        for word, page, code in pages
        if access.might(request.actor, code)
        for address in [reverse(page, args=arguments)]
    ]
