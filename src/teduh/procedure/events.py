# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to a case's procedure. Facts only, coded only: no name, no narrative, no reason in words.

Every event carries `at`, the time of the fact, which drives the clocks (point 28); `run`, the procedure run of the
case that it belongs to (point 17); and `by`, the shared role in which it was done (empty for the office as such). Who
did it, when it was recorded, and the reason in words stand in the journal entry that carries the event.
Events have no identity of their own: `Corrected.number` counts the case's events from 1 in the order of the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from teduh.procedure.problems import Message
from teduh.procedure.standard.model import Effect, Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: datetime
    run: int = 1
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """`dibuka`: a run began. For the first run `at` is when the report was *received*; `facts` are those known then.

    `standard` (its code) and `version` say which publication the run follows; empty is the first run's own.
    """

    procedure: str = ""
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    standard: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Event):
    """`mulai X`."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Event):
    """`selesai X = OUTCOME`. `products`, `services` and `criteria` are slugs chosen from the step's lists."""

    step: str
    outcome: str
    products: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNeeded(Event):
    """The answer `tidak perlu` to a step that is `bila: perlu` (point 14)."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMade(Event):
    """One entry of a repeated step (point 13)."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenOff(Event):
    """Begun work given up, with a reason, so that the case may end (point 8)."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """A `tugaskan` or `disposisi`, or a later reassignment: the role's further steps are this person's or unit's alone.

    `to` is an opaque reference (`staff:12`, `unit:3`), never a name. An empty `to` lifts the assignment (point 15).
    """

    role: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKnown(Event):
    """A fact became known or changed; no values means it is unknown again.

    Besides the facts of `bila` (channel, form, reporter, risk, kind, client, region, coded form fields) these are the
    facts that steer safeguards and legal clocks, see `legal` and `safeguards`.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementMet(Event):
    requirement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementWaived(Event):
    requirement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementInvalid(Event):
    """A requirement met before turned out wrong: the clock is not restarted (point 19)."""

    requirement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsComplete(Event):
    """`syarat lengkap`, said outright (stories, or an officer who judges the file complete)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """The clocks that allow this reason stop. `reason` is the slug of a word in `jeda`."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The pause ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Event):
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """The built-in early end with reason and superior (point 10); `effect` is one of the five ends."""

    effect: Effect
    cause: str  # code of the list termination_reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The case file was closed, an act of its own after the procedure's end (point 9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """A closed file was opened again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """`dibatalkan`: the event of that number is withdrawn with what rests on it unstarted (point 29)."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSet(Event):
    """The risk was set or changed (point 23). It also counts as the fact `risk`."""

    risk: Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Event):
    """The run follows a newer publication of its standard from now on (point 30).

    `before` is the version that it leaves, `steps` maps that one's steps to those of the newer.
    """

    standard: str
    version: int
    before: int
    procedure: str = ""
    steps: tuple[tuple[str, str], ...] = ()


# As data -----------------------------------------------------------------------------------------------------------

KINDS: Mapping[str, type[Event]] = {
    "opened": Opened,
    "started": Started,
    "finished": Finished,
    "not_needed": NotNeeded,
    "entry_made": EntryMade,
    "broken_off": BrokenOff,
    "assigned": Assigned,
    "fact_known": FactKnown,
    "requirement_met": RequirementMet,
    "requirement_waived": RequirementWaived,
    "requirement_invalid": RequirementInvalid,
    "requirements_complete": RequirementsComplete,
    "paused": Paused,
    "resumed": Resumed,
    "extended": Extended,
    "ended": Ended,
    "closed": Closed,
    "reopened": Reopened,
    "corrected": Corrected,
    "risk_set": RiskSet,
    "moved": Moved,
}
_KIND = {event: kind for kind, event in KINDS.items()}
_CODES: Mapping[str, type[Effect | Risk]] = {"effect": Effect, "risk": Risk}


class UnknownEventError(ValueError):
    """Data that this version cannot read as an event: a kind or field of a later version, or a broken value."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.en)
        self.reason = reason


def kind_of(event: Event) -> str:
    """The code under which an event of this type is written."""
    return _KIND[type(event)]


def to_data(event: Event) -> dict[str, Any]:
    """The event as JSON-able data: its kind, `at` as ISO 8601 in UTC, and every field that is not at its default."""
    data: dict[str, Any] = {"kind": kind_of(event), "at": event.at.astimezone(UTC).isoformat()}
    for one in fields(event):
        value = getattr(event, one.name)
        if one.name != "at" and value != one.default:
            data[one.name] = _plain(value)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def from_data(data: Mapping[str, Any]) -> Event:
    """The event that `to_data` wrote. Fields that this version does not know are left out, so that a later version
    may add some; a kind that it does not know raises UnknownEventError, because folding without it would be wrong."""
    kind = str(data.get("kind", ""))
    event = KINDS.get(kind)
    if event is None:
        raise UnknownEventError(
            Message(
                f'jenis peristiwa "{kind}" tidak dikenal. Perbarui aplikasi ke versi yang mencatatnya',
                f'unknown kind of event "{kind}". Upgrade to the version that wrote it',
            ),
        )
    known = {one.name for one in fields(event)}
    try:
        return event(**{name: _value(name, value) for name, value in data.items() if name in known})
    except (TypeError, ValueError) as error:
        raise UnknownEventError(
            Message(
                f'peristiwa "{kind}" tidak terbaca ({error}). Periksa jurnalnya',
                f'the event "{kind}" cannot be read ({error}). Check the journal',
            ),
        ) from error


def _value(name: str, value: Any) -> Any:
    if name == "at":
        at = datetime.fromisoformat(value)
        if at.tzinfo is None:
            raise ValueError("at has no zone")
        return at
    if name in _CODES:
        return _CODES[name](value)
    return tuple(_value("", one) for one in value) if isinstance(value, list | tuple) else value
