# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two who typed at one step: what each of them has, field by field, and whose answer is proposed.

Three texts are held against one another: this page's, the colleague's that is kept, and what both began from. Where one
of them alone changed a field, that change is proposed; where both did, this page's, with the other beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from teduh.cases import stepforms
from teduh.cases.procedureviews import language
from teduh.cases.queries.work import Draft
from teduh.cases.stepforms import Block, Posted, name_of
from teduh.cases.steppage import Place, earlier
from teduh.cases.stepsent import PICK
from teduh.lib.saving import Saving
from teduh.procedure import forms
from teduh.procedure.forms import Field

Fields = Mapping[str, Sequence[str]]
PARTS = ("", ".unknown", ".about", ".place", ".region")


@dataclass(frozen=True, slots=True)
class Typed:
    """Posted fields kept as a mapping."""

    fields: Fields

    def getlist(self, key: str) -> list[str]:
        return list(self.fields.get(key, ()))


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that the two have answered otherwise. `theirs_stands` is what is proposed."""

    name: str
    text: str
    mine: str
    theirs: str
    theirs_stands: bool
    both: bool

    @property
    def pick(self) -> str:
        return f"{PICK}{self.name}"


def differences(place: Place, posted: Posted, draft: Draft, page: Saving) -> list[Difference]:
    """Every field in which what is posted and what is kept differ."""
    base = begun_from(place, draft, page)
    found: list[Difference] = []
    for block in place.blocks:
        for one in block.form.fields:
            mine, theirs = (values_of(block, one, source) for source in (posted, draft))
            if mine != theirs and one.kind is not forms.Kind.CALCULATED:
                words = [words_of(block, one, source) for source in (posted, draft)]
                found.append(
                    proposed(
                        name_of(block, one.code),
                        one.text,
                        words,
                        mine,
                        theirs,
                        values_of(block, one, base) if base else None,
                    )
                )
    for name, text in (("outcome", _("Hasil langkah ini")), ("reason", _("Alasan")), ("late", _("Mengapa terlambat?"))):
        mine, theirs = (plain(name, source) for source in (posted, draft))
        if theirs and mine != theirs:
            words = [", ".join(value for _name, values in source for value in values) for source in (mine, theirs)]
            found.append(proposed(name, text, words, mine, theirs, plain(name, base) if base else None))
    return found


Values = tuple[tuple[str, tuple[str, ...]], ...]


def proposed(
    name: str, text: str, words: Sequence[str], mine: Values, theirs: Values, base: Values | None
) -> Difference:
    untouched = not mine if base is None else mine == base
    they_too = bool(theirs) if base is None else theirs != base
    return Difference(
        name, text, words[0], words[1], theirs_stands=untouched and they_too, both=bool(not untouched and they_too)
    )


def begun_from(place: Place, draft: Draft, page: Saving) -> Typed | None:
    """What both pages were made from, where that is still known."""
    if page.page and page.page == draft.before_page:
        return Typed(draft.before)
    if page.made_from == 0:
        return Typed(as_posted(place))
    return Typed(draft.before) if page.made_from == draft.before_count else None


def as_posted(place: Place) -> dict[str, list[str]]:
    """The step's page as it was before anybody typed."""
    answers = earlier(place)
    found: dict[str, list[str]] = {}
    for block in place.blocks:
        for one in block.form.fields:
            for code, values in forms.posted(one, answers.get(block.key, {})).items():
                kept = [value.split(" ", 1)[0] for value in values] if one.kind is forms.Kind.FILE else values
                # A choice that is not known is posted as its own option.
                unknown = code.endswith(".unknown") and one.kind in forms.CHOSEN
                name = name_of(block, code.removesuffix(".unknown") if unknown else code)
                found[name] = [forms.UNKNOWN_SIGN] if unknown else kept
    return found


def names_of(block: Block, one: Field) -> Iterator[str]:
    """Every name under which a field is posted."""
    codes = (
        [
            f"{one.code}.{row}.{column.code}"
            for row in range(1, (len(one.rows) or forms.MOST_ROWS) + 1)
            for column in one.columns
        ]
        if one.kind in forms.ROWS
        else []
    )
    for code in (one.code, *codes):
        for part in PARTS:
            yield f"{name_of(block, code)}{part}"


def values_of(block: Block, one: Field, source: Posted) -> Values:
    """What was posted for a field, empty texts left out."""
    return tuple(value for name in names_of(block, one) for value in plain(name, source))


def plain(name: str, source: Posted) -> Values:
    values = tuple(value.strip().replace("\r\n", "\n") for value in source.getlist(name) if value.strip())
    return ((name, values),) if values else ()


def words_of(block: Block, one: Field, source: Posted) -> str:
    """The answer in words; as it was typed where it is none yet."""
    alone = replace(block, form=replace(block.form, sections=(forms.Section("", (replace(one, condition=None),)),)))
    answers, wrong = forms.clean(alone.form, stepforms.raw_of(alone, source))
    if one.code in answers and not wrong:
        return forms.said(one, answers[one.code], language=language())
    return ", ".join(value for _name, values in values_of(block, one, source) for value in values)


def picked(place: Place, posted: Any, draft: Draft) -> Any:
    """The posted page with the colleague's answer wherever it was chosen."""
    chosen = posted.copy()
    for name in [key.removeprefix(PICK) for key in posted if key.startswith(PICK) and posted[key] == "theirs"]:
        for part in parts_of(place, name):
            chosen.setlist(part, draft.getlist(part))
    return chosen


def parts_of(place: Place, name: str) -> list[str]:
    for block in place.blocks:
        for one in block.form.fields:
            if name_of(block, one.code) == name:
                return list(names_of(block, one))
    return [name]
