# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the case's pages need of the parts above: `letters` makes, lists and hands over papers and keeps dispositions,
`intake` adds to Desk and keeps the original reports.

They register themselves when their app is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from teduh.accounts.models import Staff
    from teduh.cases.actions.steps import Work
    from teduh.cases.answerviews import AnswerView
    from teduh.cases.models import Case
    from teduh.journal.actor import Actor
    from teduh.procedure.forms import Form
    from teduh.procedure.problems import Message, Refusal
    from teduh.procedure.standard.model import Step
    from teduh.procedure.state import RunState


class Hinder(Protocol):
    def __call__(
        self, case: Case, /, *, run: RunState, step: Step, products: Sequence[str], back: bool
    ) -> Refusal | None: ...


class Make(Protocol):
    def __call__(
        self, actor: Actor, case: Case, /, *, run: int, step: str, product: str, answers: Mapping[str, Any]
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was looked into and may be kept: PDF, JPEG or PNG."""

    data: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Handing:
    """What a step hands over: letters of which it is still asked how, and what is known of the others, in words."""

    waiting: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Every letter was handed over before, so that nothing is asked twice."""
        return bool(self.told) and not self.waiting


@dataclass(frozen=True, slots=True)
class LackingRow:
    """What a paper still lacks, in words, and where it is filled in; no address where that is not the reader's."""

    words: str
    address: str = ""


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
    letter: str = ""  # the address of the letter's own page: its way to the signature, its number, its deliveries
    state: str = ""  # in words; empty for a document that nobody signs
    number: str = ""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled form to be printed: what was asked and answered, the same in words, by whom, for which participant."""

    form: Form
    answers: Mapping[str, Any]
    sections: tuple[tuple[str, tuple[AnswerView, ...]], ...]
    saved_at: datetime
    saved_by: str
    whom: int = 0


class PrintForm(Protocol):
    def __call__(self, actor: Actor, case: Case, filled: FilledForm, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """`lacking(actor, case, product)` is what a paper still lacks, beside the answers to its own questions.

    `asks(product)` is the form of a paper's fields; `make` makes and keeps it, within the caller's action.

    `title(product)` is its name for people; `papers_of(case)` lists what was made, the newest first.
    `hinders` says why a step may not be finished yet: a letter waits there for initials or a signature, or one that it
    hands over is not signed. `waiting_at(case, run, step)` is the address where such a letter is read, or "".
    `known(case, product)`: answers to the paper's questions that the case holds already, to begin with.
    `signed_apart(product)`: at a step that signs what it makes, is the letter made first, and then signed by itself?
    `print_form` makes the official form of what was filled in, as PDF.
    `unsettled(case)` says why the file may not be closed yet: a letter of it is not signed.
    `handing(case, run, step)` is what a step hands over. `examine` looks into an uploaded file, or says what is wrong.
    """

    asks: Callable[[str], Form | None]
    make: Make
    title: Callable[[str], str]
    papers_of: Callable[[Case], list[PaperRow]]
    hinders: Hinder
    waiting_at: Callable[[Case, int, str], str]
    signed_apart: Callable[[str], bool]
    known: Callable[[Case, str], Mapping[str, str]]
    unsettled: Callable[[Case], Refusal | None]
    handing: Callable[[Case, int, str], Handing]
    lacking: Callable[[Actor, Case, str], list[LackingRow]]
    examine: Callable[[bytes], Attached | Message]
    print_form: PrintForm


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


class Finished(Protocol):
    """Told of a finished step within the same transaction; raising Refused undoes it. Not told of one sent back."""

    def __call__(self, actor: Actor, case: Case, /, *, run: int, step: Step, work: Work) -> object: ...


_finished: list[Finished] = []


def register_finished(finished: Finished) -> None:
    if finished not in _finished:
        _finished.append(finished)


def tell_finished(actor: Actor, case: Case, /, *, run: int, step: Step, work: Work) -> None:
    for finished in _finished:
        finished(actor, case, run=run, step=step, work=work)


PassOn = Callable[["Actor", "Case", "Staff", "Staff"], object]
_pass_on: list[PassOn] = []


def register_pass_on(passing: PassOn) -> None:
    """Say how what waits for one person in a case becomes another's, within the caller's action: (from, to)."""
    if passing not in _pass_on:
        _pass_on.append(passing)


def pass_on(actor: Actor, case: Case, before: Staff, after: Staff) -> None:
    for passing in _pass_on:
        passing(actor, case, before, after)


@dataclass(frozen=True, slots=True)
class OtherWork:
    """Work that is no case yet. `told`: how much of it lies with somebody, in words, "" where nothing; `give`: from
    whom to whom it goes, within the caller's action, and how much that was."""

    told: Callable[[Actor, Staff], str]
    give: Callable[[Actor, Staff, Staff], int]


_other_work: list[OtherWork] = []


def register_other_work(work: OtherWork) -> None:
    if work not in _other_work:
        _other_work.append(work)


def other_work(actor: Actor, staff: Staff) -> list[str]:
    return [words for words in (work.told(actor, staff) for work in _other_work) if words]


def give_other_work(actor: Actor, staff: Staff, to: Staff) -> int:
    return sum(work.give(actor, staff, to) for work in _other_work)


@dataclass(frozen=True, slots=True)
class CasePanel:
    """A part of the case page that belongs to an upper app: its template, which finds `content` as `panel.content`."""

    template: str
    content: object


_case_panels: list[Callable[[Actor, Case], CasePanel | None]] = []


def register_case_panel(panel: Callable[[Actor, Case], CasePanel | None]) -> None:
    """Add a part of the case page: a constant number of queries; None where there is nothing to show."""
    if panel not in _case_panels:
        _case_panels.append(panel)


def case_panels(actor: Actor, case: Case) -> list[CasePanel]:
    return [panel for panel in (make(actor, case) for make in _case_panels) if panel is not None]
