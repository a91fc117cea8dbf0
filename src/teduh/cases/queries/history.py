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


def language() -> Language:
    return "en" if get_language() == "en" else "id"


def entries_with_numbers(case: Case) -> list[tuple[Entry, tuple[int, ...]]]:
    """The case's entries, first to last, each with the numbers of its procedure events."""
    found, counted = [], 0
    for entry in entries_of(case).select_related("envelope"):
        events = len(entry.events)
        found.append((entry, tuple(range(counted + 1, counted + events + 1))))
        counted += events
    return found


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


def who_took(case: Case, run: int, step: str, kinds: Collection[str]) -> tuple[str, datetime] | None:
    """Who last did one of these kinds of event at a step, and when."""
    for entry in entries_of(case).exclude(events_text="[]").order_by("-sequence"):
        for event in entry.events:
            if event["kind"] in kinds and event.get("step") == step and event.get("run", 1) == run:
                return staff_names([entry]).get(entry.actor, "Teduh"), entry.at
    return None


def sentence(code: str) -> str:
    return codes.sentence(code).text(language())
