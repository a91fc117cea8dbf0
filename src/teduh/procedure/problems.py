# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is wrong, said so that the reader can mend it: problems of a file, refusals of a move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["id", "en"]


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One sentence in both languages of the product."""

    id: str
    en: str

    def text(self, language: Language = "id") -> str:
        return self.en if language == "en" else self.id


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in a catalogue file: where it stands, which rule it breaks, and what to do.

    `line` counts from 1; 0 is the file as a whole. A warning never stops a publication.
    """

    file: str
    line: int
    rule: str
    remedy: Message
    warning: bool = False

    def text(self, language: Language = "id") -> str:
        """`FILE:LINE: rule: what to do`, one line."""
        return f"{self.file}:{self.line}: {self.rule}: {self.remedy.text(language)}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move that may not be made: the rule (a point of the format, an article of law), the step, and why."""

    rule: str
    reason: Message
    step: str = ""
