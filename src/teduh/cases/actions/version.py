# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moving a case to a newer version of its standard (point 30): one person proposes it, a superior who is another person
carries it out. Publishing a version touches no running case; only this does."""

from __future__ import annotations

from teduh.accounts.access import may
from teduh.cases import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.cases.actions.moving import make_moves, speaks_as
from teduh.cases.models import Answers, Case
from teduh.cases.queries.history import history_of
from teduh.cases.queries.progress import state_of
from teduh.cases.queries.versions import Proposal, newer_version, proposal_in
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.procedure import decide
from teduh.procedure.problems import Message, Refusal
from teduh.procedure.standard.model import Standard
from teduh.procedure.state import RunState, State

Pairs = tuple[tuple[str, str], ...]


@action("case.version.proposed", may=may("case.version.propose"))
def propose_version(actor: Actor, case: Case, *, version: int, steps: Pairs, reason: str, run: int = 1) -> None:
    """`steps` pairs what was done or begun with steps of the newer version; what is still to come is paired by name, so
    that a promise until then keeps its end. Proposing again replaces the proposal before."""
    state = state_of(case)
    offered = newer_version(case, state.runs[run], at=actor.at) if run in state.runs else None
    pairs = with_same_names(state.runs[run], offered.standard, steps) if offered else steps
    move = decide.ChangeVersion(version, pairs, run=run)
    refused = decide.propose(state, move, at=actor.at, by=speaks_as(actor), has_reason=bool(reason.strip()))
    if refused is not None:
        raise Refused(refused)
    if offered is None or offered.version != version:
        raise Refused(
            Refusal("30", Message(f"Versi {version} tidak sedang berlaku.", f"Version {version} is not in force."))
        )
    record(
        data={
            "run": run,
            "version": version,
            "before": state.runs[run].standard.version,
            "steps": [list(pair) for pair in move.steps],
        },
        payload={"reason": reason},
    )


def with_same_names(run: RunState, newer: Standard, steps: Pairs) -> Pairs:
    """These pairs, and each step that nobody has begun with the newer step of its name."""
    procedure = newer.procedure(run.procedure.key)
    free = {step.key for step in procedure.steps} - {new for _, new in steps} if procedure else set()
    named = {old for old, _ in steps}
    same = [
        (key, key)
        for key, now in run.steps.items()
        if key in free and key not in named and not now.outcome and now.started_at is None
    ]
    return (*steps, *same)


@action("case.version.withdrawn", may=may("case.version.propose"))
def withdraw_proposal(actor: Actor, case: Case, *, reason: str) -> None:
    """The proposer thinks again, or a superior says no."""
    proposal = standing(case)
    if proposal.reference != actor.reference and actor.roles.isdisjoint(decide.SUPERIORS):
        raise Refused(
            Refusal(
                "30",
                Message(
                    "Hanya yang mengusulkan atau atasan yang dapat menarik usulan.",
                    "Only who proposed it or a superior may withdraw it.",
                ),
            )
        )
    record(data={"run": proposal.run, "version": proposal.version}, payload={"reason": reason})


@action("case.version.moved", may=may("case.version.move"))
def move_version(actor: Actor, case: Case, *, reason: str, version: int = 0) -> State:
    """Carry out what was proposed, as it was proposed. `version`, where given, is the one that the actor read of."""
    proposal = standing(case)
    if proposal.reference == actor.reference:
        raise Refused(
            Refusal(
                "30",
                Message(
                    "Anda yang mengusulkan. Atasan lain yang memutuskan: dua orang memindahkan kasus.",
                    "You proposed it. Another superior decides: it takes two people to move a case.",
                ),
            )
        )
    if version not in (0, proposal.version):
        raise Refused(Refusal("30", Message("Usulannya sudah berganti.", "The proposal has changed.")))
    move = decide.ChangeVersion(proposal.version, proposal.steps, run=proposal.run)
    data = {"run": proposal.run, "version": proposal.version, "proposed_by": proposal.reference}
    state = make_moves(actor, case, [move], reason=reason, data=data)
    carry_answers(case, proposal)
    return state


def standing(case: Case) -> Proposal:
    proposal = proposal_in(history_of(case))
    if proposal is None:
        raise Refused(
            Refusal(
                "30",
                Message(
                    "Tidak ada usulan yang berlaku. Usulan gugur bila sesudahnya ada langkah yang dikerjakan.",
                    "No proposal stands. It lapses when a step is taken after it.",
                ),
            )
        )
    return proposal


def carry_answers(case: Case, proposal: Proposal) -> None:
    """What was answered at a step goes with it to its new name. All are found first: two steps may change names."""
    rows = {
        new: list(Answers.objects.filter(case=case, run=proposal.run, step=old).values_list("pk", flat=True))
        for old, new in proposal.steps
        if old != new
    }
    for new, keys in rows.items():
        Answers.objects.filter(pk__in=keys).update(step=new)
