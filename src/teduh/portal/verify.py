# SPDX-License-Identifier: AGPL-3.0-or-later
"""Is this letter real? By its code or its number; the answer never says what stands in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from teduh.accounts.actors import public
from teduh.accounts.queries import office
from teduh.letters import queries, seals
from teduh.letters.queries import Verified
from teduh.portal.public import show

# A question by number takes this long, whatever the answer: numbers can be counted up, and who does so gets a few a
# second. A code of 128 random bits cannot be guessed; there the wait only spares who mistypes a quick second try.
PATIENCE_SECONDS = 0.7
# Waiting holds one of the web server's threads (16 by `manage.py serve`). So many wait at once and no more: who comes
# then is sent away without an answer, and the other threads stay with everybody else.
WAITING_ROOM = 4
_places = BoundedSemaphore(WAITING_ROOM)
LARGEST = 10_000_000
TOO_MANY = 429
LONGEST_NUMBER = 120


@public
@csrf_exempt  # nothing is changed, and there is neither cookie nor session that another site could use
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str = "") -> HttpResponseBase:
    """A letter by the code printed on it, or by office and number; with a file, whether it is that very letter."""
    with translation.override("en" if request.GET.get("bahasa") == "en" else "id"):
        response = by_code(request, token) if token else by_number(request)
        response.headers["Content-Language"] = translation.get_language() or "id"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def by_code(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.by_token(token)
    if found is None:
        with patience():
            pass
    return answer(request, found, asked=True)


def by_number(request: HttpRequest) -> HttpResponse:
    number, code = request.GET.get("nomor", "").strip()[:LONGEST_NUMBER], request.GET.get("kantor", "")
    if not number:
        return answer(request, None, asked=False, chosen=code)
    with patience() as seated:
        found = queries.by_number(code, number) if seated else None
        return answer(request, found, asked=True, busy=not seated, number=number, chosen=code)


@contextmanager
def patience() -> Iterator[bool]:
    """Take a place in the waiting room, and stay for a moment; False, and no wait, where all places are taken."""
    if not _places.acquire(blocking=False):
        yield False
        return
    try:
        yield True
        time.sleep(PATIENCE_SECONDS)
    finally:
        _places.release()


def answer(
    request: HttpRequest,
    found: Verified | None,
    *,
    asked: bool,
    busy: bool = False,
    number: str = "",
    chosen: str = "",
) -> HttpResponse:
    """The page. `number` and `chosen` are what was asked: the number as typed, and the office's code."""
    issuer = office(found.office_code) if found else None
    uploaded = request.FILES.get("berkas")
    # The day on the page is the day on the letter: that of the office.
    with timezone.override(ZoneInfo(issuer.zone) if issuer else None):
        response = show(
            request,
            "portal/verify.html",
            status=TOO_MANY if busy else 404 if asked and found is None else 200,
            found=found,
            asked=asked,
            busy=busy,
            offices=queries.issuing_offices(),
            office=issuer,
            compared=compared(uploaded, found.fingerprint) if found and isinstance(uploaded, UploadedFile) else "",
            number=number,
            chosen=chosen,
            asked_query=urlencode({"kantor": chosen, "nomor": number}) if number else "",
        )
    if busy:
        response.headers["Retry-After"] = "2"
    return response


def compared(uploaded: UploadedFile[bytes], fingerprint: str) -> str:
    """same, other, or large. The file is read and forgotten."""
    if (uploaded.size or 0) > LARGEST:
        return "large"
    return "same" if seals.fingerprint(uploaded.read()) == fingerprint else "other"
