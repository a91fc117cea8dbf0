# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the measurements share: timing, and a table with limits."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows of words for people, and the limits that did not hold."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """One more row."""
        self.rows.append(tuple(str(cell) for cell in cells))

    def limit(self, what: str, value: float, at_most: float) -> None:
        """Hold a ratio against its promise."""
        if value > at_most:
            self.broken.append(f"{what}: {value:.2f}, promised at most {at_most:g}")

    def as_markdown(self) -> str:
        """The table, and below it what is broken."""
        lines = [f"| {' | '.join(self.columns)} |", f"|{'---|' * len(self.columns)}"]
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        lines += ["", *(f"BROKEN: {words}" for words in self.broken)] if self.broken else []
        return "\n".join(lines)


def quickest(run: Callable[[], object], *, times: int = 25) -> float:
    """The least disturbed of several runs: for comparing before and after, which cannot be taken in turn."""
    run()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return min(taken)


def seconds(run: Callable[[], object], *, times: int = 5) -> float:
    """The median of several runs, after one that warms up."""
    run()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
