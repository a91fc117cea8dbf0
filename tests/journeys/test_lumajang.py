# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recommendation for a child in conflict with the law: sent back once, signed in time, accompanied for weeks."""

from __future__ import annotations

from tests.journeys import lumajang
from tests.journeys.walk import Walk


def test_a_recommendation_is_revised_signed_and_followed_by_accompaniment(walk: Walk) -> None:
    lumajang.report(walk, at="2026-06-05 09.00")
    assert walk.promise(lumajang.OFFICE, "janji-1") == ("running", "2026-06-12 16.00")
    lumajang.receive(walk.at("2026-06-05 09.30"))
    lumajang.assign(walk.at("2026-06-05 09.45"))
    assert walk.get("laras", walk.case).status == 404, "the other Sakti Peksos was not assigned"
    lumajang.register(walk.at("2026-06-05 13.00"))
    lumajang.consent(walk.at("2026-06-05 13.15"))
    lumajang.assess(walk.at("2026-06-08 15.00"))
    lumajang.sign_report(walk)
    lumajang.draft(walk.at("2026-06-09 10.00"))
    why = "Sebutkan dasar hukumnya lengkap."
    lumajang.send_back(walk.at("2026-06-09 14.00"), why)
    assert why in walk.at("2026-06-10 08.00").look("sakti").text, "the writer reads why it came back"
    assert "Dikembalikan" in walk.get("sakti", "/meja/").text
    assert [step["step"] for step in walk.state(lumajang.OFFICE)["runs"][0]["open_steps"]] == ["konsep-surat"]
    lumajang.draft(walk.at("2026-06-10 08.30"), basis="UU Nomor 11 Tahun 2012, Pasal 23")
    lumajang.initial(walk.at("2026-06-10 09.00"))
    lumajang.sign(walk.at("2026-06-10 10.00"))
    assert walk.promise(lumajang.OFFICE, "janji-1") == ("met", "2026-06-12 16.00"), "five days end at the signature"

    lumajang.accompany(walk.at("2026-06-11 09.00"), "Mendampingi pemeriksaan di Polres.")
    lumajang.accompany(walk.at("2026-06-25 09.00"), "Kunjungan rumah, anak kembali bersekolah.")
    walk.at("2026-07-06 09.00").finish("sakti", "layanan-pendampingan", summary="Diversi berhasil.")
    done = walk.get("sakti", walk.step("layanan-pendampingan")).text
    for entry in (
        "Mendampingi pemeriksaan di Polres.",
        "Kunjungan rumah, anak kembali bersekolah.",
        "Diversi berhasil.",
    ):
        assert entry in done
    walk.at("2026-07-06 13.00").act("dewi", "tutup", reason="Pendampingan selesai.")
    state = walk.state(lumajang.OFFICE)
    assert (state["status"], state["runs"][0]["end"]) == ("closed", "completed")

    papers = walk.papers("dewi")
    assert set(papers) == {
        "form-penerimaan 1",
        "form-asesmen 1",
        "laporan-sosial 1",
        "rekomendasi-pendampingan 1",
        "rekomendasi-pendampingan 2",
    }
    assert "Pasal 23" in papers["rekomendasi-pendampingan 2"]
    assert "Pasal 23" not in papers["rekomendasi-pendampingan 1"], "the earlier round stays as it was"
    for version in ("1", "2"):
        letter = papers[f"rekomendasi-pendampingan {version}"]
        assert "Rekomendasi Pendampingan dan Perlindungan Sosial bagi ABH".casefold() in letter.casefold()
        assert "R. P." in letter
        assert not any(name in letter for name in lumajang.NAMES), "a child's name never leaves the office"
    walk.whole()


def test_the_head_of_the_agency_sends_it_back_as_well(walk: Walk) -> None:
    lumajang.report(walk, at="2026-06-05 09.00")
    for step in (
        lumajang.receive,
        lumajang.assign,
        lumajang.register,
        lumajang.consent,
        lumajang.assess,
        lumajang.draft,
    ):
        step(walk)
    lumajang.initial(walk)
    lumajang.send_back(walk, "Tambahkan masa berlaku.", "arif", "tanda-tangan")
    lumajang.draft(walk, product="surat-perintah-tugas")
    run = walk.state(lumajang.OFFICE)["runs"][0]
    assert [step["step"] for step in run["open_steps"]] == ["paraf"], "the initials given before count no more"
    assert "asesmen-lapangan" in run["outcomes"], "the assessment stays done"
