# SPDX-License-Identifier: AGPL-3.0-or-later
"""The case's journal in sentences: what was done to which step, by whom, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teduh.accounts import roles
from teduh.cases.procedureviews import day_and_hour, language
from teduh.cases.queries.history import Line, Written, sentence
from teduh.lib.codelists import UNKNOWN, label
from teduh.procedure import legal
from teduh.procedure.calendar import WorkingCalendar
from teduh.procedure.standard.slugs import words
from teduh.procedure.state import State
from teduh.standards.words import RISKS

# Saving as one types is kept and not shown: it says nothing that the finished step does not say.
NEVER_SHOWN = frozenset({"case.step.saved", "case.refreshed"})


def lines_of(
    entries: Iterable[Written], state: State, calendar: WorkingCalendar, *, at: datetime, colleagues: dict[int, str]
) -> list[Line]:
    """The journal, the newest first."""
    found = [
        Line(
            at=entry.at,
            time=day_and_hour(entry.at, calendar, at),
            text=f"{entry.who}: {lower(sentence(entry.code))}{detail_of(entry, state, colleagues)}",
            note=note_of(entry, calendar, at),
            numbers=entry.numbers,
            events=entry.events,
            by=entry.reference,
        )
        for entry in entries
        if entry.code not in NEVER_SHOWN
    ]
    return list(reversed(found))


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def detail_of(entry: Written, state: State, colleagues: dict[int, str]) -> str:
    """What the sentence of the code leaves open: which step with which result, which level, whom."""
    said = [words_of(event, state) for event in entry.events]
    data = entry.data
    if "risk" in data:
        said = [str(RISKS[data["risk"]]).lower()] if data["risk"] in RISKS else []
    if term := legal.TERMS.get(str(data.get("duty", ""))):
        said = [f"“{term.name.text(language())}”"]
    if fact := legal.LEGAL_FACTS.get(str(data.get("event", ""))):
        said = [fact.text(language())]
    if "consent" in data:
        whom = f"{_('klien %s') % data['number']}, " if data.get("number") else ""
        said = [f"{whom}{consent_words(data['consent'])}"]
    if entry.code == "case.age":
        judged = _("dianggap anak") if data["considered"] == "child" else _("dianggap dewasa")
        said = [judged, label("age_bands", data["band"]).lower() if data["band"] != UNKNOWN else ""]
    if isinstance(data.get("staff"), int):
        role = roles.label(data.get("role", "")).lower()
        said = [f"{colleagues.get(data['staff'], '')}{f' ({role})' if role else ''}"]
    if "cause" in data and entry.code == "case.ended_early":
        said = [lower(label("termination_reasons", data["cause"]))]
    if entry.code == "letter.made" or entry.code == "letter.opened":
        said = [words(str(data.get("kind", "")))]
    if entry.code.startswith("case.version.") and "version" in data:
        said = [_("versi %d") % data["version"]]
    unique = list(dict.fromkeys(part for part in said if part))
    return f": {', '.join(unique)}" if unique else ""


def words_of(event: dict[str, Any], state: State) -> str:
    """The step and its result, the requirement, the reason of a pause: from one event of the procedure."""
    run = state.runs.get(event.get("run", 1))
    if event["kind"] == "risk_set":
        return str(RISKS[event["risk"]]).lower()
    if run is None:
        return ""
    # A step of a version that the run has left is still called as it was.
    followed = (run, *(left.run for left in reversed(run.earlier)))
    if step := next(filter(None, (one.procedure.step(event.get("step", "")) for one in followed)), None):
        outcome = step.outcome(event.get("outcome", ""))
        return f"“{step.name}”" + (f", {outcome.name}" if outcome and len(step.outcomes) > 1 else "")
    if "requirement" in event:
        texts = {one.key: one.text for one in run.standard.requirements}
        return texts.get(event["requirement"], words(event["requirement"]))
    return words(event["reason"]) if event["kind"] == "paused" else ""


def consent_words(value: str) -> str:
    return {
        "given": _("diberikan"),
        "refused": _("ditolak"),
        "withdrawn": _("ditarik kembali"),
        "emergency": _("darurat, tanpa persetujuan"),
        "legal_ground": _("tidak ditanyakan, dasar hukum lain"),
    }.get(value, value)


def note_of(entry: Written, calendar: WorkingCalendar, at: datetime) -> str:
    """Reasons that people wrote, and when it happened where it was recorded later."""
    parts = []
    if giver := str(entry.payload.get("giver_name", "")):
        parts.append(_("oleh: %s") % giver)
    if reason := str(entry.payload.get("reason", "")):
        parts.append(_("alasan: %s") % reason)
    if why := str(entry.payload.get("risk_reason", "")):
        parts.append(_("alasan tingkat risiko: %s") % why)
    if entry.code == "case.duty":
        parts.append(_("dilakukan %s") % day_and_hour(datetime.fromisoformat(entry.data["at"]), calendar, at))
    if entry.code == "case.event":
        when = day_and_hour(datetime.fromisoformat(entry.data["at"]), calendar, at)
        parts.append((_("terjadi kira-kira %s") if entry.data["about"] else _("terjadi %s")) % when)
    if source := str(entry.payload.get("source", "")):
        parts.append(_("sumber: %s") % source)
    if proof := str(entry.payload.get("proof", "")):
        parts.append(_("bukti: %s") % proof)
    if late := str(entry.payload.get("late", "")):
        parts.append(_("sebab terlambat: %s") % late)
    return ". ".join(part.rstrip(". ") for part in parts)
