# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chain of its own that records where the other chains stood: cutting off a tail and mending its head is seen."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from teduh.journal.actor import Actor
from teduh.journal.door import action, record
from teduh.journal.models import Entry

ENTRIES_IN_ONE = 2_000
SETTLED = timedelta(minutes=1)  # of two entries written at once, the lower number may be seen later


class Checkpoints:
    """The subject of the checkpoints: the installation, in a chain apart."""

    chain = "checkpoint"
    office_code = ""


def latest() -> Entry | None:
    """The last checkpoint."""
    return Entry.objects.filter(chain=Checkpoints.chain).order_by("-sequence").first()


def take_all(actor: Actor, *, settled: timedelta = SETTLED) -> int:
    """Record the last link of every chain that grew since the checkpoint before; returns how many links."""
    count = 0
    while _grown(settled).exists():
        count += _take(actor, Checkpoints(), settled=settled)
    return count


def _by_the_program(actor: Actor, subject: Checkpoints, *, settled: timedelta) -> None:
    return None


@action("journal.checkpoint", may=_by_the_program)
def _take(actor: Actor, subject: Checkpoints, *, settled: timedelta) -> int:
    heads: dict[str, tuple[int, str]] = {}
    through = 0
    rows = _grown(settled).order_by("id").values_list("id", "chain", "sequence", "digest")[:ENTRIES_IN_ONE]
    for number, chain, sequence, digest in rows:
        through = number
        heads[chain] = max(heads.get(chain, (0, "")), (sequence, digest))
    record(data={"through": through, "heads": [[chain, *place] for chain, place in sorted(heads.items())]})
    return len(heads)


def _grown(settled: timedelta) -> QuerySet[Entry]:
    before = latest()
    since = before.data["through"] if before else 0
    return Entry.objects.filter(id__gt=since, recorded_at__lt=timezone.now() - settled).exclude(chain=Checkpoints.chain)
