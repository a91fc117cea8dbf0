# SPDX-License-Identifier: AGPL-3.0-or-later
"""A referral accepted and carried out within five and fourteen working days; one refused, and told why."""

from __future__ import annotations

from tests.journeys import pekalongan
from tests.journeys.walk import Walk


def test_an_accepted_referral_is_reached_and_assessed_in_time(walk: Walk) -> None:
    pekalongan.to_papers(walk)
    assert walk.promise(pekalongan.OFFICE, "janji-1") == ("running", "2026-03-09 14.00")
    assert walk.promise(pekalongan.OFFICE, "janji-2") == ("running", "2026-03-30 14.00")
    walk.at("2026-03-06 09.00").start("wulan", "penjangkauan")
    assert walk.promise(pekalongan.OFFICE, "janji-1")[0] == "met", "the service begins where outreach starts"
    pekalongan.reach_out(walk.at("2026-03-06 10.00"))
    pekalongan.identify(walk.at("2026-03-06 10.15"))
    refused = walk.at("2026-03-06 10.20").refused("wulan", "asesmen-kasus", analysis="Belum.", recommendation="Belum.")
    assert "persetujuan" in refused.text, "no assessment before consent"
    pekalongan.consent(walk.at("2026-03-06 10.25"))
    pekalongan.assess(walk.at("2026-03-11 13.00"))
    walk.at("2026-03-11 13.30").act("rahma", "tutup", reason="Rujukan selesai ditangani.")
    state = walk.state(pekalongan.OFFICE)
    assert (state["status"], state["runs"][0]["end"]) == ("closed", "completed")
    assert walk.promise(pekalongan.OFFICE, "janji-2") == ("met", "2026-03-30 14.00")

    papers = walk.papers("rahma")
    assert set(papers) == {"surat-tugas 1", "dokumentasi-kegiatan 1"}
    order = papers["surat-tugas 1"]
    assert "SURAT TUGAS" in order.upper()
    assert "Wulan Fiktif" in order
    assert "Rahma Karangan" in order, "signed by the head of the office"
    assert not any(name in text for name in pekalongan.NAMES for text in papers.values())
    walk.whole()


def test_a_refused_referral_is_told_why(walk: Walk) -> None:
    pekalongan.to_refusal(walk)
    run = walk.state(pekalongan.OFFICE)["runs"][0]
    assert (run["end"], run["outcomes"]["putusan-permohonan"]) == ("rejected", "ditolak")
    assert walk.promise(pekalongan.OFFICE, "janji-1")[0] == "void", "no outreach was promised to who was refused"
    papers = walk.papers("rahma")
    assert set(papers) == {"surat-pemberitahuan 1"}
    letter = papers["surat-pemberitahuan 1"]
    assert "Klien tinggal di kabupaten lain" in letter
    assert not any(name in letter for name in pekalongan.NAMES)
    assert walk.crafted("wulan", "penjangkauan", **{"outreach-summary": "x"}).status in (404, 409)
    walk.at("2026-04-08 13.00").act("rahma", "tutup", reason="Pemohon sudah diberi tahu.")
    walk.whole()
