# SPDX-License-Identifier: AGPL-3.0-or-later
"""Around every request: answers remembered while it lasts, and the end of a sign-in that nobody uses any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from teduh.accounts import signing_in
from teduh.accounts.remembered import remembering

# The time of the last use is written this often at most: a page that refreshes itself must not write each time.
NOTED_EVERY = timedelta(seconds=60)
# A page that refreshes itself says so (`hx-headers='{"Teduh-Refresh": "1"}'`): that is no use by a person.
REFRESH_HEADER = "Teduh-Refresh"


class IdleMiddleware:
    """Ends a sign-in after `settings.IDLE_TIME` without use. It slides: every page begins the time anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembering():
            now = timezone.now()
            # Only a browser with a session can be signed in; public pages cost no look-up.
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                self._end_or_note(request, now)
            return self.get_response(request)

    def _end_or_note(self, request: HttpRequest, now: datetime) -> None:
        # The person, not a promise of one: the door locks rows, and a lazy stand-in has none.
        request.user = auth.get_user(request)
        if not request.user.is_authenticated:
            return
        seen = request.session.get("seen_at")
        last = datetime.fromisoformat(seen) if seen else now
        if now - last > settings.IDLE_TIME:
            signing_in.end_idle(request, at=now)
        elif not seen or (now - last > NOTED_EVERY and REFRESH_HEADER not in request.headers):
            request.session["seen_at"] = now.isoformat()
