# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's protected fields as a page shows them: masked, or open for a quarter of an hour with who and what for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from teduh.lib.masking import DOT, mask_name, mask_number
from teduh.lib.wording import time_words
from teduh.persons.actions import PROTECTED, PURPOSES, readable
from teduh.persons.opened import Opened
from teduh.persons.regions import path_of

if TYPE_CHECKING:
    from teduh.persons.models import Person

NUMBERS = frozenset({"nik", "kk", "phone"})


@dataclass(frozen=True, slots=True)
class Card:
    """One field: `value` only while it stands open; `empty` where nothing is known."""

    field: str
    label: str
    mask: str
    value: str
    note: str
    empty: bool


def cards_of(
    person: Person,
    opened: Mapping[str, Opened],
    *,
    who: str,
    zone: ZoneInfo,
    fields: tuple[str, ...] = tuple(PROTECTED),
) -> list[Card]:
    """The fields of a person, in order. `who` has them open; `zone` is the office's."""
    return [card_of(person, field, opened.get(field), who=who, zone=zone) for field in fields]


def card_of(person: Person, field: str, opened: Opened | None, *, who: str, zone: ZoneInfo) -> Card:
    content = content_of(person, field)
    note = ""
    if opened is not None:
        note = _("Dibuka %(since)s oleh %(who)s, tujuan: %(purpose)s. Tertutup lagi %(until)s.") % {
            "since": time_words(opened.since.astimezone(zone)),
            "who": who,
            "purpose": PURPOSES.get(opened.purpose, opened.purpose).lower(),
            "until": time_words(opened.until.astimezone(zone)),
        }
    return Card(
        field=field,
        label=PROTECTED[field],
        mask=mask_of(field, content),
        value=content if opened is not None else "",
        note=note,
        empty=not content,
    )


def content_of(person: Person, field: str) -> str:
    """The field as one line, a region's code as its names."""
    if not field.endswith("_address"):
        return readable(person, field)
    address: dict[str, Any] = getattr(person, field).open() or {}
    region = str(address.get("region", ""))
    return ", ".join(part for part in (address.get("text", ""), path_of(region) if region else "") if part)


def mask_of(field: str, content: str) -> str:
    if not content:
        return ""
    if field == "name":
        return mask_name(content)
    return mask_number(content) if field in NUMBERS else DOT * 4
