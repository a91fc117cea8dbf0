# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conflicts of interest: who may not know of which case, and who acts in their place. `visibility` asks this."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from teduh.accounts import roles
from teduh.accounts.models import Office, Staff
from teduh.accounts.queries import holders, line_above, roles_of
from teduh.cases.models import Case, StaffMark, Wall
from teduh.journal.actor import Actor
from teduh.journal.prepared import held
from teduh.persons.models import PersonToken
from teduh.vault import index
from teduh.vault.errors import VaultError

MATCHED = ("nik", "phone")  # a number is one person's or one family's; a name alone is many people's
# Where nobody stands above: who is next to the head of the agency.
BESIDE_THE_TOP = ("secretary", "division_head", "unit_head", "section_head", "case_supervisor", "case_manager")


def open_to(actor: Actor, case: str = "case") -> Q:
    """Rows whose case the actor is not walled off from; `case` is the row's field that holds it."""
    walls = Wall.objects.filter(case=OuterRef(case), staff=actor.id or 0, lifted_at=None)
    return ~Q(Exists(walls))


def walled(case: Case) -> frozenset[int]:
    """Whom the case does not exist for."""
    return frozenset(walled_off(case.pk))


@held
def walled_off(case: UUID) -> QuerySet[Wall, int]:
    return Wall.objects.filter(case=case, lifted_at=None).values_list("staff", flat=True)


def free_holders(case: Case, *wanted: str, at: datetime) -> list[Staff]:
    """Whoever holds one of these roles and is not walled off; else whoever stands in for those who are."""
    found = list(holders(case.office, *wanted, at=at))
    off = walled(case)
    free = [staff for staff in found if staff.pk not in off]
    if free or not off:
        return free
    instead = Wall.objects.filter(case=case, lifted_at=None, staff__in=[one.pk for one in found], stand_in__gt=0)
    return list(Staff.objects.filter(pk__in=instead.values("stand_in"), is_active=True).order_by("full_name"))


def stood_in_for(actor: Actor) -> dict[UUID, frozenset[str]]:
    """By case: the roles in which the actor acts there in the place of somebody who is walled off."""
    if actor.kind != "staff" or actor.id is None:
        return {}
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = Wall.objects.filter(stand_in=actor.id, lifted_at=None).select_related("case__office", "staff__office")
    for row in rows:
        for role in roles_of(row.staff, at=actor.at) & set(roles.CASE_ROLES):
            if actor.id in {staff.pk for staff in free_holders(row.case, role, at=actor.at)}:
                found[row.case_id].add(role)
    return {case: frozenset(held) for case, held in found.items()}


def next_in_line(case: Case, staff: Staff, *, at: datetime, besides: frozenset[int] = frozenset()) -> Staff | None:
    """Who acts in their place: the nearest above who is not walled off, nor about to be (`besides`); for the head of
    the agency, who is next."""
    off = walled(case) | {staff.pk} | besides
    above = [one for one in line_above(staff, at=at) if one not in off]
    active = {one.pk: one for one in Staff.objects.select_related("office").filter(pk__in=above, is_active=True)}
    for one in above:
        if one in active:
            return active[one]
    beside = (staff for role in BESIDE_THE_TOP for staff in holders(case.office, role, at=at))
    return next((one for one in beside if one.pk not in off), None)


@dataclass(frozen=True, slots=True)
class WallRow:
    """Who is walled off, why and since when, for those who see the case."""

    staff: int
    name: str
    found: str
    ground: str
    reason: str
    at: datetime
    by: str
    stand_in: str


def walls_of(case: Case) -> list[WallRow]:
    rows = Wall.objects.filter(case=case, lifted_at=None).select_related("staff", "stand_in", "raised_by", "envelope")
    return [
        WallRow(
            staff=row.staff_id,
            name=row.staff.full_name,
            found=Wall.Found(row.found).label,
            ground=row.ground,
            reason=reason_of(row),
            at=row.raised_at,
            by=row.raised_by.full_name if row.raised_by else "Teduh",
            stand_in=row.stand_in.full_name if row.stand_in else "",
        )
        for row in rows
    ]


def reason_of(row: Wall) -> str:
    try:
        return str(row.reason.open() or "")
    except VaultError:
        return "–"


def colleagues_to_wall(case: Case) -> list[tuple[str, str]]:
    """Everybody of the office who is not walled off yet, by number and name."""
    staff = Staff.objects.filter(office=case.office_id, is_active=True).exclude(pk__in=walled(case))
    return [(str(pk), name) for pk, name in staff.order_by("full_name").values_list("pk", "full_name")]


def matches(case: Case) -> dict[int, bool]:
    """Staff of the office one of whose own numbers, or of their family's (True), is that of somebody in the case."""
    rows = PersonToken.objects.filter(kind__in=MATCHED, person__parts__case=case)
    wanted = {(kind, bytes(token)) for kind, token in rows.values_list("kind", "token")}
    if not wanted:
        return {}
    found: dict[int, bool] = {}
    marks = StaffMark.objects.filter(office=case.office_id, token__in=[token for _kind, token in wanted])
    for staff, kind, token, kin in marks.values_list("staff", "kind", "token", "kin"):
        if (kind, bytes(token)) in wanted:
            found[staff] = found.get(staff, True) and kin
    published = Staff.objects.filter(office=case.office_id, is_active=True).exclude(phone="")
    for pk, phone in published.values_list("pk", "phone"):
        if any(("phone", token) in wanted for token in index.tokens(case.office_id, "phone", phone)):
            found[pk] = False
    return {staff: kin for staff, kin in found.items() if staff not in ever_walled(case)}


def ever_walled(case: Case) -> frozenset[int]:
    """Also those whose wall a superior lifted: the same number does not raise it again."""
    return frozenset(Wall.objects.filter(case=case).values_list("staff", flat=True))


def cases_with(office: Office, tokens: dict[str, set[bytes]]) -> list[Case]:
    """The cases of the office with somebody of one of these numbers in them, by kind of number."""
    found = Q(pk__in=[])
    for kind, wanted in tokens.items():
        found |= Q(kind=kind, token__in=wanted)
    people = PersonToken.objects.filter(found, office=office).values("person")
    cases = Case.objects.filter(office=office, participants__person__in=people).distinct()
    return list(cases.select_related("office", "envelope"))


def cases_of_person(person: UUID) -> list[Case]:
    """Whoever asks: for what has to be matched again when somebody's numbers change."""
    return list(Case.objects.filter(participants__person=person).distinct().select_related("office", "envelope"))


def marks_of(staff: int) -> dict[str, int]:
    """How many numbers somebody has left, by kind and whose; never which."""
    counts: dict[str, int] = defaultdict(int)
    for kind, kin in StaffMark.objects.filter(staff=staff).values_list("kind", "kin"):
        counts[f"{kind}-{'kin' if kin else 'own'}"] += 1
    return dict(counts)
