# SPDX-License-Identifier: AGPL-3.0-or-later
"""Papers that the actor may read: those of the cases that they see."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from teduh.cases.models import Case, Part
from teduh.cases.queries.visibility import visible_to
from teduh.cases.queries.work import people_for_forms
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
        .only("pk", "title", "run", "step", "product", "whom", "version", "made_at", "made_by__full_name")
        .order_by("-made_at", "-version", "whom")
    )
    masks = masks_of(case) if len({row.whom for row in rows if row.whom}) > 1 else {}
    newest: set[tuple[int, str, int]] = set()
    found = []
    for row in rows:
        found.append(
            PaperRow(
                title=f"{row.title}, {masks[row.whom]}" if row.whom in masks else row.title,
                address=reverse("letters:paper", args=[row.pk]),
                run=row.run,
                step=row.step,
                version=row.version,
                made_at=row.made_at,
                made_by=row.made_by.full_name if row.made_by else "Teduh",
                latest=(row.run, row.product, row.whom) not in newest,
            )
        )
        newest.add((row.run, row.product, row.whom))
    return found


def masks_of(case: Case) -> dict[int, str]:
    """The masked names of the clients by number."""
    return {number: mask for number, part, mask in people_for_forms(case) if part == Part.CLIENT}
