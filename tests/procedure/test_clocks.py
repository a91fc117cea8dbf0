# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clocks of a case: points 12, 19, 22-27 and 31, and the law's own beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from teduh.procedure import clocks
from teduh.procedure.decide import (
    AddEntry,
    Close,
    EndEarly,
    Extend,
    Finish,
    Pause,
    Resume,
    SetFact,
    SetRisk,
    Start,
)
from teduh.procedure.standard.model import Effect, Risk
from teduh.procedure.state import Clock, ClockStatus
from tests.procedure.engine import TIME, Case, at, standard

STEPS = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan awal, pelaksana: petugas pengaduan}
- langkah: Putusan
  pelaksana: petugas pengaduan
  hasil: {diterima: lanjut, ditolak: ditolak, kurang: kembali ke layanan awal}
"""
BY_RISK = """\
jangka waktu:
  - janji: Menurut risiko
    sampai: mulai layanan awal
    paling lama: {tinggi: langsung, sedang: 6 jam, rendah: 3x24 jam}
"""


def promised(text: str) -> Case:
    return Case(standard(STEPS, f"jangka waktu:\n  - {text}\n"))


def due(clock: Clock) -> str:
    assert clock.due_at is not None
    return f"{clock.due_at.day} {clock.due_at:%H.%M}"


def test_a_promise_runs_from_the_report_to_the_end_of_the_case() -> None:
    case = promised("janji: 5 hari kerja")
    clock = case.clock("2 10.00")
    assert (clock.status, clock.started_at, due(clock)) == (ClockStatus.RUNNING, at("2 09.00"), "9 16.00")
    for step in ("terima-laporan", "layanan-awal"):
        case.do(Finish(step), "3 10.00")
    case.do(Finish("putusan", "diterima"), "9 16.00")
    assert case.clock("20 10.00").status is ClockStatus.MET
    assert case.clock("20 10.00").ended_at == at("9 16.00")


def test_a_clock_past_its_due_time_is_missed_while_it_still_runs() -> None:
    case = promised("janji: 6 jam")
    assert case.clock("2 15.00").status is ClockStatus.RUNNING
    late = case.clock("2 15.01")
    assert (late.status, late.running) == (ClockStatus.MISSED, True)


def test_a_clock_waits_for_its_start_and_ends_with_the_result_that_stands() -> None:
    case = promised("{janji: 1 hari kerja, sejak: mulai terima laporan, sampai: selesai layanan awal}")
    assert case.clock("2 09.30").status is ClockStatus.NOT_STARTED
    case.do(Start("terima-laporan"), "2 10.00").do(Finish("terima-laporan"), "2 11.00")
    case.do(Finish("layanan-awal"), "2 12.00")
    assert case.clock("2 13.00").status is ClockStatus.MET
    # A return after the finish sets the clock running again, with the same due time.
    case.do(Finish("putusan", "kurang"), "2 14.00")
    again = case.clock("2 15.00")
    assert (again.status, again.ended_at, due(again)) == (ClockStatus.RUNNING, None, "3 16.00")
    case.do(Finish("layanan-awal"), "4 12.00")
    assert case.clock("4 13.00").status is ClockStatus.MISSED


def test_a_return_cannot_unserve_a_client() -> None:
    case = promised("{janji: 6 jam, sampai: mulai layanan awal}")
    case.do(Finish("terima-laporan"), "2 10.00").do(Finish("layanan-awal"), "2 12.00")
    case.do(Finish("putusan", "kurang"), "3 14.00")
    assert case.clock("4 10.00").status is ClockStatus.MET
    assert case.clock("4 10.00").ended_at == at("2 12.00")


def test_an_end_cancelled_before_the_due_time_is_void_and_after_it_missed() -> None:
    steps = """\
- {langkah: Putusan, pelaksana: petugas pengaduan, hasil: {diterima: lanjut, ditolak: ditolak}}
- {langkah: Layanan, setelah: {putusan: diterima}, pelaksana: petugas pengaduan}
"""
    published = standard(steps, "jangka waktu: [{janji: 6 jam, sampai: selesai layanan}]")
    early = Case(published).do(Finish("putusan", "ditolak"), "2 15.00")
    assert early.clock("3 10.00").status is ClockStatus.VOID
    late = Case(published).do(Finish("putusan", "ditolak"), "2 15.30")
    assert late.clock("3 10.00").status is ClockStatus.MISSED


def test_whoever_withdraws_was_neither_served_in_time_nor_kept_waiting() -> None:
    case = promised("janji: 5 hari kerja")
    case.do(EndEarly(Effect.DISCONTINUED, "withdrawn"), "3 10.00", by="unit_head")
    assert case.clock("4 10.00").status is ClockStatus.VOID


def test_without_a_risk_the_strictest_limit_warns_and_nothing_is_missed() -> None:
    case = Case(standard(STEPS, BY_RISK)).do(Finish("terima-laporan"), "2 09.10")
    clock = case.clock("2 12.00")
    assert (clock.status, clock.provisional, due(clock)) == (ClockStatus.RUNNING, True, "2 09.30")
    assert clocks.warns(clock, at=at("2 12.00"), time=TIME)


def test_the_first_setting_counts_from_the_start() -> None:
    case = Case(standard(STEPS, BY_RISK)).do(SetRisk(Risk.MEDIUM), "2 14.00")
    clock = case.clock("2 14.00")
    assert (clock.provisional, due(clock)) == (False, "2 15.00")


def test_a_first_setting_behind_the_end_still_judges_the_clock() -> None:
    case = Case(standard(STEPS, BY_RISK)).do(Finish("terima-laporan"), "2 09.10").do(Start("layanan-awal"), "2 16.00")
    assert case.clock("2 16.30").status is ClockStatus.MET
    case.do(SetRisk(Risk.MEDIUM), "2 17.00")
    assert case.clock("2 17.30").status is ClockStatus.MISSED


@pytest.mark.parametrize(("raised", "expected"), [("2 10.00", "2 10.30"), ("2 14.50", "2 15.00")])
def test_a_raised_risk_counts_from_the_raising_and_the_earlier_due_wins(raised: str, expected: str) -> None:
    case = Case(standard(STEPS, BY_RISK)).do(SetRisk(Risk.MEDIUM), "2 09.10").do(SetRisk(Risk.HIGH), raised)
    assert due(case.clock("2 14.50")) == expected


def test_down_and_up_again_gains_no_time() -> None:
    case = Case(standard(STEPS, BY_RISK)).do(SetRisk(Risk.HIGH), "2 09.05").do(SetRisk(Risk.LOW), "2 09.10")
    clock = case.do(SetRisk(Risk.HIGH), "2 09.20").clock("2 09.25")
    assert (due(clock), clock.lowered, clock.original_due_at) == ("2 09.30", False, None)
    # A level below one that stood before counts from the start too, as if it had been lowered to at once.
    case = Case(standard(STEPS, BY_RISK)).do(SetRisk(Risk.HIGH), "2 09.05").do(SetRisk(Risk.LOW), "2 09.10")
    assert due(case.do(SetRisk(Risk.MEDIUM), "2 11.00").clock("2 11.30")) == "2 15.00"


def test_a_level_that_was_suggested_at_the_report_is_promised_from_its_reception() -> None:
    case = Case(standard(STEPS, BY_RISK), facts={"risk_suggested": ("high",)}).do(SetRisk(Risk.LOW), "2 09.05")
    assert due(case.do(SetRisk(Risk.HIGH), "2 09.20").clock("2 09.25")) == "2 09.30"


def test_a_raised_risk_keeps_what_it_first_promised() -> None:
    """Low, raised, lowered, raised again: what was promised at the first raising stands."""
    case = Case(standard(STEPS, BY_RISK)).do(SetRisk(Risk.LOW), "2 09.05").do(SetRisk(Risk.HIGH), "2 10.00")
    case.do(SetRisk(Risk.LOW), "2 10.05").do(SetRisk(Risk.HIGH), "2 10.20")
    assert due(case.clock("2 10.25")) == "2 10.30"


def test_a_lowered_risk_counts_from_the_start_and_the_old_promise_stays_visible() -> None:
    case = Case(standard(STEPS, BY_RISK)).do(SetRisk(Risk.HIGH), "2 09.10").do(SetRisk(Risk.LOW), "2 09.20")
    clock = case.clock("2 10.00")
    assert (due(clock), clock.lowered, clock.original_due_at) == ("5 09.00", True, at("2 09.30"))
    assert clock.status is ClockStatus.RUNNING


def test_a_pause_stops_only_the_clocks_that_name_its_reason() -> None:
    published = standard(
        STEPS,
        "jangka waktu:\n  - {janji: 6 jam, jeda: menunggu pemohon}\n  - janji: 3 hari kerja\n"
        "  - {janji: 2 hari kerja, jeda: menunggu pemohon}\n  - {janji: langsung, jeda: menunggu pemohon}",
    )
    case = Case(published).do(Pause("menunggu-pemohon"), "2 10.00")
    assert case.clock("2 12.00", "janji-1").status is ClockStatus.PAUSED
    assert case.clock("2 12.00", "janji-2").status is ClockStatus.RUNNING
    assert case.clock("2 12.00", "janji-4").status is ClockStatus.MISSED
    case.do(Resume(), "3 12.00")
    assert due(case.clock("3 13.00", "janji-1")) == "3 17.00"
    # A working day counts where the clock runs at its closing time: the day of the report never counts anyway.
    assert due(case.clock("3 13.00", "janji-3")) == "4 16.00"


def test_an_extension_keeps_the_original_due_time_visible() -> None:
    case = promised("{janji: 2 hari kerja, perpanjangan: {selama: 1 hari kerja, oleh: kepala uptd, sebab: banjir}}")
    case.do(Extend("janji-1"), "3 10.00", by="unit_head")
    clock = case.clock("3 11.00")
    assert (due(clock), clock.original_due_at) == ("5 16.00", at("4 16.00"))


def test_an_end_below_the_floor_is_too_early() -> None:
    case = promised("{janji: 3x24 jam, paling cepat: 1x24 jam, sampai: selesai terima laporan}")
    case.do(Finish("terima-laporan"), "2 12.00")
    assert case.clock("3 10.00").status is ClockStatus.TOO_EARLY


def test_as_needed_is_measured_and_never_missed() -> None:
    case = promised("{janji: sesuai kebutuhan, sampai: selesai terima laporan}")
    assert case.clock("20 10.00").status is ClockStatus.RUNNING
    case.do(Finish("terima-laporan"), "21 12.00")
    clock = case.clock("25 10.00")
    assert (clock.status, clock.ended_at, clock.due_at) == (ClockStatus.MET, at("21 12.00"), None)


def test_a_standards_own_hours_end_its_working_day() -> None:
    published = standard(STEPS, "jam layanan: {senin-kamis: '09.00-14.00'}\njangka waktu: 4 hari kerja")
    assert due(Case(published).clock("2 10.00")) == "9 14.00"


def test_a_promise_whose_condition_is_false_binds_nobody() -> None:
    more = "jangka waktu: [{janji: 6 jam, bila: {kanal: telepon}}]"
    assert clocks.read(Case(standard(STEPS, more)).state, at=at("2 10.00"), time=TIME) == ()
    assert Case(standard(STEPS, more), {"channel": ("phone",)}).clock("2 10.00").running


def test_entries_of_a_repeated_step_come_within_its_limit() -> None:
    steps = "- {langkah: Pantau, pelaksana: petugas pengaduan, berulang: 3 hari kalender}\n"
    case = Case(standard(steps)).do(AddEntry("pantau"), "2 10.00").do(AddEntry("pantau"), "4 10.00")
    clock = case.clock("5 10.00", "berulang-pantau")
    assert (clock.status, clock.started_at, due(clock)) == (ClockStatus.RUNNING, at("4 10.00"), "8 00.00")
    assert case.clock("8 09.00", "berulang-pantau").status is ClockStatus.MISSED
    case.do(AddEntry("pantau"), "9 10.00").do(Finish("pantau"), "9 11.00")
    assert case.clock("10 09.00", "berulang-pantau").status is ClockStatus.MISSED


def test_the_clock_that_runs_out_first_stands_first_and_warns_first() -> None:
    case = Case(
        standard(STEPS, "jangka waktu: [4 hari kerja, {janji: 1 hari kerja, sejak: selesai putusan}]"),
        {"kind": ("rape",)},
    )
    found = clocks.read(case.state, at=at("2 10.00"), time=TIME)
    assert [clock.key for clock in found] == ["police_report", "janji-1", "janji-2"]
    first = clocks.next_due(found)
    assert first is not None
    assert (first.key, first.due_at, first.legal) == (
        "police_report",
        at("5 09.00"),
        "UU 12/2022 Pasal 41 ayat (2) dan (3)",
    )


def test_the_police_report_is_owed_until_it_is_made() -> None:
    case = Case(standard(STEPS), {"sexual_violence": ("yes",)})
    assert case.clock("5 09.01", "police_report").status is ClockStatus.MISSED
    case.do(SetFact("police_reported", ("yes",)), "4 10.00")
    clock = case.clock("6 10.00", "police_report")
    assert (clock.status, clock.ended_at, clock.running) == (ClockStatus.MET, at("4 10.00"), False)


def test_the_social_report_is_due_three_days_after_its_request_and_ends_with_its_form() -> None:
    steps = "- {langkah: Asesmen, pelaksana: pekerja sosial, formulir: Laporan Sosial}\n"
    case = Case(standard(steps), {"consent": ("given",)}).do(SetFact("social_report_requested", ("yes",)), "3 10.00")
    clock = case.clock("3 12.00", "social_report")
    assert (due(clock), clock.status) == ("6 10.00", ClockStatus.RUNNING)
    case.do(Finish("asesmen"), "5 10.00", by="social_worker")
    assert case.clock("7 12.00", "social_report").status is ClockStatus.MET


def test_the_complaint_about_a_service_is_answered_within_its_own_limit() -> None:
    published = standard(
        STEPS,
        "pengaduan layanan:\n  jangka waktu: 2x24 jam\n  prosedur:\n"
        "    - {langkah: Terima pengaduan, pelaksana: petugas pengaduan}\n"
        "    - {langkah: Tanggapan, pelaksana: petugas pengaduan}\n"
        "    - {langkah: Laporan evaluasi, pelaksana: petugas pengaduan, produk: catatan}",
    )
    assert published.complaints is not None
    assert published.complaints.procedure is not None
    complaint = replace(published, procedures=(published.complaints.procedure,))
    case = Case(complaint).do(Finish("terima-pengaduan"), "2 10.00")
    assert due(case.clock("2 11.00", "pengaduan-layanan")) == "4 09.00"
    case.do(Finish("tanggapan"), "4 08.00")
    assert case.clock("4 10.00", "pengaduan-layanan").status is ClockStatus.MET


def test_a_clock_warns_a_day_or_an_hour_before_it_is_due() -> None:
    days, hours = promised("janji: 4 hari kerja"), promised("janji: 6 jam")
    assert not clocks.warns(days.clock("5 15.59"), at=at("5 15.59"), time=TIME)
    assert clocks.warns(days.clock("5 16.00"), at=at("5 16.00"), time=TIME)
    assert not clocks.warns(hours.clock("2 13.59"), at=at("2 13.59"), time=TIME)
    assert clocks.warns(hours.clock("2 14.00"), at=at("2 14.00"), time=TIME)
    patient = replace(TIME, warn_hours=timedelta(minutes=5))
    assert not clocks.warns(hours.clock("2 14.00"), at=at("2 14.00"), time=patient)


def test_closing_the_file_ends_what_others_owe_and_nothing_that_falls_on_a_role_of_the_office() -> None:
    """PP 65/2015 art. 13(2): the social report is the social worker's own duty, the social inquiry that of Bapas."""
    case = Case(standard("- {langkah: Terima laporan, pelaksana: petugas pengaduan}"))
    case.do(SetFact("social_report_requested", ("yes",)), "2 09.30").do(
        SetFact("litmas_requested", ("yes",)), "2 09.30"
    )
    case.do(Finish("terima-laporan")).do(Close(), "3 09.00", by="case_manager")
    inquiry, report = case.clock("6 09.00", "litmas"), case.clock("6 09.00", "social_report")
    assert (inquiry.running, inquiry.ended_at, inquiry.status) == (False, at("3 09.00"), ClockStatus.VOID)
    assert (report.running, report.due_at, report.status) == (True, at("5 09.30"), ClockStatus.MISSED)
