# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports that the actor may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from teduh.accounts import access
from teduh.accounts.models import Staff
from teduh.cases.models import Case, CaseStatus, Part, Participant
from teduh.cases.queries.visibility import handles as handles_case
from teduh.cases.queries.visibility import seen_through
from teduh.cases.queries.visibility import visible_to as cases_visible_to
from teduh.cases.queries.walls import open_to
from teduh.cases.queries.work import colleagues_in
from teduh.intake.models import Report, ReportStatus
from teduh.journal.actor import Actor
from teduh.journal.models import Entry
from teduh.persons.queries import candidates
from teduh.procedure.problems import Message

ENOUGH = 50  # people of one name or number: among more, a double is not found by looking
DOUBLES = 5
LIES_AFTER = timedelta(minutes=30)
"""Who saves nothing for this long is no longer writing the report down, and any colleague may go on with it.

The shortest limit published in figures is six hours, so that whoever takes over still has nearly all of it; `langsung`
has no figure, and its bound is the office's own, 30 minutes unless it says otherwise: longer than that no report may
lie unseen. An officer on a long call is not disturbed, since every pause in typing saves."""
PASSED_ON = ("report.taken_over", "report.handed_over")
SAME_PERSON = Message("orang yang sama", "the same person")


@dataclass(frozen=True, slots=True)
class Double:
    """A case that may be of the same matter as a report, and why it may."""

    case: Case
    why: tuple[Message, ...]


def visible_to(actor: Actor) -> QuerySet[Report]:
    """A report not yet settled is included if, and only if, it is of the actor's office and was taken by the actor or
    by somebody below them in line; once it is a case, the case's page is the way in."""
    if not actor.office:
        return Report.objects.none()
    return Report.objects.filter(taken_by__in=seen_through(actor), office=actor.office, case__isnull=True)


def report_for(actor: Actor, report_id: UUID) -> Report | None:
    """The report, or None: absent and forbidden look alike."""
    return visible_to(actor).select_related("office", "envelope").filter(pk=report_id).first()


def settled_for(actor: Actor, report_id: UUID) -> Report | None:
    """A report that became, or joined, a case which the actor sees."""
    reports = Report.objects.select_related("case", "office", "envelope", "taken_by")
    return reports.filter(pk=report_id, case__in=cases_visible_to(actor)).first()


def reports_of(case: Case) -> QuerySet[Report]:
    """The reports that a case came of and those that joined it, the first received first."""
    return Report.objects.filter(case=case).select_related("taken_by").order_by("received_at", "pk")


def doubles(actor: Actor, *, people: Iterable[UUID], phones: Iterable[str], names: Iterable[str]) -> list[Double]:
    """The newest cases that the actor sees and whose file is not closed, which share a person with the report, a
    telephone number of anybody, or a client's name in any spelling."""
    why: dict[UUID, dict[Message, None]] = {}  # by case; a dict for its order

    def note(reasons: dict[UUID, tuple[Message, ...]], **parts: str) -> None:
        rows = Participant.objects.filter(person__in=reasons, case__in=cases_visible_to(actor), **parts)
        for case, person in rows.exclude(case__status=CaseStatus.CLOSED).values_list("case", "person"):
            why.setdefault(case, {}).update(dict.fromkeys(reasons[person]))

    note(dict.fromkeys(people, (SAME_PERSON,)))
    for phone in phones:
        note({one.person.pk: one.why for one in candidates(actor, phone=phone, limit=ENOUGH)})
    for name in names:
        note({one.person.pk: one.why for one in candidates(actor, name=name, limit=ENOUGH)}, part=Part.CLIENT)
    cases = Case.objects.filter(pk__in=why).order_by("-received_at", "-pk")[:DOUBLES]
    return [Double(case, tuple(why[case.pk])) for case in cases]


def unfinished(actor: Actor) -> QuerySet[Report]:
    """Reports whose taking was broken off, the actor's own, newest first."""
    return visible_to(actor).filter(status=ReportStatus.TAKING, taken_by=actor.id)


def unfinished_of(actor: Actor, staff: int) -> QuerySet[Report]:
    """The same of one colleague, as far as the actor sees them."""
    return visible_to(actor).filter(status=ReportStatus.TAKING, taken_by=staff).select_related("office", "envelope")


def waiting_reports(staff: Staff, at: datetime) -> int:
    """How many reports somebody began and did not settle, whoever asks."""
    return Report.objects.filter(status=ReportStatus.TAKING, taken_by=staff).count()


def unfinished_below(actor: Actor) -> QuerySet[Report]:
    """The same of everybody below the actor in line."""
    below = visible_to(actor).filter(status=ReportStatus.TAKING).exclude(taken_by=actor.id)
    return below.select_related("taken_by")


def lying(actor: Actor) -> QuerySet[Report]:
    """Reports of the office that others began and nobody goes on with, for whoever takes reports. That they are there
    is told, not what is in them; those of people below in line are the actor's to read anyway."""
    if not access.might(actor, "report.take_over"):
        return Report.objects.none()
    left = Q(taken_by__isnull=True) | Q(saved_at__lte=actor.at - LIES_AFTER)
    others = Q(taken_by__isnull=True) | ~Q(taken_by__in=seen_through(actor))
    return in_office(actor).filter(left, others, status=ReportStatus.TAKING)


def lies(report: Report, at: datetime) -> bool:
    return report.taken_by_id is None or report.saved_at <= at - LIES_AFTER


def in_office(actor: Actor) -> QuerySet[Report]:
    """Every report of the office, to say whose it is and never what it holds."""
    return Report.objects.filter(open_to(actor), office=actor.office).select_related("office", "taken_by")


def once_had(actor: Actor, report_id: UUID) -> Report | None:
    """A report that the actor wrote in before it passed to a colleague: whoever has its page still open is told so, and
    keeps what they typed. What it holds is no longer theirs to see."""
    report = in_office(actor).exclude(taken_by=actor.id).filter(pk=report_id).first()
    wrote = ("report.taken", "report.saved", *PASSED_ON)
    if report and Entry.objects.filter(chain=report.chain, code__in=wrote, actor=actor.reference).exists():
        return report
    return None


def passed_on_at(report: Report) -> datetime | None:
    """When the report last passed to whoever has it now."""
    rows = Entry.objects.filter(chain=report.chain, code__in=PASSED_ON).order_by("-sequence")
    return rows.values_list("at", flat=True).first()


def officers_for(report: Report, *, at: datetime) -> list[tuple[int, str]]:
    """(number, name and title) of whom the report may be handed to: whoever takes reports in the office and has it not
    already."""
    officers = colleagues_in(report.office, access.RULES["report.take"].roles, at=at)
    return [one for one in officers if one[0] != report.taken_by_id]


def handles(actor: Actor, report: Report) -> bool:
    if actor.kind != "staff" or actor.office != report.office_id:
        return False
    if report.case_id is not None and report.case is not None:
        return handles_case(actor, report.case)
    return report.taken_by_id in seen_through(actor)
