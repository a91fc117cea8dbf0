# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where reader, parser and checker put what they find, so that the author sees every problem in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from teduh.procedure.problems import Message, Problem


@dataclass(slots=True)
class Faults:
    """The problems found so far in one file."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, rule: str, line: int, indonesian: str, english: str, *, warning: bool = False) -> None:
        message = Message(*(said.replace("`?. ", "`? ") for said in (indonesian, english)))  # a guess, then the remedy
        self.found.append(Problem(self.file, line, rule, message, warning))

    def sorted(self) -> tuple[Problem, ...]:
        """By line, then by rule; each said once."""
        return tuple(sorted(set(self.found), key=_place))

    def has(self, rules: Iterable[str]) -> bool:
        """Whether one of these rules is broken (warnings do not count)."""
        wanted = set(rules)
        return any(problem.rule in wanted and not problem.warning for problem in self.found)


def _place(problem: Problem) -> tuple[int, int, str]:
    number = problem.rule.removeprefix("C")
    return problem.line, int(number) if number.isdigit() else 0, problem.remedy.id
