# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py standards check|show|play`, as those who write standards use it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from teduh.journal import door
from teduh.standards.catalogue import catalogue_folder
from teduh.standards.management.commands.standards import published_versions
from teduh.standards.models import StandardVersion
from tests.people import offices

SAMPANG = "kab-sampang/konseling-keluarga"
GOOD = """kode: kab-sampang/contoh
versi: 1
judul: Contoh
penyelenggara: kab-sampang
sk: 1
prosedur:
  - {langkah: Terima pengaduan, pelaksana: petugas pengaduan}
  - {langkah: Putusan, pelaksana: kepala dinas, hasil: {diterima: lanjut, ditolak: ditolak}}
  - {langkah: Layanan, pelaksana: psikolog}
jangka waktu: 4 hari kerja
"""
STORY = """cerita: Diterima
fakta: {kanal: telepon}
kejadian:
  - 2026-03-02 09.00 dibuka
  - 2026-03-02 10.00 selesai terima pengaduan
  - 2026-03-02 11.00 selesai putusan = diterima
  - 2026-03-02 12.00 selesai layanan
  - 2026-03-02 12.00 harap akhir = tuntas
"""


def run(*arguments: str) -> tuple[int, str]:
    """Exit status and what was printed."""
    out = StringIO()
    try:
        call_command("standards", *arguments, stdout=out)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A standard in its folder, with one example."""
    place = tmp_path / "kab-sampang" / "contoh"
    (place / "examples").mkdir(parents=True)
    (place / "standard.yaml").write_text(GOOD, encoding="utf-8")
    (place / "examples" / "diterima.yaml").write_text(STORY, encoding="utf-8")
    return place


def test_a_draft_that_is_well_gives_a_line_and_exit_naught(folder: Path) -> None:
    status, said = run("check", "--draft", str(folder / "standard.yaml"))
    assert status == 0
    assert said.splitlines()[-1] == f"{folder / 'standard.yaml'}: baik, versi 1, 3 langkah, 1 janji"


def test_every_problem_of_every_file_comes_in_one_go(tmp_path: Path) -> None:
    (tmp_path / "satu.yaml").write_text(GOOD.replace("psikolog", "petugas gudang"), encoding="utf-8")
    (tmp_path / "dua.yaml").write_text(GOOD + "biayaa: Gratis\nbiaya: Rp5.000\n", encoding="utf-8")
    status, said = run("check", "--draft", str(tmp_path))
    assert status == 1
    assert f"{tmp_path / 'satu.yaml'}:9: C10: " in said
    assert f"{tmp_path / 'dua.yaml'}:11: C5: " in said
    assert f"{tmp_path / 'dua.yaml'}:12: C33: " in said


def test_messages_come_in_english_too(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(GOOD + "biayaa: Gratis\n", encoding="utf-8")
    _, said = run("check", "--draft", "--language", "en", str(tmp_path))
    assert "C5: unknown keyword `biayaa`. Perhaps you mean `biaya`?" in said


def test_a_warning_is_printed_and_does_not_fail(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(GOOD.replace("4 hari kerja", "4 hari"), encoding="utf-8")
    status, said = run("check", "--draft", str(tmp_path))
    assert status == 0
    assert "x.yaml:10: C23: peringatan: " in said


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    status, said = run("check", "--draft", str(tmp_path / "tiada.yaml"))
    assert status == 1
    assert "tiada.yaml:0: C1: " in said


def test_an_example_that_fails_is_a_problem_of_its_own_line(folder: Path) -> None:
    """Rule C37."""
    story = folder / "examples" / "diterima.yaml"
    story.write_text(STORY.replace("akhir = tuntas", "akhir = ditolak"), encoding="utf-8")
    status, said = run("check", "--draft", str(folder))
    assert status == 1
    assert f"{story}:8: C37: diharapkan akhir = ditolak; akhirnya: tuntas" in said


def test_what_no_example_shows_is_warned_of(folder: Path) -> None:
    """Rule C37: no example of ditolak."""
    status, said = run("check", "--draft", str(folder))
    assert status == 0
    assert "standard.yaml:8: C37: peringatan: tidak ada contoh yang berakhir dengan “Putusan = ditolak”" in said
    rejected = STORY.replace("diterima\n  - 2026-03-02 12.00 selesai layanan", "ditolak").replace("tuntas", "ditolak")
    (folder / "examples" / "ditolak.yaml").write_text(rejected, encoding="utf-8")
    assert "C37" not in run("check", "--draft", str(folder))[1]
    (folder / "examples" / "diterima.yaml").unlink()
    said = run("check", "--draft", str(folder))[1]
    assert "tidak ada contoh yang membuka “Layanan”" in said
    assert "tidak ada contoh yang berjalan sampai langkah terakhir" in said


def test_a_story_that_cannot_be_read_is_a_problem(folder: Path) -> None:
    (folder / "examples" / "lain.yaml").write_text("cerita: x\nkejadian:\n  - kemarin dibuka\n", encoding="utf-8")
    status, said = run("check", "--draft", str(folder))
    assert status == 1
    assert "lain.yaml:3: C37: " in said


@pytest.mark.django_db
def test_the_whole_catalogue_is_well() -> None:
    status, said = run("check")
    assert status == 0
    assert sum(": baik, " in line for line in said.splitlines()) == 4


@pytest.mark.django_db
def test_a_standard_without_examples_is_warned_of(folder: Path) -> None:
    (folder / "examples" / "diterima.yaml").unlink()
    status, said = run("check", str(folder))
    assert status == 0
    assert "standard.yaml:0: C37: peringatan: standar ini belum punya contoh" in said


@pytest.mark.django_db
def test_a_published_version_may_not_change(folder: Path) -> None:
    """Rule C7, against what this installation has published."""
    office = offices()["kab-sampang"]
    with door.outside(reason="a published version to compare with"):
        StandardVersion.objects.create(
            office=office,
            code="kab-sampang/contoh",
            version=1,
            title="Contoh",
            source=GOOD,
            digest="another",
            published_at=timezone.now(),
        )
    assert published_versions("kab-sampang/contoh") == {1: "another"}
    status, said = run("check", str(folder))
    assert status == 1
    assert "standard.yaml:2: C7: versi 1 sudah terbit dan tidak boleh diubah" in said


def test_show_prints_a_file_of_the_format_with_defaults_and_components() -> None:
    status, said = run("show", SAMPANG)
    assert status == 0
    data = yaml.safe_load(said)
    assert data["prosedur"][0]["setelah"] == "awal"
    assert data["prosedur"][3]["kegiatan"] == "identifikasi"
    for title in ("# 1. Persyaratan", "# 6. Penanganan pengaduan", "# 14. Evaluasi kinerja pelaksana"):
        assert title in said


def test_show_takes_a_file_and_refuses_a_broken_one(folder: Path) -> None:
    assert run("show", str(folder))[0] == 0
    (folder / "standard.yaml").write_text(GOOD.replace("versi", "verssi"), encoding="utf-8")
    status, said = run("show", str(folder / "standard.yaml"))
    assert status == 1
    assert "standard.yaml:2: C5: " in said
    with pytest.raises(CommandError):
        run("show", "kab-entah/apa")


@pytest.mark.parametrize("story", ["4", "surat-kaleng-disisihkan", "Surat kaleng disisihkan dengan alasan"])
def test_play_finds_an_example_by_number_name_or_title(story: str) -> None:
    status, said = run("play", SAMPANG, story)
    assert status == 0
    assert "terbuka: Pilah pengaduan (admin pengaduan)" in said
    assert "janji 1: berjalan 2026-03-06 16.00" in said


def test_play_fails_where_an_expectation_does_not_hold(folder: Path, tmp_path: Path) -> None:
    story = tmp_path / "cerita.yaml"
    story.write_text(STORY.replace("akhir = tuntas", "terbuka = layanan"), encoding="utf-8")
    status, said = run("play", str(folder / "standard.yaml"), str(story))
    assert status == 1
    assert "diharapkan terbuka = layanan" in said


def test_play_says_which_stories_there_are(folder: Path) -> None:
    status, said = run("play", str(folder), "9")
    assert status == 1
    assert "1 diterima" in said


def test_every_example_of_the_catalogue_plays() -> None:
    for path in sorted((catalogue_folder() / "standards").glob("*/*/examples/*.yaml")):
        assert run("play", str(path.parent.parent), str(path))[0] == 0, path


def test_a_story_is_told_from_a_standard(tmp_path: Path) -> None:
    (tmp_path / "cerita.yaml").write_text(STORY, encoding="utf-8")
    status, said = run("check", "--draft", str(tmp_path))
    assert status == 1
    assert said.startswith(f"{tmp_path / 'cerita.yaml'}:1: C5: berkas ini cerita, bukan standar.")
    assert len(said.splitlines()) == 1


def test_a_file_that_is_not_there_is_said_in_indonesian(tmp_path: Path) -> None:
    status, said = run("check", str(tmp_path / "hilang.yaml"))
    assert status == 1
    assert "berkas tidak dapat dibaca (tidak ada)" in said
