# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the background work stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from teduh.jobs.models import Heartbeat, Job

SILENT_AFTER = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """`alive`: a worker gave a sign within the last minute and a half. `late`: jobs due for longer than that."""

    alive: bool
    seen_at: datetime | None
    late: int
    dead: int


def worker_status(now: datetime) -> WorkerStatus:
    """What Desk shows when the worker falls silent; three small queries."""
    seen_at = Heartbeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return WorkerStatus(
        alive=seen_at is not None and now - seen_at < SILENT_AFTER,
        seen_at=seen_at,
        late=Job.objects.filter(state=Job.State.READY, run_after__lt=now - SILENT_AFTER).count(),
        dead=Job.objects.filter(state=Job.State.DEAD).count(),
    )
