# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much work waits for somebody. The parts above know their own; they register when their app is ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from teduh.accounts.models import Staff

_counts: list[Callable[[Staff, datetime], int]] = []


def register_waiting(count: Callable[[Staff, datetime], int]) -> None:
    """Add a count of what waits for a member of staff: of a constant number of queries."""
    if count not in _counts:
        _counts.append(count)


def waiting_for(staff: Staff, *, at: datetime) -> int:
    return sum(count(staff, at) for count in _counts)
