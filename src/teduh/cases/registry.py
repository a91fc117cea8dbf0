# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the case's pages need of the parts above: `letters` makes and lists papers, `intake` adds to Desk and keeps the
original reports.

They register themselves when their app is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from teduh.cases.models import Case
    from teduh.journal.actor import Actor
    from teduh.procedure.forms import Form


class Make(Protocol):
    def __call__(
        self, actor: Actor, case: Case, /, *, run: int, step: str, product: str, answers: Mapping[str, Any]
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One version of a paper, as the case page lists it. `latest` is false for a version that a newer one replaced."""

    title: str
    address: str
    run: int
    step: str
    version: int
    made_at: datetime
    made_by: str
    latest: bool


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """`asks(product)` is the form of a paper's fields; `make` makes and keeps it, within the caller's action.

    `title(product)` is its name for people; `papers_of(case)` lists what was made, the newest first.
    """

    asks: Callable[[str], Form | None]
    make: Make
    title: Callable[[str], str]
    papers_of: Callable[[Case], list[PaperRow]]


_makers: list[PaperMaker] = []


def register_paper_maker(maker: PaperMaker) -> None:
    _makers[:] = [maker]


def paper_maker() -> PaperMaker:
    """The one maker. Raises LookupError where the app `letters` is not installed."""
    if not _makers:
        raise LookupError("no maker of papers is registered")
    return _makers[0]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Something that waits on Desk and is no step of a case: what, a second line, where it is done, and what is wrong
    with it, in words."""

    title: str
    note: str
    address: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DeskPanel:
    """Rows beside the steps, under a heading. A panel without rows is not shown."""

    title: str
    rows: tuple[DeskRow, ...]


_panels: list[Callable[[Actor], DeskPanel]] = []


def register_desk_panel(panel: Callable[[Actor], DeskPanel]) -> None:
    """Add a panel: a function of the actor, of a constant number of queries, that shows only what the actor may see."""
    if panel not in _panels:
        _panels.append(panel)


def desk_panels(actor: Actor) -> list[DeskPanel]:
    return [panel for panel in (make(actor) for make in _panels) if panel.rows]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that the case came of, or that joined it: how it came, a second line, and where its original is read."""

    title: str
    note: str
    address: str


_originals: list[Callable[[Case], list[ReportRow]]] = []


def register_originals(originals: Callable[[Case], list[ReportRow]]) -> None:
    """Say where the original reports of a case are: one query for a case, whatever their number."""
    _originals[:] = [originals]


def originals_of(case: Case) -> list[ReportRow]:
    return [row for originals in _originals for row in originals(case)]
