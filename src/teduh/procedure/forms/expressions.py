# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small language of formulas: sums, counts, comparisons over the answers of a form. None of it is run as code.

    jumlah(tidur, makan, takut)          terjawab(hp)              umur(tanggal-lahir, tanggal-asesmen) < 18
    jumlah(keluarga.penghasilan) / banyaknya(keluarga)             bahaya = ya dan bukan (tempat = rumah)

A name is the code of a field that stands above (`keluarga.umur`: a column of its rows); a minus sign has a space on
both sides, because codes hold hyphens. A word that is no field is an answer of the field it is compared with. What is
not known makes arithmetic unknown and a comparison false; `jumlah` and its like pass over it. Yes counts 1, no 0, a
score its points.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from teduh.procedure.problems import Message

Value: TypeAlias = "bool | int | float | str | tuple[Value, ...] | None"
LONGEST = 2_000  # characters
DEEPEST = 40  # brackets, or words before one another


@dataclass(frozen=True, slots=True)
class Literal:
    value: int | float | str


@dataclass(frozen=True, slots=True)
class Name:
    code: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Apply:
    """A function or a sign over its arguments."""

    word: str
    arguments: tuple[Expression, ...]


Expression: TypeAlias = Literal | Name | Apply
Lookup: TypeAlias = Callable[[Name], Value]


class FormulaError(Exception):
    """A formula that cannot be read; says what to do."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.message = Message(indonesian, english)


# Reading -----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?![\w.]))"
    r"|(?P<text>\"[^\"]*\"|'[^']*'|“[^”]*”)"
    r"|(?P<name>[^\W\d]\w*(?:-\w+)*(?:\.[^\W\d]\w*(?:-\w+)*)?)"
    r"|(?P<sign><=|>=|!=|<>|[-+*/=<>(),]))"
)
_AND, _OR, _NOT = ("dan", "and"), ("atau", "or"), ("bukan", "not")
_COMPARED = ("=", "!=", "<>", "<", "<=", ">", ">=")


def parse(source: str) -> Expression:
    """A formula as written. Raises FormulaError with what to do."""
    if len(source) > LONGEST:
        raise FormulaError(
            f"rumus paling banyak {LONGEST} huruf: bagi menjadi beberapa hitungan",
            f"a formula has at most {LONGEST} characters: divide it into several",
        )
    reader = _Reader(_tokens(source))
    found = reader.any()
    if reader.here:
        raise FormulaError(
            f"`{reader.here}` tidak terduga dalam rumus", f"`{reader.here}` is unexpected in the formula"
        )
    return found


def _tokens(source: str) -> list[str]:
    found: list[str] = []
    place = 0
    while source[place:].strip():
        token = _TOKEN.match(source, place)
        if token is None:
            rest = source[place:].strip()[:20]
            raise FormulaError(
                f"rumus tidak terbaca mulai `{rest}`. Desimal ditulis dengan titik: 1.5",
                f"the formula cannot be read from `{rest}`. Decimals are written with a point: 1.5",
            )
        found.append(token[token.lastgroup or 0])
        place = token.end()
    return found


class _Reader:
    """Tokens from left to right, the loosest binding first."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def here(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        word = self.here
        self.place += 1
        return word

    def any(self) -> Expression:
        return self.joined(_OR, "atau", lambda: self.joined(_AND, "dan", self.negated))

    def joined(self, words: tuple[str, ...], word: str, part: Callable[[], Expression]) -> Expression:
        parts = [part()]
        while self.here.casefold() in words:
            self.take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Apply(word, tuple(parts))

    def negated(self) -> Expression:
        if self.here.casefold() in _NOT:
            self.take()
            return Apply("bukan", (self.deeper(self.negated),))
        return self.compared()

    def compared(self) -> Expression:
        left = self.chain(("+", "-"), lambda: self.chain(("*", "/"), self.single))
        if self.here not in _COMPARED:
            return left
        sign = self.take()
        right = self.chain(("+", "-"), lambda: self.chain(("*", "/"), self.single))
        return Apply("!=" if sign == "<>" else sign, (left, right))

    def chain(self, signs: tuple[str, ...], part: Callable[[], Expression]) -> Expression:
        found = part()
        steps = 0
        while self.here in signs:
            steps += 1
            if steps > DEEPEST:
                raise _too_deep()
            found = Apply(self.take(), (found, part()))
        return found

    def single(self) -> Expression:
        word = self.take()
        if word == "-":
            return Apply("-", (Literal(0), self.deeper(self.single)))
        if word == "(":
            found = self.deeper(self.any)
            self.closed()
            return found
        if word[:1].isdigit():
            return Literal(float(word) if "." in word else int(word))
        if word[:1] in ('"', "'", "“"):
            return Literal(word[1:-1])
        if not word or not (word[0].isalpha() or word[0] == "_"):
            said = f"`{word}`" if word else "akhir rumus"
            raise FormulaError(f"{said} tidak terduga dalam rumus", f"unexpected {word or 'end'} in the formula")
        if self.here == "(":
            return self.call(word.casefold())
        code, _, column = word.partition(".")
        return Name(code, column)

    def call(self, word: str) -> Expression:
        self.take()
        name = _ENGLISH.get(word, word)
        if name not in FUNCTIONS:
            names = ", ".join(FUNCTIONS)
            raise FormulaError(
                f"tidak ada fungsi `{word}`. Yang ada: {names}", f"no function `{word}`. There are: {names}"
            )
        arguments: list[Expression] = []
        while self.here != ")":
            arguments.append(self.deeper(self.any))
            if self.here != ",":
                break
            self.take()
        self.closed()
        wanted = FUNCTIONS[name].arguments
        if (wanted and len(arguments) != wanted) or not arguments:
            raise FormulaError(
                f"`{word}` memerlukan {wanted or 'paling sedikit 1'} isi", f"`{word}` takes {wanted or '1 or more'}"
            )
        return Apply(name, tuple(arguments))

    def closed(self) -> None:
        if self.take() != ")":
            raise FormulaError("kurung dalam rumus tidak ditutup", "a bracket of the formula is not closed")

    def deeper(self, part: Callable[[], Expression]) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _too_deep()
        found = part()
        self.depth -= 1
        return found


def _too_deep() -> FormulaError:
    return FormulaError(
        "rumus terlalu rumit: bagi menjadi beberapa hitungan", "the formula is too deep: divide it into several"
    )


def names(expression: Expression) -> tuple[Name, ...]:
    """Every name in a formula, in its order."""
    match expression:
        case Name():
            return (expression,)
        case Apply():
            return tuple(name for one in expression.arguments for name in names(one))
    return ()


# Working out -------------------------------------------------------------------------------------------------------


def evaluate(expression: Expression, look: Lookup) -> Value:
    """What a formula comes to; None where it cannot be known. Numbers are rounded to six decimals. Never raises."""
    try:
        return _rounded(_value(expression, look))
    except OverflowError:
        return None


def holds(expression: Expression, look: Lookup) -> bool:
    """Whether a condition holds: unknown is no."""
    return _true(evaluate(expression, look))


def _value(expression: Expression, look: Lookup) -> Value:
    match expression:
        case Literal():
            return expression.value
        case Name():
            return look(expression)
    word, values = expression.word, [_value(one, look) for one in expression.arguments]
    if word in FUNCTIONS:
        return _rounded(FUNCTIONS[word].work(values))
    match word:
        case "dan":
            return all(map(_true, values))
        case "atau":
            return any(map(_true, values))
        case "bukan":
            return not _true(values[0])
        case "=":
            return _same(values[0], values[1])
        case "!=":
            return None not in values and not _same(values[0], values[1])
        case "<" | "<=" | ">" | ">=":
            return _ordered(word, values[0], values[1])
    return _rounded(_arithmetic(word, number(values[0]), number(values[1])))


def number(value: Value) -> int | float | None:
    """A value as a number: yes is 1, no is 0, a text none."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return {"yes": 1, "no": 0}.get(value)
    return value if isinstance(value, int | float) else None


def _true(value: Value) -> bool:
    return value is True or value == "yes" or (not isinstance(value, str | bool) and bool(value))


def _arithmetic(sign: str, left: float | None, right: float | None) -> int | float | None:
    if left is None or right is None:
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right if right else None


def _rounded(value: Value) -> Value:
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        value = round(value, 6)
        return int(value) if value.is_integer() else value
    return value


def _same(left: Value, right: Value) -> bool:
    """Equal; of several answers, whether one is it. A text is compared without regard to capitals."""
    if left is None or right is None:
        return False
    if isinstance(left, tuple):
        return any(_same(one, right) for one in left)
    if isinstance(right, tuple):
        return any(_same(left, one) for one in right)
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return number(left) is not None and number(left) == number(right)


def _ordered(sign: str, left: Value, right: Value) -> bool:
    if isinstance(left, str) and isinstance(right, str) and left[:1].isdigit() and right[:1].isdigit():
        return _compare(sign, left.rstrip("~"), right.rstrip("~"))  # dates and times stand as ISO has them
    first, second = number(left), number(right)
    return first is not None and second is not None and _compare(sign, first, second)


def _compare(sign: str, left: float | str, right: float | str) -> bool:
    before, same = left < right, left == right  # type: ignore[operator]  # both are of one kind
    return {"<": before, "<=": before or same, ">": not before and not same, ">=": not before}[sign]


def _flat(values: list[Value]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        found += _flat(list(value)) if isinstance(value, tuple) else [value]
    return found


def _numbers(values: list[Value]) -> list[int | float]:
    return [known for known in map(number, _flat(values)) if known is not None]


def _total(values: list[Value]) -> Value:
    known = _numbers(values)
    return sum(known) if known else None


def _average(values: list[Value]) -> Value:
    known = _numbers(values)
    return sum(known) / len(known) if known else None


def _count(values: list[Value]) -> Value:
    """How many are there: rows of a group, choices of several, fields that are answered; a no is none."""
    return sum(one is not None and one not in ("", "no") and one is not False for one in _flat(values))


def _answered(values: list[Value]) -> Value:
    return all(one not in (None, "", ()) for one in values)


def _years(values: list[Value]) -> Value:
    """Whole years from one day to another, as far as both are known: `2015` counts from its first day."""
    days = [str(one).rstrip("~").split("-") for one in values if isinstance(one, str)]
    if len(days) != 2 or not all(part.isdigit() for day in days for part in day):
        return None
    begun, now = ([int(part) for part in (*day, "1", "1")[:3]] for day in days)
    return now[0] - begun[0] - (now[1:] < begun[1:])


def _chosen(values: list[Value]) -> Value:
    return values[1] if _true(values[0]) else values[2]


def _least(values: list[Value]) -> Value:
    return min(_numbers(values), default=None)


def _most(values: list[Value]) -> Value:
    return max(_numbers(values), default=None)


def _round(values: list[Value]) -> Value:
    """To the nearest whole number, a half upwards, as people round."""
    known = number(values[0])
    return None if known is None else math.floor(known + 0.5)


@dataclass(frozen=True, slots=True)
class Function:
    """`arguments`: how many it takes; 0 is any number, one at least."""

    arguments: int
    work: Callable[[list[Value]], Value]
    means: Message


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "jumlah": Function(0, _total, Message("jumlah semua yang diketahui", "sum of all that is known")),
        "rata": Function(0, _average, Message("rata-rata yang diketahui", "mean of what is known")),
        "terkecil": Function(0, _least, Message("yang terkecil", "the least")),
        "terbesar": Function(0, _most, Message("yang terbesar", "the greatest")),
        "banyaknya": Function(
            0, _count, Message("banyaknya baris, pilihan, atau jawaban", "how many rows, choices or answers")
        ),
        "terjawab": Function(0, _answered, Message("benar bila semuanya dijawab", "true where all are answered")),
        "umur": Function(2, _years, Message("tahun penuh antara dua tanggal", "whole years between two days")),
        "jika": Function(3, _chosen, Message("jika(syarat, bila ya, bila tidak)", "if(condition, then, otherwise)")),
        "bulat": Function(1, _round, Message("dibulatkan", "rounded")),
    }
)
_ENGLISH = {
    "sum": "jumlah",
    "mean": "rata",
    "min": "terkecil",
    "max": "terbesar",
    "count": "banyaknya",
    "answered": "terjawab",
    "age": "umur",
    "if": "jika",
    "round": "bulat",
}
