# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to a case beside its steps: risk, consent, requirements, clocks, people, notes, team, the file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from teduh.accounts.access import may
from teduh.accounts.models import Staff
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.actions.consent import (
    CONSENT_FACTS,
    asked_for_consent,
    asked_of_client,
    must_be_named,
    numbers_of,
)
from teduh.cases.actions.moving import make_moves
from teduh.cases.actions.opening import Part, client_facts, client_kinds, write_people
from teduh.cases.actions.projection import project
from teduh.cases.actions.team import add_member, leave
from teduh.cases.actions.walls import wall_matches
from teduh.cases.models import Case, Member, Note, Participant, Proof, Relation, Run
from teduh.cases.queries.history import press_of
from teduh.cases.queries.people import age_of, clients_of, guardians_are_alleged
from teduh.cases.queries.progress import office_time, state_of
from teduh.cases.queries.walls import free_holders
from teduh.cases.registry import Attached, paper_maker
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.lib.ages import is_child
from teduh.lib.codelists import UNKNOWN
from teduh.persons.actions import add_person
from teduh.persons.details import Details
from teduh.procedure import clocks, decide, legal
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.safeguards import ARTICLE_AGE
from teduh.procedure.standard.model import Effect, Risk
from teduh.procedure.state import State
from teduh.standards.models import StandardVersion


@action("case.risk_set", may=may("case.risk"))
def set_risk(actor: Actor, case: Case, *, risk: Risk, reason: str = "") -> State:
    """Lowering needs a reason; the old promise stays visible (point 23)."""
    return make_moves(actor, case, [decide.SetRisk(risk)], reason=reason, data={"risk": risk.value})


@action("case.fact", may=may("case.fact"))
def set_fact(actor: Actor, case: Case, *, name: str, values: tuple[str, ...], at: datetime | None = None) -> State:
    """A coded fact that conditions, safeguards or legal clocks read (the police were told; a social report asked).

    Consent is recorded by its own act, which asks who gives it.
    """
    if name.partition("@")[0] in CONSENT_FACTS:
        raise Refused(Refusal("fact", Message("Persetujuan dicatat tersendiri.", "Consent is recorded by itself.")))
    return make_moves(actor, case, [decide.SetFact(name, values)], at=at, data={"fact": name})


@action("case.event", may=may("case.fact"))
def record_event(
    actor: Actor, case: Case, *, fact: str, at: datetime, about: bool, source: str, proof: Attached | None = None
) -> State:
    """An event by which a clock of the law begins (an arrest, a request): what, when, from whom it is known. `about`:
    the hour is not certain. Withdrawn like any entry, where it was wrong; also told of a case that is closed."""
    state = state_of(case)
    if fact not in legal.BEGINNINGS or state.facts.get(fact):
        raise Refused(
            Refusal(
                "event",
                Message(
                    "Kejadian itu sudah tercatat, atau tidak memulai kewajiban apa pun.",
                    "That event is on record already, or begins no duty.",
                ),
            )
        )
    if not source.strip():
        raise Refused(Refusal("event", Message("Tulis dari mana ini diketahui.", "Say how this is known.")))
    data = {"event": fact, "at": at.isoformat(), "about": about, "proof": proof is not None}
    payload = {"source": source}
    after = make_moves(actor, case, [decide.SetFact(fact, ("yes",))], at=at, payload=payload, data=data, state=state)
    if proof is not None and actor.id is not None:
        row = Proof(
            id=uuid4(),
            case=case,
            envelope=case.envelope,
            fact=fact,
            type=proof.type,
            added_at=actor.at,
            added_by_id=actor.id,
        )
        row.data = proof.data
        row.save(force_insert=True)
    return after


@action("case.proof_opened", may=may("case.read"))
def note_proof_opened(actor: Actor, case: Case, *, proof: Proof) -> None:
    """The proof of an event may name anybody: who looked at it is recorded."""
    record(data={"proof": str(proof.pk), "event": proof.fact})


@action("case.duty", may=may("case.fact"))
def meet_duty(actor: Actor, case: Case, *, duty: str, fact: str, at: datetime, proof: str) -> State:
    """What the law asks was done at that time: the fact ends its clock. `duty` is the key of the legal clock."""
    state = state_of(case)
    read = clocks.read(state, at=actor.at, time=office_time(case.office))
    clock = next((one for one in read if one.key == duty and one.legal and one.running), None)
    if clock is None or clock.started_at is None or fact not in legal.TERMS[duty].until:
        raise Refused(
            Refusal(
                "duty",
                Message("Kewajiban itu tidak sedang berjalan di kasus ini.", "That duty does not run in this case."),
            )
        )
    # A moment is typed in whole minutes; the one in which the clock began is no earlier than its beginning.
    if at < clock.started_at and at == clock.started_at.replace(second=0, microsecond=0):
        at = clock.started_at
    if at < clock.started_at:
        raise Refused(
            Refusal(
                "28",
                Message("Waktu ini sebelum kewajibannya mulai berjalan.", "That was before the duty began to run."),
            )
        )
    move = decide.SetFact(fact, ("yes",))
    payload = {"proof": proof} if proof.strip() else {}
    return make_moves(
        actor,
        case,
        [move],
        at=at,
        payload=payload,
        data={"duty": duty, "fact": fact, "at": at.isoformat()},
        state=state,
    )


@action("case.consent", may=may("case.consent"))
def record_consent(
    actor: Actor,
    case: Case,
    *,
    value: str,
    giver: str = "",
    giver_name: str = "",
    ground: str = "",
    reason: str = "",
    client: Participant | None = None,
) -> State:
    """given, refused, withdrawn; or in its place, with a reason, an emergency or another `legal_ground`: vital, duty,
    public (UU 27/2022 art. 20). `giver`: client, guardian, guardian_child (art. 25), the latter by name. `client`: of
    whom it is said, where the case has several."""
    state = state_of(case)
    number = number_of(case, state, client)
    giver, ground = ("none", ground) if value == "legal_ground" else (giver, "")
    must_be_named(giver, giver_name)
    said = {"consent_giver": giver, "legal_ground": ground, "consent": value}
    asked = asked_of_client(case, number) if number else asked_for_consent(case, state)
    facts = {**asked, **{name: (one,) for name, one in said.items() if one}}
    moves = [decide.SetFact(f"{name}@{number}" if number else name, values) for name, values in facts.items()]
    data: dict[str, Any] = {"consent": value, "giver": giver, "ground": ground}
    if number and client:
        data |= {"client": client.pk, "number": number}
    payload = {"giver_name": giver_name} if giver_name.strip() else {}
    return make_moves(actor, case, moves, reason=reason, payload=payload, data=data, state=state)


@action("case.age", may=may("case.consent"))
def judge_age(actor: Actor, case: Case, *, client: Participant, considered: str, band: str, reason: str) -> State:
    """Whose age is not known counts as a child or an adult, as an officer says with the reason. `band` is the
    estimated age, of the list age_bands; an adult is not said without it (UU 35/2014 art. 1)."""
    state = state_of(case)
    number_of(case, state, client)  # a client of this case
    child = is_child(band)
    if age_of(client) is not None:
        raise Refused(Refusal("age", Message("Usia klien sudah tercatat.", "The client's age is on record.")))
    if considered not in ("child", "adult") or child is (considered == "adult") or (child is None and band != UNKNOWN):
        raise Refused(
            Refusal(
                "age",
                Message("Perkiraan usia dan anggapan itu bertentangan.", "That age and that judgement contradict."),
            )
        )
    if considered == "adult" and child is None:
        raise Refused(
            Refusal(
                ARTICLE_AGE,
                Message(
                    f"Tulis perkiraan usianya: tanpa itu klien tetap dianggap anak ({ARTICLE_AGE}).",
                    f"Say the estimated age: without it the client still counts as a child ({ARTICLE_AGE}).",
                ),
            )
        )
    if not reason.strip():
        raise Refused(Refusal("age", Message("Tulis alasannya.", "Give the reason.")))
    client.age_band = band
    client.save(update_fields=["age_band"])
    clients = clients_of(case)
    told = client_facts(clients)
    others = {"disability"}.intersection(state.facts.get("client", ()))
    if "clients" in told:
        for number, one in enumerate(clients, 1):
            said = (considered,) if one.pk == client.pk else state.facts.get(f"client@{number}", ())
            told[f"client@{number}"] = tuple(sorted({*said, *told[f"client@{number}"]} - {UNKNOWN}))
            others.update(told[f"client@{number}"])
    told["client"] = tuple(sorted({considered, *others, *told.get("client", ())}))
    moves = [decide.SetFact(name, values) for name, values in told.items() if values != state.facts.get(name, ())]
    data = {"client": client.pk, "considered": considered, "band": band}
    return make_moves(actor, case, moves, reason=reason, data=data, state=state)


def number_of(case: Case, state: State, client: Participant | None) -> str:
    """The number of that client among several; "" where the case has one alone."""
    numbers = numbers_of(state)
    order = [one.pk for one in clients_of(case)]
    if client is None and not numbers:
        return ""
    if client is None or client.pk not in order:
        raise Refused(Refusal("party", Message("Pilih klien kasus ini.", "Choose a client of this case.")))
    return numbers[order.index(client.pk)] if numbers else ""


@action("case.requirement", may=may("case.fact"))
def mark_requirement(actor: Actor, case: Case, *, requirement: str, mark: str, run: int = 1, reason: str = "") -> State:
    """`mark`: met, waived (with a reason), invalid (with a reason), or complete for the whole file."""
    moves: dict[str, decide.Move] = {
        "met": decide.MeetRequirement(requirement, run=run),
        "waived": decide.WaiveRequirement(requirement, run=run),
        "invalid": decide.InvalidateRequirement(requirement, run=run),
        "complete": decide.CompleteRequirements(run=run),
    }
    return make_moves(actor, case, [moves[mark]], reason=reason, data={"requirement": requirement, "mark": mark})


@action("case.paused", may=may("case.pause"))
def pause(actor: Actor, case: Case, *, cause: str, run: int = 1, reason: str = "") -> State:
    """`cause` is the slug of a word in the standard's `jeda` (point 24)."""
    return make_moves(actor, case, [decide.Pause(cause, run=run)], reason=reason, data={"cause": cause})


@action("case.resumed", may=may("case.pause"))
def resume(actor: Actor, case: Case, *, run: int = 1) -> State:
    return make_moves(actor, case, [decide.Resume(run=run)])


@action("case.extended", may=may("case.extend"))
def extend(actor: Actor, case: Case, *, promise: str, run: int = 1, reason: str = "") -> State:
    """Before the due time, by the role that the standard names (point 25)."""
    return make_moves(actor, case, [decide.Extend(promise, run=run)], reason=reason, data={"promise": promise})


@action("case.assigned", may=may("case.assign"))
def assign(actor: Actor, case: Case, *, role: str, staff: Staff) -> State:
    """The role's further steps on this case are this person's alone until reassigned (point 15)."""
    must_hold(case, staff, role, at=actor.at)
    add_member(case, staff.pk, role, Member.How.ASSIGNED, at=actor.at)
    return make_moves(actor, case, [decide.Assign(role, f"staff:{staff.pk}")], data={"role": role, "staff": staff.pk})


@action("case.member_added", may=may("case.assign"))
def add_colleague(actor: Actor, case: Case, *, staff: Staff, role: str) -> None:
    must_hold(case, staff, role, at=actor.at)
    add_member(case, staff.pk, role, Member.How.ADDED, at=actor.at)
    record(data={"staff": staff.pk, "role": role})


def must_hold(case: Case, staff: Staff, role: str, *, at: datetime) -> None:
    """Nobody works on a case in a role that is not theirs in this office now."""
    if staff.pk not in {one.pk for one in free_holders(case, role, at=at)}:
        raise Refused(
            Refusal(
                "15",
                Message(
                    "Orang itu bukan petugas aktif kantor ini dengan peran itu.",
                    "Not active staff of this office in that role.",
                ),
            )
        )


@action("case.member_left", may=may("case.assign"))
def remove_colleague(actor: Actor, case: Case, *, staff: Staff, reason: str) -> None:
    """Taken out for good: no later step calls them, and what was assigned to them falls back to their role. Only
    somebody who adds or assigns them brings them back. The last member may not go: a case without a team is nobody's.
    """
    if not reason.strip():
        raise Refused(Refusal("team", Message("Tulis alasannya.", "Give the reason.")))
    others = Member.objects.filter(case=case, until__isnull=True).exclude(staff=staff)
    if not others.exists():
        raise Refused(
            Refusal("team", Message("Anggota terakhir tidak dapat dikeluarkan.", "The last member cannot be removed."))
        )
    state = state_of(case)
    leave(case, staff, at=actor.at)
    held = [role for role, whom in state.assignments.items() if whom == f"staff:{staff.pk}"]
    moves = [decide.Assign(role, "") for role in held]
    make_moves(actor, case, moves, reason=reason, data={"staff": staff.pk}, state=state)


@action("case.person_added", may=may("case.party"))
def add_part(actor: Actor, case: Case, *, known: Participant, part: str) -> Participant:
    """Somebody of the case has another part in it too: the alleged is a guardian, the reporter a witness."""
    if known.case_id != case.pk:
        raise Refused(Refusal("party", Message("Orang itu bukan bagian kasus ini.", "Not a person of this case.")))
    row = write_people(case, (Part(person=known.person, part=part, age=age_of(known)),), (), at=actor.at)[0]
    record(data={"parts": [f"{part}:{known.person_id}"]})
    know_people(actor, case, [row])
    return row


@action("case.person_added", may=may("case.party"))
def add_new_person(actor: Actor, case: Case, *, details: Details, part: str, age: int | None = None) -> Participant:
    """Somebody whom the office did not know yet: recorded and made a part of the case in one act."""
    person = add_person(actor, case.office, details=details)
    row = write_people(case, (Part(person=person, part=part, age=age),), (), at=actor.at)[0]
    record(data={"parts": [f"{part}:{person.pk}"]})
    know_people(actor, case, [row])
    return row


def know_people(actor: Actor, case: Case, rows: list[Participant]) -> None:
    """A child who joins later counts for safeguards and legal clocks like one told of in the report; a guardian who
    turns out to be alleged, for the consent that a guardian gave before. Only consent asked anew clears that."""
    state = state_of(case)
    clients = clients_of(case)
    told = {"client": tuple(sorted(client_kinds(rows).union(state.facts.get("client", ()))))}
    each = client_facts(clients)
    for number in each.get("clients", ()):
        own = f"client@{number}"
        before = state.facts.get(own, state.facts.get("client", ()) if number == "1" else ())
        told |= {"clients": each["clients"], own: tuple(sorted({*each[own], *before}))}
        if guardians_are_alleged(case, clients[int(number) - 1]):
            told[f"guardian@{number}"] = ("alleged",)
    if guardians_are_alleged(case):
        told["guardian"] = ("alleged",)
    known = {name: state.facts.get(name, ()) for name in told}
    moves = [decide.SetFact(name, values) for name, values in told.items() if set(values) != set(known[name])]
    if moves:
        make_moves(actor, case, moves, state=state)
    if rows:
        wall_matches(actor, case)


@action("case.related", may=may("case.party"))
def relate(
    actor: Actor, case: Case, *, client: Participant, other: Participant, code: str, same_home: str = "unknown"
) -> None:
    if client.case_id != case.pk or other.case_id != case.pk:
        raise Refused(Refusal("party", Message("Orang itu bukan bagian kasus ini.", "Not a person of this case.")))
    Relation.objects.update_or_create(
        client=client, other=other, defaults={"case": case, "code": code, "same_home": same_home}
    )
    record(data={"client": client.pk, "other": other.pk, "code": code})
    know_people(actor, case, [])


@action("case.noted", may=may("case.note"))
def write_note(actor: Actor, case: Case, *, text: str) -> Note:
    assert actor.id is not None  # the table lets staff alone write notes
    note = Note(id=uuid4(), case=case, envelope=case.envelope, written_at=actor.at, written_by_id=actor.id)
    note.text = text
    note.save(force_insert=True)
    record(data={"note": str(note.id)})
    return note


@action("case.corrected", may=may("case.correct"))
def correct(actor: Actor, case: Case, *, number: int, reason: str) -> State:
    """Withdraw the event of that number, and what was pressed with it (point 29). The journal keeps both."""
    reference, press = press_of(case, number)
    by = _corrector(actor, case, number, own=reference == actor.reference)
    return make_moves(actor, case, [decide.Correct(number, press)], by=by, reason=reason)


def _corrector(actor: Actor, case: Case, number: int, *, own: bool) -> str:
    """In which role the actor takes an entry back: in that of the entry where it was their own press, or as a superior.

    A colleague of the same role is neither; the rules then refuse.
    """
    events = state_of(case).events
    if own and 0 < number <= len(events):
        return events[number - 1].by
    return next((role for role in sorted(actor.roles) if role in decide.SUPERIORS), "-")


@action("case.ended_early", may=may("case.end"))
def end_early(actor: Actor, case: Case, *, effect: Effect, cause: str, reason: str) -> State:
    """The client withdraws, moves, is lost, dies: by a superior, with a reason (point 10)."""
    return make_moves(actor, case, [decide.EndEarly(effect, cause)], reason=reason, data={"cause": cause})


@action("case.closed", may=may("case.close"))
def close(actor: Actor, case: Case, *, reason: str) -> State:
    """The file is closed for good. A letter that ends the procedure may be signed after it, but not after this."""
    unsettled = paper_maker().unsettled(case)
    if unsettled is not None:
        raise Refused(unsettled)
    return make_moves(actor, case, [decide.Close()], reason=reason)


@action("case.reopened", may=may("case.close"))
def reopen(actor: Actor, case: Case, *, reason: str) -> State:
    return make_moves(actor, case, [decide.Reopen()], reason=reason)


@action("case.run_started", may=may("case.run"))
def start_run(actor: Actor, case: Case, *, version: StandardVersion, procedure: str = "") -> State:
    """One more service in the same case, with clocks of its own (point 17)."""
    if version.standard.procedure(procedure) is None:
        raise Refused(
            Refusal("17", Message("Layanan ini tidak memuat prosedur itu.", "This service has no such procedure."))
        )
    number = Run.objects.filter(case=case).count() + 1
    Run.objects.create(case=case, number=number, version=version, procedure=procedure, opened_at=actor.at)
    move = decide.StartRun(procedure, standard=version.code, version=version.version)
    return make_moves(actor, case, [move], data={"standard": version.code, "version": version.version})


@action("case.printed", may=may("case.read"))
def note_printed(actor: Actor, case: Case) -> None:
    """The page was opened to be printed: from here on a copy of it may lie on somebody's table."""


@action("case.refreshed", may=may("case.refresh"))
def refresh(actor: Actor, case: Case) -> None:
    """Compute the cached reading again: hours or holidays have changed. The procedure itself is untouched."""
    project(case, state_of(case), at=actor.at)
