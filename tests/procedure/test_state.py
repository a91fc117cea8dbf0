# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a case stands: points 1-9 and 11-20 of the format's meaning, one by one."""

from __future__ import annotations

from teduh.procedure.decide import (
    AddEntry,
    Assign,
    Correct,
    EndEarly,
    Finish,
    InvalidateRequirement,
    MeetRequirement,
    SayNotNeeded,
    SetFact,
    SetRisk,
    Start,
    WaiveRequirement,
)
from teduh.procedure.events import Corrected, Finished, Opened, Started
from teduh.procedure.standard.model import Effect, Risk
from teduh.procedure.state import Status, advance, fold
from tests.procedure.engine import Case, at, grounds, standard

LINE = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Catat laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan awal, pelaksana: petugas pengaduan}
"""
BRANCH = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Putusan, pelaksana: petugas pengaduan, hasil: [diterima, ditolak]}
- {langkah: Layanan awal, setelah: {putusan: diterima}, pelaksana: petugas pengaduan}
- {langkah: Informasi penolakan, setelah: {putusan: ditolak}, pelaksana: petugas pengaduan}
- {langkah: Laporan, setelah: [layanan awal, informasi penolakan], pelaksana: petugas pengaduan, produk: laporan}
"""
DRAFT = """\
- {langkah: Konsep surat, pelaksana: petugas pengaduan, produk: surat}
- {langkah: Catat agenda, pelaksana: petugas pengaduan}
- {langkah: Paraf, pelaksana: petugas pengaduan, hasil: {setuju: lanjut, kurang: kembali ke konsep surat}}
- {langkah: Serahkan map, pelaksana: petugas pengaduan, kepada: kepala dinas}
- langkah: Tanda tangan
  pelaksana: petugas pengaduan
  hasil: {setuju: lanjut, kurang: kembali ke konsep surat, salah: ulang dari konsep surat}
- {langkah: Layanan awal, setelah: konsep surat, pelaksana: petugas pengaduan}
- {langkah: Laporan, setelah: [tanda tangan, layanan awal], pelaksana: petugas pengaduan, produk: laporan}
"""


def statuses(case: Case) -> dict[str, str]:
    return {key: step.status.value for key, step in case.run.steps.items()}


def test_a_line_opens_step_by_step_and_ends_by_itself() -> None:
    case = Case(standard(LINE))
    assert case.open == ("terima-laporan",)
    case.do(Finish("terima-laporan"), "2 10.00")
    assert case.open == ("catat-laporan",)
    assert case.step("catat-laporan").opened_at == at("2 10.00")
    case.do(Finish("catat-laporan"), "2 11.00").do(Finish("layanan-awal"), "2 12.00")
    assert case.open == ()
    assert case.run.end is not None
    assert (case.run.end.effect, case.run.end.at, case.run.end.step) == (Effect.COMPLETED, at("2 12.00"), "")


def test_a_named_branch_not_taken_is_dropped_and_a_bare_name_waits_for_what_is_left() -> None:
    case = Case(standard(BRANCH)).do(Finish("terima-laporan")).do(Finish("putusan", "ditolak"))
    assert statuses(case)["layanan-awal"] == "dropped"
    assert case.open == ("informasi-penolakan",)
    case.do(Finish("informasi-penolakan"))
    assert case.open == ("laporan",)


def test_a_list_waits_for_all_that_can_still_happen() -> None:
    case = Case(
        standard("""\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan satu, setelah: terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan dua, setelah: terima laporan, pelaksana: petugas pengaduan}
- {langkah: Laporan, setelah: [layanan satu, layanan dua], pelaksana: petugas pengaduan, produk: laporan}
"""),
    ).do(Finish("terima-laporan"))
    assert case.open == ("layanan-satu", "layanan-dua")
    case.do(Finish("layanan-satu"), "2 12.00")
    assert case.open == ("layanan-dua",)
    case.do(Finish("layanan-dua"), "2 11.00")
    # Recorded last, done first: what follows opened when the later of the two was done.
    assert case.step("laporan").opened_at == at("2 12.00")


def test_the_first_of_several_opens_a_step_and_it_stays_open_when_the_others_arrive() -> None:
    case = Case(
        standard("""\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan satu, setelah: terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan dua, setelah: terima laporan, pelaksana: petugas pengaduan}
- langkah: Laporan
  setelah: {salah satu: [layanan satu, layanan dua]}
  pelaksana: petugas pengaduan
  produk: laporan
"""),
    )
    case.do(Finish("terima-laporan")).do(Finish("layanan-dua"))
    assert case.open == ("layanan-satu", "laporan")
    case.do(Finish("laporan")).do(Finish("layanan-satu"))
    assert statuses(case)["laporan"] == "done"
    assert case.run.end is not None


def test_the_first_of_several_is_dropped_when_none_can_come() -> None:
    case = Case(
        standard("""\
- {langkah: Putusan, pelaksana: petugas pengaduan, hasil: [a, b, c]}
- {langkah: Layanan satu, setelah: {putusan: a}, pelaksana: petugas pengaduan}
- {langkah: Layanan dua, setelah: {putusan: b}, pelaksana: petugas pengaduan}
- {langkah: Serahkan, setelah: {salah satu: [layanan satu, layanan dua]}, pelaksana: petugas pengaduan, kepada: klien}
- {langkah: Catat, setelah: putusan, pelaksana: petugas pengaduan}
"""),
    ).do(Finish("putusan", "c"))
    assert statuses(case)["serahkan"] == "dropped"
    assert case.open == ("catat",)


EMERGENCY = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan darurat, bila: {risiko: tinggi}, pelaksana: petugas pengaduan}
- {langkah: Catat laporan, pelaksana: petugas pengaduan}
"""


def test_an_unknown_fact_passes_a_step_over_and_a_rising_risk_opens_it() -> None:
    case = Case(standard(EMERGENCY)).do(Finish("terima-laporan"))
    assert statuses(case)["layanan-darurat"] == "passed"
    assert case.open == ("catat-laporan",)
    case.do(SetRisk(Risk.HIGH), "2 11.00")
    assert case.open == ("layanan-darurat",)
    assert case.step("layanan-darurat").opened_at == at("2 11.00")
    case.do(SetRisk(Risk.LOW), "2 11.30")
    assert case.open == ("catat-laporan",)
    assert case.step("layanan-darurat").why is not None


def test_begun_work_stays_open_whatever_opens_above_it_or_falls_away() -> None:
    case = Case(standard(EMERGENCY)).do(Finish("terima-laporan")).do(Start("catat-laporan"))
    case.do(SetRisk(Risk.HIGH), "2 11.00")
    assert case.open == ("layanan-darurat", "catat-laporan")
    case.do(Start("layanan-darurat"), "2 11.05").do(SetRisk(Risk.LOW), "2 11.10")
    assert case.open == ("layanan-darurat", "catat-laporan")


def test_an_end_by_outcome_cancels_what_was_open() -> None:
    case = Case(
        standard("""\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- langkah: Verifikasi
  setelah: terima laporan
  pelaksana: petugas pengaduan
  hasil: {sah: lanjut, palsu: disisihkan}
- {langkah: Catat, setelah: terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan, setelah: [verifikasi, catat], pelaksana: petugas pengaduan}
"""),
    )
    case.do(Finish("terima-laporan")).do(Finish("verifikasi", "palsu"))
    assert case.run.end is not None
    assert (case.run.end.effect, case.run.end.step) == (Effect.SET_ASIDE, "verifikasi")
    assert statuses(case) == {
        "terima-laporan": "done",
        "verifikasi": "done",
        "catat": "dropped",
        "layanan": "dropped",
    }


def test_returning_reopens_the_draft_and_only_the_judgements_between_lose_their_result() -> None:
    case = Case(standard(DRAFT))
    for step in ("konsep-surat", "catat-agenda", "paraf", "serahkan-map"):
        case.do(Finish(step, "setuju" if step == "paraf" else ""))
    case.do(Finish("layanan-awal")).do(Finish("tanda-tangan", "kurang"), "2 11.00")
    assert case.open == ("konsep-surat",)
    assert statuses(case) == {
        "konsep-surat": "open",
        "catat-agenda": "done",
        "paraf": "waiting",
        "serahkan-map": "done",
        "tanda-tangan": "waiting",
        "layanan-awal": "done",
        "laporan": "waiting",
    }
    assert (case.step("konsep-surat").round, case.step("konsep-surat").returned) == (2, True)
    case.do(Finish("konsep-surat"), "2 12.00")
    # Signing waits for the initials too, although what stands between them stayed done.
    assert case.open == ("paraf",)
    case.do(Finish("paraf", "setuju"), "2 12.00").do(Finish("tanda-tangan", "setuju"), "2 12.00")
    assert case.open == ("laporan",)
    assert not case.step("tanda-tangan").returned


def test_repeating_from_a_step_does_everything_between_again_but_no_side_branch() -> None:
    case = Case(standard(DRAFT))
    for step in ("konsep-surat", "catat-agenda", "paraf", "serahkan-map", "layanan-awal"):
        case.do(Finish(step, "setuju" if step == "paraf" else ""))
    case.do(Finish("tanda-tangan", "salah"))
    assert case.open == ("konsep-surat",)
    assert {key for key, status in statuses(case).items() if status == "waiting"} == {
        "catat-agenda",
        "paraf",
        "serahkan-map",
        "tanda-tangan",
        "laporan",
    }
    assert statuses(case)["layanan-awal"] == "done"


def test_a_return_keeps_the_first_start_ever() -> None:
    case = Case(standard(DRAFT)).do(Start("konsep-surat"), "2 09.30").do(Finish("konsep-surat"), "2 10.00")
    case.do(Finish("catat-agenda")).do(Finish("paraf", "kurang"), "2 11.00")
    step = case.step("konsep-surat")
    assert (step.started_at, step.first_started_at, step.finished_at) == (None, at("2 09.30"), None)


def test_a_repeated_step_takes_entries_until_it_is_finished() -> None:
    case = Case(
        standard("""\
- {langkah: Layanan pendampingan, pelaksana: petugas pengaduan, berulang: ya}
- {langkah: Laporan, pelaksana: petugas pengaduan, produk: laporan}
"""),
    )
    case.do(AddEntry("layanan-pendampingan"), "2 10.00").do(AddEntry("layanan-pendampingan"), "3 10.00")
    assert case.open == ("layanan-pendampingan",)
    step = case.step("layanan-pendampingan")
    assert step.entries == (at("2 10.00"), at("3 10.00"))
    assert step.started_at == at("2 10.00")
    case.do(Finish("layanan-pendampingan"), "4 10.00")
    assert case.open == ("laporan",)


def test_what_is_judged_not_needed_is_done_and_a_named_outcome_below_it_is_dropped() -> None:
    case = Case(
        standard("""\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Konsep surat, bila: perlu, pelaksana: petugas pengaduan, produk: surat}
- {langkah: Tanda tangan, setelah: {konsep surat: selesai}, pelaksana: petugas pengaduan}
- {langkah: Layanan, setelah: [konsep surat, tanda tangan], pelaksana: petugas pengaduan}
"""),
    )
    case.do(Finish("terima-laporan")).do(SayNotNeeded("konsep-surat"))
    assert case.step("konsep-surat").not_needed
    assert statuses(case)["tanda-tangan"] == "dropped"
    assert case.open == ("layanan",)


def test_the_reports_arrival_does_what_outside_parties_submit() -> None:
    case = Case(
        standard("""\
- {langkah: Ajukan laporan, pelaksana: pelapor}
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
"""),
        opened="2 07.15",
    )
    assert case.open == ("terima-laporan",)
    assert case.step("ajukan-laporan").finished_at == at("2 07.15")


def test_parallel_channels_are_conditions_and_writing_follows_from_the_channel() -> None:
    steps = """\
- {langkah: Terima telepon, bila: {kanal: telepon}, setelah: awal, pelaksana: petugas pengaduan}
- {langkah: Terima surat, bila: {bentuk: tertulis}, setelah: awal, pelaksana: petugas pengaduan}
- {langkah: Catat, setelah: [terima telepon, terima surat], pelaksana: petugas pengaduan}
"""
    assert Case(standard(steps), {"channel": ("letter",)}).open == ("terima-surat",)
    assert Case(standard(steps), {"channel": ("phone",)}).open == ("terima-telepon",)
    assert Case(standard(steps), {"channel": ("phone",)}).state.facts["form"] == ("oral",)


def test_an_assignment_makes_the_roles_further_steps_theirs_until_reassigned() -> None:
    case = Case(
        standard("""\
- {langkah: Tugaskan pendamping, pelaksana: petugas pengaduan, kepada: pekerja sosial}
- {langkah: Penjangkauan, pelaksana: pekerja sosial}
- {langkah: Catat, pelaksana: petugas pengaduan}
"""),
    )
    case.do(Finish("tugaskan-pendamping", assign_to="staff:7"))
    assert case.step("penjangkauan").assigned_to == "staff:7"
    assert case.step("catat").assigned_to == ""
    case.do(Assign("social_worker", "staff:8"))
    assert case.step("penjangkauan").assigned_to == "staff:8"
    case.do(Assign("social_worker", ""))
    assert case.step("penjangkauan").assigned_to == ""


SERVICES = """\
kasus:
  - {langkah: Terima laporan, pelaksana: petugas pengaduan}
  - {langkah: Layanan, pelaksana: petugas pengaduan, layanan: [konseling, penjangkauan korban]}
penjangkauan korban:
  - {langkah: Penjangkauan, pelaksana: petugas pengaduan}
  - {langkah: Laporan, pelaksana: petugas pengaduan, produk: laporan}
"""


def test_a_service_that_names_a_procedure_starts_a_run_with_clocks_of_its_own() -> None:
    case = Case(
        standard(
            SERVICES,
            "jangka waktu:\n  - {janji: 3 hari kerja, untuk: penjangkauan korban}\n"
            "  - {janji: 5 hari kerja, untuk: kasus}",
        ),
        procedure="kasus",
    )
    case.do(Finish("terima-laporan")).do(Finish("layanan", services=("konseling", "penjangkauan-korban")), "3 10.00")
    assert case.run.end is not None
    second = case.state.runs[2]
    assert (second.opened_at, second.open) == (at("3 10.00"), ("penjangkauan",))
    assert case.clock("3 10.00", "janji-1", run=2).due_at == at("6 16.00")
    case.do(Finish("penjangkauan", run=2), "3 11.00").do(Finish("laporan", run=2), "3 11.00")
    assert case.state.runs[2].end is not None


PAPERS = """\
persyaratan:
  - dokumen: KTP
  - {dokumen: Surat rujukan, bila: {kanal: rujukan}}
  - {dokumen: Foto, wajib: tidak}
  - {formulir: Form Penerimaan}
  - {pegangan: UU 11 Tahun 2012}
  - salah satu: [dokumen: Kartu keluarga, dokumen: Akta lahir]
    kode: bukti keluarga
jangka waktu: [{janji: 5 hari kerja, sejak: syarat lengkap, jeda: menunggu pemohon}]
"""


def test_requirements_are_complete_with_the_last_mandatory_one_that_no_step_obtains() -> None:
    steps = "- {langkah: Terima laporan, pelaksana: petugas pengaduan, formulir: Form Penerimaan}\n"
    case = Case(standard(steps, PAPERS), {"channel": ("walk_in",)})
    assert dict(case.run.requirements) == {
        "ktp": "missing",
        "surat-rujukan": "",
        "foto": "missing",
        "form-penerimaan": "missing",
        "uu-11-tahun-2012": "met",
        "bukti-keluarga": "missing",
    }
    case.do(MeetRequirement("ktp"), "2 12.00")
    assert case.run.complete_at is None
    case.do(MeetRequirement("akta-lahir"), "2 11.00")
    assert case.run.complete_at == at("2 12.00")
    case.do(Finish("terima-laporan"), "2 13.00")
    assert case.run.requirements["form-penerimaan"] == "obtained"


def test_a_requirement_found_invalid_pauses_and_never_restarts_the_clock() -> None:
    steps = "- {langkah: Terima laporan, pelaksana: petugas pengaduan, formulir: Form Penerimaan}\n"
    case = Case(standard(steps, PAPERS), {"channel": ("walk_in",)})
    case.do(WaiveRequirement("ktp"), "2 10.00").do(MeetRequirement("bukti-keluarga"), "2 11.00")
    case.do(InvalidateRequirement("bukti-keluarga"), "3 09.00")
    assert case.run.complete_at == at("2 11.00")
    assert case.clock("3 10.00").status.value == "paused"
    case.do(MeetRequirement("bukti-keluarga"), "4 09.00")
    assert case.run.pauses == (("menunggu-pemohon", at("3 09.00"), at("4 09.00")),)
    assert case.clock("4 10.00").status.value == "running"


def test_a_correction_withdraws_a_result_and_what_opened_by_it() -> None:
    case = Case(standard(BRANCH)).do(Finish("terima-laporan")).do(Finish("putusan", "ditolak"), "2 10.30")
    before = case.state
    case.do(Correct(case.step("putusan").event), "2 10.40")
    assert case.open == ("putusan",)
    assert statuses(case)["informasi-penolakan"] == "waiting"
    assert case.state.events[: before.count] == before.events
    case.do(Finish("putusan", "diterima"), "2 10.45")
    assert case.open == ("layanan-awal",)


def test_begun_work_outlives_the_correction_of_what_it_rests_on() -> None:
    case = Case(standard(BRANCH)).do(Finish("terima-laporan")).do(Finish("putusan", "ditolak"))
    case.do(Start("informasi-penolakan")).do(Correct(case.step("putusan").event))
    assert case.open == ("putusan", "informasi-penolakan")


def test_a_correction_takes_back_the_assignment_that_came_with_it() -> None:
    case = Case(
        standard("""\
- {langkah: Disposisi, pelaksana: petugas pengaduan, kepada: pekerja sosial}
- {langkah: Penjangkauan, pelaksana: pekerja sosial}
"""),
    )
    case.do(Finish("disposisi", assign_to="staff:7")).do(Correct(2), by="unit_head")
    assert case.state.assignments == {}
    assert case.open == ("disposisi",)


def test_an_early_end_breaks_off_what_was_begun() -> None:
    case = Case(standard(LINE)).do(Start("terima-laporan"))
    case.do(EndEarly(Effect.DISCONTINUED, "withdrawn"), "3 10.00", by="unit_head")
    assert case.run.end is not None
    assert (case.run.end.effect, case.run.end.early) == (Effect.DISCONTINUED, True)
    assert set(statuses(case).values()) == {"dropped"}


def test_a_fact_behind_the_natural_end_opens_the_procedure_again() -> None:
    case = Case(standard(EMERGENCY)).do(Finish("terima-laporan")).do(Finish("catat-laporan"))
    assert case.run.end is not None
    case.do(SetRisk(Risk.HIGH), "3 10.00")
    assert case.run.end is None
    assert case.open == ("layanan-darurat",)


def test_the_fold_is_the_same_as_advancing_and_reads_over_what_it_does_not_know() -> None:
    published = standard(LINE)
    events = [
        Opened(at=at("2 09.00")),
        Started(at=at("2 09.10"), step="tidak-ada"),
        Finished(at=at("2 09.10"), step="terima-laporan", outcome="tidak-ada"),
        Finished(at=at("2 09.20"), step="terima-laporan", outcome="selesai"),
        Finished(at=at("2 09.20"), step="terima-laporan", outcome="selesai", run=9),
        Corrected(at=at("2 09.30"), number=1),
        Corrected(at=at("2 09.30"), number=77),
    ]
    folded = fold(grounds(published), events)
    state = fold(grounds(published), events[:3])
    for event in events[3:]:
        state = advance(state, event)
    assert folded == state
    assert folded.runs[1].open == ("catat-laporan",)
    assert folded.count == 7


def test_a_fact_can_become_unknown_again() -> None:
    case = Case(standard(EMERGENCY)).do(SetFact("region", ("inside",))).do(SetFact("region", ()), "2 11.00")
    assert "region" not in case.state.facts
    assert case.state.facts_at["region"] == at("2 11.00")


def test_statuses_are_words_of_their_own() -> None:
    assert {status.value for status in Status} == {"waiting", "open", "passed", "dropped", "done"}
