# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a step: its forms while it is open, what was answered once it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases import stepforms, steppage
from teduh.cases.actions import steps
from teduh.cases.actions.projection import roles_of
from teduh.cases.answerviews import in_words
from teduh.cases.clockviews import view as clock_view
from teduh.cases.procedureviews import day_and_hour, kept_by_starting, language, line_of, who_may
from teduh.cases.queries import work as queries
from teduh.cases.queries.history import history_of, taker_of, why_returned
from teduh.cases.queries.people import cautions_of
from teduh.cases.queries.progress import progress_of
from teduh.cases.queries.visibility import lately_seen
from teduh.cases.registry import paper_maker
from teduh.cases.steppage import Choices, Place, Sent
from teduh.cases.views.shared import its_case, why
from teduh.journal.door import Refused
from teduh.lib.wording import time_words

ENDED = ("finished", "not_needed")
TAKEN = (*ENDED, "started", "entry_made")
CONFLICT = 409
EMPTY = stepforms.Filled({}, {}, {})


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
    draft = queries.draft_of(place.case, run=run, step=key) if place.mine else None
    if draft is None:
        return form_page(request, place, Sent(Choices(), EMPTY))
    typed = steppage.read(place, draft, finishing=False)
    return form_page(request, place, Sent(typed.choices, replace(typed.filled, errors={})), draft=draft)


def finish(request: StaffRequest, place: Place) -> HttpResponseBase:
    """`do` says what was pressed: finish, entry, or save. A page that went stale never loses what was typed."""
    pressed = request.POST.get("do", "finish")
    sent = steppage.read(place, request.POST, finishing=pressed != "save", entry=pressed == "entry")
    if place.lost or not place.open or (sent.choices.round and sent.choices.round != place.now.round):
        return stale(request, place, sent)
    if pressed != "save" and sent.wrong:
        return form_page(request, place, sent, status=422)
    try:
        return press(request, place, sent, pressed)
    except Refused as refused:
        # A colleague may have been quicker by a moment: where the step stands now decides what is said.
        fresh = its_place(request, place.case.pk, place.run.number, place.step.key)
        if fresh.lost or not fresh.open:
            return stale(request, fresh, sent)
        return form_page(request, fresh, sent, refusal=why(refused), status=CONFLICT)


def press(request: StaffRequest, place: Place, sent: Sent, pressed: str) -> HttpResponseBase:
    case, run, key = place.case, place.run.number, place.step.key
    if pressed == "save":
        keep(request, place, count=(draft.count if (draft := queries.draft_of(case, run=run, step=key)) else 0) + 1)
        messages.success(request, _("Tersimpan. Langkah ini belum selesai."))
        return redirect("cases:step", case.pk, run, key)
    work = steppage.work_of(place, sent)
    if pressed == "entry":
        steps.add_entry(request.actor, case, step=key, run=run, work=work)
        messages.success(request, _("Entri tercatat. Langkah tetap terbuka untuk entri berikutnya."))
        return redirect("cases:step", case.pk, run, key)
    outcome = steppage.outcome_of(place, sent.choices)
    steps.finish_step(request.actor, case, step=key, outcome=outcome.key if outcome else "", run=run, work=work)
    messages.success(request, _("Selesai: %s.") % place.step.name)
    return redirect("cases:case", case.pk)


@staff_required("case.read")
@require_POST
def save(request: StaffRequest, case_id: UUID, run: int, key: str) -> HttpResponseBase:
    """What was typed so far, saved as it is typed. An older save never overwrites a newer one, nor a colleague's."""
    place = its_place(request, case_id, run, key)
    given = request.POST.get("autosave_count", "")
    count = int(given) if given.isdecimal() else 1
    draft = queries.draft_of(place.case, run=run, step=key)
    if place.lost or not place.open or (draft and draft.saved_by != request.actor.id and count <= draft.count):
        return JsonResponse({}, status=CONFLICT)
    if draft is None or count > draft.count:
        try:
            keep(request, place, count=count)
        except Refused:
            return JsonResponse({}, status=CONFLICT)
    hour = request.actor.at.astimezone(place.progress.time.calendar.zone)
    return JsonResponse({"saved": f"{time_words(hour)}.{hour:%S}"})


def keep(request: StaffRequest, place: Place, *, count: int) -> None:
    content = {"fields": steppage.draft_fields(request.POST), "count": count}
    steps.save_step(
        request.actor,
        place.case,
        step=place.step.key,
        run=place.run.number,
        answers={queries.DRAFT: (0, content)},
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
    choices = steppage.choices_from(request.POST)
    if place.lost or not place.open:
        return stale(request, place, Sent(choices, EMPTY))
    try:
        steps.say_not_needed(request.actor, place.case, step=key, run=run, reason=choices.reason)
    except Refused as refused:
        return form_page(request, place, Sent(choices, EMPTY), refusal=why(refused), status=CONFLICT)
    messages.success(request, _("Dicatat tidak perlu: %s.") % place.step.name)
    return redirect("cases:case", case_id)


@staff_required("case.step.finish")
@require_POST
def break_off(request: StaffRequest, case_id: UUID, run: int, key: str) -> HttpResponseBase:
    place = its_place(request, case_id, run, key)
    choices = steppage.choices_from(request.POST)
    if place.lost or not place.open:
        return stale(request, place, Sent(choices, EMPTY))
    try:
        steps.break_off(request.actor, place.case, step=key, run=run, reason=choices.reason)
    except Refused as refused:
        return form_page(request, place, Sent(choices, EMPTY), refusal=why(refused), status=CONFLICT)
    messages.success(request, _("Dihentikan: %s. Langkah terbuka lagi dan dapat dimulai kemudian.") % place.step.name)
    return redirect("cases:case", case_id)


# Pages ----------------------------------------------------------------------------------------------------------------


def form_page(
    request: StaffRequest,
    place: Place,
    sent: Sent,
    *,
    draft: queries.Draft | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The open step: its forms with what was typed last, else with the last answers."""
    bound = sent.filled if sent.filled.raw else None
    views = steppage.views_of(place, {} if bound else steppage.earlier(place), bound)
    wrong = [*stepforms.with_error(views, sent.filled.errors), *((name, *said) for name, said in sent.errors.items())]
    presses = kept_by_starting(place.progress.clocks, place.run, place.step)
    saved = draft.saved_at.astimezone(place.progress.time.calendar.zone) if draft else None
    context = base_context(request, place) | {
        "blocks": views,
        "choices": sent.choices,
        "chosen": steppage.chosen_products(place, sent.choices),
        "errors": {name: said for name, (_question, said) in sent.errors.items()},
        "wrong": wrong,
        "refusal": refusal,
        "draft": draft,
        "saved": f"{saved:%H.%M}" if saved else "",
        "saved_by": draft.name if draft and draft.saved_by != request.actor.id else "",
        "count": draft.count if draft else 0,
        "colleagues": place.colleagues() if place.mine else [],
        "start_first": presses is not None and not place.now.begun,
        "long": [block for block in views if block.long],
        "returned": returned_words(place) if place.now.returned else "",
        "cautions": cautions_of(place.case),
        "papers": [paper for paper in paper_maker().papers_of(place.case) if paper.latest][:6],
    }
    return render(request, "cases/step.html", context, status=status)


def returned_words(place: Place) -> str:
    return why_returned(history_of(place.case), run=place.run.number, step=place.step.key)


def record_page(request: StaffRequest, place: Place) -> HttpResponse:
    """The step that is not open: what was answered, by whom, with which result."""
    case = place.case
    taker = taker_of(case, place.run.number, place.step.key, ENDED)
    outcome = place.step.outcome(place.now.outcome)
    by_key = {block.key: block for block in place.blocks}
    context = base_context(request, place) | {
        "taker": taker,
        "taken": day_and_hour(taker.at, place.progress.time.calendar, request.actor.at) if taker else "",
        "outcome": outcome.name if outcome and len(place.step.outcomes) > 1 else "",
        "given": [
            {
                "title": by_key[given.key].form.title,
                "whom": by_key[given.key].whom,
                "by": given.saved_by,
                "at": given.saved_at,
                "sections": in_words(by_key[given.key], given.values),
            }
            for given in queries.given_in(case, list(by_key))
            if (given.run, given.step) == (place.run.number, place.step.key)
        ],
        "papers": [
            paper
            for paper in paper_maker().papers_of(case)
            if (paper.run, paper.step) == (place.run.number, place.step.key)
        ],
    }
    return render(request, "cases/step_record.html", context)


def stale(request: StaffRequest, place: Place, sent: Sent) -> HttpResponseBase:
    """The step was finished, returned or passed over meanwhile. One's own second press is no trouble; a colleague who
    was first is named, with what was typed here kept in view."""
    case, run, key = place.case, place.run.number, place.step.key
    taker = taker_of(case, run, key, TAKEN if place.lost else ENDED)
    calendar = place.progress.time.calendar
    if taker and taker.reference == request.actor.reference and not place.open:
        hour = day_and_hour(taker.at, calendar, request.actor.at)
        messages.info(
            request, _("“%(step)s” sudah Anda selesaikan, %(when)s.") % {"step": place.step.name, "when": hour}
        )
        return redirect("cases:case", case.pk)
    if place.open and not place.lost:
        return form_page(
            request,
            place,
            sent,
            refusal=_("Langkah ini dikembalikan sejak Anda membukanya. Periksa lagi isian Anda, lalu selesaikan."),
            status=CONFLICT,
        )
    context = base_context(request, place) | {
        "taker": taker,
        "taken": day_and_hour(taker.at, calendar, request.actor.at) if taker else "",
        "typed": typed_words(place, sent),
        "reason": sent.choices.reason,
    }
    return render(request, "cases/step_stale.html", context, status=CONFLICT)


def typed_words(place: Place, sent: Sent) -> list[tuple[str, str]]:
    """Every question that was answered on a page that came too late, with the answer as it was typed."""
    found = []
    for block in place.blocks:
        for one in block.form.fields:
            values = [value for value in sent.filled.raw.get(block.key, {}).get(one.code, []) if value.strip()]
            texts = {option.code: option.text for option in one.options}
            if values:
                found.append((one.text, ", ".join(texts.get(value, value).replace("\0", "") for value in values)))
    return found


def base_context(request: StaffRequest, place: Place) -> dict[str, Any]:
    calendar = place.progress.time.calendar
    number = place.run.plan.number[place.step.key]
    line = line_of(place.run, calendar, at=request.actor.at, takers={})
    clocks = [
        clock_view(clock, at=request.actor.at, time=place.progress.time, language=language())
        for clock in place.progress.clocks
        if clock.running and clock.run == place.run.number
    ]
    assigned = place.now.assigned_to
    return {
        "case": place.case,
        "place": place,
        "step": place.step,
        "here": line[number],
        "clocks": clocks[:2],
        "roles": who_may(
            place.step,
            roles_of(place.step),
            queries.names_of([assigned]).get(assigned, "") if assigned else "",
        ),
        "entries": [day_and_hour(at, calendar, request.actor.at) for at in place.now.entries],
        "zone": request.actor.at.astimezone(calendar.zone).tzname(),
    }
