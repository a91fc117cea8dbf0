# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking the steps of a procedure: start, save as typed, finish, entries, not needed, break off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet

from teduh.accounts.access import may
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.actions.consent import (
    asked_for_consent,
    facts_of_each,
    must_agree,
    must_be_named,
    must_have_consented,
    reason_of_ground,
)
from teduh.cases.actions.moving import make_moves, speaks_as, taking_of
from teduh.cases.actions.team import add_member, took_part
from teduh.cases.models import Answers, Case, Member
from teduh.cases.queries.history import who_took
from teduh.cases.queries.progress import office_time, state_of
from teduh.cases.queries.visibility import members_of
from teduh.cases.queries.work import DRAFT, colleagues_for, draft_of
from teduh.cases.registry import Attached, paper_maker, tell_finished
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.journal.prepared import change, deletion, execute_later
from teduh.lib.saving import Saving
from teduh.lib.wording import time_words
from teduh.procedure import decide
from teduh.procedure.flow import first_outcome
from teduh.procedure.forms import Form
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Activity, Effect, Risk, Step
from teduh.procedure.state import State, Status, StepState, consent_said
from teduh.standards.actions import keep_wording

Values = Mapping[str, Any]

RISK_REASON = "risk_reason"  # the question of a form that asks why the risk is what it is
OLDER = "step.older"  # the rule of a refusal because another page saved what is typed at the step since
ENTERED = "step.entered"  # the same because an entry was recorded since the page was made


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What was done at a step, as the screen gathered it."""

    answers: Mapping[str, tuple[Form | None, Values]] = field(default_factory=dict)  # by the form's key
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    happened: Mapping[str, datetime] = field(default_factory=dict)  # when a fact came about, where that is known
    papers: Mapping[str, Values] = field(default_factory=dict)  # product -> the fields of its letter
    products: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    assignee: int | None = None
    reason: str = ""
    late: str = ""  # why it was late, asked where a promise ended late
    at: datetime | None = None
    saving: Saving | None = None  # the page that it was typed on
    stand: str = ""  # where the step stood when that page was made
    proof: Attached | None = None  # of a hand-over: the receipt, as a scan or a photo


NOTHING = Work()


@action("case.step.started", may=may("case.step.start"))
def start_step(actor: Actor, case: Case, *, step: str, run: int = 1, at: datetime | None = None) -> State:
    """`mulai X`: the actor takes the step. Two at once: one wins, the other reads who was first."""
    state = state_of(case)
    spec = step_of(state, run, step)
    first_come(case, state, run, spec)
    return make_moves(
        actor, case, [decide.Start(step, run=run)], at=at, by=speaks_as(actor, spec), state=state, taken=spec
    )


@action("case.step.finished", may=may("case.step.finish"))
def finish_step(actor: Actor, case: Case, *, step: str, outcome: str = "", run: int = 1, work: Work = NOTHING) -> State:
    """`selesai X = OUTCOME`: facts first (they may settle what follows), then the result, its answers, its papers."""
    return finish(actor, case, step=step, outcome=outcome, run=run, work=work)


@action("case.step.recorded", may=may("case.step.record"))
def record_step(
    actor: Actor, case: Case, *, step: str, by: str, whom: int, outcome: str = "", run: int = 1, work: Work = NOTHING
) -> State:
    """A step that an official did on paper, recorded by a colleague: `whom` did it, in the role `by`."""
    after = finish(actor, case, step=step, outcome=outcome, run=run, work=work, by=by)
    record(data={"staff": whom})
    return after


def finish(actor: Actor, case: Case, *, step: str, outcome: str, run: int, work: Work, by: str = "") -> State:
    """Within the caller's action. `by`: the role in which it was done, where that is not the actor's own."""
    state = state_of(case)
    spec = step_of(state, run, step)
    if state.runs[run].steps[step].status is Status.DONE:
        first_come(case, state, run, spec)
    newest(case, run, step, work.saving)
    if work.assignee:
        assignable(actor, case, spec, work.assignee)
    must_have_consented(case, state, spec, work.answers)
    facts = {name: kept(state, spec, name, values) for name, values in work.facts.items()}
    reason = work.reason
    if spec.activity is Activity.CONSENT:
        result = outcome or first_outcome(spec).key
        each = facts_of_each(case, state, spec, result, facts, work.answers)
        facts = {**asked_for_consent(case, state), **facts, **each}
        answered = [values for _form, values in work.answers.values()]
        reason = reason or reason_of_ground(answered)
        must_agree(consent_said(spec, result, facts), answered, step=step)
        for values in answered:
            must_be_named(str(values.get("giver")), str(values.get("giver_name") or ""), step=step)
    risk_reason = reason_of_risk(work)
    moves: list[decide.Move] = [
        decide.SetRisk(Risk(values[0]), reasoned=bool(risk_reason))
        if name == "risk" and values
        else decide.SetFact(name, values, work.happened.get(name))
        for name, values in facts.items()
    ]
    moves.append(
        decide.Finish(
            step,
            outcome,
            products=work.products,
            services=work.services,
            criteria=work.criteria,
            assign_to=f"staff:{work.assignee}" if work.assignee else "",
            run=run,
        )
    )
    chosen = spec.outcome(outcome or first_outcome(spec).key)
    back = chosen is not None and chosen.effect in (Effect.RETURN, Effect.REPEAT)
    hindered = paper_maker().hinders(case, run=state.runs[run], step=spec, products=work.products, back=back)
    if hindered is not None:
        raise Refused(hindered)
    payload = {name: said for name, said in (("late", work.late), ("risk_reason", risk_reason)) if said.strip()}
    after = make_moves(
        actor,
        case,
        moves,
        at=work.at,
        by=by or speaks_as(actor, spec),
        reason=reason,
        payload=payload,
        state=state,
        taken=spec,
    )
    keep_answers(actor, case, run, step, work.answers, final=True)
    for product in after.runs[run].steps[step].products:
        paper_maker().make(actor, case, run=run, step=step, product=product, answers=work.papers.get(product, {}))
    if work.assignee:
        role = next((party.role for party in spec.to if party.role), speaks_as(actor))
        add_member(case, work.assignee, role, Member.How.ASSIGNED, at=actor.at)
    if not back:
        tell_finished(actor, case, run=run, step=spec, work=work)
    return after


@action("case.step.letter", may=may("case.step.finish"))
def start_making(actor: Actor, case: Case, *, step: str, run: int = 1, work: Work = NOTHING) -> None:
    """The letters of a step that signs what it makes, before they are signed. The step stays open until they are."""
    state = state_of(case)
    spec = step_of(state, run, step)
    if state.runs[run].steps[step].status is Status.DONE:
        first_come(case, state, run, spec)
    newest(case, run, step, work.saving)
    taking = taking_of(actor, spec)
    if taking is not None:
        execute_later(*[change(one, "acted", "until") for one in took_part(members_of(case.pk), taking, at=actor.at)])
    for product in work.products:
        paper_maker().make(actor, case, run=run, step=step, product=product, answers=work.papers.get(product, {}))
    record(data={"step": step, "run": run})


@action("case.step.entry", may=may("case.step.finish"))
def add_entry(actor: Actor, case: Case, *, step: str, run: int = 1, work: Work = NOTHING) -> State:
    """One entry of a repeated step (an accompaniment, a monitoring visit). A page gives one: pressed twice, it is
    refused the second time."""
    state = state_of(case)
    spec = step_of(state, run, step)
    if work.stand and work.stand != stand(state.runs[run].steps[step]):
        raise Refused(entered(step))
    newest(case, run, step, work.saving)
    must_have_consented(case, state, spec, work.answers)
    after = make_moves(
        actor, case, [decide.AddEntry(step, run=run)], at=work.at, by=speaks_as(actor, spec), state=state, taken=spec
    )
    keep_answers(actor, case, run, step, work.answers, final=True)
    return after


@action("case.step.not_needed", may=may("case.step.not_needed"))
def say_not_needed(actor: Actor, case: Case, *, step: str, run: int = 1, reason: str = "") -> State:
    state = state_of(case)
    spec = step_of(state, run, step)
    return make_moves(
        actor, case, [decide.SayNotNeeded(step, run=run)], by=speaks_as(actor, spec), reason=reason, state=state
    )


@action("case.step.broken_off", may=may("case.step.finish"))
def break_off(actor: Actor, case: Case, *, step: str, run: int = 1, reason: str = "") -> State:
    state = state_of(case)
    spec = step_of(state, run, step)
    return make_moves(
        actor, case, [decide.BreakOff(step, run=run)], by=speaks_as(actor, spec), reason=reason, state=state
    )


@action("case.step.saved", may=may("case.step.start"))
def save_step(
    actor: Actor,
    case: Case,
    *,
    step: str,
    fields: Mapping[str, list[str]],
    saving: Saving,
    run: int = 1,
    at: str = "",
    asked: Sequence[Form] = (),
) -> None:
    """What was typed so far, kept until the step is finished. A save that is older than what is kept, come late or from
    a page opened before, is refused; so is one of a page made before the step went on (`at`, its `stand` then).

    `asked`: the forms as they are now, whose words are kept with what was typed. Beside it stands what was kept before
    this page's first save, so that two who typed at once can be shown who changed what.
    """
    state = state_of(case)
    spec = step_of(state, run, step)
    now = state.runs[run].steps[step]
    if now.status is not Status.OPEN:
        first_come(case, state, run, spec)
    if now.status is not Status.OPEN or (at and at != stand(now) and not saving.pressed):
        raise Refused(older(step))
    before = draft_of(case, run=run, step=step)
    content = {"fields": dict(fields), "count": newest(case, run, step, saving), "page": saving.page}
    if before is not None:
        same = before.page == saving.page
        content["before"] = dict(before.before if same else before.fields)
        content["before_count"] = before.before_count if same else before.count
        content["before_page"] = before.before_page if same else before.page
    for form in asked:
        keep_wording(form, at=actor.at)
    keep_answers(actor, case, run, step, {DRAFT: (None, content)}, final=False)
    record(data={"step": step, "run": run, "forms": [DRAFT]})


def newest(case: Case, run: int, step: str, saving: Saving | None) -> int:
    """The count of this save; refused where what another page saved since would be lost. The case is locked here."""
    if saving is None:
        return 1
    draft = draft_of(case, run=run, step=step)
    if draft is None and saving.pressed:
        return 1
    count = saving.next_count(saves=draft.count if draft else 0, page=draft.page if draft else "")
    if count is None:
        raise Refused(older(step))
    return count


def older(step: str) -> Refusal:
    return Refusal(OLDER, Message("Simpanan yang lebih baru sudah ada.", "A newer save is there already."), step)


def entered(step: str) -> Refusal:
    return Refusal(
        ENTERED,
        Message(
            "Sebuah entri tercatat sejak halaman ini dibuka. Bila yang di bawah ini entri lain, catat sekali lagi.",
            "An entry was recorded since this page was opened. If what is below is another one, record it again.",
        ),
        step,
    )


def stand(now: StepState) -> str:
    """Where a step stands: its round, and how many entries it has. What is typed belongs to one stand only."""
    return f"{now.round}-{len(now.entries)}"


def assignable(actor: Actor, case: Case, step: Step, staff: int) -> None:
    """Only a step that assigns names a person, and only one of the office who holds a role that it goes to."""
    roles = [party.role for party in step.to if party.role]
    assigns = step.activity in (Activity.ASSIGN, Activity.DISPOSE)
    if not assigns or staff not in dict(colleagues_for(case, roles, at=actor.at)):
        raise Refused(
            Refusal("15", Message("Pilih petugas dari daftar.", "Choose one of the staff offered."), step.key),
        )


def step_of(state: State, run: int, key: str) -> Step:
    found = state.runs[run].procedure.step(key) if run in state.runs else None
    if found is None:
        raise Refused(
            Refusal("1", Message("Tidak ada langkah dengan nama itu.", "There is no step of that name."), key)
        )
    return found


def first_come(case: Case, state: State, run: int, step: Step) -> None:
    """Who comes second reads who was first; the rules alone would only say that the step is taken."""
    now = state.runs[run].steps[step.key]
    if now.status is not Status.DONE and not now.begun:
        return
    kinds = ("finished", "not_needed") if now.status is Status.DONE else ("started", "entry_made")
    taker = who_took(case, run, step.key, kinds)
    if taker is None:
        return
    who, at = taker
    hour = time_words(at.astimezone(office_time(case.office).calendar.zone))
    done = now.status is Status.DONE
    raise Refused(
        Refusal(
            "1" if done else "5",
            Message(
                f'"{step.name}" sudah {"diselesaikan" if done else "dimulai"} {who} pukul {hour}.',
                f'"{step.name}" was already {"finished" if done else "started"} by {who} at {hour}.',
            ),
            step.key,
        )
    )


def kept(state: State, step: Step, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """A kind of violence once marked stays marked: only an identification may take it back. A form that is silent about
    sexual violence must not reopen mediation (UU 12/2022 art. 23). Nor does a report cease to be anonymous because a
    form says that a neighbour made it: it is never dropped for that (UU 12/2022 art. 39)."""
    if name == "reporter" and "anonymous" in state.facts.get(name, ()):
        return tuple(dict.fromkeys(("anonymous", *values)))
    if name != "kind" or step.activity is Activity.IDENTIFY:
        return values
    return tuple(dict.fromkeys((*state.facts.get("kind", ()), *values)))


def reason_of_risk(work: Work) -> str:
    """Why the forms say this level of risk; empty where they do not ask, or nothing was written."""
    if "risk" not in work.facts:
        return ""
    answers = (values.get(RISK_REASON) for _form, values in work.answers.values())
    return "; ".join(answer for answer in answers if isinstance(answer, str) and answer.strip())


def keep_answers(
    actor: Actor, case: Case, run: int, step: str, answers: Mapping[str, tuple[Form | None, Values]], *, final: bool
) -> None:
    """Write the answers of each form. A draft is replaced by the next save, a final one is kept for good."""
    if final:
        execute_later(drafts_of(case.pk, run, step))
    for key, (form, values) in answers.items():
        if not final:
            Answers.objects.filter(case=case, run=run, step=step, form=key, final=False).delete()
        row = Answers(
            id=uuid4(),
            case=case,
            envelope=case.envelope,
            run=run,
            step=step,
            form=key,
            form_version=form.version if form else 0,
            asked=keep_wording(form, at=actor.at) if form else "",
            final=final,
            saved_at=actor.at,
            saved_by_id=actor.id,
        )
        row.values = dict(values)
        row.save(force_insert=True)


@deletion
def drafts_of(case: UUID, run: int, step: str) -> QuerySet[Answers]:
    return Answers.objects.filter(case=case, run=run, step=step, final=False)
