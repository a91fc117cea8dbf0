# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reaching the people of a case, by ways and at hours that put nobody in danger."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.accounts.queries import superiors
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.models import Case, Contact, Participant
from teduh.cases.queries.contact import MEDIA, people_named
from teduh.cases.queries.walls import walled
from teduh.channels import outbox
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.persons.actions import open_field
from teduh.persons.models import Person
from teduh.persons.safecontact import FIELD_WAYS, WAYS, Objection, objection_to
from teduh.procedure.problems import Message, Refusal

RULE = "safe_contact"


@action("case.contact", may=may("case.contact"))
def reach(
    actor: Actor, case: Case, *, person: Person, way: str, reason: str = "", title: str = "", body: str = ""
) -> Contact:
    """Somebody of the case is about to be reached: what is needed for it is opened. An e-mail is sent from here.

    A way that is never to be taken is refused. Any other that was not called safe, or at another hour, or where nobody
    knows yet what is safe, needs a reason, and a superior is told.
    """
    if way not in WAYS or not Participant.objects.filter(case=case, person=person).exists():
        raise refused("Orang itu bukan bagian kasus ini.", "Not a person of this case.")
    objection = objection_to(person, way, at=actor.at)
    if objection and objection.outright:
        raise Refused(Refusal(RULE, objection.reason))
    if objection and not reason.strip():
        raise needs_reason(objection)
    if way == "email":
        if not person.email.open():
            raise refused("Alamat surelnya belum diketahui.", "No e-mail address is known.")
        if not title.strip() or not body.strip():
            raise refused("Tulis judul dan isi surelnya.", "Write the e-mail's title and text.")
    row = keep(actor, case, person, way, objection, reason, at=actor.at)
    record(
        data={"person": str(person.pk), "way": way, "against": objection is not None},
        payload={"reason": reason} if reason.strip() else {},
    )
    if way == "email":
        outbox.post("email", case, address=person.email.open(), title=title, body=body)
    else:
        for field in (one for one, ways in FIELD_WAYS.items() if way in ways and getattr(person, one).open()):
            open_field(actor, person, field=field, purpose="contact", case=case.number)
    return row


def weigh_delivery(actor: Actor, case: Case, *, recipient: str, medium: str, at: datetime, reason: str) -> None:
    """A letter that went to somebody of the case in a way they did not call safe. It is recorded nevertheless, since it
    has gone, but not without the reason; and a superior is told. Raises Refused where the reason is missing."""
    way = MEDIA.get(medium, "")
    for person in people_named(case, recipient) if way else ():
        objection = objection_to(person, way, at=at)
        if objection is None:
            continue
        if not reason.strip():
            raise needs_reason(objection)
        keep(actor, case, person, way, objection, reason, at=at)


def keep(
    actor: Actor, case: Case, person: Person, way: str, objection: Objection | None, reason: str, *, at: datetime
) -> Contact:
    assert actor.id is not None  # the table lets staff alone reach people
    row = Contact(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        person=person,
        way=way,
        against=objection is not None,
        objection=objection.reason.id if objection else "",
        at=at,
        by_id=actor.id,
    )
    row.reason = reason
    row.save(force_insert=True)
    if objection is not None:
        tell_superiors(actor, case)
    return row


def tell_superiors(actor: Actor, case: Case) -> None:
    """A message that names the case's number alone; Desk shows it to them as well."""
    staff = Staff.objects.select_related("office").get(pk=actor.id or 0)
    for superior in superiors(staff, at=actor.at).exclude(email="").exclude(pk__in=walled(case)):
        outbox.post(
            "email",
            case,
            address=superior.email,
            title="Teduh: kontak di luar cara yang aman",
            body=f"Kasus {case.number}.\n\nBuka kasusnya di Teduh untuk membaca alasannya.",
        )


@action("case.contact_reviewed", may=may("case.contact.review"))
def review(actor: Actor, case: Case, *, contact: UUID) -> None:
    """A superior has read why somebody was reached in a way that they had not called safe; never their own contact."""
    row = Contact.objects.select_for_update().filter(pk=contact, case=case, against=True, reviewed_at=None).first()
    if row is None:
        raise refused("Kontak itu tidak menunggu peninjauan.", "That contact does not wait for a review.")
    if row.by_id == actor.id:
        raise refused("Kontak sendiri ditinjau oleh atasan yang lain.", "Another superior reviews your own contact.")
    row.reviewed_at = actor.at
    row.reviewed_by_id = actor.id
    row.save(update_fields=["reviewed_at", "reviewed_by"])
    record(data={"contact": str(row.pk)})


def needs_reason(objection: Objection) -> Refused:
    return refused(
        f"{objection.reason.id} Bila tetap perlu, tulis alasannya; atasan diberi tahu.",
        f"{objection.reason.en} If it is needed all the same, give the reason; a superior is told.",
    )


def refused(said_id: str, said_en: str) -> Refused:
    return Refused(Refusal(RULE, Message(said_id, said_en)))
