# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public may read: offices and what they have published. No actor is asked for."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from teduh.accounts.models import Office
from teduh.standards import queries as standards
from teduh.standards.models import StandardVersion


def offices() -> list[Office]:
    """Offices that have published something, by name."""
    return list(Office.objects.filter(standards__isnull=False).distinct().order_by("name"))


def office(code: str) -> Office | None:
    return Office.objects.filter(code=code).first()


def today(office: Office) -> date:
    """The day it is at the office."""
    now: datetime = timezone.now()
    return now.astimezone(ZoneInfo(office.zone)).date()


def services(office: Office) -> list[StandardVersion]:
    """What the office promises today, by title."""
    return standards.in_force(today(office), office=office.code)


def service(office: Office, name: str) -> StandardVersion | None:
    return standards.version_in_force(f"{office.code}/{name}", today(office))
