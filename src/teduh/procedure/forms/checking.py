# SPDX-License-Identifier: AGPL-3.0-or-later
"""A formula held against the fields above it: names that exist, kinds that fit, words that are answers."""

from __future__ import annotations

from collections.abc import Mapping

from teduh.procedure.forms.expressions import Apply, Expression, Literal, Name
from teduh.procedure.forms.values import ROWS, Field, Kind
from teduh.procedure.problems import Message
from teduh.procedure.standard.slugs import nearest, slug

_SUMMED = frozenset({"jumlah", "rata", "terkecil", "terbesar", "bulat", "+", "-", "*", "/"})
_COMPARED = frozenset({"=", "!=", "<", "<=", ">", ">="})
_NUMERIC = frozenset({Kind.NUMBER, Kind.SCORE, Kind.YES_NO, Kind.CALCULATED})


def resolve(expression: Expression, above: Mapping[str, Field]) -> tuple[Expression, list[Message]]:
    """The formula with the codes that the form uses, and what is wrong with it. `above` is by slug of the code."""
    problems: list[Message] = []
    return _resolved(expression, above, problems), problems


def _resolved(one: Expression, above: Mapping[str, Field], problems: list[Message]) -> Expression:
    match one:
        case Literal():
            return one
        case Name():
            return _named(one, above, problems)
    if one.word in _COMPARED:
        return _compared(one, above, problems)
    arguments = tuple(_resolved(part, above, problems) for part in one.arguments)
    if one.word in _SUMMED:
        problems += [_not_a_number(name) for name in arguments if not _numeric(name, above)]
    return Apply(one.word, arguments)


def _named(name: Name, above: Mapping[str, Field], problems: list[Message]) -> Expression:
    asked = above.get(slug(name.code))
    if asked is None:
        near = nearest(name.code, above)
        problems.append(
            Message(
                f'"{name.code}" bukan isian di atasnya' + (f". Mungkin maksudnya `{near}`?" if near else ""),
                f'"{name.code}" is no field above' + (f". Perhaps you mean `{near}`?" if near else ""),
            )
        )
        return name
    if not name.column:
        return Name(asked.code)
    columns = {slug(column.code): column.code for column in asked.columns}
    if slug(name.column) not in columns:
        there = ", ".join(columns.values()) or "-"
        problems.append(
            Message(
                f'"{asked.code}" tidak mempunyai kolom "{name.column}". Yang ada: {there}',
                f'"{asked.code}" has no column "{name.column}". There are: {there}',
            )
        )
        return name
    return Name(asked.code, columns[slug(name.column)])


def _compared(one: Apply, above: Mapping[str, Field], problems: list[Message]) -> Expression:
    """A bare word beside a coded field is one of its answers: `bahaya = ya`."""
    left, right = one.arguments
    return Apply(
        one.word,
        (_beside(left, right, above, problems), _beside(right, left, above, problems)),
    )


def _beside(part: Expression, other: Expression, above: Mapping[str, Field], problems: list[Message]) -> Expression:
    asked = _asked(other, above)
    word = (
        part.code if isinstance(part, Name) and not part.column else part.value if isinstance(part, Literal) else None
    )
    options = asked.codes if asked is not None and asked.kind is not Kind.CALCULATED else ()
    if not options or not isinstance(word, str) or (isinstance(part, Name) and slug(word) in above):
        return _resolved(part, above, problems)
    answers = {slug(one.code): one.code for one in options} | {slug(one.text): one.code for one in options}
    if slug(word) not in answers:
        assert asked is not None
        there = ", ".join(one.code for one in options)
        problems.append(
            Message(
                f'"{word}" bukan jawaban {asked.code}. Yang ada: {there}',
                f'"{word}" is no answer of {asked.code}. There are: {there}',
            )
        )
        return part
    code = answers[slug(word)]
    if asked is not None and asked.kind is Kind.SCORE:
        return Literal(next(one.points for one in options if one.code == code))
    return Literal(code)


def _asked(one: Expression, above: Mapping[str, Field]) -> Field | None:
    if not isinstance(one, Name):
        return None
    asked = above.get(slug(one.code))
    if asked is None or not one.column:
        return asked
    return next((column for column in asked.columns if slug(column.code) == slug(one.column)), None)


def _numeric(one: Expression, above: Mapping[str, Field]) -> bool:
    if isinstance(one, Literal):
        return not isinstance(one.value, str)
    asked = _asked(one, above)
    if asked is None:
        return True  # another formula, or a name that was told already
    return asked.kind in _NUMERIC and asked.kind not in ROWS


def _not_a_number(one: Expression) -> Message:
    said = f"{one.code}.{one.column}".rstrip(".") if isinstance(one, Name) else getattr(one, "value", "")
    return Message(
        f'"{said}" bukan bilangan. Yang dapat dihitung: angka, skor, ya tidak, hitungan',
        f'"{said}" is no number. What counts: angka, skor, ya tidak, hitungan',
    )
