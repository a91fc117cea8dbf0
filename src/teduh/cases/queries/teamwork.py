# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who works on a case by profession, what they met about, and what is still to be done of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from teduh.accounts import roles
from teduh.cases.models import Case, Meeting, Outsider, Task
from teduh.cases.queries.visibility import visible_to
from teduh.cases.queries.work import team_of
from teduh.journal.actor import Actor
from teduh.lib.codelists import code_list, label
from teduh.vault.errors import VaultError
from teduh.vault.fields import Sealed

PROFESSIONS = "professions"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of the team: `key` is staff:12 or outside:UUID."""

    key: str
    name: str
    profession: str
    institution: str
    contact: str

    @property
    def words(self) -> str:
        return f"{self.name}, {self.profession.lower()}" + (f" ({self.institution})" if self.institution else "")


@dataclass(frozen=True, slots=True)
class TaskRow:
    id: UUID
    text: str
    who: str
    staff: int | None
    due: date | None
    late: bool
    given: datetime
    by: str
    done: datetime | None
    done_by: str
    result: str
    direction: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    id: UUID
    kind: str
    held: datetime
    summary: str
    by: str
    attended: tuple[tuple[str, bool], ...]  # name and profession, and whether they pledged
    tasks: tuple[TaskRow, ...]


def members_of(case: Case) -> list[MemberRow]:
    """The team now, the office's own first; professions by the roles that they have in the case."""
    named = {str(row.more.get("role")): row.label for row in code_list(PROFESSIONS).rows if row.more.get("role")}
    own = [
        MemberRow(
            key=f"staff:{row.staff}",
            name=row.name,
            profession=", ".join(dict.fromkeys(named.get(role, roles.label(role)) for role in row.roles)),
            institution="",
            contact="",
        )
        for row in team_of(case)
    ]
    return own + [outside(row) for row in outsiders_of(case).filter(until=None)]


def outsiders_of(case: Case) -> QuerySet[Outsider]:
    return Outsider.objects.filter(case=case).select_related("envelope")


def outside(row: Outsider) -> MemberRow:
    return MemberRow(
        key=f"outside:{row.pk}",
        name=opened(row.name),
        profession=label(PROFESSIONS, row.profession),
        institution=opened(row.institution),
        contact=opened(row.contact),
    )


def opened(sealed: Sealed[str]) -> str:
    try:
        return str(sealed.open() or "")
    except VaultError:
        return "–"


def meetings_of(case: Case, *, today: date) -> list[MeetingRow]:
    """The meetings, the newest first, each with who was there and what was decided; four queries."""
    outsiders: dict[UUID | None, MemberRow] = {row.pk: outside(row) for row in outsiders_of(case)}
    tasks = tasks_of(case, today=today)
    rows = Meeting.objects.filter(case=case).select_related("envelope", "written_by")
    return [
        MeetingRow(
            id=row.pk,
            kind=row.get_kind_display(),
            held=row.held_at,
            summary=opened(row.summary),
            by=row.written_by.full_name,
            attended=tuple(
                (one.staff.full_name if one.staff else outsiders[one.outsider_id].words, one.pledged)
                for one in row.attendances.all()
            ),
            tasks=tuple(task for meeting, task in tasks if meeting == row.pk),
        )
        for row in rows.prefetch_related("attendances__staff")
    ]


def directions_of(case: Case, *, today: date) -> list[TaskRow]:
    return [task for meeting, task in tasks_of(case, today=today) if meeting is None]


def tasks_of(case: Case, *, today: date) -> list[tuple[UUID | None, TaskRow]]:
    rows = Task.objects.filter(case=case).select_related(
        "envelope", "staff", "outsider__envelope", "given_by", "done_by"
    )
    return [
        (
            row.meeting_id,
            TaskRow(
                id=row.pk,
                text=opened(row.text),
                who=row.staff.full_name if row.staff else outside(row.outsider).words if row.outsider else "",
                staff=row.staff_id,
                due=row.due_date,
                late=bool(row.due_date and row.done_at is None and row.due_date < today),
                given=row.given_at,
                by=row.given_by.full_name,
                done=row.done_at,
                done_by=row.done_by.full_name if row.done_by else "",
                result=opened(row.result),
                direction=row.meeting_id is None,
            ),
        )
        for row in rows
    ]


def waiting_for(actor: Actor) -> QuerySet[Task]:
    """What the actor has to do, and what somebody outside has to do for them; the most pressing first."""
    mine = Q(staff=actor.id or 0) | Q(outsider__isnull=False, given_by=actor.id or 0)
    rows = Task.objects.filter(mine, done_at=None, case__in=visible_to(actor))
    return rows.select_related("case").order_by(F("due_date").asc(nulls_last=True), "given_at")
