# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every rule of the checker looks at: the parsed standard, its lines, and what the catalogue knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from teduh.procedure.standard import yaml
from teduh.procedure.standard.faults import Faults
from teduh.procedure.standard.model import Effect, Procedure, Promise, Standard, Step
from teduh.procedure.standard.parse_steps import Written
from teduh.procedure.standard.slugs import nearest
from teduh.procedure.standard.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Subject:
    """One parsed file under examination. Rules add what they find to `faults`."""

    standard: Standard
    root: yaml.Mapping
    steps: Written
    vocabulary: Vocabulary
    faults: Faults

    def procedures(self) -> tuple[Procedure, ...]:
        """Every procedure, that for complaints about the service included."""
        complaints = self.standard.complaints
        own = (complaints.procedure,) if complaints and complaints.procedure else ()
        return (*self.standard.procedures, *own)

    def every_step(self) -> Iterator[tuple[Procedure, int, Step]]:
        for procedure in self.procedures():
            for place, step in enumerate(procedure.steps):
                yield procedure, place, step

    def wrote(self, procedure: Procedure, step: Step, word: str) -> bool:
        """Whether the file itself says that keyword of the step."""
        block = self.steps.get((procedure.key, step.key))
        return block is not None and word in block

    def line(self, procedure: Procedure, step: Step, word: str = "langkah") -> int:
        """The line of that keyword of the step; the step's own where it is not written."""
        block = self.steps.get((procedure.key, step.key))
        return block.line_of(word) if block else step.line

    def promise_line(self, promise: Promise, *words: str) -> int:
        """The line of the first of those keywords that the promise writes; the promise's own where it writes none."""
        place = int(promise.key.removeprefix("janji-")) - 1
        block = yaml.items(self.root.get("jangka waktu"))[place]
        written = [word for word in words if isinstance(block, yaml.Mapping) and word in block]
        return block.line_of(written[0]) if written and isinstance(block, yaml.Mapping) else promise.line

    def head_line(self, word: str) -> int:
        return self.root.line_of(word)


def ancestors(procedure: Procedure) -> Mapping[str, frozenset[str]]:
    """For each step, every step on the lines that lead to it."""
    found: dict[str, frozenset[str]] = {}
    for step in procedure.steps:
        before = [link.step for link in step.after if link.step in found]
        found[step.key] = frozenset(before).union(*(found[key] for key in before))
    return found


def proceeding(step: Step) -> tuple[str, ...]:
    """Names of the outcomes after which the line goes on."""
    return tuple(outcome.name for outcome in step.outcomes if outcome.effect is Effect.PROCEED)


def maybe(name: str, known: Mapping[str, str]) -> tuple[str, str]:
    """`. Mungkin maksudnya X?` in both languages; `known` maps a slug to the name to show."""
    found = nearest(name, known)
    return (f". Mungkin maksudnya `{known[found]}`?", f". Perhaps you mean `{known[found]}`?") if found else ("", "")
