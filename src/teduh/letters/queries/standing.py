# SPDX-License-Identifier: AGPL-3.0-or-later
"""In which capacity somebody may take a stop of a letter's way."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from teduh.accounts.access import allowed
from teduh.accounts.models import Staff
from teduh.accounts.queries import deputyship, holders
from teduh.cases.models import Case, Member
from teduh.cases.queries.walls import free_holders
from teduh.journal.actor import Actor
from teduh.letters.models import Capacity, Hop
from teduh.letters.queries.chains import HIGHEST

WET = "wet"  # a signer of its own: ink on paper, scanned


def held_as(actor: Actor, case: Case, hop: Hop) -> str | None:
    """In which capacity the actor may take this stop: for their own post, as Plt. or Plh.; None where they may not."""
    mine = [role for role in hop.roles if role in actor.roles]
    if not mine or actor.id is None:
        return None
    staff = Staff.objects.select_related("office").get(pk=actor.id)
    standing_in = [deputyship(staff, role, at=actor.at) for role in mine]
    return Capacity.OWN if None in standing_in else next(one.kind for one in standing_in if one)


def vacant(hop: Hop, *, at: datetime) -> bool:
    """Whether a stop of the letter's own way waits for a post that nobody in the office holds any more."""
    return not hop.step and HIGHEST not in hop.roles and not holders(hop.case.office, *hop.roles, at=at).exists()


def newcomers(hop: Hop, *, at: datetime) -> list[tuple[Staff, str]]:
    """Who holds the post, or stands in for it, and is not of the case's team: with the role."""
    members = Member.objects.filter(Q(until__isnull=True) | Q(removed=True), case=hop.case)
    team = set(members.values_list("staff_id", flat=True))  # and who was taken out of it
    found: dict[int, tuple[Staff, str]] = {}
    for role in hop.roles:
        for staff in free_holders(hop.case, role, at=at):
            if staff.pk not in team:
                found.setdefault(staff.pk, (staff, role))
    return list(found.values())


def team_of(case: Case) -> list[Staff]:
    """Who handles the case now and still works in the office."""
    members = Member.objects.filter(case=case, until__isnull=True).values_list("staff_id", flat=True)
    return list(Staff.objects.filter(pk__in=members, is_active=True).order_by("full_name"))


def may_ink(actor: Actor, case: Case, hop: Hop) -> bool:
    return held_as(actor, case, hop) is not None or allowed(actor, "case.step.record", case)


def signatories(actor: Actor, case: Case, hop: Hop) -> list[Staff]:
    """Who may sign at this stop: whoever holds the post now, or stands in for it."""
    return list(free_holders(case, *hop.roles, at=actor.at))
