# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker looks through. It acts for the installation, so nobody's view limits it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from teduh.accounts.models import Staff
from teduh.cases.models import Case, CaseStatus, Member, OpenStep, Wall


def steps_running_out(until: datetime) -> QuerySet[OpenStep]:
    """Open steps whose clock falls due by then and of which nobody was reminded, the most pressing first."""
    steps = OpenStep.objects.filter(due_at__lte=until, reminded_at__isnull=True)
    return steps.select_related("case__office").order_by("due_at", "pk")


def not_closed() -> QuerySet[Case]:
    """Cases whose due times can still change."""
    return Case.objects.exclude(status=CaseStatus.CLOSED).select_related("office")


def first_open_step(case: Case) -> OpenStep | None:
    """The open step that stands first in the procedure."""
    return OpenStep.objects.filter(case=case).order_by("run", "pk").first()


def who_may_take(step: OpenStep) -> QuerySet[Staff]:
    """Active members with an address: the assigned person, else all who hold one of the step's roles in the team."""
    off = Wall.objects.filter(case=step.case_id, lifted_at=None).values("staff")
    reachable = Staff.objects.filter(is_active=True).exclude(email="").exclude(pk__in=off)
    if step.assigned_to.startswith("staff:"):
        return reachable.filter(pk=int(step.assigned_to.removeprefix("staff:")))
    team = Member.objects.filter(case=step.case_id, until__isnull=True, role__in=step.roles).values("staff")
    return reachable.filter(pk__in=team)
