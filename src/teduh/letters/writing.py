# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way from a case to a letter that no step makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from teduh.accounts import access
from teduh.cases.registry import CasePanel
from teduh.journal.actor import Actor

if TYPE_CHECKING:
    from teduh.cases.models import Case


def panel_of(actor: Actor, case: Case) -> CasePanel | None:
    if case.closed_at is not None or not access.allowed(actor, "letter.make", case):
        return None
    return CasePanel("letters/parts/write.html", case)
