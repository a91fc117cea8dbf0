# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a standard promises of its staff, against who is really there: number, roles, and professions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from teduh.accounts import roles
from teduh.accounts.queries import holders, on_duty
from teduh.lib.codelists import code_list
from teduh.procedure.standard.model import Standard

if TYPE_CHECKING:
    from teduh.accounts.models import Office


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role that the standard names: who holds it now; where there is a roster, who of them is on duty now."""

    title: str
    names: tuple[str, ...]
    duty: tuple[str, ...]
    roster: bool


@dataclass(frozen=True, slots=True)
class Staffing:
    promised: int | None
    there: int
    rows: tuple[RoleRow, ...]
    professions: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def enough(self) -> bool:
        return self.promised is None or self.there >= self.promised


def staffing_of(standard: Standard, office: Office, *, at: datetime) -> Staffing:
    """A query for each role that the standard names, and one for the roster."""
    named = dict.fromkeys(
        party.role
        for procedure in standard.procedures
        for step in procedure.steps
        for party in step.actors
        if party.role and not party.outside
    )
    roster = on_duty(office, at)
    held = {role: list(holders(office, role, at=at)) for role in named}
    rows = tuple(
        RoleRow(
            title=roles.label(role),
            names=tuple(one.full_name for one in people),
            duty=tuple(one.full_name for one in people if roster and one.pk in roster),
            roster=roster is not None,
        )
        for role, people in held.items()
    )
    there = {one.pk for people in held.values() for one in people}
    return Staffing(standard.staff_count, len(there), rows, professions_of(standard, office, at=at))


def professions_of(standard: Standard, office: Office, *, at: datetime) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each profession that the competences name, with the office's own who have it."""
    text = " ".join(one.text for one in standard.competences).casefold()
    named = [row for row in code_list("professions").rows if row.more.get("word") and str(row.more["word"]) in text]
    return tuple(
        (
            row.label,
            tuple(one.full_name for one in holders(office, str(row.more["role"]), at=at))
            if row.more.get("role")
            else (),
        )
        for row in named
    )
