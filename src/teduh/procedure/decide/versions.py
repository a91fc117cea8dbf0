# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moving a run to a newer version of its standard (point 30)."""

from __future__ import annotations

from teduh.procedure import flow, safeguards
from teduh.procedure.decide import rules
from teduh.procedure.decide.moves import ChangeVersion
from teduh.procedure.events import Event, Moved
from teduh.procedure.flow import Plan
from teduh.procedure.problems import Refusal
from teduh.procedure.state import RunState, State
from teduh.procedure.state.moving import goes_on


def change_version(state: State, move: ChangeVersion, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """By a superior, with a reason. That a second person proposed it is the caller's to see to."""
    return rules.superior(situation, "30") or propose_version(state, move, situation)


def propose_version(state: State, move: ChangeVersion, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """The same but for the superior: what somebody may propose."""
    run = rules.running(state, move.run)
    if isinstance(run, Refusal):
        return run
    if move.version <= run.standard.version:
        return rules.refusal(
            "30",
            f"Kasus ini sudah mengikuti versi {run.standard.version}. Pilih versi yang lebih baru",
            f"This case follows version {run.standard.version} already. Choose a newer one",
        )
    event = Moved(
        at=situation.at,
        run=move.run,
        by=situation.by,
        standard=run.standard.code,
        version=move.version,
        before=run.standard.version,
        procedure=run.procedure.key,
        steps=move.steps,
    )
    ground = state.standards(event)
    if ground is None:
        return rules.refusal(
            "30",
            f"Versi {move.version} tidak terbit, atau tidak memuat prosedur ini",
            f"Version {move.version} is not published, or lacks this procedure",
        )
    latest = max(event.at for _, event in state.standing if event.run == move.run)
    return (
        rules.reason(situation, "30")
        or rules.not_before(situation.at, latest)
        or safeguards.service(ground[0], ground[1].steps, state.facts)
        or _mapping(run, flow.lay_out(ground[1]), dict(move.steps), move)
        or (event,)
    )


def _mapping(run: RunState, plan: Plan, steps: dict[str, str], move: ChangeVersion) -> Refusal | None:
    """Every step exists, each becomes one step, its result exists there too, and no begun work is lost (point 5)."""
    for old, new in move.steps:
        if old not in run.steps or new not in plan.number:
            missing = old if old not in run.steps else new
            return rules.refusal("30", f'Tidak ada langkah "{missing}"', f'There is no step "{missing}"', missing)
    if len({new for _, new in move.steps}) < len(move.steps) or len(steps) < len(move.steps):
        return rules.refusal(
            "30", "Satu langkah hanya menjadi satu langkah", "One step becomes one step, and no two become the same"
        )
    for key in run.begun:
        if key not in steps:
            name = run.procedure.steps[run.plan.number[key]].name
            return rules.refusal(
                "30",
                f'"{name}" sudah dimulai. Pasangkan, selesaikan, atau hentikan dahulu',
                f'"{name}" was started. Map it, finish it, or break it off first',
                key,
            )
    for old, new in move.steps:
        outcome = run.steps[old].outcome
        if outcome and not goes_on(plan, new, outcome):
            name = plan.procedure.steps[plan.number[new]].name
            return rules.refusal(
                "30",
                f'"{name}" pada versi baru tidak mengenal hasil "{outcome}". Biarkan tanpa pasangan: langkah diulang',
                f'"{name}" of the newer version has no outcome "{outcome}". Leave it unmapped: the step is done again',
                old,
            )
    return None
