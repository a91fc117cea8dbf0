# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters that the actor may read: those of the cases that they see; and what waits for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse

from teduh.accounts import roles
from teduh.accounts.models import Office, Staff
from teduh.accounts.queries import roles_of
from teduh.cases.models import Case, OpenStep, Part
from teduh.cases.queries.progress import state_of
from teduh.cases.queries.visibility import visible_to
from teduh.cases.queries.walls import free_holders, stood_in_for
from teduh.cases.queries.work import people_for_forms
from teduh.cases.registry import PaperRow
from teduh.journal.actor import Actor
from teduh.letters import signers
from teduh.letters.models import Delivery, Disposition, Hop, HopKind, HopState, Letter, LetterState, Paper, SigningKey
from teduh.letters.queries.chains import SHEET
from teduh.procedure import flow


def paper_for(actor: Actor, paper_id: UUID) -> Paper | None:
    """The paper, or None: absent and forbidden look alike."""
    seen = visible_to(actor)
    return Paper.objects.select_related("case", "envelope", "letter").filter(pk=paper_id, case__in=seen).first()


def letter_for(actor: Actor, letter_id: UUID) -> Letter | None:
    """The letter, or None: absent and forbidden look alike."""
    letters = Letter.objects.select_related(
        "case__office", "envelope", "signed_by", "recorded_by", "revoked_by", "replaced_by"
    )
    return letters.filter(pk=letter_id, case__in=visible_to(actor)).first()


def waiting_for(actor: Actor) -> list[Hop]:
    """The stops that wait for the actor, the most pressing first: what falls due, then what waits longest."""
    if actor.id is None or not actor.roles:
        return []
    hops = (
        Hop.objects.filter(state=HopState.WAITING, letter__office=actor.office, case__in=visible_to(actor))
        .select_related("letter", "case")
        .order_by(F("due_at").asc(nulls_last=True), "waits_since")
    )
    steps = {
        (row.case_id, row.run, row.key): row for row in OpenStep.objects.filter(case__in=[hop.case_id for hop in hops])
    }
    found = []
    instead = stood_in_for(actor)
    for hop in hops:
        if (actor.roles | instead.get(hop.case_id, frozenset())).isdisjoint(hop.roles):
            continue
        step = steps.get((hop.case_id, hop.letter.run, hop.step))
        if step is not None and step.assigned_to not in ("", f"staff:{actor.id}"):
            continue
        found.append(hop)
    return found


def kept_waiting() -> list[Hop]:
    """The stops of all offices where a signing service was away, and nobody was told yet that it is back."""
    hops = Hop.objects.filter(state=HopState.WAITING, away_at__isnull=False, back_at=None)
    return list(hops.select_related("letter", "case__office").order_by("away_at"))


def waiting_anywhere() -> list[Hop]:
    """Every stop of all offices where a letter waits."""
    return list(Hop.objects.filter(state=HopState.WAITING).select_related("letter", "case__office"))


def decided_lately(actor: Actor, *, limit: int = 6) -> list[Hop]:
    """What the actor initialled, signed or sent back last."""
    hops = Hop.objects.filter(done_by=actor.id, case__in=visible_to(actor)).select_related("letter", "case")
    return list(hops.order_by("-done_at")[:limit])


def key_of(staff: Staff) -> SigningKey | None:
    """The official's key that stands now."""
    return SigningKey.objects.select_related("envelope").filter(staff=staff, ended_at=None).first()


def wants_key(actor: Actor) -> bool:
    """Whether the installation's signer needs something of the official that is not there yet."""
    staff = Staff.objects.filter(pk=actor.id or 0).first()
    return staff is not None and bool(signers.signer().NEEDS) and key_of(staff) is None


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody may know of a letter: never what stands in it, nor whose case it belongs to."""

    state: str
    title: str
    number: str
    office_code: str
    signed_at: datetime
    signed_by: str
    certified: bool
    fingerprint: str
    revoked_at: datetime | None
    replaced_by: str = ""  # the number of the letter in its place
    wet: bool = False  # ink on paper, scanned


PUBLIC = (LetterState.SIGNED, LetterState.REVOKED, LetterState.SUPERSEDED)


def by_token(token: str) -> Verified | None:
    """By the code printed on the letter."""
    return verified(Letter.objects.filter(mark=sha256(token.encode()).digest()))


def by_number(office: str, number: str) -> Verified | None:
    return verified(Letter.objects.filter(office=office, number=number).exclude(number=""))


def verified(letters: QuerySet[Letter]) -> Verified | None:
    letter = (
        letters.filter(state__in=PUBLIC, signed_at__isnull=False).select_related("signed_by", "replaced_by").first()
    )
    if letter is None or letter.signed_at is None or letter.signed_by is None:
        return None
    standing_in = f"{letter.get_capacity_display()} " if letter.capacity else ""
    return Verified(
        state=letter.state,
        title=letter.title,
        number=letter.number,
        office_code=letter.office_id,
        signed_at=letter.signed_at,
        signed_by=f"{standing_in}{letter.signed_by.title}".strip(),
        certified=letter.certified,
        fingerprint=letter.fingerprint,
        revoked_at=letter.revoked_at,
        replaced_by=letter.replaced_by.number if letter.replaced_by else "",
        wet=letter.signer == "wet",
    )


def signs(hop: Hop) -> bool:
    """Whether this stop is the signature, not an initial."""
    return hop.kind == HopKind.SIGN


def waiting_hop_of(letter: Letter) -> Hop | None:
    """Where the letter waits; None where it lies with its writer, or is done."""
    return letter.hops.filter(state=HopState.WAITING).select_related("letter").first()


def hop_at(case: Case, *, run: int, step: str) -> Hop | None:
    """The letter that waits at this step of the procedure."""
    return (
        Hop.objects.filter(case=case, letter__run=run, step=step, state=HopState.WAITING)
        .select_related("letter")
        .first()
    )


def unsigned_apart(case: Case) -> Letter | None:
    """A letter of the case that no step signs, and that is not signed yet: it waits, or was sent back to its writer."""
    way = (HopState.WAITING, HopState.RETURNED)
    letters = Letter.objects.filter(case=case, state=LetterState.DRAFT, hops__step="", hops__state__in=way)
    return letters.order_by("made_at", "pk").first()


def running_cases() -> list[Case]:
    """Cases that run, whoever's, the newest first."""
    cases = Case.objects.filter(status="running").select_related("office", "envelope")
    return list(cases.order_by("-opened_at"))


def replaceable() -> list[Letter]:
    """Signed letters that no step signs, of running cases, the latest of each kind and office left out."""
    kept: set[tuple[str, str]] = set()
    found = []
    letters = Letter.objects.filter(state=LetterState.SIGNED).exclude(case__status="closed").select_related("case")
    for letter in letters.exclude(hops__state=HopState.DONE, hops__step__gt="").order_by("-signed_at"):
        if (letter.office_id, letter.kind) in kept:
            found.append(letter)
        kept.add((letter.office_id, letter.kind))
    return found


def listed(*, office: str = "", signed: bool = False) -> QuerySet[Letter]:
    """Letters for a list at the machine itself, whoever's: an office's or all, those that stand signed or all."""
    letters = Letter.objects.exclude(state=LetterState.FILED).select_related("office")
    if office:
        letters = letters.filter(office=office)
    if signed:
        letters = letters.filter(state=LetterState.SIGNED)
    return letters.order_by("made_at", "pk")


def numbered(number: str, *, office: str = "") -> list[Letter]:
    """The letters that bear this number and were signed: one, unless two offices count alike."""
    letters = Letter.objects.filter(number=number, state__in=PUBLIC).exclude(number="")
    if office:
        letters = letters.filter(office=office)
    return list(letters.select_related("case", "office", "envelope").order_by("office_id"))


def of_fingerprint(fingerprint: str) -> Letter | None:
    """The letter that was signed as this very file."""
    letters = Letter.objects.filter(fingerprint=fingerprint, state__in=PUBLIC).exclude(fingerprint="")
    return letters.select_related("office").first()


def issuing_offices() -> list[tuple[str, str]]:
    return list(Office.objects.order_by("name").values_list("code", "name"))


def newest_paper(letter: Letter) -> Paper:
    return letter.papers.select_related("envelope").order_by("-version")[0]


def hidden_case(letter_id: UUID) -> Case | None:
    """Whose letter it is, whoever asks: for the record of a refused reading."""
    letter = Letter.objects.select_related("case").filter(pk=letter_id).first()
    return letter.case if letter else None


def case_of(paper_id: UUID) -> Case | None:
    """Whose paper it is, whoever asks: for the record of a refused reading."""
    paper = Paper.objects.select_related("case").filter(pk=paper_id).first()
    return paper.case if paper else None


def papers_of(case: Case) -> list[PaperRow]:
    """Every version of every paper of a case, the newest first. Sealed content is not fetched."""
    rows = (
        Paper.objects.filter(case=case)
        .select_related("made_by", "letter")
        .only(
            "pk",
            "version",
            "made_at",
            "made_by__full_name",
            *(f"letter__{name}" for name in ("title", "run", "step", "product", "whom", "state", "number")),
        )
        .order_by("-made_at", "-version", "letter__whom")
    )
    masks = masks_of(case) if len({row.letter.whom for row in rows if row.letter.whom}) > 1 else {}
    newest: set[UUID] = set()
    found = []
    for row in rows:
        found.append(
            PaperRow(
                title=f"{row.letter.title}, {masks[row.letter.whom]}" if row.letter.whom in masks else row.letter.title,
                address=reverse("letters:paper", args=[row.pk]),
                run=row.letter.run,
                step=row.letter.step,
                version=row.version,
                made_at=row.made_at,
                made_by=row.made_by.full_name if row.made_by else "Teduh",
                letter=reverse("letters:letter", args=[row.letter_id]) if row.letter.state != LetterState.FILED else "",
                state="" if row.letter.state == LetterState.FILED else row.letter.get_state_display(),
                number=row.letter.number,
                latest=row.letter_id not in newest,
            )
        )
        newest.add(row.letter_id)
    return found


def masks_of(case: Case) -> dict[int, str]:
    """The masked names of the clients by number."""
    return {number: mask for number, part, mask in people_for_forms(case) if part == Part.CLIENT}


# Handed over ---------------------------------------------------------------------------------------------------------


def signed_above(case: Case, run: int, step: str) -> list[Letter]:
    """The letters of the steps before this one that are signed and still hold, the oldest first."""
    procedure = state_of(case).runs[run].procedure
    plan = flow.lay_out(procedure)
    above = {plan.keys[one] for one in plan.above[plan.number[step]]}
    letters = Letter.objects.filter(case=case, run=run, step__in=above, state=LetterState.SIGNED)
    return list(letters.select_related("envelope").prefetch_related("deliveries").order_by("signed_at"))


def to_hand_over(case: Case, run: int, step: str) -> list[Letter]:
    return [letter for letter in signed_above(case, run, step) if not letter.deliveries.all()]


def deliveries_of(letter: Letter) -> list[Delivery]:
    """Each way that the letter went; the proof is not fetched."""
    return list(Delivery.objects.filter(letter=letter).select_related("envelope", "delivered_by").defer("proof"))


def delivery_for(actor: Actor, delivery_id: UUID) -> Delivery | None:
    """The delivery, or None: absent and forbidden look alike."""
    rows = Delivery.objects.select_related("letter__case", "envelope")
    return rows.filter(pk=delivery_id, letter__case__in=visible_to(actor)).first()


def hidden_delivery(delivery_id: UUID) -> Case | None:
    """Whose letter was delivered, whoever asks: for the record of a refused reading."""
    row = Delivery.objects.select_related("letter__case").filter(pk=delivery_id).first()
    return row.letter.case if row else None


# Dispositions --------------------------------------------------------------------------------------------------------


def dispositions_of(case: Case) -> list[Disposition]:
    """Every hop of the case, first to last; one query."""
    rows = Disposition.objects.filter(case=case).select_related("envelope", "given_by", "to")
    return list(rows.order_by("given_at", "pk"))


def disposition_for(actor: Actor, disposition_id: UUID) -> Disposition | None:
    """The hop, or None: absent and forbidden look alike."""
    rows = Disposition.objects.select_related("case__office", "envelope", "given_by", "to", "after")
    return rows.filter(pk=disposition_id, case__in=visible_to(actor)).first()


def hidden_disposition(disposition_id: UUID) -> Case | None:
    """Whose disposition it is, whoever asks: for the record of a refused reading."""
    row = Disposition.objects.select_related("case").filter(pk=disposition_id).first()
    return row.case if row else None


def dispositions_to(actor: Actor, *, limit: int = 30) -> list[Disposition]:
    """What the actor was given and has not answered, the most pressing first."""
    rows = Disposition.objects.filter(to=actor.id or 0, done_at=None, case__in=visible_to(actor))
    return list(rows.select_related("case", "given_by").order_by(F("due_at").asc(nulls_last=True), "given_at")[:limit])


def dispositions_lying(actor: Actor, *, limit: int = 10) -> list[Disposition]:
    """What the actor gave and nobody answered in time."""
    rows = Disposition.objects.filter(
        given_by=actor.id or 0, done_at=None, due_at__lt=actor.at, case__in=visible_to(actor)
    )
    return list(rows.select_related("case", "to").order_by("due_at")[:limit])


def recipients_for(actor: Actor, case: Case) -> list[tuple[int, str]]:
    """Whom the actor may give a disposition: colleagues on their own level of the line or below it."""
    own = level_of(actor.roles)
    people = [staff for staff in free_holders(case, *roles.CASE_ROLES, at=actor.at) if staff.pk != actor.id]
    return [
        (staff.pk, f"{staff.full_name}, {staff.title}" if staff.title else staff.full_name)
        for staff in people
        if level_of(roles_of(staff, at=actor.at)) >= own
    ]


LINE = (("agency_head",), ("secretary", "division_head", "unit_head"), ("section_head",))


def level_of(held: Collection[str]) -> int:
    """How far down the line somebody stands: 0 the head of the agency, then divisions, sections, staff."""
    return next((level for level, posts in enumerate(LINE) if not set(posts).isdisjoint(held)), len(LINE))


def service_of(case: Case) -> str:
    """The service that the case came under, as it is published."""
    return str(case.runs.select_related("version").get(number=1).version.title)


def sheet_of(case: Case) -> Paper | None:
    """The newest disposition sheet of the case."""
    papers = Paper.objects.filter(case=case, letter__kind=SHEET).select_related("envelope")
    return papers.order_by("-made_at").first()
