# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hand-overs as pages show them, and files that come with them, looked into before they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from teduh.cases.queries.progress import office_time
from teduh.cases.registry import Attached, Handing
from teduh.letters import queries, seals
from teduh.lib.codelists import label
from teduh.lib.wording import moment_words
from teduh.procedure.problems import Message

if TYPE_CHECKING:
    from teduh.cases.models import Case
    from teduh.letters.models import Delivery, Letter


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One hand-over in words. `proof` is the id under which its proof is opened, or None."""

    id: UUID
    how: str
    recipient: str
    at: datetime
    by: str
    note: str
    proof: bool


def deliveries_view(letter: Letter) -> list[DeliveryView]:
    return [view(row) for row in queries.deliveries_of(letter)]


def view(row: Delivery) -> DeliveryView:
    return DeliveryView(
        id=row.pk,
        how=label("delivery_media", row.medium),
        recipient=row.recipient.open(),
        at=row.delivered_at,
        by=row.delivered_by.full_name,
        note=row.note.open() if row.note else "",
        proof=bool(row.proof_type),
    )


def handing(case: Case, run: int, step: str) -> Handing:
    """The signed letters that this step hands over, and those that were handed over from their own pages before."""
    zone = office_time(case.office).calendar.zone
    waiting, told = [], []
    for letter in queries.signed_above(case, run, step):
        named = f"{letter.title} {letter.number}".strip()
        rows = list(letter.deliveries.all())
        if not rows:
            waiting.append(named)
        elif rows[-1].step in ("", step):
            told.append(
                _("%(letter)s: %(how)s, %(when)s")
                % {
                    "letter": named,
                    "how": label("delivery_media", rows[-1].medium).lower(),
                    "when": moment_words(rows[-1].delivered_at.astimezone(zone)),
                }
            )
    return Handing(tuple(waiting), tuple(told))


def examine(data: bytes) -> Attached | Message:
    """A scan or photo that may be kept, or what is wrong with it: nothing active, PDF, JPEG or PNG, 10 MB at most."""
    problem = seals.scan_problem(data)
    if problem is not None:
        return problem
    kinds = ((b"%PDF-", "application/pdf"), (b"\x89PNG", "image/png"))
    return Attached(data, next((kind for start, kind in kinds if data.startswith(start)), "image/jpeg"))
