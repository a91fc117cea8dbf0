# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a step: its forms while it is open, what was answered once it is done; and what is pressed there."""

from __future__ import annotations

from dataclasses import asdict, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases import formviews, stepforms, steppage, stepsent, together
from teduh.cases.actions import steps
from teduh.cases.procedureviews import follows_of
from teduh.cases.queries import work as queries
from teduh.cases.queries.progress import progress_of
from teduh.cases.queries.visibility import lately_seen
from teduh.cases.registry import paper_maker
from teduh.cases.steppage import Place
from teduh.cases.stepsent import Choices, Sent
from teduh.cases.views.files import take_files
from teduh.cases.views.shared import its_case, uploaded, why
from teduh.cases.views.steppages import CONFLICT, EMPTY, form_page, record_page, stale
from teduh.journal.door import Refused
from teduh.lib import saving
from teduh.lib.wording import time_words
from teduh.procedure.standard.model import Effect

FORM_CHANGED = gettext_lazy(
    "Formulir ini berubah sejak Anda membukanya. Isian Anda tetap ada: periksa sekali lagi, lalu selesaikan."
)


def its_place(request: StaffRequest, case_id: UUID, run: int, key: str) -> Place:
    """The step. What is sent from a page that stood open is answered even where the case was lost to a colleague."""
    lately = lately_seen(request.actor, case_id) if request.method == "POST" else None
    lost = lately is not None and not lately.handled_by(request.actor)
    case = lately if lately is not None and lost else its_case(request, case_id)
    progress = progress_of(case, at=request.actor.at)
    place = steppage.place_of(request.actor, case, progress, run, key, lost=lost)
    if place is None:
        raise Http404
    return place


@staff_required("case.read")
@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, case_id: UUID, run: int, key: str) -> HttpResponseBase:
    place = its_place(request, case_id, run, key)
    if request.method == "POST":
        return finish(request, place)
    if not place.open:
        return record_page(request, place)
    if letter := paper_maker().waiting_at(place.case, run, key):
        return redirect(letter)
    draft, typed = kept(place)
    return form_page(request, place, typed, draft=draft)


def kept(place: Place) -> tuple[queries.Draft | None, Sent]:
    """What was typed so far, where the step is the actor's."""
    draft = queries.draft_of(place.case, run=place.run.number, step=place.step.key) if place.mine else None
    if draft is None:
        return None, Sent(Choices(), EMPTY)
    typed = stepsent.read(place, draft, finishing=False)
    return draft, Sent(typed.choices, replace(typed.filled, errors={}), left=typed.left)


def finish(request: StaffRequest, place: Place) -> HttpResponseBase:
    """`do` says what was pressed: finish, entry, save, or overwrite, which saves over what another page saved since. A
    page that went stale never loses what was typed."""
    pressed = request.POST.get("do") or "finish"
    saves = pressed in ("save", "overwrite")
    page = saving.sent(request.POST, pressed=pressed)
    place, posted, refused_files = take_files(request, place)
    if pressed == "overwrite" and (draft := queries.draft_of(place.case, run=place.run.number, step=place.step.key)):
        posted = together.picked(place, posted, draft)
    sent = stepsent.read(place, posted, finishing=not saves, entry=pressed == "entry")
    if not saves:
        sent = stepsent.with_proof(sent, uploaded(request, "proof"))
        sent = replace(sent, filled=replace(sent.filled, errors={**sent.filled.errors, **refused_files}))
    for said in refused_files.values() if saves else ():
        messages.warning(request, said)
    if place.lost or not place.open or (sent.choices.round and sent.choices.round != place.now.round):
        return stale(request, place, sent)
    if not saves and any(left.changed for left in sent.left.values()):
        return form_page(request, place, sent, page=page, refusal=str(FORM_CHANGED), status=CONFLICT)
    if not saves and sent.wrong:
        return form_page(request, place, sent, page=page, status=422)
    try:
        return press(request, place, sent, page, pressed, posted)
    except Refused as refused:
        # A colleague may have been quicker by a moment: where the step stands now decides what is said.
        fresh = its_place(request, place.case.pk, place.run.number, place.step.key)
        if fresh.lost or not fresh.open:
            return stale(request, fresh, sent)
        if refused.refusal.rule == steps.ENTERED:
            return entered(request, fresh, sent, why(refused))
        older = refused.refusal.rule == steps.OLDER
        refusal = "" if older else why(refused)
        older_of = posted if older else None
        return form_page(request, fresh, sent, page=page, refusal=refusal, older_of=older_of, status=CONFLICT)


def entered(request: StaffRequest, place: Place, sent: Sent, refusal: str) -> HttpResponseBase:
    """An entry came in since the page was made: this one, by a double press, or another, beside which this stays."""
    keys = [block.key for block in place.blocks]
    here = (place.run.number, place.step.key)
    last = {given.key: given.values for given in queries.given_in(place.case, keys) if (given.run, given.step) == here}
    if last == sent.filled.answers:
        messages.info(request, _("Entri itu sudah tercatat."))
        return redirect("cases:step", place.case.pk, *here)
    return form_page(request, place, sent, page=saving.rendered(0), refusal=refusal, status=CONFLICT)


def press(
    request: StaffRequest, place: Place, sent: Sent, page: saving.Saving, pressed: str, posted: QueryDict
) -> HttpResponseBase:
    case, run, key = place.case, place.run.number, place.step.key
    if pressed in ("save", "overwrite"):
        keep(request, place, page, posted)
        messages.success(request, _("Tersimpan. Langkah ini belum selesai."))
        return redirect("cases:step", case.pk, run, key)
    work = replace(stepsent.work_of(place, sent), saving=page, stand=request.POST.get("stand", ""))
    if place.approval and any(paper_maker().signed_apart(product) for product in work.products):
        keep(request, place, page, posted)  # the reason is asked for again beside the signature
        return make_apart(request, place, work)
    if pressed == "entry":
        steps.add_entry(request.actor, case, step=key, run=run, work=work)
        messages.success(request, _("Entri tercatat. Langkah tetap terbuka untuk entri berikutnya."))
        return redirect("cases:step", case.pk, run, key)
    outcome = stepsent.outcome_of(place, sent.choices)
    steps.finish_step(request.actor, case, step=key, outcome=outcome.key if outcome else "", run=run, work=work)
    if outcome and outcome.effect in (Effect.RETURN, Effect.REPEAT):
        follows = follows_of(place.run, place.step, outcome)
        messages.success(request, _("%(step)s tercatat. %(follows)s") % {"step": place.step.name, "follows": follows})
    else:
        messages.success(request, _("Selesai: %s.") % place.step.name)
    return redirect("cases:case", case.pk)


def make_apart(request: StaffRequest, place: Place, work: steps.Work) -> HttpResponseBase:
    """A step that signs what it makes: the letter first, as it will print; signing it finishes the step."""
    case, run, key = place.case, place.run.number, place.step.key
    steps.start_making(request.actor, case, step=key, run=run, work=work)
    messages.success(request, _("Surat dibuat. Baca, lalu tanda tangani."))
    return redirect(paper_maker().waiting_at(case, run, key))


@staff_required("case.read")
@require_POST
def save(request: StaffRequest, case_id: UUID, run: int, key: str) -> HttpResponseBase:
    """What was typed so far, saved as it is typed. Answers with the moment and with what formulas come to now, or 409
    where something newer is there."""
    place = its_place(request, case_id, run, key)
    if place.lost or not place.open:
        return JsonResponse({}, status=CONFLICT)
    try:
        keep(request, place, saving.sent(request.POST), request.POST)
    except Refused:
        return JsonResponse({}, status=CONFLICT)
    hour = request.actor.at.astimezone(place.progress.time.calendar.zone)
    views = steppage.views_of(place, {}, stepforms.read(place.blocks, request.POST, finishing=False))
    return JsonResponse({"saved": f"{time_words(hour)}.{hour:%S}", **asdict(formviews.live(views))})


def keep(request: StaffRequest, place: Place, page: saving.Saving, posted: QueryDict) -> None:
    steps.save_step(
        request.actor,
        place.case,
        step=place.step.key,
        fields=stepsent.draft_fields(posted),
        saving=page,
        run=place.run.number,
        at=request.POST.get("stand", ""),
        asked=[block.form for block in place.blocks],
    )


@staff_required("case.step.start")
@require_POST
def start(request: StaffRequest, case_id: UUID, run: int, key: str) -> HttpResponseBase:
    place = its_place(request, case_id, run, key)
    if place.lost:
        return stale(request, place, Sent(Choices(), EMPTY))
    try:
        steps.start_step(request.actor, place.case, step=key, run=run)
    except Refused as refused:
        messages.warning(request, why(refused))
    else:
        messages.success(request, _("Dimulai: %s.") % place.step.name)
    return redirect("cases:step", case_id, run, key)


@staff_required("case.step.not_needed")
@require_POST
def not_needed(request: StaffRequest, case_id: UUID, run: int, key: str) -> HttpResponseBase:
    place = its_place(request, case_id, run, key)
    choices = stepsent.choices_from(request.POST)
    if place.lost or not place.open:
        return stale(request, place, Sent(choices, EMPTY))
    try:
        steps.say_not_needed(request.actor, place.case, step=key, run=run, reason=choices.reason)
    except Refused as refused:
        draft, typed = kept(place)
        sent = replace(typed, choices=choices)
        return form_page(request, place, sent, draft=draft, refusal=why(refused), status=CONFLICT)
    messages.success(request, _("Dicatat tidak perlu: %s.") % place.step.name)
    return redirect("cases:case", case_id)


@staff_required("case.step.finish")
@require_POST
def break_off(request: StaffRequest, case_id: UUID, run: int, key: str) -> HttpResponseBase:
    place = its_place(request, case_id, run, key)
    choices = stepsent.choices_from(request.POST)
    if place.lost or not place.open:
        return stale(request, place, Sent(choices, EMPTY))
    try:
        steps.break_off(request.actor, place.case, step=key, run=run, reason=choices.reason)
    except Refused as refused:
        draft, typed = kept(place)
        sent = replace(typed, choices=choices)
        return form_page(request, place, sent, draft=draft, refusal=why(refused), status=CONFLICT)
    messages.success(request, _("Dihentikan: %s. Langkah terbuka lagi dan dapat dimulai kemudian.") % place.step.name)
    return redirect("cases:case", case_id)
