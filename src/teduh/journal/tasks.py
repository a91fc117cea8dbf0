# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does for the journal."""

from __future__ import annotations

import logging

from django.utils import timezone
from django_tasks import task

from teduh.jobs.periodic import every
from teduh.journal import checkpoints
from teduh.journal.actor import system

logger = logging.getLogger(__name__)


@every(minutes=60)
@task
def take_checkpoint() -> None:
    """Record where the chains stand; the line in the log is a copy outside the database."""
    if checkpoints.take_all(system(timezone.now())):
        latest = checkpoints.latest()
        if latest:
            logger.info("Journal checkpoint %d:%s", latest.sequence, latest.digest)
