# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding people again, without revealing anybody whose cases the actor may not open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from teduh.journal.actor import Actor
from teduh.persons import visibility
from teduh.persons.models import Person, PersonToken
from teduh.procedure.problems import Message
from teduh.vault import index

WHY = {
    "nik": Message("NIK sama", "Same NIK"),
    "phone": Message("nomor telepon sama", "same telephone number"),
    "name": Message("nama sama", "same name"),
    "phonetic": Message("nama mirip", "similar name"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the person typed, and why; the strongest reason first."""

    person: Person
    why: tuple[Message, ...]


def visible_to(actor: Actor) -> QuerySet[Person]:
    """A person is included if, and only if, they are of the actor's office and in a case that the actor sees."""
    if not actor.office:
        return Person.objects.none()
    return Person.objects.filter(visibility.visible(actor), office=actor.office).distinct()


def person_for(actor: Actor, person_id: UUID) -> Person | None:
    """The person, or None: absent and forbidden look alike."""
    return visible_to(actor).select_related("envelope", "office").filter(pk=person_id).first()


def candidates(actor: Actor, *, name: str = "", phone: str = "", nik: str = "", limit: int = 8) -> list[Candidate]:
    """People the actor may see who share a number, or a name in any spelling and order.

    A name matches when every word typed is found, by its letters or by its sound.
    """
    if not actor.office:
        return []
    hits: dict[UUID, set[str]] = {}
    numbers: tuple[tuple[index.Kind, str], ...] = (("nik", nik), ("phone", phone))
    for kind, text in numbers:
        if text:
            for person_id in _holding(actor.office, kind, index.tokens(actor.office, kind, text), every=True):
                hits.setdefault(person_id, set()).add(kind)
    if name.strip():
        exact = _holding(actor.office, "name", index.tokens(actor.office, "name", name), every=True)
        sound = _holding(actor.office, "phonetic", index.tokens(actor.office, "phonetic", name), every=True)
        for person_id in sound | exact:
            hits.setdefault(person_id, set()).add("name" if person_id in exact else "phonetic")
    people = visible_to(actor).filter(pk__in=list(hits)).select_related("envelope")
    order = list(WHY)
    found = [
        Candidate(person, tuple(WHY[kind] for kind in order if kind in hits[person.pk]))
        for person in people[: limit * 4]
    ]
    found.sort(key=lambda candidate: min(order.index(kind) for kind in hits[candidate.person.pk]))
    return found[:limit]


def _holding(office: str, kind: str, tokens: set[bytes], *, every: bool) -> set[UUID]:
    """The people who hold every one (or any) of these tokens."""
    if not tokens:
        return set()
    rows = PersonToken.objects.filter(office=office, kind=kind, token__in=list(tokens))
    counts: dict[UUID, int] = {}
    for person_id in rows.values_list("person_id", flat=True)[:2000]:
        counts[person_id] = counts.get(person_id, 0) + 1
    return {person_id for person_id, count in counts.items() if not every or count >= len(tokens)}


def birth_date_of(person: Person) -> date | None:
    text = person.birth_date.open()
    return date.fromisoformat(text) if text else None
