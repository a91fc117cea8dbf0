# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stage of a journey: the cast, the published standards, and a clock that the journey sets."""

from __future__ import annotations

import pytest

from tests.journeys.walk import Clock, Walk, set_stage


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock.now)
    return clock


@pytest.fixture
def walk(db: None, clock: Clock) -> Walk:
    """An office at work, with nothing in it yet."""
    return set_stage(clock)
