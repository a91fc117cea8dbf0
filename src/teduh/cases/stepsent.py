# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was sent from the page of a step: read, judged, and told to the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from teduh.cases import stepforms
from teduh.cases.actions.steps import RISK_REASON, Work
from teduh.cases.answerviews import LEFT
from teduh.cases.changedforms import Left, left_of
from teduh.cases.procedureviews import language
from teduh.cases.registry import Attached, paper_maker
from teduh.cases.stepforms import LETTER, Filled, Posted
from teduh.cases.steppage import Place, product_name
from teduh.lib import saving
from teduh.lib.numbers import whole_number
from teduh.persons.details import clean
from teduh.procedure import flow
from teduh.procedure.decide.facts import lowers
from teduh.procedure.decide.steps import reasoned
from teduh.procedure.forms import Answer
from teduh.procedure.problems import Message
from teduh.procedure.standard.model import Outcome, Risk

LONGEST_REASON = 20_000
PICK = "pick."  # before the name of a field: whose answer stands, where two typed at once


@dataclass(frozen=True, slots=True)
class Choices:
    """What the page asks beside the forms, as it was posted; kept as typed where the page is shown again."""

    outcome: str = ""
    reason: str = ""
    late: str = ""
    products: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    assignee: str = ""
    when: str = "now"
    when_at: str = ""
    round: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """A whole posted page: choices, answers, and what is wrong, by the id of the field."""

    choices: Choices
    filled: Filled
    errors: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # id -> (question, what is wrong)
    at: datetime | None = None
    proof: Attached | None = None
    left: Mapping[str, Left] = field(default_factory=dict)  # by block: what a changed form asks no more

    @property
    def wrong(self) -> bool:
        return bool(self.errors or self.filled.errors)


def choices_from(posted: Posted) -> Choices:
    def one(name: str) -> str:
        values = posted.getlist(name)
        return clean(values[-1])[:LONGEST_REASON] if values else ""

    return Choices(
        outcome=one("outcome"),
        reason=one("reason"),
        late=one("late"),
        products=tuple(one for number in range(1, 10) for one in posted.getlist(product_name(number))),
        services=tuple(posted.getlist("service")),
        criteria=tuple(posted.getlist("criterion")),
        assignee=one("assignee"),
        when=one("when") or "now",
        when_at=one("when_at"),
        round=whole_number(one("round")),
    )


def read(place: Place, posted: Posted, *, finishing: bool, entry: bool = False) -> Sent:
    """The posted page. An entry of a repeated step needs its answers, but no result."""
    choices = choices_from(posted)
    filled = stepforms.read(place.blocks, posted, finishing=finishing, products=chosen_products(place, choices))
    if finishing and not entry:
        filled = replace(filled, errors={**unreasoned(place, filled), **filled.errors})
    errors: dict[str, tuple[str, str]] = {}
    at, wrong_time = moment_of(choices, place)
    if wrong_time:
        errors["when_at"] = (_("Kapan ini terjadi"), wrong_time)
    if finishing and not entry:
        errors |= judged(place, choices)
    left = {block.key: found for block in place.blocks if (found := left_of(block, posted))}
    return Sent(choices, filled, errors, at, left=left)


def with_proof(sent: Sent, uploaded: bytes | None) -> Sent:
    """The same with the receipt of a hand-over, or with what is wrong with that file."""
    examined = paper_maker().examine(uploaded) if uploaded else None
    if isinstance(examined, Message):
        return replace(sent, errors={**sent.errors, "proof": (_("Bukti penyerahan"), examined.text(language()))})
    return replace(sent, proof=examined)


def unreasoned(place: Place, filled: Filled) -> dict[str, str]:
    """Forms that lower the risk and leave their own question for the reason empty, by the name of that question."""
    errors: dict[str, str] = {}
    for block in place.blocks:
        given = filled.answers.get(block.key, {})
        levels = stepforms.facts_of([block], {block.key: given}).get("risk", ())
        asked = block.form.field(RISK_REASON) is not None and not given.get(RISK_REASON)
        if asked and levels and lowers(place.progress.state, Risk(levels[0])):
            errors[stepforms.name_of(block, RISK_REASON)] = _("Tulis mengapa risikonya diturunkan.")
    return errors


def judged(place: Place, choices: Choices) -> dict[str, tuple[str, str]]:
    """What a finish still lacks."""
    errors: dict[str, tuple[str, str]] = {}
    outcome = outcome_of(place, choices)
    if outcome is None:
        errors["outcome"] = (_("Hasil"), _("Pilih satu hasil."))
    elif reasoned(place.step, outcome) and not choices.reason:
        errors["reason"] = (_("Alasan"), _("Hasil ini memerlukan alasan."))
    colleagues = {str(number) for number, _name in place.colleagues()}
    if colleagues and choices.assignee not in colleagues:
        errors["assignee"] = (_("Kepada siapa?"), _("Pilih satu orang."))
    return errors


def outcome_of(place: Place, choices: Choices) -> Outcome | None:
    """The result chosen; the only one where there is no choice."""
    if len(place.step.outcomes) == 1:
        return flow.first_outcome(place.step)
    return place.step.outcome(choices.outcome)


def chosen_products(place: Place, choices: Choices) -> tuple[str, ...]:
    """The papers to be made: of each list of alternatives the one that was chosen, else its first."""
    return tuple(
        next((one for one in choice.options if one in choices.products), choice.options[0])
        for choice in place.step.products
    )


def moment_of(choices: Choices, place: Place) -> tuple[datetime | None, str]:
    """When it happened where that was earlier than now, in the office's zone; else (None, "")."""
    if choices.when != "earlier":
        return None, ""
    for form in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d-%m-%Y %H.%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H.%M"):
        try:
            typed = datetime.strptime(choices.when_at, form)  # noqa: DTZ007 -- the zone is the office's, put on below
        except ValueError:
            continue
        return typed.replace(tzinfo=place.progress.time.calendar.zone), ""
    return None, _("Tulis tanggal dan jam, misalnya 22-11-2026 10.15.")


def work_of(place: Place, sent: Sent) -> Work:
    """What the door is told."""
    chosen = chosen_products(place, sent.choices)
    asked = [block for block in place.blocks if not block.choice or block.choice in chosen]
    answers = {block.key: (block.form, with_left(sent, block.key)) for block in asked}
    papers = {key.removeprefix(LETTER): values for key, (_form, values) in answers.items() if key.startswith(LETTER)}
    return Work(
        answers=answers,
        facts=stepforms.facts_of(asked, sent.filled.answers),
        happened=stepforms.happened(asked, sent.filled.answers, place.progress.time.calendar.zone),
        papers=papers,
        products=chosen,
        services=known(sent.choices.services, [key for key, _name in place.services]),
        criteria=known(sent.choices.criteria, [key for key, _text in place.criteria]),
        assignee=whole_number(sent.choices.assignee) or None if place.step.to else None,
        reason=sent.choices.reason,
        late=sent.choices.late,
        at=sent.at,
        proof=sent.proof,
    )


def with_left(sent: Sent, key: str) -> dict[str, Answer]:
    """The answers to a form, and beside them those to questions that it asks no more."""
    left = sent.left.get(key)
    return {**sent.filled.answers[key], **({LEFT: left.as_answer} if left and left.rows else {})}


def known(chosen: Sequence[str], offered: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in offered if one in chosen)


def draft_fields(posted: Any) -> dict[str, list[str]]:
    """All that was typed, as it was posted, but for what only serves the sending."""
    serving = {"csrfmiddlewaretoken", "do", "round", "stand", *saving.FIELDS}
    return {
        name: [str(value) for value in values]
        for name, values in posted.lists()
        if name not in serving and not name.startswith(PICK)
    }
