# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a case needs of the parts above it: `letters` makes papers, and registers itself when the app is ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
class PaperMaker:
    """`asks(product)` is the form of a paper's fields; `make` makes and keeps it, within the caller's action."""

    asks: Callable[[str], Form | None]
    make: Make


_makers: list[PaperMaker] = []


def register_paper_maker(maker: PaperMaker) -> None:
    _makers[:] = [maker]


def paper_maker() -> PaperMaker:
    """The one maker. Raises LookupError where the app `letters` is not installed."""
    if not _makers:
        raise LookupError("no maker of papers is registered")
    return _makers[0]
