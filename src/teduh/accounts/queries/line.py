# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who holds which role, who stands in for whom, and who is above whom: reads over staff, units and deputies.

Validity is in whole days of the office; `at` is an aware moment, or nothing where the caller has only a day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from teduh.accounts import roles
from teduh.accounts.models import Deputy, Holding, Office, Staff, Unit
from teduh.accounts.remembered import per_request


def day_of(office: Office | None, at: datetime) -> date:
    """The day it is in the office (in WIB for the installation itself) at that moment."""
    return at.astimezone(ZoneInfo(office.zone if office else "Asia/Jakarta")).date()


def in_force(day: date) -> Q:
    """Holdings or deputyships valid on that day, both ends included."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def roles_of(staff: Staff, *, at: datetime) -> frozenset[str]:
    """The roles in force: those held, and those exercised as a deputy. Somebody deactivated holds none."""
    if not staff.is_active:
        return frozenset()
    now = in_force(day_of(staff.office, at))
    held = Holding.objects.filter(now, staff=staff).order_by().values_list("role", flat=True)
    exercised = Deputy.objects.filter(now, staff=staff).order_by().values_list("role", flat=True)
    return frozenset(held.union(exercised))


def holders(office: Office, *wanted: str, at: datetime) -> QuerySet[Staff]:
    """Active staff of the office who hold one of these roles or stand in for it at that moment."""
    now = in_force(day_of(office, at))
    ids = (
        Holding.objects.filter(now, role__in=wanted, staff__office=office)
        .order_by()
        .values_list("staff_id", flat=True)
        .union(Deputy.objects.filter(now, role__in=wanted, office=office).order_by().values_list("staff_id", flat=True))
    )
    return Staff.objects.filter(pk__in=list(ids), is_active=True).order_by("full_name")


def deputyship(staff: Staff, role: str, *, at: datetime) -> Deputy | None:
    """In which deputyship somebody exercises a role (`Plh. Kepala Dinas` on a letter); None where it is their own."""
    now = in_force(day_of(staff.office, at))
    if Holding.objects.filter(now, staff=staff, role=role).exists():
        return None
    return Deputy.objects.filter(now, staff=staff, role=role).select_related("absent", "unit").first()


@dataclass(frozen=True, slots=True)
class Tree:
    """The units of one office with who leads them (head and deputies of that day) and who works in them."""

    parents: dict[int, int | None]
    leaders: dict[int, frozenset[int]]
    places: dict[int, int]  # staff -> unit, deactivated staff included: their cases still have superiors

    def over(self, staff_id: int) -> frozenset[int]:
        """Who is above somebody: leaders of the units from theirs up to the top.

        Whoever leads one of these units has above them only those who lead still higher ones; so two people are never
        each other's superior.
        """
        chain: list[int] = []
        unit = self.places.get(staff_id)
        while unit is not None and unit not in chain:
            chain.append(unit)
            unit = self.parents.get(unit)
        people: frozenset[int] = frozenset()
        for place in reversed(chain):
            leaders = self.leaders.get(place, frozenset())
            if staff_id in leaders:
                break
            people |= leaders
        return people


@per_request
def tree(office_code: str, day: date) -> Tree:
    """Four queries, whatever the size of the office.

    Who leads a unit without a role in its work is nobody's superior: to run the software opens no case.
    """
    working = set(
        Holding.objects.filter(in_force(day), staff__office_id=office_code, role__in=roles.CASE_ROLES).values_list(
            "staff_id", flat=True
        )
    )
    units = list(Unit.objects.filter(office_id=office_code).values_list("id", "parent_id", "head_id"))
    leaders: dict[int, set[int]] = defaultdict(set)
    led: dict[int | None, list[int]] = defaultdict(list)
    for unit, _, head in units:
        if head is not None:
            led[head].append(unit)
        if head in working:
            leaders[unit].add(head)
    deputies = Deputy.objects.filter(in_force(day), office_id=office_code)
    for place, absent, stand_in in deputies.values_list("unit_id", "absent_id", "staff_id"):
        for led_unit in [place] if place else led.get(absent, []):
            leaders[led_unit].add(stand_in)
    staff = Staff.objects.filter(office_id=office_code, unit__isnull=False).values_list("id", "unit_id")
    return Tree(
        parents={unit: parent for unit, parent, _ in units},
        leaders={unit: frozenset(people) for unit, people in leaders.items()},
        places=dict(staff),
    )


@per_request
def line_of(staff_id: int, *, at: datetime) -> frozenset[int]:
    """Everybody who has this person above them. Nobody for the deactivated and for staff without an office."""
    staff = Staff.objects.select_related("office").filter(pk=staff_id, is_active=True).first()
    if staff is None or staff.office is None:
        return frozenset()
    units = tree(staff.office.code, day_of(staff.office, at))
    return frozenset(other for other in units.places if staff_id in units.over(other))


def line_above(staff: Staff, *, at: datetime) -> list[int]:
    """Everybody above, the nearest first."""
    if staff.office is None:
        return []
    units = tree(staff.office.code, day_of(staff.office, at))
    above, unit = units.over(staff.pk), units.places.get(staff.pk)
    found: dict[int, None] = {}
    seen: set[int] = set()
    while unit is not None and unit not in seen:
        seen.add(unit)
        found |= dict.fromkeys(sorted(units.leaders.get(unit, frozenset()) & above))
        unit = units.parents.get(unit)
    return list(found)


def superiors(staff: Staff, *, at: datetime) -> QuerySet[Staff]:
    """Those above: heads and their deputies, of the unit and its ancestors up to the head of the agency."""
    if staff.office is None:
        return Staff.objects.none()
    above = tree(staff.office.code, day_of(staff.office, at)).over(staff.pk)
    return Staff.objects.filter(pk__in=above, is_active=True).order_by("full_name")
