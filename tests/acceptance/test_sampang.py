# SPDX-License-Identifier: AGPL-3.0-or-later
"""S1 to S16: family counselling at PUSPAGA Rato Ebu, Sampang."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys import sampang
from tests.journeys.walk import Walk

pytestmark = pytest.mark.django_db
OFFICE, SERVICE, HEAD = sampang.OFFICE, "konseling-keluarga", "surya"
journey = sampang.to_closing
MONDAY = "2026-03-02 08.45"


def half_way(walk: Walk) -> None:
    """A spoken complaint that the division has clarified; the reporter waits to be interviewed."""
    sampang.to_disposition(walk, at=MONDAY, channel="phone")
    sampang.clarify(walk)


REQUIREMENTS = (
    "Pengaduan secara lisan atau tertulis dengan kriteria jelas",
    "Nama terang dan alamat jelas dari pihak pengadu, identitas pelapor dan terlapor jelas",
    "Objek pengaduan jelas",
    "Waktu kejadian, tempat kejadian, dan kronologi kejadian disebutkan",
    "Ada keterkaitan dengan pelayanan Dinas",
    "Surat pengaduan yang disampaikan kepada Dinas Sosial Kabupaten Sampang",
)


@pytest.mark.clause("S1")
def test_the_requirements_are_published_and_read_out_while_the_report_is_taken(published: str, elsewhere: Walk) -> None:
    page = elsewhere.get("jaya", elsewhere.at(MONDAY).take("jaya", "letter")).text
    for requirement in REQUIREMENTS:
        assert requirement in published
        assert f"{requirement} (boleh menyusul)" in page


@pytest.mark.clause("S1")
def test_a_letter_to_the_office_is_asked_of_a_written_complaint_alone(elsewhere: Walk) -> None:
    report = elsewhere.at(MONDAY).take("jaya", "phone")
    page = elsewhere.get("jaya", report)
    assert "Surat pengaduan yang disampaikan" not in page.text
    assert "surat-pengaduan" not in page.form("narrative").offered["requirements"]


@pytest.mark.clause("S2")
def test_the_five_channels_are_published_and_each_becomes_a_case(published: str, elsewhere: Walk) -> None:
    assert "Datang langsung, surat, telepon, faks, surel" in published
    for channel in ("walk_in", "letter", "phone", "fax", "email"):
        sampang.complain(elsewhere, at=MONDAY, channel=channel)
        assert elsewhere.state(OFFICE)["channel"] == channel
    refused = elsewhere.browser("jaya").post("/laporan/baru/", {"channel": "whatsapp"})
    assert refused.status_code == 404, "a sixth one is not offered"


@pytest.mark.clause("S3")
def test_the_secretariat_receives_it_before_anybody_goes_on(elsewhere: Walk) -> None:
    sampang.complain(elsewhere, at=MONDAY)
    assert "Terima melalui Sekretariat" in elsewhere.get("lestari", "/meja/").text
    assert elsewhere.crafted("jaya", "terima-melalui-sekretariat").status == 409
    assert elsewhere.crafted("jaya", "catat-pengaduan").status == 409
    sampang.receive(elsewhere)
    sampang.record(elsewhere)


@pytest.mark.clause("S4")
def test_the_complaints_unit_records_it_under_a_register_number(walk: Walk) -> None:
    page = walk.get("surya", walk.step("catat-pengaduan")).text
    assert "Diselesaikan Jaya Rekaan" in page
    assert "PGD-2026-0001" in page


@pytest.mark.clause("S5")
def test_what_is_urgent_stands_first_on_the_desk_of_who_sorts(elsewhere: Walk) -> None:
    numbers = []
    for risk in ("low", "high"):
        sampang.complain(elsewhere, at=MONDAY, channel="phone", risk_level=risk, risk_reason="Diputuskan petugas.")
        sampang.receive(elsewhere)
        numbers.append(elsewhere.number)
    calm, urgent = numbers
    desk = elsewhere.get("jaya", "/meja/").text
    assert desk.index(urgent) < desk.index(calm), "though it came later"


@pytest.mark.clause("S6")
def test_a_written_complaint_is_forwarded_with_a_disposition_sheet(walk: Walk, papers: dict[str, str]) -> None:
    outcomes = walk.state(OFFICE)["runs"][0]["outcomes"]
    assert {"teruskan-kepada-kepala-dinas", "lampirkan-lembar-disposisi"} <= set(outcomes)
    sheet = papers["lembar-disposisi 1"]
    assert "LEMBAR DISPOSISI" in sheet.upper()
    assert "Nafkah yang tidak diberikan" in sheet
    assert not any(name in sheet for name in sampang.NAMES)


@pytest.mark.clause("S6", "S7")
def test_the_sheet_in_hand_says_what_it_goes_with_and_leaves_room_for_the_disposition(
    walk: Walk, pdfs: dict[str, bytes], papers: dict[str, str]
) -> None:
    """It stays within the office and is no letter: it takes no number of one, and nobody signs it electronically."""
    assert b"/ByteRange" not in pdfs["lembar-disposisi 1"]
    sheet = papers["lembar-disposisi 1"]
    for words in (walk.number, "Segera", "Disposisi", "Kepala Dinas"):
        assert words.casefold() in sheet.casefold()


@pytest.mark.clause("S6")
def test_a_spoken_complaint_is_forwarded_without(elsewhere: Walk) -> None:
    sampang.complain(elsewhere, at=MONDAY, channel="phone")
    for step in (sampang.receive, sampang.record, sampang.sort, sampang.forward):
        step(elsewhere)
    assert [step["step"] for step in elsewhere.state(OFFICE)["runs"][0]["open_steps"]] == ["disposisi-kepala-dinas"]
    assert elsewhere.papers("surya") == {}


@pytest.mark.clause("S7")
@pytest.mark.parametrize(("chosen", "other"), [("nirmala", "hadi"), ("hadi", "nirmala")])
def test_the_disposition_gives_it_to_the_division_that_it_names_alone(elsewhere: Walk, chosen: str, other: str) -> None:
    sampang.complain(elsewhere, at=MONDAY, channel="phone")
    for step in (sampang.receive, sampang.record, sampang.sort, sampang.forward):
        step(elsewhere)
    assert elsewhere.get(chosen, elsewhere.case).status == 404, "not before the disposition"
    sampang.dispose(elsewhere, chosen.title())
    assert "Klarifikasi" in elsewhere.get(chosen, "/meja/").text
    assert elsewhere.get(other, elsewhere.case).status == 404
    sampang.clarify(elsewhere, chosen)


@pytest.mark.clause("S8")
def test_the_reporter_is_interviewed_by_any_of_four_ways_for_chronology_and_identities(case: Walk) -> None:
    form = case.form("nirmala", "wawancara-pelapor")
    ways = form.offered["wawancara-klarifikasi-medium"]
    assert [way for way in ways if way != "?"] == ["in_person", "phone", "fax", "email"]
    assert {"wawancara-klarifikasi-reporter_clear", "wawancara-klarifikasi-suspect_clear"} < set(form.offered)
    page = case.refused("nirmala", "wawancara-pelapor", medium="fax", summary="Sudah dihubungi.")
    assert "Kronologi: Isi" in page.text, "the chronology may be unknown, but not forgotten"


@pytest.mark.clause("S8")
def test_what_the_reporter_told_is_kept(walk: Walk) -> None:
    page = walk.get("nirmala", walk.step("wawancara-pelapor")).text
    assert "Sejak Februari tahun lalu tidak ada nafkah." in page
    assert "Telepon" in page


@pytest.mark.clause("S9")
def test_the_division_gathers_data_and_information(walk: Walk) -> None:
    page = walk.get("surya", walk.step("himpun-data")).text
    assert "Diselesaikan Nirmala Umpama" in page
    assert "Keterangan ketua RT dan dua saksi." in page


def gathered(walk: Walk, outcome: str) -> list[str]:
    """The open steps after the data were gathered."""
    sampang.interview(walk)
    sampang.gather(walk, outcome=outcome)
    return [step["step"] for step in walk.state(OFFICE)["runs"][0]["open_steps"]]


@pytest.mark.clause("S10")
def test_what_qualifies_is_clarified_investigated_and_mediated(case: Walk) -> None:
    assert gathered(case, "memenuhi-syarat") == ["klarifikasi-para-pihak"]
    sampang.clarify_parties(case)
    sampang.investigate(case)
    sampang.mediate(case)
    assert "Nafkah dibayar tiap bulan." in case.get("surya", case.step("mediasi")).text


@pytest.mark.clause("S10")
def test_what_does_not_qualify_is_answered_at_once(case: Walk) -> None:
    assert gathered(case, "tidak-memenuhi-syarat") == ["tanggapan"]
    for step in sampang.AFTER_QUALIFYING:
        assert case.crafted("nirmala", step).status == 409


@pytest.mark.clause("S11")
def test_a_response_is_written(papers: dict[str, str]) -> None:
    letter = papers["tanggapan 1"]
    assert "Tanggapan atas pengaduan" in letter
    assert "Aduan beralasan." in letter
    assert not any(name in letter for name in sampang.NAMES)


@pytest.mark.clause("S11")
def test_whoever_holds_the_response_can_check_its_signature_and_number(
    walk: Walk, pdfs: dict[str, bytes], in_hand: Any
) -> None:
    letter = in_hand(pdfs["tanggapan 1"], by="Nirmala Umpama", at="2026-03-05 13.00")
    assert "Aduan beralasan." in letter
    assert not any(name in letter for name in sampang.NAMES)


@pytest.mark.clause("S12")
def test_the_response_is_not_given_before_it_is_signed(case: Walk) -> None:
    gathered(case, "tidak-memenuhi-syarat")
    case.finish("nirmala", "tanggapan", to="Pengadu", findings="Aduan beralasan.", handling="Para pihak didengar.")
    page = case.refused("jaya", "serahkan-tanggapan", medium="in_person", received_by="Pengadu")
    assert "belum ditandatangani" in page.text
    assert case.approve_all("nirmala") == 1
    sampang.give_response(case)


@pytest.mark.clause("S12")
def test_the_response_is_given_and_what_the_complainant_said_of_it_is_recorded(walk: Walk) -> None:
    assert "Diserahkan langsung" in walk.get("surya", walk.step("serahkan-tanggapan")).text
    page = walk.get("surya", walk.step("umpan-balik")).text
    assert "Menerima" in page
    assert "Terima kasih, jawabannya jelas." in page


@pytest.mark.clause("S13")
@pytest.mark.parametrize("product", ["laporan-penanganan", "rekomendasi"])
def test_a_report_or_a_recommendation_is_written_signed_and_delivered(case: Walk, product: str, in_hand: Any) -> None:
    gathered(case, "tidak-memenuhi-syarat")
    for step in (sampang.respond, sampang.give_response, sampang.feedback):
        step(case)
    sampang.report(case, product=product)
    sampang.deliver(case)
    signed = case.pdfs("surya")[f"{product} 1"]
    letter = in_hand(signed, by="Nirmala Umpama", at=f"{case.clock.moment:%Y-%m-%d %H.%M}")
    assert not any(name in letter for name in sampang.NAMES)
    assert "Para pihak" in case.get("surya", case.step("serahkan-laporan")).text
    assert case.state(OFFICE)["runs"][0]["end"] == "completed"


@pytest.mark.clause("S14")
def test_four_working_days_end_with_the_procedure(walk: Walk) -> None:
    assert walk.promise(OFFICE, "janji-1") == ("met", "2026-03-06 16.00")


@pytest.mark.clause("S14")
def test_beyond_them_it_is_late_for_all_to_see(elsewhere: Walk) -> None:
    sampang.complain(elsewhere, at=MONDAY)
    assert elsewhere.at("2026-03-06 16.00").promise(OFFICE, "janji-1")[0] == "running"
    assert elsewhere.at("2026-03-06 16.01").promise(OFFICE, "janji-1")[0] == "missed"
    assert "Terlambat" in elsewhere.at("2026-03-09 08.00").get("lestari", "/meja/").text


@pytest.mark.clause("S15")
def test_no_fee_is_published(published: str) -> None:
    assert "Biaya Tidak dipungut biaya" in published


@pytest.mark.clause("S16")
def test_recommendation_response_and_improvement_are_published_as_products(published: str) -> None:
    assert "Yang Anda terima Rekomendasi Tanggapan Perbaikan kinerja pelayanan" in published
