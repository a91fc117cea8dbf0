# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chart of a procedure: what it shows, and that nothing in it lies upon anything else."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from teduh.procedure.standard import load
from teduh.procedure.standard.model import Effect, Procedure
from teduh.standards.catalogue import catalogue_folder, vocabulary
from teduh.standards.chart import WIDTH, Chart, Shape, charts
from teduh.standards.outline import main_line, published_items

FILES = sorted((catalogue_folder() / "standards").glob("*/*/standard.yaml"))


def procedures(path: Path) -> list[Procedure]:
    standard = load(path.read_bytes(), file=path.name, vocabulary=vocabulary()).standard
    assert standard is not None
    return list(standard.procedures)


def procedure(steps: str) -> Procedure:
    """The procedure of a small standard made of these steps."""
    text = f"kode: kota-contoh/coba\nversi: 1\njudul: Coba\npenyelenggara: kota-contoh\nprosedur:\n{steps}"
    standard = load(text, file="standard.yaml", vocabulary=vocabulary(draft=True)).standard
    assert standard is not None
    return standard.procedures[0]


def words(chart: Chart) -> str:
    return " ".join(text.text for text in chart.texts)


def apart(one: Shape, other: Shape) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_shapes_keep_apart_and_inside_the_drawing(path: Path) -> None:
    for one in procedures(path):
        drawn = charts(one)
        assert drawn
        for chart in drawn:
            assert all(apart(first, second) for first, second in combinations(chart.shapes, 2))
            assert all(shape.x >= 0 and shape.x + shape.width <= WIDTH for shape in chart.shapes)
            assert all(shape.y >= 0 and shape.y + shape.height <= chart.height for shape in chart.shapes)
            assert all(0 < text.y <= chart.height for text in chart.texts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_chart_shows_every_published_step(path: Path) -> None:
    for one in procedures(path):
        drawn = " ".join(words(chart) for chart in charts(one)).casefold()
        for step in one.steps:
            if step.shown:
                assert step.name.casefold() in drawn


def test_sixteen_published_steps_are_cut_into_two_parts_joined_by_a_letter() -> None:
    path = next(path for path in FILES if path.parent.name == "konseling-keluarga")
    first, second = charts(procedures(path)[0])
    assert (first.first, first.last, second.last) == (1, 8, 16)
    assert [shape.kind for shape in first.shapes].count("connector") == 1
    assert second.shapes[0].kind == "connector"
    assert "A" in {text.text for text in first.texts} & {text.text for text in second.texts}


def test_a_set_aside_report_leaves_the_line_at_the_sorting() -> None:
    path = next(path for path in FILES if path.parent.name == "konseling-keluarga")
    stop = next(stop for stop in main_line(procedures(path)[0]) if stop.item.name == "Pilah pengaduan")
    assert stop.label == "ditindaklanjuti"
    assert [(branch.outcome, branch.end) for branch in stop.branches] == [("surat kaleng", Effect.SET_ASIDE)]


def test_a_branch_that_joins_again_further_on_is_drawn_around_what_it_passes() -> None:
    path = next(path for path in FILES if path.parent.name == "konseling-keluarga")
    stops = main_line(procedures(path)[0])
    stop = next(stop for stop in stops if stop.item.name == "Himpun data")
    (branch,) = stop.branches
    assert branch.outcome == "tidak memenuhi syarat"
    assert stops[branch.ahead_to].item.name == "Tanggapan"


def test_a_refusal_has_its_own_step_beside_the_line() -> None:
    path = next(path for path in FILES if path.parent.name == "terima-rujukan")
    stop = main_line(procedures(path)[0])[0]
    (branch,) = stop.branches
    assert branch.outcome == "ditolak"
    assert [item.name for item in branch.items] == ["Tanda tangan surat pemberitahuan"]
    assert branch.end is Effect.REJECTED


def test_a_hidden_step_is_looked_through() -> None:
    path = next(path for path in FILES if path.parent.name == "pengaduan-masyarakat")
    one = procedures(path)[0]
    assert [item.number for item in published_items(one)] == [1, 2, 3, 4, 5]
    stop = next(stop for stop in main_line(one) if stop.item.name == "Identifikasi")
    assert stop.label == "dapat dibantu"
    assert [branch.end for branch in stop.branches] == [Effect.TRANSFERRED]


def test_a_return_is_said_in_words() -> None:
    (chart,) = charts(
        procedure(
            "  - {langkah: Terima pengaduan, pelaksana: petugas pengaduan}\n"
            "  - {langkah: Konsep surat, pelaksana: petugas pengaduan, produk: surat tugas}\n"
            "  - {langkah: Paraf, pelaksana: kepala bidang}\n"
            "  - {langkah: Serahkan surat, pelaksana: petugas pengaduan, kepada: pelapor}\n"
        )
    )
    assert "kembali ke 2" in words(chart)


def test_an_optional_step_says_when_it_is_taken() -> None:
    (chart,) = charts(
        procedure(
            "  - {langkah: Terima pengaduan, pelaksana: petugas pengaduan}\n"
            "  - {langkah: Koordinasi, pelaksana: petugas pengaduan, bila: perlu}\n"
            "  - {langkah: Tanggapan, pelaksana: petugas pengaduan, produk: tanggapan}\n"
        )
    )
    assert "bila perlu" in words(chart)
    assert any(shape.kind == "maybe" for shape in chart.shapes)


def test_a_page_without_steps_has_no_chart() -> None:
    text = "kode: kota-contoh/coba\nversi: 1\njudul: Coba\npenyelenggara: kota-contoh\njangka waktu: 14 hari kerja\n"
    standard = load(text, file="standard.yaml", vocabulary=vocabulary(draft=True)).standard
    assert standard is not None
    assert not standard.procedures
