# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case's procedure as people see it: the line, the same as text, and what may come of a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from teduh.accounts import roles
from teduh.lib.wording import DAYS, Language, date_words, time_words
from teduh.procedure import clocks, flow
from teduh.procedure.calendar import WorkingCalendar
from teduh.procedure.decide.steps import reasoned
from teduh.procedure.standard.model import Activity, Effect, MomentKind, Outcome, Step
from teduh.procedure.state import Clock, ClockStatus, RunState, Status, StepState
from teduh.standards import words


@dataclass(frozen=True, slots=True)
class StepView:
    """One step on the line. `state`: done, open, back, skip, todo. `sub`: one short line; `text`: as published."""

    key: str
    run: int
    number: int
    name: str
    state: str
    sub: str
    text: str
    who: str


def language() -> Language:
    return "en" if get_language() == "en" else "id"


def line_of(run: RunState, calendar: WorkingCalendar, *, at: datetime, takers: Mapping[int, str]) -> list[StepView]:
    """Every step of a run in the file's order. `takers` names who recorded the event of that number."""
    return [
        StepView(
            key=step.key,
            run=run.number,
            number=place,
            name=step.name,
            state=state_of(now),
            sub=sub_of(step, now, calendar, at),
            text=step.text,
            who=takers.get(now.event, ""),
        )
        for place, (step, now) in enumerate(zip(run.procedure.steps, run.steps.values(), strict=True), start=1)
    ]


def state_of(now: StepState) -> str:
    if now.status is Status.DONE:
        return "skip" if now.not_needed else "done"
    if now.status is Status.OPEN:
        return "back" if now.returned else "open"
    return "skip" if now.status in (Status.PASSED, Status.DROPPED) else "todo"


def sub_of(step: Step, now: StepState, calendar: WorkingCalendar, at: datetime) -> str:
    match now.status:
        case Status.DONE if now.not_needed:
            return _("Tidak perlu")
        case Status.DONE:
            outcome = step.outcome(now.outcome)
            said = outcome.name if outcome and len(step.outcomes) > 1 else _("selesai")
            when = f", {day_and_hour(now.finished_at, calendar, at)}" if now.finished_at else ""
            return f"{words.sentence(said)}{when}"
        case Status.OPEN if now.returned:
            return _("Dikembalikan")
        case Status.OPEN if now.begun and now.started_at:
            return _("Dikerjakan sejak %s") % day_and_hour(now.started_at, calendar, at)
        case Status.OPEN:
            return _("Terbuka")
        case Status.PASSED:
            return _("Dilewati: %s") % why_passed(step, now) if now.why else _("Dilewati")
        case Status.DROPPED:
            return _("Tidak ditempuh")
    return _("Nanti")


def why_passed(step: Step, now: StepState) -> str:
    """The condition in the words of the standard, or the safeguard with its article."""
    plain = flow.condition_in_words(step.condition) if step.condition else None
    if step.condition and now.why == plain:
        return _("hanya %s") % words.condition(step.condition)
    return now.why.text(language()) if now.why else ""


def day_and_hour(moment: datetime, calendar: WorkingCalendar, at: datetime) -> str:
    """`10.20` today, `Sen 08.12` within the last week, `20 November 2026 16.00` otherwise."""
    local, today = moment.astimezone(calendar.zone), at.astimezone(calendar.zone).date()
    hour = time_words(local, language())
    away = (today - local.date()).days
    if away == 0:
        return hour
    if 0 < away < 7:
        return f"{DAYS[language()][local.weekday()][:3]} {hour}"
    return f"{date_words(local.date(), language())} {hour}"


# What may come of a step --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One result to choose: its name, what follows, whether it ends the case, sends back, wants a reason."""

    key: str
    name: str
    follows: str
    ends: bool
    returns: bool
    reasoned: bool


def outcomes_of(run: RunState, step: Step) -> list[OutcomeView]:
    return [
        OutcomeView(
            key=outcome.key,
            name=name_of(step, outcome),
            follows=follows_of(run, step, outcome),
            ends=flow.ends_case(outcome),
            returns=outcome.effect in (Effect.RETURN, Effect.REPEAT),
            reasoned=reasoned(step, outcome),
        )
        for outcome in step.outcomes
    ]


def name_of(step: Step, outcome: Outcome) -> str:
    """The result's own name; what an approval means, where the standard gives it none."""
    if outcome.key == "selesai" and step.activity is Activity.INITIAL:
        return _("Setuju dan paraf")
    if outcome.key == "selesai" and step.activity is Activity.SIGN:
        return _("Setuju dan tanda tangani")
    return words.sentence(outcome.name)


def follows_of(run: RunState, step: Step, outcome: Outcome) -> str:
    """What this result does, in plain words."""
    if flow.ends_case(outcome):
        return _("Kasus berakhir: %s.") % words.effect(outcome.effect).lower()
    if outcome.effect in (Effect.RETURN, Effect.REPEAT):
        target = run.procedure.step(outcome.target)
        name = target.name if target else outcome.target
        if outcome.effect is Effect.REPEAT:
            return _("Diulang dari “%s”.") % name
        return _("Kembali ke “%s” untuk diperbaiki.") % name
    linked = [
        index
        for index, other in enumerate(run.procedure.steps)
        if any(link.step == step.key and link.outcome in ("", outcome.key) for link in other.after)
    ]
    # What waits for another of these steps as well does not open yet.
    following = [
        run.procedure.steps[index].name
        for index in linked
        if run.procedure.steps[index].after_any or run.plan.above[index].isdisjoint(linked)
    ]
    return _("Lanjut ke %s.") % words.all_of(f"“{name}”" for name in following) if following else ""


def who_may(step: Step, roles_held: tuple[str, ...], assigned: str = "") -> str:
    """`psikolog atau pekerja sosial`; the person where the step is assigned to one."""
    return assigned or words.either(roles.label(role).lower() for role in roles_held)


def late_clocks(found: tuple[Clock, ...], run: RunState, step: Step) -> list[Clock]:
    """Promises that this step keeps late, or kept late when it was started: their cause is asked (point 27)."""
    return [
        clock
        for clock in found
        if clock.run == run.number
        and clock.status is ClockStatus.MISSED
        and clock.promise is not None
        and (ends_here(clock, step) or (clock.running and last_of(run, step)))
    ]


def ends_here(clock: Clock, step: Step) -> bool:
    promise = clock.promise
    return bool(
        promise and promise.until.kind in (MomentKind.STARTED, MomentKind.FINISHED) and promise.until.step == step.key
    )


def last_of(run: RunState, step: Step) -> bool:
    """Whether the procedure is over once this step is done: nothing else is open or still to come."""
    waiting = (Status.OPEN, Status.WAITING)
    return not any(now.status in waiting for key, now in run.steps.items() if key != step.key)


def kept_by_starting(found: tuple[Clock, ...], run: RunState, step: Step) -> Clock | None:
    """The promise that is kept by starting this step, if one runs: then starting is what presses."""
    running = [
        clock
        for clock in found
        if clock.run == run.number
        and clock.running
        and ends_here(clock, step)
        and clock.promise is not None
        and clock.promise.until.kind is MomentKind.STARTED
    ]
    return clocks.next_due(running) or (running[0] if running else None)


def verb_of(activity: str) -> str:
    """`Isi asesmen`, `Putuskan`: what pressing the button of a step leads to."""
    return {
        "submit": _("Catat pengajuan"),
        "receive": _("Catat penerimaan"),
        "record": _("Catat"),
        "verify": _("Periksa"),
        "identify": _("Identifikasi"),
        "dispose": _("Isi disposisi"),
        "assign": _("Tugaskan"),
        "invite": _("Undang"),
        "inform": _("Beri informasi"),
        "interview": _("Catat wawancara"),
        "gather": _("Catat data"),
        "investigate": _("Catat investigasi"),
        "mediate": _("Catat mediasi"),
        "assess": _("Isi asesmen"),
        "plan": _("Susun rencana"),
        "consent": _("Catat persetujuan"),
        "coordinate": _("Catat koordinasi"),
        "outreach": _("Catat penjangkauan"),
        "serve": _("Catat layanan"),
        "shelter": _("Catat penampungan"),
        "refer": _("Rujuk"),
        "transfer": _("Limpahkan"),
        "decide": _("Putuskan"),
        "draft": _("Susun surat"),
        "initial": _("Periksa dan paraf"),
        "sign": _("Tanda tangani"),
        "deliver": _("Serahkan"),
        "respond": _("Susun tanggapan"),
        "feedback": _("Catat umpan balik"),
        "report": _("Susun laporan"),
        "monitor": _("Catat pantauan"),
        "close": _("Tutup layanan"),
    }.get(activity, _("Kerjakan"))
