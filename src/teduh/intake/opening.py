# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a validated New report form to the account of a case: people found or made, ages counted, relations paired."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from teduh.cases.actions.opening import Account, Pair, Part
from teduh.intake.dates import read_date
from teduh.intake.forms import ReportForm
from teduh.intake.reading import age_of
from teduh.journal.actor import Actor
from teduh.persons.actions import add_person
from teduh.persons.details import Details
from teduh.persons.queries import person_for
from teduh.procedure.standard.model import Risk

if TYPE_CHECKING:
    from teduh.accounts.models import Office
    from teduh.persons.models import Person


def account_of(
    actor: Actor,
    office: Office,
    form: ReportForm,
    *,
    channel: str,
    received_at: datetime,
    day: date,
    suggested: Risk | None,
) -> Account:
    """Makes the people who are not known yet, each by an action of its own, and says everything else as one value.

    `day` is the day of the report in the office, against which ages are counted; `suggested` is kept with the case,
    decided or not.
    """
    value = form.cleaned_data.get
    clients = [
        Part(
            person=person_of(actor, office, form, f"client-{number}", form.person(f"client-{number}")),
            part="client",
            age=age_of(form, f"client-{number}", day),
        )
        for number in range(form.client_count)
        if number == 0 or typed(form, f"client-{number}")
    ]
    parts = list(clients)
    if value("reporter_is_client"):
        parts.append(Part(person=clients[0].person, part="reporter", age=clients[0].age))
    elif not value("anonymous") and (value("reporter_name") or value("reporter_phone") or value("reporter_person")):
        parts.append(Part(person=person_of(actor, office, form, "reporter", form.reporter()), part="reporter"))
    pairs: list[Pair] = []
    for number in range(form.alleged_count):
        if not typed(form, f"alleged-{number}"):
            continue
        prefix = f"alleged-{number}"
        parts.append(
            Part(
                person=person_of(actor, office, form, prefix, form.person(prefix)),
                part="alleged",
                age=age_of(form, prefix, day),
            )
        )
        pairs += [
            Pair(
                client=client,
                other=len(parts) - 1,
                relation=value(f"relation-{client}-{number}") or "unknown",
                same_home=value(f"home-{client}-{number}") or "unknown",
            )
            for client in range(len(clients))
        ]
    event_date, estimated = read_date(value("when_date") or "")
    return Account(
        channel=channel,
        received_at=received_at,
        narrative=value("narrative") or "",
        when=value("when") or "",
        event_date=event_date,
        event_estimated=estimated or bool(value("when_about")),
        place=value("place") or "",
        place_kind=value("place_kind") or "unknown",
        region=value("place_region") or "",
        kinds=tuple(value("kinds") or ()),
        anonymous=bool(value("anonymous")),
        parts=tuple(parts),
        pairs=tuple(pairs),
        risk=Risk(level) if (level := value("risk_level")) else None,
        risk_reason=value("risk_reason") or "",
        suggested=suggested,
        requirements=tuple(value("requirements") or ()),
    )


def typed(form: ReportForm, prefix: str) -> bool:
    """Whether anything was typed of that person, or said of how they relate."""
    number = prefix.partition("-")[2]
    own = [name for name in form.fields if name.startswith(f"{prefix}-")]
    pair = [name for name in form.fields if name.startswith("relation-") and name.endswith(f"-{number}")]
    names = own + (pair if prefix.startswith("alleged") else [])
    return any(form.cleaned_data.get(name) not in (None, "", "unknown") for name in names)


def person_of(actor: Actor, office: Office, form: ReportForm, prefix: str, details: Details) -> Person:
    """The known person who was chosen while typing, where the actor may see them; else a new one."""
    name = f"{prefix}_person" if prefix == "reporter" else f"{prefix}-person"
    chosen = form.cleaned_data.get(name)
    if chosen:
        try:
            known = person_for(actor, UUID(chosen))
        except ValueError:
            known = None
        if known is not None:
            return known
    return add_person(actor, office, details=details)
