# SPDX-License-Identifier: AGPL-3.0-or-later
"""What follows from results and facts: statuses, ends, requirements."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from teduh.procedure import flow
from teduh.procedure.flow import Facts
from teduh.procedure.problems import Message
from teduh.procedure.standard.model import Effect, Requirement, RequirementKind
from teduh.procedure.state.values import End, RunState, Status, StepState


def settle(run: RunState, facts: Facts, at: datetime) -> RunState:
    """Compute every step's status anew; keep the steps that stand as they stood."""
    plan = run.plan
    now = tuple(run.steps.values())
    over = flow.passed_over(plan, facts)
    begun = [index for index, step in enumerate(now) if step.started_at is not None and not step.outcome]
    found = flow.statuses(plan, [step.outcome for step in now], facts, begun=begun, held=run.held, over=over)
    end = run.end
    if run.over:
        # The end cancels whatever is not done (point 8); a case never runs on behind its end.
        found = [Status.DROPPED if status in _CANCELLED else status for status in found]
    else:
        end = _natural_end(run, found, at)
    steps: dict[str, StepState] = {}
    changed = False
    for index, (step, status) in enumerate(zip(now, found, strict=True)):
        why = over.get(index) if status is Status.PASSED else None
        if step.status is not status or step.why is not why:
            changed = True
            steps[step.key] = _restated(run, index, step, status, why, at)
        else:
            steps[step.key] = step
    if not changed and end is run.end:
        return run
    return replace(run, steps=steps if changed else run.steps, end=end)


_CANCELLED = frozenset({Status.WAITING, Status.OPEN})


def _natural_end(run: RunState, found: list[Status], at: datetime) -> End | None:
    """Point 9. A reading, like every condition: where a fact opens a step again, the procedure is not complete."""
    if not flow.ends_by_itself(found):
        return None
    if run.end is not None:
        return run.end
    last = max((step.finished_at for step in run.steps.values() if step.finished_at), default=at)
    return End(Effect.COMPLETED, max(at, last))


def _restated(
    run: RunState,
    index: int,
    step: StepState,
    status: Status,
    why: Message | None,
    at: datetime,
) -> StepState:
    if status is step.status:
        return replace(step, why=why)
    if status is Status.OPEN:
        opened = max((at, *_predecessors_finished(run, index)))
        return replace(step, status=status, opened_at=opened, changed_at=opened, why=why)
    if status is Status.DONE:
        return replace(step, status=status, changed_at=step.finished_at, why=why)
    return replace(step, status=status, opened_at=None, changed_at=at, why=why)


def _predecessors_finished(run: RunState, index: int) -> list[datetime]:
    found = []
    for other, _ in run.plan.links[index]:
        finished = run.steps[run.plan.keys[other]].finished_at
        if finished is not None:
            found.append(finished)
    return found


def count_requirements(run: RunState, facts: Facts, at: datetime) -> RunState:
    """Where each requirement stands, and the moment at which they became complete (point 19)."""
    if run.complaint or not run.standard.requirements:
        return run if run.complete_at else replace(run, complete_at=run.opened_at)
    found: dict[str, str] = {}
    complete = True
    for requirement in run.standard.requirements:
        if requirement.procedure not in ("", run.procedure.key):
            continue
        carried = _carried(run, requirement)
        said = _requirement_stands(run, requirement, facts, carried)
        found[requirement.key] = said
        if said == "missing" and requirement.mandatory and not carried:
            complete = False
    complete_at = run.complete_at
    if complete and complete_at is None:
        met = [when for said, when in run.marks.values() if said != "invalid"]
        complete_at = max((run.opened_at, at, *met))
    return replace(run, requirements=found, complete_at=complete_at)


def _carried(run: RunState, requirement: Requirement) -> tuple[str, ...]:
    """Keys of the steps that obtain it (`formulir`, `memperoleh`); the complete file does not wait for those."""
    keys = {requirement.key, *(one.key for one in requirement.alternatives)}
    return tuple(
        step.key
        for step in run.procedure.steps
        if not keys.isdisjoint(step.obtains)
        or (requirement.kind is RequirementKind.FORM and not keys.isdisjoint(step.forms))
    )


def _requirement_stands(run: RunState, requirement: Requirement, facts: Facts, carried: tuple[str, ...]) -> str:
    if not flow.true(requirement.condition, facts):
        return ""
    if requirement.kind is RequirementKind.REFERENCE:
        return "met"  # the office's own book on its own shelf
    for key in (requirement.key, *(one.key for one in requirement.alternatives)):
        said = run.marks.get(key, ("", None))[0]
        if said in ("met", "waived"):
            return said
    if run.marks.get(requirement.key, ("", None))[0] != "invalid":
        for key in carried:
            step = run.steps[key]
            if step.outcome and not step.not_needed:
                return "obtained"
    return "missing"
