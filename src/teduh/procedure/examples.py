# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule C37: the examples of a standard pass, and together they show every step and every end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from teduh.procedure import stories
from teduh.procedure.problems import Problem
from teduh.procedure.standard.faults import Faults
from teduh.procedure.standard.model import Procedure, Standard
from teduh.procedure.standard.parse import Loaded
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.standard.walk import explore


def check_examples(
    loaded: Loaded,
    examples: Mapping[str, bytes],
    *,
    vocabulary: Vocabulary,
    holidays: frozenset[date] = frozenset(),
) -> tuple[Problem, ...]:
    """Rule C37: play every example (file name to content). What fails is an error; what none shows is a warning."""
    standard = loaded.standard
    if standard is None or not standard.procedures:
        return ()
    office_time = stories.usual_time(standard, vocabulary, holidays=holidays)
    found: list[Problem] = []
    played: list[stories.Played] = []
    for file, source in examples.items():
        read, problems = stories.read(source, file=file, vocabulary=vocabulary)
        found.extend(problems)
        played.extend(stories.play(standard, story, office_time=office_time) for story in read)
    found.extend(failure for one in played for failure in one.failures)
    return (*(_as_rule(problem) for problem in found), *_not_shown(loaded, standard, played))


def _as_rule(problem: Problem) -> Problem:
    """A story's own fault, under the number of this rule; the reader's faults keep theirs."""
    return problem if problem.rule.startswith("C") else replace(problem, rule="C37")


def _not_shown(loaded: Loaded, standard: Standard, played: Iterable[stories.Played]) -> tuple[Problem, ...]:
    faults = Faults(loaded.file)
    shown = list(played)
    if not shown:
        faults.add(
            "C37",
            0,
            "standar ini belum punya contoh. Tulis cerita di folder examples/ di sebelahnya",
            "this standard has no examples. Write stories in the folder examples/ beside it",
            warning=True,
        )
        return faults.sorted()
    missing = stories.uncovered(standard, shown)
    procedures = {one.key: one for one in standard.procedures}
    for key, step_key in missing.steps:
        step = procedures[key].step(step_key)
        if step is not None:
            faults.add(
                "C37",
                step.line,
                f"tidak ada contoh yang membuka “{step.name}”. Tambahkan cerita yang sampai ke sana",
                f"no example opens “{step.name}”. Add a story that comes there",
                warning=True,
            )
    for key, step_key, outcome_key in missing.ends:
        step = procedures[key].step(step_key)
        outcome = step.outcome(outcome_key) if step else None
        if step is not None and outcome is not None:
            faults.add(
                "C37",
                outcome.line or step.line,
                f"tidak ada contoh yang berakhir dengan “{step.name} = {outcome.name}”. Tambahkan cerita untuk itu",
                f"no example ends by “{step.name} = {outcome.name}”. Add a story for it",
                warning=True,
            )
    for procedure in standard.procedures:
        if not _ends_by_itself(procedure, shown) and explore(standard, procedure).natural:
            faults.add(
                "C37",
                procedure.line,
                "tidak ada contoh yang berjalan sampai langkah terakhir. Tambahkan cerita yang tuntas",
                "no example goes to the last step. Add a story that comes to the end",
                warning=True,
            )
    return faults.sorted()


def _ends_by_itself(procedure: Procedure, played: Iterable[stories.Played]) -> bool:
    return any((procedure.key, "", "") in one.ends for one in played)
