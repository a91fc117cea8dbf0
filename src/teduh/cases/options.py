# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be done to a case beside its steps, as the rules stand now: asked of the core, so that no button is offered
which the rules would refuse."""

from __future__ import annotations

from collections.abc import Iterable

from teduh.cases.queries.progress import Progress
from teduh.lib.wording import Language
from teduh.procedure import clocks, decide, legal
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.slugs import words
from teduh.procedure.state import RunState, State
from teduh.standards.words import sentence


def running(state: State) -> list[RunState]:
    return [run for run in state.runs.values() if run.end is None]


def pauses(state: State) -> list[tuple[str, str]]:
    """(`run|reason`, words) of every pause that a promise allows and that does not run already."""
    found: dict[str, str] = {}
    for run in running(state):
        paused = {reason for reason, _, until in run.pauses if until is None}
        for promise in clocks.promises(run, state):
            for reason in promise.pauses:
                if reason not in paused:
                    found[f"{run.number}|{reason}"] = words(reason)
    return list(found.items())


def resumable(state: State) -> list[tuple[int, str]]:
    """(run, reason in words) of every pause that runs."""
    return [(run.number, words(reason)) for run in running(state) for reason, _, until in run.pauses if until is None]


def extensions(progress: Progress, by: str) -> list[tuple[str, str]]:
    """(`run|promise`, the promise's words) of every promise that this role may extend now."""
    found = []
    for run in running(progress.state):
        for promise in clocks.promises(run, progress.state):
            move = decide.Extend(promise.key, run=run.number)
            if promise.extension is not None and allowed(progress, move, by):
                found.append((f"{run.number}|{promise.key}", promise.text))
    return found


def procedures(state: State) -> list[tuple[str, str]]:
    """(key, name) of the standard's procedures where it has several: one more may be started in the same case."""
    first = state.runs[min(state.runs)]
    standard = first.standard
    if first.complaint or len(standard.procedures) < 2:
        return []
    return [(procedure.key, procedure.name) for procedure in standard.procedures]


def correctable(progress: Progress, numbers: Iterable[int], roles: frozenset[str]) -> int | None:
    """The number of the event to withdraw so that a press is taken back; None where the rules do not let it."""
    events = progress.state.events
    for number in numbers:
        by = events[number - 1].by if number <= len(events) else ""
        if by in roles and allowed(progress, decide.Correct(number), by):
            return number
    return None


def duties(progress: Progress, language: Language) -> list[tuple[str, str]]:
    """(`clock|fact`, what is due and its article) of the law's clocks that run and end by a fact. Where several facts
    end one, each is a choice."""
    found = []
    for clock in progress.clocks:
        term = legal.TERMS.get(clock.key) if clock.legal and clock.running else None
        for fact in term.until if term else ():
            assert term is not None  # the loop is empty else
            which = f": {legal.LEGAL_FACTS[fact].text(language)}" if len(term.until) > 1 else ""
            found.append((f"{term.key}|{fact}", f"{term.name.text(language)}{which} ({term.article})"))
    return found


def beginnings(progress: Progress, language: Language) -> list[tuple[str, str]]:
    """(fact, its words) of what is not known yet and would begin a clock of the law in a case of these facts."""
    facts = progress.state.facts
    starting = {term.since for term in legal.LEGAL_TERMS if term.applies(facts)}
    return [
        (fact, sentence(words.text(language)))
        for fact, words in legal.LEGAL_FACTS.items()
        if fact in starting and not facts.get(fact)
    ]


def allowed(progress: Progress, move: decide.Move, by: str) -> bool:
    decided = decide.decide(
        progress.state, move, at=progress.at, by=by, has_reason=True, now=progress.at, time=progress.time
    )
    return bool(decided) and not isinstance(decided, Refusal)
