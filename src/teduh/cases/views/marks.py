# SPDX-License-Identifier: AGPL-3.0-or-later
"""One's own numbers and one's family's, left so that nobody ever handles a case of their own without knowing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases.actions import walls
from teduh.cases.forms import MarksForm
from teduh.cases.queries.walls import marks_of


@staff_required("account.marks")
@require_http_methods(["GET", "POST"])
def marks(request: StaffRequest) -> HttpResponse:
    """The answer is the same whatever the numbers meet."""
    form = MarksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "drop":
            walls.drop_marks(request.actor, request.user)
            messages.success(request, _("Semua nomor dihapus."))
        else:
            walls.leave_marks(request.actor, request.user, own=form.cleaned_data["own"], kin=form.cleaned_data["kin"])
            messages.success(request, _("Tersimpan. Nomornya tidak dapat dibaca lagi oleh siapa pun."))
        return redirect("cases:marks")
    left = marks_of(request.user.pk)
    words = {
        "nik-own": _("NIK saya"),
        "phone-own": _("nomor telepon saya"),
        "nik-kin": _("NIK keluarga"),
        "phone-kin": _("nomor telepon keluarga"),
    }
    context = {"form": form, "left": [(left[code], said) for code, said in words.items() if code in left]}
    return render(request, "cases/marks.html", context)
