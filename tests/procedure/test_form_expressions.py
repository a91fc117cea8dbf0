# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formulas: what they come to, what they refuse, and that nothing written in one does any harm."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teduh.procedure.forms import expressions
from teduh.procedure.forms.expressions import Apply, Expression, FormulaError, Literal, Name, Value

KNOWN: dict[str, Value] = {
    "a": 2,
    "b": 3,
    "c": None,
    "pecahan": 0.1,
    "bahaya": "yes",
    "bentuk": ("physical", "sexual"),
    "umur-anak": (7, 12, None),
    "lahir": "2015-04-21",
    "kira": "2015~",
    "kini": "2026-04-20",
    "pukul": "07:30",
    "teks": "Rumah",
}


def look(name: Name) -> Value:
    return KNOWN.get(f"{name.code}.{name.column}" if name.column else name.code)


def value(source: str) -> Value:
    return expressions.evaluate(expressions.parse(source), look)


@pytest.mark.parametrize(
    ("source", "comes_to"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("-2 + 5", 3),
        ("pecahan + 0.2", 0.3),
        ("b / 2", 1.5),
        ("b / 0", None),
        ("a + c", None),
        ("jumlah(a, b, c)", 5),
        ("jumlah(c)", None),
        ("jumlah(bahaya, a)", 3),
        ("rata(a, b)", 2.5),
        ("terkecil(umur-anak)", 7),
        ("terbesar(umur-anak, 40)", 40),
        ("banyaknya(umur-anak)", 2),
        ("banyaknya(bentuk)", 2),
        ("bulat(2.5)", 3),
        ("umur(lahir, kini)", 10),
        ("umur(kira, kini)", 11),
        ("umur(c, kini)", None),
        ("jika(a < b, 10, 20)", 10),
        ('jika(a > b, "ya", "tidak")', "tidak"),
        ("a < b dan bukan (a = b)", True),
        ("a = 2 atau c = 1", True),
        ("c < 1", False),
        ("c != 1", False),
        ('bentuk = "sexual"', True),
        ('bentuk != "economic"', True),
        ('teks = "rumah"', True),
        ("lahir < kini", True),
        ('pukul >= "06:00"', True),
        ("terjawab(a, teks)", True),
        ("terjawab(c)", False),
        ("sum(a, b)", 5),
    ],
)
def test_a_formula_comes_to(source: str, comes_to: Any) -> None:
    assert value(source) == comes_to


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "akhir rumus"),
        ("1 +", "akhir rumus"),
        ("(1", "tidak ditutup"),
        ("1 2", "tidak terduga"),
        ("eval(a)", "tidak ada fungsi `eval`"),
        ("__import__('os')", "tidak ada fungsi"),
        ("umur(a)", "memerlukan 2"),
        ("jumlah()", "memerlukan paling sedikit 1"),
        ("a ; b", "tidak terbaca"),
        ("1,5", "tidak terduga"),
        ("(" * 60 + "1" + ")" * 60, "terlalu rumit"),
        ("bukan " * 60 + "a", "terlalu rumit"),
        ("1" + " + 1" * 600, "paling banyak"),
        ("1" + " + 1" * 100, "terlalu rumit"),
    ],
)
def test_a_formula_that_cannot_be_read_says_why(source: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        expressions.parse(source)
    assert said in caught.value.message.id
    assert caught.value.message.en


NUMBERS = st.integers(min_value=-1000, max_value=1000)


def trees() -> st.SearchStrategy[tuple[str, Any]]:
    """Formulas with what Python makes of them."""
    leaf = st.integers(min_value=0, max_value=1000).map(lambda number: (str(number), number))

    def joined(parts: st.SearchStrategy[tuple[str, Any]]) -> st.SearchStrategy[tuple[str, Any]]:
        return st.tuples(parts, st.sampled_from("+-*"), parts).map(
            lambda found: (
                f"({found[0][0]} {found[1]} {found[2][0]})",
                {"+": found[0][1] + found[2][1], "-": found[0][1] - found[2][1], "*": found[0][1] * found[2][1]}[
                    found[1]
                ],
            )
        )

    return st.recursive(leaf, joined, max_leaves=12)


@settings(deadline=None)
@given(trees())
def test_arithmetic_is_that_of_everybody(tree: tuple[str, Any]) -> None:
    assert value(tree[0]) == tree[1]


@settings(deadline=None, max_examples=400)
@given(st.text(alphabet="ab1.5 +-*/=<>(),\"'?_dan atubk", max_size=60))
def test_whatever_is_written_is_a_formula_or_a_sentence_that_says_what_is_wrong(source: str) -> None:
    try:
        read = expressions.parse(source)
    except FormulaError:
        return
    assert isinstance(expressions.evaluate(read, look), bool | int | float | str | tuple | None)


def expressions_of(leaves: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def applied(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        signs = st.sampled_from(["+", "-", "*", "/", "=", "!=", "<", ">=", "umur"])
        pairs = st.tuples(signs, st.tuples(parts, parts)).map(lambda found: Apply(found[0], found[1]))
        many = st.sampled_from(["jumlah", "rata", "terkecil", "banyaknya", "terjawab", "dan", "atau"])
        return pairs | st.tuples(many, st.lists(parts, min_size=1, max_size=4)).map(
            lambda found: Apply(found[0], tuple(found[1]))
        )

    return st.recursive(leaves, applied, max_leaves=20)


ANY_VALUE = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.just((1, None, "yes"))


@settings(deadline=None, max_examples=300)
@given(
    expressions_of(st.sampled_from([Name("a"), Name("b"), Name("c"), Literal(2), Literal("x"), Literal("2015-04")])),
    st.fixed_dictionaries({"a": ANY_VALUE, "b": ANY_VALUE, "c": ANY_VALUE}),
)
def test_whatever_was_answered_a_formula_never_fails(read: Expression, known: dict[str, Value]) -> None:
    found = expressions.evaluate(read, lambda name: known[name.code])
    if isinstance(found, float):
        assert math.isfinite(found)
