# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies with whom: the workload of a unit, and what one person would hand over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from teduh.accounts import roles
from teduh.accounts.models import Staff
from teduh.accounts.queries import holders, line_of
from teduh.cases.models import Case, CaseStatus, Member, StepHolder, Task
from teduh.cases.queries.desk import load_of
from teduh.cases.queries.visibility import visible_to
from teduh.cases.queries.walls import open_to
from teduh.journal.actor import Actor


@dataclass(frozen=True, slots=True)
class Lying:
    """One case of somebody's: in which roles they are in it, and what waits for them there."""

    case: Case
    roles: tuple[str, ...]
    open: tuple[str, ...] = field(default=())  # names of steps
    late: int = 0


@dataclass(frozen=True, slots=True)
class Workload:
    staff: int
    name: str
    myself: bool
    active: bool
    cases: int
    open: int
    late: int
    tasks: int


def cases_of(actor: Actor, staff: Staff, *, at: datetime) -> list[Lying]:
    """The cases not closed that somebody is in the team of and that the actor sees, the oldest first; three queries."""
    held: dict[UUID, list[str]] = defaultdict(list)
    rows = Member.objects.filter(staff=staff, until__isnull=True, case__in=visible_to(actor))
    for case_id, role in rows.exclude(case__status=CaseStatus.CLOSED).values_list("case", "role"):
        held[case_id].append(role)
    waits: dict[UUID, dict[str, bool]] = defaultdict(dict)
    mine = ("", f"staff:{staff.pk}")
    for holder in StepHolder.objects.filter(case__in=held, assigned_to__in=mine).select_related("step"):
        if holder.role in held[holder.case_id]:
            late = holder.step.due_at is not None and holder.step.due_at < at
            waits[holder.case_id][holder.step.name] = late
    cases = Case.objects.filter(pk__in=held).select_related("office", "envelope").order_by("opened_at", "pk")
    return [Lying(case, tuple(held[case.pk]), tuple(waits[case.pk]), sum(waits[case.pk].values())) for case in cases]


def workloads(actor: Actor) -> list[Workload]:
    """The actor's own and that of everybody below them in line; of those who have left, only where something still lies
    with them. A constant number of queries."""
    if actor.id is None:
        return []
    people = {staff.pk: staff for staff in Staff.objects.filter(pk__in=line_of(actor.id, at=actor.at) | {actor.id})}
    counted = load_of(actor.office, people, at=actor.at, only=open_to(actor))
    members = Member.objects.filter(staff__in=people, until__isnull=True, case__in=visible_to(actor))
    members = members.exclude(case__status=CaseStatus.CLOSED)
    cases = dict(members.order_by().values_list("staff").annotate(Count("case", distinct=True)))
    tasks = Task.objects.filter(staff__in=people, done_at=None, case__in=visible_to(actor))
    given = dict(tasks.order_by().values_list("staff").annotate(Count("pk")))
    found = [
        Workload(
            staff=pk,
            name=staff.full_name,
            myself=pk == actor.id,
            active=staff.is_active,
            cases=cases.get(pk, 0),
            open=counted.get(pk, (0, 0))[0],
            late=counted.get(pk, (0, 0))[1],
            tasks=given.get(pk, 0),
        )
        for pk, staff in people.items()
        if staff.is_active or cases.get(pk)
    ]
    return sorted(found, key=lambda load: (load.active, not load.myself, -load.late, -load.open, load.name))


def gone(actor: Actor) -> list[Workload]:
    """Of the actor's line, those who have left and are in the team of a case that is not closed. None for who leads
    nobody."""
    below = line_of(actor.id, at=actor.at) if actor.id is not None else frozenset()
    left = Staff.objects.filter(pk__in=below, is_active=False) if below else Staff.objects.none()
    return [load for load in workloads(actor) if not load.active] if left.exists() else []


def whose(actor: Actor, number: int) -> Staff | None:
    """Somebody whose work the actor may hand over: themselves, or somebody below them in line."""
    if actor.id is None or number not in line_of(actor.id, at=actor.at) | {actor.id}:
        return None
    return Staff.objects.select_related("office").filter(pk=number, office=actor.office).first()


def recipients(staff: Staff, *, at: datetime) -> list[tuple[str, str]]:
    """Who may take over: everybody of the office with a role in its work."""
    assert staff.office is not None
    people = holders(staff.office, *roles.CASE_ROLES, at=at).exclude(pk=staff.pk)
    return [(str(one.pk), f"{one.full_name}, {one.title}" if one.title else one.full_name) for one in people]


def tasks_of(staff: Staff, at: datetime) -> int:
    """How many decisions and directions wait for them, whoever asks."""
    return Task.objects.filter(staff=staff, done_at=None).count()
