# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a letter that leaves the office must not name."""

from __future__ import annotations

from typing import Any

from teduh.accounts.models import Staff
from teduh.cases.models import Case, Part, Participant
from teduh.letters.outside import ProtectedPerson
from teduh.lib.ages import is_child
from teduh.lib.masking import initials
from teduh.persons.models import Person
from teduh.persons.regions import regions

VILLAGE_DOTS = 3  # 35.08.01.2001: a district is too wide to lead to somebody


def protection(case: Case) -> dict[str, Any]:
    """What `compose` needs to keep an outside copy silent: whom it protects, and the staff whose names may stand.

    Protected are clients, guardians and witnesses, and whoever else of the case is a child or may be one (UU 11/2012
    art. 19 and 61(2), UU 12/2022 art. 69). A reporter or an accused who is grown up is not; their names stay out of a
    letter by its wording.
    """
    always = (Part.CLIENT, Part.GUARDIAN, Part.WITNESS)
    people = {
        row.person_id: row.person
        for row in Participant.objects.filter(case=case).select_related("person__envelope")
        if row.part in always or is_child(row.age_band)
    }
    staff = Staff.objects.filter(office=case.office).values_list("full_name", flat=True)
    return {"protected": [_protected(person) for person in people.values()], "known": list(staff)}


def _protected(person: Person) -> ProtectedPerson:
    name, alias = person.name.open(), person.alias.open()
    others = [person.nik.open(), person.kk.open(), person.phone.open(), person.email.open()]
    for address in (person.registered_address.open() or {}, person.home_address.open() or {}):
        village = regions().get(address.get("region", ""))
        others += [address.get("text", ""), village.name if village and village.code.count(".") == VILLAGE_DOTS else ""]
    return {
        "name": name,
        "initials": initials(name),
        "aliases": [alias] if alias else [],
        "others": [one for one in others if one],
    }
