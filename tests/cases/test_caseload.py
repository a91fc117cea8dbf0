# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing over a caseload in one press, the workload of a unit, leaving with open work, opening a closed file again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.actions import set_active
from teduh.accounts.models import Office, Staff
from teduh.cases.actions import caseload, file, teamwork, walls
from teduh.cases.models import Case, Member, OpenStep, Task
from teduh.cases.queries.caseload import cases_of, workloads
from teduh.cases.queries.progress import state_of
from teduh.intake.actions import take_report
from teduh.intake.models import Report
from teduh.journal.door import Refused, outside
from teduh.journal.models import Entry
from teduh.journal.queries import entries_of
from teduh.letters.actions import approving, disposing
from teduh.letters.models import Disposition, Letter
from teduh.procedure.standard.model import Effect
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = pytest.mark.django_db

NOTE = "Cuti melahirkan sampai Februari."


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


@pytest.fixture
def laden(staff: dict[str, Staff]) -> list[Case]:
    """Two cases in which sakti alone is the social worker, with a disposition and a decision in the first."""
    cases = [walking.to_draft(staff) for _number in range(2)]
    dewi = making.acting(staff["dewi"])
    for case in cases:
        file.assign(dewi, case, role="social_worker", staff=staff["sakti"])
    disposing.give(making.acting(staff["arif"]), cases[0], to=staff["sakti"].pk, note="Dampingi.")
    teamwork.direct(dewi, cases[0], to=f"staff:{staff['sakti'].pk}", text="Siapkan laporan.")
    return cases


def signed_in(client: Client, staff: Staff) -> Client:
    people.sign_in(client, staff)
    return client


def press(client: Client, staff: Staff, **said: Any) -> Any:
    return client.post(f"/meja/beban/{staff.pk}/", {"note": NOTE, **said})


def test_one_press_hands_over_everything_and_each_journal_says_so_once(
    client: Client, staff: dict[str, Staff], laden: list[Case]
) -> None:
    sakti, laras = staff["sakti"], staff["laras"]
    browser = signed_in(client, sakti)
    page = browser.get(f"/meja/beban/{sakti.pk}/").content.decode()
    assert all(case.number in page for case in laden)
    assert "Konsep surat" in page
    before = {case.pk: entries_of(case).count() for case in laden}
    assert press(browser, sakti, to=laras.pk)["Location"] == "/meja/"
    for case in laden:
        assert entries_of(case).count() == before[case.pk] + 1, "one entry a case"
        (entry,) = entries_of(case).filter(code="case.handed_over")
        assert entry.data["to"] == laras.pk
        assert NOTE not in str(entry.data)
        assert OpenStep.objects.get(case=case, key="konsep-surat").assigned_to == f"staff:{laras.pk}"
        assert not Member.objects.filter(case=case, staff=sakti, until=None).exists()
        assert state_of(case).assignments["social_worker"] == f"staff:{laras.pk}"
    assert Disposition.objects.get().to == laras
    assert Task.objects.get().staff == laras
    assert not cases_of(making.acting(staff["dewi"]), sakti, at=timezone.now())
    assert all(browser.get(making.address(case)).status_code == 404 for case in laden)
    other = signed_in(Client(), laras)
    desk = other.get("/meja/").content.decode()
    assert all(case.number in desk for case in laden)
    assert "Disposisi untuk Anda" in desk
    assert Entry.objects.filter(chain=sakti.chain, code="staff.caseload").count() == 1
    assert "Tidak ada yang perlu diserahkan." in browser.get(f"/meja/beban/{sakti.pk}/").content.decode()


def test_to_several_colleagues_each_their_cases(client: Client, staff: dict[str, Staff], laden: list[Case]) -> None:
    first, second = laden
    with outside(reason="one more social worker"):
        staff["putri"].holdings.create(role="social_worker", valid_from=people.NOW.date())
    dewi = signed_in(client, staff["dewi"])
    reply = press(dewi, staff["sakti"], to=staff["laras"].pk, **{f"to-{second.pk}": staff["putri"].pk})
    assert reply["Location"] == "/meja/beban/"
    held = {case.pk: state_of(case).assignments["social_worker"] for case in laden}
    assert held == {first.pk: f"staff:{staff['laras'].pk}", second.pk: f"staff:{staff['putri'].pk}"}


def test_all_or_nothing_where_one_case_does_not_fit(client: Client, staff: dict[str, Staff], laden: list[Case]) -> None:
    dewi = signed_in(client, staff["dewi"])
    reply = press(dewi, staff["sakti"], to=staff["putri"].pk)
    assert reply.status_code == 409
    assert f"Kasus {laden[0].number}: ada langkah yang menunggu pekerja sosial" in reply.content.decode()
    walls.wall_off(making.acting(staff["dewi"]), laden[1], staff=staff["laras"], ground="kin", reason="Sepupunya.")
    reply = press(dewi, staff["sakti"], to=staff["laras"].pk)
    assert reply.status_code == 409
    assert f"Kasus {laden[1].number}: Laras Misalan tidak dapat menanganinya." in reply.content.decode()
    assert press(dewi, staff["sakti"], to=staff["laras"].pk, note="").status_code == 422
    assert press(dewi, staff["sakti"], to="").status_code == 422
    for case in laden:
        assert not entries_of(case).filter(code="case.handed_over").exists()
        assert Member.objects.filter(case=case, staff=staff["sakti"], until=None).exists()


def test_only_oneself_and_superiors_hand_over(client: Client, staff: dict[str, Staff], laden: list[Case]) -> None:
    laras = signed_in(client, staff["laras"])
    assert laras.get(f"/meja/beban/{staff['sakti'].pk}/").status_code == 404
    assert press(laras, staff["sakti"], to=staff["laras"].pk).status_code == 404
    with pytest.raises(Refused, match="caseload"):
        caseload.hand_over_caseload(
            making.acting(staff["laras"]), staff["sakti"], to=staff["laras"], note="Saya ambil saja."
        )
    assert Member.objects.filter(case=laden[0], staff=staff["sakti"], until=None).exists()


def test_unfinished_reports_go_with_it(client: Client, staff: dict[str, Staff]) -> None:
    putri = making.acting(staff["putri"], 20)
    place = Office.objects.get(code=people.LUMAJANG)
    report = take_report(putri, place, channel="referral", received_at=putri.at)
    dewi = signed_in(client, staff["dewi"])
    assert "1 laporan belum selesai" in dewi.get(f"/meja/beban/{staff['putri'].pk}/").content.decode()
    assert press(dewi, staff["putri"], to=staff["arif"].pk).status_code == 409, "who takes no reports takes none over"
    assert press(dewi, staff["putri"], to=staff["laras"].pk).status_code == 302
    assert Report.objects.get(pk=report.pk).taken_by == staff["laras"]


def test_the_workload_shows_who_has_how_much(client: Client, staff: dict[str, Staff], laden: list[Case]) -> None:
    dewi = signed_in(client, staff["dewi"])
    text = dewi.get("/meja/beban/").content.decode()
    assert "Sakti Contoh" in text
    row = next(load for load in workloads(making.acting(staff["dewi"])) if load.staff == staff["sakti"].pk)
    assert (row.cases, row.open, row.tasks) == (2, 2, 1)
    assert "Beban kerja dan serah terima" in dewi.get("/meja/").content.decode()
    sakti = signed_in(Client(), staff["sakti"])
    text = sakti.get("/meja/beban/").content.decode()
    assert "Sakti Contoh" in text
    assert "Laras" not in text
    walls.wall_off(making.acting(staff["arif"]), laden[1], staff=staff["dewi"], ground="kin", reason="Sepupunya.")
    row = next(load for load in workloads(making.acting(staff["dewi"])) if load.staff == staff["sakti"].pk)
    assert (row.cases, row.open) == (1, 1), "a case that is walled off counts nowhere"


def test_nobody_is_deactivated_past_open_work_unless_it_has_to_be(
    client: Client, staff: dict[str, Staff], laden: list[Case]
) -> None:
    anjani = people.cast("")["anjani"]
    browser = signed_in(client, anjani)
    where = f"/kelola/staf/{staff['sakti'].pk}/aktif/"
    assert "pekerjaan masih menunggu orang ini" in browser.get(where).content.decode()
    reply = browser.post(where, {"active": ""}, follow=True)
    assert "Masih ada pekerjaan yang menunggu orang ini." in reply.content.decode()
    staff["sakti"].refresh_from_db()
    assert staff["sakti"].is_active
    browser.post(where, {"active": "", "anyway": "1"})
    staff["sakti"].refresh_from_db()
    assert not staff["sakti"].is_active
    dewi = signed_in(Client(), staff["dewi"])
    assert "2 kasus belum diserahkan" in dewi.get("/meja/").content.decode()
    assert press(dewi, staff["sakti"], to=staff["laras"].pk).status_code == 302
    assert "belum diserahkan" not in dewi.get("/meja/").content.decode()
    set_active(people.system(), staff["sakti"], active=True)
    set_active(people.system(), staff["sakti"], active=False)  # nothing waits any more


def test_a_closed_file_is_opened_again_as_a_new_fact(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    dewi = making.acting(staff["dewi"])
    file.end_early(dewi, case, effect=Effect.DISCONTINUED, cause="withdrawn", reason="Pindah kota.")
    for letter in Letter.objects.filter(case=case, state="draft"):
        approving.withdraw(dewi, case, letter=letter, reason="Klien pindah.")
    file.close(dewi, case, reason="Selesai.")
    browser = signed_in(client, staff["dewi"])
    act = making.address(case, "act", "buka-lagi")
    assert browser.post(act, {"reason": ""}).status_code == 422
    sakti = signed_in(Client(), staff["sakti"])
    assert sakti.post(act, {"reason": "Kembali."}).status_code == 409
    case.refresh_from_db()
    assert case.status == "closed"
    assert browser.post(act, {"reason": "Kekerasan terulang."}).status_code == 302
    case.refresh_from_db()
    assert case.status == "ended"
    codes = [entry.code for entry in entries_of(case)]
    assert codes.index("case.closed") < codes.index("case.reopened"), "the closing stays; the opening is a new fact"
    assert "Kekerasan terulang" in browser.get(making.address(case)).content.decode()
