# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walling somebody off from a case in which they have an interest, and lifting the wall."""

from __future__ import annotations

from uuid import uuid4

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.actions.moving import make_moves
from teduh.cases.actions.projection import project
from teduh.cases.actions.team import add_member
from teduh.cases.models import Case, Member, StaffMark, Wall
from teduh.cases.queries.progress import state_of
from teduh.cases.queries.walls import cases_of_person, cases_with, matches, next_in_line, walled
from teduh.cases.registry import pass_on
from teduh.channels import outbox
from teduh.journal.actor import Actor, system
from teduh.journal.door import Refused, action, record
from teduh.persons.models import Person
from teduh.procedure import decide
from teduh.procedure.problems import Message, Refusal
from teduh.vault import index

GROUNDS = {
    "party": Message("Ia sendiri pihak dalam kasus ini", "They are themselves party to this case"),
    "kin": Message("Keluarga atau orang dekat dari pihak kasus ini", "Kin or close to a party of this case"),
    "named": Message("Namanya disebut dalam kasus ini", "Their name is told in this case"),
    "other": Message("Kepentingan lain", "Another interest"),
}


@action("case.walled_off", may=may("case.wall"))
def wall_off(
    actor: Actor,
    case: Case,
    *,
    staff: Staff,
    ground: str,
    reason: str = "",
    found: str = Wall.Found.COLLEAGUE,
    besides: frozenset[int] = frozenset(),
) -> Wall:
    """From now on the case is nowhere for them, and whoever is next in line acts in their place. `besides`: who is to
    be walled off as well, and so takes nobody's place."""
    if staff.office_id != case.office_id or staff.pk in walled(case) or ground not in GROUNDS:
        raise refused("Pilih petugas kantor ini dari daftar.", "Choose one of this office's staff.")
    if actor.kind == "staff" and not reason.strip():
        raise refused("Tulis alasannya.", "Give the reason.")
    if staff.pk == actor.id:
        found = Wall.Found.SELF
    instead = next_in_line(case, staff, at=actor.at, besides=besides)
    theirs = list(Member.objects.filter(case=case, staff=staff, until__isnull=True))
    others = Member.objects.filter(case=case, until__isnull=True).exclude(staff=staff)
    if instead is None and not others.exists():
        raise refused(
            "Tidak ada orang lain di kantor ini yang dapat menangani kasus ini.",
            "Nobody else in this office could handle this case.",
        )
    row = Wall(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        staff=staff,
        stand_in=instead,
        ground=ground,
        found=found,
        raised_at=actor.at,
        raised_by_id=actor.id,
    )
    row.reason = reason
    row.lifted_why = ""
    row.save(force_insert=True)
    Member.objects.filter(case=case, staff=staff, until__isnull=True).update(until=actor.at)
    if instead is not None:
        for one in theirs:
            add_member(case, instead.pk, one.role, Member.How.ADDED, at=actor.at)
        tell(case, instead)
    for other in Wall.objects.filter(case=case, stand_in=staff, lifted_at=None).select_related("staff__office"):
        other.stand_in = next_in_line(case, other.staff, at=actor.at)
        other.save(update_fields=["stand_in"])
    record(
        data={"staff": staff.pk, "ground": ground, "found": str(found), "stand_in": instead.pk if instead else None},
        payload={"reason": reason} if reason.strip() else {},
    )
    free_steps(actor, case, staff)
    if instead is not None:
        pass_on(actor, case, staff, instead)
    return row


def free_steps(actor: Actor, case: Case, staff: Staff) -> None:
    """What was somebody's alone is open to their role again, and the team is called anew."""
    state = state_of(case)
    moves = [decide.Assign(role, "") for role, whom in state.assignments.items() if whom == f"staff:{staff.pk}"]
    if moves:
        make_moves(actor, case, moves, state=state)
    else:
        project(case, state, at=actor.at)


@action("case.wall_lifted", may=may("case.wall.lift"))
def lift(actor: Actor, case: Case, *, staff: int, reason: str) -> None:
    """A superior has found that there is no such interest, or that it has ended. They are not of the team again by this
    alone."""
    row = Wall.objects.select_for_update().filter(case=case, staff=staff, lifted_at=None).first()
    if row is None:
        raise refused("Benturan itu tidak tercatat.", "No such conflict is recorded.")
    if not reason.strip():
        raise refused("Tulis alasannya.", "Give the reason.")
    row.lifted_at = actor.at
    row.lifted_by_id = actor.id
    row.lifted_why = reason
    row.save(update_fields=["lifted_at", "lifted_by", "lifted_why"])
    record(data={"staff": staff}, payload={"reason": reason})
    project(case, state_of(case), at=actor.at)


def wall_matches(actor: Actor, case: Case) -> None:
    """Wall off whoever has a number of theirs, or of their family's, among the people of the case. Nobody asks for it,
    so the installation does it."""
    found = matches(case)
    for pk, kin in found.items():
        staff = Staff.objects.select_related("office").get(pk=pk)
        others = Member.objects.filter(case=case, until__isnull=True).exclude(staff__in=found)
        if next_in_line(case, staff, at=actor.at, besides=frozenset(found)) is None and not others.exists():
            continue  # The case would be nobody's; and a refusal here would tell that the numbers meet.
        wall_off(
            system(actor.at, office=case.office_id),
            case,
            staff=staff,
            ground="kin" if kin else "party",
            found=Wall.Found.MATCH,
            besides=frozenset(found),
        )


def match_person(actor: Actor, person: Person) -> None:
    """Somebody's numbers have changed: the same for every case that they are in."""
    for case in cases_of_person(person.pk):
        wall_matches(actor, case)


@action("staff.marked", may=may("account.marks"))
def leave_marks(actor: Actor, staff: Staff, *, own: str, kin: str) -> None:
    """Somebody tells their own numbers (NIK, telephone) and their family's. Only tokens are kept; what they meet in
    the office's cases is told to nobody here."""
    assert staff.office is not None
    met: dict[str, set[bytes]] = {}
    for text, of_kin in ((own, False), (kin, True)):
        for line in text.splitlines():
            digits = "".join(sign for sign in line if sign.isdigit())
            kind: index.Kind = "nik" if len(digits) == 16 else "phone"
            for token in index.tokens(staff.office.pk, kind, line):
                StaffMark.objects.get_or_create(
                    staff=staff, kind=kind, token=token, defaults={"office": staff.office, "kin": of_kin}
                )
                met.setdefault(kind, set()).add(token)
    record(data={"numbers": sum(map(len, met.values()))})
    for case in cases_with(staff.office, met):
        wall_matches(actor, case)


@action("staff.unmarked", may=may("account.marks"))
def drop_marks(actor: Actor, staff: Staff) -> None:
    """All of them; walls that they have raised stay until a superior lifts them."""
    StaffMark.objects.filter(staff=staff).delete()
    record()


def tell(case: Case, staff: Staff) -> None:
    """A message that names the case's number alone."""
    if staff.email:
        outbox.post(
            "email",
            case,
            address=staff.email,
            title="Teduh: Anda menggantikan rekan dalam satu kasus",
            body=f"Kasus {case.number}.\n\nBuka kasusnya di Teduh.",
        )


def refused(said_id: str, said_en: str) -> Refused:
    return Refused(Refusal("conflict", Message(said_id, said_en)))
