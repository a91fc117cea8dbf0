# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a clock stands still: pauses put in order, and the time that is left running between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TypeAlias

Pause: TypeAlias = tuple[datetime, datetime | None]
"""From (included) until (excluded); no end means that the pause still goes on."""

FOREVER = datetime.max.replace(tzinfo=UTC)


def merge(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Ordered, without overlap or empty ones. Raises ValueError for a naive moment or an end before its beginning."""
    ends = [(since, FOREVER if until is None else until) for since, until in pauses]
    if any(moment.tzinfo is None for pause in ends for moment in pause):
        raise ValueError("A pause needs moments with a time zone.")
    merged: list[tuple[datetime, datetime]] = []
    for since, until in sorted(ends):
        if until < since:
            raise ValueError(f"A pause ends before it begins: {since.isoformat()} to {until.isoformat()}.")
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        elif since < until:
            merged.append((since, until))
    return tuple((since, None if until is FOREVER else until) for since, until in merged)


def running(start: datetime, merged: tuple[Pause, ...]) -> Iterator[tuple[datetime, datetime]]:
    """The spans in which the clock runs, from start on; the last one never ends unless a pause still goes on."""
    for since, until in merged:
        if since > start:
            yield start, since
        if until is None:
            return
        start = max(start, until)
    yield start, FOREVER
