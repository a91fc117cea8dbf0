# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clocks as people see them: the time left, a word, until when, and the promise's own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from teduh.lib.wording import Language, date_words, day_words, duration_words, time_left_words, time_words
from teduh.procedure import legal
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
    text = legal_words(clock.key, clock.text, language)
    if not clock.legal:
        text = promise_words(clock.name, clock.text, limit_of(clock)) if clock.promise else clock.text
    base = {"text": text, "legal": clock.legal, "note": note_of(clock, time.calendar, language)}
    if clock.status is ClockStatus.NOT_STARTED:
        return ClockView(tone="paused", share=100, headline=_("Belum mulai"), word=_("Menunggu"), until="", **base)
    if not clock.running:
        return ended(clock, time.calendar, language, base)
    days = working_days_left(clock.due_at, at, time.calendar) if in_days(clock) else None
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
    article = data.get("legal", "")
    text = data["text"]
    if article:
        text = legal_words(data.get("key", ""), text, language)
    else:
        text = promise_words(data.get("name", ""), text, data.get("limit", ""))
    days = working_days_left(due, at, time.calendar) if data.get("in_days") else None
    base = {"text": text, "legal": article, "note": ""}
    return running(
        started=started,
        due=due,
        paused=bool(data.get("paused")),
        provisional=bool(data.get("provisional")),
        at=at,
        time=time,
        language=language,
        working_days=days,
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


def promise_words(name: str, text: str, limit: str) -> str:
    """The promise's short name before its words, unless the name says nothing; before its limit where they are many."""
    named = name and not name.casefold().startswith("janji")
    if named and len(text) > LONG_PROMISE:
        return f"{name[0].upper()}{name[1:]}: {limit or _('menurut risiko')}"
    if not named or name.casefold() in text.casefold():
        return text
    return f"{name[0].upper()}{name[1:]}: {text}"


def legal_words(key: str, text: str, language: Language) -> str:
    """What the law asks, then within what time."""
    term = legal.TERMS.get(key)
    if term is None:
        return text
    limit = term.text.text(language)
    return f"{term.name.text(language)}: {limit[:1].lower()}{limit[1:]}"


def limit_of(clock: Clock) -> str:
    """The one limit of a promise as published; empty where it goes by risk."""
    return clock.promise.limit.text if clock.promise and clock.promise.limit else ""


def note_of(clock: Clock, calendar: WorkingCalendar, language: Language) -> str:
    """What a changed promise was before, which stays visible; and its version, where the case has left that."""
    parts = [_("Janji versi %d") % clock.version] if clock.version else []
    if clock.original_due_at is not None:
        before = short_moment(clock.original_due_at, calendar, language)
        parts.append(_("Diturunkan, semula sampai %s") % before if clock.lowered else _("Semula sampai %s") % before)
    return ". ".join(parts)


def in_days(clock: Clock) -> bool:
    promise = clock.promise
    return bool(promise and promise.limit and promise.limit.unit is Unit.WORKING_DAYS)


def working_days_left(due: datetime | None, at: datetime, calendar: WorkingCalendar) -> int | None:
    """Working days after today until the due day; None where it falls due today or is past."""
    if due is None or due <= at:
        return None
    day, last = at.astimezone(calendar.zone).date(), due.astimezone(calendar.zone).date()
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
