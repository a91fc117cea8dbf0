# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the report said and who joined later hold for the rest of the case: children, kinds of violence, the team."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from teduh.accounts.models import Staff
from teduh.cases.actions import file, steps
from teduh.cases.models import Case, Member, OpenStep, StepHolder
from teduh.cases.queries.progress import state_of
from teduh.journal.door import Refused, outside
from teduh.persons.details import Details
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

FIRST = "terima-permohonan"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return making.opened(staff)


def test_a_child_who_joins_later_is_known_to_the_rules(staff: dict[str, Staff], case: Case) -> None:
    before = set(state_of(case).facts.get("client", ()))
    file.add_new_person(making.acting(staff["bayu"]), case, details=Details(name="Melati Rekaan"), part="client", age=9)
    assert set(state_of(case).facts["client"]) == before | {"child"}
    file.add_new_person(making.acting(staff["bayu"]), case, details=Details(), part="witness", age=40)
    assert set(state_of(case).facts["client"]) == before | {"child"}


def test_a_psychologist_of_the_team_may_record_somebody_new(staff: dict[str, Staff], case: Case) -> None:
    file.add_colleague(making.acting(staff["bayu"]), case, staff=staff["sekar"], role="psychologist")
    row = file.add_new_person(making.acting(staff["sekar"]), case, details=Details(name="Saksi Umpama"), part="witness")
    assert row.case == case


def test_kinds_marked_in_the_report_stand_ticked_where_the_case_is_identified(
    client: Client, staff: dict[str, Staff]
) -> None:
    case = making.opened(staff, kinds=("rape",))
    steps.finish_step(making.acting(staff["bayu"]), case, step=FIRST)
    people.sign_in(client, staff["bayu"])
    page = client.get(reverse("cases:step", args=[case.pk, 1, "identifikasi"])).content.decode()
    assert 'name="identify-kind" value="rape" checked' in page
    assert 'name="identify-kind" value="physical" checked' not in page


def test_who_was_taken_out_of_the_team_sees_nothing_by_sending(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    file.add_colleague(making.acting(staff["bayu"]), case, staff=staff["sekar"], role="psychologist")
    file.remove_colleague(making.acting(staff["bayu"]), case, staff=staff["sekar"], reason="Kerabat terlapor.")
    people.sign_in(client, staff["sekar"])
    assert client.post(reverse("cases:step", args=[case.pk, 1, FIRST]), {"do": "finish"}).status_code == 404


def test_a_step_that_assigns_nobody_brings_nobody_in(staff: dict[str, Staff], case: Case) -> None:
    with pytest.raises(Refused):
        steps.finish_step(making.acting(staff["bayu"]), case, step=FIRST, work=steps.Work(assignee=staff["gita"].pk))
    assert not Member.objects.filter(case=case, staff=staff["gita"]).exists()


def test_a_step_whose_roles_changed_waits_on_the_right_desks(staff: dict[str, Staff], case: Case) -> None:
    right = set(StepHolder.objects.filter(case=case).values_list("role", flat=True))
    with outside(reason="test"):
        OpenStep.objects.filter(case=case).update(roles=["psychologist"])
        StepHolder.objects.filter(case=case).update(role="psychologist")
    file.refresh(people.system(), case)
    assert set(StepHolder.objects.filter(case=case).values_list("role", flat=True)) == right
