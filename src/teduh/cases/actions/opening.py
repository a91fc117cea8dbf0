# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a case: the standard's version is pinned, the number given, the clocks started, the team called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from uuid import uuid4

from teduh.accounts.access import may
from teduh.accounts.models import Office
from teduh.accounts.queries import day_of
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.actions.moving import speaks_as
from teduh.cases.actions.projection import NO_RISK, RISK_ORDER, project
from teduh.cases.actions.team import add_member
from teduh.cases.actions.walls import wall_matches
from teduh.cases.models import Case, CaseSeries, Member, Participant, Relation, Run
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, attach, record
from teduh.lib.ages import band_of, is_child
from teduh.persons.models import Person
from teduh.persons.regions import regency_of
from teduh.procedure import decide
from teduh.procedure.events import Event
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Risk
from teduh.procedure.state import advance, begin
from teduh.procedure.state.values import SUGGESTED
from teduh.standards.models import StandardVersion
from teduh.vault import envelopes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A person's part in the case to be opened."""

    person: Person
    part: str
    age: int | None = None

    @property
    def age_band(self) -> str:
        return band_of(self.age)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How an alleged perpetrator relates to a client: places in `Account.parts`."""

    client: int
    other: int
    relation: str
    same_home: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What was reported. Everything but channel and time of receipt may be unknown."""

    channel: str
    received_at: datetime
    narrative: str = ""
    when: str = ""
    event_date: date | None = None
    event_estimated: bool = False
    place: str = ""
    place_kind: str = "unknown"
    region: str = ""
    kinds: tuple[str, ...] = ()
    anonymous: bool = False
    parts: tuple[Part, ...] = ()
    pairs: tuple[Pair, ...] = ()
    risk: Risk | None = None
    risk_reason: str = ""
    suggested: Risk | None = None  # what the answers to the risk questions suggest
    requirements: tuple[str, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@action("case.opened", may=may("case.open"))
def open_case(actor: Actor, office: Office, *, version: StandardVersion, account: Account, procedure: str = "") -> Case:
    """Open a case under this version. Refused where the law forbids the service (sexual violence is never mediated)."""
    standard = version.standard
    chosen = standard.procedure(procedure)
    if chosen is None:
        raise Refused(
            Refusal("17", Message("Layanan ini tidak memuat prosedur itu.", "This service has no such procedure."))
        )
    grounds = {1: (standard, chosen)}
    opened = decide.open_case(
        grounds, facts=facts_of(account), at=account.received_at, by="", procedure=procedure, now=actor.at
    )
    if isinstance(opened, Refusal):
        raise Refused(opened)
    events: list[Event] = list(opened)
    state = reduce(advance, events, begin(grounds))
    moves: list[decide.Move] = [decide.MeetRequirement(key) for key in account.requirements]
    for move in moves:
        decided = decide.decide(state, move, at=actor.at, by="intake_officer", now=actor.at)
        if not isinstance(decided, Refusal):
            events += decided
            state = reduce(advance, decided, state)
    if account.risk is not None:
        move = decide.SetRisk(account.risk, reasoned=bool(account.risk_reason.strip()))
        settled = decide.decide(state, move, at=actor.at, by="intake_officer", now=actor.at)
        if isinstance(settled, Refusal):
            raise Refused(settled)
        events += settled
        state = reduce(advance, settled, state)
    year, serial = next_number(office, actor.at)
    case = Case(
        id=uuid4(),
        envelope=envelopes.create(office.code, "case"),
        office=office,
        year=year,
        serial=serial,
        channel=account.channel,
        received_at=account.received_at,
        opened_at=actor.at,
        event_month=account.event_date.replace(day=1) if account.event_date else None,
        event_estimated=account.event_estimated,
        event_place_kind=account.place_kind or "unknown",
        event_region=regency_of(account.region),
        risk_order=RISK_ORDER.get(account.risk.value if account.risk else "", NO_RISK),
    )
    case.narrative = account.narrative
    case.event_when = account.when
    case.event_day = account.event_date.isoformat() if account.event_date else ""
    case.event_place = {"text": account.place, "region": account.region} if account.place or account.region else None
    case.save(force_insert=True)
    attach(case)
    record(
        events=events,
        data={"standard": version.code, "version": version.version, "number": case.number},
        payload={"risk_reason": account.risk_reason} if account.risk_reason else None,
    )
    Run.objects.create(case=case, number=1, version=version, procedure=procedure, opened_at=account.received_at)
    write_people(case, account.parts, account.pairs, at=actor.at)
    if actor.id is not None:
        role = next((role for role in ("intake_officer", "secretariat") if role in actor.roles), speaks_as(actor))
        add_member(case, actor.id, role, Member.How.OPENED, at=actor.at)
    project(case, state, at=actor.at)
    wall_matches(actor, case)
    return case


def next_number(office: Office, at: datetime) -> tuple[int, int]:
    """(year, serial) of the next case: the row is locked until the case stands, so there is neither gap nor clash."""
    year = day_of(office, at).year
    CaseSeries.objects.get_or_create(office=office, year=year)
    series = CaseSeries.objects.select_for_update().get(office=office, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return year, series.last


def facts_of(account: Account) -> dict[str, tuple[str, ...]]:
    """The coded facts known at opening (point 18: the channel is fixed here)."""
    facts: dict[str, tuple[str, ...]] = {"channel": (account.channel,)}
    clients = [part for part in account.parts if part.part == "client"]
    reporters = {part.person.pk for part in account.parts if part.part == "reporter"}
    if account.anonymous:
        facts["reporter"] = ("anonymous",)
    elif reporters & {part.person.pk for part in clients}:
        facts["reporter"] = ("self",)
    elif reporters:
        facts["reporter"] = ("public",)
    facts |= client_facts(clients)
    if account.suggested:
        facts[SUGGESTED] = (account.suggested.value,)
    if account.kinds:
        facts["kind"] = tuple(sorted(account.kinds))
    return {**facts, **account.facts}


def client_facts(parts: Iterable[Part | Participant]) -> dict[str, tuple[str, ...]]:
    """What is told of the clients among these, in their order: of all, and of each where there are several, since each
    consents alone."""
    clients = list({part.person.pk: part for part in parts if part.part == "client"}.values())
    kinds = tuple(sorted(client_kinds(clients)))
    told = {"client": kinds} if kinds else {}
    if len(clients) > 1:
        told["clients"] = tuple(str(number) for number in range(1, len(clients) + 1))
        told |= {f"client@{number}": tuple(sorted(client_kinds([one]))) for number, one in enumerate(clients, 1)}
    return told


def client_kinds(parts: Iterable[Part | Participant]) -> set[str]:
    """What the rules need to know of the clients among these: child, adult, disability."""
    clients = [part for part in parts if part.part == "client"]
    named = {True: "child", False: "adult"}
    kinds = {named[child] for part in clients if (child := is_child(part.age_band)) is not None}
    return kinds | {"disability" for part in clients if part.person.disability == "yes"}


def write_people(case: Case, parts: Iterable[Part], pairs: Iterable[Pair], *, at: datetime) -> list[Participant]:
    rows = [
        Participant.objects.get_or_create(
            case=case,
            person=part.person,
            part=part.part,
            defaults={"envelope": case.envelope, "age": part.age, "age_band": part.age_band, "added_at": at},
        )[0]
        for part in parts
    ]
    for pair in pairs:
        Relation.objects.update_or_create(
            client=rows[pair.client],
            other=rows[pair.other],
            defaults={"case": case, "code": pair.relation or "unknown", "same_home": pair.same_home or "unknown"},
        )
    return rows
