# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formulas of an XLSForm (a small part of XPath) in the language of forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from teduh.procedure.problems import Message


@dataclass(frozen=True, slots=True)
class Known:
    """A question of the workbook: its code here, the repeat it stands in, its answers by their old names."""

    code: str
    inside: str = ""
    rows: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


class Untranslatable(Exception):
    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.message = Message(indonesian, english)


_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$\{\s*(?:last-saved#)?[^}]+\})|(?P<path>(?:\.\./)+[\w.-]+)|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")|(?P<word>[A-Za-z][\w-]*(?:\(\s*\))?)|(?P<sign><=|>=|!=|[-+*=<>(),]))"
)
_SIGNS = {"and": "dan", "or": "atau", "div": "/"}
_FUNCTIONS = {
    "sum": "jumlah",
    "count": "banyaknya",
    "count-selected": "banyaknya",
    "min": "terkecil",
    "max": "terbesar",
    "round": "bulat",
    "if": "jika",
    "not": "bukan",
    "number": "",
    "int": "",
    "string": "",
    "boolean": "",
}


def translate(source: str, known: Mapping[str, Known], *, inside: str) -> str:
    """A formula as forms write it; `inside` is the code of the repeat it stands in. Raises Untranslatable."""
    reader = _Reader(_tokens(source), known, inside)
    found = reader.any()
    if reader.tokens:
        raise _cannot(reader.tokens[0][1])
    return found


def _tokens(source: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place = 0
    while source[place:].strip():
        token = _TOKEN.match(source, place)
        if token is None:
            raise _cannot(source[place:].strip()[:20])
        found.append((token.lastgroup or "", token[token.lastgroup or 0]))
        place = token.end()
    return found


def _cannot(what: str) -> Untranslatable:
    return Untranslatable(
        f"`{what}` tidak dikenal dalam rumus di sini", f"`{what}` has no counterpart in a formula here"
    )


class _Reader:
    """Left to right. Brackets are kept, so precedence need not be known but for comparisons with words."""

    def __init__(self, tokens: list[tuple[str, str]], known: Mapping[str, Known], inside: str) -> None:
        self.tokens = tokens
        self.known = known
        self.inside = inside
        self.last: Known | None = None

    def any(self) -> str:
        parts: list[str] = []
        while self.tokens and self.tokens[0][1] not in (")", ","):
            parts.append(self.one(parts))
        if not parts:
            raise _cannot("()")
        return " ".join(part for part in parts if part)

    def one(self, before: list[str]) -> str:
        kind, word = self.tokens.pop(0)
        match kind:
            case "name" | "path":
                return self.named(word)
            case "number":
                return word
            case "text":
                return self.text(word[1:-1], before)
            case "word":
                return self.word(word)
        if word == "(":
            return self.bracket()
        return word

    def bracket(self) -> str:
        found = self.any()
        if not self.tokens or self.tokens.pop(0)[1] != ")":
            raise _cannot("(")
        return f"({found})"

    def named(self, word: str) -> str:
        name = word.strip("${} ").rpartition("/")[2]
        asked = self.known.get(name)
        if asked is None:
            raise _cannot(word)
        self.last = asked
        if asked.inside and asked.inside != self.inside:
            return f"{asked.inside}.{asked.code}"
        if self.inside and asked.inside != self.inside:
            raise Untranslatable(f"`{asked.code}` berada di luar baris", f"`{asked.code}` stands outside the row")
        return asked.code

    def text(self, text: str, before: list[str]) -> str:
        """An answer's name becomes its code; nothing at all means not answered."""
        if text == "" and len(before) >= 2 and before[-1] in ("=", "!="):
            sign, name = before.pop(), before.pop()
            return f"terjawab({name})" if sign == "!=" else f"bukan terjawab({name})"
        code = self.last.codes.get(text, text) if self.last else text
        return f'"{code}"'

    def word(self, word: str) -> str:
        name = word.replace(" ", "")
        if name in _SIGNS:
            return _SIGNS[name]
        if name in ("true()", "false()"):
            return "1 = 1" if name == "true()" else "1 = 0"
        if self.tokens and self.tokens[0][1] == "(":
            self.tokens.pop(0)
            return self.call(name)
        raise _cannot(word)

    def call(self, name: str) -> str:
        arguments = [self.any()]
        while self.tokens and self.tokens[0][1] == ",":
            self.tokens.pop(0)
            arguments.append(self.any())
        if not self.tokens or self.tokens.pop(0)[1] != ")":
            raise _cannot(f"{name}(")
        if name == "selected" and len(arguments) == 2:
            return f"({arguments[0]} = {arguments[1]})"
        if name not in _FUNCTIONS:
            raise _cannot(f"{name}()")
        word = _FUNCTIONS[name]
        if word in ("", "bukan"):
            return f"{word} ({arguments[0]})".strip()
        return f"{word}({', '.join(arguments)})"
