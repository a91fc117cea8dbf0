# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who acts, from where, in which roles, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["staff", "system", "public", "outside"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. Made at the edge (a request, a command, a job), once; `at` is the only time that rules know.

    `staff` has the key of the person as `id`; `system` is the program itself; `public` is somebody on the public pages;
    `outside` is another system. `office` is a code, "" for the installation as a whole. `roles` are those held at `at`,
    deputies' included. `label` is for screens and is not recorded.
    """

    kind: Kind
    id: int | None
    office: str
    roles: frozenset[str]
    at: datetime
    label: str = ""

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("An actor's time carries its zone.")

    @property
    def reference(self) -> str:
        """As the journal writes it: `staff:12`, `system`, `public`."""
        return self.kind if self.id is None else f"{self.kind}:{self.id}"


def system(at: datetime, *, office: str = "", label: str = "Teduh") -> Actor:
    """The program itself: jobs, commands, what time does."""
    return Actor("system", None, office, frozenset(), at, label)
