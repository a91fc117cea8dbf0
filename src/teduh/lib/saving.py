# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saves of a page that is typed into: which of two is kept where a page stands open twice.

What is kept carries how often it was saved (`saves`) and which page saved it last. A save is taken from
the page that made the last one, if it is newer than that; or from a page made from what is kept now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from teduh.lib.numbers import whole_number

TOKEN = re.compile(r"[0-9A-Za-z-]{1,32}")
FIELDS = ("page", "made_from", "autosave_count", "seen")  # what a page sends for its saves: never content


@dataclass(frozen=True, slots=True)
class Saving:
    """One rendering of a page, and the save that it sends.

    `made_from`: the saves at the moment of rendering. `count` rises with every save of the page, so that an older one,
    late on a slow line, is known. A save by a press is newer than all that its page sent before. `overwrites`: whoever
    presses has been told that another page saved since, and wants this one.
    """

    page: str = ""
    made_from: int = 0
    count: int = 0
    pressed: bool = False
    overwrites: bool = False
    seen: int = -1  # the saves that whoever overwrites was shown; -1 where the page does not say

    def next_count(self, *, saves: int, page: str) -> int | None:
        """The saves once this one is kept beside those of `page`; None where it may not be, because of a newer one."""
        goes_on = saves > 0 and self.page == page
        newest = self.pressed or self.count > saves if goes_on else self.made_from == saves
        overwrites = self.overwrites and self.seen in (-1, saves)
        return max(saves + 1, self.count) if newest or overwrites else None

    def shown_again(self, saves: int) -> Saving:
        """The same page with what was typed on it: as new or as old as before, counting on from the saves of now."""
        return replace(self, count=max(self.count, saves))


def rendered(saves: int) -> Saving:
    """A page made now from what is kept."""
    return Saving(token_hex(8), saves, saves)


def sent(posted: Mapping[str, Any], *, pressed: str = "") -> Saving:
    """The save that a page sends; `pressed` is the button. A page that says nothing was made before any save."""

    def one(name: str) -> str:
        return str(posted.get(name) or "")

    page = one("page")
    return Saving(
        page=page if TOKEN.fullmatch(page) else "",
        made_from=whole_number(one("made_from")),
        count=whole_number(one("autosave_count")),
        pressed=bool(pressed),
        overwrites=pressed == "overwrite",
        seen=whole_number(one("seen"), -1),
    )
