# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding a case: by its number, by the name of somebody in it, by status and risk."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from teduh.cases.models import Case, CaseStatus, OpenStep, Participant
from teduh.cases.queries.visibility import number_parts, visible_to
from teduh.journal.actor import Actor
from teduh.persons.queries import candidates
from teduh.procedure.standard.model import Risk

NOT_SET = "none"  # the filter's word for a risk that nobody has set
PER_PAGE = 25
COUNTED = 1000  # nobody leafs further: whoever looks for an older case searches
STATUSES = [(status.value, status.label) for status in CaseStatus]


class Pages(Paginator[Case]):
    """Pages of the first thousand cases: counting all of an old office's would cost more than showing them."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return rows[: COUNTED + 1].count() if isinstance(rows, QuerySet) else len(rows)


def find(actor: Actor, *, text: str = "", status: str = "", risk: str = "", late: str = "") -> QuerySet[Case]:
    """Cases that the actor sees, the newest first. `text` is a number (`0147/2026`, `147`) or words of a name; `late`
    leaves those with an open step that is past its due time."""
    rows = visible_to(actor)
    text = text.strip()
    if text:
        rows = rows.filter(_matching(actor, text))
    if status in CaseStatus.values:
        rows = rows.filter(status=status)
    if risk == NOT_SET:
        rows = rows.filter(risk="")
    elif risk in set(Risk):
        rows = rows.filter(risk=risk)
    if late:
        rows = rows.filter(Exists(OpenStep.objects.filter(case=OuterRef("pk"), due_at__lt=actor.at)))
    return rows.order_by("-opened_at", "-pk")


def _matching(actor: Actor, text: str) -> Q:
    parts = number_parts(text)
    if parts:
        return Q(serial=parts[0], year=parts[1])
    if text.isdecimal() and len(text) < 8:
        return Q(serial=int(text))
    people = [candidate.person.pk for candidate in candidates(actor, name=text, phone=text, limit=50)]
    return Q(Exists(Participant.objects.filter(case=OuterRef("pk"), person__in=people)))
