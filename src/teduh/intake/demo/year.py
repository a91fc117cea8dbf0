# SPDX-License-Identifier: AGPL-3.0-or-later
"""A year of cases, made through the door by the invented staff, as real ones would be: some in time, some late, some
still running, some refused. The same seed and last day give the same year."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from heapq import heapify, heappop, heapreplace
from random import Random
from typing import TYPE_CHECKING

from teduh.accounts.actors import actor_for
from teduh.accounts.demo_staff import CAST, LUMAJANG, PEKALONGAN, SAMPANG, TEBING_TINGGI
from teduh.accounts.queries import calendar_of
from teduh.accounts.queries import office as office_of
from teduh.cases.actions import file, steps
from teduh.cases.actions.opening import Account, Pair, Part
from teduh.cases.actions.steps import Work
from teduh.cases.queries.due import first_open_step
from teduh.cases.queries.people import guardians_are_alleged
from teduh.cases.queries.progress import progress_of
from teduh.cases.registry import paper_maker
from teduh.intake import actions
from teduh.intake.demo.answers import fill, invented_name
from teduh.intake.demo.letters import Letters
from teduh.intake.demo.words import CHILD_STORIES, LATE, REASONS, STORIES, STREETS, SUMMARIES
from teduh.journal.actor import Actor
from teduh.journal.door import Refused
from teduh.letters import queries
from teduh.persons.actions import add_person
from teduh.persons.details import Address, Details
from teduh.procedure.calendar import WorkingCalendar
from teduh.procedure.flow import Facts
from teduh.procedure.forms import Answers, Form, facts
from teduh.procedure.safeguards import GUARDIANS
from teduh.procedure.standard.model import Activity, Effect, Outcome, Procedure, Risk, Standard, Step
from teduh.procedure.state import ClockStatus
from teduh.standards.formfiles import activity_form, form
from teduh.standards.queries import version_in_force

if TYPE_CHECKING:
    from teduh.accounts.models import Office, Staff
    from teduh.cases.models import Case, OpenStep
    from teduh.persons.models import Person
    from teduh.standards.models import StandardVersion

# Office, its service, its share of the year, and who takes its reports.
OFFICES = (
    (TEBING_TINGGI, "pengaduan-masyarakat", 0.45, "bayu"),
    (SAMPANG, "konseling-keluarga", 0.25, "jaya"),
    (LUMAJANG, "rekomendasi-abh", 0.15, "putri"),
    (PEKALONGAN, "terima-rujukan", 0.15, "fajar"),
)
RISKS = ((Risk.HIGH, 0.2), (Risk.MEDIUM, 0.35), (Risk.LOW, 0.45))
NOBODY = "Tidak ada wali yang dapat ditanya."
LEFT_LYING = 0.025  # of the steps: nobody takes them up, and their promises run out
MOST_STEPS = 40  # of one case, so that returns cannot go round for ever


@dataclass
class Year:
    """What the invention of a year needs to know. `until` is the last moment that has happened."""

    seed: int
    until: datetime
    staff: dict[str, Staff]
    chance: Random = field(init=False)
    letters: Letters = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)  # noqa: S311 -- repeatable, and for nothing that must be secret
        self.letters = Letters(self.staff, self.chance, self.until)

    def cases(self, number: int) -> Iterator[int]:
        """Let the year happen, moment after moment across all its reports. Given back: how many are done with."""
        self.letters.make_keys(self.until - timedelta(days=366))
        spread = [self.until - timedelta(minutes=self.chance.randint(0, 365 * 24 * 60)) for _ in range(number)]
        # A day's desk is never empty: a sixth of the reports came in during the last days.
        recent = max(1, number // 6)
        spread[:recent] = [self.until - timedelta(minutes=self.chance.randint(20, 4 * 24 * 60)) for _ in range(recent)]
        # What happens first is always next, whichever case it belongs to: numbers of letters follow the calendar.
        to_come = [(received, place, self.story(received)) for place, received in enumerate(sorted(spread))]
        heapify(to_come)
        done = 0
        while to_come:
            _at, place, story = to_come[0]
            following = next(story, None)
            if following is not None:
                heapreplace(to_come, (following, place, story))
                continue
            heappop(to_come)
            done += 1
            if done == number:
                self.letters.correct(self.until)
                self.letters.write_others(self.until)
            yield done

    def story(self, received: datetime) -> Iterator[datetime]:
        """One report and its case. What is given back is when the next thing happens to it: ask on at that moment."""
        code, service, taker = self.pick_office()
        office = office_of(code)
        version = version_in_force(f"{code}/{service}", received.date())
        if version is None:
            raise LookupError(f"{code}/{service} is not published: run `manage.py prepare` first")
        standard = version.standard
        channel = self.pick_channel(standard)
        calendar = calendar_of(office.code)[0]
        if channel not in ("phone", "hotline", "whatsapp"):
            received = opening_moment(calendar, received, self.chance)
        if received > self.until:
            received = self.until - timedelta(minutes=5)
        yield received
        clerk = actor_for(self.staff[taker], received)
        report = actions.take_report(clerk, office, channel=channel, received_at=received, service=version.code)
        at = min(self.until, received + timedelta(minutes=self.chance.randint(3, 25)))
        yield at
        clerk = actor_for(self.staff[taker], at)
        case = actions.open_from(
            clerk, report, version=version, tell=lambda: self.account(clerk, office, version, channel, received)
        )
        yield from self.walk(case, at, calendar)

    def account(
        self, clerk: Actor, office: Office, version: StandardVersion, channel: str, received: datetime
    ) -> Account:
        child_case = office.code == LUMAJANG
        kinds, place, relation, narrative = self.chance.choice(CHILD_STORIES if child_case else STORIES)
        female = self.chance.random() < (0.3 if child_case else 0.8)
        age = self.chance.randint(12, 17) if child_case or self.chance.random() < 0.45 else self.chance.randint(18, 58)
        client = Part(
            person=self.person(clerk, office, female=female, age=age, day=received.date()), part="client", age=age
        )
        parts = [client]
        if self.chance.random() < 0.7:
            parts.append(Part(person=self.person(clerk, office, female=self.chance.random() < 0.6), part="reporter"))
        else:
            parts.append(Part(person=client.person, part="reporter", age=age))
        pairs = []
        if relation != "unknown" and not child_case:
            parts.append(Part(person=self.person(clerk, office, female=False), part="alleged"))
            home = "yes" if place in ("own_home", "shared_home") else "no"
            pairs.append(Pair(client=0, other=len(parts) - 1, relation=relation, same_home=home))
        told = {one.key for one in version.standard.requirements if not one.condition}
        ticked = tuple(key for key in sorted(told) if self.chance.random() < 0.7)
        return Account(
            channel=channel,
            received_at=received,
            narrative=narrative,
            when=self.chance.choice(("sekitar seminggu lalu", "kemarin malam", "sejak beberapa bulan", "tidak ingat")),
            event_date=(received - timedelta(days=self.chance.randint(0, 30))).date(),
            event_estimated=self.chance.random() < 0.5,
            place="",
            place_kind=place,
            kinds=kinds,
            parts=tuple(parts),
            pairs=tuple(pairs),
            risk=self.pick_risk() if self.chance.random() < 0.85 else None,
            requirements=ticked,
        )

    def person(self, clerk: Actor, office: Office, *, female: bool, age: int = 0, day: date | None = None) -> Person:
        birth = day - timedelta(days=365 * age + self.chance.randint(1, 300)) if age and day else None
        return add_person(
            clerk,
            office,
            details=Details(
                name=invented_name(self.chance, female=female),
                sex="female" if female else "male",
                birth_date=birth,
                birth_estimated=birth is not None,
                phone=f"0800 0000 {self.chance.randint(100, 999)}",
                home=Address(f"{self.chance.choice(STREETS)} {self.chance.randint(1, 40)}", ""),
            ),
        )

    def walk(self, case: Case, at: datetime, calendar: WorkingCalendar) -> Iterator[datetime]:
        """Take the case's steps in order until it ends or the present is reached."""
        for _ in range(MOST_STEPS):
            case.refresh_from_db()
            waiting = first_open_step(case)
            if waiting is None:
                break
            at = self.later(at, calendar, urgent=case.risk == "high" and waiting.due_at is not None)
            if at > self.until or self.chance.random() < LEFT_LYING:
                return
            yield at
            if not self.take(case, waiting, at):
                return
            at = yield from self.write(case, at, calendar)
        case.refresh_from_db()
        if case.status == "ended" and self.chance.random() < 0.6 and queries.unsigned_apart(case) is None:
            at = self.later(at, calendar, urgent=False)
            if at <= self.until:
                yield at
                self.close(case, at)

    def write(self, case: Case, at: datetime, calendar: WorkingCalendar) -> Generator[datetime, None, datetime]:
        """Letters that no step of the procedure signs go their way, soon; now and then one is left lying."""
        while letter := queries.unsigned_apart(case):
            soon = opening_moment(calendar, at + timedelta(minutes=self.chance.randint(5, 90)), self.chance)
            if self.letters.unread(letter, soon) or self.chance.random() < LEFT_LYING:
                break
            yield soon
            at = soon
            try:
                self.letters.take_on(case, letter, at)
            except Refused:
                break
        return at

    def later(self, at: datetime, calendar: WorkingCalendar, *, urgent: bool) -> datetime:
        """Some time on: soon in a hurry, hours or days otherwise, now and then far too late; in open hours."""
        if urgent:
            return at + timedelta(minutes=self.chance.randint(4, 26 if self.chance.random() < 0.8 else 120))
        minutes = self.chance.randint(10, 300) if self.chance.random() < 0.8 else self.chance.randint(600, 4200)
        return opening_moment(calendar, at + timedelta(minutes=minutes), self.chance)

    def take(self, case: Case, waiting: OpenStep, at: datetime) -> bool:
        """Do one step as somebody who may. False where nobody can, or the rules refuse: the case waits."""
        staff = self.who(case, waiting, at)
        if staff is None:
            return False
        actor = actor_for(staff, at)
        progress = progress_of(case, at=at)
        run = progress.state.runs[waiting.run]
        step = run.procedure.step(waiting.key)
        maker = paper_maker()
        assert step is not None  # the cache names steps of the procedure only
        late = any(clock.status is ClockStatus.MISSED and clock.running for clock in progress.clocks)
        hop = queries.hop_at(case, run=run.number, step=step.key)
        try:
            if hop is not None:
                if self.letters.unread(hop.letter, at):
                    return False
                why_late = self.chance.choice(LATE) if late else ""
                self.letters.decide(case, hop, at, note=self.chance.choice(SUMMARIES), late=why_late)
                return True
            if step.activity in (Activity.ASSESS, Activity.REFER) and "consent" not in progress.state.facts:
                giver, ground = self.consent(case, progress.state.facts)
                value = "legal_ground" if ground else "given"
                file.record_consent(
                    actor,
                    case,
                    value=value,
                    giver=giver,
                    giver_name=self.name_of(giver) or "",
                    ground=ground,
                    reason=NOBODY if ground else "",
                )
            if waiting.started_at is None and self.chance.random() < 0.5:
                steps.start_step(actor, case, step=step.key, run=run.number)
            outcome = self.pick_outcome(run.procedure, step)
            if step.activity is Activity.CONSENT and self.consent(case, progress.state.facts)[1]:
                outcome = step.outcomes[0]  # nobody is there who may refuse
            work = self.work(case, step, outcome, at, late=late, of_case=progress.state.facts)
            if step.activity in (Activity.INITIAL, Activity.SIGN) and any(map(maker.signed_apart, work.products)):
                steps.start_making(actor, case, step=step.key, run=run.number, work=work)
                return True
            if step.repeated and run.steps[step.key].entries == () and self.chance.random() < 0.9:
                steps.add_entry(actor, case, step=step.key, run=run.number, work=work)
                return self.chance.random() < 0.7
            steps.finish_step(actor, case, step=step.key, outcome=outcome.key, run=run.number, work=work)
        except Refused:
            return False
        return True

    def who(self, case: Case, waiting: OpenStep, at: datetime) -> Staff | None:
        """Somebody whose step this is: the assigned person, or one of its roles who sees the case."""
        if waiting.assigned_to.startswith("staff:"):
            assigned = int(waiting.assigned_to.removeprefix("staff:"))
            return next((staff for staff in self.staff.values() if staff.pk == assigned), None)
        for player in CAST:
            staff = self.staff.get(player.username)
            if staff is None or player.office != case.office_id or set(player.roles).isdisjoint(waiting.roles):
                continue
            if case.acts_in(actor_for(staff, at), waiting.key, waiting.run):
                return staff
        return None

    def consent(self, case: Case, facts: Facts) -> tuple[str, str]:
        """Who may give consent, and the ground that stands in its place where nobody may."""
        clients = facts.get("client", ())
        if "child" not in clients or "adult" in clients:
            return "client", ""
        return ("none", "vital") if guardians_are_alleged(case) else ("guardian_child", "")

    def name_of(self, giver: str) -> str | None:
        """The name of whoever speaks for a child."""
        return invented_name(self.chance, female=True) if giver in GUARDIANS else None

    def work(self, case: Case, step: Step, outcome: Outcome, at: datetime, *, late: bool, of_case: Facts) -> Work:
        answers = {}
        known: dict[str, tuple[str, ...]] = {}
        for asked in (activity_form(step.activity), *(form(slug) for slug in step.forms)):
            values = fill(asked, self.chance, day=at.date())
            if "giver" in values:
                giver, ground = self.consent(case, of_case)
                values |= {"giver": giver, "other_basis": ground or None, "basis_reason": NOBODY if ground else None}
                values |= {"giver_name": self.name_of(giver)}
            if "service" in values and step.activity is Activity.CONSENT:
                values |= {"service": "yes" if outcome == step.outcomes[0] else "no"}
            if step.activity is Activity.DELIVER:  # nobody hands over a letter without knowing how and to whom
                values |= {
                    "medium": self.chance.choice(("in_person", "post", "email")),
                    "received_by": invented_name(self.chance, female=self.chance.random() < 0.6),
                }
            answers[asked.code] = (asked, values)
            known |= self.facts(case, asked, values)
        products = tuple(
            self.chance.choice([one for one in choice.options if self.letters.missing(one)] or choice.options)
            for choice in step.products
        )
        questions = {product: paper_maker().asks(product) for product in products}
        return Work(
            answers=answers,
            facts=known,
            products=products,
            papers={key: fill(asked, self.chance, day=at.date()) for key, asked in questions.items() if asked},
            assignee=self.assignee(case, step),
            reason=self.reason(step, outcome),
            late=self.chance.choice(LATE) if late else "",
        )

    def facts(self, case: Case, asked: Form, values: Answers) -> dict[str, tuple[str, ...]]:
        """The demonstration lets forms settle kind and risk only where the case does not know them yet."""
        found = facts(asked, values)
        return {
            name: values_
            for name, values_ in found.items()
            if values_ and not (name == "risk" and case.risk) and not (name == "kind" and case.kinds)
        }

    def assignee(self, case: Case, step: Step) -> int | None:
        if step.activity not in (Activity.ASSIGN, Activity.DISPOSE):
            return None
        wanted = {party.role for party in step.to if party.role}
        able = [
            self.staff[player.username].pk
            for player in CAST
            if player.office == case.office_id and player.username in self.staff and wanted & set(player.roles)
        ]
        return self.chance.choice(able) if able else None

    def reason(self, step: Step, outcome: Outcome) -> str:
        if outcome.effect is Effect.PROCEED:
            return self.chance.choice(SUMMARIES)
        return self.chance.choice(REASONS)

    def close(self, case: Case, at: datetime) -> None:
        for player in CAST:
            staff = self.staff.get(player.username)
            if staff and player.office == case.office_id and {"unit_head", "division_head"} & set(player.roles):
                try:
                    file.close(actor_for(staff, at), case, reason="Semua langkah selesai, klien telah diberi tahu.")
                except Refused:
                    continue
                return

    def pick_office(self) -> tuple[str, str, str]:
        code, service, _share, taker = self.chance.choices(OFFICES, [office[2] for office in OFFICES])[0]
        return code, service, taker

    def pick_channel(self, standard: Standard) -> str:
        kinds = [one.kind for one in standard.channels if one.kind] or ["walk_in", "phone", "letter"]
        weights = [4 if kind in ("phone", "walk_in", "whatsapp") else 1 for kind in kinds]
        return self.chance.choices(kinds, weights)[0]

    def pick_risk(self) -> Risk:
        return self.chance.choices([risk for risk, _ in RISKS], [share for _, share in RISKS])[0]

    def pick_outcome(self, procedure: Procedure, step: Step) -> Outcome:
        """Mostly the first; an eighth of the time another one, and sooner where the year still lacks its letter."""
        first, *others = step.outcomes
        for outcome in step.outcomes:
            if any(self.letters.missing(product) for product in made_after(procedure, step, outcome)):
                return outcome
        return self.chance.choice(others) if others and self.chance.random() < 0.12 else first


def made_after(procedure: Procedure, step: Step, outcome: Outcome) -> Iterator[str]:
    """What the steps make that this outcome opens."""
    for following in procedure.steps:
        if any((link.step, link.outcome) == (step.key, outcome.key) for link in following.after):
            for choice in following.products:
                yield from choice.options


def opening_moment(calendar: WorkingCalendar, at: datetime, chance: Random) -> datetime:
    """That moment, or some minutes after the next opening where the office is closed then."""
    local = at.astimezone(calendar.zone)
    day = local.date()
    for _ in range(60):
        for opens, closes in calendar.hours_of(day):
            if local <= closes:
                return max(local, opens + timedelta(minutes=chance.randint(1, 50))).astimezone(UTC)
        day += timedelta(days=1)
        local = datetime.combine(day, datetime.min.time(), calendar.zone)
    return at
