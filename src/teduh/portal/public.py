# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every public page has in common: nothing kept, nothing told, and the language chosen by the address alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from teduh.accounts.actors import public

Params = ParamSpec("Params")
ENGLISH = "?bahasa=en"


def public_page(
    view: Callable[Concatenate[HttpRequest, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponseBase]:
    """Indonesian unless the address says English: no cookie is needed, and a phone set to English misleads nobody.

    Neither the browser nor anything between may keep the page; the next site is not told where its reader came from.
    """

    @public
    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
        with translation.override("en" if request.GET.get("bahasa") == "en" else "id"):
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Content-Language", translation.get_language() or "id")
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


def show(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """Render with what links need in order to keep the language."""
    english = request.GET.get("bahasa") == "en"
    return render(request, template, {"keep_language": ENGLISH if english else "", **context}, status=status)
