# SPDX-License-Identifier: AGPL-3.0-or-later
"""The checker: does what a standard says hold together? Thirty-seven rules, each a function of its own.

C1-C4 are the reader's (`yaml`), C5, C6 (keys), C9, C10, C16, C20, C23, C24 (words), C26 (levels), C27 (extension) and
C35 the parser's; the others stand in the `check_*` modules. All problems come in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from teduh.procedure.problems import Problem
from teduh.procedure.standard import check_catalogue, check_law, check_promises, check_steps, check_walks
from teduh.procedure.standard.faults import Faults
from teduh.procedure.standard.parse import Loaded, load
from teduh.procedure.standard.subject import Subject
from teduh.procedure.standard.vocabulary import Vocabulary

# With one of these broken a walk would only repeat the fault in other words.
BEFORE_WALKING = ("C8", "C11", "C12", "C16", "C17")

PLAIN_RULES: tuple[Callable[[Subject], None], ...] = (
    check_steps.names_unique,
    check_steps.predecessors_above,
    check_steps.outcomes_named_exist,
    check_steps.predecessor_written,
    check_steps.returns_go_up_the_line,
    check_steps.some_outcome_goes_on,
    check_steps.optional_drafts_named,
    check_steps.facts_settled_first,
    check_steps.needs_are_requirements,
    check_steps.activities_have_their_needs,
    check_steps.approvals_have_a_draft,
    check_steps.items_in_order,
    check_promises.steps_of_moments_exist,
    check_promises.limits_do_not_grow_with_risk,
    check_promises.floor_below_limit,
    check_catalogue.papers_are_made,
    check_catalogue.forms_and_services_exist,
    check_catalogue.components_present,
    check_law.safeguards_respected,
)
WALKED_RULES: tuple[Callable[[Subject, check_walks.Explored], None], ...] = (
    check_walks.no_running_out_of_steps,
    check_walks.every_step_opens,
    check_walks.every_channel_opens,
    check_walks.start_before_end,
    check_walks.ends_are_reached,
)


def check(
    source: str | bytes,
    *,
    file: str,
    vocabulary: Vocabulary,
    folder: str = "",
    published: Mapping[int, str] | None = None,
) -> Loaded:
    """Read and check a standard.

    `folder` is the code that its place in the catalogue implies (empty: not in the catalogue). `published` maps the
    versions of this standard that are out to their digests. Examples are checked by `check_examples`.
    """
    loaded = load(source, file=file, vocabulary=vocabulary)
    problems = (*loaded.problems, *_problems(loaded, vocabulary, folder, published or {}))
    return Loaded(file, loaded.standard, Faults(file, list(problems)).sorted(), loaded.root, loaded.steps)


def _problems(loaded: Loaded, vocabulary: Vocabulary, folder: str, published: Mapping[int, str]) -> tuple[Problem, ...]:
    if loaded.standard is None or loaded.root is None or loaded.steps is None:
        return ()
    faults = Faults(loaded.file)
    subject = Subject(loaded.standard, loaded.root, loaded.steps, vocabulary, faults)
    check_catalogue.office_and_folder(subject, folder)
    check_catalogue.published_unchanged(subject, published)
    for rule in PLAIN_RULES:
        rule(subject)
    if not Faults(loaded.file, [*loaded.problems, *faults.found]).has(BEFORE_WALKING):
        walked = check_walks.explored(subject)
        for walked_rule in WALKED_RULES:
            walked_rule(subject, walked)
    return faults.sorted()
