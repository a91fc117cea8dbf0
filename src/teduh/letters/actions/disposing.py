# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dispositions: from hand to hand down the line, each hop read, answered, and with a clock of its own."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from teduh.accounts import roles
from teduh.accounts.access import allowed, may
from teduh.accounts.models import Staff
from teduh.accounts.queries import deputyship, roles_of
from teduh.cases.actions import file
from teduh.cases.actions.steps import Work
from teduh.cases.actions.team import add_member
from teduh.cases.models import Case, Member
from teduh.cases.queries.progress import state_of
from teduh.cases.queries.walls import walled
from teduh.channels import outbox
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.actions.hops import due_of
from teduh.letters.models import Disposition
from teduh.letters.queries import recipients_for
from teduh.lib.codelists import code_list
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Activity, Step

ORDINARY = "ordinary"


@action("disposition.given", may=may("disposition.give"))
def give(
    actor: Actor,
    case: Case,
    *,
    to: int,
    nature: str = ORDINARY,
    instructions: Sequence[str] = (),
    note: str = "",
    after: Disposition | None = None,
    run: int | None = None,
    step: str = "",
) -> Disposition:
    """One hop. The first is given by an official who leads a unit, or by the procedure's step; `after` passes one on.

    Whoever is given it joins the team. Where the one who passes on was assigned to a role of the procedure, and the
    other holds that role too, its further steps become theirs.
    """
    if after is not None:
        waiting(actor, case, after)
    elif not step and actor.roles.isdisjoint(roles.HEADS):
        raise refused("Disposisi diberikan pejabat yang memimpin unit.", "An official who leads a unit gives these.")
    if case.closed_at is not None:
        raise refused("Berkas kasus ini sudah ditutup.", "The file of this case is closed.")
    if not step and to not in dict(recipients_for(actor, case)):
        raise refused("Pilih orang dari daftar.", "Choose one of those offered.")
    known = code_list("disposition_natures").row(nature)
    codes = {row.code for row in code_list("disposition_instructions").rows}
    if known is None or not codes.issuperset(instructions):
        raise refused("Pilih sifat dan perintah dari daftar.", "Choose nature and instructions from the lists.")
    if not step and not instructions and not note.strip():
        raise refused("Tulis atau pilih apa yang diharapkan.", "Say or choose what is asked.")
    assert actor.id is not None  # the table lets staff alone come here
    staff = Staff.objects.select_related("office").get(pk=to)
    row = Disposition(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        after=after,
        run=run,
        step=step,
        given_by_id=actor.id,
        capacity=capacity_of(actor),
        to=staff,
        nature=nature,
        instructions=[row.code for row in code_list("disposition_instructions").rows if row.code in instructions],
        given_at=actor.at,
        due_at=due_of(case, known.more.get("limit", ""), actor.at),
    )
    row.note = note
    row.save(force_insert=True)
    record(
        data={"disposition": str(row.pk), "to": to, "nature": nature, "instructions": row.instructions}
        | ({"after": str(after.pk)} if after else {}),
        payload={"note": note} if note.strip() else {},
    )
    join(actor, case, staff)
    if after is not None:
        pass_assignment(actor, case, staff)
    tell(
        case,
        staff,
        title="Teduh: disposisi untuk Anda",
        body=f"Kasus {case.number}, sifat {known.id.lower()}.\n\nBuka Meja di Teduh untuk membacanya.",
    )
    return row


@action("disposition.read", may=may("disposition.answer"))
def note_read(actor: Actor, case: Case, *, disposition: Disposition) -> None:
    """The one whom it is for has opened it: once."""
    row = Disposition.objects.select_for_update().get(pk=disposition.pk)
    if row.to_id == actor.id and row.read_at is None:
        row.read_at = actor.at
        row.save(update_fields=["read_at"])
        record(data={"disposition": str(row.pk)})


@action("disposition.done", may=may("disposition.answer"))
def answer(actor: Actor, case: Case, *, disposition: Disposition, report: str) -> Disposition:
    """Done, with a short report to whoever gave it."""
    row = waiting(actor, case, disposition)
    if not report.strip():
        raise refused("Tulis singkat apa yang dikerjakan.", "Say in short what was done.")
    row.read_at = row.read_at or actor.at
    row.done_at = actor.at
    row.answer = report
    row.save(update_fields=["read_at", "done_at", "answer"])
    record(data={"disposition": str(row.pk)}, payload={"report": report})
    tell(
        case,
        row.given_by,
        title="Teduh: disposisi Anda dijawab",
        body=f"Kasus {case.number}.\n\nBuka kasusnya di Teduh untuk membacanya.",
    )
    return row


@action("disposition.printed", may=may("case.read"))
def note_printed(actor: Actor, case: Case) -> None:
    """The sheet with all hops so far was opened: it holds what they wrote to each other."""
    record(data={})


def give_by_step(actor: Actor, case: Case, /, *, run: int, step: Step, work: Work) -> None:
    """A finished `disposisi` step that names a person gives the first hop."""
    if step.activity is not Activity.DISPOSE or not work.assignee or work.assignee == actor.id:
        return
    _form, said = work.answers.get(step.activity.value, (None, {}))
    give(
        actor,
        case,
        to=work.assignee,
        nature=said.get("nature") or ORDINARY,
        instructions=tuple(said.get("instructions") or ()),
        note=said.get("summary") or "",
        run=run,
        step=step.key,
    )


def waiting(actor: Actor, case: Case, disposition: Disposition) -> Disposition:
    """The row, if it is the actor's and not answered yet. Raises Refused."""
    disposition.refresh_from_db()
    if disposition.case_id != case.pk or disposition.to_id != actor.id:
        raise refused("Disposisi ini bukan untuk Anda.", "This disposition is not for you.")
    if disposition.done_at is not None:
        raise refused("Disposisi ini sudah dijawab.", "This disposition is answered already.")
    return disposition


def join(actor: Actor, case: Case, staff: Staff) -> None:
    """Into the team, in the highest of their roles, unless they are in it already."""
    if Member.objects.filter(case=case, staff=staff, until__isnull=True).exclude(how=Member.How.CALLED).exists():
        return
    held = roles_of(staff, at=actor.at)
    ranked = [*reversed(roles.HEADS), *roles.CASE_ROLES]
    role = next((role for role in ranked if role in held), "")
    add_member(case, staff.pk, role, Member.How.ADDED, at=actor.at)


def pass_assignment(actor: Actor, case: Case, staff: Staff) -> None:
    """Roles of the procedure that were the actor's alone go on to whoever holds them too, if the actor may assign."""
    if not allowed(actor, "case.assign", case):
        return
    theirs = roles_of(staff, at=actor.at)
    for role, whom in state_of(case).assignments.items():
        if whom == f"staff:{actor.id}" and role in theirs:
            file.assign(actor, case, role=role, staff=staff)


def pass_waiting(actor: Actor, case: Case, before: Staff, after: Staff) -> None:
    """Dispositions that wait for one wait for the other from now on, unread."""
    rows = Disposition.objects.filter(case=case, to=before, done_at=None)
    waits = [str(pk) for pk in rows.values_list("pk", flat=True)]
    if waits:
        rows.update(to=after, read_at=None)
        join(actor, case, after)
        record(data={"dispositions": waits})


def capacity_of(actor: Actor) -> str:
    """As Plt. or Plh., where the actor leads no unit in their own name."""
    staff = Staff.objects.select_related("office").get(pk=actor.id or 0)
    posts = [deputyship(staff, role, at=actor.at) for role in roles.HEADS if role in actor.roles]
    return "" if not posts or None in posts else next(one.kind for one in posts if one)


def tell(case: Case, staff: Staff, *, title: str, body: str) -> None:
    """A message that names the case's number alone."""
    if staff.email and staff.pk not in walled(case):
        outbox.post("email", case, address=staff.email, title=title, body=body)


def refused(said_id: str, said_en: str) -> Refused:
    return Refused(Refusal("disposition", Message(said_id, said_en)))
