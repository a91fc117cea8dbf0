# SPDX-License-Identifier: AGPL-3.0-or-later
"""The case's journal as people read it: who did what, when, why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from teduh.accounts.models import Staff
from teduh.cases.models import Case
from teduh.journal import codes
from teduh.journal.models import Entry
from teduh.journal.queries import entries_of
from teduh.lib.wording import Language
from teduh.vault.errors import VaultError


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, in words. `numbers` are the procedure events it carries, counted from 1 over the case."""

    at: datetime
    time: str
    text: str
    note: str
    numbers: tuple[int, ...]
    events: tuple[dict[str, Any], ...]
    by: str  # the actor's reference


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as it was written: `who` is a name, `payload` what people wrote, `numbers` those of its events."""

    code: str
    reference: str
    who: str
    at: datetime
    data: dict[str, Any]
    payload: dict[str, Any]
    events: tuple[dict[str, Any], ...]
    numbers: tuple[int, ...]


def history_of(case: Case) -> list[Written]:
    """The case's whole journal, first to last; two queries."""
    rows = entries_with_numbers(case)
    names = staff_names(entry for entry, _ in rows)
    return [
        Written(
            code=entry.code,
            reference=entry.actor,
            who=names.get(entry.actor, "Teduh"),
            at=entry.at,
            data=entry.data,
            payload=payload_of(entry),
            events=tuple(entry.events),
            numbers=numbers,
        )
        for entry, numbers in rows
    ]


def language() -> Language:
    return "en" if get_language() == "en" else "id"


def entries_with_numbers(case: Case) -> list[tuple[Entry, tuple[int, ...]]]:
    """The case's entries but for saved drafts, first to last, each with the numbers of its procedure events."""
    found, counted = [], 0
    for entry in entries_of(case).exclude(code="case.step.saved").select_related("envelope"):
        events = len(entry.events)
        found.append((entry, tuple(range(counted + 1, counted + events + 1))))
        counted += events
    return found


def press_of(case: Case, number: int) -> tuple[str, tuple[int, ...]]:
    """Whose action (`staff:12`) recorded the procedure event of that number, and all events of that action."""
    rows = entries_with_numbers(case)
    return next(((entry.actor, numbers) for entry, numbers in rows if number in numbers), ("", ()))


def staff_names(entries: Iterable[Entry]) -> dict[str, str]:
    """Names by actor reference (`staff:12`), one query."""
    ids = {int(entry.actor.partition(":")[2]) for entry in entries if entry.actor.startswith("staff:")}
    rows = Staff.objects.filter(pk__in=ids).values_list("pk", "full_name")
    return {f"staff:{pk}": name for pk, name in rows}


def payload_of(entry: Entry) -> dict[str, Any]:
    """What people wrote; nothing where the key is gone."""
    try:
        return dict(entry.payload.open() or {})
    except VaultError:
        return {}


@dataclass(frozen=True, slots=True)
class Taker:
    """Who did something at a step (`kind`, of the procedure's events), when, and with what reason."""

    kind: str

    reference: str
    name: str
    at: datetime
    reason: str
    late: str


def taker_of(case: Case, run: int, step: str, kinds: Collection[str]) -> Taker | None:
    """Who last did one of these kinds of event at a step."""
    for entry in entries_of(case).exclude(events_text="[]").order_by("-sequence"):
        for event in entry.events:
            if event["kind"] == "moved" and event.get("run", 1) == run:
                # Before the case was moved to this version, the step had the name that it was mapped from.
                step = next((old for old, new in event.get("steps", ()) if new == step), "")
            if event["kind"] in kinds and event.get("step") == step and event.get("run", 1) == run:
                said = payload_of(entry)
                name = staff_names([entry]).get(entry.actor, "Teduh")
                return Taker(
                    kind=event["kind"],
                    reference=entry.actor,
                    name=name,
                    at=entry.at,
                    reason=str(said.get("reason", "")),
                    late=str(said.get("late", "")),
                )
    return None


def why_returned(history: Iterable[Written], *, run: int, step: str) -> str:
    """`Sari Umpama: “Alamat belum jelas.”`: who last sent a step back, and with what words."""
    for entry in reversed(list(history)):
        sent = [one for one in entry.events if one["kind"] == "finished" and one.get("run", 1) == run]
        if sent and sent[0].get("step") != step:
            reason = str(entry.payload.get("reason", ""))
            return f"{entry.who}: “{reason}”" if reason else entry.who
    return ""


def who_took(case: Case, run: int, step: str, kinds: Collection[str]) -> tuple[str, datetime] | None:
    """The name of who last did one of these kinds of event at a step, and when."""
    taker = taker_of(case, run, step, kinds)
    return (taker.name, taker.at) if taker else None


def sentence(code: str) -> str:
    return codes.sentence(code).text(language())
