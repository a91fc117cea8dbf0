# SPDX-License-Identifier: AGPL-3.0-or-later
"""A limit as published, and the plainest words for it. `limit_reader` reads one, `terms` says when it falls due."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from teduh.procedure.problems import Message

DAY = 24 * 60  # minutes


class Unit(StrEnum):
    WORKING_DAYS = "working_days"  # hari kerja: ends at closing time of the n-th working day after the event
    CALENDAR_DAYS = "calendar_days"  # hari, hari kalender, 1x7 hari: ends at 24:00 of the n-th day after the event
    MONTHS = "months"  # bulan, tahun: ends at 24:00 of the same date n months later, or of that month's last day
    ELAPSED = "elapsed"  # n x 24 jam, jam, menit and composites with hours: the wall clock
    SERVICE_MINUTES = "service_minutes"  # jam layanan: minutes of open hours
    AT_ONCE = "at_once"  # langsung: bounded by the office, 30 minutes unless it says otherwise
    AS_NEEDED = "as_needed"  # sesuai kebutuhan: measured, never missed


@dataclass(frozen=True, slots=True)
class Limit:
    """A published duration.

    `amount` is days for the day units, months for months, minutes for the others, 0 where it has no meaning.
    `bare_days` says that `hari` stood alone and was read as calendar days, which deserves a warning (C23).
    """

    unit: Unit
    amount: int
    text: str  # as published
    bare_days: bool = False

    def doubt(self) -> Message | None:
        """What to warn of, where the published words can be read in two ways."""
        if not self.bare_days:
            return None
        return Message(
            f"“{self.text}” dibaca sebagai hari kalender. Tulis hari kerja atau hari kalender.",
            f"“{self.text}” is read as calendar days. Write hari kerja (working days) or hari kalender.",
        )


def describe(limit: Limit) -> Message:
    """The limit in the plainest words of both languages; `parse_limit` reads them back to the same limit."""
    amount = limit.amount
    match limit.unit:
        case Unit.AT_ONCE:
            return Message("langsung", "at once")
        case Unit.AS_NEEDED:
            return Message("sesuai kebutuhan", "as needed")
        case Unit.WORKING_DAYS:
            return Message(f"{amount} hari kerja", _plural(amount, "working day"))
        case Unit.CALENDAR_DAYS:
            return Message(f"{amount} hari kalender", _plural(amount, "calendar day"))
        case Unit.MONTHS:
            return Message(f"{amount} bulan", _plural(amount, "month"))
        case Unit.ELAPSED if amount % DAY == 0:
            return Message(f"{amount // DAY}x24 jam", f"{amount // DAY}x24 hours")
    kind, service = (" layanan", "service ") if limit.unit is Unit.SERVICE_MINUTES else ("", "")
    parts = [(amount // 60, f"jam{kind}", f"{service}hour"), (amount % 60, f"menit{kind}", f"{service}minute")]
    return Message(
        " ".join(f"{number} {word}" for number, word, _ in parts if number),
        " ".join(_plural(number, word) for number, _, word in parts if number),
    )


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
