# SPDX-License-Identifier: AGPL-3.0-or-later
"""Desk: my open steps and nobody else's, in a number of queries that never grows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.cases import registry
from teduh.cases.actions import file, steps
from teduh.cases.registry import DeskPanel, DeskRow
from teduh.jobs.models import Heartbeat
from teduh.journal.door import outside
from teduh.procedure.standard.model import Effect, Risk
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


def queries_of(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        reply = work()
    assert reply.status_code == 200
    return len(captured)


@pytest.mark.parametrize("username", ["bayu", "tirta"])
def test_the_queries_are_as_many_for_three_cases_as_for_thirty(
    client: Client, staff: dict[str, Staff], username: str
) -> None:
    people.sign_in(client, staff[username])
    for number in range(3):
        making.opened(staff, name=f"Klien {number}")
    client.get("/meja/")
    few = queries_of(lambda: client.get("/meja/"))
    for number in range(27):
        making.opened(staff, name=f"Klien {number}", risk=list(Risk)[number % 3])
    assert queries_of(lambda: client.get("/meja/")) == few


def test_high_risk_stands_first_and_then_the_least_time_left(bayu: Client, staff: dict[str, Staff]) -> None:
    slow = making.opened(staff, risk=Risk.LOW, minutes_ago=10)
    quick = making.opened(staff, risk=Risk.MEDIUM, minutes_ago=300)
    grave = making.opened(staff, risk=Risk.HIGH, minutes_ago=5)
    page = bayu.get("/meja/")
    assert [row.number for row in page.context["high"]] == [grave.number]
    assert [row.number for row in page.context["next"]] == [quick.number, slow.number]
    text = page.content.decode()
    assert "3 langkah menunggu Anda" in text
    assert "K•••••• F•••••, 31 tahun" in text
    assert "Kartika" not in text


def test_what_nobody_has_judged_stands_after_high_and_before_the_rest(bayu: Client, staff: dict[str, Staff]) -> None:
    quick = making.opened(staff, risk=Risk.MEDIUM, minutes_ago=300)
    unknown = making.opened(staff, risk=None, minutes_ago=5)
    grave = making.opened(staff, risk=Risk.HIGH, minutes_ago=5)
    page = bayu.get("/meja/")
    shown = [[row.number for row in page.context[name]] for name in ("high", "undecided", "next")]
    assert shown == [[grave.number], [unknown.number], [quick.number]]
    assert [step.case.number for step in page.context["page"]] == [grave.number, unknown.number, quick.number]
    text = page.content.decode()
    assert text.count("Risiko belum ditetapkan") == 2  # the heading, and the badge of the row
    found = bayu.get("/kasus/", {"risk": "none"}).context["rows"]
    assert [row["case"].number for row in found] == [unknown.number]
    assert "Risiko belum ditetapkan" in bayu.get("/kasus/").content.decode()


def test_what_the_law_asks_presses_on_the_desk_of_the_team(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff, kinds=("physical_sexual_harassment",), minutes_ago=4 * 24 * 60)
    people.sign_in(client, staff["bayu"])
    page = client.get("/meja/")
    (panel,) = [one for one in page.context["panels"] if one.title == "Kewajiban hukum"]
    (row,) = panel.rows
    assert (row.title, row.address) == (f"Laporkan ke kepolisian, {case.number}", making.address(case))
    assert "UU 12/2022 Pasal 41" in row.note
    assert "terlambat" in row.mark
    said = {"duty": "police_report|police_reported", "when": making.moment(timezone.now() - timedelta(days=3))}
    assert client.post(making.address(case, "act", "kewajiban"), said).status_code == 302
    (row,) = next(one for one in client.get("/meja/").context["panels"] if one.title == "Kewajiban hukum").rows
    assert row.title == f"Pelindungan sementara korban kekerasan seksual, {case.number}"
    people.sign_in(client, staff["lestari"])
    assert [one.title for one in client.get("/meja/").context["panels"]] == []


def test_a_step_without_a_promise_shows_what_the_law_asks(bayu: Client, staff: dict[str, Staff]) -> None:
    making.opened(staff, kinds=("physical_sexual_harassment",), version=making.visum(), procedure="pendampingan")
    page = bayu.get("/meja/")
    (row,) = page.context["next"]
    assert row.clock.text.startswith("Laporkan ke kepolisian: paling lama 3x24 jam")
    assert "Tanpa batas waktu" not in page.content.decode()


def test_a_row_leads_to_its_step(bayu: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff)
    (row,) = bayu.get("/meja/").context["next"]
    assert (row.href, row.action) == (making.step_address(case, "terima-permohonan"), "Catat penerimaan")
    steps.start_step(making.acting(staff["bayu"]), case, step="terima-permohonan")
    (row,) = bayu.get("/meja/").context["next"]
    assert (row.action, row.begun) == ("Lanjutkan", True)


def test_what_is_late_says_so_without_colour(bayu: Client, staff: dict[str, Staff]) -> None:
    making.opened(staff, risk=Risk.HIGH, minutes_ago=48)
    text = bayu.get("/meja/").content.decode()
    assert "1 terlambat." in text
    assert "Lewat 18 menit" in text
    assert "Terlambat" in text


def test_nobody_sees_steps_of_a_case_that_is_not_theirs(client: Client, staff: dict[str, Staff]) -> None:
    making.opened(staff)
    for username in ("dimas", "kirana", "jaya", "surya"):
        people.sign_in(client, staff[username])
        page = client.get("/meja/")
        assert page.context["count"] == 0, username
        assert "Tidak ada yang menunggu Anda" in page.content.decode()


def test_a_step_assigned_to_a_colleague_is_theirs_alone(client: Client, staff: dict[str, Staff]) -> None:
    case = making.opened(staff)
    for key, outcome in (("terima-permohonan", ""), ("identifikasi", "dapat-dibantu"), ("persetujuan-layanan", "")):
        work = steps.Work(reason="Sesuai.", facts=making.BY_THE_CLIENT)
        steps.finish_step(making.acting(staff["bayu"], 30), case, step=key, outcome=outcome, work=work)
    file.assign(making.acting(staff["tirta"], 20), case, role="psychologist", staff=staff["sekar"])
    file.assign(making.acting(staff["tirta"], 19), case, role="social_worker", staff=staff["ratna"])
    people.sign_in(client, staff["ratna"])
    assert "Asesmen biopsikososial" in client.get("/meja/").content.decode()
    people.sign_in(client, staff["kirana"])
    assert "Asesmen biopsikososial" not in client.get("/meja/").content.decode()


def test_a_superior_sees_the_load_of_those_below(client: Client, staff: dict[str, Staff]) -> None:
    making.opened(staff, risk=Risk.HIGH)
    making.opened(staff, risk=Risk.LOW)
    people.sign_in(client, staff["tirta"])
    unit = {load.name: (load.open, load.late) for load in client.get("/meja/").context["unit"]}
    assert unit["Bayu Rekaan"] == (2, 1)
    assert unit["Kirana Khayal"] == (0, 0)
    assert "Lestari Contoh" not in unit
    people.sign_in(client, staff["bayu"])
    assert client.get("/meja/").context["unit"] == []


def test_what_waits_for_others_stands_apart(bayu: Client, staff: dict[str, Staff]) -> None:
    """An outside party whose act is awaited, and a pause with its reason."""
    case = making.opened(staff, version=making.visum(), procedure="visum")
    assert making.take(bayu, case, "terima-permintaan").status_code == 302
    assert bayu.post(making.step_address(case, "rujukan-psikolog", "not_needed")).status_code == 302
    (row,) = bayu.get("/meja/").context["waiting"]
    assert (row["what"], row["step"], row["number"]) == ("Rumah sakit", "Serahkan hasil visum", case.number)
    file.pause(making.acting(staff["bayu"]), case, cause="menunggu-lembaga-lain", reason="Belum selesai.")
    (row,) = bayu.get("/meja/").context["waiting"]
    assert row["what"] == "Menunggu lembaga lain"
    assert making.take(bayu, case, "serahkan-hasil-visum").status_code == 302
    assert making.open_keys(case) == ["catat-hasil"]
    people.sign_in(bayu, staff["dimas"])
    assert bayu.get("/meja/").context["waiting"] == []


def test_a_silent_worker_is_told(bayu: Client) -> None:
    assert "Pekerjaan latar belum berjalan" in bayu.get("/meja/").content.decode()
    with outside(reason="a worker's sign of life"):
        beat = Heartbeat.objects.create(worker="uji", started_at=timezone.now(), seen_at=timezone.now())
        assert "Pekerjaan latar" not in bayu.get("/meja/").content.decode()
        beat.seen_at = timezone.now() - timedelta(minutes=10)
        beat.save()
    assert "Pekerjaan latar berhenti sejak" in bayu.get("/meja/").content.decode()


def test_the_page_renews_its_rows_alone(bayu: Client, staff: dict[str, Staff]) -> None:
    making.opened(staff)
    part = bayu.get("/meja/", headers={"Teduh-Refresh": "1"}).content.decode()
    assert "Terima permohonan" in part
    assert "<html" not in part
    assert 'data-refresh="/meja/"' in bayu.get("/meja/").content.decode()


def test_other_parts_add_what_waits(bayu: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (DeskRow("Laporan 10.16", "tersimpan 10.18", "/laporan/uji/"),)
    monkeypatch.setattr(registry, "_panels", [lambda actor: DeskPanel("Belum selesai", rows), empty_panel])
    text = bayu.get("/meja/").content.decode()
    assert "Laporan 10.16" in text
    assert "Tidak pernah tampak" not in text


def empty_panel(actor: Any) -> DeskPanel:
    return DeskPanel("Tidak pernah tampak", ())


def test_a_promise_in_working_days_is_counted_in_them(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    making.opened(staff, people.LUMAJANG, minutes_ago=0)
    people.sign_in(client, staff["putri"])
    (row,) = client.get("/meja/").context["next"]
    assert row.clock.headline == "Sisa 5 hari kerja"
    assert row.clock.text == "Rekomendasi: 5 hari kerja"


def test_an_ended_case_waits_on_the_desk_of_who_may_close_it(client: Client, staff: dict[str, Staff]) -> None:
    """No step calls anybody any more: without the panel nobody would think of it."""
    title = "Prosedur selesai, berkas belum ditutup"
    case = making.opened(staff)
    people.sign_in(client, staff["tirta"])
    assert title not in client.get("/meja/").content.decode()
    head = making.acting(staff["tirta"])
    file.end_early(head, case, effect=Effect.DISCONTINUED, cause="withdrawn", reason="Laporan dicabut.")
    page = client.get("/meja/").content.decode()
    assert title in page
    assert making.address(case) in page
    for username in ("bayu", "surya"):
        people.sign_in(client, staff[username])
        assert title not in client.get("/meja/").content.decode(), username

    people.sign_in(client, staff["tirta"])
    few = queries_of(lambda: client.get("/meja/"))
    for number in range(10):
        other = making.opened(staff, name=f"Klien {number}")
        file.end_early(head, other, effect=Effect.DISCONTINUED, cause="withdrawn", reason="Laporan dicabut.")
    assert queries_of(lambda: client.get("/meja/")) <= few
    assert "/kasus/?status=ended" in client.get("/meja/").content.decode()
    file.close(head, case, reason="Tuntas.")
    assert case.number not in client.get("/meja/").content.decode()
