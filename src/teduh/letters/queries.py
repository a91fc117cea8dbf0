# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers that the actor may read: those of the cases that they see."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from teduh.cases.models import Case
from teduh.cases.queries.visibility import visible_to
from teduh.cases.registry import PaperRow
from teduh.journal.actor import Actor
from teduh.letters.models import Paper


def paper_for(actor: Actor, paper_id: UUID) -> Paper | None:
    """The paper, or None: absent and forbidden look alike."""
    seen = visible_to(actor)
    return Paper.objects.select_related("case", "envelope").filter(pk=paper_id, case__in=seen).first()


def case_of(paper_id: UUID) -> Case | None:
    """Whose paper it is, whoever asks: for the record of a refused reading."""
    paper = Paper.objects.select_related("case").filter(pk=paper_id).first()
    return paper.case if paper else None


def papers_of(case: Case) -> list[PaperRow]:
    """Every version of every paper of a case, the newest first. Sealed content is not fetched."""
    rows = (
        Paper.objects.filter(case=case)
        .select_related("made_by")
        .only("pk", "title", "run", "step", "product", "version", "made_at", "made_by__full_name")
        .order_by("-made_at", "-version")
    )
    newest: set[tuple[int, str]] = set()
    found = []
    for row in rows:
        found.append(
            PaperRow(
                title=row.title,
                address=reverse("letters:paper", args=[row.pk]),
                run=row.run,
                step=row.step,
                version=row.version,
                made_at=row.made_at,
                made_by=row.made_by.full_name if row.made_by else "Teduh",
                latest=(row.run, row.product) not in newest,
            )
        )
        newest.add((row.run, row.product))
    return found
