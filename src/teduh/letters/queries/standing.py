# SPDX-License-Identifier: AGPL-3.0-or-later
"""In which capacity somebody may take a stop of a letter's way."""

from __future__ import annotations

from teduh.accounts.access import allowed
from teduh.accounts.models import Staff
from teduh.accounts.queries import deputyship
from teduh.cases.models import Case
from teduh.cases.queries.walls import free_holders
from teduh.journal.actor import Actor
from teduh.letters.models import Capacity, Hop

WET = "wet"  # a signer of its own: ink on paper, scanned


def held_as(actor: Actor, case: Case, hop: Hop) -> str | None:
    """In which capacity the actor may take this stop: for their own post, as Plt. or Plh.; None where they may not."""
    mine = [role for role in hop.roles if role in actor.roles]
    if not mine or actor.id is None:
        return None
    staff = Staff.objects.select_related("office").get(pk=actor.id)
    standing_in = [deputyship(staff, role, at=actor.at) for role in mine]
    return Capacity.OWN if None in standing_in else next(one.kind for one in standing_in if one)


def may_ink(actor: Actor, case: Case, hop: Hop) -> bool:
    return held_as(actor, case, hop) is not None or allowed(actor, "case.step.record", case)


def signatories(actor: Actor, case: Case, hop: Hop) -> list[Staff]:
    """Who may sign at this stop: whoever holds the post now, or stands in for it."""
    return list(free_holders(case, *hop.roles, at=actor.at))
