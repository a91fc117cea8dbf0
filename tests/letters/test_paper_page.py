# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper in the browser: the case's team reads it, and its reading stands in the journal."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from teduh.accounts.models import Staff
from teduh.cases.actions import steps
from teduh.journal.queries import entries_of
from teduh.letters.models import Paper
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def paper(staff: dict[str, Staff]) -> Paper:
    case = making.opened(staff)
    steps.finish_step(making.acting(staff["bayu"], 20), case, step="terima-permohonan")
    return Paper.objects.select_related("case").get(case=case)


def test_it_opens_in_the_browser_and_is_kept_nowhere(client: Client, staff: dict[str, Staff], paper: Paper) -> None:
    people.sign_in(client, staff["bayu"])
    reply = client.get(reverse("letters:paper", args=[paper.pk]))
    assert reply.content.startswith(b"%PDF")
    assert reply["Content-Type"] == "application/pdf"
    assert reply["Cache-Control"] == "no-store"
    assert reply["Content-Disposition"].startswith('inline; filename="dokumen-penerimaan-pengaduan-')
    opened = entries_of(paper.case).filter(code="letter.opened")
    assert [entry.data["paper"] for entry in opened] == [str(paper.pk)]


def test_a_paper_of_another_office_is_not_there(client: Client, staff: dict[str, Staff], paper: Paper) -> None:
    people.sign_in(client, staff["lestari"])
    assert client.get(reverse("letters:paper", args=[paper.pk])).status_code == 404
    refused = entries_of(paper.case).filter(code="journal.read.refused")
    assert [entry.actor for entry in refused] == [f"staff:{staff['lestari'].pk}"]


def test_another_round_makes_another_version(client: Client, staff: dict[str, Staff], paper: Paper) -> None:
    people.sign_in(client, staff["bayu"])
    page = client.get(making.address(paper.case))
    number = page.context["correctable"][0][1]
    client.post(making.address(paper.case, "act", "batalkan"), {"number": number, "reason": "Salah"})
    assert making.take(client, paper.case, "terima-permohonan").status_code == 302
    text = client.get(making.address(paper.case)).content.decode()
    assert "versi 2" in text
    assert "Diganti" in text
