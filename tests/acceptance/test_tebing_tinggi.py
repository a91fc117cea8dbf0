# SPDX-License-Identifier: AGPL-3.0-or-later
"""T1 to T12: the public complaints service of UPTD PPA Kota Tebing Tinggi."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import tebing_tinggi as tt
from tests.journeys.walk import Walk, command

pytestmark = pytest.mark.django_db
OFFICE, SERVICE, HEAD = tt.OFFICE, "pengaduan-masyarakat", "tirta"
journey = tt.to_closing
MONDAY = "2026-03-02 10.00"
WAYS = (
    *("walk_in", "phone", "hotline", "whatsapp", "letter", "email"),
    *("third_party", "outreach", "referral", "transfer"),
)


def half_way(walk: Walk) -> None:
    """Received, helped at once, identified; nobody has asked for consent yet."""
    tt.call(walk, at=MONDAY)
    tt.receive(walk)
    tt.serve(walk)
    tt.identify(walk)


@pytest.mark.clause("T1")
def test_the_requirements_are_published(published: str) -> None:
    assert "Surat rujukan dari penyelenggara layanan lain bila kanal rujukan atau pelimpahan" in published
    assert "KTP Kartu keluarga" in published
    assert "Diisi bersama petugas Formulir pengaduan" in published


@pytest.mark.clause("T1")
@pytest.mark.parametrize(("channel", "asked"), [("phone", False), ("referral", True), ("transfer", True)])
def test_papers_are_read_out_and_the_referral_letter_of_referrals_alone(
    elsewhere: Walk, channel: str, asked: bool
) -> None:
    page = elsewhere.get("bayu", elsewhere.at(MONDAY).take("bayu", channel))
    for paper in ("KTP (boleh menyusul)", "Kartu keluarga (boleh menyusul)"):
        assert paper in page.text
    assert ("Surat rujukan dari penyelenggara layanan lain (boleh menyusul)" in page.text) is asked


@pytest.mark.clause("T1")
def test_the_complaint_form_is_filled_in_at_receipt(walk: Walk) -> None:
    assert "Formulir Pengaduan" in walk.get("tirta", walk.step("terima-permohonan")).text


@pytest.mark.clause("T2")
def test_each_published_way_in_becomes_a_case(published: str, elsewhere: Walk) -> None:
    assert (
        "Datang langsung, telepon, hotline, WhatsApp, surat, surel, pihak lain, penjangkauan, rujukan, pelimpahan"
        in published
    )
    for channel in WAYS:
        report = elsewhere.at(MONDAY).take("bayu", channel)
        elsewhere.open("bayu", report, **tt.CALL)
        assert elsewhere.state(OFFICE)["channel"] == channel
    assert elsewhere.browser("bayu").post("/laporan/baru/", {"channel": "fax"}).status_code == 404


@pytest.mark.clause("T3")
def test_identification_settles_kind_risk_and_authority(elsewhere: Walk) -> None:
    tt.call(elsewhere, at=MONDAY)
    assert elsewhere.state(OFFICE)["risk"] is None
    tt.receive(elsewhere)
    form = elsewhere.form("bayu", "identifikasi")
    assert form.offered["criterion"] == ["jenis-kasus", "risiko-penerima-manfaat", "kewenangan-layanan"]
    tt.identify(elsewhere, risk="high")
    assert elsewhere.state(OFFICE)["risk"] == "high"
    page = elsewhere.look("tirta").text
    assert "Risiko tinggi" in page
    assert "Fisik" in page


@pytest.mark.clause("T3")
def test_who_cannot_be_helped_here_is_handed_on_with_a_letter(elsewhere: Walk, in_hand: Any) -> None:
    tt.call(elsewhere, at=MONDAY)
    tt.receive(elsewhere)
    tt.identify(elsewhere, outcome="tidak-dapat-dibantu", risk="low", risk_reason="Pelaku sudah ditahan.")
    elsewhere.finish(
        "bayu",
        "pelimpahan-kepada-yang-berwenang",
        provider="UPTD PPA Kabupaten Contoh",
        summary="Kejadian di kabupaten lain.",
        to="Kepala UPTD PPA Kabupaten Contoh",
        **{"letter-surat-pelimpahan-reason": "Di luar wilayah."},
        reason="Di luar wilayah.",
    )
    assert elsewhere.state(OFFICE)["runs"][0]["end"] == "transferred"
    assert elsewhere.approve_all("tirta") == 1
    letter = in_hand(elsewhere.pdfs("tirta")["surat-pelimpahan 1"], by="Tirta Andaian", at=MONDAY)
    assert "UPTD PPA Kabupaten Contoh" in letter
    assert not any(name in letter for name in tt.NAMES), "it leaves the office: initials alone"


@pytest.mark.clause("T4")
def test_the_assessment_covers_body_mind_family_livelihood_and_schooling(walk: Walk, papers: dict[str, str]) -> None:
    page = walk.get("tirta", walk.step("asesmen-biopsikososial")).text
    for aspect in ("Fisik", "Psikis", "Sosial", "Ekonomi", "Pendidikan"):
        assert aspect in page
        assert aspect in papers["laporan-asesmen 1"]
    assert "Sulit tidur, takut suara keras." in papers["laporan-asesmen 1"]


@pytest.mark.clause("T4")
def test_the_assessment_waits_for_consent(case: Walk) -> None:
    assert "asesmen-biopsikososial" not in str(case.state(OFFICE)["runs"][0]["open_steps"])
    tt.consent(case)
    tt.assess(case)


@pytest.mark.clause("T5")
def test_the_plan_is_made_with_the_client_and_recommends_to_other_providers(walk: Walk, papers: dict[str, str]) -> None:
    page = walk.get("tirta", walk.step("rencana-intervensi")).text
    assert "Apakah klien ikut menyusun? Ya" in page
    for answer in ("Ingin sekolah lagi dan tidak dipukul.", "Dinas Pendidikan: masuk sekolah kembali."):
        assert answer in page
        assert answer in papers["rencana-intervensi 1"]


@pytest.mark.clause("T5")
def test_no_plan_before_the_assessment(case: Walk) -> None:
    tt.consent(case)
    assert case.crafted("sekar", "rencana-intervensi", **{"plan-together": "yes"}).status == 409


@pytest.mark.clause("T6")
def test_the_data_officer_is_handed_the_case_and_enters_it_into_simfoni(walk: Walk) -> None:
    """Handing over and the entry's number are recorded; the transmission itself is no part of this."""
    assert "Diselesaikan Ratna Contoh" in walk.get("dimas", walk.step("serahkan-data")).text
    page = walk.get("dimas", walk.step("catat-di-simfoni-ppa")).text
    assert "Diselesaikan Dimas Misalan" in page
    assert "SIM-2026-0001" in page
    for step in ("terima-permohonan", "asesmen-biopsikososial", "rencana-intervensi"):
        assert walk.get("dimas", walk.step(step)).status == 200, "from identity to plan, all that he enters"


@pytest.mark.clause("T7")
@pytest.mark.parametrize(
    ("risk", "due", "in_time", "late"),
    [
        ("high", "2026-03-06 15.30", "2026-03-06 15.30", "2026-03-06 15.31"),  # at once: the office's thirty minutes
        ("medium", "2026-03-06 21.00", "2026-03-06 20.55", "2026-03-06 21.01"),  # also after closing time
        ("low", "2026-03-09 15.00", "2026-03-09 14.59", "2026-03-09 15.01"),  # also over the weekend
    ],
)
def test_service_begins_within_the_limit_of_the_risk_or_is_visibly_late(
    elsewhere: Walk, risk: str, due: str, in_time: str, late: str
) -> None:
    tt.call(elsewhere, at="2026-03-06 15.00", risk=risk)
    tt.receive(elsewhere.at("2026-03-06 15.10"))
    assert elsewhere.promise(OFFICE, "janji-1") == ("running", due)
    assert elsewhere.at(late).promise(OFFICE, "janji-1") == ("missed", due)
    assert "Terlambat" in elsewhere.get("bayu", "/meja/").text
    elsewhere.at(in_time).start("bayu", "layanan-awal")
    assert elsewhere.promise(OFFICE, "janji-1") == ("met", due)


@pytest.mark.clause("T7")
def test_first_help_waits_for_no_identification(elsewhere: Walk) -> None:
    tt.call(elsewhere, at=MONDAY, risk="high")
    tt.receive(elsewhere)
    assert {step["step"] for step in elsewhere.state(OFFICE)["runs"][0]["open_steps"]} == {
        "layanan-awal",
        "identifikasi",
    }
    tt.serve(elsewhere)


@pytest.mark.clause("T8")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-05T15:00:00+07:00", "2026-03-06T16:00:00+07:00"),  # Thursday, then Friday until four
        ("2026-03-06T15:00:00+07:00", "2026-03-09T16:00:00+07:00"),  # closed on Saturday and Sunday
        ("2026-03-17T15:00:00+07:00", "2026-03-25T16:00:00+07:00"),  # Nyepi, Idulfitri and joint leave
    ],
)
def test_the_hours_are_published_and_closed_days_do_not_count(published: str, received: str, due: str) -> None:
    assert "Senin–Jumat 08.00–16.00 Sabtu–Minggu tutup" in published
    assert "Hari Sabtu, Minggu, dan hari besar libur" in published
    assert command("term", "1 hari kerja", "--office", OFFICE, "--from", received).strip() == due


@pytest.mark.clause("T9")
def test_no_fee_is_published(published: str) -> None:
    assert "Biaya Tidak dipungut biaya" in published


@pytest.mark.clause("T10")
def test_intake_and_consent_are_published_as_products_and_made(published: str, papers: dict[str, str]) -> None:
    assert "Yang Anda terima Dokumen penerimaan pengaduan Dokumen informed consent" in published
    intake, consent = papers["dokumen-penerimaan-pengaduan 1"], papers["dokumen-informed-consent 1"]
    assert "DOKUMEN PENERIMAAN PENGADUAN" in intake.upper()
    assert "lebam di lengan" in intake
    assert "PERSETUJUAN LAYANAN" in consent.upper()
    assert "Orang tua atau wali bersama anak" in consent
    assert tt.CLIENT in consent, "it stays with those who must know, and names who consents"


@pytest.mark.clause("T10")
@pytest.mark.parametrize("product", ["dokumen-penerimaan-pengaduan", "dokumen-informed-consent"])
def test_both_products_are_files_that_last_and_can_be_read_aloud(
    walk: Walk, pdfs: dict[str, bytes], tmp_path: Path, product: str
) -> None:
    """PDF/A-2a and PDF/UA-1 by what the file says of itself. The client signs them in ink, and so no key does."""
    file = tmp_path / "dokumen.pdf"
    file.write_bytes(pdfs[f"{product} 1"])
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"JavaScript: +no", told)
    meta = subprocess.run(["pdfinfo", "-meta", str(file)], capture_output=True, text=True, check=True).stdout
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert b"/ByteRange" not in pdfs[f"{product} 1"]


@pytest.mark.clause("T11", part=True)
def test_the_four_steps_of_a_complaint_are_published_and_play_in_order(published: str, plays: Any) -> None:
    """The procedure as published and as the core plays it; keeping complaints as such is not claimed here."""
    steps = ("1 Verifikasi di tempat", "2 Koordinasi internal", "3 Koordinasi eksternal", "4 Tanggapan")
    places = [published.index(step) for step in steps]
    assert places == sorted(places)
    assert "Tindak lanjut dan solusi permasalahan" in published
    plays(
        """
        cerita: Pengaduan tentang layanan
        layanan: pengaduan layanan
        fakta: {kanal: lapor}
        kejadian:
          - 2026-03-02 09.00 dibuka
          - 2026-03-02 09.30 selesai verifikasi di tempat
          - 2026-03-02 10.00 selesai koordinasi internal
          - 2026-03-02 11.00 selesai koordinasi eksternal
          - 2026-03-02 14.00 selesai tanggapan
          - 2026-03-02 14.00 harap akhir = tuntas
        """
    )


@pytest.mark.clause("T12", part=True)
def test_lapor_is_published_for_complaints_aspirations_and_requests(published: str) -> None:
    assert "Lapor LAPOR! (situs dan aplikasi di Play Store dan App Store)" in published
    assert "dapat disampaikan pengaduan, aspirasi, maupun permintaan informasi dalam satu kanal" in published
