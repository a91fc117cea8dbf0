# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a step shows: the open form, the record of what is done, or who was first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from teduh.accounts import access
from teduh.accounts.actors import StaffRequest
from teduh.cases import formviews, stepforms, steppage, together
from teduh.cases.actions.projection import pressing_clock, roles_of
from teduh.cases.actions.steps import stand
from teduh.cases.answerviews import in_words
from teduh.cases.clockviews import view as clock_view
from teduh.cases.procedureviews import day_and_hour, kept_by_starting, language, line_of, who_may
from teduh.cases.queries import work as queries
from teduh.cases.queries.contact import asks_first_in
from teduh.cases.queries.history import history_of, taker_of, why_returned
from teduh.cases.queries.people import cautions_of
from teduh.cases.registry import LackingRow, paper_maker
from teduh.cases.stepforms import Posted
from teduh.cases.steppage import Place
from teduh.cases.stepsent import Sent, chosen_products
from teduh.cases.views.shared import why
from teduh.journal.door import Refused
from teduh.lib import saving
from teduh.lib.wording import moment_words
from teduh.procedure import safeguards
from teduh.procedure.forms import Form
from teduh.procedure.standard.model import Activity

ENDED = ("finished", "not_needed")
TAKEN = (*ENDED, "started", "entry_made")
CONFLICT = 409
EMPTY = stepforms.Filled({}, {}, {})


def form_page(
    request: StaffRequest,
    place: Place,
    sent: Sent,
    *,
    draft: queries.Draft | None = None,
    page: saving.Saving | None = None,
    refusal: str = "",
    older_of: Posted | None = None,
    status: int = 200,
) -> HttpResponse:
    """The open step: its forms with what was typed last, else with the last answers.

    `draft`: what the page is made from. `page`: what was typed there is shown again. `older_of`: what was posted where
    another page saved since that one was made; the two stand side by side, and nothing is overwritten before whoever
    typed says whose answer stands.
    """
    if page and place.mine:
        draft = queries.draft_of(place.case, run=place.run.number, step=place.step.key)
    saves = draft.count if draft else 0
    bound = sent.filled if sent.filled.raw else None
    views = steppage.views_of(place, {} if bound else steppage.earlier(place), bound, left=sent.left)
    older = older_of is not None
    wrong = [*formviews.with_error(views, sent.filled.errors), *((name, *said) for name, said in sent.errors.items())]
    presses = kept_by_starting(place.progress.clocks, place.run, place.step)
    saved = draft.saved_at.astimezone(place.progress.time.calendar.zone) if draft else None
    context = base_context(request, place) | {
        "blocks": views,
        "choices": sent.choices,
        "chosen": chosen_products(place, sent.choices),
        "errors": {name: said for name, (_question, said) in sent.errors.items()},
        "wrong": wrong,
        "refusal": refusal,
        "older": older,
        "differences": together.differences(place, older_of, draft, page) if older_of and draft and page else [],
        "seen": saves,
        "sends_files": any(block.sends_files for block in views),
        "last": last_filled(place),
        "saved": f"{saved:%H.%M}" if saved else "",
        "saved_by": draft.name if draft and draft.saved_by != request.actor.id else "",
        "saving": page.shown_again(saves) if page else saving.rendered(saves),
        "stand": stand(place.now),
        "colleagues": place.colleagues() if place.mine else [],
        "start_first": presses is not None and not place.now.begun,
        "long": [block for block in views if block.long],
        "returned": returned_words(place) if place.now.returned else "",
        "cautions": cautions_of(place.case, ask_first=asks_first_in(place.case)),
        "consent": consent_lacking(request, place),
        "papers": [paper for paper in paper_maker().papers_of(place.case) if paper.latest][:6],
        "lacking": lacking_papers(request, place) if place.mine else [],
    }
    return render(request, "cases/step.html", context, status=status)


def last_filled(place: Place) -> list[tuple[str, UUID, str]]:
    """Forms of this step that were filled before in this case: the title, the last answers, and when."""
    given = {one.key: one for one in queries.given_in(place.case, [block.key for block in place.blocks])}
    zone = place.progress.time.calendar.zone
    return [
        (block.form.title, given[block.key].id, moment_words(given[block.key].saved_at.astimezone(zone), language()))
        for block in place.blocks
        if block.key in given and not block.key.startswith(stepforms.LETTER)
    ]


def lacking_papers(request: StaffRequest, place: Place) -> list[LackingRow]:
    """What the papers of this step lack that is not asked on its own page; said once, whichever of them is chosen."""
    here = reverse("cases:step", args=[place.case.pk, place.run.number, place.step.key])
    products = [product for choice in place.step.products for product in choice.options]
    rows = [row for product in products for row in paper_maker().lacking(request.actor, place.case, product)]
    return [row for row in dict.fromkeys(rows) if row.address != here]


def consent_lacking(request: StaffRequest, place: Place) -> dict[str, str] | None:
    """Why this step cannot be begun or finished without consent, and where it is recorded: told before one types."""
    state = place.progress.state
    refused = safeguards.consent(state.facts, place.step.activity)
    if refused is None:
        return None
    found = {"why": why(Refused(refused))}
    asking = ((run, run.procedure.step(key)) for run in state.runs.values() for key in run.open)
    for run, step in asking:
        if step and step.activity is Activity.CONSENT:
            return found | {
                "step": step.name,
                "where": reverse("cases:step", args=[place.case.pk, run.number, step.key]),
            }
    if access.might(request.actor, "case.consent"):
        found["where"] = f"{reverse('cases:case', args=[place.case.pk])}?buka=persetujuan#persetujuan"
    return found


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
                "id": given.id,
                "prints": not given.key.startswith(stepforms.LETTER),
                "title": (given.asked or by_key[given.key].form).title,
                "whom": by_key[given.key].whom,
                "by": given.saved_by,
                "at": given.saved_at,
                "sections": in_words(asked_then(place, given), given.values),
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


def asked_then(place: Place, given: queries.Given) -> Form:
    """The form as it asked when these answers were given; as it is now for answers older than the keeping of words."""
    now = next(block.form for block in place.blocks if block.key == given.key)
    return stepforms.with_people(given.asked, steppage.people_of(place.case)) if given.asked else now


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
            # Nobody has typed at it since it came back, or else this page is the older one.
            page=saving.rendered(0),
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
        for clock in [pressing_clock(place.run, place.step, [one for one in place.progress.clocks if one.running])]
        if clock is not None
    ]
    assigned = place.now.assigned_to
    return {
        "case": place.case,
        "place": place,
        "step": place.step,
        "here": line[number],
        "clocks": clocks,
        "roles": who_may(
            place.step,
            roles_of(place.step),
            queries.names_of([assigned]).get(assigned, "") if assigned else "",
        ),
        "entries": [day_and_hour(at, calendar, request.actor.at) for at in place.now.entries],
        "zone": request.actor.at.astimezone(calendar.zone).tzname(),
    }
