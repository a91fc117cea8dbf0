# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody leaves or goes on leave: all that lies with them becomes others', in one press."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from teduh.accounts import roles
from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.accounts.queries import roles_of
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.actions.moving import make_moves
from teduh.cases.actions.projection import project
from teduh.cases.actions.team import add_member, only_called
from teduh.cases.models import Case, Member, StepHolder
from teduh.cases.queries.caseload import cases_of, whose
from teduh.cases.queries.progress import state_of
from teduh.cases.queries.walls import walled
from teduh.cases.registry import give_other_work, pass_on
from teduh.channels import outbox
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.procedure import decide
from teduh.procedure.problems import Message, Refusal


@action("staff.caseload", may=may("caseload.hand_over"))
def hand_over_caseload(
    actor: Actor, staff: Staff, *, to: Staff, note: str, otherwise: Mapping[UUID, Staff] | None = None
) -> int:
    """Every case of theirs that is not closed, as far as the actor sees it, to `to`, or to whom `otherwise` says by
    case; and what else lies with them, to `to`. All of it or nothing. The number of cases."""
    if whose(actor, staff.pk) is None:
        raise refused("Itu bukan pekerjaan Anda atau bawahan Anda.", "Not your work, nor that of somebody below you.")
    if not note.strip():
        raise refused("Tulis catatan serah terimanya.", "Write the note of the hand-over.")
    found = cases_of(actor, staff, at=actor.at)
    chosen = {lying.case.pk: (otherwise or {}).get(lying.case.pk, to) for lying in found}
    for lying in found:
        fitting(actor, lying.case, staff, chosen[lying.case.pk])
    for lying in found:
        hand_over_case(actor, lying.case, before=staff, after=chosen[lying.case.pk], note=note)
    others = give_other_work(actor, staff, to)
    record(data={"cases": len(found), "others": others, "to": sorted({one.pk for one in chosen.values()} | {to.pk})})
    for one in {receiver.pk: receiver for receiver in (*chosen.values(), to)}.values():
        tell(staff, one)
    return len(found)


@action("case.handed_over", may=may("case.hand_over"))
def hand_over_case(actor: Actor, case: Case, *, before: Staff, after: Staff, note: str) -> None:
    """Open steps, roles, dispositions and decisions in one case; one entry in its journal."""
    fitting(actor, case, before, after)
    theirs = list(Member.objects.filter(case=case, staff=before, until__isnull=True))
    others = set(
        Member.objects.filter(case=case, until__isnull=True).exclude(staff=before).values_list("role", flat=True)
    )
    held = roles_of(after, at=actor.at)
    for one in theirs:
        if one.role in held and not (only_called(one) and one.role in others):
            add_member(case, after.pk, one.role, Member.How.ADDED, at=actor.at)
    if not Member.objects.filter(case=case, staff=after, until__isnull=True).exists():
        best = next((role for role in (*reversed(roles.HEADS), *roles.CASE_ROLES) if role in held), "")
        add_member(case, after.pk, best, Member.How.ADDED, at=actor.at)
    Member.objects.filter(case=case, staff=before, until__isnull=True).update(until=actor.at)
    state = state_of(case)
    theirs_alone = [role for role, whom in state.assignments.items() if whom == f"staff:{before.pk}"]
    moves = [decide.Assign(role, f"staff:{after.pk}" if role in held else "") for role in theirs_alone]
    data = {"from": before.pk, "to": after.pk}
    if moves:
        make_moves(actor, case, moves, payload={"note": note}, data=data, state=state)
    else:
        record(data=data, payload={"note": note})
        project(case, state, at=actor.at)
    pass_on(actor, case, before, after)


def fitting(actor: Actor, case: Case, before: Staff, after: Staff) -> None:
    """Whether they may take over what waits there. A post is not handed over: its deputy holds it. Raises Refused."""
    number = case.number
    active = after.is_active and after.office_id == case.office_id and after.pk != before.pk
    held = roles_of(after, at=actor.at)
    if not active or not held & set(roles.CASE_ROLES):
        raise refused(
            f"Kasus {number}: pilih petugas aktif kantor ini.", f"Case {number}: choose active staff of this office."
        )
    if after.pk in walled(case):
        raise refused(
            f"Kasus {number}: {after.full_name} tidak dapat menanganinya.",
            f"Case {number}: {after.full_name} cannot handle it.",
        )
    theirs = set(Member.objects.filter(case=case, staff=before, until__isnull=True).values_list("role", flat=True))
    waits = StepHolder.objects.filter(case=case, role__in=theirs, assigned_to__in=("", f"staff:{before.pk}"))
    others = Member.objects.filter(case=case, until__isnull=True).exclude(staff=before)
    for role in set(waits.values_list("role", flat=True)) - set(roles.HEADS) - held:
        if not others.filter(role=role).exists() or waits.filter(role=role, assigned_to=f"staff:{before.pk}").exists():
            raise refused(
                f"Kasus {number}: ada langkah yang menunggu {roles.label(role).lower()}, dan {after.full_name} bukan.",
                f"Case {number}: a step waits for a {roles.label(role).lower()}, and {after.full_name} is none.",
            )


def tell(before: Staff, after: Staff) -> None:
    if after.email:
        outbox.post(
            "email",
            after,
            address=after.email,
            title="Teduh: pekerjaan diserahkan kepada Anda",
            body=f"Dari {before.full_name}.\n\nBuka Meja di Teduh untuk melihatnya.",
        )


def refused(said_id: str, said_en: str) -> Refused:
    return Refused(Refusal("caseload", Message(said_id, said_en)))
