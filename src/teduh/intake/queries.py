# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports that the actor may read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from teduh.cases.queries.visibility import handles as handles_case
from teduh.cases.queries.visibility import seen_through
from teduh.cases.queries.visibility import visible_to as cases_visible_to
from teduh.intake.models import Report, ReportStatus
from teduh.journal.actor import Actor


def visible_to(actor: Actor) -> QuerySet[Report]:
    """A report not yet settled is included if, and only if, it is of the actor's office and was taken by the actor or
    by somebody below them in line; once it is a case, the case's page is the way in."""
    if not actor.office:
        return Report.objects.none()
    return Report.objects.filter(
        Q(taken_by__in=seen_through(actor)) | Q(taken_by__isnull=True), office=actor.office, case__isnull=True
    )


def report_for(actor: Actor, report_id: UUID) -> Report | None:
    """The report, or None: absent and forbidden look alike."""
    return visible_to(actor).select_related("office", "envelope").filter(pk=report_id).first()


def settled_for(actor: Actor, report_id: UUID) -> Report | None:
    """A report that became, or joined, a case which the actor sees."""
    return Report.objects.select_related("case").filter(pk=report_id, case__in=cases_visible_to(actor)).first()


def unfinished(actor: Actor) -> QuerySet[Report]:
    """Reports whose taking was broken off, the actor's own, newest first."""
    return visible_to(actor).filter(status=ReportStatus.TAKING, taken_by=actor.id)


def handles(actor: Actor, report: Report) -> bool:
    if actor.kind != "staff" or actor.office != report.office_id:
        return False
    if report.case_id is not None and report.case is not None:
        return handles_case(actor, report.case)
    return report.taken_by_id is None or report.taken_by_id in seen_through(actor)
