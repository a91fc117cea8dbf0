# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was answered at the steps of a case: drafts saved as they were typed, and answers kept with a finished step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from teduh.accounts.models import Office, Staff
from teduh.accounts.queries import holders
from teduh.cases.models import Answers, Attachment, Case, Member, Part, Participant
from teduh.cases.queries.people import mask_of
from teduh.cases.queries.walls import walled
from teduh.procedure.forms import Answer, Form
from teduh.standards.queries import wording

DRAFT = "draft"  # the form of the row that holds what was typed so far: the posted fields, all of them


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed at a step and has not finished. `count` rises with every save; `page` made the last one."""

    fields: Mapping[str, list[str]]
    count: int
    page: str
    saved_at: datetime
    saved_by: int | None
    name: str
    before: Mapping[str, list[str]] = field(default_factory=dict)  # what was kept before that page's first save
    before_count: int = 0
    before_page: str = ""

    def getlist(self, key: str) -> list[str]:
        return list(self.fields.get(key, ()))


def draft_of(case: Case, *, run: int, step: str) -> Draft | None:
    """The draft of a step; one query."""
    row = (
        Answers.objects.filter(case=case, run=run, step=step, form=DRAFT, final=False)
        .select_related("envelope", "saved_by")
        .order_by("-saved_at")
        .first()
    )
    if row is None:
        return None
    content: dict[str, Any] = row.values.open() or {}
    return Draft(
        fields=content.get("fields", {}),
        count=content.get("count", 0),
        page=content.get("page", ""),
        saved_at=row.saved_at,
        saved_by=row.saved_by_id,
        name=row.saved_by.full_name if row.saved_by else "Teduh",
        before=content.get("before", {}),
        before_count=content.get("before_count", 0),
        before_page=content.get("before_page", ""),
    )


@dataclass(frozen=True, slots=True)
class Given:
    """Answers to one form, kept with a finished step or with one entry of a repeated step. `asked`: the form in the
    words of that day; None for answers older than the keeping of words."""

    id: UUID
    key: str
    step: str
    run: int
    values: Mapping[str, Answer]
    saved_at: datetime
    saved_by: str
    asked: Form | None = None


def given_in(case: Case, keys: Collection[str]) -> list[Given]:
    """Every kept set of answers to these forms in the case, first to last; one query."""
    rows = (
        Answers.objects.filter(case=case, form__in=keys, final=True)
        .select_related("envelope", "saved_by")
        .order_by("saved_at", "pk")
    )
    return [
        Given(
            id=row.pk,
            key=row.form,
            step=row.step,
            run=row.run,
            values=row.values.open() or {},
            saved_at=row.saved_at,
            saved_by=row.saved_by.full_name if row.saved_by else "Teduh",
            asked=wording(row.asked),
        )
        for row in rows
    ]


def key_of_answers(case: Case, answers_id: UUID) -> str:
    """The form that a kept set of answers belongs to; empty where the case has no such answers."""
    found = Answers.objects.filter(case=case, pk=answers_id, final=True).values_list("form", flat=True).first()
    return found or ""


def attachments_of(case: Case) -> dict[str, str]:
    """Every file of the case's answers, as a form takes it: `ID TYPE BYTES NAME` by its id; one query."""
    rows = Attachment.objects.filter(case=case).select_related("envelope").defer("content")
    return {str(row.pk): f"{row.pk} {row.type} {row.size} {row.name.open()}" for row in rows}


def attachment_of(case: Case, attachment_id: UUID) -> Attachment | None:
    return Attachment.objects.filter(case=case, pk=attachment_id).select_related("envelope").first()


def people_for_forms(case: Case) -> list[tuple[int, str, str]]:
    """(number, part, masked name) of everybody in the case, for forms that are filled once for each."""
    rows = Participant.objects.filter(case=case).select_related("person__envelope").order_by("pk")
    return [(row.pk, row.part, mask_of(row)) for row in rows]


def part_words(part: str) -> str:
    return str(Part(part).label).lower()


def colleagues_in(office: Office, roles: Collection[str], *, at: datetime) -> list[tuple[int, str]]:
    """(number, name and title) of whoever holds one of these roles, deputies included."""
    found = [
        (staff.pk, f"{staff.full_name}, {staff.title}" if staff.title else staff.full_name)
        for staff in holders(office, *roles, at=at)
    ]
    return sorted(found, key=lambda pair: pair[1])


def colleagues_for(case: Case, roles: Collection[str], *, at: datetime) -> list[tuple[int, str]]:
    """The same of those who may know of the case."""
    off = walled(case)
    return [pair for pair in colleagues_in(case.office, roles, at=at) if pair[0] not in off]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """Somebody who handles the case now. `acted`: they have done something in it, and were not only called."""

    staff: int
    name: str
    roles: tuple[str, ...]
    acted: bool


def team_of(case: Case) -> list[TeamRow]:
    """The team now, a row a person, those who have acted first."""
    rows = Member.objects.filter(case=case, until__isnull=True).select_related("staff").order_by("since", "pk")
    people: dict[int, TeamRow] = {}
    for row in rows:
        known = people.get(row.staff_id)
        roles = (*(known.roles if known else ()), row.role)
        acted = row.acted or row.how == Member.How.OPENED or bool(known and known.acted)
        people[row.staff_id] = TeamRow(row.staff_id, row.staff.full_name, tuple(dict.fromkeys(roles)), acted)
    return sorted(people.values(), key=lambda row: (not row.acted, row.name))


def names_of(references: Collection[str]) -> dict[str, str]:
    """Names by reference (`staff:12`), one query."""
    ids = {int(reference.partition(":")[2]) for reference in references if reference.startswith("staff:")}
    return {f"staff:{pk}": name for pk, name in Staff.objects.filter(pk__in=ids).values_list("pk", "full_name")}
