# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form that changed while it was being filled: what was typed in questions that are gone is carried on in words.

A page tells in `<form>.wording` in which words it asked. What those words asked and the present ones do not goes on as
fields `<form>.left`, question and answer with a sign between, until the answers are kept: nothing typed is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from teduh.cases import stepforms
from teduh.cases.answerviews import left_over
from teduh.cases.stepforms import Block, Posted
from teduh.procedure import forms
from teduh.procedure.forms import Answer, Field
from teduh.standards.queries import wording

BETWEEN = "\u241f"  # the sign of a unit's end; nobody types it
LONGEST = 110_000


@dataclass(frozen=True, slots=True)
class Left:
    """`changed`: the page was made before the form changed, so that whoever sends it has not seen the new one yet."""

    rows: tuple[tuple[str, str], ...]
    version: int
    changed: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The rows as the page sends them on."""
        return tuple(f"{text}{BETWEEN}{answer}" for text, answer in self.rows)

    @property
    def as_answer(self) -> Answer:
        rows: list[forms.Row] = [{"text": text, "answer": answer} for text, answer in self.rows]
        return rows


def left_of(block: Block, posted: Posted) -> Left | None:
    """What a posted page or a draft holds of an older wording of its form; None where there is nothing of it."""
    sent = next(iter(posted.getlist(f"{block.prefix}.wording")), "")
    changed = bool(sent) and sent != block.wording
    carried = [row.partition(BETWEEN) for row in posted.getlist(f"{block.prefix}.left") if len(row) < LONGEST]
    rows = [(text, answer) for text, _, answer in carried if text and answer]
    then = wording(sent) if changed else None
    if then is not None:
        rows += [(one.text, words) for one, words in typed_before(replace(block, form=then), block, posted)]
    if not rows and not changed:
        return None
    return Left(tuple(dict.fromkeys(rows)), then.version if then else block.form.version, changed)


def typed_before(then: Block, now: Block, posted: Posted) -> list[tuple[Field, str]]:
    """Answers under the older words: to questions that are gone, and to those whose answer is none any more."""
    raw = stepforms.raw_of(then, posted)
    before, _wrong = forms.clean(then.form, raw)
    _answers, wrong = forms.clean(now.form, stepforms.raw_of(now, posted))
    gone = left_over(then.form, now.form, before)
    for one in then.form.fields:
        if one.code in wrong and one.code in before and one.kind in forms.CHOSEN:
            gone.append((one, forms.said(one, before[one.code])))
    there = {one.code for one in now.form.fields}
    for one in then.form.fields:
        typed = ", ".join(value for value in raw.get(one.code, ()) if value.strip())
        if one.code not in there and one.code not in before and typed:
            gone.append((one, typed))
    return gone
