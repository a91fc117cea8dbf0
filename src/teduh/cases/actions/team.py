# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team of a case: who is called when a step opens, who is let go when it is taken or over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from teduh.accounts import roles
from teduh.accounts.models import Staff
from teduh.cases.models import Case, Member
from teduh.cases.queries.visibility import members_of, places_of
from teduh.cases.queries.walls import free_holders, walled
from teduh.journal.door import Refused
from teduh.journal.guard import Statement
from teduh.journal.prepared import change, insertion
from teduh.procedure.problems import Message, Refusal


@dataclass(frozen=True, slots=True)
class Call:
    """What an open step asks of the team. `roles` may take it; `beside` take part in it (`bersama`). `outside`: its
    actor never signs in, and any one of `roles` records the act (point 16). `assigned`: whose alone it is."""

    roles: tuple[str, ...]
    beside: tuple[str, ...] = ()
    outside: bool = False
    assigned: str = ""

    @property
    def assignee(self) -> int | None:
        return int(self.assigned.removeprefix("staff:")) if self.assigned.startswith("staff:") else None

    @property
    def groups(self) -> list[tuple[str, ...]]:
        """Of each of these the team should have somebody. "Any one acts" (point 15) is for those whom the step names to
        settle among themselves, so that each named role has to see it; not for who happens to be there first."""
        alone = [] if self.assignee is not None else [self.roles] if self.outside else [(role,) for role in self.roles]
        return [*alone, *((role,) for role in self.beside)]


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody takes a step in these of their roles."""

    staff: int
    roles: frozenset[str]


def call_team(case: Case, calls: Iterable[Call], *, at: datetime, taking: Taking | None = None) -> list[Statement]:
    """What has to be written so that the team fits the steps that are open. First whoever takes a step stays.

    Then let go who was only called for what is no longer open, and bring in who is missing: the person to whom a step
    was assigned; else everybody in the office who holds a role that a step names and nobody of the team has. Heads are
    called with those who stand in for them; who was taken out of the team is not called again.
    """
    calls = list(calls)
    members = members_of(case.pk)
    barred = {one.staff_id for one in places_of(case.pk) if one.removed}
    changed = took_part(members, taking, at=at) if taking else []
    members = [one for one in members if one.until is None]
    open_for = roles_open(calls, staying={one.role for one in members if not only_called(one)})
    gone = [one for one in members if only_called(one) and one.role not in open_for]
    if gone and len(gone) < len(members):  # a case without a team is nobody's
        changed += let_go(gone, at=at)
        members = [one for one in members if one not in gone]
    team = {(one.staff_id, one.role) for one in members}
    held = {one.role for one in members}
    called: dict[tuple[int, str], str] = {}
    for call in calls:
        if call.assignee is not None and call.assignee not in {staff for staff, _ in team}:
            called[call.assignee, call.roles[0]] = Member.How.ASSIGNED
        for group in call.groups:
            if held.isdisjoint(group) or any(role in roles.HEADS for role in group):
                for role in group:
                    for staff in free_holders(case, role, at=at):
                        if staff.pk not in barred:
                            called.setdefault((staff.pk, role), Member.How.CALLED)
    coming = [
        Member(case=case, staff_id=staff, role=role, how=how, since=at)
        for (staff, role), how in called.items()
        if (staff, role) not in team
    ]
    return [*[change(one, "acted", "until") for one in changed], *([insertion(coming)] if coming else [])]


def let_go(members: list[Member], *, at: datetime) -> list[Member]:
    for one in members:
        one.until = at
    return members


def roles_open(calls: Iterable[Call], *, staying: Collection[str]) -> set[str]:
    """The roles that some open step waits for. What an outside party does waits for nobody more, once there is somebody
    to record it."""
    found: set[str] = set()
    for call in calls:
        found.update(call.beside)
        if not call.outside or not set(call.roles) & set(staying):
            found.update(call.roles)
    return found


def add_member(case: Case, staff_id: int, role: str, how: str, *, at: datetime) -> None:
    """Somebody joins the team in a role; joining twice changes nothing, but who was only called is there to stay. Who
    was taken out comes back where a person adds or assigns them, never because they are called."""
    if staff_id in walled(case):
        raise Refused(
            Refusal(
                "conflict",
                Message("Orang itu tidak dapat menangani kasus ini.", "That person cannot handle this case."),
            )
        )
    taken_out = Member.objects.filter(case=case, staff_id=staff_id, removed=True)
    if how == Member.How.CALLED and taken_out.exists():
        return
    taken_out.update(removed=False)
    member, new = Member.objects.get_or_create(
        case=case, staff_id=staff_id, role=role, until=None, defaults={"how": how, "since": at}
    )
    if not new and member.how == Member.How.CALLED:
        member.how = how
        member.save(update_fields=["how"])


def took_part(team: Iterable[Member], taking: Taking, *, at: datetime) -> list[Member]:
    """The members whom it changes that somebody takes a step: they stay, and colleagues who were only called in one of
    these roles lose the case again. A body of several professions keeps it until nothing of theirs is open."""
    new = [one for one in team if not one.acted]
    mine = [one for one in new if one.staff_id == taking.staff]
    gone = [
        one
        for one in new
        if one.staff_id != taking.staff and only_called(one) and one.role in taking.roles.difference(roles.BODIES)
    ]
    for one in mine:
        one.acted = True
    return [*mine, *let_go(gone, at=at)]


def only_called(member: Member) -> bool:
    """Whether a step alone brought them in and they took none. Posts of command stay once they were called."""
    return member.how == Member.How.CALLED and not member.acted and member.role not in roles.HEADS


def leave(case: Case, staff: Staff, *, at: datetime) -> None:
    """Somebody is taken out of the team, whatever their role in it was, and called by no later step."""
    Member.objects.filter(case=case, staff=staff, until__isnull=True).update(until=at, removed=True)
