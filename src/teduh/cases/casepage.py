# SPDX-License-Identifier: AGPL-3.0-or-later
"""All that the page of a case shows, gathered once: where it stands, what is open now, and what else may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from teduh.accounts import access, roles
from teduh.cases import clockviews, options
from teduh.cases.clockviews import ClockView
from teduh.cases.forms import (
    AgeForm,
    AssignForm,
    CaseForm,
    CloseForm,
    ColleagueForm,
    ConsentForm,
    DutyForm,
    EndForm,
    EventForm,
    ExtendForm,
    NoteForm,
    PartForm,
    PauseForm,
    PersonForm,
    RelateForm,
    ReopenForm,
    RiskForm,
    RunForm,
    VersionForm,
    WallForm,
    band_choices,
    relation_choices,
)
from teduh.cases.journalviews import consent_words, lines_of
from teduh.cases.procedureviews import (
    StepView,
    day_and_hour,
    kept_by_starting,
    language,
    line_of,
    verb_of,
    who_may,
)
from teduh.cases.queries import file as queries
from teduh.cases.queries import work
from teduh.cases.queries.history import Line, Written, history_of, why_returned
from teduh.cases.queries.people import PersonView, age_of, conflicts_in, people_of
from teduh.cases.queries.progress import Progress
from teduh.cases.queries.walls import colleagues_to_wall
from teduh.cases.registry import PaperRow, paper_maker
from teduh.cases.versionviews import NewerView, newer_of, version_form
from teduh.journal.actor import Actor
from teduh.lib.codelists import code_list
from teduh.procedure import legal
from teduh.procedure.decide import SUPERIORS
from teduh.procedure.standard.model import RequirementKind
from teduh.procedure.state import ClockStatus, RunState
from teduh.standards.words import sentence

if TYPE_CHECKING:
    from teduh.cases.models import Case, OpenStep

LINES = 12  # lines of the journal on the case page; the rest has a page of its own


@dataclass(frozen=True, slots=True)
class OpenView:
    """One open step: what it is, who may take it, and what the actor may press. `start_first`: a promise is kept by
    starting it."""

    run: int
    key: str
    name: str
    text: str
    verb: str
    who: str
    mine: bool
    begun: str
    returned: bool
    returned_words: str
    start_first: bool
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class RequirementView:
    key: str
    run: int
    text: str
    kind: str
    state: str  # met, waived, obtained, missing, invalid
    alternatives: tuple[str, ...]
    mandatory: bool
    tickable: bool


@dataclass(frozen=True, slots=True)
class RunView:
    """One procedure of the case: its name, its line, how it ended."""

    number: int
    title: str
    line: list[StepView]
    ended: str
    complete: bool
    requirements: list[RequirementView]


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    progress: Progress
    runs: list[RunView]
    clocks: list[ClockView]
    more_clocks: list[ClockView]
    open: list[OpenView]
    people: list[PersonView]
    team: list[work.TeamRow]
    papers: list[PaperRow]
    notes: list[queries.NoteRow]
    lines: list[Line]
    events: list[queries.EventRow]
    consent: list[str]
    conflicts: list[str]
    forms: dict[str, CaseForm]
    newer: NewerView | None

    @property
    def mine(self) -> list[OpenView]:
        return [one for one in self.open if one.mine]

    @property
    def others(self) -> list[OpenView]:
        return [one for one in self.open if not one.mine]


def page_of(actor: Actor, case: Case, progress: Progress) -> CasePage:
    """The page's content. The number of queries does not depend on how much has happened in the case."""
    history = history_of(case)
    takers = {number: entry.who for entry in history for number in entry.numbers}
    rows = queries.open_steps(case)
    names = work.names_of({row.assigned_to for row in rows})
    people = people_of(case)
    team = work.team_of(case)
    running = [clock for clock in progress.clocks if clock.running]
    ended = [clock for clock in progress.clocks if not clock.running and clock.status is not ClockStatus.NOT_STARTED]
    shown = [*running, *ended]
    views = [
        clockviews.view(clock, at=actor.at, time=progress.time, language=language())
        for clock in shown
        if clock.status is not ClockStatus.VOID
    ]
    colleagues = {row.staff: row.name for row in team}
    lines = lines_of(history, progress.state, progress.time.calendar, at=actor.at, colleagues=colleagues)
    forms = forms_for(actor, case, progress, people)
    return CasePage(
        case=case,
        progress=progress,
        runs=[run_view(actor, run, progress, takers) for run in progress.state.runs.values()],
        clocks=views[:3],
        more_clocks=views[3:],
        open=[open_view(actor, row, progress, history, names) for row in rows],
        people=people,
        team=team,
        papers=paper_maker().papers_of(case),
        notes=queries.notes_of(case),
        lines=lines,
        events=events_of(case, progress),
        consent=consent_of(progress, people),
        conflicts=conflicts_in(case, colleagues),
        forms=forms,
        newer=newer_of(actor, progress, history, forms.get(VersionForm.name)),
    )


def run_view(actor: Actor, run: RunState, progress: Progress, takers: dict[int, str]) -> RunView:
    return RunView(
        number=run.number,
        title=run.procedure.name or run.standard.title,
        line=line_of(run, progress.time.calendar, at=actor.at, takers=takers),
        ended=day_and_hour(run.end.at, progress.time.calendar, actor.at) if run.end else "",
        complete=run.complete_at is not None,
        requirements=requirements_of(run),
    )


def requirements_of(run: RunState) -> list[RequirementView]:
    """Those that apply. What a step obtains is not ticked by hand; the office's own books are not listed."""
    found = []
    for one in run.standard.requirements:
        state = run.requirements.get(one.key, "")
        if not state or one.kind is RequirementKind.REFERENCE:
            continue
        if state == "missing" and run.marks.get(one.key, ("", None))[0] == "invalid":
            state = "invalid"
        found.append(
            RequirementView(
                key=one.key,
                run=run.number,
                text=one.text or ", ".join(other.text for other in one.alternatives),
                kind=one.kind.value,
                state=state,
                alternatives=tuple(other.text for other in one.alternatives),
                mandatory=one.mandatory,
                tickable=run.end is None and one.kind is not RequirementKind.FORM,
            )
        )
    return found


def open_view(
    actor: Actor, row: OpenStep, progress: Progress, history: list[Written], names: dict[str, str]
) -> OpenView:
    run = progress.state.runs[row.run]
    step = run.procedure.steps[run.plan.number[row.key]]
    mine = not actor.roles.isdisjoint(row.roles) and row.assigned_to in ("", f"staff:{actor.id}")
    return OpenView(
        run=row.run,
        key=row.key,
        name=row.name,
        text=step.text if step.text != step.name else "",
        verb=_("Lanjutkan") if row.started_at else verb_of(row.activity),
        who=who_may(step, tuple(row.roles), names.get(row.assigned_to, "")),
        mine=mine,
        begun=day_and_hour(row.started_at, progress.time.calendar, actor.at) if row.started_at else "",
        returned=row.returned,
        returned_words=why_returned(history, run=row.run, step=row.key) if row.returned else "",
        start_first=row.started_at is None and kept_by_starting(progress.clocks, run, step) is not None,
        clock=clockviews.cached_view(row.clock, at=actor.at, time=progress.time, language=language()),
    )


def consent_of(progress: Progress, people: list[PersonView]) -> list[str]:
    """What the client said, in words; of several, each by name. Empty where nobody has asked yet."""
    facts = progress.state.facts
    numbers = facts.get("clients", ())
    said = [facts.get(f"consent@{number}", ()) for number in numbers]
    if not any(said):
        values = facts.get("consent", ())
        return [_("Persetujuan: %s") % consent_words(values[0])] if values else []
    clients = [one.mask for one in people if one.participant.part == "client"]
    unasked = _("belum ditanya")
    return [
        _("Persetujuan %(who)s: %(said)s") % {"who": mask, "said": consent_words(values[0]) if values else unasked}
        for mask, values in zip(clients, said, strict=False)
    ]


def events_of(case: Case, progress: Progress) -> list[queries.EventRow]:
    """The events of the law that are known of the case, in their order, each with its proofs."""
    proofs = queries.proofs_of(case)
    known = [(at, fact) for fact, at in progress.state.facts_at.items() if progress.state.facts.get(fact)]
    return [
        queries.EventRow(
            name=sentence(legal.LEGAL_FACTS[fact].text(language())),
            when=day_and_hour(at, progress.time.calendar, progress.at),
            proofs=tuple(proofs.get(fact, ())),
        )
        for at, fact in sorted(known)
        if fact in legal.LEGAL_FACTS
    ]


# What may be done beside the steps ----------------------------------------------------------------------------------


def forms_for(actor: Actor, case: Case, progress: Progress, people: list[PersonView]) -> dict[str, CaseForm]:
    """The forms that the actor may use now, by name: by the table of permissions and by the rules of the procedure."""
    state = progress.state
    running = bool(options.running(state))
    closed = state.closed_at is not None
    pairs = [(f"{row.staff}|{row.role}", row.words) for row in queries.holders_in(case, at=actor.at)]
    clients = [(str(one.participant.pk), one.mask) for one in people if one.participant.part == "client"]
    ageless = [
        (str(one.participant.pk), one.mask)
        for one in people
        if one.participant.part == "client" and age_of(one.participant) is None
    ]
    others = [(str(one.participant.pk), f"{one.mask}, {one.role}") for one in people]
    duties = options.duties(progress, language())
    offered: list[tuple[str, bool, Any]] = [
        ("case.risk", running, lambda: RiskForm(initial={"risk": state.risk.value if state.risk else ""})),
        ("case.fact", bool(duties), lambda: duty_form(duties)),
        (
            "case.fact",
            True,
            lambda: EventForm(choices={"fact": [("", "—"), *options.beginnings(progress, language())]}),
        ),
        (
            "case.consent",
            running,
            lambda: ConsentForm(choices={"client": clients if state.facts.get("clients") else []}),
        ),
        (
            "case.consent",
            not closed and bool(ageless),
            lambda: AgeForm(
                choices={"client": ageless, "band": band_choices()}, initial={"client": ageless[0][0], "band": ""}
            ),
        ),
        ("case.note", True, NoteForm),
        ("case.pause", bool(options.pauses(state)), lambda: PauseForm(choices={"cause": options.pauses(state)})),
        ("case.extend", running, lambda: extend_form(actor, progress)),
        ("case.assign", running and bool(pairs), lambda: AssignForm(choices={"whom": pairs})),
        ("case.assign", not closed and bool(pairs), lambda: ColleagueForm(choices={"whom": pairs})),
        ("case.wall", not closed, lambda: WallForm(choices={"staff": [("", "—"), *colleagues_to_wall(case)]})),
        ("case.party", not closed, lambda: PersonForm(initial={"sex": "unknown"})),
        ("case.party", not closed and bool(others), lambda: PartForm(choices={"person": others})),
        (
            "case.party",
            not closed and bool(clients) and len(others) > 1,
            lambda: RelateForm(
                choices={"client": clients, "other": others, "code": relation_choices()},
                initial={"same_home": "unknown"},
            ),
        ),
        (
            "case.run",
            not closed and bool(options.procedures(state)),
            lambda: RunForm(choices={"procedure": options.procedures(state)}),
        ),
        ("case.version.propose", running, lambda: version_form(case, progress)),
        (
            "case.end",
            running and not actor.roles.isdisjoint(SUPERIORS),
            lambda: EndForm(choices={"cause": termination_reasons()}),
        ),
        ("case.close", not running and not closed, CloseForm),
        ("case.close", closed, ReopenForm),
    ]
    found = [make() for permission, possible, make in offered if possible and access.might(actor, permission)]
    return {form.name: form for form in found if form is not None}


def duty_form(duties: list[tuple[str, str]]) -> DutyForm:
    """Where one thing alone is due, it is chosen already."""
    return DutyForm(choices={"duty": duties}, initial={"duty": duties[0][0]} if len(duties) == 1 else {})


def extend_form(actor: Actor, progress: Progress) -> ExtendForm | None:
    found = {pair for role in actor.roles for pair in options.extensions(progress, role)}
    return ExtendForm(choices={"promise": sorted(found)}) if found else None


def termination_reasons() -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in code_list("termination_reasons").rows]


def role_words(codes: tuple[str, ...]) -> str:
    return ", ".join(roles.label(code).lower() for code in codes)
