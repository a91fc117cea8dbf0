# SPDX-License-Identifier: AGPL-3.0-or-later
"""Moves on clocks: pause, resume, extend."""

from __future__ import annotations

from teduh.procedure import clocks
from teduh.procedure.decide import rules
from teduh.procedure.decide.moves import Extend, Pause, Resume
from teduh.procedure.events import Event, Extended, Paused, Resumed
from teduh.procedure.problems import Refusal
from teduh.procedure.state import State


def pause(state: State, move: Pause, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 24: only reasons that some promise names in `jeda`."""
    run = rules.running(state, move.run)
    if isinstance(run, Refusal):
        return run
    allowed = {reason for promise in clocks.promises(run, state) for reason in promise.pauses}
    if move.reason not in allowed:
        return rules.refusal(
            "24",
            "Standar ini tidak mengizinkan jeda dengan alasan itu",
            "This standard allows no pause for that reason",
        )
    if any(reason == move.reason and until is None for reason, _, until in run.pauses):
        return ()
    return rules.not_before(situation.at, run.opened_at) or (
        Paused(at=situation.at, run=move.run, by=situation.by, reason=move.reason),
    )


def resume(state: State, move: Resume, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 24."""
    run = rules.running(state, move.run)
    if isinstance(run, Refusal):
        return run
    since = [since for _, since, until in run.pauses if until is None]
    if not since:
        return rules.refusal("24", "Tidak ada jeda yang berjalan", "No pause is running")
    return rules.not_before(situation.at, max(since)) or (Resumed(at=situation.at, run=move.run, by=situation.by),)


def extend(state: State, move: Extend, situation: rules.Situation) -> tuple[Event, ...] | Refusal:
    """Point 25: before the due time, by the named role, as often as the standard says, with the reason."""
    run = rules.running(state, move.run)
    if isinstance(run, Refusal):
        return run
    promise = next((one for one in clocks.promises(run, state) if one.key == move.promise), None)
    if promise is None or promise.extension is None:
        return rules.refusal("25", "Janji ini tidak dapat diperpanjang", "This promise cannot be extended")
    if len(run.extensions.get(move.promise, ())) >= promise.extension.times:
        return rules.refusal("25", "Janji ini sudah diperpanjang", "This promise was extended already")
    by = promise.extension.by
    if by and not any(party.outside or party.role == situation.by for party in by):
        names = ", ".join(party.name for party in by)
        return rules.refusal("25", f"Hanya {names} yang dapat memperpanjang", f"Only {names} may extend it")
    refused = rules.reason(situation, "25")
    if refused:
        return refused
    if situation.time is not None:
        read = clocks.read(state, at=situation.at, time=situation.time)
        clock = next(one for one in read if (one.run, one.key, one.version) == (move.run, move.promise, 0))
        if not clock.running:
            return rules.refusal("25", "Jam janji ini tidak berjalan", "The clock of this promise does not run")
        if clock.due_at is not None and situation.at > clock.due_at:
            return rules.refusal("25", "Jatuh temponya sudah lewat", "It is already past its due time")
    return (Extended(at=situation.at, run=move.run, by=situation.by, promise=move.promise),)
