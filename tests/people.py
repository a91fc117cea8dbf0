# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cast of all tests: the four offices and their invented staff, made through the door.

`teduh.accounts.demo_staff` says who is who. Ask for the office that a test needs: `people.cast("kota-tebing-tinggi")`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from teduh.accounts import actions, queries
from teduh.accounts.actors import actor_for, public_actor, system_actor
from teduh.accounts.demo_staff import LUMAJANG, PASSWORD, PEKALONGAN, SAMPANG, TEBING_TINGGI, make_demo_staff
from teduh.accounts.models import Office, Staff
from teduh.journal.actor import Actor
from tests import keeping

__all__ = [
    "LUMAJANG",
    "NOW",
    "PASSWORD",
    "PEKALONGAN",
    "SAMPANG",
    "TEBING_TINGGI",
    "acting",
    "cast",
    "deputise",
    "nobody",
    "offices",
    "sign_in",
    "stranger",
    "system",
]

# A Tuesday, 10.16 in the offices: long after the cast began to work, and inside everybody's opening hours.
NOW = datetime(2026, 11, 24, 3, 16, tzinfo=UTC)


def offices(at: datetime = NOW) -> dict[str, Office]:
    """The four offices of the catalogue, by code."""
    actions.load_offices(system_actor(at))
    return {code: queries.office(code) for code in (LUMAJANG, SAMPANG, PEKALONGAN, TEBING_TINGGI)}


def cast(*codes: str, at: datetime = NOW) -> dict[str, Staff]:
    """The staff of these offices by sign-in name; "" for the installation's own; of all offices where none is named."""
    return keeping.once((at, *codes), lambda: made(codes, at))


def made(codes: tuple[str, ...], at: datetime) -> dict[str, Staff]:
    offices(at)
    return make_demo_staff(at, offices=codes or None)


def acting(staff: Staff, at: datetime = NOW) -> Actor:
    """Somebody of the cast as an actor at that moment."""
    return actor_for(Staff.objects.select_related("office").get(pk=staff.pk), at)


def stranger(office: str = TEBING_TINGGI, at: datetime = NOW) -> Staff:
    """Somebody who may sign in but holds no role: new this morning."""
    return actions.add_staff(
        system_actor(at),
        queries.office(office),
        username="tamu",
        details=actions.StaffDetails(full_name="Tamu Khayal"),
        password=PASSWORD,
        must_change_password=False,
    )


def system(at: datetime = NOW) -> Actor:
    """The installation itself."""
    return system_actor(at)


def nobody(at: datetime = NOW) -> Actor:
    """Somebody who has not signed in."""
    return public_actor(at)


def deputise(office: str, role: str, staff: Staff, absent: Staff, first: date, last: date, at: datetime = NOW) -> None:
    """Somebody stands in (Plh.) for an official who is away on these days."""
    actions.appoint_deputy(
        system_actor(at),
        queries.office(office),
        kind="plh",
        role=role,
        staff=staff,
        absent=absent,
        valid_from=first,
        valid_until=last,
    )


def sign_in(client: Any, staff: Staff) -> None:
    """Sign somebody in without the page, for tests of other pages."""
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
