# SPDX-License-Identifier: AGPL-3.0-or-later
"""P1 to P11: receiving referrals from institutions, LP-PAR Kota Pekalongan."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import pekalongan
from tests.journeys.walk import Walk, command

pytestmark = pytest.mark.django_db
OFFICE, SERVICE, HEAD = pekalongan.OFFICE, "terima-rujukan", "rahma"
journey = pekalongan.to_closing
MONDAY = "2026-03-02 09.30"


@pytest.mark.clause("P1")
def test_an_institutions_referral_arrives_as_an_application_and_in_no_other_way(elsewhere: Walk) -> None:
    offer = elsewhere.at(MONDAY).browser("fajar").get("/laporan/baru/").content.decode()
    assert offer.count('name="channel"') == 1
    pekalongan.apply(elsewhere, at=MONDAY)
    run = elsewhere.state(OFFICE)["runs"][0]
    assert run["outcomes"] == {"ajukan-permohonan-rujukan": "selesai"}
    assert run["requirements"][pekalongan.LETTER] == "missing"
    pekalongan.letter_there(elsewhere)
    assert elsewhere.state(OFFICE)["runs"][0]["requirements"][pekalongan.LETTER] == "met"
    assert "Putusan permohonan" in elsewhere.get("rahma", "/meja/").text


@pytest.mark.clause("P1")
def test_it_is_published_for_institutions_of_city_regency_and_province(published: str) -> None:
    assert "Menerima Rujukan dari Instansi atau Lembaga Kota, Kabupaten, dan Provinsi" in published


@pytest.mark.clause("P1")
def test_what_the_institution_asks_is_recorded_where_its_application_is_decided(elsewhere: Walk) -> None:
    pekalongan.apply(elsewhere, at=MONDAY)
    asked = {
        "agency": "Polsek Misalan",
        "level": "city",
        "letter_number": "B/12/III/2026",
        "problem": "Perlu konseling",
    }
    pekalongan.decide(elsewhere, "diterima", "Klien tinggal di kota ini.", **asked)
    page = elsewhere.get("rahma", elsewhere.step("putusan-permohonan")).text
    for answer in ("Polsek Misalan", "Kota ini", "B/12/III/2026", "Perlu konseling"):
        assert answer in page


@pytest.mark.clause("P2")
def test_accepted_the_head_issues_an_assignment_letter_for_the_three_tasks(papers: dict[str, str]) -> None:
    letter = papers["surat-tugas 1"]
    assert "SURAT TUGAS" in letter.upper()
    for task in ("Penjangkauan", "Identifikasi awal", "Asesmen kasus"):
        assert task in letter
    assert "Rahma Karangan" in letter
    assert not any(name in letter for name in pekalongan.NAMES)


@pytest.mark.clause("P2")
def test_whoever_is_shown_the_assignment_letter_can_check_its_signature_and_number(
    walk: Walk, pdfs: dict[str, bytes], in_hand: Any
) -> None:
    letter = in_hand(pdfs["surat-tugas 1"], by="Rahma Karangan", at="2026-03-03 13.00")
    assert "Wulan Fiktif" in letter


@pytest.mark.clause("P2")
def test_a_head_who_pressed_begin_can_still_make_and_sign_it(elsewhere: Walk) -> None:
    pekalongan.apply(elsewhere, at=MONDAY)
    pekalongan.decide(elsewhere, "diterima", "Klien tinggal di kota ini.")
    elsewhere.start("rahma", "tanda-tangan-surat-tugas")
    pekalongan.sign_order(elsewhere)
    assert "surat-tugas 1" in elsewhere.papers("rahma")


@pytest.mark.clause("P3")
def test_rejected_the_applicant_is_told_why_and_never_without_a_reason(elsewhere: Walk, in_hand: Any) -> None:
    pekalongan.apply(elsewhere, at=MONDAY)
    assert "Hasil ini memerlukan alasan" in elsewhere.refused("rahma", "putusan-permohonan", outcome="ditolak").text
    pekalongan.decide(elsewhere, "ditolak", "Klien tinggal di kabupaten lain.")
    assert [step["step"] for step in elsewhere.state(OFFICE)["runs"][0]["open_steps"]] == [
        "tanda-tangan-surat-pemberitahuan"
    ]
    pekalongan.sign_refusal(elsewhere, "Klien tinggal di kabupaten lain.")
    signed = elsewhere.pdfs("rahma")["surat-pemberitahuan 1"]
    letter = in_hand(signed, by="Rahma Karangan", at=MONDAY)
    assert "Kepala Polsek Misalan" in letter
    assert "Klien tinggal di kabupaten lain." in letter
    assert not any(name in letter for name in pekalongan.NAMES)
    assert elsewhere.state(OFFICE)["runs"][0]["end"] == "rejected"


@pytest.mark.clause("P4")
def test_the_chairs_coordination_is_recorded_with_who_took_part(walk: Walk, published: str) -> None:
    page = walk.get("rahma", walk.step("koordinasi-tim")).text
    assert "Diselesaikan Intan Contoh" in page
    for party in ("psikologis, medis, hukum, sosial", "Polsek", "Kelurahan", "Babinkamtibmas", "RT/RW"):
        assert party in page
    assert "Psikolog dan advokat berangkat bersama." in page
    assert "Bersama tim teknis, lembaga perujuk, kelurahan, babinkamtibmas, RT/RW, dan pihak terkait" in published


@pytest.mark.clause("P5")
def test_the_chair_directs_the_secretary_and_the_activity_is_documented(
    walk: Walk, papers: dict[str, str], pdfs: dict[str, bytes]
) -> None:
    directed = walk.get("rahma", walk.step("tugaskan-sekretaris")).text
    assert "Diselesaikan Intan Contoh" in directed
    assert "Diselesaikan Galih Umpama" in walk.get("rahma", walk.step("himpun-dokumen")).text
    assert b"/ByteRange" not in pdfs["dokumentasi-kegiatan 1"], "a record of the office's own: nobody signs it"
    record = papers["dokumentasi-kegiatan 1"]
    assert "DOKUMENTASI KEGIATAN" in record.upper()
    assert "Dokumen disiapkan dan diperiksa." in record


@pytest.mark.clause("P6")
def test_outreach_identification_and_assessment_are_given_in_that_order(walk: Walk) -> None:
    outcomes = list(walk.state(OFFICE)["runs"][0]["outcomes"])
    assert outcomes[-3:] == ["penjangkauan", "identifikasi-awal", "asesmen-kasus"]
    assert "Klien ditemui di rumah saudaranya" in walk.get("rahma", walk.step("penjangkauan")).text
    assessment = walk.get("rahma", walk.step("asesmen-kasus")).text
    assert "Konseling mingguan dan pendampingan hukum." in assessment


@pytest.mark.clause("P7")
def test_five_days_until_outreach_and_fourteen_from_complete_requirements(walk: Walk) -> None:
    assert walk.promise(OFFICE, "janji-1") == ("met", "2026-03-09 14.00")
    assert walk.promise(OFFICE, "janji-2") == ("met", "2026-03-30 14.00"), (
        "Nyepi, Idulfitri and joint leave passed over"
    )


@pytest.mark.clause("P7")
def test_the_fourteen_days_wait_for_the_applicant_and_the_five_do_not(elsewhere: Walk) -> None:
    pekalongan.apply(elsewhere, at="2026-04-06 09.00")
    pekalongan.letter_there(elsewhere.at("2026-04-07 09.30"))
    assert elsewhere.promise(OFFICE, "janji-2") == ("running", "2026-04-27 14.00")
    elsewhere.at("2026-04-10 09.00").act("fajar", "jeda", cause="1|menunggu-pemohon", reason="Alamat klien keliru.")
    assert elsewhere.promise(OFFICE, "janji-1")[0] == "running"
    assert elsewhere.promise(OFFICE, "janji-2")[0] == "paused"
    elsewhere.at("2026-04-15 10.00").act("fajar", "jalan-lagi", run="1")
    assert elsewhere.promise(OFFICE, "janji-2") == ("running", "2026-04-30 14.00")


@pytest.mark.clause("P7")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-04-09T10:00:00+07:00", "2026-04-10T10:30:00+07:00"),  # Friday closes at half past ten
        ("2026-04-10T11:00:00+07:00", "2026-04-13T14:00:00+07:00"),  # Monday to Thursday at two
    ],
)
def test_a_working_day_ends_when_the_office_closes(published: str, received: str, due: str) -> None:
    assert "Senin–Kamis 09.00–12.00, 12.30–14.00 Jumat 08.00–10.30" in published
    assert command("term", "1 hari kerja", "--office", OFFICE, "--from", received).strip() == due


@pytest.mark.clause("P7")
def test_the_break_is_no_time_of_service(walk: Walk) -> None:
    due = command("term", "1 jam layanan", "--office", OFFICE, "--from", "2026-04-06T11:30:00+07:00")
    assert due.strip() == "2026-04-06T13:00:00+07:00"


@pytest.mark.clause("P8")
def test_no_fee_is_published(published: str) -> None:
    assert "Biaya Tidak dipungut biaya" in published


@pytest.mark.clause("P9", part=True)
def test_the_way_of_a_complaint_is_published_and_plays_as_told_answered_recorded(published: str, plays: Any) -> None:
    """The procedure as published and as the core plays it; keeping complaints as such is not claimed here."""
    assert "Telepon 0815642622226 (Fulltimer LP-PAR Kota Pekalongan) Datang langsung" in published
    plays(
        """
        cerita: Pengaduan tentang layanan
        layanan: pengaduan layanan
        fakta: {kanal: telepon}
        kejadian:
          - 2026-03-02 09.30 dibuka
          - 2026-03-02 09.30 selesai terima pengaduan
          - 2026-03-02 10.00 selesai tanggapan
          - 2026-03-02 10.30 selesai catat dan beri informasi
          - 2026-03-02 10.30 harap akhir = tuntas
        """
    )


@pytest.mark.clause("P10", part=True)
@pytest.mark.parametrize(
    "component",
    [
        "Sarana, prasarana, dan fasilitas Ruang Pengaduan dan Konseling",
        "tim teknis: Jaksa, Hakim, Pengacara, Dokter, Psikolog, Konselor, Pekerja Sosial, BAPAS, atau Kepolisian",
        "Pengawasan internal Kepala Dinas Sekretaris Dinas Kepala Bidang P3HA dan PPA",
        "Jumlah pelaksana 4 orang",
        "Jaminan pelayanan Layanan diberikan dengan sebaik-baiknya",
        "Jaminan keamanan dan keselamatan pelayanan Kondisi lingkungan dan ruangan yang nyaman dan aman",
    ],
)
def test_a_component_on_people_and_guarantees_is_published(published: str, component: str) -> None:
    assert component in published


@pytest.mark.clause("P11", part=True)
def test_the_quarterly_evaluation_by_the_leadership_is_published(published: str) -> None:
    assert "Evaluasi kinerja pelaksana Tiap 3 bulan, oleh pimpinan" in published
