# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the telephone to the closed file: on time, and visibly late."""

from __future__ import annotations

from tests.journeys import tebing_tinggi as tt
from tests.journeys.walk import Walk

PRODUCTS = {"dokumen-penerimaan-pengaduan", "dokumen-informed-consent", "laporan-asesmen", "rencana-intervensi"}


def test_a_telephone_report_walks_to_its_closing_on_time(walk: Walk) -> None:
    tt.to_closing(walk)
    state = walk.state(tt.OFFICE)
    assert (state["status"], state["risk"], state["channel"]) == ("closed", "high", "phone")
    run = state["runs"][0]
    assert (run["standard"], run["version"]) == ("kota-tebing-tinggi/pengaduan-masyarakat", 1)
    assert (run["end"], run["open_steps"]) == ("completed", [])
    assert run["outcomes"]["identifikasi"] == "dapat-dibantu"
    assert set(run["products"]) == PRODUCTS
    assert walk.promise(tt.OFFICE, "janji-1") == ("met", "2026-03-02 10.30")
    assert not any(name in str(state) for name in tt.NAMES), "the command names nobody"

    papers = walk.papers("tirta")
    assert set(papers) == {f"{product} 1" for product in PRODUCTS}
    assert "DOKUMEN PENERIMAAN PENGADUAN" in papers["dokumen-penerimaan-pengaduan 1"]
    assert tt.MOTHER in papers["dokumen-informed-consent 1"], "who consents for the girl is named"
    assert "Memar di lengan kiri" in papers["laporan-asesmen 1"]
    assert "Dinas Pendidikan: masuk sekolah kembali." in papers["rencana-intervensi 1"]
    walk.whole()


def test_served_the_next_morning_it_is_late_for_everybody_to_see(walk: Walk) -> None:
    tt.call(walk, at="2026-03-02 13.00", risk="medium")
    tt.receive(walk.at("2026-03-02 13.30"))
    assert walk.promise(tt.OFFICE, "janji-1") == ("running", "2026-03-02 19.00")
    tt.identify(walk.at("2026-03-02 15.00"), risk="medium")
    desk = walk.at("2026-03-03 08.20").get("bayu", "/meja/")
    assert "Terlambat" in desk.text
    assert "Terlambat" in walk.look("tirta").text, "her superior sees it too"
    assert walk.promise(tt.OFFICE, "janji-1") == ("missed", "2026-03-02 19.00")

    walk.at("2026-03-03 08.30").start("bayu", "layanan-awal")
    cause = "Petugas malam tidak dapat dihubungi"
    tt.serve(walk.at("2026-03-03 09.30"), late=cause)
    tt.consent(walk.at("2026-03-03 10.00"))
    tt.assess(walk.at("2026-03-03 14.00"))
    tt.plan(walk.at("2026-03-04 10.00"))
    tt.hand_over(walk.at("2026-03-04 11.00"))
    tt.register(walk.at("2026-03-04 14.00"))
    tt.close(walk.at("2026-03-04 15.00"))
    assert walk.state(tt.OFFICE)["status"] == "closed", "late changes no state and blocks nothing"
    assert walk.promise(tt.OFFICE, "janji-1") == ("missed", "2026-03-02 19.00")
    page = walk.look("tirta").text
    assert "Terlambat" in page
    assert cause in walk.get("tirta", f"{walk.case}jurnal/").text
    walk.whole()
