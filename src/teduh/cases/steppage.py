# SPDX-License-Identifier: AGPL-3.0-or-later
"""One step of one case, with all that its page needs to know; and what was posted there, read and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from teduh.cases import stepforms
from teduh.cases.actions.steps import Work
from teduh.cases.procedureviews import OutcomeView, late_clocks, outcomes_of, reasoned
from teduh.cases.queries import work as queries
from teduh.cases.queries.progress import Progress
from teduh.cases.registry import paper_maker
from teduh.cases.stepforms import LETTER, Block, BlockView, Filled, Posted
from teduh.journal.actor import Actor
from teduh.persons.details import clean
from teduh.procedure import flow
from teduh.procedure.forms import Answer, Form
from teduh.procedure.standard.model import Activity, Outcome, Step
from teduh.procedure.standard.slugs import slug
from teduh.procedure.state import RunState, Status, StepState
from teduh.standards import formfiles

if TYPE_CHECKING:
    from teduh.cases.models import Case

LONGEST_REASON = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A step where it stands: `mine` says whether the actor may take it now."""

    case: Case
    progress: Progress
    run: RunState
    step: Step
    now: StepState
    blocks: tuple[Block, ...]
    mine: bool
    lost: bool = False  # a colleague took the step, and the actor is no longer of the team

    @property
    def open(self) -> bool:
        return self.now.status is Status.OPEN

    @property
    def approval(self) -> bool:
        """A paraf or signature: the paper stands first, then the result, then what one wants to add."""
        return self.step.activity in (Activity.INITIAL, Activity.SIGN)

    @property
    def outcomes(self) -> list[OutcomeView]:
        return outcomes_of(self.run, self.step)

    @property
    def wants_reason(self) -> str:
        """`always`, `sometimes` (by the result chosen), or `never`."""
        wanted = {outcome.reasoned for outcome in self.outcomes}
        return "sometimes" if len(wanted) == 2 else "always" if True in wanted else "never"

    @property
    def product_choices(self) -> list[list[tuple[str, str]]]:
        """Papers of which one is made: (product, title) of each alternative."""
        title = paper_maker().title
        return [
            [(one, title(one)) for one in choice.options] for choice in self.step.products if len(choice.options) > 1
        ]

    @property
    def papers(self) -> list[str]:
        """Titles of the papers that finishing makes, whatever is chosen."""
        return [paper_maker().title(choice.options[0]) for choice in self.step.products if len(choice.options) == 1]

    @property
    def criteria(self) -> list[tuple[str, str]]:
        return [(slug(text), text) for text in self.step.criteria]

    @property
    def services(self) -> list[tuple[str, str]]:
        return [(service.key, service.name) for service in self.step.services]

    @property
    def late(self) -> list[str]:
        """The words of the promises whose lateness this step has to explain."""
        return [clock.text for clock in late_clocks(self.progress.clocks, self.run, self.step)]

    def colleagues(self) -> list[tuple[int, str]]:
        """Whom an assignment or disposition may name."""
        if self.step.activity not in (Activity.ASSIGN, Activity.DISPOSE):
            return []
        roles = [party.role for party in self.step.to if party.role]
        return queries.colleagues_in(self.case.office, roles, at=self.progress.at)


def place_of(actor: Actor, case: Case, progress: Progress, run: int, key: str, *, lost: bool = False) -> Place | None:
    """The step of that name; None where the case has none."""
    found = progress.state.runs.get(run)
    step = found.procedure.step(key) if found else None
    if found is None or step is None:
        return None
    now = found.steps[key]
    return Place(
        case=case,
        progress=progress,
        run=found,
        step=step,
        now=now,
        blocks=tuple(blocks_of(case, step)),
        mine=not lost and now.status is Status.OPEN and case.acts_in(actor, key),
        lost=lost,
    )


def blocks_of(case: Case, step: Step) -> list[Block]:
    """The forms of a step: the catalogue's forms that it names, what its activity asks, the questions of its papers."""
    named = [formfiles.form(key) for key in step.forms]
    forms = [*named, without(formfiles.activity_form(step.activity), named)]
    people = queries.people_for_forms(case)
    blocks = [block for form in forms for block in stepforms.for_each(form, people)]
    number = 0
    for choice in step.products:
        number += len(choice.options) > 1
        for product in choice.options:
            asked = paper_maker().asks(product)
            if asked is not None:
                chooser = product_name(number) if len(choice.options) > 1 else ""
                blocks.append(stepforms.for_paper(asked, product, chooser=chooser))
    return [block for block in blocks if block.form.sections]


def without(activity: Form, named: Sequence[Form]) -> Form:
    """An activity's form without the questions that a form named by the step asks too: who gave consent, where."""
    asked = {one.code for form in named for one in form.fields}
    sections = [
        replace(section, fields=tuple(one for one in section.fields if one.code not in asked))
        for section in activity.sections
    ]
    return replace(activity, sections=tuple(section for section in sections if section.fields))


# What was answered before -------------------------------------------------------------------------------------------


def earlier(place: Place) -> dict[str, Mapping[str, Answer]]:
    """The last answers to each form: of this step in an earlier round; of a catalogue form at any step. A repeated step
    begins each entry empty."""
    if place.step.repeated:
        return {}
    activity = place.step.activity.value
    found: dict[str, Mapping[str, Answer]] = {}
    for given in queries.given_in(place.case, [block.key for block in place.blocks]):
        here = (given.run, given.step) == (place.run.number, place.step.key)
        if here or given.key != activity:
            found[given.key] = given.values
    return found


def views_of(place: Place, answers: Mapping[str, Mapping[str, Answer]], filled: Filled | None) -> list[BlockView]:
    return [stepforms.view(block, answers.get(block.key, {}), filled=filled) for block in place.blocks]


# What is posted now -------------------------------------------------------------------------------------------------


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

    @property
    def wrong(self) -> bool:
        return bool(self.errors or self.filled.errors)


def product_name(number: int) -> str:
    """The posted name of the choice among the papers of that list, counted from 1."""
    return "product" if number == 1 else f"product-{number}"


def choices_from(posted: Posted) -> Choices:
    def one(name: str) -> str:
        values = posted.getlist(name)
        return clean(values[-1])[:LONGEST_REASON] if values else ""

    number = one("round")
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
        round=int(number) if number.isdecimal() else 0,
    )


def read(place: Place, posted: Posted, *, finishing: bool, entry: bool = False) -> Sent:
    """The posted page. An entry of a repeated step needs its answers, but no result."""
    choices = choices_from(posted)
    filled = stepforms.read(place.blocks, posted, finishing=finishing, products=chosen_products(place, choices))
    errors: dict[str, tuple[str, str]] = {}
    at, wrong_time = moment_of(choices, place)
    if wrong_time:
        errors["when_at"] = (_("Kapan ini terjadi"), wrong_time)
    if finishing and not entry:
        errors |= judged(place, choices)
    return Sent(choices, filled, errors, at)


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
    answers = {block.key: (block.form.version, sent.filled.answers[block.key]) for block in asked}
    papers = {key.removeprefix(LETTER): values for key, (_version, values) in answers.items() if key.startswith(LETTER)}
    return Work(
        answers=answers,
        facts=stepforms.facts_of(asked, sent.filled.answers),
        papers=papers,
        products=chosen,
        services=known(sent.choices.services, [key for key, _name in place.services]),
        criteria=known(sent.choices.criteria, [key for key, _text in place.criteria]),
        assignee=int(sent.choices.assignee) if sent.choices.assignee.isdecimal() and place.step.to else None,
        reason=sent.choices.reason,
        late=sent.choices.late,
        at=sent.at,
    )


def known(chosen: Sequence[str], offered: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in offered if one in chosen)


def draft_fields(posted: Any) -> dict[str, list[str]]:
    """All that was typed, as it was posted, but for what only serves the sending."""
    serving = {"csrfmiddlewaretoken", "do", "autosave_count", "round"}
    return {name: [str(value) for value in values] for name, values in posted.lists() if name not in serving}
