# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the worker does about letters."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from teduh.accounts.actors import system_actor
from teduh.jobs.periodic import every
from teduh.letters import queries, signers
from teduh.letters.actions.awaiting import tell_back
from teduh.letters.actions.hops import call_holders
from teduh.letters.queries import standing


@every(minutes=5)
@task()
def look_for_the_signing_service() -> None:
    """Where a signature failed because a service was away: ask whether it is back, and tell who may sign."""
    hops = queries.kept_waiting()
    if hops and signers.signer().answers():
        now = timezone.now()
        for hop in hops:
            tell_back(system_actor(now, office=hop.case.office_id), hop.case, hop=hop)


@every(minutes=10)
@task()
def call_who_holds_the_post_now() -> None:
    """Letters outlast officials: what waits for a post is brought to whoever holds it now, or stands in for it."""
    now = timezone.now()
    for hop in queries.waiting_anywhere():
        if standing.vacant(hop, at=now) or standing.newcomers(hop, at=now):
            call_holders(system_actor(now, office=hop.case.office_id), hop.case, hop=hop)
