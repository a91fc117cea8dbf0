# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases that may be of the same matter as the report being taken, as the page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from teduh.cases.queries.history import language
from teduh.cases.queries.people import client_masks
from teduh.intake import queries
from teduh.intake.forms import ReportForm
from teduh.journal.actor import Actor
from teduh.lib.wording import date_words


@dataclass(frozen=True, slots=True)
class DoubleRow:
    """`when` is the day on which that case's report was received; the client is masked."""

    case: UUID
    number: str
    when: str
    client: str
    why: str


def doubles_of(actor: Actor, form: ReportForm) -> list[DoubleRow]:
    """By what has been typed of clients and reporter; nothing is found where nothing was. The form must have been
    validated. A dozen queries for one client, in all not more than the form has people."""
    value = form.cleaned_data.get
    clients = [f"client-{number}" for number in range(form.client_count)]
    chosen = [value("reporter_person"), *(value(f"{one}-person") for one in clients)]
    found = queries.doubles(
        actor,
        people={known for text in chosen if text and (known := uuid_of(text))},
        phones={phone for phone in (value("reporter_phone"), *(value(f"{one}-phone") for one in clients)) if phone},
        # Of somebody who was chosen, the page holds the mask alone.
        names={name for one in clients if (name := value(f"{one}-name")) and not value(f"{one}-person")},
    )
    masks = client_masks([one.case.pk for one in found])
    return [
        DoubleRow(
            case=one.case.pk,
            number=one.case.number,
            when=date_words(timezone.localtime(one.case.received_at).date(), language()),
            client=masks.get(one.case.pk, ""),
            why=", ".join(reason.text(language()) for reason in one.why),
        )
        for one in found
    ]


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
