# SPDX-License-Identifier: AGPL-3.0-or-later
"""What changed in a letter from one version to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

_WORDS = re.compile(r"\S+\s*")
LONGEST = 4_000  # words of a field that are compared word by word; a longer one is shown as a whole


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words. `how`: same, added, removed."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    parts: tuple[Part, ...]


def readable(data: Mapping[str, Any]) -> dict[str, str]:
    """What a letter says, by the label of each part: whom it names to whom, its subject, text, fields and form."""
    letter, clients = data.get("letter") or {}, data.get("clients") or []
    found = {"Kepada": as_text(letter.get("to")), "Hal": as_text(letter.get("subject"))}
    found["Salinan lengkap untuk"] = as_text((letter.get("entitled") or {}).get("who"))
    found["Klien"] = as_text([one.get("name") or one.get("initials") for one in clients])
    found["Isi"] = "\n".join([*letter.get("body", ()), *letter.get("closing", ())])
    for field in letter.get("fields", ()):
        if not field.get("hidden"):
            found[field["label"]] = as_text(field.get("value"))
    for section in (data.get("form") or {}).get("sections", ()):
        for field in section.get("fields", ()):
            found[f"{section.get('title') or ''} {field['label']}".strip()] = as_text(field.get("value"))
    return {label: text for label, text in found.items() if text}


def as_text(value: Any) -> str:
    return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value or "")


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The parts that differ, in the order of the newer version; what is gone comes last."""
    old, new = readable(before), readable(after)
    labels = [*new, *(label for label in old if label not in new)]
    return [
        Change(label, compared(old.get(label, ""), new.get(label, "")))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    ]


def compared(before: str, after: str) -> tuple[Part, ...]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > LONGEST or len(new) > LONGEST:
        return tuple(Part(how, text) for how, text in (("removed", before), ("added", after)) if text)
    parts: list[Part] = []
    for how, start, end, from_, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            parts.append(Part("same", "".join(old[start:end])))
            continue
        if end > start:
            parts.append(Part("removed", "".join(old[start:end])))
        if to > from_:
            parts.append(Part("added", "".join(new[from_:to])))
    return tuple(parts)
