# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calendars are kept for some seconds: a test that changes them leaves none behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from teduh.accounts import queries


@pytest.fixture(autouse=True)
def fresh_calendars() -> Iterator[None]:
    queries.forget_calendars()
    yield
    queries.forget_calendars()
