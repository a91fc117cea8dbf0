# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every walk through a procedure: what the checker learns of it (rules C14, C15, C22, C24, C25)."""

from __future__ import annotations

import pytest

from teduh.procedure.standard.model import Standard
from teduh.procedure.standard.walk import Walks, explore
from tests.procedure.engine import published, standard


def walks(steps: str, more: str = "jangka waktu: 5 hari kerja") -> Walks:
    found = standard(steps, more)
    return explore(found, found.procedures[0])


@pytest.mark.parametrize("code", sorted(published()))
def test_a_published_standard_has_no_hole(code: str) -> None:
    found: Standard = published()[code]
    for procedure in found.procedures:
        seen = explore(found, procedure)
        assert seen.whole
        assert (seen.stuck, seen.never_open, seen.closed_channels, seen.reversed) == ((), (), (), ())
        assert seen.natural or seen.ends
        assert seen.places < 500


def test_a_line_has_one_place_more_than_steps() -> None:
    seen = walks("""\
- {langkah: Terima, pelaksana: petugas pengaduan}
- {langkah: Catat, pelaksana: petugas pengaduan}
""")
    assert (seen.places, seen.natural, seen.ends) == (3, True, ())


def test_running_out_of_steps_is_found_with_its_walk() -> None:
    seen = walks("""\
- {langkah: Putusan, pelaksana: petugas pengaduan, hasil: [diterima, ditolak]}
- {langkah: Layanan, setelah: {putusan: diterima}, pelaksana: petugas pengaduan}
""")
    assert [walk.text() for walk in seen.stuck] == ["putusan = ditolak"]


def test_a_step_that_never_opens_is_found() -> None:
    seen = walks("""\
- {langkah: Putusan, pelaksana: petugas pengaduan, hasil: [ya, tidak]}
- {langkah: Layanan, setelah: [{putusan: ya}, {putusan: tidak}], pelaksana: petugas pengaduan}
- {langkah: Catat, setelah: putusan, pelaksana: petugas pengaduan}
""")
    assert seen.never_open == ("layanan",)


def test_a_step_that_only_some_facts_open_does_open() -> None:
    seen = walks("""\
- {langkah: Terima, pelaksana: petugas pengaduan}
- {langkah: Layanan darurat, bila: {risiko: tinggi, klien: anak}, pelaksana: petugas pengaduan}
- {langkah: Mediasi, bila: {klien: dewasa}, pelaksana: petugas pengaduan, bersama: [pelapor, terlapor]}
- {langkah: Catat, pelaksana: petugas pengaduan}
""")
    assert seen.never_open == ()
    assert seen.stuck == ()


def test_returns_and_repeats_end_somewhere() -> None:
    seen = walks("""\
- {langkah: Konsep, pelaksana: petugas pengaduan, produk: surat}
- {langkah: Paraf, pelaksana: petugas pengaduan, hasil: {baik: lanjut, kurang: kembali ke konsep}}
- {langkah: Catat, pelaksana: petugas pengaduan}
- langkah: Tanda tangan
  pelaksana: petugas pengaduan
  hasil: {baik: lanjut, kurang: kembali ke konsep, salah: ulang dari paraf}
- {langkah: Serahkan, pelaksana: petugas pengaduan, kepada: klien}
""")
    assert seen.stuck == ()
    assert seen.natural
    assert seen.places < 40


def test_a_channel_under_which_no_first_step_opens_is_found() -> None:
    seen = walks(
        "- {langkah: Terima telepon, bila: {kanal: telepon}, pelaksana: petugas pengaduan}\n",
        "kanal: [surat, telepon]\njangka waktu: 5 hari kerja",
    )
    assert seen.closed_channels == ("letter",)


def test_a_promise_whose_start_never_comes_before_its_end_is_found() -> None:
    seen = walks(
        """\
- {langkah: Terima, pelaksana: petugas pengaduan}
- {langkah: Layanan, pelaksana: petugas pengaduan}
""",
        "jangka waktu:\n"
        "  - {janji: 6 jam, sejak: selesai layanan, sampai: mulai terima}\n"
        "  - {janji: 6 jam, sejak: selesai terima, sampai: mulai layanan}\n"
        "  - {janji: 6 jam, sejak: mulai layanan, sampai: selesai layanan}\n"
        "  - {janji: 6 jam, sejak: selesai layanan, sampai: mulai layanan}\n"
        "  - {janji: 6 jam, sejak: syarat lengkap}",
    )
    assert seen.reversed == ("janji-1", "janji-4")


def test_parallel_steps_can_come_in_either_order() -> None:
    seen = walks(
        """\
- {langkah: Terima, pelaksana: petugas pengaduan}
- {langkah: Layanan satu, setelah: terima, pelaksana: petugas pengaduan}
- {langkah: Layanan dua, setelah: terima, pelaksana: petugas pengaduan}
- {langkah: Catat, setelah: [layanan satu, layanan dua], pelaksana: petugas pengaduan}
""",
        "jangka waktu: [{janji: 6 jam, sejak: selesai layanan dua, sampai: selesai layanan satu}]",
    )
    assert seen.reversed == ()


def test_a_promise_whose_end_some_whole_walk_leaves_out_is_found_with_the_walk() -> None:
    steps = """\
- {langkah: Putusan, pelaksana: petugas pengaduan, hasil: {ya: lanjut, nanti: lanjut, tidak: ditolak}}
- {langkah: Layanan, setelah: {putusan: ya}, pelaksana: petugas pengaduan}
- {langkah: Catat, setelah: [putusan, layanan], pelaksana: petugas pengaduan}
"""
    more = "jangka waktu: [{janji: 6 jam, sampai: selesai layanan}, {janji: 6 jam, sampai: selesai catat}]"
    seen = walks(steps, more)
    assert [(key, walk.text()) for key, walk in seen.unreached] == [("janji-1", "putusan = nanti > catat")]


def test_every_reachable_end_word_is_named() -> None:
    seen = walks("""\
- {langkah: Verifikasi, pelaksana: petugas pengaduan, hasil: {sah: lanjut, palsu: disisihkan, lain: dilimpahkan}}
- {langkah: Layanan, setelah: {verifikasi: sah}, pelaksana: petugas pengaduan, hasil: tuntas}
""")
    assert seen.ends == (("verifikasi", "lain"), ("verifikasi", "palsu"), ("layanan", "selesai"))
    assert not seen.natural


def test_exploring_gives_up_at_its_bound_and_says_so() -> None:
    parallel = "\n".join(
        f"- {{langkah: Layanan {number}, setelah: awal, pelaksana: petugas pengaduan, hasil: [a, b, c]}}"
        for number in range(8)
    )
    found = standard(f"{parallel}\n- {{langkah: Catat, setelah: awal, pelaksana: petugas pengaduan}}\n")
    seen = explore(found, found.procedures[0], most=300)
    assert (seen.whole, seen.places) == (False, 300)
