# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paper in the browser: the case's team reads it, and its reading stands in the journal."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from teduh.accounts.models import Staff
from teduh.cases.actions import steps
from teduh.cases.actions.steps import Work
from teduh.journal.queries import entries_of
from teduh.letters.models import Paper
from tests import people
from tests.cases import making
from tests.journeys.walk import text_of

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


def test_a_form_that_is_filled_for_each_client_is_printed_for_each(client: Client, staff: dict[str, Staff]) -> None:
    """Each consents, and signs, alone; neither reads in their own paper what the other said."""
    case = making.opened(staff, clients=2)
    first, second = case.participants.filter(part="client").order_by("pk")
    bayu = making.acting(staff["bayu"], 20)
    steps.finish_step(bayu, case, step="terima-permohonan")
    steps.finish_step(bayu, case, step="identifikasi", outcome="dapat-dibantu", work=Work(reason="Ada kekerasan."))
    said = {"giver": "none", "other_basis": "vital", "service": "yes"}
    answers = {
        "persetujuan-layanan": (None, {**said, "basis_reason": "Alasan pertama"}),
        f"persetujuan-layanan@{second.pk}": (None, {**said, "basis_reason": "Alasan kedua"}),
    }
    work = Work(answers=answers, facts=making.BY_THE_CLIENT)
    steps.finish_step(bayu, case, step="persetujuan-layanan", outcome="setuju", work=work)
    papers = Paper.objects.filter(letter__case=case, letter__kind="dokumen-informed-consent").order_by("letter__whom")
    assert [(paper.letter.whom, paper.version) for paper in papers] == [(first.pk, 1), (second.pk, 1)]
    texts = [text_of(paper.pdf.open()) for paper in papers]
    assert ["Alasan pertama" in text for text in texts] == [True, False]
    assert ["Alasan kedua" in text for text in texts] == [False, True]
    assert ["Kartika Fiktif II" in text for text in texts] == [False, True]
    people.sign_in(client, staff["bayu"])
    page = client.get(making.address(case)).content.decode()
    assert page.count("Persetujuan Layanan, ") == 2
    assert "Diganti" not in page
