# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dispositions as pages and the printed sheet show them: the tree of hops, who has it now, since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from teduh.accounts import access, roles
from teduh.cases.clockviews import ClockView, running
from teduh.cases.procedureviews import day_and_hour, language
from teduh.cases.queries.progress import office_time
from teduh.cases.registry import CasePanel, DeskPanel, DeskRow
from teduh.journal.actor import Actor
from teduh.letters import queries
from teduh.lib.codelists import code_list, label
from teduh.lib.wording import duration_words, moment_words

if TYPE_CHECKING:
    from teduh.cases.models import Case
    from teduh.letters.models import Disposition

NATURES, INSTRUCTIONS = "disposition_natures", "disposition_instructions"


@dataclass(frozen=True, slots=True)
class HopView:
    """One hop. `depth`: how many hops before it. `state`: done, read, new; `lies`: how long it has been there."""

    id: UUID
    depth: int
    giver: str
    to: str
    nature: str
    instructions: tuple[str, ...]
    given: str
    read: str
    done: str
    state: str
    lies: str
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class Tree:
    """The dispositions of a case. `may_give`: the actor may begin another."""

    case: Case
    hops: Sequence[HopView]
    may_give: bool


def panel_of(actor: Actor, case: Case) -> CasePanel | None:
    hops = tree_of(actor, case)
    may_give = may_begin(actor, case)
    if not hops and not may_give:
        return None
    return CasePanel("letters/parts/dispositions.html", Tree(case, hops, may_give))


def may_begin(actor: Actor, case: Case) -> bool:
    return (
        not actor.roles.isdisjoint(roles.HEADS)
        and case.closed_at is None
        and access.allowed(actor, "disposition.give", case)
    )


def tree_of(actor: Actor, case: Case) -> list[HopView]:
    """Every hop, each followed by those that it was passed on in."""
    rows = queries.dispositions_of(case)
    return [hop_view(actor, case, row, depth) for row, depth in in_order(rows)]


def in_order(rows: Iterable[Disposition]) -> list[tuple[Disposition, int]]:
    below: dict[UUID | None, list[Disposition]] = {}
    for row in rows:
        below.setdefault(row.after_id, []).append(row)
    found: list[tuple[Disposition, int]] = []
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        found.append((row, depth))
        waiting += [(one, depth + 1) for one in reversed(below.get(row.pk, []))]
    return found


def hop_view(actor: Actor, case: Case, row: Disposition, depth: int = 0) -> HopView:
    time = office_time(case.office)
    nature = code_list(NATURES).row(row.nature)
    clock = None
    if row.done_at is None and row.due_at is not None:
        clock = running(
            started=row.given_at,
            due=row.due_at,
            paused=False,
            provisional=False,
            at=actor.at,
            time=time,
            language=language(),
            working_days=None,
            base={
                "text": f"{label(NATURES, row.nature)}: {nature.more['limit'] if nature else ''}",
                "legal": "",
                "note": "",
            },
        )
    standing_in = f"{row.get_capacity_display()} " if row.capacity else ""
    return HopView(
        id=row.pk,
        depth=min(depth, 3),
        giver=f"{standing_in}{row.given_by.full_name}",
        to=row.to.full_name,
        nature=label(NATURES, row.nature),
        instructions=tuple(label(INSTRUCTIONS, code) for code in row.instructions),
        given=day_and_hour(row.given_at, time.calendar, actor.at),
        read=day_and_hour(row.read_at, time.calendar, actor.at) if row.read_at else "",
        done=day_and_hour(row.done_at, time.calendar, actor.at) if row.done_at else "",
        state="done" if row.done_at else "read" if row.read_at else "new",
        lies="" if row.done_at else duration_words(actor.at - row.given_at, language()),
        clock=clock,
    )


def for_me(actor: Actor) -> DeskPanel:
    return DeskPanel(
        title=_("Disposisi untuk Anda"),
        rows=tuple(
            DeskRow(
                title=_("Kasus %(number)s, dari %(who)s") % {"number": row.case.number, "who": row.given_by.full_name},
                note=f"{label(NATURES, row.nature)}{'' if row.read_at else ', ' + _('belum dibaca')}",
                address=reverse("letters:disposition", args=[row.pk]),
                mark=_("lewat waktunya") if row.due_at and row.due_at < actor.at else "",
            )
            for row in queries.dispositions_to(actor)
        ),
    )


def lying(actor: Actor) -> DeskPanel:
    """What the actor gave, and nobody answered in time: where it lies."""
    return DeskPanel(
        title=_("Disposisi Anda yang tertunda"),
        rows=tuple(
            DeskRow(
                title=_("Kasus %(number)s, pada %(who)s") % {"number": row.case.number, "who": row.to.full_name},
                note=_("sejak %s") % duration_words(actor.at - row.given_at, language()),
                address=reverse("letters:disposition", args=[row.pk]),
                mark=_("sudah dibaca") if row.read_at else _("belum dibaca"),
            )
            for row in queries.dispositions_lying(actor)
        ),
    )


def hops_in_words(case: Case, zone: tzinfo) -> list[dict[str, Any]]:
    """For the printed sheet, in Indonesian as all letters are."""
    return [
        {
            "from": row.given_by.full_name,
            "to": row.to.full_name,
            "nature": words(NATURES, row.nature),
            "instructions": [words(INSTRUCTIONS, code) for code in row.instructions],
            "note": row.note.open() if row.note else "",
            "given": moment_words(row.given_at.astimezone(zone)),
            "read": moment_words(row.read_at.astimezone(zone)) if row.read_at else "",
            "done": moment_words(row.done_at.astimezone(zone)) if row.done_at else "",
            "answer": row.answer.open() if row.answer else "",
        }
        for row, _depth in in_order(queries.dispositions_of(case))
    ]


def sheet_answers(case: Case, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the sheet's writer filled in; what they left empty, as the first disposition says it."""
    first = next(iter(queries.dispositions_of(case)), None)
    said = {"subject": queries.service_of(case)}
    if first is not None:
        said |= {"nature": first.nature, "request": first.instructions, "note": first.note.open() if first.note else ""}
    return {**said, **{code: answer for code, answer in kept.items() if answer}}


def words(name: str, code: str) -> str:
    row = code_list(name).row(code)
    return row.id if row else code
