# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stops of a version as rows: laid out, reached one after another, made void."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.cases.actions.team import add_member
from teduh.cases.models import Case, Member
from teduh.cases.queries.progress import office_time
from teduh.cases.queries.walls import free_holders, walled
from teduh.channels import outbox
from teduh.journal.actor import Actor
from teduh.journal.door import action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.models import Hop, HopKind, HopState, Letter
from teduh.letters.queries.chains import HIGHEST, Stop
from teduh.letters.queries.standing import newcomers, team_of, vacant
from teduh.procedure import terms
from teduh.procedure.limit_reader import parse_limit
from teduh.procedure.limits import Limit


def lay_hops(case: Case, letter: Letter, stops: Sequence[Stop], *, version: int, at: datetime) -> None:
    """Rows for a new version. What still waited for an older one is void."""
    drop_hops(letter)
    for place, stop in enumerate(stops, start=1):
        Hop(
            id=uuid4(),
            letter=letter,
            case=case,
            envelope=letter.envelope,
            version=version,
            place=place,
            kind=stop.kind,
            roles=list(stop.roles),
            step=stop.step,
            state=HopState.LATER,
            limit=stop.limit,
        ).save(force_insert=True)
    reach_next(case, letter, at=at)


def drop_hops(letter: Letter) -> None:
    letter.hops.filter(state__in=(HopState.LATER, HopState.WAITING)).update(state=HopState.DROPPED)


def reach_next(case: Case, letter: Letter, *, at: datetime) -> Hop | None:
    """The next stop waits from now on; whoever may take it is called to the case. None where the last one is done."""
    hop = letter.hops.filter(state=HopState.LATER).order_by("version", "place").first()
    if hop is None:
        return None
    hop.state = HopState.WAITING
    hop.waits_since = at
    hop.due_at = due_of(case, hop.limit, at)
    hop.save(update_fields=["state", "waits_since", "due_at"])
    for role in hop.roles:
        for staff in free_holders(case, role, at=at):
            add_member(case, staff.pk, role, Member.How.CALLED, at=at)
            tell(case, letter, hop, staff)
    return hop


@action("letter.called", may=may("case.refresh"))
def call_holders(actor: Actor, case: Case, *, hop: Hop) -> None:
    """Whoever holds the post now is called to a letter that reached it before them, and is told once.

    Where a post of the letter's own way is held by nobody any more, the head of the agency takes its place; a step of
    the procedure waits for a Plt. or Plh.
    """
    hop.refresh_from_db()
    if hop.state != HopState.WAITING:
        return
    if vacant(hop, at=actor.at):
        hop.roles = [HIGHEST]
        hop.save(update_fields=["roles"])
    people = newcomers(hop, at=actor.at)
    for staff, role in people:
        known = Member.objects.filter(case=case, staff=staff).exists()
        add_member(case, staff.pk, role, Member.How.CALLED, at=actor.at)
        if not known:
            tell(case, hop.letter, hop, staff)
    record(data={"letter": str(hop.letter_id), "version": hop.version, "place": hop.place, "people": len(people)})


def tell(case: Case, letter: Letter, hop: Hop, staff: Staff) -> None:
    """A message that names the kind of letter and the case's number alone."""
    if not staff.email:
        return
    outbox.post(
        "email",
        case,
        address=staff.email,
        title=f"Teduh: surat menunggu {HopKind(hop.kind).label.lower()} Anda",
        body=f"{letter.title}, kasus {case.number}.\n\nBuka Persetujuan di Teduh untuk membacanya.",
    )


def tell_writer(case: Case, letter: Letter, title: str) -> None:
    """The writer of the newest version hears what became of it: the kind of letter and the case's number alone. Where
    they have left the office, those who go on with the case hear it."""
    paper = letter.papers.select_related("made_by").order_by("-version").first()
    writer = paper.made_by if paper else None
    if writer is None or writer.pk in walled(case):
        return
    left = not writer.is_active
    body = f"{letter.title}, kasus {case.number}.\n\nBuka suratnya di Teduh."
    if left:
        body = f"Penyusunnya tidak bertugas lagi, jadi surat ini menjadi pekerjaan tim kasusnya.\n\n{body}"
    for address in [one.email for one in team_of(case)] if left else [writer.email]:
        if address:
            outbox.post("email", case, address=address, title=f"Teduh: {title}", body=body)


def due_of(case: Case, limit: str, at: datetime) -> datetime | None:
    read = parse_limit(limit) if limit else None
    if not isinstance(read, Limit):
        return None
    time = office_time(case.office)
    return terms.due(read, at, time.calendar, at_once=time.at_once)
