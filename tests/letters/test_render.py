# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter is a PDF that equal data give byte by byte; no word of a person can break or steer it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from teduh.letters.kinds import compose, read_kinds
from teduh.letters.render import _DRAWN, printable, render

ROOT = Path(__file__).parents[2]
LETTERS = ROOT / "catalogue" / "letters"
FONTS = ROOT / "var" / "fonts"
LAYOUTS = sorted(path.stem for path in (LETTERS / "layouts").glob("*.typ") if path.stem != "common")


def pdf(kind: Any, data: dict[str, Any], **rest: Any) -> bytes:
    return render(kind, data, catalogue=LETTERS, fonts=FONTS, **rest)


def letter(**more: Any) -> dict[str, Any]:
    return {"office": {"name": "Kantor Contoh"}, "letter": {"title": "Surat Contoh", **more}}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_prints_with_hardly_any_data(layout: str) -> None:
    made = pdf(layout, {"letter": {"title": "Surat Contoh"}})
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in made, "the file says that it is accessible (PDF/UA)"
    assert b"pdfaid" in made, "the file says that it may be archived (PDF/A)"


def test_equal_data_and_moment_give_equal_bytes() -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert pdf("surat", letter(), at=at) == pdf("surat", letter(), at=at)
    assert pdf("surat", letter(), at=at) != pdf("surat", letter(), at=at.replace(hour=10))


def test_words_of_people_are_never_markup() -> None:
    hostile = '#panic("x") $ #import "/etc/passwd" *tebal* _miring_ @acuan <label> \\ ``` #{'
    made = pdf("surat", letter(body=[hostile], fields=[{"label": hostile, "value": hostile}]))
    assert made.startswith(b"%PDF")


def test_signs_without_a_glyph_do_not_stop_a_letter() -> None:
    assert printable("Ani 😀\u202e \x00\u200bمحمد 漢字") == "Ani □ محمد □□"
    assert pdf("surat", letter(body=["😀 \x00 \u202e 漢字 cafe\u0301"])).startswith(b"%PDF")


def test_the_fonts_draw_all_that_is_let_through() -> None:
    every = "".join(chr(code) for first, last in _DRAWN for code in range(first, last + 1))
    for start in range(0, len(every), 200):
        assert pdf("surat", letter(body=[every[start : start + 200]])).startswith(b"%PDF")


def test_a_long_narrative_takes_the_pages_it_needs() -> None:
    words = " ".join(["kata"] * 4000)
    short, long = (pdf("laporan", letter(fields=[{"label": "Kronologi", "value": one}])) for one in ("kata", words))
    assert len(long) > len(short)


def test_a_composed_letter_prints() -> None:
    kind = read_kinds(LETTERS)["surat-pemberitahuan"]
    data = compose(
        kind,
        {"to": "Kepala Lembaga Contoh", "reason": "Di luar wilayah kota"},
        office={"name": "Kantor Contoh"},
        place="Contoh",
        date_text="2 Maret 2026",
    )
    assert pdf(kind, data).startswith(b"%PDF")


def test_missing_fonts_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make setup"):
        render("surat", letter(), catalogue=LETTERS, fonts=tmp_path)
