# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the frame of every staff page needs: the tabs that this person may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.functional import SimpleLazyObject as Lazy
from django.utils.translation import gettext_lazy as _

from teduh.accounts import access


@dataclass(frozen=True, slots=True)
class Tab:
    address: str
    icon: str
    word: Promise
    short: Promise | None
    current: str  # aria-current: "page" for this very page, "true" for one below it


# The page, the permission that its tab asks for, icon, word, and a shorter word where a phone has no room for it.
TABS = (
    ("cases:desk", "desk.read", "desk", _("Meja"), None),
    ("intake:new", "report.take", "plus", _("Laporan baru"), _("Laporan")),
    ("cases:list", "case.read", "folder", _("Kasus"), None),
    ("letters:approvals", "letter.approve", "pen", _("Persetujuan"), None),
    ("standards:list", "standard.read", "book", _("Standar"), None),
    ("accounts:manage", "manage.read", "gear", _("Kelola"), None),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context of every page; nothing is worked out before a template asks."""
    return {"shell_tabs": Lazy(lambda: tabs_of(request))}


def tabs_of(request: HttpRequest) -> list[Tab]:
    """The tabs in order. No tab where the person's roles do not give the permission, or no part brings the page."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    found = []
    for name, permission, icon, word, short in TABS:
        address = _address(name)
        if address and access.might(actor, permission):
            current = "page" if request.path == address else "true" if request.path.startswith(address) else ""
            found.append(Tab(address, icon, word, short, current))
    return found


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
