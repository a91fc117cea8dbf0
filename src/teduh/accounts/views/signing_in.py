# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in and out, and one's own password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from teduh.accounts import actions, demo_staff, queries, signing_in
from teduh.accounts.actors import StaffRequest, public, staff_required
from teduh.accounts.forms import PasswordForm, SignInForm
from teduh.accounts.words import role_name


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password. The same answer whether the name is unknown or the password wrong."""
    going = _next(request)
    if request.user.is_authenticated:
        return redirect(going)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if signing_in.sign_in(request, **form.cleaned_data, at=timezone.now()):
            return redirect(going)
        form.add_error(None, _why_not(request))
    locked = bool(getattr(request, "axes_locked_out", False))
    context = {"form": form, "next": going, "demo": _demo() if settings.DEMO else [], "passphrase": demo_staff.PASSWORD}
    return render(request, "accounts/sign_in.html", context, status=429 if locked else 200)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    signing_in.sign_out(request, at=timezone.now())
    messages.success(request, gettext("Anda sudah keluar."))
    return redirect("accounts:sign_in")


@staff_required("account.password")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """One's own password; asked for at the first sign-in."""
    form = PasswordForm(request.POST or None, staff=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_password(request.actor, request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        messages.success(request, gettext("Kata sandi Anda sudah diganti."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/password.html", {"form": form, "first": request.user.must_change_password})


def _next(request: HttpRequest) -> str:
    """Where to go afterwards: only to a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A word that is no address would be looked up as the name of a page.
    return wanted if ours and wanted.startswith("/") else str(settings.LOGIN_REDIRECT_URL)


def _why_not(request: HttpRequest) -> str:
    if getattr(request, "axes_locked_out", False):
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        return gettext(
            "Terlalu banyak percobaan. Nama masuk ini dikunci %(minutes)s menit. "
            "Tunggu, atau minta pengelola menyetel ulang kata sandi."
        ) % {"minutes": minutes}
    return gettext("Nama masuk atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.")


def _demo() -> list[dict[str, object]]:
    """The invented staff, by office, each a button."""
    offices: dict[str, list[dict[str, str]]] = {}
    for staff in queries.demo_sign_ins():
        held = ", ".join(role_name(holding.role) for holding in staff.holdings.all())
        name = staff.office.name if staff.office else gettext("Seluruh instalasi")
        offices.setdefault(name, []).append(
            {
                "username": staff.username,
                "password": demo_staff.PASSWORD,
                "name": staff.full_name,
                "title": staff.title,
                "roles": held,
            }
        )
    return [{"office": office, "people": people} for office, people in offices.items()]
