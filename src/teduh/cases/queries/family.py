# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the people of a case are family, who lives with whom, and who speaks for whom."""

from __future__ import annotations

from dataclasses import dataclass

from teduh.cases.models import Case, Part, Relation
from teduh.cases.queries.people import people_of

SPEAKS_FOR = frozenset({"guardian"})


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the case: masked name, parts and age in words, what they are to whom, and where they live."""

    key: str
    mask: str
    role: str
    relations: tuple[str, ...]
    client: bool
    alleged: bool
    guardian: bool
    at_home: bool


@dataclass(frozen=True, slots=True)
class Pair:
    client: str
    other: str
    code: str
    guardian: bool


def relatives_of(case: Case) -> tuple[list[Relative], list[Pair]]:
    """Everybody once, and each pair whose relation is known. Guardians are those recorded as such, by their part in the
    case or by what they are to a client."""
    people = people_of(case)
    parts: dict[str, set[str]] = {}
    for person, part in case.participants.values_list("person", "part"):
        parts.setdefault(str(person), set()).add(part)
    pairs, at_home, guardians = [], set(), {key for key, own in parts.items() if Part.GUARDIAN in own}
    for row in Relation.objects.filter(case=case).select_related("client", "other").order_by("pk"):
        client, other = str(row.client.person_id), str(row.other.person_id)
        speaks = row.code in SPEAKS_FOR
        if speaks:
            guardians.add(other)
        if row.same_home == "yes":
            at_home |= {client, other}
        pairs.append(Pair(client, other, row.code, speaks))
    pairs = [Pair(one.client, one.other, one.code, one.guardian or one.other in guardians) for one in pairs]
    rows = [
        Relative(
            key=str(view.participant.person_id),
            mask=view.mask,
            role=view.role,
            relations=view.relations,
            client=Part.CLIENT in parts[str(view.participant.person_id)],
            alleged=Part.ALLEGED in parts[str(view.participant.person_id)],
            guardian=str(view.participant.person_id) in guardians,
            at_home=str(view.participant.person_id) in at_home,
        )
        for view in people
    ]
    return rows, pairs
