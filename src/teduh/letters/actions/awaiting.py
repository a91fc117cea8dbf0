# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signing service is away, and comes back.

Nobody but the official can sign again, for the passphrase is kept nowhere: so they are told, once, when it is worth it.
"""

from __future__ import annotations

from teduh.accounts.access import may
from teduh.cases.models import Case
from teduh.cases.queries.walls import free_holders
from teduh.channels import outbox
from teduh.journal.actor import Actor
from teduh.journal.door import action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.models import Hop, HopState, Letter


@action("letter.signer_away", may=may("letter.approve"))
def note_away(actor: Actor, case: Case, *, letter: Letter) -> None:
    """A service that signing needs did not answer; the letter goes on waiting where it is."""
    hop = letter.hops.filter(state=HopState.WAITING).first()
    if hop is None:
        return
    hop.away_at, hop.back_at = actor.at, None
    hop.save(update_fields=["away_at", "back_at"])
    record(data={"letter": str(letter.pk), "version": hop.version, "place": hop.place})


@action("letter.signer_back", may=may("case.refresh"))
def tell_back(actor: Actor, case: Case, *, hop: Hop) -> None:
    """Whoever may sign there now is told. The message names the kind of letter and the case's number alone."""
    hop.refresh_from_db()
    if hop.state != HopState.WAITING or hop.away_at is None or hop.back_at is not None:
        return
    hop.back_at = actor.at
    hop.save(update_fields=["back_at"])
    people = free_holders(case, *hop.roles, at=actor.at)
    for staff in people:
        if staff.email:
            outbox.post(
                "email",
                case,
                address=staff.email,
                title="Teduh: layanan tanda tangan sudah kembali",
                body=f"{hop.letter.title}, kasus {case.number}.\n\nBuka Persetujuan di Teduh dan tandatangani lagi.",
            )
    record(data={"letter": str(hop.letter_id), "version": hop.version, "place": hop.place, "people": len(people)})
