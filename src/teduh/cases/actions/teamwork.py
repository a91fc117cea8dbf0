# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team at work: members from outside, meetings with their decisions, the chair's directions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.accounts.queries import day_of
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.models import Attendance, Case, Meeting, Member, Outsider, Task
from teduh.cases.queries.teamwork import PROFESSIONS
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.lib.codelists import code_list
from teduh.procedure.decide import SUPERIORS
from teduh.procedure.problems import Message, Refusal


@dataclass(frozen=True, slots=True)
class Decided:
    """What, who (`staff:12`, `outside:UUID`), until which day."""

    text: str
    who: str
    due: date | None = None


@action("case.outsider_added", may=may("case.meeting"))
def add_outsider(
    actor: Actor, case: Case, *, profession: str, name: str, institution: str = "", contact: str = ""
) -> Outsider:
    """Somebody of another institution takes part. They see nothing here; what they are told is told to them."""
    if code_list(PROFESSIONS).row(profession) is None or not name.strip():
        raise refused("Pilih profesinya dan tulis namanya.", "Choose the profession and give the name.")
    row = Outsider(id=uuid4(), case=case, envelope=case.envelope, profession=profession, since=actor.at)
    row.name, row.institution, row.contact = name, institution, contact
    row.save(force_insert=True)
    record(data={"outsider": str(row.pk), "profession": profession})
    return row


@action("case.outsider_left", may=may("case.meeting"))
def remove_outsider(actor: Actor, case: Case, *, outsider: UUID) -> None:
    if not Outsider.objects.filter(pk=outsider, case=case, until=None).update(until=actor.at):
        raise refused("Orang itu bukan anggota tim.", "Not a member of the team.")
    record(data={"outsider": str(outsider)})


@action("case.meeting", may=may("case.meeting"))
def record_meeting(
    actor: Actor,
    case: Case,
    *,
    kind: str,
    held_at: datetime,
    attended: Collection[str],
    pledged: Collection[str],
    summary: str,
    decided: Sequence[Decided] = (),
) -> Meeting:
    """A meeting that was held. Whoever is not of the office pledges secrecy before they are told anything (UU 12/2022
    art. 69; UU 11/2012 art. 19)."""
    if kind not in Meeting.Kind.values:
        raise refused("Pilih jenis rapatnya.", "Choose the kind of meeting.")
    if held_at > actor.at:
        raise refused("Waktu rapat belum tiba.", "That time has not come yet.")
    if not attended or not set(pledged) <= set(attended):
        raise refused("Tandai siapa yang hadir.", "Mark who was there.")
    if any(key.startswith("outside:") and key not in pledged for key in attended):
        raise refused(
            "Yang hadir dari luar kantor berjanji dahulu menjaga rahasia.",
            "Whoever attends from outside first pledges secrecy.",
        )
    if not summary.strip():
        raise refused("Tulis apa yang dibahas.", "Say what was discussed.")
    assert actor.id is not None  # the table lets staff alone write these
    row = Meeting(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        kind=kind,
        held_at=held_at,
        written_at=actor.at,
        written_by_id=actor.id,
    )
    row.summary = summary
    row.save(force_insert=True)
    for key in attended:
        staff, outsider = member(case, key)
        Attendance.objects.create(meeting=row, staff=staff, outsider=outsider, pledged=key in pledged)
    for place, one in enumerate(decided):
        add_task(actor, case, one, meeting=row, place=place)
    record(data={"meeting": str(row.pk), "kind": kind, "attended": len(attended), "decided": len(decided)})
    return row


@action("case.direction", may=may("case.direct"))
def direct(actor: Actor, case: Case, *, to: str, text: str, due: date | None = None) -> Task:
    """The chair's direction to somebody of the team: to the secretary, what to prepare."""
    row = add_task(actor, case, Decided(text, to, due), meeting=None)
    record(data={"task": str(row.pk), "to": to})
    return row


@action("case.task_done", may=may("case.meeting"))
def finish_task(actor: Actor, case: Case, *, task: UUID, result: str) -> None:
    """Done, with what came of it: by whose it is or a superior; for somebody outside, by anybody of the team."""
    row = Task.objects.select_for_update().filter(pk=task, case=case, done_at=None).first()
    if row is None:
        raise refused("Keputusan itu tidak sedang menunggu.", "That decision does not wait any more.")
    if row.staff_id not in (None, actor.id) and actor.roles.isdisjoint(SUPERIORS):
        raise refused("Itu tugas rekan lain.", "That is a colleague's to do.")
    if not result.strip():
        raise refused("Tulis singkat hasilnya.", "Say in short what came of it.")
    row.done_at = actor.at
    row.done_by_id = actor.id
    row.result = result
    row.save(update_fields=["done_at", "done_by", "result"])
    record(data={"task": str(row.pk)})


def add_task(actor: Actor, case: Case, decided: Decided, *, meeting: Meeting | None, place: int = 0) -> Task:
    if not decided.text.strip():
        raise refused("Tulis apa yang dikerjakan.", "Say what is to be done.")
    if decided.due is not None and decided.due < day_of(case.office, actor.at) and meeting is None:
        raise refused("Batas waktunya sudah lewat.", "That day is past.")
    staff, outsider = member(case, decided.who)
    assert actor.id is not None  # the table lets staff alone write these
    row = Task(
        id=uuid4(),
        case=case,
        envelope=case.envelope,
        meeting=meeting,
        staff=staff,
        outsider=outsider,
        due_date=decided.due,
        place=place,
        given_at=actor.at,
        given_by_id=actor.id,
    )
    row.text = decided.text
    row.result = ""
    row.save(force_insert=True)
    return row


def member(case: Case, key: str) -> tuple[Staff | None, Outsider | None]:
    """Somebody of the team as it is now. Raises Refused."""
    kind, _sign, number = key.partition(":")
    if kind == "staff" and number.isdecimal():
        found = Member.objects.filter(case=case, staff=int(number), until__isnull=True).select_related("staff").first()
        if found is not None:
            return found.staff, None
    if kind == "outside":
        outsider = next((row for row in Outsider.objects.filter(case=case, until=None) if str(row.pk) == number), None)
        if outsider is not None:
            return None, outsider
    raise refused("Pilih anggota tim dari daftar.", "Choose somebody of the team.")


def pass_tasks(actor: Actor, case: Case, before: Staff, after: Staff) -> None:
    """What waits for one waits for the other from now on."""
    waits = Task.objects.filter(case=case, staff=before, done_at=None)
    if number := waits.update(staff=after):
        record(data={"tasks": number})


def refused(said_id: str, said_en: str) -> Refused:
    return Refused(Refusal("team", Message(said_id, said_en)))
