# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stories: read strictly, played line by line, and told apart where they fail."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from teduh.procedure import stories
from teduh.procedure.standard.model import Standard
from teduh.procedure.stories import Played, Story, usual_time
from tests.procedure.engine import WIB, known, published, standard

TEBING_TINGGI = "kota-tebing-tinggi/pengaduan-masyarakat"
SAMPANG = "kab-sampang/konseling-keluarga"
PEKALONGAN = "kota-pekalongan/terima-rujukan"
LUMAJANG = "kab-lumajang/rekomendasi-abh"


def story(lines: str, head: str = "") -> Story:
    events = indent(dedent(lines).strip(), "  ")
    text = f"cerita: Contoh\n{head}\nkejadian:\n{events}\n"
    found, problems = stories.read(text, file="contoh.yaml", vocabulary=known())
    assert not problems, [problem.text() for problem in problems]
    return found[0]


def played(of: Standard, lines: str, head: str = "") -> Played:
    return stories.play(of, story(lines, head), office_time=usual_time(of, known()))


def failures(of: Standard, lines: str, head: str = "") -> list[str]:
    return [problem.text() for problem in played(of, lines, head).failures]


STEPS = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Layanan pendampingan, pelaksana: pekerja sosial, berulang: ya}
- {langkah: Putusan, pelaksana: kepala uptd, hasil: {diterima: lanjut, ditolak: ditolak}}
- {langkah: Laporan, pelaksana: petugas pengaduan, produk: laporan}
"""
MORE = """\
persyaratan: [dokumen: KTP]
jangka waktu:
  - {janji: 6 jam, nama: layanan pertama, sampai: mulai layanan pendampingan}
  - {janji: 1 hari kerja, jeda: menunggu pemohon, perpanjangan: {selama: 2 hari kerja, oleh: kepala uptd, kali: 1}}
  - {janji: 3 hari kerja, sejak: syarat lengkap}
"""


def test_a_story_that_holds_has_no_failures() -> None:
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 10.00 selesai terima laporan
    - 2026-03-02 11.00 entri layanan pendampingan
    - 2026-03-02 11.00 harap layanan pertama = tepat
    - 2026-03-02 12.00 jeda menunggu pemohon
    - 2026-03-02 12.00 harap janji 2 = dijeda
    - 2026-03-02 13.00 lanjut
    - 2026-03-02 13.00 perpanjang janji 2
    - 2026-03-02 13.00 harap janji 2 = berjalan 2026-03-05 16.00
    - 2026-03-02 13.00 tolak perpanjang janji 2
    - 2026-03-02 13.00 harap janji 3 = belum mulai
    - 2026-03-02 13.00 syarat KTP
    - 2026-03-02 13.00 harap janji 3 = berjalan 2026-03-05 16.00
    - 2026-03-02 14.00 tolak putusan
    - 2026-03-02 14.00 putus layanan pendampingan
    - 2026-03-02 14.00 selesai layanan pendampingan
    - 2026-03-02 14.30 selesai putusan = ditolak
    - 2026-03-02 14.30 harap akhir = ditolak
    - 2026-03-02 14.30 harap terbuka = -
    - 2026-03-02 14.40 batal putusan
    - 2026-03-02 14.40 harap akhir = -
    - 2026-03-02 14.50 tolak tutup
    - 2026-03-02 15.00 akhiri = dihentikan
    - 2026-03-02 15.00 harap janji 2 = gugur
    - 2026-03-02 15.10 tutup
    """
    assert failures(standard(STEPS, MORE), lines) == []


def test_a_surat_kaleng_is_set_aside_with_its_reason() -> None:
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 09.00 selesai terima melalui sekretariat
    - 2026-03-02 09.10 selesai catat pengaduan
    - 2026-03-02 09.20 tolak pilah pengaduan = surat kaleng tanpa alasan
    - 2026-03-02 09.30 selesai pilah pengaduan = surat kaleng
    - 2026-03-02 09.30 harap akhir = disisihkan
    - 2026-03-02 09.40 tolak teruskan kepada kepala dinas
    """
    assert failures(published()[SAMPANG], lines, "fakta: {kanal: surat}") == []


def test_medium_risk_raised_to_high_is_served_at_once() -> None:
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 09.10 selesai terima permohonan
    - 2026-03-02 09.10 harap terbuka = layanan awal, identifikasi
    - 2026-03-02 09.20 fakta risiko = sedang
    - 2026-03-02 09.20 harap janji 1 = berjalan 2026-03-02 15.00
    - 2026-03-02 13.00 fakta risiko = tinggi
    - 2026-03-02 13.00 harap janji 1 = berjalan 2026-03-02 13.30
    - 2026-03-02 13.31 harap janji 1 = terlambat
    """
    assert failures(published()[TEBING_TINGGI], lines, "fakta: {kanal: telepon}") == []


def test_the_application_rejected_ends_with_its_notification() -> None:
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 10.00 selesai putusan permohonan = ditolak
    - 2026-03-02 10.00 harap terbuka = tanda tangan surat pemberitahuan
    - 2026-03-03 10.00 selesai tanda tangan surat pemberitahuan
    - 2026-03-03 10.00 harap akhir = ditolak
    - 2026-03-03 10.00 harap janji 1 = gugur
    """
    assert failures(published()[PEKALONGAN], lines, "fakta: {kanal: rujukan}") == []


def test_consent_is_presumed_unless_the_story_speaks_of_it() -> None:
    start = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 09.00 selesai terima laporan
    - 2026-03-02 09.00 selesai tugaskan sakti peksos
    - 2026-03-02 09.00 selesai catat identitas dan registrasi
    """
    assert failures(published()[LUMAJANG], start + "- 2026-03-02 10.00 selesai asesmen lapangan") == []
    speaking = """
    - 2026-03-02 09.30 tolak asesmen lapangan
    - 2026-03-02 09.40 tolak fakta persetujuan = darurat tanpa alasan
    - 2026-03-02 09.50 fakta persetujuan = diberikan
    - 2026-03-02 10.00 selesai asesmen lapangan
    """
    assert failures(published()[LUMAJANG], dedent(start) + dedent(speaking)) == []


def test_facts_of_the_law_are_said_in_their_own_words() -> None:
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 09.00 fakta kekerasan seksual = ya
    - 2026-03-02 09.00 harap police report = berjalan 2026-03-05 09.00
    - 2026-03-03 09.00 fakta laporan polisi = ya
    - 2026-03-03 09.00 harap police report = tepat
    """
    assert failures(published()[SAMPANG], lines, "fakta: {kanal: telepon}") == []


def test_a_second_procedure_starts_in_the_same_case() -> None:
    steps = """\
kasus:
  - {langkah: Terima, pelaksana: petugas pengaduan}
penjangkauan korban:
  - {langkah: Penjangkauan, pelaksana: petugas pengaduan}
"""
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 10.00 layanan penjangkauan korban
    - 2026-03-02 10.00 harap terbuka = terima, penjangkauan
    - 2026-03-02 11.00 selesai penjangkauan
    - 2026-03-02 11.00 selesai terima
    - 2026-03-02 11.00 harap akhir = tuntas
    """
    assert failures(standard(steps), lines, "layanan: kasus") == []
    assert "layanan itu" in failures(standard(steps), lines, "layanan: tidak ada")[0]


WRONG = """
- 2026-03-02 09.00 dibuka
- 2026-03-02 09.00 {line}
"""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("selesai putusan", "ditolak (1)"),
        ("tolak terima laporan", "seharusnya ditolak"),
        ("tolak terima laporan tanpa alasan", "seharusnya ditolak"),
        ("selesai terima lapran", "Mungkin maksudnya `terima laporan`"),
        ("selesai terima laporan = bagus", "bukan hasil"),
        ("tolak putusan = bagus", "bukan hasil"),
        ("harap terbuka = putusan", "yang terbuka: Terima laporan"),
        ("harap akhir = tuntas", "akhirnya: -"),
        ("harap layanan pertama = terlambat", "yang ada: berjalan 2026-03-02 15.00"),
        ("harap layanan pertama = berjalan 2026-03-02 15.01", "yang ada: berjalan 2026-03-02 15.00"),
        ("harap layanan pertama = bagus", "keadaan jam"),
        ("harap janji 9 = tepat", "tidak ada jam"),
        ("perpanjang janji 9", "tidak ada janji"),
        ("syarat SIM", "tidak ada syarat"),
        ("batal putusan", "belum ada hasilnya"),
        ("akhiri = bagus", "lima akhir"),
        ("dibuka", "sudah dibuka"),
        ("fakta resiko = tinggi", "Mungkin maksudnya `risiko`"),
    ],
)
def test_what_does_not_hold_is_named_with_file_and_line(line: str, said: str) -> None:
    found = failures(standard(STEPS, MORE), WRONG.format(line=line))
    assert len(found) == 1
    assert found[0].startswith("contoh.yaml:5: cerita: ")
    assert said in found[0]


def test_a_story_begins_with_the_report() -> None:
    assert "diawali `dibuka`" in failures(standard(STEPS), "- 2026-03-02 09.00 selesai terima laporan")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cerita: A\nkejadian: [kemarin dibuka]", "tanggal dan jam"),
        ("cerita: A\nkejadian: [2026-02-30 09.00 dibuka]", "tanggal dan jam"),
        ("cerita: A\nkejadian: [2026-03-02 09.00 makan siang]", "baris tidak dikenal"),
        ("cerita: A\nkejadian: [2026-03-02 09.00 selesai]", "baris tidak dikenal"),
        ("cerita: A\nfakta: {risiko: gawat}\nkejadian: [2026-03-02 09.00 dibuka]", "bukan nilai risiko"),
        ("cerita: A\nfakta: surat\nkejadian: [2026-03-02 09.00 dibuka]", "{nama: nilai}"),
        ("cerita: A\nkejadian: [2026-03-02 09.00 fakta risiko = gawat]", "bukan nilai risiko"),
        ("cerita: A\nkejadia: [2026-03-02 09.00 dibuka]", "ditulis dengan"),
        ("cerita: A\npelaku: B\nkejadian: [2026-03-02 09.00 dibuka]", "kata kunci `pelaku`"),
        ("cerita", "ditulis dengan"),
        ("", "tidak memuat cerita"),
    ],
)
def test_a_story_that_cannot_be_read_says_what_to_do(text: str, said: str) -> None:
    found, problems = stories.read(text, file="contoh.yaml", vocabulary=known())
    assert found == ()
    assert any(said in problem.text() for problem in problems)


def test_the_end_of_a_day_is_midnight_of_the_next() -> None:
    steps = "- {langkah: Terima, pelaksana: petugas pengaduan}\n"
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 09.00 harap janji 1 = berjalan 2026-03-04 00.00
    - 2026-03-03 24.00 harap janji 1 = berjalan 2026-03-03 24.00
    """
    assert failures(standard(steps, "jangka waktu: 1 hari kalender"), lines) == []


def test_each_line_tells_the_open_steps_who_may_act_and_the_clocks() -> None:
    after = played(
        standard(STEPS, MORE),
        "- 2026-03-02 09.00 dibuka\n- 2026-03-02 09.10 mulai terima laporan\n- 2026-03-02 09.20 tolak putusan",
    ).after
    assert stories.tell(after[1], WIB).splitlines() == [
        "2026-03-02 09.10  mulai terima laporan",
        "    mulai: Terima laporan (petugas pengaduan)",
        "    layanan pertama: berjalan 2026-03-02 15.00",
        "    janji 2: berjalan 2026-03-03 16.00",
        "    janji 3: belum mulai",
    ]
    assert stories.tell(after[2], WIB).splitlines()[1].startswith("    ditolak (1): ")


def test_what_no_story_shows_is_named() -> None:
    found = standard(STEPS, MORE)
    whole = played(
        found,
        """
        - 2026-03-02 09.00 dibuka
        - 2026-03-02 10.00 selesai terima laporan
        - 2026-03-02 10.00 selesai layanan pendampingan
        - 2026-03-02 10.00 selesai putusan = ditolak
        """,
    )
    missing = stories.uncovered(found, [whole])
    assert missing.steps == (("", "laporan"),)
    assert missing.ends == ()
    assert stories.uncovered(found, []).ends == (("", "putusan", "ditolak"),)


def test_a_draft_may_ask_for_a_fact_that_no_form_gives_yet() -> None:
    steps = """\
- {langkah: Terima, pelaksana: petugas pengaduan}
- {langkah: Penjangkauan laut, bila: {pulau: terpencil}, pelaksana: petugas pengaduan}
- {langkah: Catat, pelaksana: petugas pengaduan}
"""
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 09.00 selesai terima
    - 2026-03-02 09.00 fakta pulau = terpencil
    - 2026-03-02 09.00 harap terbuka = penjangkauan laut
    """
    assert failures(standard(steps), lines) == []
    assert "tidak dikenal" in failures(standard(STEPS), lines.replace("terima", "terima laporan"))[0]


def test_a_pause_that_no_promise_allows_stops_no_clock_and_is_refused_to_an_office() -> None:
    lines = """
    - 2026-03-02 09.00 dibuka
    - 2026-03-02 09.00 tolak jeda cuaca
    - 2026-03-02 09.00 jeda cuaca
    - 2026-03-02 10.00 harap janji 2 = berjalan 2026-03-03 16.00
    - 2026-03-02 10.00 lanjut
    """
    assert failures(standard(STEPS, MORE), lines) == []


def test_a_remark_behind_a_line_does_no_harm() -> None:
    text = "cerita: A\nfakta: {kanal: surat}  # dari pos\nkejadian: [2026-03-02 09.00 dibuka]\n"
    assert stories.read(text, file="contoh.yaml", vocabulary=known())[1] == ()


def test_a_file_may_hold_several_stories() -> None:
    text = "- cerita: A\n  kejadian: [2026-03-02 09.00 dibuka]\n- cerita: B\n  kejadian: [2026-03-02 09.00 dibuka]\n"
    found, problems = stories.read(text, file="contoh.yaml", vocabulary=known())
    assert ([one.title for one in found], problems) == (["A", "B"], ())
