# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sees a person is decided by the cases they are in; the app `cases` registers that rule when it is ready, and a
list of those cases for the person's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from teduh.journal.actor import Actor
    from teduh.persons.models import Person

Rule = Callable[["Actor"], Q]
_rules: list[Rule] = []


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case that a person is in, as their page lists it: its number, their part in it, how it stands."""

    number: str
    address: str
    part: str
    status: str


Lister = Callable[["Actor", "Person"], list[CaseRow]]
_listers: list[Lister] = []


def register(rule: Rule, cases: Lister) -> None:
    _rules[:] = [rule]
    _listers[:] = [cases]


Watcher = Callable[["Actor", "Person"], object]
_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    """Be told, within the same action, when somebody's data have changed."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def tell_changed(actor: Actor, person: Person) -> None:
    for watcher in _watchers:
        watcher(actor, person)


def cases_of(actor: Actor, person: Person) -> list[CaseRow]:
    """The person's cases, as far as the actor sees them."""
    return [row for lister in _listers for row in lister(actor, person)]


def visible(actor: Actor) -> Q:
    """The filter on persons that the actor may see; nobody where no rule is registered: it fails closed."""
    return _rules[0](actor) if _rules else Q(pk__in=[])
