# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clocks in the words that stories use."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from teduh.procedure.state import Clock, ClockStatus

STATUS_WORDS: Mapping[ClockStatus, str] = {
    ClockStatus.NOT_STARTED: "belum mulai",
    ClockStatus.RUNNING: "berjalan",
    ClockStatus.PAUSED: "dijeda",
    ClockStatus.MET: "tepat",
    ClockStatus.MISSED: "terlambat",
    ClockStatus.VOID: "gugur",
    ClockStatus.TOO_EARLY: "terlalu cepat",
}


def clock_in_words(clock: Clock, zone: ZoneInfo) -> str:
    """`berjalan 2026-03-05 16.00`, as a `harap` would say it."""
    due_at = clock.due_at.astimezone(zone).strftime(" %Y-%m-%d %H.%M") if clock.due_at else ""
    return f"{STATUS_WORDS[clock.status]}{due_at}"
