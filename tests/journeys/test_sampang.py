# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sixteen items of Sampang; what the law passes over; and the letter that nobody signed."""

from __future__ import annotations

import pytest

from tests.journeys import sampang
from tests.journeys.walk import Walk


def test_a_written_complaint_walks_all_sixteen_items_in_four_days(walk: Walk) -> None:
    sampang.to_closing(walk)
    state = walk.state(sampang.OFFICE)
    assert state["status"] == "closed"
    assert state["runs"][0]["end"] == "completed"
    assert walk.promise(sampang.OFFICE, "janji-1") == ("met", "2026-03-06 16.00")
    papers = walk.papers("surya")
    assert set(papers) == {"lembar-disposisi 1", "tanggapan 1", "laporan-penanganan 1"}
    for title, text in (
        ("LEMBAR DISPOSISI", papers["lembar-disposisi 1"]),
        ("Tanggapan atas pengaduan", papers["tanggapan 1"]),
        ("Laporan Penanganan Pengaduan", papers["laporan-penanganan 1"]),
    ):
        assert title.casefold() in text.casefold()
        assert not any(name in text for name in sampang.NAMES), f"{title} leaves the office: initials only"
    walk.whole()


@pytest.mark.clause("S10")
def test_sexual_violence_is_never_mediated(walk: Walk) -> None:
    sampang.to_disposition(walk, at="2026-03-02 08.45", channel="walk_in")
    sampang.clarify(walk.at("2026-03-03 09.00"))
    sampang.interview(walk.at("2026-03-03 10.00"), kind=["physical_sexual_harassment"])
    page = walk.get("nirmala", walk.step("himpun-data")).text
    assert "Lanjut ke “Klarifikasi para pihak”." in page, "Tanggapan waits for the mediation as well"
    sampang.gather(walk.at("2026-03-03 14.00"))
    sampang.clarify_parties(walk.at("2026-03-04 09.00"))
    sampang.investigate(walk.at("2026-03-04 11.00"))
    assert "UU 12/2022 Pasal 23" in walk.look("nirmala").text
    reply = walk.crafted(
        "nirmala", "mediasi", **{"mediate-matter": "x", "mediate-balanced": "yes", "mediate-summary": "x"}
    )
    assert reply.status == 409
    state = walk.state(sampang.OFFICE)
    assert [step["step"] for step in state["runs"][0]["open_steps"]] == ["tanggapan"], "the line goes on"
    legal = [clock for clock in state["clocks"] if clock["legal"]]
    assert any("12/2022" in clock["legal"] or "12 Tahun 2022" in clock["legal"] for clock in legal), legal
    walk.whole()


@pytest.mark.clause("S5")
def test_a_letter_that_nobody_signed_is_set_aside_with_its_reason(walk: Walk) -> None:
    anonymous = {"reporter_name": "", "anonymous": "on", "alleged-0-name": "", "relation-0-0": ""}
    told = {"narrative": "Kantor tutup lebih awal pada hari Jumat.", "client-0-name": "", "client-0-age": "40"}
    sampang.complain(walk, at="2026-03-02 08.45", **anonymous, **told)
    sampang.receive(walk)
    sampang.record(walk)
    reason = "Tanpa nama dan alamat, pokok aduannya tidak dapat diperiksa"
    assert "memerlukan alasan" in walk.refused("jaya", "pilah-pengaduan", outcome="surat-kaleng").text
    walk.finish("jaya", "pilah-pengaduan", outcome="surat-kaleng", reason=reason)
    run = walk.state(sampang.OFFICE)["runs"][0]
    assert (run["end"], run["open_steps"]) == ("set_aside", [])
    assert reason in walk.get("surya", f"{walk.case}jurnal/").text
    walk.act("surya", "tutup", reason="Surat kaleng.")
    walk.whole()


@pytest.mark.parametrize("known", [{"client-0-age": "9"}, {"kinds": ["physical"]}], ids=["a child", "violence"])
def test_but_never_where_a_child_or_violence_is_told_of(walk: Walk, known: dict[str, str]) -> None:
    sampang.complain(
        walk, at="2026-03-02 08.45", **{"reporter_name": "", "anonymous": "on", "client-0-age": "40", **known}
    )
    sampang.receive(walk)
    sampang.record(walk)
    page = walk.refused("jaya", "pilah-pengaduan", outcome="surat-kaleng", reason="Tanpa nama.")
    assert "tidak boleh disisihkan" in page.text
    assert walk.state(sampang.OFFICE)["runs"][0]["end"] is None
