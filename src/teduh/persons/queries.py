# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding people again, without revealing anybody whose cases the actor may not open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from teduh.journal.actor import Actor
from teduh.persons import visibility
from teduh.persons.models import Person, PersonToken
from teduh.procedure.problems import Message
from teduh.vault import index

ENOUGH = 500  # so many people of one token make it common; how many more there are does not matter
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
    return Person.objects.filter(visibility.visible(actor), office=actor.office).order_by()


def person_for(actor: Actor, person_id: UUID) -> Person | None:
    """The person, or None: absent and forbidden look alike."""
    return visible_to(actor).select_related("envelope", "office").filter(pk=person_id).first()


def hidden(person_id: UUID) -> Person | None:
    """The person whoever asks: only to record that somebody who may not see them asked for them."""
    return Person.objects.select_related("envelope", "office").filter(pk=person_id).first()


def candidates(actor: Actor, *, name: str = "", phone: str = "", nik: str = "", limit: int = 8) -> list[Candidate]:
    """People the actor may see who share a number, or a name in any spelling and order.

    A name matches when every word typed is found, by its letters or by its sound.
    """
    if not actor.office:
        return []
    why: dict[UUID, list[Message]] = {}
    people: dict[UUID, Person] = {}
    asked: tuple[tuple[index.Kind, str], ...] = (("nik", nik), ("phone", phone), ("name", name), ("phonetic", name))
    for kind, text in asked:
        for person in _holding(actor, kind, text, limit=limit) if text.strip() else ():
            people.setdefault(person.pk, person)
            reasons = why.setdefault(person.pk, [])
            # The same letters sound the same: that needs no saying.
            if not (kind == "phonetic" and WHY["name"] in reasons):
                reasons.append(WHY[kind])
    return [Candidate(person, tuple(why[pk])) for pk, person in people.items()][:limit]


def _holding(actor: Actor, kind: index.Kind, text: str, *, limit: int) -> list[Person]:
    """The first people in sight who hold every token of that text. The rarest token leads, so that a common name costs
    no more than the rare one beside it."""
    office = actor.office
    tokens = PersonToken.objects.filter(office=office, kind=kind)
    found = [(tokens.filter(token=token)[:ENOUGH].count(), token) for token in index.tokens(office, kind, text)]
    if not found:
        return []
    (_rows, rarest), *others = sorted(found)
    people = visible_to(actor).filter(pk__in=tokens.filter(token=rarest).values("person"))
    for _rows, token in others:
        people = people.filter(Exists(PersonToken.objects.filter(person=OuterRef("pk"), kind=kind, token=token)))
    return list(people.select_related("envelope")[:limit])


def birth_date_of(person: Person) -> date | None:
    text = person.birth_date.open()
    return date.fromisoformat(text) if text else None
