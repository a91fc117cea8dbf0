# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a case: where does it stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from teduh.accounts import access
from teduh.accounts.actors import StaffRequest, staff_required
from teduh.cases import options, versionviews
from teduh.cases.actions.file import note_printed, note_proof_opened
from teduh.cases.actions.walls import GROUNDS
from teduh.cases.casepage import LINES, page_of, role_words
from teduh.cases.forms import CaseForm, LiftForm
from teduh.cases.journalviews import lines_of
from teduh.cases.procedureviews import language
from teduh.cases.queries import file as queries
from teduh.cases.queries.contact import contacts_of
from teduh.cases.queries.history import Line, history_of
from teduh.cases.queries.progress import Progress, progress_of
from teduh.cases.queries.walls import walls_of
from teduh.cases.queries.work import team_of
from teduh.cases.registry import case_panels, originals_of
from teduh.cases.views.people import people_context
from teduh.cases.views.shared import channel_words, its_case
from teduh.journal.actor import Actor
from teduh.lib.codelists import label
from teduh.lib.wording import moment_words
from teduh.persons.regions import path_of
from teduh.standards.words import RISKS, sentence

if TYPE_CHECKING:
    from teduh.cases.models import Case


# What each small form is called, and what its button says. The note stands with the notes.
TITLES = {
    "risiko": (gettext_lazy("Ubah tingkat risiko"), gettext_lazy("Tetapkan risiko")),
    "persetujuan": (gettext_lazy("Catat persetujuan klien"), gettext_lazy("Catat persetujuan")),
    "usia": (gettext_lazy("Nilai usia klien"), gettext_lazy("Catat penilaian")),
    "jeda": (gettext_lazy("Jeda janji"), gettext_lazy("Jeda")),
    "perpanjang": (gettext_lazy("Perpanjang janji"), gettext_lazy("Perpanjang")),
    "tugaskan": (gettext_lazy("Tugaskan petugas"), gettext_lazy("Tugaskan")),
    "tambah-rekan": (gettext_lazy("Tambah rekan"), gettext_lazy("Tambahkan")),
    "benturan": (gettext_lazy("Catat benturan kepentingan"), gettext_lazy("Catat")),
    "kejadian": (gettext_lazy("Catat kejadian hukum"), gettext_lazy("Catat kejadian")),
    "orang-baru": (gettext_lazy("Tambah orang"), gettext_lazy("Tambahkan")),
    "peran-lain": (gettext_lazy("Tambah peran seseorang"), gettext_lazy("Catat peran")),
    "hubungan": (gettext_lazy("Catat hubungan dua orang"), gettext_lazy("Catat hubungan")),
    "layanan-lain": (gettext_lazy("Mulai layanan lain"), gettext_lazy("Mulai")),
    "akhiri": (gettext_lazy("Akhiri kasus lebih awal"), gettext_lazy("Akhiri kasus")),
    "tutup": (gettext_lazy("Tutup berkas kasus"), gettext_lazy("Tutup berkas")),
    "buka-lagi": (gettext_lazy("Buka lagi berkas"), gettext_lazy("Buka lagi")),
}
DUTY = (gettext_lazy("Catat kewajiban hukum"), gettext_lazy("Catat"))  # stands with what is to be done now
TEAM_FORMS = ("tugaskan", "tambah-rekan", "benturan")


@staff_required("case.read")
@require_GET
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    return case_page(request, its_case(request, case_id))


@staff_required("case.read")
@require_GET
def printed(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The page as it is printed; its opening stands in the case's journal. What a browser prints by itself does not."""
    found = its_case(request, case_id)
    note_printed(request.actor, found)
    return case_page(request, found, printing=True)


@staff_required("case.read")
@require_GET
def journal(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Every line of the case's journal."""
    found = its_case(request, case_id)
    progress = progress_of(found, at=request.actor.at)
    names = {row.staff: row.name for row in team_of(found)}
    lines = lines_of(history_of(found), progress.state, progress.time.calendar, at=request.actor.at, colleagues=names)
    return render(request, "cases/journal.html", {"case": found, "lines": lines})


@staff_required("case.read")
@require_GET
def proof(request: StaffRequest, case_id: UUID, proof_id: UUID) -> HttpResponse:
    """The file that proves an event of the law; its opening stands in the case's journal."""
    found = its_case(request, case_id)
    row = queries.proof_in(found, proof_id)
    if row is None:
        raise Http404
    note_proof_opened(request.actor, found, proof=row)
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(row.type, "jpg")
    headers = {"Content-Disposition": f'inline; filename="bukti.{ending}"'}
    return HttpResponse(row.data.open(), content_type=row.type, headers=headers)


def case_page(
    request: StaffRequest,
    case: Case,
    *,
    bound: CaseForm | None = None,
    refusal: str = "",
    status: int = 200,
    printing: bool = False,
) -> HttpResponse:
    """The page, with a form that was sent and could not be accepted standing open where it was."""
    progress = progress_of(case, at=request.actor.at)
    content = page_of(request.actor, case, progress)
    forms = content.forms | ({bound.name: bound} if bound else {})
    zone = progress.time.calendar.zone
    version = queries.version_of(case)
    here = request.actor.at.astimezone(zone)
    suggested = progress.state.suggested_risk
    context = {
        "page": content,
        "case": case,
        "forms": forms,
        "bound": bound,
        "opened_form": bound.name if bound else request.GET.get("buka", ""),
        "refusal": refusal,
        "printing": printing,
        "version": version,
        "risk_word": RISKS[progress.state.risk] if progress.state.risk else "",
        "suggested": str(RISKS[suggested]).lower().removeprefix("risiko ") if suggested else "",
        "duty": (forms["kewajiban"], *DUTY) if "kewajiban" in forms else None,
        "came": sentence(channel_words(case.channel)),
        "received": moment_words(case.received_at.astimezone(zone), language()),
        "printed": moment_words(here, language()),
        "lines": content.lines[:LINES],
        "more_lines": len(content.lines) > LINES,
        "correctable": correctable(request.actor, content.lines, progress),
        "resumable": options.resumable(progress.state),
        "team": [(row, role_words(row.roles)) for row in content.team],
        "told": told(case),
        "originals": originals_of(case),
        "contacts": contacts_of(case),
        "walls": [
            (row, GROUNDS[row.ground].text(language()), LiftForm(initial={"staff": row.staff}))
            for row in walls_of(case)
        ],
        "may_lift": access.might(request.actor, "case.wall.lift"),
        "may_review": access.might(request.actor, "case.contact.review"),
        "panels": case_panels(request.actor, case),
        "team_forms": [(forms[name], *TITLES[name]) for name in TEAM_FORMS if name in forms],
        "other_forms": [
            (form, *TITLES[name]) for name, form in forms.items() if name in TITLES and name not in TEAM_FORMS
        ],
        "newer_forms": [
            (bound if bound and bound.name == name else form, *versionviews.TITLES[name])
            for name, form in (content.newer.forms.items() if content.newer else ())
        ],
        "may_assign": access.might(request.actor, "case.assign") and len(content.team) > 1,
    }
    return render(request, "cases/case.html", context | people_context(request, case, content), status=status)


def correctable(actor: Actor, lines: list[Line], progress: Progress) -> list[tuple[Line, int]]:
    """The actor's own last presses that may still be taken back, the newest first; the rules say which."""
    own = [line for line in lines if line.numbers and line.by == actor.reference][:3]
    pairs = [(line, options.correctable(progress, line.numbers, actor.roles)) for line in own]
    return [(line, number) for line, number in pairs if number is not None]


def told(case: Case) -> dict[str, Any]:
    """What was reported: the account, when, and where; online is a place."""
    place: dict[str, str] = case.event_place.open() or {}
    return {
        "narrative": case.narrative.open(),
        "when": case.event_when.open() or case.event_day.open(),
        "place": ", ".join(
            part
            for part in (
                place.get("text", ""),
                path_of(place["region"]) if place.get("region") else "",
                label("places", case.event_place_kind) if case.event_place_kind != "unknown" else "",
            )
            if part
        ),
        "kinds": ", ".join(label("violence_kinds", kind) for kind in case.kinds),
    }
