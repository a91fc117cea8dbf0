# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stage of a journey: the cast, the published standards, and a clock that the journey sets."""

from __future__ import annotations

import pytest

from teduh.standards.actions import publish_catalogue
from tests import people
from tests.journeys.walk import Clock, Walk


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock.now)
    return clock


@pytest.fixture
def walk(db: None, clock: Clock) -> Walk:
    clock.set("2026-02-02 08.00")
    people.cast(at=clock.moment)
    publish_catalogue(people.system(clock.moment))
    return Walk(clock)
