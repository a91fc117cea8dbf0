# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nobody joins a case, or is assigned to it, in a role that is not theirs."""

from __future__ import annotations

import pytest

from teduh.cases.actions import file
from teduh.cases.models import Member
from teduh.journal.door import Refused
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["agency_head", "psychologist"])
def test_an_administrator_is_never_made_a_member(role: str) -> None:
    cast = making.staff_of(people.TEBING_TINGGI)
    case = making.opened(cast)
    head = making.acting(cast["tirta"])
    for act in (file.add_colleague, file.assign):
        with pytest.raises(Refused):
            act(head, case, staff=cast["gita"], role=role)
    assert not Member.objects.filter(case=case, staff=cast["gita"]).exists()
