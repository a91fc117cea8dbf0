# SPDX-License-Identifier: AGPL-3.0-or-later
"""The four standards walked through the pages, from the report to the end, each step by somebody who may take it."""

from __future__ import annotations

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.models import Case, CaseStatus, OpenStep
from teduh.cases.queries.progress import state_of
from teduh.procedure.state import Status
from tests import people
from tests.cases import making

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NEEDS_CONSENT = {"assess", "refer"}
# By office, the walks that together take every step of its standard: the results chosen where they are not the first.
WALKS: dict[str, tuple[dict[str, str], ...]] = {
    people.TEBING_TINGGI: (
        {},
        {"identifikasi": "tidak-dapat-dibantu"},
        {"persetujuan-layanan": "menolak"},
    ),
    people.SAMPANG: ({}, {"himpun-data": "tidak-memenuhi-syarat"}),
    people.PEKALONGAN: ({}, {"putusan-permohonan": "ditolak"}),
    people.LUMAJANG: ({},),
}
LONGEST = 40  # steps; a walk that takes more has lost its way


def taker(staff: dict[str, Staff], step: OpenStep) -> Staff:
    """Whoever of the office may take it: the one it is assigned to, else a holder of one of its roles."""
    for one in staff.values():
        held = {holding.role for holding in one.holdings.all()}
        if step.assigned_to in ("", f"staff:{one.pk}") and held & set(step.roles):
            return one
    raise AssertionError(f"nobody may take {step.name}")


def walk(client: Client, staff: dict[str, Staff], case: Case, results: dict[str, str]) -> list[str]:
    """Take step after step until nothing is open. The steps in the order in which they were taken."""
    taken: list[str] = []
    while step := OpenStep.objects.filter(case=case).order_by("opened_at", "pk").first():
        assert len(taken) < LONGEST, taken
        people.sign_in(client, taker(staff, step))
        assert client.get(making.address(case)).status_code == 200
        assert client.get("/meja/").status_code == 200
        if step.activity in NEEDS_CONSENT and "consent" not in state_of(case).facts:
            reply = client.post(making.address(case, "act", "persetujuan"), {"value": "given", "giver": "client"})
            assert reply.status_code == 302, reply.content.decode()
        chosen = {"outcome": results[step.key]} if step.key in results else {}
        if chosen.get("outcome") == "menolak":
            chosen[f"{step.key}-service"] = "no"
        reply = making.take(client, case, step.key, **chosen)
        making.approve_by_kind(client, staff, case)
        assert reply.status_code == 302, (
            f"{step.key}: {[str(wrong) for wrong in (reply.context or {}).get('wrong', ())]}"
        )
        people.sign_in(client, taker(staff, step))
        assert client.get(making.step_address(case, step.key)).status_code == 200
        taken.append(step.key)
    return taken


@pytest.mark.parametrize("office", WALKS)
def test_cases_walk_their_standard_to_the_end(client: Client, office: str) -> None:
    staff = making.staff_of(office)
    wanted: set[str] = set()
    walked: set[str] = set()
    for results in WALKS[office]:
        case = making.opened(staff, office)
        begun = state_of(case).runs[1]
        wanted |= {key for key, now in begun.steps.items() if now.status is not Status.DONE}
        taken = walk(client, staff, case, results)
        case.refresh_from_db()
        assert (case.status, bool(case.end)) == (CaseStatus.ENDED, True), making.open_keys(case)
        now = state_of(case).runs[1].steps
        assert all(now[key].status is Status.DONE for key in taken)
        assert "Prosedur selesai" in client.get(making.address(case)).content.decode()
        walked |= set(taken)
    # Else a step could have a page that nobody ever opened in a test.
    assert wanted == walked


def test_a_repeated_step_takes_entries_until_it_is_finished(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    case = making.opened(staff, people.LUMAJANG)
    key = "layanan-pendampingan"
    while key not in making.open_keys(case):
        step = OpenStep.objects.filter(case=case)[0]
        people.sign_in(client, taker(staff, step))
        client.post(making.address(case, "act", "persetujuan"), {"value": "given", "giver": "client"})
        assert making.take(client, case, step.key).status_code == 302
    step = OpenStep.objects.get(case=case)
    people.sign_in(client, taker(staff, step))
    for _ in range(2):
        assert making.take(client, case, key, do="entry").status_code == 302
    assert len(state_of(case).runs[1].steps[key].entries) == 2
    assert making.open_keys(case) == [key]
    assert making.take(client, case, key).status_code == 302
    assert making.open_keys(case) == []
