# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stage of journeys: the cast of the four offices with their signing keys, the published standards, a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from teduh.accounts.access import might
from teduh.accounts.actors import actor_for
from teduh.letters.actions.keys import make_key
from teduh.standards.actions import publish_catalogue
from tests import people
from tests.journeys.walk import PASSPHRASE, Clock, Walk


def set_stage(clock: Clock) -> Walk:
    """Everybody of the four offices, and their published standards, a month before the journeys begin."""
    clock.set("2026-02-02 08.00")
    staff = people.cast(at=clock.moment)
    publish_catalogue(people.system(clock.moment))
    for one in staff.values():
        actor = actor_for(one, clock.moment)
        if one.office and might(actor, "letter.key"):
            make_key(actor, one, passphrase=PASSPHRASE)
    return Walk(clock)


@contextmanager
def shared(blocker: Any) -> Iterator[Walk]:
    """A stage for all tests of a module: what is walked before the first of them stays until the last, then is undone.

    Each test's own changes are undone after it, as always.
    """
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr("django.utils.timezone.now", clock.now)
        block: Any = transaction.atomic()
        block._from_testcase = True  # the door's transactions are durable, and may stand in a test's alone
        with block:
            yield set_stage(clock)
            transaction.set_rollback(True)


def again(walked: Walk) -> Iterator[Walk]:
    """The same case for one test: with browsers of its own, at the moment where the walk stood."""
    moment = walked.clock.moment
    walk = Walk(walked.clock)
    walk.case, walk.number = walked.case, walked.number
    yield walk
    walked.clock.moment = moment
