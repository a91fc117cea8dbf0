# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team of a case: who is called when a step opens, who is let go when a colleague takes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from teduh.accounts import roles
from teduh.accounts.models import Staff
from teduh.accounts.queries import holders
from teduh.cases.models import Case, Member


def call_team(case: Case, waiting: Iterable[tuple[tuple[str, ...], str]], *, at: datetime) -> None:
    """Bring in who is missing: the person to whom a step was assigned; else, where nobody of the team may take a step,
    everybody in the office who holds one of its roles. Heads are called with those who stand in for them."""
    team = list(Member.objects.filter(case=case, until__isnull=True).values_list("staff_id", "role"))
    held = {role for _, role in team}
    called: dict[tuple[int, str], str] = {}
    for wanted, assigned in waiting:
        if assigned.startswith("staff:"):
            staff_id = int(assigned.removeprefix("staff:"))
            if staff_id not in {staff for staff, _ in team}:
                called[staff_id, wanted[0]] = Member.How.ASSIGNED
        elif held.isdisjoint(wanted) or any(role in roles.HEADS for role in wanted):
            for role in wanted:
                for staff in holders(case.office, role, at=at):
                    called.setdefault((staff.pk, role), Member.How.CALLED)
    Member.objects.bulk_create(
        Member(case=case, staff_id=staff, role=role, how=how, since=at)
        for (staff, role), how in called.items()
        if (staff, role) not in team
    )


def add_member(case: Case, staff_id: int, role: str, how: str, *, at: datetime) -> None:
    """Somebody joins the team in a role; joining twice changes nothing."""
    Member.objects.get_or_create(
        case=case, staff_id=staff_id, role=role, until=None, defaults={"how": how, "since": at}
    )


def took_part(case: Case, staff_id: int, wanted: Iterable[str], *, at: datetime) -> None:
    """Somebody took a step: they stay, and colleagues who were only called for the same roles lose the case again."""
    wanted = tuple(wanted)
    new = list(Member.objects.filter(case=case, acted=False, until__isnull=True))
    mine = [one.pk for one in new if one.staff_id == staff_id]
    gone = [
        one.pk
        for one in new
        if one.staff_id != staff_id
        and one.how == Member.How.CALLED
        and one.role in wanted
        and one.role not in roles.HEADS
    ]
    if mine:
        Member.objects.filter(pk__in=mine).update(acted=True)
    if gone:
        Member.objects.filter(pk__in=gone).update(until=at)


def leave(case: Case, staff: Staff, *, at: datetime) -> None:
    """Somebody leaves the team, whatever their role in it was."""
    Member.objects.filter(case=case, staff=staff, until__isnull=True).update(until=at)
