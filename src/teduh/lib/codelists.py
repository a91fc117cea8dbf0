# SPDX-License-Identifier: AGPL-3.0-or-later
"""Code lists of the catalogue: an English code for the data, words in both languages for people."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

UNKNOWN = "unknown"
# The C parser is ten times as fast, and is missing from some builds of the library.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DELIVERED = Path(__file__).resolve().parents[3] / "catalogue"
_reader: list[Callable[[], str | None]] = [lambda: "id"]


def speak(language: Callable[[], str | None]) -> None:
    """Say how to know the language of whoever reads now; the framework above registers its own way."""
    _reader[:] = [language]


@dataclass(frozen=True, slots=True)
class Row:
    """One code. `more` holds what else the list says of it (roll-up to Simfoni, article, group)."""

    code: str
    id: str
    en: str
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The words in the language of the reader."""
        return self.en if _reader[0]() == "en" and self.en else self.id


@dataclass(frozen=True, slots=True)
class CodeList:
    rows: tuple[Row, ...]
    more: Mapping[str, Any]  # what stands beside the items: combinations, sources

    def row(self, code: str) -> Row | None:
        return next((row for row in self.rows if row.code == code), None)


@lru_cache(maxsize=128)
def code_list(name: str) -> CodeList:
    """The list of that file name. Raises FileNotFoundError: a missing list is a fault of the catalogue."""
    path = Path(os.environ.get("TEDUH_CATALOGUE_DIR") or DELIVERED) / "codelists" / f"{name}.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 -- texts only
    rows = [
        Row(
            code=item["code"],
            id=item["id"],
            en=item.get("en", ""),
            more={key: value for key, value in item.items() if key not in ("code", "id", "en")},
        )
        for item in data["items"]
    ]
    return CodeList(tuple(rows), {key: value for key, value in data.items() if key != "items"})


def label(name: str, code: str) -> str:
    """The words for a code; "Tidak diketahui" for the unknown, the code itself where the list has lost it."""
    if not code or code == UNKNOWN:
        return "Unknown" if _reader[0]() == "en" else "Tidak diketahui"
    row = code_list(name).row(code)
    return row.label if row else code
