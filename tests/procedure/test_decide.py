# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may happen, and what is refused by which rule: points 1, 7-10, 13-18, 20, 21, 24-26, 28, 29."""

from __future__ import annotations

import pytest

from teduh.procedure.decide import (
    AddEntry,
    Assign,
    BreakOff,
    Close,
    CompleteRequirements,
    Correct,
    EndEarly,
    Extend,
    Finish,
    InvalidateRequirement,
    MeetRequirement,
    Move,
    Pause,
    Reopen,
    Resume,
    SayNotNeeded,
    SetFact,
    SetRisk,
    Start,
    StartRun,
    WaiveRequirement,
    decide,
    moves,
    open_case,
)
from teduh.procedure.events import Assigned, Finished, Opened, RiskSet
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Effect, Risk
from tests.procedure.engine import TIME, Case, at, grounds, standard

STEPS = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan awal, pelaksana: [pekerja sosial, psikolog]}
- langkah: Putusan
  pelaksana: kepala uptd
  hasil: {diterima: lanjut, ditolak: ditolak, kurang: kembali ke layanan awal}
- {langkah: Konsep surat, bila: perlu, pelaksana: petugas pengaduan, produk: {salah satu: [surat tugas, rekomendasi]}}
- {langkah: Serahkan surat, setelah: konsep surat, pelaksana: petugas pengaduan, kepada: klien}
"""


def case_at(step: str) -> Case:
    """The case in which that step is open."""
    case = Case(standard(STEPS))
    for key, outcome, by in (
        ("terima-laporan", "", "intake_officer"),
        ("layanan-awal", "", "psychologist"),
        ("putusan", "diterima", "unit_head"),
        ("konsep-surat", "", "intake_officer"),
    ):
        if step in case.open:
            break
        case.do(Finish(key, outcome), by=by)
    assert step in case.open
    return case


def test_only_an_open_step_can_be_worked_on_and_the_refusal_says_where_it_stands() -> None:
    case = case_at("layanan-awal")
    assert case.refused(Finish("putusan"), by="unit_head").rule == "1"
    assert "Layanan awal" in case.refused(Finish("putusan"), by="unit_head").reason.id
    assert "sudah selesai" in case.refused(Finish("terima-laporan")).reason.id
    assert case.refused(Finish("tidak-ada")).rule == "1"
    assert case.refused(Finish("putusan", run=7), by="unit_head").rule == "1"


def test_a_step_on_a_branch_not_taken_and_one_passed_over_say_so() -> None:
    case = Case(
        standard("""\
- {langkah: Putusan, pelaksana: petugas pengaduan, hasil: [ya, tidak]}
- {langkah: Layanan, setelah: {putusan: ya}, pelaksana: petugas pengaduan}
- {langkah: Layanan darurat, setelah: putusan, bila: {risiko: tinggi}, pelaksana: petugas pengaduan}
- {langkah: Catat, setelah: putusan, pelaksana: petugas pengaduan}
"""),
    ).do(Finish("putusan", "tidak"))
    assert "tidak ditempuh" in case.refused(Finish("layanan")).reason.id
    refused = case.refused(Finish("layanan-darurat"))
    assert (refused.rule, refused.step) == ("5", "layanan-darurat")


def test_any_one_of_the_steps_roles_acts_and_nobody_else() -> None:
    case = case_at("layanan-awal")
    assert case.refused(Start("layanan-awal"), by="intake_officer").rule == "15"
    assert not isinstance(case.may(Start("layanan-awal"), by="social_worker"), Refusal)
    assert not isinstance(case.may(Start("layanan-awal"), by="psychologist"), Refusal)


def test_what_outside_parties_do_is_recorded_by_whoever_is_on_the_case() -> None:
    case = Case(standard("- {langkah: Serahkan bukti, pelaksana: pelapor, kepada: petugas pengaduan}"))
    assert not isinstance(case.may(Finish("serahkan-bukti"), by="social_worker"), Refusal)


@pytest.mark.parametrize("outcome", ["diterima", "ditolak", "kurang"])
def test_a_decision_always_wants_its_reason(outcome: str) -> None:
    case = case_at("putusan")
    assert case.refused(Finish("putusan", outcome), by="unit_head", reason=False).rule == "7"
    assert not isinstance(case.may(Finish("putusan", outcome), by="unit_head"), Refusal)


@pytest.mark.parametrize("activity", ["verifikasi", "identifikasi", "putusan"])
def test_where_there_is_one_outcome_nothing_was_decided_that_wants_a_reason(activity: str) -> None:
    case = Case(standard(f"- {{langkah: Periksa berkas, kegiatan: {activity}, pelaksana: petugas pengaduan}}"))
    assert not isinstance(case.may(Finish("periksa-berkas"), reason=False), Refusal)


@pytest.mark.parametrize("ways", ["hasil: [lengkap, kurang lengkap]", "bila: perlu"])
def test_a_verification_that_chooses_between_two_ways_wants_its_reason(ways: str) -> None:
    steps = f"""\
- {{langkah: Terima laporan, pelaksana: petugas pengaduan}}
- {{langkah: Periksa berkas, kegiatan: verifikasi, pelaksana: petugas pengaduan, {ways}}}
"""
    case = Case(standard(steps)).do(Finish("terima-laporan"))
    assert case.refused(Finish("periksa-berkas"), reason=False).rule == "7"


def test_an_only_outcome_that_is_not_to_go_on_wants_its_reason() -> None:
    steps = "- {langkah: Periksa berkas, kegiatan: verifikasi, pelaksana: petugas pengaduan, hasil: ditolak}"
    assert Case(standard(steps)).refused(Finish("periksa-berkas"), reason=False).rule == "7"


def test_an_ordinary_step_wants_no_reason_to_go_on() -> None:
    assert not isinstance(case_at("layanan-awal").may(Finish("layanan-awal"), by="psychologist", reason=False), Refusal)


def test_an_outcome_that_the_step_does_not_have_is_refused() -> None:
    refused = case_at("putusan").refused(Finish("putusan", "ditunda"), by="unit_head")
    assert (refused.rule, "diterima" in refused.reason.id) == ("4", True)


def test_a_started_unfinished_step_forbids_the_end_until_it_is_broken_off() -> None:
    case = Case(
        standard("""\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan awal, pelaksana: petugas pengaduan}
- langkah: Verifikasi
  setelah: terima laporan
  pelaksana: petugas pengaduan
  hasil: {sah: lanjut, palsu: disisihkan}
- {langkah: Catat, setelah: [layanan awal, verifikasi], pelaksana: petugas pengaduan}
"""),
    )
    case.do(Finish("terima-laporan")).do(Start("layanan-awal"))
    refused = case.refused(Finish("verifikasi", "palsu"))
    assert (refused.rule, refused.step) == ("8", "layanan-awal")
    assert case.refused(BreakOff("layanan-awal"), reason=False).rule == "8"
    case.do(BreakOff("layanan-awal")).do(Finish("verifikasi", "palsu"))
    assert case.run.end is not None
    assert case.refused(Start("catat")).rule == "8"
    assert case.refused(BreakOff("layanan-awal")).rule == "8"


def test_a_step_is_started_once_and_only_begun_work_is_broken_off() -> None:
    case = case_at("layanan-awal").do(Start("layanan-awal"), by="psychologist")
    assert case.refused(Start("layanan-awal"), by="psychologist").rule == "5"
    assert case_at("terima-laporan").refused(BreakOff("terima-laporan")).rule == "8"


def test_a_choice_of_papers_gives_the_first_where_none_is_named() -> None:
    case = case_at("konsep-surat")
    decided = case.may(Finish("konsep-surat"))
    assert isinstance(decided, tuple)
    assert isinstance(decided[0], Finished)
    assert decided[0].products == ("surat-tugas",)
    case.do(Finish("konsep-surat", products=("rekomendasi",)))
    assert case.step("konsep-surat").products == ("rekomendasi",)
    assert case_at("konsep-surat").refused(Finish("konsep-surat", products=("kuitansi",))).rule == "produk"


def test_an_outcome_that_leaves_the_ordinary_way_makes_only_the_papers_that_are_named() -> None:
    steps = """\
- langkah: Persetujuan layanan
  pelaksana: petugas pengaduan
  produk: persetujuan
  hasil: {setuju: lanjut, menolak: dihentikan}
- {langkah: Catat, setelah: persetujuan layanan, pelaksana: petugas pengaduan}
"""
    agreed = Case(standard(steps)).do(Finish("persetujuan-layanan"))
    assert agreed.step("persetujuan-layanan").products == ("persetujuan",)
    refused = Case(standard(steps)).do(Finish("persetujuan-layanan", "menolak"))
    assert refused.step("persetujuan-layanan").products == ()


def test_only_a_judged_step_can_be_answered_as_not_needed() -> None:
    case = case_at("konsep-surat")
    assert case_at("putusan").refused(SayNotNeeded("putusan"), by="unit_head").rule == "14"
    case.do(Finish("konsep-surat", "tidak-perlu"))
    assert case.step("konsep-surat").not_needed
    begun = case_at("konsep-surat").do(Start("konsep-surat"))
    assert begun.refused(SayNotNeeded("konsep-surat")).rule == "14"


def test_only_a_repeated_step_takes_entries() -> None:
    assert case_at("terima-laporan").refused(AddEntry("terima-laporan")).rule == "13"


def test_services_and_criteria_come_from_the_steps_lists() -> None:
    case = Case(
        standard("""\
- langkah: Layanan
  pelaksana: petugas pengaduan
  layanan: [konseling]
  kriteria: [Terancam jiwanya]
"""),
    )
    assert case.refused(Finish("layanan", services=("sunat",))).rule == "layanan"
    assert case.refused(Finish("layanan", criteria=("kaya",))).rule == "kriteria"
    case.do(Finish("layanan", services=("konseling",), criteria=("terancam-jiwanya",)))
    assert case.step("layanan").criteria == ("terancam-jiwanya",)


def test_an_assignment_comes_with_the_finish_that_names_somebody() -> None:
    case = Case(standard("- {langkah: Tugaskan, pelaksana: petugas pengaduan, kepada: pekerja sosial}"))
    decided = case.may(Finish("tugaskan", assign_to="unit:3"))
    assert isinstance(decided, tuple)
    assert decided[1] == Assigned(at=at("2 10.00"), by="intake_officer", role="social_worker", to="unit:3")
    assert case.may(Assign("social_worker", "")) == ()


NEEDING = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan, pelaksana: petugas pengaduan, perlu: ktp}
"""
KTP = "persyaratan: [dokumen: KTP]\njangka waktu: 5 hari kerja"


def test_requirements_block_only_through_perlu_and_can_be_waived_with_a_reason() -> None:
    case = Case(standard(NEEDING, KTP)).do(Finish("terima-laporan"))
    refused = case.refused(Finish("layanan"))
    assert (refused.rule, "KTP" in refused.reason.id) == ("20", True)
    assert not isinstance(case.may(Start("layanan")), Refusal)
    assert case.refused(WaiveRequirement("ktp"), reason=False).rule == "20"
    assert not isinstance(case.do(WaiveRequirement("ktp")).may(Finish("layanan")), Refusal)


def test_sending_back_or_away_does_not_wait_for_a_requirement() -> None:
    steps = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- langkah: Verifikasi
  pelaksana: petugas pengaduan
  perlu: akta
  hasil: {lengkap: lanjut, kurang: kembali ke terima laporan, palsu: disisihkan}
- {langkah: Catat, setelah: verifikasi, pelaksana: petugas pengaduan}
"""
    papers = "persyaratan: [{salah satu: [dokumen: KTP, dokumen: Akta], kode: bukti diri}]\njangka waktu: 5 hari kerja"
    case = Case(standard(steps, papers)).do(Finish("terima-laporan"))
    assert case.refused(Finish("verifikasi", "lengkap")).rule == "20"
    for outcome in ("kurang", "palsu"):
        assert not isinstance(case.may(Finish("verifikasi", outcome)), Refusal)
    # Either of the alternatives is enough.
    assert not isinstance(case.do(MeetRequirement("ktp")).may(Finish("verifikasi", "lengkap")), Refusal)


def test_high_risk_waives_by_itself() -> None:
    case = Case(standard(NEEDING, KTP)).do(Finish("terima-laporan")).do(SetRisk(Risk.HIGH))
    assert not isinstance(case.may(Finish("layanan")), Refusal)


def test_a_requirement_is_one_of_the_standards() -> None:
    case = Case(standard(NEEDING, KTP))
    assert case.refused(MeetRequirement("sim")).rule == "19"
    assert case.refused(InvalidateRequirement("ktp"), reason=False).rule == "20"
    assert case.do(CompleteRequirements()).may(CompleteRequirements()) == ()


def test_an_act_may_be_recorded_late_but_not_before_what_it_rests_on_nor_in_the_future() -> None:
    case = Case(standard(STEPS)).do(Finish("terima-laporan"), "2 11.00")
    before = case.refused(Finish("layanan-awal"), "2 10.59", by="psychologist")
    assert before.rule == "28"
    assert "2026-" not in before.reason.id + before.reason.en, "no moment as machines write it"
    case.do(Start("layanan-awal"), "2 11.30", by="psychologist")
    assert case.refused(Finish("layanan-awal"), "2 11.29", by="psychologist").rule == "28"
    early = decide(case.state, Finish("layanan-awal"), at=at("2 12.00"), by="psychologist", now=at("2 11.59"))
    assert isinstance(early, Refusal)
    assert early.rule == "28"
    assert Case(standard(STEPS)).refused(Finish("terima-laporan"), "2 08.59").rule == "28"


def test_work_done_again_is_not_older_than_what_sent_it_back() -> None:
    case = case_at("putusan").do(Finish("putusan", "kurang"), "3 10.00", by="unit_head")
    assert case.refused(Finish("layanan-awal"), "3 09.00", by="psychologist").rule == "28"


def test_the_channel_is_fixed_at_opening() -> None:
    case = Case(standard(STEPS), {"channel": ("letter",)})
    assert case.refused(SetFact("channel", ("whatsapp",))).rule == "18"
    assert case.may(SetFact("channel", ("letter",))) == ()
    assert not isinstance(Case(standard(STEPS)).may(SetFact("channel", ("phone",))), Refusal)


def test_deciding_below_the_suggestion_is_lowering() -> None:
    case = Case(standard(STEPS), facts={"risk_suggested": ("high",)})
    assert case.refused(SetRisk(Risk.MEDIUM), reason=False).rule == "23"
    assert case.do(SetRisk(Risk.MEDIUM, reasoned=True), reason=False).state.risk is Risk.MEDIUM


def test_raising_a_risk_wants_no_reason_and_lowering_it_does() -> None:
    case = Case(standard(STEPS)).do(SetRisk(Risk.LOW), reason=False).do(SetFact("risk", ("high",)), reason=False)
    assert isinstance(case.events[-1], RiskSet)
    assert case.refused(SetRisk(Risk.MEDIUM), reason=False).rule == "23"
    assert case.refused(SetFact("risk", ("gawat",))).rule == "23"
    high = case.state.risks
    assert case.do(SetRisk(Risk.HIGH)).state.risks == high


def test_a_pause_wants_a_reason_that_the_standard_allows() -> None:
    case = Case(standard(STEPS, "jangka waktu: [{janji: 5 hari kerja, jeda: menunggu pemohon}]"))
    assert case.refused(Pause("cuaca")).rule == "24"
    assert case.refused(Resume()).rule == "24"
    case.do(Pause("menunggu-pemohon"), "2 12.00")
    assert case.may(Pause("menunggu-pemohon")) == ()
    assert case.refused(Resume(), "2 11.00").rule == "28"
    assert not isinstance(case.may(Resume(), "2 13.00"), Refusal)


EXTENDED = "jangka waktu: [{janji: 1 hari kerja, perpanjangan: {selama: 2 hari kerja, oleh: kepala uptd, kali: 1}}]"


def test_an_extension_is_granted_once_by_the_named_role_before_the_due_time() -> None:
    case = Case(standard(STEPS, EXTENDED))
    assert case.refused(Extend("janji-1")).rule == "25"
    assert case.refused(Extend("janji-1"), by="unit_head", reason=False).rule == "25"
    assert case.refused(Extend("janji-2"), by="unit_head").rule == "25"
    assert case.refused(Extend("janji-1"), "3 16.01", by="unit_head", time=TIME).rule == "25"
    assert not isinstance(case.may(Extend("janji-1"), "3 16.00", by="unit_head", time=TIME), Refusal)
    case.do(Extend("janji-1"), by="unit_head")
    assert case.refused(Extend("janji-1"), by="unit_head").rule == "25"


def test_ending_below_a_floor_asks_its_reason() -> None:
    more = "jangka waktu: [{janji: 9 hari kerja, paling cepat: 1x24 jam, sampai: selesai terima laporan}]"
    case = Case(standard(STEPS, more))
    assert case.refused(Finish("terima-laporan"), reason=False, time=TIME).rule == "26"
    assert not isinstance(case.may(Finish("terima-laporan"), time=TIME), Refusal)
    assert not isinstance(case.may(Finish("terima-laporan"), "3 09.00", reason=False, time=TIME), Refusal)


def test_an_early_end_wants_a_superior_and_a_reason() -> None:
    case = case_at("layanan-awal")
    end = EndEarly(Effect.DISCONTINUED, "withdrawn")
    assert case.refused(end).rule == "10"
    assert case.refused(end, by="unit_head", reason=False).rule == "10"
    assert case.refused(EndEarly(Effect.PROCEED, "other"), by="unit_head").rule == "10"
    case.do(end, by="unit_head")
    assert case.refused(end, by="unit_head").rule == "10"


def test_the_file_is_closed_after_every_procedure_has_ended_and_opened_again_by_an_act() -> None:
    case = case_at("layanan-awal")
    refused = case.refused(Close())
    assert (refused.rule, refused.step) == ("9", "layanan-awal")
    case.do(EndEarly(Effect.TRANSFERRED, "moved"), "3 10.00", by="unit_head")
    assert case.refused(Reopen(), "3 10.00").rule == "9"
    assert case.refused(Close(), "3 09.00").rule == "28"
    assert case.refused(Close(), "3 10.00", reason=False).rule == "9"
    case.do(Close(), "3 11.00")
    assert case.state.closed_at == at("3 11.00")
    assert case.refused(SetRisk(Risk.HIGH), "3 12.00").rule == "9"
    assert case.refused(Reopen(), "3 12.00", reason=False).rule == "9"
    case.do(Reopen(), "3 12.00").do(StartRun(), "3 12.00")
    assert case.state.runs[2].open == ("terima-laporan",)


def test_a_run_follows_a_procedure_that_exists() -> None:
    assert case_at("layanan-awal").refused(StartRun("sunat")).rule == "17"
    opened = open_case({}, facts={}, at=at("2 09.00"))
    assert isinstance(opened, Refusal)
    assert opened.rule == "17"


def test_a_wrong_press_goes_back_by_the_same_role_or_a_superior() -> None:
    case = case_at("putusan")
    number = case.step("layanan-awal").event
    assert case.refused(Correct(number), by="social_worker").rule == "29"
    assert case.refused(Correct(number), by="psychologist", reason=False).rule == "29"
    assert case.refused(Correct(1), by="unit_head").rule == "29"
    assert case.refused(Correct(99), by="unit_head").rule == "29"
    case.do(Correct(number), by="psychologist")
    assert case.open == ("layanan-awal",)
    assert case.refused(Correct(number), by="psychologist").rule == "29"


def test_a_result_on_which_others_rest_is_taken_back_after_them() -> None:
    case = case_at("putusan")
    refused = case.refused(Correct(case.step("terima-laporan").event))
    assert (refused.rule, refused.step) == ("29", "layanan-awal")


def test_a_result_goes_back_with_the_facts_of_its_press_alone() -> None:
    case = case_at("layanan-awal").do(SetRisk(Risk.LOW), "2 11.00").do(SetFact("kind", ("physical",)), "2 11.30")
    case.do(SetFact("kind", ("rape",)), "2 12.00", by="psychologist").do(
        SetRisk(Risk.HIGH), "2 12.00", by="psychologist"
    )
    case.do(Finish("layanan-awal"), "2 12.00", by="psychologist")
    case.do(Correct(case.step("layanan-awal").event), "2 13.00", by="psychologist")
    assert case.open == ("layanan-awal",)
    assert (case.state.risk, case.state.facts["kind"]) == (Risk.LOW, ("physical",))


CONSENTED = """\
- {langkah: Persetujuan layanan, pelaksana: petugas pengaduan, hasil: [setuju, menolak]}
- {langkah: Asesmen, pelaksana: petugas pengaduan}
"""


def test_consent_is_not_taken_back_from_under_an_assessment() -> None:
    case = Case(standard(CONSENTED)).do(Finish("persetujuan-layanan", "setuju"))
    consent = case.step("persetujuan-layanan").event
    case.do(Start("asesmen"), "2 11.00")
    assert case.refused(Correct(consent), "2 12.00").step == "asesmen"
    case.do(Correct(case.state.count), "2 12.00").do(Correct(consent), "2 12.00")
    assert "consent" not in case.state.facts


def test_consent_recorded_beside_the_steps_holds_the_assessment_too_unless_it_was_given_twice() -> None:
    assessing = standard("- {langkah: Asesmen, pelaksana: petugas pengaduan}")
    case = Case(assessing).do(SetFact("consent", ("emergency",)), "2 09.30")
    emergency = case.state.count
    case.do(SetFact("consent", ("given",)), "2 10.30")
    given = case.state.count
    case.do(Start("asesmen"), "2 11.00")
    case.do(Correct(given), "2 12.00")
    assert case.state.facts["consent"] == ("emergency",)
    assert case.refused(Correct(emergency), "2 12.00").rule == "29"
    case.do(SetFact("consent", ("withdrawn",)), "2 13.00")


def test_the_giver_is_not_taken_back_from_under_the_consent() -> None:
    case = Case(standard(CONSENTED), {"client": ("adult",), "consent_giver": ()}).do(
        SetFact("consent_giver", ("client",))
    )
    giver = case.state.count
    case.do(SetFact("consent", ("given",)))
    assert case.refused(Correct(giver)).rule == "29"
    case.do(Correct(case.state.count))
    assert "consent" not in case.state.facts
    assert not case.state.facts["consent_giver"], "what one press gave goes back as one"


def test_a_withdrawal_pressed_wrongly_goes_back_to_the_consent_and_its_giver() -> None:
    case = Case(standard(CONSENTED), {"client": ("adult",), "consent_giver": ()}).do(
        SetFact("consent_giver", ("client",))
    )
    case.do(SetFact("consent", ("given",)))
    case.do(SetFact("consent_giver", ("guardian",)), "2 11.00").do(SetFact("consent", ("withdrawn",)), "2 11.00")
    case.do(Correct(case.state.count), "2 12.00")
    assert (case.state.facts["consent"], case.state.facts["consent_giver"]) == (("given",), ("client",))


def test_what_was_told_twice_stands_though_the_first_press_goes_back() -> None:
    case = Case(standard(STEPS)).do(SetRisk(Risk.LOW), "2 09.30")
    for told, again in ((SetRisk(Risk.HIGH), SetFact("risk", ("high",))), *[(SetFact("kind", ("sexual",)),) * 2]):
        number = case.do(told, "2 10.00").state.count
        facts, known_at = case.state.facts, case.state.facts_at
        case.do(again, "2 11.00")
        assert (case.state.facts, case.state.facts_at) == (facts, known_at), "known since it was first told"
        case.do(Correct(number), "2 12.00")
        assert case.state.facts == facts
        case.do(Correct(number + 1), "2 12.00")
        assert case.state.facts != facts
    assert case.state.risk is Risk.LOW


def test_an_early_end_pressed_wrongly_goes_back_with_what_it_broke_off() -> None:
    case = case_at("layanan-awal").do(Start("layanan-awal"), by="psychologist")
    case.do(EndEarly(Effect.DISCONTINUED, "other"), by="unit_head").do(Correct(case.state.count), by="unit_head")
    assert case.run.end is None
    assert case.run.begun == ("layanan-awal",)


def test_a_refused_move_changes_nothing() -> None:
    case = case_at("putusan")
    before = case.state
    case.refused(Finish("putusan", "diterima"), by="unit_head", reason=False)
    assert case.state is before


def test_the_moves_of_a_role_are_the_buttons_of_its_screen() -> None:
    case = case_at("putusan")
    assert moves(case.state, role="intake_officer") == ()
    assert moves(case.state, role="unit_head") == (
        Start("putusan"),
        Finish("putusan", "diterima"),
        Finish("putusan", "ditolak"),
        Finish("putusan", "kurang"),
    )
    drafting = moves(case_at("konsep-surat").state, role="intake_officer")
    assert SayNotNeeded("konsep-surat") in drafting
    empty: tuple[Move, ...] = ()
    assert moves(case_at("serahkan-surat").state, role="unit_head") == empty


def test_the_opening_event_carries_what_was_known() -> None:
    opened = open_case(grounds(standard(STEPS)), facts={"channel": ("phone",)}, at=at("2 09.00"), by="intake_officer")
    assert opened == (Opened(at=at("2 09.00"), by="intake_officer", facts=(("channel", ("phone",)),)),)
