# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moving a case to a newer version of its standard: which one there is, and what was proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teduh.accounts.queries import day_of
from teduh.cases.models import Case
from teduh.cases.queries.history import Written
from teduh.procedure.state import RunState
from teduh.standards.models import StandardVersion
from teduh.standards.queries import newer_in_force

PROPOSED, WITHDRAWN, MOVED = "case.version.proposed", "case.version.withdrawn", "case.version.moved"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A move that one person proposed and a second has not yet answered."""

    run: int
    version: int
    steps: tuple[tuple[str, str], ...]
    reference: str  # of who proposed it: `staff:12`
    who: str
    at: datetime
    reason: str


def proposal_in(history: Iterable[Written]) -> Proposal | None:
    """The proposal that stands: the last one that was neither withdrawn nor carried out.

    It lapses when a step of its run is taken or an entry withdrawn, for its steps were mapped as they stood then.
    """
    found: Proposal | None = None
    for entry in history:
        if entry.code == PROPOSED:
            found = Proposal(
                run=entry.data["run"],
                version=entry.data["version"],
                steps=tuple((old, new) for old, new in entry.data["steps"]),
                reference=entry.reference,
                who=entry.who,
                at=entry.at,
                reason=str(entry.payload.get("reason", "")),
            )
        elif entry.code in (WITHDRAWN, MOVED) or (found and any(_touches(one, found.run) for one in entry.events)):
            found = None
    return found


def _touches(event: dict[str, Any], run: int) -> bool:
    return event.get("run", 1) == run and ("step" in event or event["kind"] in ("corrected", "ended"))


def newer_version(case: Case, run: RunState, *, at: datetime) -> StandardVersion | None:
    """The newer version of the run's standard that is in force, if there is one and the run goes on."""
    if run.end is not None or run.complaint:
        return None
    return newer_in_force(run.standard.code, run.standard.version, day_of(case.office, at))
