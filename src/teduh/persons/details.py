# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be said of a person, as one value: used to make one, to change one, to find one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

UNKNOWN = "unknown"
CODED = ("education", "occupation", "religion", "marital_status", "nationality")


@dataclass(frozen=True, slots=True)
class Address:
    """Free text and, where chosen, the region's code down to the village."""

    text: str = ""
    region: str = ""

    def data(self) -> dict[str, str]:
        return {"text": self.text, "region": self.region}


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Everything may be missing. `nik` and `kk` are kept as given: a wrong number warns, it never blocks."""

    name: str = ""
    alias: str = ""
    nik: str = ""
    kk: str = ""
    birth_place: str = ""
    birth_date: date | None = None
    birth_estimated: bool = False
    phone: str = ""
    email: str = ""
    registered: Address = field(default_factory=Address)
    home: Address = field(default_factory=Address)
    safe_contact: dict[str, Any] = field(default_factory=dict)
    notes: str = ""
    sex: str = UNKNOWN
    education: str = UNKNOWN
    occupation: str = UNKNOWN
    religion: str = UNKNOWN
    marital_status: str = UNKNOWN
    nationality: str = UNKNOWN
    disability: str = UNKNOWN  # yes, no
    disabilities: tuple[str, ...] = ()  # which ones: where any is named, `disability` is yes

    @property
    def profile(self) -> dict[str, Any]:
        """What is known of the person's life and is nobody else's business, by the name of the field."""
        coded = {name: getattr(self, name) for name in CODED}
        known: dict[str, Any] = {name: code for name, code in coded.items() if code != UNKNOWN}
        return known | ({"disabilities": list(self.disabilities)} if self.disabilities else {})


def clean(text: str) -> str:
    """Text as it may be kept: NUL and marks that turn the reading direction go, blanks at the ends too."""
    return "".join(sign for sign in text if sign not in TURNING and (sign >= " " or sign in "\n\t")).strip()


# Marks that make one text look like another (U+202A..U+202E, U+2066..U+2069); NUL falls to the rule on control signs.
TURNING = frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
