# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of the invented year's letters: initialled, sent back now and then, reworked, signed by those who may."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from teduh.accounts import access, roles
from teduh.accounts.actors import actor_for
from teduh.accounts.demo_staff import CAST, PASSWORD
from teduh.cases.queries.progress import state_of
from teduh.cases.registry import paper_maker
from teduh.intake.demo.answers import fill
from teduh.intake.demo.words import MISTAKES, RETURNS
from teduh.journal.door import Refused
from teduh.letters import queries
from teduh.letters.actions import approving, keys, making, signing
from teduh.letters.asking import asks, kinds
from teduh.letters.queries.chains import not_written, written
from teduh.letters.queries.standing import team_of

if TYPE_CHECKING:
    from teduh.accounts.models import Staff
    from teduh.cases.models import Case
    from teduh.letters.models import Hop, Letter

SENT_BACK = 0.1
MOST_VERSIONS = 3
TODAY, LATELY = timedelta(hours=30), timedelta(days=12)
ADDRESSED = {"to": "Kepala Sekolah Rekaan"}
SIGNATORIES = {*roles.HEADS, "social_worker"}


@dataclass
class Letters:
    """What the year knows of its letters.

    `signed`: the kinds that were signed so far. `kept`: a letter of each office that waits when the year is over.
    `sent_back`: whether any was; the first draft of the year is.
    """

    staff: dict[str, Staff]
    chance: Random
    until: datetime
    kept: dict[str, UUID] = field(default_factory=dict)
    signed: set[str] = field(default_factory=set)
    sent_back: bool = False

    def make_keys(self, at: datetime) -> None:
        """A signing key for everybody who initials or signs. Its passphrase is the demo's password, for all to try."""
        for player in CAST:
            staff = self.staff.get(player.username)
            if staff and player.office and SIGNATORIES & set(player.roles) and queries.key_of(staff) is None:
                keys.make_key(actor_for(staff, at), staff, passphrase=PASSWORD)

    def missing(self, product: str) -> bool:
        """Whether the year still has no signed letter of that kind."""
        return paper_maker().signed_apart(product) and product not in self.signed

    def unread(self, letter: Letter, at: datetime) -> bool:
        """Whether it waits on Approvals for who tries the demo: what came today, and one of each office before."""
        if at > self.until - TODAY:
            return True
        return at > self.until - LATELY and self.kept.setdefault(letter.office_id, letter.pk) == letter.pk

    def decide(self, case: Case, hop: Hop, at: datetime, *, note: str = "", late: str = "") -> None:
        """Whose turn it is initials or signs, or sends a draft back. Raises Refused where the rules say no."""
        letter = hop.letter
        actor = actor_for(self.whose(case, hop), at)
        if queries.signs(hop):
            signing.sign(actor, case, letter=letter, version=hop.version, passphrase=PASSWORD, note=note, late=late)
            self.signed.add(letter.kind)
        elif hop.version < MOST_VERSIONS and (not self.sent_back or self.chance.random() < SENT_BACK):
            self.sent_back = True
            approving.send_back(
                actor, case, letter=letter, version=hop.version, note=self.chance.choice(RETURNS), late=late
            )
        else:
            signing.initial(actor, case, letter=letter, version=hop.version, passphrase=PASSWORD, note=note, late=late)

    def whose(self, case: Case, hop: Hop) -> Staff:
        """Whoever holds the post; of several, who wrote the letter where it is to be signed, and else somebody else."""
        writer = queries.newest_paper(hop.letter).made_by_id
        able = [
            self.staff[player.username]
            for player in CAST
            if player.office == case.office_id and player.username in self.staff and set(hop.roles) & set(player.roles)
        ]
        return sorted(able, key=lambda staff: (staff.pk == writer) is not queries.signs(hop))[0]

    def take_on(self, case: Case, letter: Letter, at: datetime) -> None:
        """The next thing that happens to a letter that no step signs: a decision, or another version by its writer."""
        hop = queries.waiting_hop_of(letter)
        if hop is not None:
            self.decide(case, hop, at)
        else:
            self.rework(case, letter, at)

    def rework(self, case: Case, letter: Letter, at: datetime) -> None:
        making.rework(actor_for(self.writer(letter), at), case, letter=letter, answers=self.answers(letter, at))

    def writer(self, letter: Letter) -> Staff:
        writer = queries.newest_paper(letter).made_by_id
        return next(staff for staff in self.staff.values() if staff.pk == writer)

    def answers(self, letter: Letter, at: datetime) -> dict[str, object]:
        asked = paper_maker().asks(letter.product)
        return dict(fill(asked, self.chance, day=at.date())) if asked else {}

    def write_others(self, at: datetime) -> None:
        """On the last day: of each kind that no step made, a letter written from a case's page, and signed."""
        wanted = {kind.key for kind in kinds().values() if kind.numbered and self.missing(kind.key)}
        for case in queries.running_cases():
            state, writer = state_of(case), self.who_writes(case, at)
            able = (one for one in written(state) if one.key in wanted and not_written(case, state, one) is None)
            kind = next(able, None)
            if writer is None or kind is None:
                continue
            asked = asks(kind.key)
            answers = {**(fill(asked, self.chance, day=at.date()) if asked else {}), **ADDRESSED}
            try:
                letter = making.write_letter(actor_for(writer, at), case, product=kind.key, answers=answers)
                while letter.state == "draft":
                    self.take_on(case, letter, at)
                    letter.refresh_from_db()
            except Refused:  # this office lacks what such a letter needs
                continue
            wanted.remove(kind.key)

    def who_writes(self, case: Case, at: datetime) -> Staff | None:
        """Somebody of the cast who handles the case and may write its letters."""
        team = {one.username for one in team_of(case)}
        able = (staff for name, staff in self.staff.items() if name in team)
        return next((one for one in able if access.allowed(actor_for(one, at), "letter.make", case)), None)

    def correct(self, at: datetime) -> None:
        """On the last day a letter is signed in the place of one that was wrong, and another one is revoked."""
        for revoked, letter in zip((False, True), queries.replaceable(), strict=False):
            case = letter.case
            if revoked:
                head = next(
                    self.staff[player.username]
                    for player in CAST
                    if player.office == case.office_id and "agency_head" in player.roles
                )
                signing.revoke(actor_for(head, at), case, letter=letter, reason=self.chance.choice(MISTAKES))
                continue
            again = making.make_letter(
                actor_for(self.writer(letter), at),
                case,
                run=letter.run,
                step=letter.step,
                product=letter.product,
                answers=self.answers(letter, at),
                whom=letter.whom,
            )
            while hop := queries.waiting_hop_of(again):
                self.decide(case, hop, at)
