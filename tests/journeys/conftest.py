# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest

from tests.journeys.stage import set_stage
from tests.journeys.walk import Clock, Walk


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What time it is: the test says so."""
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock.now)
    return clock


@pytest.fixture
def walk(db: None, clock: Clock) -> Walk:
    """Four offices at work, with nothing in them yet."""
    return set_stage(clock)
