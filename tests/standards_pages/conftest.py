# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest

from teduh.standards import actions
from tests import people


@pytest.fixture
def published(db: None) -> None:
    """The four offices, with what they have published."""
    people.offices()
    actions.publish_catalogue(people.system())
