# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an office writes its letters: its arms, its code, the template of its numbers, its archive codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teduh.accounts.access import may
from teduh.accounts.models import Office
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the codes used below
from teduh.letters.asking import kinds
from teduh.letters.emblem import Emblem
from teduh.letters.models import Arms, LetterSettings
from teduh.letters.numbers import LONGEST_CLASSIFICATION, LONGEST_CODE, code_problem, problem_of
from teduh.letters.queries.registers import settings_of
from teduh.procedure.problems import Message, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRules:
    """`classifications` holds only the kinds whose archive code is another here than in the catalogue."""

    code: str
    template: str
    classifications: Mapping[str, str]


@action("letter.settings_changed", may=may("office.letters"))
def change_settings(
    actor: Actor, office: Office, *, rules: LetterRules, emblem: Emblem | None = None, without_emblem: bool = False
) -> LetterSettings:
    """Numbers already given stay as they read. An emblem is one that `emblem.harmless` has let through."""
    problem = problem_of(rules.template) if rules.template else None
    problem = problem or code_problem(rules.code, longest=LONGEST_CODE)
    for key, classification in rules.classifications.items():
        problem = problem or code_problem(classification, longest=LONGEST_CLASSIFICATION)
        if key not in kinds():
            problem = problem or Message(f"Jenis surat tidak dikenal: {key}.", f"No such kind of letter: {key}.")
    if problem:
        raise Refused(Refusal("letter.settings", problem))
    row = settings_of(office)
    row.code, row.template = rules.code, rules.template
    row.classifications = {key: code for key, code in rules.classifications.items() if code}
    if emblem is not None:
        row.arms = kept(emblem)
    elif without_emblem:
        row.arms = None
    row.save()
    record(
        data={
            "code": row.code,
            "template": row.template,
            "classifications": row.classifications,
            "arms": "new" if emblem else "none" if row.arms is None else "kept",
        }
    )
    return row


def kept(emblem: Emblem) -> Arms:
    """The picture as a row, the same one whoever uploads it again."""
    found = {"content": emblem.content, "media_type": emblem.media_type}
    return Arms.objects.get_or_create(fingerprint=emblem.fingerprint, defaults=found)[0]
