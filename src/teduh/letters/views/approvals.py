# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits for my paraf or signature, and the page of one letter: read it, pass it on, sign it, send it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teduh.accounts import access
from teduh.accounts.actors import StaffRequest, seen_or_404, staff_required
from teduh.cases import formviews, stepforms
from teduh.cases.queries.contact import asks_first_in
from teduh.cases.queries.people import cautions_of
from teduh.cases.queries.visibility import here
from teduh.cases.views.shared import risk_words, why
from teduh.journal.door import Refused
from teduh.letters import queries
from teduh.letters.actions import approving, making, signing
from teduh.letters.asking import asks
from teduh.letters.forms import (
    DeliveryForm,
    FullCopyForm,
    InkForm,
    InkPrintForm,
    RefuseCopyForm,
    ReturnForm,
    RevokeForm,
    WithdrawForm,
)
from teduh.letters.queries.chains import to_be_made_again
from teduh.letters.queries.lacking import lacking_of
from teduh.letters.queries.reading import LetterPage, page_of
from teduh.lib.numbers import whole_number

if TYPE_CHECKING:
    from teduh.letters.models import Letter

CONFLICT = 409


@staff_required("letter.approve")
def approvals(request: StaffRequest) -> HttpResponseBase:
    """The most pressing letter, opened; the others beside it."""
    hops = queries.waiting_for(request.actor)
    context: dict[str, Any] = {
        "waiting": hops,
        "lately": queries.decided_lately(request.actor),
        "may_register": access.might(request.actor, "letter.register"),
    }
    if not hops:
        return render(request, "letters/approvals.html", context)
    first = queries.letter_for(request.actor, hops[0].letter_id)
    assert first is not None  # the list holds only what the actor sees
    request.actor = here(request.actor, first.case)
    return show(request, first, "letters/approvals.html", context | {"next": hops[1:]})


@staff_required("case.read")
def letter(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    return show(request, its_letter(request, letter_id), "letters/letter.html", {})


@staff_required("letter.approve")
@require_POST
def approve(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    """Paraf or signature, whichever the letter waits for."""
    found = its_letter(request, letter_id)
    said: dict[str, Any] = {name: request.POST.get(name, "") for name in ("note", "late", "passphrase")}
    said["version"] = whole_number(request.POST.get("version", ""))
    try:
        if page_of(request.actor, found).signs:
            signing.sign(request.actor, found.case, letter=found, reserved=chosen_number(request), **said)
            words = _("Ditandatangani: %s.") % f"{found.title} {found.number}".strip()
        else:
            signing.initial(request.actor, found.case, letter=found, **said)
            words = _("Diparaf: %s.") % found.title
    except Refused as refused:
        return refused_page(request, letter_id, refused)
    messages.success(request, words)
    if queries.waiting_for(request.actor):
        return redirect("letters:approvals")
    return redirect("letters:letter", found.pk)


def chosen_number(request: StaffRequest) -> UUID | None:
    """A number kept for earlier paper, where one was chosen; what is no key at all counts as none."""
    try:
        return UUID(request.POST.get("reserved", ""))
    except ValueError:
        return None


@staff_required("letter.approve")
@require_POST
def send_back(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    found = its_letter(request, letter_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"return_form": form}, status=422)
    try:
        approving.send_back(
            request.actor,
            found.case,
            letter=found,
            version=whole_number(request.POST.get("version", "")),
            note=form.cleaned_data["note"],
        )
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"return_form": form})
    messages.success(request, _("Dikembalikan: %s.") % found.title)
    return redirect("letters:approvals")


@staff_required("letter.make")
def rework(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    """The letter's questions again, with what was answered last: another version."""
    found = its_letter(request, letter_id)
    asked = asks(found.product)
    if found.state != "draft" or asked is None:
        return redirect("letters:letter", found.pk)
    if to_be_made_again(found.case, run=found.run, step=found.step):
        return redirect("cases:step", found.case_id, found.run, found.step)
    block = stepforms.for_paper(asked, found.product)
    answers = queries.newest_paper(found).fields.open()["answers"]
    filled = None
    status = 200
    wrong: list[tuple[str, str, str]] = []
    refusal = ""
    if request.method == "POST":
        filled = stepforms.read([block], request.POST, finishing=True)
        if not filled.errors:
            try:
                making.rework(request.actor, found.case, letter=found, answers=filled.answers[block.key])
            except Refused as refused:
                refusal, status = why(refused), CONFLICT
            else:
                messages.success(request, _("Versi baru dibuat: %s.") % found.title)
                return redirect("letters:letter", found.pk)
        else:
            status = 422
    view = formviews.view(block, answers, filled=filled)
    if filled is not None:
        wrong = formviews.with_error([view], filled.errors)
    context = {"letter": found, "case": found.case, "asked": view, "wrong": wrong, "refusal": refusal}
    context["lacking"] = lacking_of(request.actor, found)
    return render(request, "letters/rework.html", context, status=status)


@staff_required("letter.revoke")
@require_POST
def revoke(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    found = its_letter(request, letter_id)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"revoke_form": form}, status=422)
    try:
        signing.revoke(request.actor, found.case, letter=found, reason=form.cleaned_data["reason"])
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"revoke_form": form})
    messages.success(request, _("Dicabut: %s.") % found.number)
    return redirect("letters:letter", found.pk)


@staff_required("letter.revoke")
@require_POST
def withdraw(request: StaffRequest, letter_id: UUID) -> HttpResponseBase:
    found = its_letter(request, letter_id)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return show(request, found, "letters/letter.html", {"withdraw_form": form}, status=422)
    try:
        approving.withdraw(request.actor, found.case, letter=found, reason=form.cleaned_data["reason"])
    except Refused as refused:
        return refused_page(request, letter_id, refused, {"withdraw_form": form})
    messages.success(request, _("Ditarik: %s.") % found.title)
    return redirect("letters:letter", found.pk)


def delivery_form(request: StaffRequest, found: Letter) -> DeliveryForm | None:
    """Only a letter that is signed and still holds is handed over."""
    if found.state != "signed" or not access.allowed(request.actor, "letter.deliver", found.case):
        return None
    return DeliveryForm(initial={"delivered_at": timezone.localtime(request.actor.at)})


def may_ask_full(request: StaffRequest, found: Letter, page: LetterPage) -> bool:
    """The writer of a draft that shows initials, not whoever it waits for."""
    drafted = found.state == "draft" and not page.mine and page.full is None and page.may_be_full
    return drafted and access.allowed(request.actor, "letter.make", found.case)


def its_letter(request: StaffRequest, letter_id: UUID) -> Letter:
    """The letter, if the actor sees its case; absent and forbidden look alike, and a guess stands in the journal."""
    found = seen_or_404(request, queries.letter_for(request.actor, letter_id), lambda: queries.hidden_case(letter_id))
    request.actor = here(request.actor, found.case)
    return found


def refused_page(
    request: StaffRequest, letter_id: UUID, refused: Refused, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    fresh = its_letter(request, letter_id)
    said = {"refusal": why(refused), "note": request.POST.get("note", ""), **(context or {})}
    return show(request, fresh, "letters/letter.html", said, status=CONFLICT)


def show(
    request: StaffRequest, found: Letter, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The letter's page; that whoever it waits for has read it is recorded, and so is its opening."""
    page: LetterPage = page_of(request.actor, found)
    if page.mine and page.hop is not None and page.hop.read_at is None:
        approving.note_read(request.actor, found.case, letter=found)
    making.note_opened(request.actor, found.case, paper=page.paper)
    shown = {
        "page": page,
        "letter": found,
        "case": found.case,
        "risk_words": risk_words(found.case.risk),
        "cautions": cautions_of(found.case, ask_first=asks_first_in(found.case)) if found.state == "signed" else [],
        "return_form": ReturnForm(),
        "revoke_form": RevokeForm() if access.allowed(request.actor, "letter.revoke", found.case) else None,
        "withdraw_form": WithdrawForm() if access.allowed(request.actor, "letter.revoke", found.case) else None,
        "delivery_form": delivery_form(request, found),
        "ink_print_form": InkPrintForm(people=page.signatories) if page.ink else None,
        "ink_form": InkForm(people=page.signatories, initial={"signed_at": timezone.localtime(request.actor.at)})
        if page.ink and page.inked_print
        else None,
        "lacking": lacking_of(request.actor, found) if found.state == "draft" else [],
        "refuse_copy_form": RefuseCopyForm(),
        "full_form": FullCopyForm() if may_ask_full(request, found, page) else None,
        "may_rework": access.allowed(request.actor, "letter.make", found.case),
    }
    return render(request, template, shown | dict(context), status=status)
