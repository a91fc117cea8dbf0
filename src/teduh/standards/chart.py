# SPDX-License-Identifier: AGPL-3.0-or-later
"""The SOP chart of a procedure, laid out on the server: shapes with places, for a template to write as SVG.

Terminators are round, processes square, decisions diamonds, as in the sheets of PermenPANRB 35/2012. The main line runs
down the left; ends, papers and conditions stand to its right. A long procedure is cut into parts that a phone can show,
joined by lettered connectors. Lengths are units of the drawing, 360 wide; text is 15 high.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from textwrap import wrap

from django.utils.translation import gettext as _

from teduh.procedure.standard.model import Effect, Procedure, Step
from teduh.standards import words
from teduh.standards.outline import Branch, Item, Stop, main_line

WIDTH = 360
MAIN = 200  # width of the main line
SIDE_X = 222
SIDE = WIDTH - SIDE_X - 1
MIDDLE = MAIN // 2
LINE = 19  # from one line of text to the next
PAD = 12
GAP = 30  # between a shape and the next
LABELLED_GAP = 54
CONNECTOR = 26
LONGEST_PART = 9
# Letters in a line, for the widest of the usual typefaces.
MAIN_LETTERS, DIAMOND_LETTERS, SIDE_LETTERS = 18, 13, 14


@dataclass(frozen=True, slots=True)
class Shape:
    kind: str  # start, step, maybe, decision, end, connector
    x: float
    y: float
    width: float
    height: float

    @property
    def diamond(self) -> str:
        half_x, half_y = self.width / 2, self.height / 2
        return f"m{self.x + half_x:g} {self.y:g} {half_x:g} {half_y:g}-{half_x:g} {half_y:g}-{half_x:g}-{half_y:g}z"

    @property
    def radius(self) -> float:
        return {"step": 4.0, "maybe": 4.0}.get(self.kind, self.height / 2)


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    x: float
    y: float
    style: str = ""  # b bold, q quiet, l a label upon a line
    anchor: str = "middle"
    squeeze: int = 0  # a single word too long for its shape is set this wide


@dataclass
class Chart:
    """One part of the drawing."""

    title: str
    first: int = 0  # numbers of its first and last item
    last: int = 0
    height: float = 0
    shapes: list[Shape] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)  # path data
    tips: list[str] = field(default_factory=list)

    def arrow_down(self, x: float, start: float, end: float) -> None:
        self.edges.append(f"M{x:g} {start:g}V{end - 6:g}")
        self.tips.append(f"m{x - 6:g} {end - 8:g} 6 8 6-8z")

    def arrow_right(self, y: float, start: float, end: float) -> None:
        self.edges.append(f"M{start:g} {y:g}H{end - 6:g}")
        self.tips.append(f"m{end - 8:g} {y - 6:g} 8 6-8 6z")

    def lines(
        self, lines: list[str], x: float, top: float, *, style: str, letters: int, width: int, anchor: str = "middle"
    ) -> None:
        for number, line in enumerate(lines):
            squeeze = width if len(line) > letters + 1 else 0
            self.texts.append(Text(line, x, top + LINE * number + 14, style, anchor, squeeze))


def charts(procedure: Procedure) -> tuple[Chart, ...]:
    """The drawing in one part, or in several of about equal length."""
    stops = main_line(procedure)
    if not stops:
        return ()
    parts = ceil(len(stops) / LONGEST_PART)
    size = ceil(len(stops) / parts)
    return tuple(
        _draw(stops, range(start, min(start + size, len(stops))), part)
        for part, start in enumerate(range(0, len(stops), size))
    )


def _draw(stops: tuple[Stop, ...], part: range, number: int) -> Chart:
    chart = Chart(_title(stops, part), stops[part[0]].item.number, stops[part[-1]].item.number)
    top, edge_from = 1.0, 0.0
    if number:
        _connector(chart, chr(64 + number), top)
        edge_from, top = top + CONNECTOR, top + CONNECTOR + GAP
    middles: dict[int, tuple[float, float]] = {}  # place -> (right edge of its shape, middle of its height)
    for index in part:
        stop = stops[index]
        if edge_from and stop.follows:
            chart.arrow_down(MIDDLE, edge_from, _shape_top(stop, top))
        shape, bottom = _stop(chart, stops, index, top)
        middles[index] = (shape.x + shape.width, shape.y + shape.height / 2)
        edge_from = shape.y + shape.height
        gap = LABELLED_GAP if stop.label else GAP
        if stop.label:
            chart.texts.append(Text(stop.label, MIDDLE, edge_from + 27, "b l"))
        top = max(edge_from + gap, bottom + PAD)
    if part[-1] + 1 < len(stops):
        _connector(chart, chr(65 + number), top)
        chart.arrow_down(MIDDLE, edge_from, top)
        top += CONNECTOR
    else:
        top = _finish(chart, stops[part[-1]], edge_from, top)
    _jumps(chart, stops, part, middles)
    chart.height = ceil(top + 2)
    return chart


def _title(stops: tuple[Stop, ...], part: range) -> str:
    names = ", ".join(f"{stops[index].item.number} {stops[index].item.name}" for index in part)
    return _("Bagan prosedur: %(names)s") % {"names": names}


def _shape_top(stop: Stop, top: float) -> float:
    return top + _lead(stop)


def _lead(stop: Stop) -> float:
    """Room above a decision whose first branch is taller than the decision itself."""
    first = next((branch for branch in stop.branches if branch.end or branch.items), None)
    if first is None or not _is_decision(stop):
        return 0
    beside = _box_height(_boxes_of(first)[0][0]) / 2 + LINE * len(_label(first)) + 6
    return max(0.0, beside - _diamond_height(stop.item) / 2)


def _is_decision(stop: Stop) -> bool:
    return any(branch.end or branch.items or branch.ahead_to >= 0 for branch in stop.branches) and bool(
        stop.label or any(branch.outcome and not branch.back_to for branch in stop.branches)
    )


def _stop(chart: Chart, stops: tuple[Stop, ...], index: int, top: float) -> tuple[Shape, float]:
    """Draw one stop; gives its shape, and where what stands beside it ends."""
    stop = stops[index]
    step = stop.item.last
    if _is_decision(stop):
        lines = wrap(_caption(stop.item), DIAMOND_LETTERS, break_long_words=False)
        shape = Shape("decision", 1, top + _lead(stop), MAIN - 2, _diamond_height(stop.item))
        letters = DIAMOND_LETTERS + 2
    else:
        lines = wrap(_caption(stop.item), MAIN_LETTERS, break_long_words=False)
        ends = index in (0, len(stops) - 1)
        kind = "start" if ends else "maybe" if step.condition or step.judged else "step"
        shape = Shape(kind, 1, top, MAIN - 2, 2 * PAD + LINE * len(lines))
        letters = MAIN_LETTERS
    chart.shapes.append(shape)
    text_top = shape.y + (shape.height - LINE * len(lines)) / 2
    chart.lines(lines, MIDDLE, text_top, style="b", letters=letters, width=MAIN - 2 * PAD)
    bottom = _branches(chart, stop, shape) if _is_decision(stop) else shape.y
    return shape, _notes(chart, stop, shape, bottom)


def _caption(item: Item) -> str:
    return f"{item.number}. {item.name}"


def _diamond_height(item: Item) -> float:
    return 56 + 28 * len(wrap(_caption(item), DIAMOND_LETTERS, break_long_words=False))


def _box_height(name: str) -> float:
    return 2 * (PAD - 2) + LINE * len(wrap(name, SIDE_LETTERS, break_long_words=False))


def _branches(chart: Chart, stop: Stop, decision: Shape) -> float:
    """What branches off to the right of a decision, one below the other; gives where the last one ends."""
    middle = decision.y + decision.height / 2
    bottom = 0.0
    for branch in stop.branches:
        if not branch.end and not branch.items:
            continue
        boxes, label = _boxes_of(branch), _label(branch)
        half = _box_height(boxes[0][0]) / 2
        y = bottom + PAD + LINE * len(label) + 6 + half if bottom else middle
        chart.lines(
            label, SIDE_X + SIDE / 2, y - half - LINE * len(label) - 4, style="b", letters=SIDE_LETTERS, width=SIDE
        )
        if bottom:
            chart.edges.append(f"M{MAIN + 11} {middle:g}V{y:g}")
        chart.arrow_right(y, MAIN + 11 if bottom else MAIN - 1, SIDE_X)
        bottom = _boxes(chart, boxes, y - half)
    return bottom


def _boxes_of(branch: Branch) -> list[tuple[str, str]]:
    boxes = [(item.name, "step") for item in branch.items]
    return [*boxes, (words.effect(branch.end), "end")] if branch.end else boxes


def _label(branch: Branch) -> list[str]:
    return wrap(branch.outcome, SIDE_LETTERS, break_long_words=False)


def _boxes(chart: Chart, boxes: list[tuple[str, str]], top: float) -> float:
    for number, (name, kind) in enumerate(boxes):
        if number:
            chart.arrow_down(SIDE_X + SIDE / 2, top, top + 20)
            top += 20
        lines = wrap(name, SIDE_LETTERS, break_long_words=False)
        height = _box_height(name)
        chart.shapes.append(Shape(kind, SIDE_X, top, SIDE, height))
        chart.lines(lines, SIDE_X + SIDE / 2, top + PAD - 2, style="", letters=SIDE_LETTERS, width=SIDE - 12)
        top += height
    return top


def _notes(chart: Chart, stop: Stop, shape: Shape, bottom: float) -> float:
    """Quiet words beside a shape: when it applies, what it makes, where it returns to."""
    beside = [note for step in stop.item.steps for note in _notes_of(step)]
    beside += [_return(branch) for branch in stop.branches if branch.back_to not in (0, stop.item.number)]
    lines = [line for note in dict.fromkeys(beside) for line in wrap(note, SIDE_LETTERS + 2, break_long_words=False)]
    if not lines:
        return bottom
    below = bottom > shape.y
    top = bottom + 6 if below else shape.y + max(0.0, (shape.height - LINE * len(lines)) / 2)
    chart.lines(lines, SIDE_X + 2, top, style="q", letters=SIDE_LETTERS + 2, width=SIDE - 4, anchor="start")
    if not below:
        chart.edges.append(f"M{MAIN - 1} {shape.y + shape.height / 2:g}h12")
    return top + LINE * len(lines)


def _notes_of(step: Step) -> list[str]:
    notes = []
    if step.judged:
        notes.append(_("bila perlu"))
    if step.condition:
        notes.append(words.condition(step.condition))
    notes += [words.either(words.paper(one) for one in choice.options) for choice in step.products]
    return notes


def _return(branch: Branch) -> str:
    return _("%(outcome)s: kembali ke %(number)s") % {"outcome": branch.outcome, "number": branch.back_to}


def _connector(chart: Chart, letter: str, top: float) -> None:
    chart.shapes.append(Shape("connector", MIDDLE - CONNECTOR / 2, top, CONNECTOR, CONNECTOR))
    chart.texts.append(Text(letter, MIDDLE, top + CONNECTOR / 2 + 5, "b"))


def _finish(chart: Chart, stop: Stop, edge_from: float, top: float) -> float:
    """A decision at the very end still needs an end to lead to."""
    if not _is_decision(stop):
        return max(edge_from, top - GAP)
    chart.arrow_down(MIDDLE, edge_from, top)
    chart.shapes.append(Shape("start", 1, top, MAIN - 2, 2 * PAD + LINE))
    chart.texts.append(Text(words.effect(Effect.COMPLETED), MIDDLE, top + PAD + 14, "b"))
    return top + 2 * PAD + LINE


def _jumps(chart: Chart, stops: tuple[Stop, ...], part: range, middles: dict[int, tuple[float, float]]) -> None:
    """Lines that pass over some stops, in the gutter right of the main line; to another part, in words."""
    jumps = [(place, branch) for place in part for branch in stops[place].branches if branch.ahead_to >= 0]
    for lane, (index, branch) in enumerate(jumps):
        right, middle = middles[index]
        if branch.ahead_to in middles:
            gutter = MAIN + 12 - 5 * (lane % 2)
            end_right, end = middles[branch.ahead_to]
            chart.edges.append(f"M{right:g} {middle:g}H{gutter}V{end:g}H{end_right + 6:g}")
            chart.tips.append(f"m{end_right + 8:g} {end - 6:g}-8 6 8 6z")
            text = branch.outcome
        else:
            chart.edges.append(f"M{right:g} {middle:g}H{SIDE_X - 2}")
            number = stops[branch.ahead_to].item.number
            text = _("%(outcome)s: ke %(number)s") % {"outcome": branch.outcome, "number": number}
        lines = wrap(text, SIDE_LETTERS, break_long_words=False)
        chart.lines(
            lines, SIDE_X, middle - LINE * len(lines) / 2, style="b", letters=SIDE_LETTERS, width=SIDE, anchor="start"
        )
