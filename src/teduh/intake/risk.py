# SPDX-License-Identifier: AGPL-3.0-or-later
"""A suggested level of risk from the risk questions. The officer confirms it, or overrides it with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teduh.lib.ages import ADULT
from teduh.lib.codelists import code_list
from teduh.procedure.problems import Message
from teduh.procedure.standard.model import Risk

IN_DATA = {"yes": "ya", "no": "tidak"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`level` is None while nothing has been answered; `reasons` are those of that level."""

    level: Risk | None
    reasons: tuple[Message, ...]


def suggest(answers: Mapping[str, str], *, ages: list[int | None]) -> Suggestion:
    """The rule table of `catalogue/codelists/risk_questions.yaml`, whose head says how it works.

    `answers` maps a question's code to yes, no or unknown; `ages` are the clients' ages in years.
    """
    questions = code_list("risk_questions")
    danger = {"child"} if any(age is not None and age < ADULT for age in ages) else set()
    found: list[tuple[Risk, Message]] = []
    for row in questions.rows:
        answer = answers.get(row.code, "")
        reason = Message(row.more["reason"]["id"], row.more["reason"]["en"])
        if IN_DATA.get(answer) == row.more["danger"]:
            danger.add(row.code)
            found.append((Risk(row.more["level"]), reason))
        elif answer == "unknown" and "unknown" in row.more:
            found.append((Risk(row.more["unknown"]), Message(f"belum diketahui: {row.id}", f"not known: {row.en}")))
    for combination in questions.more["combinations"]:
        if set(combination["all"]) <= danger:
            reason = combination["reason"]
            found.append((Risk(combination["level"]), Message(reason["id"], reason["en"])))
    if not found:
        return Suggestion(Risk.LOW if answers else None, ())
    level = min((risk for risk, _ in found), key=list(Risk).index)
    return Suggestion(level, tuple(reason for risk, reason in found if risk is level))
