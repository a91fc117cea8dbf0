# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recording, changing and opening a person's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from teduh.accounts.access import may
from teduh.accounts.models import Office
from teduh.accounts.queries import day_of
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, attach, record
from teduh.journal.models import Entry
from teduh.persons import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.persons import safecontact
from teduh.persons.details import CODED, Details
from teduh.persons.models import Person, PersonToken
from teduh.persons.profile import profile_words
from teduh.persons.regions import regency_of
from teduh.persons.visibility import tell_changed
from teduh.procedure.problems import Message, Refusal
from teduh.vault import envelopes, index

# For which purpose a protected field may be opened; the words are what the officer chooses from.
PURPOSES = {
    "letter": "Membuat surat",
    "identity": "Mencocokkan identitas",
    "contact": "Menghubungi",
    "visit": "Kunjungan atau penjangkauan",
    "police": "Koordinasi dengan polisi",
    "service": "Memberi layanan",
}
PROTECTED = {
    "name": "Nama lengkap",
    "nik": "NIK",
    "kk": "Nomor KK",
    "phone": "Telepon",
    "birth_date": "Tanggal lahir",
    "home_address": "Alamat tinggal",
    "registered_address": "Alamat KTP",
    "profile": "Latar belakang",
}
TO_REACH = ("contact", "visit")
KEPT_OPEN = timedelta(minutes=15)


@action("person.added", may=may("person.add"))
def add_person(actor: Actor, office: Office, *, details: Details) -> Person:
    """A person the office now knows, under an envelope of their own."""
    envelope = envelopes.create(office.code, "person")
    person = Person(envelope=envelope, office=office, created_at=actor.at)
    day = day_of(office, actor.at)
    fill(person, replace(details, safe_contact=safecontact.stamped(details.safe_contact, None, day)))
    person.save(force_insert=True)
    write_tokens(person, details)
    attach(person)
    return person


@action("person.changed", may=may("person.edit"))
def change_person(actor: Actor, person: Person, *, details: Details) -> None:
    """New data in place of the old. The journal keeps, sealed, which fields changed and what they were."""
    before = {name: getattr(person, name).open() for name in PROTECTED}
    contact = safecontact.stamped(details.safe_contact, person.safe_contact.open(), day_of(person.office, actor.at))
    fill(person, replace(details, safe_contact=contact))
    person.save()
    after = {name: getattr(person, name).open() for name in PROTECTED}
    write_tokens(person, details)
    changed = [name for name in PROTECTED if before[name] != after[name]]
    record(data={"fields": changed}, payload={"before": {name: before[name] for name in changed}})
    tell_changed(actor, person)


@action("person.safe_contact", may=may("person.edit"))
def change_safe_contact(actor: Actor, person: Person, *, contact: Mapping[str, Any]) -> None:
    """How the person may be reached, asked anew: the day stands in the profile even where nothing changed."""
    before = person.safe_contact.open()
    person.safe_contact = safecontact.stamped(contact, None, day_of(person.office, actor.at)) or None
    person.save()
    record(payload={"before": before or {}})


@action("person.opened", may=may("person.reveal"))
def open_field(actor: Actor, person: Person, *, field: str, purpose: str, case: str) -> None:
    """Record that a protected field was opened, by whom and what for. `case` is the number of the case it is for."""
    record(data={"field": field, "purpose": purpose, "case": case})


def reveal(actor: Actor, person: Person, *, field: str, purpose: str, case: str) -> str:
    """The field's content, after its opening is in the journal: once for a person, field, case and hour."""
    if field not in PROTECTED or purpose not in PURPOSES:
        raise ValueError(f"{field} cannot be opened for {purpose}")
    refuse_unsafe(actor, person, field=field, purpose=purpose)
    if not opened_within_the_hour(actor, person, field=field, case=case):
        open_field(actor, person, field=field, purpose=purpose, case=case)
    return readable(person, field)


def refuse_unsafe(actor: Actor, person: Person, *, field: str, purpose: str) -> None:
    """What is opened to reach somebody is not opened while no way of using it is safe. Raises Refused."""
    ways = safecontact.FIELD_WAYS.get(field, ()) if purpose in TO_REACH else ()
    objections = [safecontact.objection_to(person, way, at=actor.at) for way in ways]
    against = [one for one in objections if one is not None]
    if ways and len(against) == len(ways):
        reason = against[0].reason
        raise Refused(
            Refusal(
                "safe_contact",
                Message(
                    f"{reason.id} Pakai tombol Hubungi di halaman kasus.",
                    f"{reason.en} Use the button Contact on the case's page.",
                ),
            )
        )


def opened_within_the_hour(actor: Actor, person: Person, *, field: str, case: str) -> bool:
    entries = Entry.objects.filter(
        chain=person.chain, code="person.opened", actor=actor.reference, at__gt=actor.at - timedelta(hours=1)
    )
    return any(entry.data.get("field") == field and entry.data.get("case") == case for entry in entries)


def readable(person: Person, field: str) -> str:
    """A protected field as a line of text."""
    content = getattr(person, field).open()
    if field == "profile":
        return profile_words(content or {})
    if isinstance(content, dict):
        return ", ".join(part for part in (content.get("text", ""), content.get("region_path", "")) if part)
    return str(content or "")


def fill(person: Person, details: Details) -> None:
    """Set every column of a person from the details. The envelope must be set."""
    apart = {"birth_date", "registered", "home", "safe_contact", "disability", "disabilities", *CODED}
    for name in {one.name for one in fields(Details)} - apart:
        setattr(person, name, getattr(details, name))
    person.birth_date = details.birth_date.isoformat() if details.birth_date else ""
    person.registered_address = (
        details.registered.data() if details.registered.text or details.registered.region else None
    )
    person.home_address = details.home.data() if details.home.text or details.home.region else None
    person.safe_contact = details.safe_contact or None
    person.profile = details.profile or None
    person.disability = "yes" if details.disabilities else details.disability
    person.registered_region = regency_of(details.registered.region)
    person.home_region = regency_of(details.home.region)


def write_tokens(person: Person, details: Details) -> None:
    """The blind-index tokens by which this person is found again."""
    names = f"{details.name} {details.alias}".strip()
    texts: dict[index.Kind, str] = {
        "name": names,
        "phonetic": names,
        "phone": details.phone,
        "nik": details.nik,
        "kk": details.kk,
    }
    wanted = {
        (kind, token) for kind, text in texts.items() if text for token in index.tokens(person.office_id, kind, text)
    }
    PersonToken.objects.filter(person=person).delete()
    PersonToken.objects.bulk_create(
        PersonToken(person=person, office=person.office, kind=kind, token=token) for kind, token in sorted(wanted)
    )
