# SPDX-License-Identifier: AGPL-3.0-or-later
"""One step of one case, with all that its page needs to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from teduh.cases import formviews, stepforms
from teduh.cases.answerviews import LEFT
from teduh.cases.changedforms import Left
from teduh.cases.formviews import BlockView
from teduh.cases.procedureviews import OutcomeView, late_clocks, outcomes_of
from teduh.cases.queries import work as queries
from teduh.cases.queries.people import clients_of, mask_of
from teduh.cases.queries.progress import Progress
from teduh.cases.registry import Handing, paper_maker
from teduh.cases.stepforms import Block, Filled
from teduh.journal.actor import Actor
from teduh.procedure import safeguards
from teduh.procedure.forms import Answer, Form, Kind
from teduh.procedure.standard.model import Activity, Step
from teduh.procedure.standard.slugs import slug
from teduh.procedure.state import RunState, Status, StepState
from teduh.standards import formfiles

if TYPE_CHECKING:
    from teduh.cases.models import Case


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
    handing: Handing = field(default_factory=Handing)
    left_out: tuple[str, ...] = ()  # masked names of clients who have not consented to it, while others have

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
        return queries.colleagues_for(self.case, roles, at=self.progress.at)


def place_of(actor: Actor, case: Case, progress: Progress, run: int, key: str, *, lost: bool = False) -> Place | None:
    """The step of that name; None where the case has none."""
    found = progress.state.runs.get(run)
    step = found.procedure.step(key) if found else None
    if found is None or step is None:
        return None
    now = found.steps[key]
    handing = paper_maker().handing(case, run, key) if step.activity is Activity.DELIVER else Handing()
    out = safeguards.left_out(progress.state.facts, step.activity)
    blocks = [block for block in blocks_of(case, step) if block.client not in out]
    masks = [mask_of(one) for number, one in enumerate(clients_of(case), 1) if str(number) in out] if out else []
    if now.status is Status.OPEN and step.activity is Activity.DELIVER:
        blocks = [asked_of_handing(block, handing) for block in blocks if not (handing.settled and is_own(block, step))]
    return Place(
        case=case,
        progress=progress,
        run=found,
        step=step,
        now=now,
        blocks=tuple(blocks),
        mine=not lost and now.status is Status.OPEN and case.acts_in(actor, key, run),
        lost=lost,
        handing=handing,
        left_out=tuple(masks),
    )


def is_own(block: Block, step: Step) -> bool:
    """Whether these are the questions that the step's activity asks, whatever the standard."""
    return block.key == step.activity.value


def asked_of_handing(block: Block, handing: Handing) -> Block:
    """Who received it must be said where a letter is handed over; elsewhere it may be left out."""
    if not handing.waiting or block.key != Activity.DELIVER.value:
        return block
    sections = tuple(
        replace(
            section,
            fields=tuple(replace(one, required=one.required or one.code == "received_by") for one in section.fields),
        )
        for section in block.form.sections
    )
    return replace(block, form=replace(block.form, sections=sections))


def product_name(number: int) -> str:
    """The posted name of the choice among the papers of that list, counted from 1."""
    return "product" if number == 1 else f"product-{number}"


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
    return with_case(case, [block for block in blocks if block.form.sections], people)


def with_case(case: Case, blocks: Sequence[Block], people: Sequence[tuple[int, str, str]]) -> list[Block]:
    """Where a form asks for a person or a file: those of the case."""
    named = people_named(people)
    asked = any(stepforms.asks_for(block.form, Kind.FILE) for block in blocks)
    files = queries.attachments_of(case) if asked else {}
    return [replace(block, form=stepforms.with_people(block.form, named), files=files) for block in blocks]


def people_of(case: Case) -> list[tuple[int, str]]:
    return people_named(queries.people_for_forms(case))


def people_named(people: Sequence[tuple[int, str, str]]) -> list[tuple[int, str]]:
    """Everybody in the case as a question offers them: masked, with their part."""
    return [(number, f"{mask}, {queries.part_words(part)}") for number, part, mask in people]


def without(activity: Form, named: Sequence[Form]) -> Form:
    """An activity's form without the questions that a form named by the step asks too: who gave consent, where."""
    asked = {one.code for form in named for one in form.fields}
    sections = [
        replace(section, fields=tuple(one for one in section.fields if one.code not in asked))
        for section in activity.sections
    ]
    return replace(activity, sections=tuple(section for section in sections if section.fields))


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
            found[given.key] = carried_on(given, place.blocks, here=here)
    for block in place.blocks:
        if block.key.startswith(stepforms.LETTER):
            known = paper_maker().known(place.case, block.key.removeprefix(stepforms.LETTER))
            found[block.key] = {**known, **found.get(block.key, {})}
    return {**found, **marked_kinds(place, found)} if place.step.activity is Activity.IDENTIFY else found


def carried_on(given: queries.Given, blocks: Sequence[Block], *, here: bool) -> dict[str, Answer]:
    """The answers that a form begins with the next time: nobody's signature signs a second time, and a photo shows what
    was to be seen then."""
    once = {Kind.SIGNATURE} if here else {Kind.SIGNATURE, Kind.FILE}
    anew = {one.code for block in blocks if block.key == given.key for one in block.form.fields if one.kind in once}
    return {code: answer for code, answer in given.values.items() if code not in anew and code != LEFT}


def marked_kinds(place: Place, answers: Mapping[str, Mapping[str, Answer]]) -> dict[str, Mapping[str, Answer]]:
    """Kinds of violence marked before stand ticked where the case is identified: what this step leaves out is taken
    back, and to open mediation again must be a deed, never an oversight (UU 12/2022 art. 23)."""
    kinds = place.progress.state.facts.get("kind", ())
    asked = [(block.key, one) for block in place.blocks for one in block.form.fields if one.fact == "kind"]
    return {
        key: {**answers.get(key, {}), one.code: [option.code for option in one.options if option.code in kinds]}
        for key, one in asked
        if one.kind is Kind.SEVERAL and kinds
    }


def views_of(
    place: Place,
    answers: Mapping[str, Mapping[str, Answer]],
    filled: Filled | None,
    *,
    left: Mapping[str, Left] | None = None,
) -> list[BlockView]:
    views = [formviews.view(block, answers.get(block.key, {}), filled=filled) for block in place.blocks]
    return [replace(view, left=(left or {}).get(view.key)) for view in views]
