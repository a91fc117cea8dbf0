# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes to offices and their units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from teduh.accounts import catalogue, hours
from teduh.accounts.access import may
from teduh.accounts.models import Office, Staff, Unit
from teduh.accounts.queries import calendars_changed, forget_calendars
from teduh.accounts.remembered import forget
from teduh.journal import door
from teduh.journal.actor import Actor
from teduh.journal.subjects import INSTALLATION, OfficeSubject
from teduh.procedure.calendar import WeeklyHours
from teduh.procedure.problems import Message, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDetails:
    """What may be changed of an office. Code and regency are fixed: standards, numbers and keys hang on them."""

    name: str
    short_name: str
    zone: str
    week: WeeklyHours
    at_once_minutes: int
    warn_days: int
    warn_minutes: int
    address: str
    phone: str
    contacts: Sequence[Sequence[str]]
    letterhead: Sequence[str]


def load_offices(actor: Actor) -> list[Office]:
    """Bring the catalogue's offices into the database: new ones with their units. What an office has since changed
    by itself stays as it is, so this may run at every start."""
    entries = catalogue.offices(settings.CATALOGUE_DIR)
    known = set(Office.objects.values_list("code", flat=True))
    return [found_office(actor, INSTALLATION, entry=entry) for code, entry in entries.items() if code not in known]


@door.action("office.founded", may=may("office.edit"))
def found_office(actor: Actor, subject: OfficeSubject, *, entry: catalogue.OfficeEntry) -> Office:
    """An office of the catalogue begins to work here, with its units."""
    office = Office.objects.create(
        code=entry.code,
        name=entry.name,
        short_name=entry.short_name,
        agency=entry.agency,
        regency_code=entry.regency_code,
        zone=entry.zone,
        hours=hours.to_data(entry.week),
        at_once_minutes=int(entry.at_once.total_seconds() // 60),
        warn_days=entry.warn_days,
        warn_minutes=entry.warn_minutes,
        address=entry.address,
        phone=entry.phone,
        contacts=[list(pair) for pair in entry.contacts],
        letterhead=list(entry.letterhead),
    )
    _plant(office, entry.units, parent=None)
    forget_calendars()
    door.attach(office)
    door.record(data={"regency": entry.regency_code})
    return office


def _plant(office: Office, units: Sequence[catalogue.UnitEntry], *, parent: Unit | None) -> None:
    for entry in units:
        unit = Unit.objects.create(office=office, name=entry.name, parent=parent, head_role=entry.head_role)
        _plant(office, entry.children, parent=unit)


@door.action("office.changed", may=may("office.edit"))
def change_office(actor: Actor, office: Office, *, details: OfficeDetails) -> Office:
    """Name, address, hours, bounds. Due times follow at once, since they are computed when read."""
    wanted: dict[str, Any] = {
        **{name: value for name, value in asdict(details).items() if name != "week"},
        "hours": hours.to_data(details.week),
        "contacts": [list(pair) for pair in details.contacts],
        "letterhead": list(details.letterhead),
    }
    changed = {name: [getattr(office, name), value] for name, value in wanted.items() if getattr(office, name) != value}
    if changed:
        for name, value in wanted.items():
            setattr(office, name, value)
        office.save()
        if changed.keys() & {"hours", "zone", "at_once_minutes"}:
            calendars_changed()
    door.record(data={"changed": changed})
    return office


@door.action("unit.saved", may=may("office.edit"))
def save_unit(
    actor: Actor,
    office: Office,
    *,
    unit: Unit | None,
    name: str,
    parent: Unit | None,
    head_role: str = "",
    head: Staff | None = None,
) -> Unit:
    """A unit is added or changed. Its place in the tree, and who leads it, decide who sees the cases of whom."""
    if unit is not None and parent is not None and unit.pk in _above(parent):
        raise door.Refused(
            Refusal(
                rule="unit.tree",
                reason=Message(
                    "Unit tidak dapat berada di bawah dirinya sendiri. Pilih induk yang lain.",
                    "A unit cannot stand below itself. Choose another parent.",
                ),
            )
        )
    if any(one is not None and one.office_id != office.pk for one in (unit, parent, head)):
        raise door.Refused(OTHER_OFFICE)
    if Unit.objects.filter(office=office, name=name).exclude(pk=unit.pk if unit else 0).exists():
        raise door.Refused(
            Refusal(
                rule="unit.once",
                reason=Message(
                    "Kantor ini sudah punya unit bernama itu. Pakai nama lain, atau ubah unit yang ada.",
                    "This office has a unit of that name. Use another name, or change the unit that is there.",
                ),
            )
        )
    unit = unit or Unit(office=office)
    unit.name, unit.parent, unit.head_role, unit.head = name, parent, head_role, head
    unit.save()
    forget()
    door.record(
        data={"unit": unit.pk, "name": name, "parent": parent and parent.pk, "head": head and f"staff:{head.pk}"}
    )
    return unit


OTHER_OFFICE = Refusal(
    rule="office.own",
    reason=Message(
        "Orang dan unit harus dari kantor yang sama. Pilih dari daftar kantor ini.",
        "Persons and units must be of the same office. Choose from this office's list.",
    ),
)


def _above(unit: Unit) -> set[int]:
    """The unit and its ancestors."""
    parents: Mapping[int, int | None] = dict(Unit.objects.filter(office=unit.office).values_list("id", "parent_id"))
    found: set[int] = set()
    place: int | None = unit.pk
    while place is not None and place not in found:
        found.add(place)
        place = parents.get(place)
    return found
