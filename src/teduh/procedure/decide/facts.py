# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moves on what is known of the case: facts, risk, requirements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from teduh.procedure import safeguards
from teduh.procedure.decide import rules
from teduh.procedure.decide.moves import (
    CompleteRequirements,
    InvalidateRequirement,
    MeetRequirement,
    SetFact,
    SetRisk,
    WaiveRequirement,
)
from teduh.procedure.events import (
    Event,
    FactKnown,
    RequirementInvalid,
    RequirementMet,
    RequirementsComplete,
    RequirementWaived,
    RiskSet,
)
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Risk
from teduh.procedure.state import State
from teduh.procedure.state.values import SUGGESTED

FIXED_AT_OPENING = frozenset({"channel", "form", SUGGESTED})


def set_fact(state: State, move: SetFact, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Points 5 and 18. What stands in place of consent asks its reason; the channel is fixed at opening.

    What is known already is told once more: it stands though the first press be withdrawn (point 29).
    """
    name, _sign, client = move.name.partition("@")
    if name == "consent" and move.values:
        own = safeguards.of_client(state.facts, client) if client else {**state.facts, "clients": ()}
        refused = rules.giver(own, move.values, situation)
        if refused:
            return refused
    known_at = state.facts_at.get(move.name)
    if state.facts.get(move.name, ()) == move.values and (
        not move.values or move.name in FIXED_AT_OPENING or (known_at and situation.at < known_at)
    ):
        return ()
    if move.name == "risk":
        known = [risk for risk in Risk if risk.value in move.values]
        if not known:
            return rules.refusal("23", "Risiko tinggi, sedang, atau rendah", "Risk is high, medium or low")
        return set_risk(state, SetRisk(known[0]), situation)
    if move.name in FIXED_AT_OPENING and move.name in state.facts:
        return rules.refusal(
            "18",
            "Kanal tetap seperti saat laporan diterima",
            "The channel stays as it was when the report arrived",
        )
    return (known_at and rules.not_before(situation.at, known_at)) or (
        FactKnown(at=situation.at, by=situation.by, name=move.name, values=move.values),
    )


def set_risk(state: State, move: SetRisk, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 23: lowering keeps the old promise visible, with reason and person. Said again, it stands by itself.

    Where nobody has decided yet, what the answers to the report suggested counts as the level that is lowered.
    """
    if state.risk is move.risk and situation.at < state.risks[-1][1]:
        return ()
    refused = rules.not_before(situation.at, state.risks[-1][1]) if state.risks else None
    if not refused and lowers(state, move.risk):
        refused = None if move.reasoned else rules.reason(situation, "23")
    return refused or (RiskSet(at=situation.at, by=situation.by, risk=move.risk),)


def lowers(state: State, risk: Risk) -> bool:
    """Whether that level lies below the one that was decided, or, before anybody decided, suggested."""
    order, before = list(Risk), state.risk or state.suggested_risk
    return before is not None and order.index(risk) > order.index(before)


def on_requirement(
    event: type[RequirementMet | RequirementWaived | RequirementInvalid],
    *,
    reasoned: bool,
) -> Callable[[State, Any, rules.Situation], tuple[Event, ...] | Refusal]:
    """Points 19 and 20: a paper is brought, waived with a reason, or found invalid with a reason."""

    def decided(
        state: State,
        move: MeetRequirement | WaiveRequirement | InvalidateRequirement,
        situation: rules.Situation,
    ) -> tuple[Event, ...] | Refusal:
        run = rules.running(state, move.run)
        if isinstance(run, Refusal):
            return run
        alternatives = {key.key for one in run.standard.requirements for key in one.alternatives}
        if move.requirement not in run.requirements and move.requirement not in alternatives:
            return rules.refusal("19", "Tidak ada persyaratan dengan nama itu", "There is no requirement of that name")
        refused = rules.not_before(situation.at, run.opened_at) or (rules.reason(situation, "20") if reasoned else None)
        return refused or (event(at=situation.at, run=move.run, by=situation.by, requirement=move.requirement),)

    return decided


def complete(state: State, move: CompleteRequirements, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 19: an officer judges the file complete."""
    run = rules.running(state, move.run)
    if isinstance(run, Refusal):
        return run
    if run.complete_at is not None:
        return ()
    return rules.not_before(situation.at, run.opened_at) or (
        RequirementsComplete(at=situation.at, run=move.run, by=situation.by),
    )
