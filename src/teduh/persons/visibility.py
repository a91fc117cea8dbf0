# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sees a person is decided by the cases they are in; the app `cases` registers that rule when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from teduh.journal.actor import Actor

Rule = Callable[["Actor"], Q]
_rules: list[Rule] = []


def register(rule: Rule) -> None:
    _rules[:] = [rule]


def visible(actor: Actor) -> Q:
    """The filter on persons that the actor may see; nobody where no rule is registered: it fails closed."""
    return _rules[0](actor) if _rules else Q(pk__in=[])
