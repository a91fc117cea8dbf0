# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who acts: the actor made from a signed-in person, and the decorators that every view carries. Time enters here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from teduh.accounts import access, queries
from teduh.journal import refusals
from teduh.journal.actor import Actor, system

if TYPE_CHECKING:
    from teduh.accounts.models import Staff
    from teduh.journal.subjects import Subject

Params = ParamSpec("Params")
Found = TypeVar("Found")

PUBLIC = "public"


class StaffRequest(HttpRequest):
    """A request by somebody who is signed in, as `staff_required` hands it to a view."""

    user: Staff
    actor: Actor


def actor_for(staff: Staff, at: datetime) -> Actor:
    """The person as an actor at that moment, with the roles in force, those exercised as a deputy included."""
    return Actor(
        kind="staff",
        id=staff.pk,
        office=staff.office_id or "",
        roles=queries.roles_of(staff, at=at),
        at=at,
        label=staff.full_name,
    )


def system_actor(at: datetime, *, office: str = "") -> Actor:
    """The installation itself: what it does by clock or command, unasked by anybody."""
    return system(at, office=office)


def public_actor(at: datetime) -> Actor:
    """Somebody who has not signed in."""
    return Actor(kind="public", id=None, office="", roles=frozenset(), at=at)


def staff_required(
    permission: str,
) -> Callable[
    [Callable[Concatenate[StaffRequest, Params], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, Params], HttpResponseBase],
]:
    """Let in who is signed in and whose roles give the permission; the view gets `request.actor` and the office's time.

    On which subject the permission holds is asked by queries and the door. KeyError at import for a code that the table
    lacks.
    """
    code = access.RULES[permission].code

    def decorate(
        view: Callable[Concatenate[StaffRequest, Params], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Params], HttpResponseBase]:
        @wraps(view)
        def wrapper(request: Any, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if request.user.must_change_password and not code.startswith("account."):
                return redirect("accounts:password")
            request.actor = actor_for(request.user, timezone.now())
            if not access.might(request.actor, code):
                return forbidden(request, code)
            with timezone.override(zone_of(request.user)):
                response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        wrapper.permission = code  # type: ignore[attr-defined]  # read by the test that every view declares one
        return wrapper

    return decorate


def public(view: Callable[Params, HttpResponseBase]) -> Callable[Params, HttpResponseBase]:
    """Say that a view is for everybody, signed in or not."""
    view.permission = PUBLIC  # type: ignore[attr-defined]  # as above
    return view


def zone_of(staff: Staff) -> ZoneInfo:
    return ZoneInfo(staff.office.zone if staff.office else "Asia/Jakarta")


def forbidden(request: HttpRequest, code: str) -> HttpResponse:
    """The page that says what may not be done, and who may."""
    reason = access.refusal(code).reason
    return render(request, "accounts/forbidden.html", {"reason": reason}, status=403)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        # A part of a page was asked for: the whole page goes to the sign-in, not the part.
        page = request.headers.get("HX-Current-URL", "/")
        return HttpResponse(status=204, headers={"HX-Redirect": redirect_to_login(page).url})
    return redirect_to_login(request.get_full_path())


def seen_or_404(request: StaffRequest, found: Found | None, hidden: Callable[[], Subject | None]) -> Found:
    """What the actor may see, else 404: absent and forbidden look alike. `hidden` finds the subject whoever asks, so
    that a guessed address stands in its journal."""
    if found is not None:
        return found
    subject = hidden()
    if subject is not None:
        refusals.note(request.actor, subject, "visibility")
    raise Http404
