# SPDX-License-Identifier: AGPL-3.0-or-later
"""The session side of signing in and out; what is kept of it stands in the journal (`actions.sign_in`)."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from teduh.accounts import queries
from teduh.accounts.actions import note_failure, note_sign_in, note_sign_out
from teduh.accounts.actors import actor_for, public_actor
from teduh.journal.subjects import INSTALLATION


def sign_in(request: HttpRequest, *, username: str, password: str, at: datetime) -> bool:
    """Whether name and password fit and the name is not locked; then the session is that person's.

    Axes counts the failures under the name in small letters, so that `Bayu` and `bayu` share one count.
    """
    name = username.strip().casefold()
    staff = auth.authenticate(request, username=name, password=password)
    if staff is None:
        # Axes counts failures until it locks; what comes after that is no news, and must not fill the journal.
        if getattr(request, "axes_failures_since_start", None) is not None:
            locked = bool(getattr(request, "axes_locked_out", False))
            note_failure(public_actor(at), queries.by_username(name) or INSTALLATION, locked=locked)
        return False
    note_sign_in(actor_for(staff, at), staff, password=password)
    auth.login(request, staff)
    request.session["seen_at"] = at.isoformat()
    return True


def keep_response(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """What Axes answers when it locks: the page that our view made, which says so itself."""
    return response


def address_of(request: HttpRequest) -> str:
    """Where the browser is. Behind the proxy every request comes from this machine: the proxy, which alone is believed,
    wrote the browser's address last. So a stranger who guesses locks out nobody but the own machine."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    try:
        return str(ip_address(told)) if told else seen
    except ValueError:
        return seen


def sign_out(request: HttpRequest, *, at: datetime) -> None:
    if request.user.is_authenticated:
        note_sign_out(actor_for(request.user, at), request.user, idle=False)
    auth.logout(request)


def end_idle(request: HttpRequest, *, at: datetime) -> None:
    """Sign out somebody who left the page alone, and say so on the next page."""
    if request.user.is_authenticated:
        note_sign_out(actor_for(request.user, at), request.user, idle=True)
    auth.logout(request)
    messages.warning(
        request,
        gettext("Anda keluar otomatis karena halaman lama tidak dipakai. Masuk lagi untuk melanjutkan."),
    )
