# SPDX-License-Identifier: AGPL-3.0-or-later
"""A story, played line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from teduh.procedure import clocks
from teduh.procedure.calendar import WeeklyHours, WorkingCalendar
from teduh.procedure.clocks import OfficeTime
from teduh.procedure.decide import (
    AddEntry,
    BreakOff,
    Close,
    CompleteRequirements,
    Correct,
    EndEarly,
    Extend,
    Finish,
    InvalidateRequirement,
    MeetRequirement,
    Move,
    Pause,
    Resume,
    SetFact,
    Start,
    StartRun,
    WaiveRequirement,
    decide,
    open_case,
)
from teduh.procedure.events import Event, Finished, NotNeeded, Paused
from teduh.procedure.problems import Message, Problem, Refusal
from teduh.procedure.standard.model import ENDS, Procedure, Standard, Step
from teduh.procedure.standard.slugs import nearest, slug
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.standard.words import EFFECT_BY_SLUG, EFFECTS
from teduh.procedure.state import Clock, RunState, State, Status, advance, begin
from teduh.procedure.stories.reading import MOMENT, RULE, Line, Story, moment, problem
from teduh.procedure.stories.telling import STATUS_WORDS, clock_in_words

SUPERIOR = "case_supervisor"  # who ends early and corrects in a story
_STATUS_BY_SLUG = {slug(word): status for status, word in STATUS_WORDS.items()}


@dataclass(frozen=True, slots=True)
class OpenStep:
    run: int
    step: Step
    begun: bool


@dataclass(frozen=True, slots=True)
class After:
    """What a line left behind: the open steps with who may act, the clocks, and why the move was refused if it was."""

    line: Line
    at: datetime
    open: tuple[OpenStep, ...]
    clocks: tuple[Clock, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Played:
    story: Story
    after: tuple[After, ...]
    failures: tuple[Problem, ...]
    state: State
    opened: frozenset[tuple[str, str]]  # (procedure, step) of every step that was open or done
    ends: frozenset[tuple[str, str, str]]  # (procedure, step, outcome); step "" where it ended by itself


USUAL_HOURS = WeeklyHours({day: ((time(8), time(16)),) for day in range(5)})
USUAL_ZONE = ZoneInfo("Asia/Jakarta")


def usual_time(
    standard: Standard,
    vocabulary: Vocabulary | None = None,
    *,
    holidays: frozenset[date] = frozenset(),
) -> OfficeTime:
    """The office's zone and hours as far as they are known, else Monday to Friday 08.00-16.00 WIB."""
    office = vocabulary.offices.get(standard.office) if vocabulary else None
    zone = office.zone if office else USUAL_ZONE
    hours = (office.hours if office else None) or USUAL_HOURS
    return OfficeTime(WorkingCalendar(zone, hours, holidays))


def play(standard: Standard, story: Story, *, office_time: OfficeTime) -> Played:
    """Play a story line by line. A line that fails changes nothing, and the play goes on."""
    return _Play(standard, story, office_time).play()


@dataclass(slots=True)
class _Play:
    standard: Standard
    story: Story
    office_time: OfficeTime
    state: State = field(init=False)
    procedure: Procedure | None = field(init=False)
    failures: list[Problem] = field(default_factory=list)
    opened: set[tuple[str, str]] = field(default_factory=set)
    ends: set[tuple[str, str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.procedure = _procedure(self.standard, self.story.service)
        grounds = {1: (self.standard, self.procedure)} if self.procedure else {}
        self.state = begin(grounds)

    def play(self) -> Played:
        after = []
        if self.procedure is None:
            self.fail(self.story.line, "standar ini tidak memuat layanan itu", "the standard has no such service")
        else:
            asked = _facts_asked(self.standard)
            self.failures += [fault for name, fault in self.story.strange if name not in asked]
            after = [self.one(line) for line in self.story.lines]
        return Played(
            self.story,
            tuple(after),
            tuple(self.failures),
            self.state,
            frozenset(self.opened),
            frozenset(self.ends),
        )

    def fail(self, line: int, indonesian: str, english: str) -> None:
        self.failures.append(problem(self.story.file, line, indonesian, english))

    def one(self, line: Line) -> After:
        at = line.at(self.office_time.calendar.zone)
        refusal = None
        if line.verb == "harap":
            self.expect(line, at)
        else:
            refusal = self.act(line, at)
        self.remember()
        return After(line, at, self.open_steps(), self.read(at), refusal)

    def read(self, at: datetime) -> tuple[Clock, ...]:
        return clocks.read(self.state, at=at, time=self.office_time)

    def open_steps(self) -> tuple[OpenStep, ...]:
        return tuple(
            OpenStep(number, run.procedure.steps[run.plan.number[key]], run.steps[key].begun)
            for number, run in self.state.runs.items()
            for key in run.open
        )

    def remember(self) -> None:
        """Rule C37: which steps and ends the story has shown."""
        for run in self.state.runs.values():
            name = run.procedure.key
            for step in run.steps.values():
                if step.status in (Status.OPEN, Status.DONE):
                    self.opened.add((name, step.key))
            if run.end and not run.end.early:
                step_key = run.end.step
                self.ends.add((name, step_key, run.steps[step_key].outcome if step_key else ""))

    # Acting

    def act(self, line: Line, at: datetime) -> Refusal | None:
        if line.verb == "dibuka" or (line.otherwise and line.otherwise.verb == "dibuka"):
            decided = self.open(at)
        else:
            made = self.move(self.meant(line))
            if made is None:
                return None
            move, by = made
            decided = decide(self.state, move, at=at, by=by, has_reason=line.reasoned, time=self.office_time)
            if isinstance(move, Pause) and isinstance(decided, Refusal) and not line.refused:
                decided = self.stop_nothing(move, at, decided)
        if isinstance(decided, Refusal):
            if not line.refused:
                self.fail(
                    line.line,
                    f"{line.text}: ditolak ({decided.rule}). {decided.reason.id}",
                    f"{line.text}: refused ({decided.rule}). {decided.reason.en}",
                )
            return decided
        if line.refused:
            self.fail(line.line, f"{line.text}: seharusnya ditolak", f"{line.text}: should have been refused")
            return None
        for event in decided:
            self.state = advance(self.state, event)
        return None

    def stop_nothing(self, move: Pause, at: datetime, refusal: Refusal) -> tuple[Event, ...] | Refusal:
        """`jeda` stops the clocks that allow its reason. A story may show that none does; an office may not (24)."""
        known = refusal.rule == "24"
        return (Paused(at=at, run=move.run, reason=move.reason),) if known else refusal

    def meant(self, line: Line) -> Line:
        """`tolak layanan pendampingan` finishes the step of that name where there is one."""
        return line.otherwise if line.otherwise and self.find(line.name) is None else line

    def open(self, at: datetime) -> tuple[Event, ...] | Refusal:
        if self.state.runs:
            return Refusal(RULE, Message("Laporan sudah dibuka", "The report was opened already"))
        facts = dict(self.story.facts)
        if not self.story.consent:
            facts["consent"] = ("given",)
        facts.setdefault("consent_giver", ("guardian_child",))  # who may sign for a client of any age
        return open_case(self.state.standards, facts=facts, at=at)

    def move(self, line: Line) -> tuple[Move, str] | None:
        """The move that a line means, and the role that makes it; None beside a failure where it means none."""
        if not self.state.runs:
            self.fail(line.line, "cerita diawali `dibuka`", "a story begins with `dibuka`")
            return None
        if line.verb in _STEP_VERBS:
            return self.step_move(line)
        if line.verb == "syarat":
            return self.requirement_move(line)
        office = self.office_role()
        match line.verb:
            case "fakta":
                return SetFact(line.name, tuple(value for value in line.value.split(", ") if value)), office
            case "jeda":
                return Pause(line.name, run=self.run_with(line.name)), office
            case "lanjut":
                paused = [run.number for run in self.newest_first() if any(to is None for _, _, to in run.pauses)]
                return Resume(run=paused[0] if paused else 1), office
            case "perpanjang":
                return self.extension(line)
            case "layanan":
                return StartRun(line.name), office
            case "akhiri":
                effect = EFFECT_BY_SLUG.get(slug(line.value or line.name))
                if effect not in ENDS:
                    self.fail(line.line, "akhiri = salah satu dari lima akhir", "akhiri = one of the five ends")
                    return None
                return EndEarly(effect, "other"), SUPERIOR
            case _:
                return Close(), SUPERIOR

    def step_move(self, line: Line) -> tuple[Move, str] | None:
        place = self.find(line.name)
        if place is None:
            near = nearest(line.name, [step.key for run in self.state.runs.values() for step in run.procedure.steps])
            near = near.replace("-", " ")
            self.fail(
                line.line,
                f'tidak ada langkah "{line.name}"' + (f". Mungkin maksudnya `{near}`?" if near else ""),
                f'there is no step "{line.name}"' + (f". Perhaps you mean `{near}`?" if near else ""),
            )
            return None
        run, step = place
        by = next((party.role for party in step.actors if party.role), self.office_role())
        match line.verb:
            case "mulai":
                return Start(step.key, run=run.number), by
            case "entri":
                return AddEntry(step.key, run=run.number), by
            case "putus":
                return BreakOff(step.key, run=run.number), by
            case "batal":
                return self.correction(line, run, step)
        outcome = slug(line.value)
        if outcome and outcome not in run.plan.outcomes[run.plan.number[step.key]]:
            names = ", ".join(one.name for one in run.plan.outcomes[run.plan.number[step.key]].values())
            self.fail(
                line.line,
                f'"{line.value}" bukan hasil {step.name}. Yang ada: {names}',
                f'"{line.value}" is no outcome of {step.name}. There are: {names}',
            )
            return None
        return Finish(step.key, outcome, run=run.number), by

    def correction(self, line: Line, run: RunState, step: Step) -> tuple[Move, str] | None:
        numbers = [
            number
            for number, event in self.state.standing
            if isinstance(event, Finished | NotNeeded) and (event.run, event.step) == (run.number, step.key)
        ]
        if not numbers:
            self.fail(line.line, f"{step.name} belum ada hasilnya", f"{step.name} has no result yet")
            return None
        return Correct(numbers[-1]), SUPERIOR

    def requirement_move(self, line: Line) -> tuple[Move, str] | None:
        office, run = self.office_role(), self.state.runs[min(self.state.runs)]
        if line.name == "lengkap":
            return CompleteRequirements(run=run.number), office
        names = {
            name: one.key
            for requirement in run.standard.requirements
            for one in (requirement, *requirement.alternatives)
            for name in (one.key, slug(one.text))
        }
        key = names.get(line.name)
        if key is None:
            self.fail(line.line, f'tidak ada syarat "{line.name}"', f'there is no requirement "{line.name}"')
            return None
        match slug(line.value):
            case "dibebaskan":
                return WaiveRequirement(key, run=run.number), office
            case "tidak-sah":
                return InvalidateRequirement(key, run=run.number), office
        return MeetRequirement(key, run=run.number), office

    def extension(self, line: Line) -> tuple[Move, str] | None:
        for run in self.newest_first():
            for promise in clocks.promises(run, self.state):
                if line.name in (promise.key, slug(promise.name)):
                    by = promise.extension.by if promise.extension else ()
                    role = next((party.role for party in by if party.role), SUPERIOR)
                    return Extend(promise.key, run=run.number), role
        self.fail(line.line, f'tidak ada janji "{line.name}"', f'there is no promise "{line.name}"')
        return None

    def find(self, name: str) -> tuple[RunState, Step] | None:
        """The step of that name: the newest run in which it is open, else the newest that has it."""
        found = [(run, step) for run in self.newest_first() if (step := run.procedure.step(name)) is not None]
        return next((one for one in found if name in one[0].open), found[0] if found else None)

    def run_with(self, reason: str) -> int:
        """The newest run in which some promise allows a pause for that reason."""
        for run in self.newest_first():
            if any(reason in promise.pauses for promise in clocks.promises(run, self.state)):
                return run.number
        return self.newest_first()[0].number

    def newest_first(self) -> tuple[RunState, ...]:
        return tuple(self.state.runs[number] for number in sorted(self.state.runs, reverse=True))

    def office_role(self) -> str:
        steps = self.procedure.steps if self.procedure else ()
        return next((party.role for step in steps for party in step.actors if party.role), "intake_officer")

    # Expecting

    def expect(self, line: Line, at: datetime) -> None:
        if line.name == "terbuka":
            self.expect_open(line)
        elif line.name == "akhir":
            self.expect_end(line)
        else:
            self.expect_clock(line, at)

    def expect_open(self, line: Line) -> None:
        wanted = [] if line.value in ("", "-") else [slug(name) for name in line.value.split(",")]
        there = [one.step.key for one in self.open_steps()]
        if wanted != there:
            names = ", ".join(one.step.name for one in self.open_steps()) or "-"
            self.fail(
                line.line,
                f"diharapkan terbuka = {line.value}; yang terbuka: {names}",
                f"expected open = {line.value}; open are: {names}",
            )

    def expect_end(self, line: Line) -> None:
        """How the case ended: the first run's end stands for the case."""
        run = self.state.runs.get(min(self.state.runs, default=0))
        there = EFFECTS[run.end.effect][0] if run and run.end else "-"
        if slug(line.value) != slug(there):
            self.fail(
                line.line,
                f"diharapkan akhir = {line.value}; akhirnya: {there}",
                f"expected end = {line.value}; it is: {there}",
            )

    def expect_clock(self, line: Line, at: datetime) -> None:
        clock = next(
            (
                one
                for one in sorted(self.read(at), key=_newest)
                if line.name in (one.key, slug(one.key), slug(one.name))
            ),
            None,
        )
        word, due_at = _expected(line.value, self.office_time.calendar.zone)
        if clock is None:
            if word != "-":
                self.fail(
                    line.line, f'tidak ada jam "{line.name}" yang berlaku', f'no clock "{line.name}" applies here'
                )
            return
        if word not in _STATUS_BY_SLUG:
            words = ", ".join(STATUS_WORDS.values())
            self.fail(line.line, f"keadaan jam salah satu dari: {words}", f"a clock's state is one of: {words}")
            return
        if clock.status is not _STATUS_BY_SLUG[word] or (due_at is not None and clock.due_at != due_at):
            there = clock_in_words(clock, self.office_time.calendar.zone)
            self.fail(
                line.line,
                f"diharapkan {line.text.removeprefix('harap ')}; yang ada: {there}",
                f"expected {line.text.removeprefix('harap ')}; it is: {there}",
            )


_STEP_VERBS = frozenset({"mulai", "selesai", "entri", "putus", "batal"})


def _newest(clock: Clock) -> int:
    return -clock.run


def _procedure(standard: Standard, service: str) -> Procedure | None:
    if not service:
        return standard.procedures[0] if standard.procedures else None
    complaints = standard.complaints.procedure if standard.complaints else None
    known = (*standard.procedures, *((complaints,) if complaints else ()))
    return next((one for one in known if service in (one.key, slug(one.name))), None)


def _facts_asked(standard: Standard) -> frozenset[str]:
    """The facts that the standard's own conditions ask for: a draft may rest on a form that nobody has yet."""
    conditions = [step.condition for procedure in standard.procedures for step in procedure.steps]
    conditions += [promise.condition for promise in standard.promises]
    conditions += [requirement.condition for requirement in standard.requirements]
    return frozenset(name for condition in conditions if condition for name, _ in condition.facts)


def _expected(value: str, zone: ZoneInfo) -> tuple[str, datetime | None]:
    """`berjalan 2026-03-05 16.00`: a state, and a due time where one is given."""
    found = MOMENT.fullmatch(value)
    when = moment(*found.groups()[1:]) if found else None
    if found is None or when is None:
        return (slug(value) or value), None
    return slug(found[1]), datetime.combine(*when, zone)


def tell(after: After, zone: ZoneInfo) -> str:
    """A line of the story with what it left behind: open steps and who may act, clocks with their due times."""
    told = [f"{after.at.astimezone(zone):%Y-%m-%d %H.%M}  {after.line.text}"]
    if after.refusal is not None:
        told.append(f"    ditolak ({after.refusal.rule}): {after.refusal.reason.id}")
    for one in after.open:
        actors = ", ".join(party.name for party in one.step.actors)
        told.append(f"    {'mulai' if one.begun else 'terbuka'}: {one.step.name} ({actors})")
    if not after.open:
        told.append("    tidak ada langkah terbuka")
    told += [f"    {clock.name}: {clock_in_words(clock, zone)}" for clock in after.clocks]
    return "\n".join(told)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What no story of a standard shows (rule C37): (procedure, step), and (procedure, step, outcome) of ends."""

    steps: tuple[tuple[str, str], ...]
    ends: tuple[tuple[str, str, str], ...]


def uncovered(standard: Standard, played: Iterable[Played]) -> Uncovered:
    """Steps that never open and ends that are never reached in these stories together."""
    opened: set[tuple[str, str]] = set()
    ends: set[tuple[str, str, str]] = set()
    for one in played:
        opened |= one.opened
        ends |= one.ends
    steps = [(procedure.key, step.key) for procedure in standard.procedures for step in procedure.steps]
    possible = [
        (procedure.key, step.key, outcome.key)
        for procedure in standard.procedures
        for step in procedure.steps
        for outcome in step.outcomes
        if outcome.effect in ENDS
    ]
    return Uncovered(
        tuple(one for one in steps if one not in opened),
        tuple(one for one in possible if one not in ends),
    )
