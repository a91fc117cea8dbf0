# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does about letters."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from teduh.accounts.actors import system_actor
from teduh.jobs.periodic import every
from teduh.letters import queries, signers
from teduh.letters.actions.awaiting import tell_back


@every(minutes=5)
@task()
def look_for_the_signing_service() -> None:
    """Where a signature failed because a service was away: ask whether it is back, and tell who may sign."""
    hops = queries.kept_waiting()
    if hops and signers.signer().answers():
        now = timezone.now()
        for hop in hops:
            tell_back(system_actor(now, office=hop.case.office_id), hop.case, hop=hop)
