# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which protected fields somebody has open on their screen, and until when.

The session keeps only which field of whom was opened, for what and until when; never what stands in it.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from teduh.persons.actions import KEPT_OPEN

KEY = "opened"


@dataclass(frozen=True, slots=True)
class Opened:
    """A field that stands open: since when, until when, for which purpose (a code of `actions.PURPOSES`)."""

    since: datetime
    until: datetime
    purpose: str


def remember(
    session: MutableMapping[str, Any], *, person: object, field: str, case: str, purpose: str, at: datetime
) -> None:
    """The field stands open from now on, for a quarter of an hour. Those that have run out are forgotten."""
    kept = {name: row for name, row in _rows(session).items() if datetime.fromisoformat(row[1]) > at}
    kept[f"{person}|{field}|{case}"] = [at.isoformat(), (at + KEPT_OPEN).isoformat(), purpose]
    session[KEY] = kept


def forget(session: MutableMapping[str, Any], *, person: object, case: str) -> None:
    """Close whatever of that person stands open."""
    session[KEY] = {
        name: row
        for name, row in _rows(session).items()
        if not (name.startswith(f"{person}|") and name.endswith(f"|{case}"))
    }


def opened(session: MutableMapping[str, Any], *, person: object, case: str, at: datetime) -> dict[str, Opened]:
    """The fields of that person that stand open now, by name. `case` is the number of the case they were opened for."""
    found: dict[str, Opened] = {}
    for name, (since, until, purpose) in _rows(session).items():
        whose, field, what_for = name.split("|", 2)
        if whose == str(person) and what_for == case and datetime.fromisoformat(until) > at:
            found[field] = Opened(datetime.fromisoformat(since), datetime.fromisoformat(until), purpose)
    return found


def _rows(session: MutableMapping[str, Any]) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = session.get(KEY, {})
    return rows
