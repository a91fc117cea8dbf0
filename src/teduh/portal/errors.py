# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages for what went wrong, in the words of whoever reads them: what happened, what is lost, what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.template import loader
from django.views import defaults

from teduh.accounts.actors import public
from teduh.lib.databases import busy

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY_AFTER = 10  # seconds
_NEVER_SHOWN_AGAIN = "password"  # stands in the names of fields for secrets


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """What cannot be read, and what is too much to be read, which has a page of its own."""
    # A session that could not be saved is reported as if its reader had signed out meanwhile.
    if is_busy(exception):
        return service_unavailable(request)
    if isinstance(exception, TOO_MUCH):
        return HttpResponse(loader.render_to_string("413.html"), status=413)
    return defaults.bad_request(request, exception)


@public
def server_error(request: HttpRequest) -> HttpResponseBase:
    """Our fault; or nobody's, where the database is busy, and then what was typed can be sent again."""
    return service_unavailable(request) if is_busy(sys.exc_info()[1]) else defaults.server_error(request)


def is_busy(error: BaseException | None) -> bool:
    """Whether the database was busy, in this error or in one that led to it."""
    return error is not None and (busy(error) or is_busy(error.__cause__ or error.__context__))


def service_unavailable(request: HttpRequest) -> HttpResponse:
    page = loader.render_to_string("503.html", {"path": request.get_full_path(), "typed": typed(request)})
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"})


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, to be posted once more; nothing where that cannot be. Files and secrets are not written back."""
    try:
        posted, files = request.POST, request.FILES
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []
    if files or any(_NEVER_SHOWN_AGAIN in name for name in posted):
        return []
    return [(name, str(value)) for name, values in posted.lists() for value in values]


class ErrorPagesMiddleware:
    """A page for a method that an address does not know. No address holds NUL, which no database is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or any("\0" in part for one in request.GET.lists() for part in (one[0], *one[1])):
            raise BadRequest("NUL in the address")
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = loader.render_to_string("405.html").encode()
            response.headers["Content-Type"] = "text/html; charset=utf-8"
        return response
