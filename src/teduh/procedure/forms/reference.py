# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of the reference of forms, made from the tables of the code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from teduh.procedure.forms.expressions import FUNCTIONS
from teduh.procedure.forms.keywords import FIELD, FORM, KINDS_MEAN, SECTION, Keyword, kind_words
from teduh.procedure.forms.rules import RULES
from teduh.procedure.forms.values import KINDS
from teduh.procedure.standard.reference import MARK


def with_tables(text: str) -> str:
    """The page with every table between its marks made anew. Raises KeyError for a table that does not exist."""
    return MARK.sub(lambda found: f"{found[1]}\n{TABLES[found['name']]()}\n{found[3]}", text)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _keywords(words: tuple[Keyword, ...]) -> str:
    head = ("kata kunci", "arti", "untuk jenis", "bawaan", "contoh")
    return _table(
        head,
        (
            (f"`{one.word}`", one.means, kind_words(one.kinds) or "semua", one.default, f"`{one.example}`")
            for one in words
        ),
    )


def _kinds() -> str:
    return _table(
        ("jenis", "arti", "terbaca"),
        ((f"`{word.replace('-', ' ')}`", *KINDS_MEAN[kind]) for word, kind in KINDS.items()),
    )


def _functions() -> str:
    return _table(
        ("fungsi", "banyak isi", "hasil"),
        ((f"`{name}`", str(one.arguments or "1 atau lebih"), one.means.id) for name, one in FUNCTIONS.items()),
    )


def _rules() -> str:
    return _table(("aturan", "yang diperiksa"), ((rule, message.id) for rule, message in RULES.items()))


TABLES: Mapping[str, Callable[[], str]] = {
    "kepala": lambda: _keywords(FORM),
    "bagian": lambda: _keywords(SECTION),
    "isian": lambda: _keywords(FIELD),
    "jenis": _kinds,
    "fungsi": _functions,
    "aturan": _rules,
}
