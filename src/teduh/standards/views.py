# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the offices have promised, for staff: each version, its fourteen components, what the checker says of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from teduh.accounts.access import might
from teduh.accounts.actors import StaffRequest, staff_required
from teduh.accounts.hours import from_data
from teduh.procedure.problems import Language
from teduh.procedure.standard.check import check
from teduh.standards import queries
from teduh.standards.catalogue import vocabulary
from teduh.standards.page import page_of, summary_of
from teduh.standards.staffing import staffing_of
from teduh.standards.unpublished import unpublished

if TYPE_CHECKING:
    from teduh.standards.models import StandardVersion


@staff_required("standard.read")
def index(request: StaffRequest) -> HttpResponse:
    """Every service by office, the reader's own office first."""
    rows = sorted(
        queries.in_force(timezone.localdate()),
        key=lambda row: (row.office_id != request.actor.office, row.office.name, row.title),
    )
    offices = [
        (office, [(row, row.code.partition("/")[2], summary_of(row.standard)) for row in some])
        for office, some in groupby(rows, key=lambda row: row.office)
    ]
    return render(request, "standards/list.html", {"offices": offices, "faults": _faults(request)})


def _faults(request: StaffRequest) -> list[tuple[str, int, str, str]]:
    """File, line, rule and remedy of what keeps the catalogue's files from being published, for those who answer for
    them: the heads of the office, and its administrators."""
    if not (might(request.actor, "standard.publish") or might(request.actor, "office.edit")):
        return []
    language: Language = "en" if get_language() == "en" else "id"
    return [
        ("/".join(one.path.parts[-3:]), problem.line, problem.rule, problem.remedy.text(language))
        for one in unpublished(request.actor.office)
        for problem in one.problems
    ]


@staff_required("standard.read")
def newest(request: StaffRequest, office: str, service: str) -> HttpResponse:
    version = queries.versions_of(f"{office}/{service}").first()
    if version is None:
        raise Http404
    return redirect("standards:detail", office, service, version.version)


@staff_required("standard.read")
def detail(request: StaffRequest, office: str, service: str, version: int) -> HttpResponse:
    versions = list(queries.versions_of(f"{office}/{service}").select_related("office"))
    found = next((row for row in versions if row.version == version), None)
    if found is None:
        raise Http404
    return render(
        request,
        "standards/detail.html",
        {
            "version": found,
            "versions": versions,
            "in_force": _is_in_force(found),
            "page": page_of(found.standard, office_hours=from_data(found.office.hours)),
            "problems": _problems(found),
            "staffing": staffing_of(found.standard, found.office, at=request.actor.at)
            if request.actor.office == found.office_id
            else None,
        },
    )


def _problems(version: StandardVersion) -> list[tuple[int, str, str]]:
    """Line, rule and remedy of everything the checker has to say about the file as published."""
    checked = check(version.source, file=f"{version.code}/standard.yaml", vocabulary=vocabulary(), folder=version.code)
    language: Language = "en" if get_language() == "en" else "id"
    return [(problem.line, problem.rule, problem.remedy.text(language)) for problem in checked.problems]


def _is_in_force(version: StandardVersion) -> bool:
    now = queries.version_in_force(version.code, timezone.localdate())
    return now is not None and now.pk == version.pk
