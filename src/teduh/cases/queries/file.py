# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of one case for its page: open steps, notes, and whom the office has for its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from teduh.accounts import roles
from teduh.accounts.models import Holding, Staff
from teduh.accounts.queries.line import day_of, in_force
from teduh.cases.models import Case, Note, OpenStep, Participant, Proof
from teduh.cases.queries.walls import walled
from teduh.standards.models import StandardVersion
from teduh.vault.errors import VaultError


def open_steps(case: Case) -> list[OpenStep]:
    """The open steps, in the order of the procedure."""
    return list(OpenStep.objects.filter(case=case).select_related("case").order_by("run", "opened_at", "pk"))


@dataclass(frozen=True, slots=True)
class NoteRow:
    text: str
    by: str
    at: datetime


def notes_of(case: Case) -> list[NoteRow]:
    """Notes, the newest first; a note whose key is gone says so."""
    rows = Note.objects.filter(case=case).select_related("envelope", "written_by").order_by("-written_at")
    return [NoteRow(text_of(row), row.written_by.full_name, row.written_at) for row in rows]


def text_of(note: Note) -> str:
    try:
        return str(note.text.open())
    except VaultError:
        return "–"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of the law as the case's page lists it; `proofs` are the files that prove it."""

    name: str
    when: str
    proofs: tuple[UUID, ...]


def proofs_of(case: Case) -> dict[str, list[UUID]]:
    """The files that prove events of the law, by fact."""
    found: dict[str, list[UUID]] = {}
    for pk, fact in Proof.objects.filter(case=case).values_list("pk", "fact"):
        found.setdefault(fact, []).append(pk)
    return found


def proof_in(case: Case, number: UUID) -> Proof | None:
    return Proof.objects.select_related("envelope").filter(case=case, pk=number).first()


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody of the office in one of their roles."""

    staff: int
    role: str
    words: str


def holders_in(case: Case, *, at: datetime) -> list[HolderRow]:
    """Everybody of the case's office in each role that touches cases; one query."""
    rows = (
        Holding.objects.filter(
            in_force(day_of(case.office, at)),
            staff__office=case.office_id,
            staff__is_active=True,
            role__in=roles.CASE_ROLES,
        )
        .exclude(staff__in=walled(case))
        .select_related("staff")
        .order_by("staff__full_name", "role")
    )
    return [
        HolderRow(row.staff_id, row.role, f"{row.staff.full_name}, {roles.label(row.role).lower()}") for row in rows
    ]


def staff_in(case: Case, number: int) -> Staff | None:
    """Somebody of the case's office."""
    return Staff.objects.filter(pk=number, office=case.office_id).first()


def staff_numbered(colleague: Staff, number: int) -> Staff:
    """Somebody of the same office. Raises Staff.DoesNotExist: the number is one of those that were offered."""
    return Staff.objects.select_related("office").get(pk=number, office=colleague.office_id)


def participant_in(case: Case, number: int) -> Participant | None:
    return Participant.objects.select_related("person").filter(case=case, pk=number).first()


def version_of(case: Case) -> StandardVersion:
    """The version on which the case's first run is pinned."""
    return case.runs.select_related("version").order_by("number")[0].version
