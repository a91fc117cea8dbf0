# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every personal field is sealed and declared; what looks personal in clear is named here, with its reason."""

from __future__ import annotations

import re

from django.apps import apps

from teduh.vault.fields import SealedField
from teduh.vault.registry import personal_fields
from teduh.vault.retention import RETENTION

LOOKS_PERSONAL = re.compile(
    r"(^|_)(name|alias|nik|kk|phone|email|address|narrative|chronology|birth|note|notes|reason|text|body|remark|words"
    r"|age|date|day|month|region|place|religion|occupation|education|marital|nationality|disability|disabilities)(_|$)"
)
# Officials act by name, and offices have an address, in public. The rest are codes.
IN_CLEAR = {
    "accounts.Office": "what the office publishes of itself",
    "accounts.Unit": "a part of the office",
    "accounts.Staff": "officials, who act by name",
    "accounts.Holiday": "days that everybody knows",
    "cases.OpenStep": "the name of a step of a published standard",
    "journal.Entry": "data_text and events_text are codes; words are in the sealed payload",
    "standards.StandardVersion": "a published text",
    "cases.Case.event_month": "the month alone, for statistics; the day is sealed",
    "cases.Case.event_place_kind": "a code of a list: home, school, online",
    "cases.Case.event_region": "of the regency or city; the place is sealed",
    "cases.Task.due_date": "the day until which something is to be done; what, is sealed",
    "cases.Task.place": "the place of a decision among those of a meeting: 1, 2, 3",
    "letters.Hop.place": "the place of a stop on the letter's way: 1, 2, 3",
    "letters.Incoming.letter_date": "the day that a letter bears; who sent it is sealed",
    "letters.Number.text": "the number as the register shows it",
    "cases.Participant.age_band": "a band of years; the age is sealed",
    "persons.Person.birth_estimated": "yes or no",
    "persons.Person.disability": "yes or no; which one is sealed",
    "persons.Person.home_region": "of the regency or city; the address is sealed",
    "persons.Person.registered_region": "of the regency or city; the address is sealed",
}


def test_nothing_personal_stands_in_clear_unnoticed() -> None:
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("teduh.")
        for field in model._meta.local_concrete_fields
        if LOOKS_PERSONAL.search(field.name) and not isinstance(field, SealedField) and not field.is_relation
    ]
    loose = [name for name in found if name not in IN_CLEAR and name.rpartition(".")[0] not in IN_CLEAR]
    assert not loose, f"Seal these, or say in IN_CLEAR why they may stand in clear: {loose}"


def test_every_personal_field_is_declared() -> None:
    found = personal_fields()
    assert {("channels.Message", "body"), ("journal.Entry", "payload")} <= {(one.model, one.field) for one in found}
    assert not [one for one in found if not one.holds or one.retention not in RETENTION]
