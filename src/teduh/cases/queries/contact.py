# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom to ask first how they may be reached; whom a letter goes to; contacts that a superior has yet to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from teduh.accounts import access
from teduh.cases.models import Case, CaseStatus, Contact, Part, Participant, Relation
from teduh.cases.queries.people import REACHED
from teduh.cases.queries.visibility import visible_to
from teduh.journal.actor import Actor
from teduh.persons import safecontact
from teduh.persons.models import Person, PersonToken
from teduh.vault import index
from teduh.vault.errors import VaultError

# Who shares, or shared, bed or home with the client (UU 23/2004 art. 2), by the list `relations`.
AT_HOME = (
    *("husband", "wife", "unregistered_husband", "unregistered_wife", "former_husband", "former_wife"),
    *("partner", "former_partner", "father", "mother", "stepfather", "stepmother", "adoptive_father"),
    *("adoptive_mother", "grandfather", "grandmother", "uncle", "aunt", "older_sibling", "younger_sibling"),
    *("step_sibling", "child", "stepchild", "parent_in_law", "child_in_law", "sibling_in_law", "other_family"),
    *("guardian", "employer"),
)
# How a letter is handed over, as a way of reaching somebody at home.
MEDIA = {"post": "post", "email": "email", "whatsapp": "message"}


def at_home() -> Q:
    """Cases of violence at home: whoever is alleged lives with a client, or is of their household by kinship."""
    near = Q(code__in=AT_HOME) | Q(same_home="yes")
    return Q(Exists(Relation.objects.filter(near, case=OuterRef("pk"), other__part=Part.ALLEGED)))


def asks_first(person: Person) -> bool:
    """Whether they are client, reporter or guardian in an open case of violence at home."""
    cases = Case.objects.filter(at_home()).exclude(status=CaseStatus.CLOSED)
    return Participant.objects.filter(person=person, part__in=REACHED, case__in=cases).exists()


def asks_first_in(case: Case) -> bool:
    """The same of a case as a whole: one query for all of its people."""
    return case.status != CaseStatus.CLOSED and Case.objects.filter(at_home(), pk=case.pk).exists()


def people_named(case: Case, text: str) -> list[Person]:
    """Those of the case whose safety counts and of whose name a word stands in the text, by the blind index."""
    wanted = index.tokens(case.office_id, "name", text)
    if not wanted:
        return []
    rows = PersonToken.objects.filter(
        kind="name", token__in=wanted, person__parts__case=case, person__parts__part__in=REACHED
    )
    return list(Person.objects.select_related("envelope", "office").filter(pk__in=rows.values("person")))


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact for the case page. `waits`: a superior has yet to read it."""

    id: UUID
    way: str
    objection: str
    reason: str
    at: datetime
    by: str
    by_id: int
    waits: bool
    reviewed_by: str


def contacts_of(case: Case) -> list[ContactRow]:
    """Contacts of the case, the newest first; one query."""
    rows = Contact.objects.filter(case=case).select_related("envelope", "by", "reviewed_by")
    return [
        ContactRow(
            id=row.pk,
            way=safecontact.said(safecontact.WAYS[row.way]),
            objection=row.objection,
            reason=reason_of(row),
            at=row.at,
            by=row.by.full_name,
            by_id=row.by_id,
            waits=row.against and row.reviewed_at is None,
            reviewed_by=row.reviewed_by.full_name if row.reviewed_by else "",
        )
        for row in rows
    ]


def reason_of(row: Contact) -> str:
    try:
        return str(row.reason.open() or "")
    except VaultError:
        return "–"


def to_review(actor: Actor) -> QuerySet[Contact]:
    """Contacts against a safe-contact profile that wait for the actor as a superior: never one's own."""
    if not access.might(actor, "case.contact.review"):
        return Contact.objects.none()
    rows = Contact.objects.filter(against=True, reviewed_at=None, case__in=visible_to(actor)).exclude(by=actor.id)
    return rows.select_related("case", "by").order_by("at")
