# SPDX-License-Identifier: AGPL-3.0-or-later
"""Family and household of a case as a drawing, laid out on the server: a row a generation, whoever is no family below.

The relations of a case are pairs: what somebody is to a client. From them follows on which row each stands: parents one
above, grandparents two, children one below. Lengths are units of the drawing; text is 15 and 13 high.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key")

COUPLES = frozenset(
    (
        *("husband", "wife", "unregistered_husband", "unregistered_wife", "former_husband", "former_wife"),
        *("partner", "former_partner"),
    )
)
# What somebody is to the client, as steps down from the client's own row; the codes of the list `relations`.
ROWS: Mapping[str, int] = {
    **dict.fromkeys(("grandfather", "grandmother"), -2),
    **dict.fromkeys(
        (
            *("father", "mother", "stepfather", "stepmother", "adoptive_father", "adoptive_mother"),
            *("uncle", "aunt", "parent_in_law", "guardian"),
        ),
        -1,
    ),
    **dict.fromkeys(
        ("older_sibling", "younger_sibling", "step_sibling", "cousin", "sibling_in_law", "other_family"), 0
    ),
    **dict.fromkeys(COUPLES, 0),
    **dict.fromkeys(("child", "stepchild", "nephew_niece", "child_in_law"), 1),
    "grandchild": 2,
}
WIDTH, HEIGHT = 236, 88  # of a person's box
GAP, RISE = 28, 58  # between two boxes, between two rows
EDGE = 4
LETTERS = 31


@dataclass(frozen=True, slots=True)
class Someone:
    """A person to be drawn. `lines` are what they are to the clients; `guardian`: they speak for one."""

    key: str
    name: str
    about: str
    lines: tuple[str, ...]
    client: bool
    alleged: bool
    guardian: bool
    at_home: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """`other` is to `client` what `code` says."""

    client: str
    other: str
    code: str
    guardian: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    someone: Someone
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def bottom(self) -> int:
        return self.y + HEIGHT

    @property
    def marked(self) -> bool:
        """Whether it has to be said that they speak for a client; their part in the case may say it already."""
        return self.someone.guardian and "wali" not in self.someone.about.casefold()

    @property
    def texts(self) -> list[tuple[str, str, int]]:
        """(style, text, baseline) of each line in the box."""
        words = [("b", self.someone.name), ("q", self.someone.about), *(("", line) for line in self.someone.lines[:2])]
        return [(style, cut(text), self.y + 23 + 19 * place) for place, (style, text) in enumerate(words)]


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    kind: str  # kin, couple, guardian, other


@dataclass(frozen=True, slots=True)
class Chart:
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    outside_y: int | None  # where the row of those who are no family begins


def draw(people: Sequence[Someone], ties: Sequence[Tie]) -> Chart:
    """The drawing; empty of lines where nobody's relation is known."""
    rows = generations(people, ties)
    family = [one for one in people if one.key in rows]
    others = [one for one in people if one.key not in rows]
    ordered = [beside(row, ties) for _number, row in by_row(family, rows)]
    widest = max([len(row) for row in ordered] + [min(len(others), 3), 1])
    width = widest * (WIDTH + GAP) - GAP + 2 * EDGE
    boxes: dict[str, Box] = {}
    y = EDGE
    for row in ordered:
        lay(row, boxes, y=y, width=width)
        y += HEIGHT + RISE
    outside_y = y if others else None
    if others:
        y += 24
    for start in range(0, len(others), widest):
        lay(others[start : start + widest], boxes, y=y, width=width)
        y += HEIGHT + GAP
    height = max(box.bottom for box in boxes.values()) + EDGE if boxes else 0
    lines = [line_of(boxes[tie.client], boxes[tie.other], tie, rows) for tie in ties]
    return Chart(tuple(boxes.values()), tuple(filter(None, lines)), width, height, outside_y)


def generations(people: Sequence[Someone], ties: Iterable[Tie]) -> dict[str, int]:
    """On which row each stands, counted from the first client; whoever no family tie reaches is missing. Every client
    is there."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for tie in ties:
        if tie.code in ROWS:
            near[tie.client].append((tie.other, ROWS[tie.code]))
            near[tie.other].append((tie.client, -ROWS[tie.code]))
    rows: dict[str, int] = {}
    for start in (one.key for one in people if one.client):
        if start in rows:
            continue
        rows[start] = 0
        waiting = [start]
        for key in waiting:
            for other, steps in near[key]:
                if other not in rows:
                    rows[other] = rows[key] + steps
                    waiting.append(other)
    return rows


def by_row(people: Iterable[Someone], rows: Mapping[str, int]) -> list[tuple[int, list[Someone]]]:
    found: dict[int, list[Someone]] = defaultdict(list)
    for one in people:
        found[rows[one.key]].append(one)
    return sorted(found.items())


def beside(row: Sequence[Someone], ties: Sequence[Tie]) -> list[Someone]:
    """The people of a row, each couple side by side, clients first."""
    partners: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if tie.code in COUPLES:
            partners[tie.client].append(tie.other)
    left = {one.key: one for one in sorted(row, key=lambda one: not one.client)}
    ordered: list[Someone] = []
    while left:
        key = next(iter(left))
        ordered.append(left.pop(key))
        ordered += [left.pop(other) for other in partners[key] if other in left]
    return ordered


def lay(row: Sequence[Someone], boxes: dict[str, Box], *, y: int, width: int) -> None:
    """One row in the middle of the drawing."""
    x = (width - (len(row) * (WIDTH + GAP) - GAP)) // 2
    for one in row:
        boxes[one.key] = Box(one, x, y)
        x += WIDTH + GAP


def line_of(client: Box, other: Box, tie: Tie, rows: Mapping[str, int]) -> Line | None:
    """Couples by a line between their sides, other kin by one that goes round corners; whoever is no family has none,
    their words say it."""
    if tie.other not in rows or tie.client not in rows:
        return None
    kind = "guardian" if tie.guardian else "couple" if tie.code in COUPLES else "kin"
    left, right = sorted((client, other), key=lambda box: box.x)
    if client.y == other.y and right.x - left.x == WIDTH + GAP:
        return Line(f"M{left.x + WIDTH} {left.y + HEIGHT // 2}H{right.x}", kind)
    if client.y == other.y:
        dip = client.bottom + 16
        return Line(f"M{left.middle - 12} {left.bottom}V{dip}H{right.middle + 12}V{right.bottom}", kind)
    upper, lower = sorted((client, other), key=lambda box: box.y)
    bend = lower.y - RISE // 2 + 8
    return Line(f"M{upper.middle} {upper.bottom}V{bend}H{lower.middle}V{lower.y}", kind)


def cut(text: str) -> str:
    """As many letters as fit into a box; the table beneath has them all."""
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"
