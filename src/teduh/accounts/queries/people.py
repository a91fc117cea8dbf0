# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of offices, units and staff for those who administer them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from teduh.accounts.models import Deputy, Duty, Holding, Office, Staff, Unit
from teduh.journal.actor import Actor


def offices_for(actor: Actor) -> QuerySet[Office]:
    """An administrator of an office administers it; one without an office, all of them."""
    return Office.objects.filter(code=actor.office) if actor.office else Office.objects.all()


def office_for(actor: Actor, code: str) -> Office | None:
    """Absent and not one's own look alike."""
    return offices_for(actor).filter(code=code).first()


def staff_for(actor: Actor) -> QuerySet[Staff]:
    """The staff that an administrator may change, with their roles and units; two queries."""
    everybody = Staff.objects.filter(office_id=actor.office) if actor.office else Staff.objects.all()
    return everybody.select_related("office", "unit").prefetch_related(
        Prefetch("holdings", queryset=Holding.objects.order_by("role", "valid_from"))
    )


def staff_of(office: Office | None) -> QuerySet[Staff]:
    """Everybody of one office, or of the installation itself, with roles and units; two queries."""
    return (
        Staff.objects.filter(office=office)
        .select_related("unit")
        .prefetch_related(Prefetch("holdings", queryset=Holding.objects.order_by("role", "valid_from")))
    )


def units_of(office: Office) -> list[tuple[int, Unit]]:
    """The office's units in the order of the tree, each with its depth (0 at the top)."""
    children: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.filter(office=office).select_related("head", "parent").order_by("id"):
        children.setdefault(unit.parent_id, []).append(unit)
    ordered: list[tuple[int, Unit]] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in children.get(parent, []):
            ordered.append((depth, unit))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return ordered


def deputies_of(office: Office) -> QuerySet[Deputy]:
    return Deputy.objects.filter(office=office).select_related("staff", "absent", "unit")


def on_duty(office: Office, at: datetime) -> frozenset[int] | None:
    """Who is on duty at that moment by the roster; None where the office keeps no roster for that day."""
    day = Duty.objects.filter(staff__office=office, starts_at__lte=at + timedelta(hours=12))
    day = day.filter(ends_at__gte=at - timedelta(hours=12))
    if not day.exists():
        return None
    return frozenset(day.filter(starts_at__lte=at, ends_at__gt=at).values_list("staff", flat=True))


def office(code: str) -> Office:
    """The office of that code. Raises Office.DoesNotExist."""
    return Office.objects.get(code=code)


def unit_named(office_code: str, name: str) -> Unit:
    """The unit of that name in the office. Raises Unit.DoesNotExist."""
    return Unit.objects.select_related("parent").get(office_id=office_code, name=name)


def by_username(username: str) -> Staff | None:
    """Whoever has that sign-in name, active or not."""
    return Staff.objects.select_related("office").filter(username=username.casefold()).first()


def demo_sign_ins() -> QuerySet[Staff]:
    """The invented staff of the demonstration, for the sign-in page in demo mode only."""
    return (
        Staff.objects.filter(demo=True, is_active=True)
        .select_related("office")
        .prefetch_related("holdings")
        .order_by("office__name", "full_name")
    )
