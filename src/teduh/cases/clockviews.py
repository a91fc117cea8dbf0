# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clocks as people see them: the time left, a word, until when, and the promise's own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from teduh.lib.wording import Language, date_words, day_words, duration_words, time_left_words, time_words
from teduh.procedure.calendar import WorkingCalendar
from teduh.procedure.clocks import OfficeTime
from teduh.procedure.limits import Unit
from teduh.procedure.state import Clock, ClockStatus

LONG_PROMISE = 120  # letters; a longer promise is named on screens, and stands whole on the page of the standard


@dataclass(frozen=True, slots=True)
class ClockView:
    """`tone`: run, soon, late, paused, met. `share`: how much of the time is left, 0 to 100."""

    tone: str
    share: int
    headline: str
    word: str
    until: str
    text: str
    legal: str = ""
    note: str = ""


def view(clock: Clock, *, at: datetime, time: OfficeTime, language: Language) -> ClockView:
    """One clock of a case, read at `at`."""
    text = clock.text if clock.legal or not clock.promise else promise_words(clock)
    base = {"text": text, "legal": clock.legal, "note": note_of(clock, time.calendar, language)}
    if clock.status is ClockStatus.NOT_STARTED:
        return ClockView(tone="paused", share=100, headline=_("Belum mulai"), word=_("Menunggu"), until="", **base)
    if not clock.running:
        return ended(clock, time.calendar, language, base)
    days = working_days_left(clock, at, time.calendar) if in_days(clock) else None
    return running(
        started=clock.started_at,
        due=clock.due_at,
        paused=clock.status is ClockStatus.PAUSED,
        provisional=clock.provisional,
        at=at,
        time=time,
        language=language,
        working_days=days,
        base=base,
    )


def cached_view(data: Mapping[str, Any], *, at: datetime, time: OfficeTime, language: Language) -> ClockView | None:
    """The same out of the cache of an open step; None for a step without a clock."""
    if not data:
        return None
    started = datetime.fromisoformat(data["started"]) if data.get("started") else None
    due = datetime.fromisoformat(data["due"]) if data.get("due") else None
    base = {"text": data.get("name") or data["text"], "legal": data.get("legal", ""), "note": ""}
    return running(
        started=started,
        due=due,
        paused=bool(data.get("paused")),
        provisional=bool(data.get("provisional")),
        at=at,
        time=time,
        language=language,
        working_days=None,
        base=base,
    )


def running(
    *,
    started: datetime | None,
    due: datetime | None,
    paused: bool,
    provisional: bool,
    at: datetime,
    time: OfficeTime,
    language: Language,
    working_days: int | None,
    base: Mapping[str, str],
) -> ClockView:
    if due is None:
        passed = duration_words(at - started, language) if started else ""
        return ClockView(tone="run", share=100, headline=passed, word=_("Dicatat, tanpa batas"), until="", **base)
    left = due - at
    headline = time_left_words(left, language, working_days=working_days)
    until = until_words(due, at, time.calendar, language)
    whole = due - started if started else timedelta(days=1)
    share = max(0, min(100, round(100 * (left / whole)))) if whole > timedelta(0) else 0
    if paused:
        return ClockView(tone="paused", share=share, headline=headline, word=_("Dijeda"), until="", **base)
    if left < timedelta(0):
        if provisional:
            return ClockView(tone="soon", share=0, headline=headline, word=_("Tetapkan risiko"), until=until, **base)
        return ClockView(tone="late", share=0, headline=headline, word=_("Terlambat"), until=until, **base)
    lead = time.warn_days if whole > timedelta(days=1) else min(time.warn_hours, whole / 2)
    if left <= lead:
        return ClockView(tone="soon", share=share, headline=headline, word=_("Hampir habis"), until=until, **base)
    return ClockView(tone="run", share=share, headline=headline, word=_("Berjalan"), until=until, **base)


def ended(clock: Clock, calendar: WorkingCalendar, language: Language, base: Mapping[str, str]) -> ClockView:
    words = {
        ClockStatus.MET: ("met", _("Ditepati")),
        ClockStatus.MISSED: ("late", _("Terlambat")),
        ClockStatus.VOID: ("paused", _("Gugur")),
        ClockStatus.TOO_EARLY: ("soon", _("Terlalu cepat")),
    }
    tone, word = words[clock.status]
    taken = duration_words(clock.ended_at - clock.started_at, language) if clock.ended_at and clock.started_at else "–"
    until = short_moment(clock.ended_at, calendar, language) if clock.ended_at else ""
    return ClockView(tone=tone, share=0, headline=taken, word=word, until=until, **base)


def promise_words(clock: Clock) -> str:
    """The promise's short name before its words, unless the name says nothing; alone where the words are many."""
    if len(clock.text) > LONG_PROMISE and clock.name and not clock.name.casefold().startswith("janji"):
        words = clock.promise.limit.text if clock.promise and clock.promise.limit else _("menurut risiko")
        return f"{clock.name[0].upper()}{clock.name[1:]}: {words}"
    if not clock.name or clock.name.casefold().startswith("janji") or clock.name.casefold() in clock.text.casefold():
        return clock.text
    return f"{clock.name[0].upper()}{clock.name[1:]}: {clock.text}"


def note_of(clock: Clock, calendar: WorkingCalendar, language: Language) -> str:
    """What a changed promise was before, which stays visible."""
    if clock.original_due_at is None:
        return ""
    before = short_moment(clock.original_due_at, calendar, language)
    return _("Diturunkan, semula sampai %s") % before if clock.lowered else _("Semula sampai %s") % before


def in_days(clock: Clock) -> bool:
    promise = clock.promise
    return bool(promise and promise.limit and promise.limit.unit is Unit.WORKING_DAYS)


def working_days_left(clock: Clock, at: datetime, calendar: WorkingCalendar) -> int | None:
    """Working days after today until the due day; None where it falls due today or is past."""
    if clock.due_at is None or clock.due_at <= at:
        return None
    day, last = at.astimezone(calendar.zone).date(), clock.due_at.astimezone(calendar.zone).date()
    count = 0
    while day < last:
        day += timedelta(days=1)
        count += calendar.is_working_day(day)
    return count or None


def until_words(due: datetime, at: datetime, calendar: WorkingCalendar, language: Language) -> str:
    return _("sampai %s") % short_moment(due, calendar, language, today=at)


def short_moment(
    moment: datetime, calendar: WorkingCalendar, language: Language, *, today: datetime | None = None
) -> str:
    """`13.50` today, `Kamis 08.12` within a week, `20 November 2026 16.00` otherwise, in the office's zone."""
    local = moment.astimezone(calendar.zone)
    hour = time_words(local, language)
    if today is not None:
        away = (local.date() - today.astimezone(calendar.zone).date()).days
        if away == 0:
            return hour
        if 0 < away < 7:
            return f"{day_words(local.date(), language).partition(',')[0]} {hour}"
    return f"{date_words(local.date(), language)} {hour}"


def late_count_words(late: int, soon: int) -> str:
    """One sentence over a desk: how many are late, how many nearly."""
    parts = []
    if late:
        parts.append(ngettext("%d terlambat", "%d terlambat", late) % late)
    if soon:
        parts.append(ngettext("%d hampir habis", "%d hampir habis", soon) % soon)
    return ", ".join(parts)
