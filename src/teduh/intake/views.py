# SPDX-License-Identifier: AGPL-3.0-or-later
"""The New report page: begun by a channel, saved as it is typed, opened as a case by one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from teduh.accounts import access
from teduh.accounts.actors import StaffRequest, forbidden, staff_required
from teduh.cases.queries.history import language
from teduh.cases.queries.visibility import case_for
from teduh.intake import actions, queries
from teduh.intake.doubles import doubles_of
from teduh.intake.forms import EARLIEST_YEAR, MAX_ALLEGED, MAX_CLIENTS, RECEIVED_FORMATS, ReportForm
from teduh.intake.opening import account_of
from teduh.intake.original import sections_of
from teduh.intake.reading import Reading, age_of, contradictions, no_dates, read, requirement_choices
from teduh.journal.door import Refused
from teduh.lib import saving
from teduh.lib.ages import ADULT
from teduh.lib.codelists import code_list, label
from teduh.lib.masking import mask_name
from teduh.lib.numbers import whole_number
from teduh.persons import opened
from teduh.persons.actions import PURPOSES
from teduh.persons.nik import warnings
from teduh.persons.queries import candidates
from teduh.procedure.standard.model import Standard
from teduh.standards.queries import in_force
from teduh.vault.errors import VaultError

if TYPE_CHECKING:
    from teduh.accounts.models import Office
    from teduh.cases.models import Case
    from teduh.intake.models import Report
    from teduh.standards.models import StandardVersion

NOT_CONTENT = ("csrfmiddlewaretoken", "do", *saving.FIELDS, "join_case", "join_reason")


@dataclass(frozen=True, slots=True)
class Page:
    """One rendering of the report page."""

    report: Report
    form: ReportForm
    versions: list[StandardVersion]
    version: StandardVersion | None
    reading: Reading
    warnings: list[str]


ORIGINAL = "original"  # what stands open of a report, beside the protected fields of people


@staff_required("report.take")
def new(request: StaffRequest) -> HttpResponseBase:
    """Choose how the report comes in; the moment counts as its receipt. Below: reports whose taking was broken off."""
    office = office_of(request)
    channels = channels_of(office)
    if request.method == "POST":
        chosen = request.POST.get("channel", "")
        if chosen not in {code for code, _label, _hint in channels}:
            raise Http404
        report = actions.take_report(request.actor, office, channel=chosen, received_at=request.actor.at)
        return redirect("intake:report", report.pk)
    unfinished = queries.unfinished(request.actor)
    return render(request, "intake/new.html", {"channels": channels, "unfinished": unfinished})


@staff_required("case.read")
def report(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """A report while it is being taken, for its taker; to read for superiors in line, and once it is settled."""
    found = report_or_404(request, report_id)
    if found.taken_by_id != request.actor.id and (found.status == "taking" or not found.handled_by(request.actor)):
        return a_colleagues(request, found)
    if found.status != "taking":
        return leads_to(found) if request.method == "POST" else original(request, found)
    if not access.might(request.actor, "report.take"):
        return forbidden(request, "report.take")
    if request.method != "POST":
        return show(request, page_of(found, found.content.open() or {}))
    content = typed(request)
    try:
        match request.POST.get("do", "save"):
            case "open":
                return open_case(request, found, content)
            case "client":
                content["clients"] = str(min(MAX_CLIENTS, count(content, "clients", 1) + 1))
            case "alleged":
                content["alleged"] = str(min(MAX_ALLEGED, count(content, "alleged", 1) + 1))
        keep(request, found, content)
    except Refused as refused:
        if refused.refusal.rule == actions.OLDER:
            return show(request, page_of(found, content), status=409, older=saving.sent(request.POST))
        if refused.refusal.rule == actions.TAKEN:
            return passed_on(request, found, content)
        messages.info(request, refused.refusal.reason.text(language()))
        if found.status != "taking":  # pressed twice, or settled by a colleague meanwhile
            return leads_to(found)
    return redirect("intake:report", found.pk)


def a_colleagues(request: StaffRequest, found: Report) -> HttpResponseBase:
    """A report that another officer takes: superiors in line read it; whoever had it before is told whose it is."""
    if request.method == "POST":
        return passed_on(request, found, typed(request))
    if found.handled_by(request.actor):
        return original(request, found)
    messages.info(request, actions.taken(found).reason.text(language()))
    return redirect("cases:desk")


def passed_on(request: StaffRequest, found: Report, content: Mapping[str, Any]) -> HttpResponse:
    """Nothing is saved any more from a page whose report is a colleague's; what was typed there stays to be copied."""
    reason = actions.taken(found).reason.text(language())
    return show(request, page_of(found, content), status=409, passed_on=reason)


def leads_to(found: Report) -> HttpResponseBase:
    """To what became of a settled report."""
    return redirect("cases:case", found.case_id) if found.case_id else redirect("intake:new")


@staff_required("case.read")
@require_POST
def reveal(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """Open the original of a settled report for a quarter of an hour; its journal says who and what for."""
    found = report_or_404(request, report_id)
    purpose = request.POST.get("purpose", "")
    if found.status == "taking" or (found.taken_by_id != request.actor.id and not found.handled_by(request.actor)):
        return redirect("intake:report", found.pk)
    if purpose in PURPOSES:
        actions.note_opening(request.actor, found, purpose=purpose)
        opened.remember(request.session, person=found.pk, field=ORIGINAL, case="", purpose=purpose, at=request.actor.at)
    else:
        messages.error(request, _("Pilih dahulu untuk apa laporan ini dibuka."))
    return redirect("intake:report", found.pk)


def original(request: StaffRequest, found: Report) -> HttpResponse:
    """What was typed, read only, for whoever sees the case, or has its taker below them in line. A settled report is
    opened with a purpose, like everything protected; that one not settled yet was read stands in its journal too."""
    settled = found.status != "taking"
    if not settled:
        actions.note_opening(request.actor, found)
    still = opened.opened(request.session, person=found.pk, case="", at=request.actor.at).get(ORIGINAL)
    closed = settled and still is None
    try:
        content = found.content.open() or {} if not closed else {}
    except VaultError:
        content = None
    sections = sections_of(page_of(found, content).form, content) if content else []
    return render(
        request,
        "intake/original.html",
        {
            "report": found,
            "channel": label("report_channels", found.channel),
            "sections": sections,
            "destroyed": content is None,
            "closed": closed,
            "still": still,
            "purpose": PURPOSES.get(still.purpose, "").lower() if still else "",
            "purposes": list(PURPOSES.items()),
            "officers": queries.officers_for(found, at=request.actor.at) if found.status == "taking" else [],
        },
    )


@staff_required("report.take")
@require_POST
def save(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """A save as it is typed. Answers with the moment, or 409 where the report is settled, was saved elsewhere, or is a
    colleague's now: then with the reason."""
    found = report_or_404(request, report_id)
    if found.status != "taking":
        return JsonResponse({}, status=409)
    try:
        content = typed(request)
        actions.save_report(
            request.actor,
            found,
            saving=saving.sent(request.POST),
            content=content,
            received_at=received_of(found, content),
        )
    except Refused as refused:
        told = refused.refusal.rule == actions.TAKEN
        return JsonResponse({"reason": refused.refusal.reason.text(language())} if told else {}, status=409)
    return JsonResponse({"saved": timezone.localtime(request.actor.at).strftime("%H.%M.%S")})


@staff_required("report.take")
@require_POST
def advice(request: StaffRequest, report_id: UUID) -> HttpResponse:
    """What is still missing, beside the form, and the suggested risk, where it is decided. Nothing is saved here."""
    found = report_or_404(request, report_id)
    page = page_of(found, typed(request))
    return render(request, "intake/_advised.html", context(request, page))


@staff_required("report.take")
@require_POST
def known(request: StaffRequest) -> JsonResponse:
    """People the office knows, masked, for a name or number being typed; only from cases the actor may open."""
    text = request.POST.get("q", "")
    digits = "".join(sign for sign in text if sign.isdigit())
    found = candidates(
        request.actor,
        name="" if digits else text,
        phone=digits if 6 <= len(digits) < 16 else "",
        nik=digits if len(digits) == 16 else "",
    )
    results = [
        {
            "value": str(one.person.pk),
            "label": mask_name(one.person.name.open()) or _("nama tidak diketahui"),
            "detail": ", ".join(why.text(language()) for why in one.why),
        }
        for one in found
    ]
    return JsonResponse({"results": results})


@staff_required("report.triage")
@require_POST
def put_aside(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    found = report_or_404(request, report_id)
    page = page_of(found, found.content.open() or {})
    day = timezone.localtime(found.received_at).date()
    ages = [age_of(page.form, f"client-{number}", day) for number in range(page.form.client_count)]
    children = any(age is not None and age < ADULT for age in ages)
    facts = {
        "kind": tuple(page.form.cleaned_data.get("kinds") or ()),
        "client": ("child",) if children else (),
    }
    value = page.form.cleaned_data.get
    anonymous = bool(value("anonymous"))
    if not anonymous and (value("reporter_name") or value("reporter_phone") or value("reporter_person")):
        facts["reporter"] = ("self",) if value("reporter_is_client") else ("public",)
    try:
        actions.set_aside(request.actor, found, reason=request.POST.get("reason", ""), anonymous=anonymous, facts=facts)
    except Refused as refused:
        messages.error(request, refused.refusal.reason.text(language()))
        return redirect("intake:report", found.pk)
    messages.success(request, _("Laporan disisihkan. Alasannya tersimpan."))
    return redirect("intake:new")


def open_case(request: StaffRequest, found: Report, content: dict[str, Any]) -> HttpResponseBase:
    """Open the case. What was typed is kept first, so that a refusal or a fault loses nothing."""
    keep(request, found, content)
    page = page_of(found, content, required=True)
    received = received_of(found, content)
    if received is not None and received > request.actor.at:
        page.form.add_error("received", _("Waktu ini masih akan datang. Tulis kapan laporan benar-benar diterima."))
    elif content.get("received") and received is None and not page.form.has_error("received"):
        page.form.add_error("received", _("Tahun ini terlalu lama. Tulis kapan laporan benar-benar diterima."))
    for name in no_dates(page.form):
        page.form.add_error(name, _("Tanggal ini tidak ada. Tulis seperti 22-11-2026, 11-2026, atau 2026."))
    override = overridden(page)
    if override:
        page.form.add_error("risk_reason", override)
    if not page.form.is_valid() or page.version is None:
        return show(request, page, status=422)
    try:
        case = become_case(request, found, page)
    except Refused as refused:
        if refused.refusal.rule in (actions.SETTLED, actions.OLDER, actions.TAKEN):
            raise
        page.form.add_error(None, refused.refusal.reason.text(language()))
        return show(request, page, status=409)
    messages.success(request, _("Kasus %s dibuka.") % case.number)
    # Whoever turned out to be party to it, or kin, does not see it any more.
    return redirect("cases:case", case.pk) if case_for(request.actor, case.pk) else redirect("cases:desk")


def become_case(request: StaffRequest, found: Report, page: Page) -> Case:
    """All or nothing: the people of a refused opening are not kept."""
    assert page.version is not None  # the caller has looked
    return actions.open_from(
        request.actor,
        found,
        saves=found.saves,
        version=page.version,
        tell=lambda: account_of(
            request.actor,
            found.office,
            page.form,
            channel=found.channel,
            received_at=found.received_at,
            day=timezone.localtime(found.received_at).date(),
            suggested=page.reading.suggestion.level,
        ),
    )


def overridden(page: Page) -> str:
    """An officer may always decide otherwise than suggested, with a reason."""
    level, suggested = page.form.cleaned_data.get("risk_level"), page.reading.suggestion.level
    if level and suggested and level != suggested.value and not page.form.cleaned_data.get("risk_reason"):
        return _("Tulis alasan mengapa tingkatnya berbeda dari saran.")
    return ""


def page_of(found: Report, content: Mapping[str, Any], *, required: bool = False) -> Page:
    """The form as it stands with this content, and what the page makes of it."""
    day = timezone.localtime(found.received_at).date()
    versions = [version for version in in_force(day, office=found.office_id) if takes(version.standard, found.channel)]
    chosen = content.get("service") or (versions[0].code if len(versions) == 1 else "")
    version = next((one for one in versions if one.code == chosen), None)
    standard = version.standard if version else None
    form = ReportForm(
        {**content, "received": content.get("received") or moment_typed(found.received_at), "service": chosen},
        services=[(one.code, one.title) for one in versions],
        requirements=requirement_choices(standard, found.channel),
        clients=max(1, min(MAX_CLIENTS, count(content, "clients", 1))),
        alleged=max(0, min(MAX_ALLEGED, count(content, "alleged", 1))),
    )
    form.is_valid()
    reading = read(form, standard=standard, channel=found.channel, day=day)
    if not required:
        # What is only being typed is not reproached; opening the case asks for what it needs.
        form.errors.clear()
    return Page(found, form, versions, version, reading, [*contradictions(form, day), *nik_warnings(form)])


def moment_typed(at: datetime) -> str:
    """As the browser's own field writes it, in the office's time."""
    return timezone.localtime(at).strftime(RECEIVED_FORMATS[0])


def nik_warnings(form: ReportForm) -> list[str]:
    found = []
    for number in range(form.client_count):
        details = form.person(f"client-{number}")
        found += [one.text(language()) for one in warnings(details.nik, birth=details.birth_date, sex=details.sex)]
    return found


def takes(standard: Standard, channel: str) -> bool:
    """Whether a service takes reports by that channel: one that names none takes all, a page without steps none."""
    if not standard.procedures:
        return False
    return not standard.channels or any(one.kind == channel for one in standard.channels)


def channels_of(office: Office) -> list[tuple[str, str, str]]:
    """(code, label, hint) of the ways in that some service of the office takes, in the order of the code list."""
    day = timezone.localtime().date()
    standards = [version.standard for version in in_force(day, office=office.code)]
    rows = code_list("report_channels").rows
    return [
        (row.code, row.label, str(row.more.get("hint", "")))
        for row in rows
        if any(takes(standard, row.code) for standard in standards)
    ]


def show(
    request: StaffRequest,
    page: Page,
    *,
    status: int = 200,
    older: saving.Saving | None = None,
    passed_on: str = "",
) -> HttpResponse:
    """The page. `older`: another page saved since this one was made. It stays the page that it was, so that nothing is
    overwritten before whoever typed says so. `passed_on`: whose the report is now; the page saves no more."""
    rendering = {
        "saving": older or saving.rendered(page.report.saves),
        "older": older is not None,
        "passed_on": passed_on,
        "officers": [] if passed_on else queries.officers_for(page.report, at=request.actor.at),
    }
    return render(request, "intake/report.html", context(request, page) | rendering, status=status)


def context(request: StaffRequest, page: Page) -> dict[str, Any]:
    form = page.form
    row = code_list("report_channels").row(page.report.channel)
    return {
        "page": page,
        "report": page.report,
        "form": form,
        "channel": row.label if row else page.report.channel,
        "written": page.report.channel in actions.LETTER_CHANNELS,
        "hint": row.more.get("hint", "") if row else "",
        "officer": request.user.full_name.split()[0],
        "saved": timezone.localtime(page.report.saved_at).strftime("%H.%M.%S") if page.report.saves else "",
        "clients": [people_fields(form, f"client-{number}") for number in range(form.client_count)],
        "alleged": [alleged_fields(form, number) for number in range(form.alleged_count)],
        "questions": [form[f"risk-{one.code}"] for one in code_list("risk_questions").rows],
        "suggested": page.reading.suggestion.level,
        "reasons": [reason.text(language()) for reason in page.reading.suggestion.reasons],
        "missing": page.reading.missing,
        "warnings": page.warnings,
        "doubles": doubles_of(request.actor, form),
        "join_case": request.POST.get("join_case", ""),
        "join_reason": request.POST.get("join_reason", ""),
    }


def people_fields(form: ReportForm, prefix: str) -> dict[str, Any]:
    names = ("person", "name", "alias", "sex", "age", "birth", "nik", "phone", "disability")
    places = ("home_text", "home_region", "home_region_text")
    registered = ("registered_text", "registered_region", "registered_region_text")
    return {name: form[f"{prefix}-{name}"] for name in (*names, *places, *registered)}


def alleged_fields(form: ReportForm, number: int) -> dict[str, Any]:
    pairs = [
        (client + 1, form[f"relation-{client}-{number}"], form[f"home-{client}-{number}"])
        for client in range(form.client_count)
    ]
    return {**people_fields(form, f"alleged-{number}"), "pairs": pairs}


def typed(request: StaffRequest) -> dict[str, Any]:
    """The posted fields as they were typed; several values of one field as a list."""
    content: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if name in NOT_CONTENT:
            continue
        content[name] = values if name in ("kinds", "requirements") else values[-1]
    return content


def keep(request: StaffRequest, found: Report, content: Mapping[str, Any]) -> None:
    """A save by a press: it is newer than every save of the page that it came from, and older than another page's
    since."""
    if content != (found.content.open() or {}):
        actions.save_report(
            request.actor,
            found,
            saving=saving.sent(request.POST, pressed=request.POST.get("do") or "save"),
            content=content,
            received_at=received_of(found, content),
        )


def received_of(found: Report, content: Mapping[str, Any]) -> datetime | None:
    """When the report was received, in the office's time, as typed; None where nothing that can be was."""
    text = str(content.get("received", "")).strip()
    for written in RECEIVED_FORMATS:
        try:
            moment = datetime.strptime(text, written).replace(tzinfo=timezone.get_current_timezone())
        except ValueError:
            continue
        if moment == found.received_at.replace(second=0, microsecond=0):
            return found.received_at  # The field shows whole minutes: left alone, it changes nothing.
        return moment if moment.year >= EARLIEST_YEAR else None
    return None


def count(content: Mapping[str, Any], name: str, least: int) -> int:
    return whole_number(str(content.get(name, "")), least, digits=2)


def office_of(request: StaffRequest) -> Office:
    if request.user.office is None:
        raise Http404
    return request.user.office


def report_or_404(request: StaffRequest, report_id: UUID) -> Report:
    """The report; a case that came of it is the case page's matter. Absent and forbidden look alike. What is sent from
    a page that stood open is answered even where the report passed to a colleague."""
    found = (
        queries.report_for(request.actor, report_id)
        or queries.settled_for(request.actor, report_id)
        or queries.once_had(request.actor, report_id)
    )
    if found is None:
        raise Http404
    return found
