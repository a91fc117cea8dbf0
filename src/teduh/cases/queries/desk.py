# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits for the actor: open steps of cases that they see. However many cases, the queries are as many.

All is read from the cache that `actions.projection` writes beside each event; a clock is worked out when read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from teduh.accounts.models import Staff
from teduh.accounts.queries import line_of
from teduh.cases.models import Case, CaseStatus, Member, OpenStep, StepHolder
from teduh.cases.queries.visibility import is_mine, seen_through, visible_to
from teduh.cases.queries.walls import open_to
from teduh.journal.actor import Actor

if TYPE_CHECKING:
    from django.core.paginator import Page

HIGH, UNDECIDED = 0, 1  # `risk_order` of high risk, and of a risk that nobody has set
PER_PAGE = 30
ENDED = CaseStatus.ENDED.value


@dataclass(frozen=True, slots=True)
class Load:
    """How many open steps fall to a colleague, and how many of them are past their due time."""

    name: str
    myself: bool
    open: int
    late: int


def my_steps(actor: Actor) -> QuerySet[OpenStep]:
    """Steps that the actor may take, of cases that they see: high risk first, then what nobody has
    judged yet, then by time left."""
    mine = StepHolder.objects.filter(is_mine(actor), seen(actor))
    return (
        OpenStep.objects.filter(pk__in=mine.values("step"))
        .select_related("case")
        .annotate(calm=Q(risk_order__gt=HIGH), decided=Q(risk_order__gt=UNDECIDED))
        .order_by("calm", "decided", F("due_at").asc(nulls_last=True), "opened_at", "pk")
    )


def duties(actor: Actor, *, limit: int) -> list[Case]:
    """Cases that the actor sees in which the law's clocks run or have run out, the earliest due first."""
    rows = visible_to(actor).filter(duty_due_at__isnull=False)
    return list(rows.select_related("office").order_by("duty_due_at", "pk")[:limit])


def ended_not_closed(actor: Actor) -> QuerySet[Case]:
    """Cases that the actor sees whose procedures have ended while the file is open, the longest first."""
    return visible_to(actor).filter(status=ENDED).order_by("ended_at", "pk")


def waiting_for_others(actor: Actor, *, limit: int = 8) -> list[OpenStep]:
    """Open steps of cases that the actor sees which wait for somebody outside, the longest first."""
    rows = OpenStep.objects.filter(seen(actor), ~Q(waiting_for=""), office=actor.office)
    return list(rows.select_related("case").order_by("opened_at", "pk")[:limit])


def unit_load(actor: Actor) -> list[Load]:
    """Open and late steps of everybody below the actor in line; empty for who leads nobody. Two queries."""
    below = line_of(actor.id, at=actor.at) if actor.id is not None else frozenset()
    if not below or actor.id is None:
        return []
    names = dict(Staff.objects.filter(pk__in=below | {actor.id}, is_active=True).values_list("pk", "full_name"))
    counted = load_of(actor.office, names, at=actor.at, only=open_to(actor))
    loads = [
        Load(name=name, myself=pk == actor.id, open=counted.get(pk, (0, 0))[0], late=counted.get(pk, (0, 0))[1])
        for pk, name in names.items()
    ]
    return sorted(loads, key=lambda load: (not load.myself, -load.late, -load.open, load.name))


def steps_of(staff: Staff, at: datetime) -> int:
    """How many open steps of their cases wait for a role of this member of staff, whoever asks."""
    return load_of(staff.office_id or "", [staff.pk], at=at).get(staff.pk, (0, 0))[0]


def load_of(
    office: str,
    staff: Iterable[int],
    *,
    at: datetime,
    only: Q = Q(),  # noqa: B008 -- it is never changed
) -> dict[int, tuple[int, int]]:
    """(open, late) by member of staff: the steps of their cases that wait for a role in which they are of the team."""
    reference = Concat(Value("staff:"), Cast("case__members__staff", CharField()))
    rows = (
        StepHolder.objects.filter(
            only,
            Q(assigned_to="") | Q(assigned_to=reference),
            office=office,
            role=F("case__members__role"),
            case__members__until__isnull=True,
            case__members__staff__in=list(staff),
        )
        .order_by()
        .values_list("case__members__staff")
        .annotate(open=Count("step", distinct=True), late=Count("step", distinct=True, filter=Q(step__due_at__lt=at)))
    )
    return {pk: (waiting, late) for pk, waiting, late in rows}


def seen(actor: Actor) -> Q:
    """The case of the row is one that the actor sees."""
    team = Member.objects.filter(case=OuterRef("case"), until__isnull=True, staff__in=seen_through(actor))
    return Q(Exists(team)) & open_to(actor)


def ids_on(page: Page[OpenStep]) -> list[UUID]:
    """The cases on a page of steps, each once."""
    return list(dict.fromkeys(step.case_id for step in page))
