# SPDX-License-Identifier: AGPL-3.0-or-later
"""Acceptance tests by clause. Each file walks one case of its office once, and its tests read what that left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.test import Client

from tests.journeys import stage
from tests.journeys.walk import Walk, command


class Journey(Protocol):
    def __call__(self, walk: Walk) -> None: ...


@pytest.fixture(scope="module")
def walked(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """The module's case, walked by its function `journey`."""
    with stage.shared(django_db_blocker) as walk:
        journey: Journey = request.module.journey
        journey(walk)
        yield walk


@pytest.fixture
def walk(db: None, walked: Walk) -> Iterator[Walk]:
    """The module's case for one test."""
    yield from stage.again(walked)


@pytest.fixture
def elsewhere(walk: Walk) -> Walk:
    """The same office, at work on a case of its own for this test alone."""
    return Walk(walk.clock)


@pytest.fixture(scope="module")
def halted(request: Any, walked: Walk) -> Walk:
    """A second case of the module, walked half-way by its function `half_way`."""
    moment = walked.clock.moment
    walk = Walk(walked.clock)
    half_way: Journey = request.module.half_way
    half_way(walk)
    walk.stood_at, walked.clock.moment = walked.clock.moment, moment
    return walk


@pytest.fixture
def case(walk: Walk, halted: Walk) -> Iterator[Walk]:
    """The second case, for one test to go on with."""
    walk.clock.moment = halted.stood_at
    yield from stage.again(halted)


@pytest.fixture(scope="module")
def published(request: Any, walked: Walk) -> str:
    """The words of the service's public page, as somebody without a sign-in reads them."""
    address = f"/{request.module.OFFICE}/layanan/{request.module.SERVICE}/"
    return walked.page(Client().get(address), address).text


@pytest.fixture(scope="module")
def papers(request: Any, walked: Walk) -> dict[str, str]:
    """The papers of the module's case as text, by kind and version, opened by who heads its office or unit."""
    return walked.papers(request.module.HEAD)


@pytest.fixture
def plays(request: Any, tmp_path: Path) -> Any:
    """`plays(story)`: play a story on the module's standard; it fails where a `harap` of the story does not hold."""

    def play(story: str) -> str:
        path = tmp_path / "cerita.yaml"
        path.write_text(story, "utf-8")
        return command("standards", "play", f"{request.module.OFFICE}/{request.module.SERVICE}", str(path))

    return play
