# SPDX-License-Identifier: AGPL-3.0-or-later
"""L1 to L13: recommendation for accompaniment and social protection of children in conflict with the law."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import lumajang
from tests.journeys.walk import Walk, command

pytestmark = pytest.mark.django_db
OFFICE, SERVICE, HEAD = lumajang.OFFICE, "rekomendasi-abh", "dewi"
journey = lumajang.to_closing


def half_way(walk: Walk) -> None:
    """The child was assessed, and the draft waits for its writer."""
    lumajang.report(walk, at="2026-06-05 09.00")
    for step in (lumajang.receive, lumajang.assign, lumajang.register, lumajang.consent, lumajang.assess):
        step(walk)


@pytest.mark.clause("L1")
def test_the_three_forms_and_the_law_are_published(published: str) -> None:
    forms = "Form Penerimaan Form Asesmen Laporan Sosial"
    law = "Buku Undang-Undang Sistem Peradilan Pidana Anak (UU Nomor 11 Tahun 2012)"
    assert forms in published
    assert law in published


@pytest.mark.clause("L1")
@pytest.mark.parametrize(
    ("form", "title", "answer"),
    [
        ("form-penerimaan", "FORM PENERIMAAN", "perkelahian antarpelajar"),
        ("form-asesmen", "FORM ASESMEN", "Disangka memukul teman sebaya."),
        ("laporan-sosial", "LAPORAN SOSIAL", "Diversi patut diupayakan."),
    ],
)
def test_each_required_form_is_filled_in_at_its_step_and_prints(
    papers: dict[str, str], form: str, title: str, answer: str
) -> None:
    paper = papers[f"{form} 1"]
    assert title in paper.upper()
    assert answer in paper


@pytest.mark.clause("L2")
def test_a_report_of_a_child_in_contact_with_the_law_or_in_need_of_protection_is_taken(elsewhere: Walk) -> None:
    lumajang.report(elsewhere, at="2026-06-05 09.00")
    state = elsewhere.state(OFFICE)
    assert state["received_at"].startswith("2026-06-05T09:00")
    assert state["runs"][0]["outcomes"] == {"ajukan-laporan": "selesai"}, "reporting is done by the report's arrival"
    form = elsewhere.form("putri", "terima-laporan")
    assert {"conflict", "victim", "witness"} < set(form.offered["form-penerimaan-position"])
    categories = set(form.offered["form-penerimaan-ampk"]) - {"?"}
    assert len(categories) == 15, "letters a to o of article 59(2)"
    assert "in_contact_with_law" in categories


@pytest.mark.clause("L3")
def test_the_officer_assigns_one_sakti_peksos_whose_the_field_assessment_is(elsewhere: Walk) -> None:
    lumajang.report(elsewhere, at="2026-06-05 09.00")
    lumajang.receive(elsewhere)
    form = elsewhere.form("putri", "tugaskan-sakti-peksos")
    assert set(form.words.values()) == {"Pilih orang", "Laras Misalan, Sakti Peksos", "Sakti Contoh, Sakti Peksos"}
    lumajang.assign(elsewhere, "Laras")
    assert "Catat identitas dan registrasi" in elsewhere.get("laras", "/meja/").text
    assert elsewhere.number not in elsewhere.get("sakti", "/meja/").text
    assert elsewhere.get("sakti", elsewhere.case).status == 404


@pytest.mark.clause("L4")
def test_identity_and_registration_come_before_the_assessment(elsewhere: Walk) -> None:
    lumajang.report(elsewhere, at="2026-06-05 09.00")
    lumajang.receive(elsewhere)
    lumajang.assign(elsewhere)
    reply = elsewhere.crafted("sakti", "asesmen-lapangan", **{"form-asesmen-problem": "Mendahului"})
    assert reply.status == 409
    assert "Mendahului" in reply.text, "what was typed is not lost"
    lumajang.register(elsewhere)
    lumajang.consent(elsewhere)
    lumajang.assess(elsewhere)
    outcomes = elsewhere.state(OFFICE)["runs"][0]["outcomes"]
    assert {"catat-identitas-dan-registrasi", "asesmen-lapangan"} <= set(outcomes)


@pytest.mark.clause("L4")
def test_register_number_tracing_and_study_of_the_problem_are_kept(walk: Walk) -> None:
    assert "ABH-2026-0001" in walk.get("dewi", walk.step("catat-identitas-dan-registrasi")).text
    assessment = walk.get("dewi", walk.step("asesmen-lapangan")).text
    assert "Anak menyesal, keluarga mendukung." in assessment


@pytest.mark.clause("L5")
@pytest.mark.parametrize("product", ["rekomendasi-pendampingan", "surat-perintah-tugas"])
def test_either_draft_goes_to_the_head_of_division_who_initials_it_or_sends_it_back(case: Walk, product: str) -> None:
    lumajang.draft(case, product=product)
    assert f"{product} 1" in case.papers("dewi")
    assert "Paraf" in case.get("dewi", "/meja/").text
    assert case.crafted("arif", "tanda-tangan").status == 409, "no signature before the initials"
    assert case.send_back("dewi", "paraf", "").status == 422, "never sent back without a word"
    lumajang.send_back(case, "Lengkapi dasar hukumnya.")
    assert "Lengkapi dasar hukumnya." in case.look("sakti").text
    lumajang.draft(case, product=product)
    lumajang.initial(case)
    assert [step["step"] for step in case.state(OFFICE)["runs"][0]["open_steps"]] == ["tanda-tangan"]


@pytest.mark.clause("L6")
def test_accompaniment_begins_after_the_signature_of_the_head_of_the_agency(case: Walk) -> None:
    lumajang.draft(case)
    lumajang.initial(case)
    early = case.crafted("sakti", "layanan-pendampingan", **{"serve-summary": "Terlalu dini", "do": "entry"})
    assert early.status == 409
    lumajang.sign(case)
    lumajang.accompany(case, "Kunjungan pertama.")
    step = case.state(OFFICE)["runs"][0]["open_steps"][0]
    assert (step["step"], step["started"]) == ("layanan-pendampingan", True), "open for the next one"


@pytest.mark.clause("L6")
def test_each_accompaniment_is_recorded_with_its_day(walk: Walk) -> None:
    page = walk.get("dewi", walk.step("layanan-pendampingan")).text
    for day, told in (
        ("11 Juni 2026", "Mendampingi pemeriksaan di Polres."),
        ("25 Juni 2026", "Kunjungan rumah, anak kembali bersekolah."),
        ("6 Juli 2026", "Diversi berhasil, pendampingan selesai."),
    ):
        assert day in page
        assert told in page


@pytest.mark.clause("L6", "L9")
def test_the_signed_recommendation_is_the_published_product_and_shows_initials_alone(papers: dict[str, str]) -> None:
    letter = papers["rekomendasi-pendampingan 2"]
    assert "Rekomendasi Pendampingan dan Perlindungan Sosial bagi ABH".casefold() in letter.casefold()
    assert "Arif Khayal" in letter
    assert "R. P." in letter
    assert not any(name in letter for name in lumajang.NAMES)


@pytest.mark.clause("L5", "L6", "L9")
def test_whoever_holds_the_recommendation_can_check_signature_number_and_initials(
    walk: Walk, pdfs: dict[str, bytes], in_hand: Any
) -> None:
    letter = in_hand(pdfs["rekomendasi-pendampingan 2"], by="Arif Khayal", at="2026-06-10 10.00")
    assert "Paraf" in letter
    assert "R. P." in letter
    assert not any(name in letter for name in lumajang.NAMES)


@pytest.mark.clause("L6")
def test_so_they_can_with_an_assignment_letter(case: Walk, in_hand: Any) -> None:
    lumajang.draft(case, product="surat-perintah-tugas")
    lumajang.initial(case)
    lumajang.sign(case)
    signed = case.pdfs("dewi")["surat-perintah-tugas 1"]
    letter = in_hand(signed, by="Arif Khayal", at=f"{case.clock.moment:%Y-%m-%d %H.%M}")
    assert "Mendampingi anak selama pemeriksaan" in letter
    assert not any(name in letter for name in lumajang.NAMES)


@pytest.mark.clause("L7")
def test_five_working_days_end_at_the_signature(walk: Walk) -> None:
    assert walk.promise(OFFICE, "janji-1") == ("met", "2026-06-12 16.00")


@pytest.mark.clause("L7")
def test_a_day_without_signature_beyond_that_is_late_for_all_to_see(elsewhere: Walk) -> None:
    lumajang.report(elsewhere, at="2026-06-05 09.00")
    assert elsewhere.at("2026-06-12 16.00").promise(OFFICE, "janji-1")[0] == "running"
    assert elsewhere.at("2026-06-12 16.01").promise(OFFICE, "janji-1")[0] == "missed"
    assert "Terlambat" in elsewhere.at("2026-06-15 08.00").look("dewi").text


@pytest.mark.clause("L8")
def test_no_fee_is_published(published: str) -> None:
    assert "Biaya Tidak dipungut biaya" in published


@pytest.mark.clause("L9")
def test_the_product_is_published(published: str) -> None:
    assert "Yang Anda terima Rekomendasi Pendampingan dan Perlindungan Sosial bagi ABH" in published


@pytest.mark.clause("L10", part=True)
@pytest.mark.parametrize(
    "channel",
    [
        "Datang langsung Kantor Dinas Sosial",
        "Kotak saran Meja informasi pelayanan",
        "Pos Jl. Pisang Gajah No. 1, Lumajang, kode pos 67316",
        "Facebook https://www.facebook.com/dinassosial.kablumajang.3",
        "Instagram https://www.instagram.com/dinsos_pppa_lumajang/",
        "Twitter https://twitter.com/dinsos_lumajang",
        "YouTube https://www.youtube.com/channel/UCI7Abv0MDUuPpilGWVICDQA",
        "Blog https://dinassosiallumajang.blogspot.com/",
        "Telepon 085 895 242 105 (call center)",
    ],
)
def test_a_channel_for_complaints_is_published_with_its_address(published: str, channel: str) -> None:
    assert channel in published


@pytest.mark.clause("L11", part=True)
def test_the_officials_who_answer_complaints_through_the_complaints_officer_are_published(published: str) -> None:
    assert "Penanggung jawab: kepala dinas, sekretaris dinas, dan kepala bidang." in published
    assert "merespons pengaduan dari berbagai kanal tersebut melalui petugas pengelola pengaduan" in published


COMPLAINT = """
cerita: Pengaduan tentang layanan
layanan: pengaduan layanan
fakta: {kanal: kotak saran}
kejadian:
  - 2026-03-02 09.00 dibuka
  - 2026-03-02 09.00 harap terbuka = tanggapan pejabat ppid
  - 2026-03-03 10.00 selesai tanggapan pejabat ppid
  - 2026-03-03 10.00 harap terbuka = laporan evaluasi dan tindak lanjut
  - 2026-03-31 10.00 selesai laporan evaluasi dan tindak lanjut
  - 2026-03-31 10.00 harap akhir = tuntas
"""


@pytest.mark.clause("L12", part=True)
def test_two_days_of_24_hours_are_published_and_counted_through_the_weekend(published: str, plays: Any) -> None:
    assert "Dijawab paling lama 2x24 jam." in published
    due = command("term", "2x24 jam", "--office", OFFICE, "--from", "2026-06-05T09:00:00+07:00")
    assert due.strip() == "2026-06-07T09:00:00+07:00"
    assert "pengaduan layanan: berjalan 2026-03-04 09.00" in plays(COMPLAINT)


@pytest.mark.clause("L12", part=True)
def test_an_answer_after_that_counts_as_late_in_the_published_procedure(plays: Any) -> None:
    late = COMPLAINT.replace("2026-03-03 10.00", "2026-03-04 10.00")
    assert "pengaduan layanan: terlambat 2026-03-04 09.00" in plays(late)


@pytest.mark.clause("L13", part=True)
def test_the_published_complaint_procedure_ends_with_evaluation_and_follow_up(published: str, plays: Any) -> None:
    """The procedure as published and as the core plays it; keeping complaints as such is not claimed here."""
    assert "didokumentasikan, dievaluasi, dan ditindaklanjuti sebagai bahan perbaikan pelayanan" in published
    assert "Menghasilkan catatan evaluasi pengaduan" in published
    plays(COMPLAINT)


@pytest.mark.parametrize(
    ("asked_on", "due"),
    [
        ("03-06-2026", "2026-06-06T00:00:00+07:00"),  # the beginning of that day, whenever it is recorded
        ("?", "2026-06-08T09:00:00+07:00"),  # the day is not known: from when it was saved
    ],
)
def test_the_social_report_is_due_from_the_day_on_which_the_investigator_asked_for_it(
    elsewhere: Walk, asked_on: str, due: str
) -> None:
    """PP 65/2015 art. 13(2): 3x24 hours from the receipt of the letter, not from the typing of it."""
    lumajang.report(elsewhere, at="2026-06-05 09.00")
    unknown = {"social_report_requested_on.unknown": "1"}
    day = unknown if asked_on == "?" else {"social_report_requested_on": asked_on}
    lumajang.receive(elsewhere, **{"social_report_requested": "yes", **day})
    clock = next(one for one in elsewhere.state(OFFICE)["clocks"] if one["key"] == "social_report")
    assert (clock["status"], clock["due_at"]) == ("running", due)
    assert clock["legal"] == "PP 65/2015 Pasal 13 ayat (2)"


def test_the_investigator_cannot_have_asked_for_it_tomorrow(elsewhere: Walk) -> None:
    lumajang.report(elsewhere, at="2026-06-05 09.00")
    page = elsewhere.refused(
        "putri",
        "terima-laporan",
        account="Anak dibawa ke kantor polisi.",
        position="conflict",
        ampk=["in_contact_with_law"],
        social_report_requested="yes",
        social_report_requested_on="06-06-2026",
    )
    assert "Waktunya masih akan datang" in page.text
