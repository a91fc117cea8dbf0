# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law asks in the actor's cases, on Desk: it presses whether or not a step waits for it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from teduh.cases.clockviews import cached_view
from teduh.cases.procedureviews import language
from teduh.cases.queries import desk as queries
from teduh.cases.queries.progress import office_time
from teduh.cases.registry import DeskPanel, DeskRow
from teduh.journal.actor import Actor
from teduh.procedure import legal

SHOWN = 20


def legal_duties(actor: Actor) -> DeskPanel:
    """A row a duty, the earliest due first; it leads to the case, where it is recorded."""
    cases = queries.duties(actor, limit=SHOWN)
    time = office_time(cases[0].office) if cases else None
    rows: list[tuple[str, DeskRow]] = []
    for case in cases:
        for data in case.duties:
            clock = cached_view(data, at=actor.at, time=time, language=language()) if time else None
            term = legal.TERMS.get(data["key"])
            if clock is None or term is None:
                continue
            row = DeskRow(
                title=f"{term.name.text(language())}, {case.number}",
                note=f"{clock.until}, {term.article}",
                address=reverse("cases:case", args=[case.pk]),
                mark=f"{clock.headline}, {clock.word.lower()}",
            )
            rows.append((data["due"], row))
    rows.sort(key=lambda pair: pair[0])
    return DeskPanel(title=_("Kewajiban hukum"), rows=tuple(row for _due, row in rows[:SHOWN]))
