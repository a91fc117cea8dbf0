# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an office writes its letters: its arms, its code, how its numbers read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.accounts.forms.fields import answer
from teduh.accounts.views.shared import its_office, tabs
from teduh.accounts.words import said
from teduh.letters.actions.settings import change_settings
from teduh.letters.asking import kinds
from teduh.letters.numbers import LONGEST_CODE, STANDARD, TOKENS, code_problem, number_text, problem_of
from teduh.letters.queries import registers as queries
from teduh.letters.registerforms import SettingsForm

if TYPE_CHECKING:
    from teduh.letters.kinds import Kind

EXAMPLE = 7  # the serial of the example


@staff_required("office.letters")
@require_http_methods(["GET", "POST"])
def settings(request: StaffRequest, code: str) -> HttpResponseBase:
    office = its_office(request, code)
    row = queries.settings_of(office)
    initial = {"code": row.code, "template": row.template or STANDARD}
    initial |= {f"kind-{key}": queries.classification_of(row, kind) for key, kind in numbered().items()}
    form = SettingsForm(
        request.POST or None,
        request.FILES or None,
        kinds=numbered(),
        has_arms=row.arms is not None,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        saved = answer(
            form,
            lambda: change_settings(
                request.actor,
                office,
                rules=form.rules(),
                emblem=form.cleaned_data["arms"],
                without_emblem=form.cleaned_data.get("without_arms", False),
            ),
        )
        if saved:
            messages.success(request, _("Pengaturan surat tersimpan. Nomor yang sudah dipakai tidak berubah."))
            return redirect("letters:settings", code)
    context = {
        "form": form,
        "office": office,
        "has_arms": row.arms is not None,
        "tokens": [(f"{{{token}}}", words) for token, words in TOKENS.items()],
        "manage_tabs": tabs(request, office),
        **example_of(form["template"].value() or "", form["code"].value() or ""),
    }
    return render(request, "letters/settings.html", context, status=422 if form.errors else 200)


@staff_required("office.letters")
@require_POST
def example(request: StaffRequest, code: str) -> HttpResponse:
    """How a number reads while its template is typed, or what is wrong with it. Nothing is saved."""
    its_office(request, code)
    context = example_of(request.POST.get("template", "").strip(), request.POST.get("code", "").strip())
    return render(request, "letters/settings_example.html", context)


@staff_required("office.letters")
@require_GET
def arms(request: StaffRequest, code: str) -> HttpResponse:
    """The arms as they stand in letters."""
    row = queries.settings_of(its_office(request, code))
    if row.arms is None:
        raise Http404
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return HttpResponse(bytes(row.arms.content), content_type=row.arms.media_type, headers=headers)


def numbered() -> dict[str, Kind]:
    return {key: kind for key, kind in sorted(kinds().items(), key=lambda one: one[1].title) if kind.numbered}


def example_of(template: str, code: str) -> dict[str, str]:
    problem = (problem_of(template) if template else None) or code_problem(code, longest=LONGEST_CODE)
    if problem:
        return {"problem": said(problem), "example": ""}
    kind = next(iter(numbered().values()), None)
    text = number_text(
        template,
        serial=EXAMPLE,
        classification=kind.classification if kind else "400.2.4",
        short=kind.short if kind else "",
        code=code,
        dated=timezone.localdate(),
    )
    return {"problem": "", "example": text}
