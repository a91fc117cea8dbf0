# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sees which case. Absent and forbidden look alike; these are the only ways in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from teduh.accounts.queries import line_of
from teduh.cases.models import Case, Member, OpenStep
from teduh.cases.queries.progress import asked_for_state
from teduh.cases.queries.walls import open_to, stood_in_for, walled, walled_off
from teduh.journal.actor import Actor
from teduh.journal.prepared import Asked, held
from teduh.lib.numbers import whole_number


def seen_through(actor: Actor) -> frozenset[int]:
    """The staff whose cases the actor sees: the actor, and everybody below in line."""
    if actor.kind != "staff" or actor.id is None:
        return frozenset()
    return frozenset({actor.id}) | line_of(actor.id, at=actor.at)


def visible_to(actor: Actor) -> QuerySet[Case]:
    """A case is included if, and only if, it is of the actor's office and the actor, or somebody below the actor in
    line, is a member of its team now, and the actor is not walled off from it."""
    if not actor.office:
        return Case.objects.none()
    team = Member.objects.filter(case=OuterRef("pk"), until__isnull=True, staff__in=seen_through(actor))
    return Case.objects.filter(Exists(team), open_to(actor, "pk"), office=actor.office)


def case_for(actor: Actor, case_id: UUID) -> Case | None:
    """The case, or None: absent and forbidden look alike."""
    return visible_to(actor).select_related("office", "unit", "envelope").filter(pk=case_id).first()


LATELY = timedelta(days=1)


def lately_seen(actor: Actor, case_id: UUID) -> Case | None:
    """A case that the actor lost within a day, because a colleague who was called with them took the step: whoever has
    its page still open is told who was first, instead of losing what they typed."""
    called = Member.objects.filter(how=Member.How.CALLED, acted=False, removed=False)
    lost = called.filter(case=OuterRef("pk"), staff=actor.id, until__gt=actor.at - LATELY)
    return (
        Case.objects.select_related("office", "unit", "envelope")
        .filter(Exists(lost), open_to(actor, "pk"), pk=case_id, office=actor.office)
        .first()
    )


def hidden(case_id: UUID) -> Case | None:
    """The case whoever asks: only to record that somebody who may not see it asked for it."""
    return Case.objects.select_related("office", "envelope").filter(pk=case_id).first()


def handles(actor: Actor, case: Case) -> bool:
    """The same rule asked of one case: the actor's own place in the team first, which is the common answer."""
    if actor.kind != "staff" or actor.office != case.office_id or actor.id in walled(case):
        return False
    team = {one.staff_id for one in members_of(case.pk)}
    return actor.id in team or not team.isdisjoint(seen_through(actor))


def members_of(case: UUID) -> list[Member]:
    """The team now."""
    return [one for one in places_of(case) if one.until is None]


@held
def places_of(case: UUID) -> QuerySet[Member]:
    """The team now, and who was taken out of it."""
    return Member.objects.filter(Q(until__isnull=True) | Q(removed=True), case=case)


@held
def open_steps_of(case: UUID) -> QuerySet[OpenStep]:
    """The cached steps that wait."""
    return OpenStep.objects.filter(case=case)


def asked_by_actions(case: Case) -> tuple[Asked[Any], ...]:
    """What most actions ask of the case: its team, who may not know of it, what is open, and its state."""
    asked = places_of.asked(case.pk), walled_off.asked(case.pk), open_steps_of.asked(case.pk)
    return *asked, *asked_for_state(case)


def may_take(actor: Actor, case: Case, step: str, run: int) -> bool:
    """Whether that step waits for a role of the actor and is not another's. True where it is not open: a step of the
    same name in another run of the case says nothing of it."""
    rows = [row for row in open_steps_of(case.pk) if (row.run, row.key) == (run, step)]
    mine = ("", f"staff:{actor.id}")
    return not rows or any(not actor.roles.isdisjoint(row.roles) and row.assigned_to in mine for row in rows)


def numbered(actor: Actor, number: str) -> Case | None:
    """The actor's case of that number (`0147/2026`)."""
    parts = number_parts(number)
    return visible_to(actor).filter(serial=parts[0], year=parts[1]).first() if parts else None


def number_parts(number: str) -> tuple[int, int] | None:
    """`0147/2026` as (147, 2026); None where it is not a case number."""
    serial, _, year = number.strip().partition("/")
    serial_number, year_number = whole_number(serial), whole_number(year)
    return (serial_number, year_number) if serial_number and year_number else None


def is_mine(actor: Actor) -> Q:
    """Open steps that fall to the actor: a role of theirs, or one in which they stand in for whoever is walled off,
    assigned to nobody or to them."""
    held = Q(role__in=actor.roles)
    for case, roles in stood_in_for(actor).items():
        held |= Q(case=case, role__in=roles)
    return held & Q(office=actor.office, assigned_to__in=["", f"staff:{actor.id}"])


def here(actor: Actor, case: Case) -> Actor:
    """The actor as they act in this case: with the roles in which they stand in for somebody who is walled off."""
    more = stood_in_for(actor).get(case.pk)
    return replace(actor, roles=actor.roles | more) if more else actor
