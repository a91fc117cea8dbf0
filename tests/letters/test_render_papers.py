# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every kind as it leaves the office: small, quick, archivable, and readable by somebody who does not see it."""

from __future__ import annotations

import random
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject

from teduh.letters.emblem import Emblem, harmless
from teduh.letters.kinds import read_kinds
from teduh.letters.packing import packed
from teduh.letters.render import render
from tests.letters.specimens import ARMS, FONTS, HEAD, LETTERS, OFFICE, PARAGRAPH, WORKER, answers_for, png, specimen

KINDS = sorted(read_kinds(LETTERS))
LARGEST = 150_000


def made(key: str, **more: Any) -> bytes:
    return render(read_kinds(LETTERS)[key], specimen(key, **more), catalogue=LETTERS, fonts=FONTS)


def told(command: list[str], pdf: bytes, folder: Path) -> str:
    path = folder / "surat.pdf"
    path.write_bytes(pdf)
    words = [str(path) if one == "PDF" else one for one in command]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def text_of(pdf: bytes, folder: Path) -> str:
    return " ".join(told(["pdftotext", "PDF", "-"], pdf, folder).split())


def spoken(pdf: bytes, folder: Path) -> str:
    """The words in the order of the structure tree: what a screen reader says."""
    lines = re.findall(r'^\s*"(.*)"$', told(["pdfinfo", "-struct-text", "PDF"], pdf, folder), re.MULTILINE)
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "draft"])
@pytest.mark.parametrize("key", KINDS)
def test_every_kind_is_small_archivable_and_tagged(key: str, signed: bool, tmp_path: Path) -> None:
    pdf = made(key, signed=signed)
    assert len(pdf) < LARGEST
    about = told(["pdfinfo", "PDF"], pdf, tmp_path)
    assert re.search(r"Tagged:\s+yes", about)
    assert re.search(r"Title:\s+" + ("" if signed else "Konsep: "), about)
    assert re.search(r"JavaScript:\s+no", about)
    marks = told(["pdfinfo", "-meta", "PDF"], pdf, tmp_path)
    assert re.search(r"pdfaid:part[^0-9]*2", marks)
    assert re.search(r"pdfaid:conformance[^A-Z]*A", marks)
    assert re.search(r"pdfuaid:part[^0-9]*1", marks)


def test_the_words_come_in_the_order_in_which_a_letter_is_read(tmp_path: Path) -> None:
    for read in (spoken, text_of):
        text = read(made("surat-rujukan", signed=True), tmp_path)
        places = [
            text.find(words)
            for words in (
                "PEMERINTAH KABUPATEN CONTOH",
                "400.2.4/0017/REKOM/425.103/III/2026",
                "Yth.",
                "Kami sedang menangani kasus",
                "0041/2026",
                "Kasus ini tetap kami kelola",
                "Kepala Dinas Sosial",
                "Dra. Ratna Umpama",
                "NIP 19700101 199503 2 001",
            )
        ]
        assert -1 not in places
        assert places == sorted(places), read.__name__


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        ({}, "Kepala Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak,"),
        (
            {"manner": "a.n.", "behalf": "Bupati Contoh", "title": "Sekretaris Daerah"},
            "a.n. Bupati Contoh Sekretaris Daerah,",
        ),
        (
            {"manner": "u.b.", "behalf": "Kepala Dinas", "through": "Sekretaris Dinas", "title": "Kepala Bidang"},
            "a.n. Kepala Dinas Sekretaris Dinas, u.b. Kepala Bidang,",
        ),
        ({"manner": "Plt.", "title": "Kepala Dinas"}, "Plt. Kepala Dinas,"),
        ({"manner": "Plh.", "title": "Kepala Dinas"}, "Plh. Kepala Dinas,"),
    ],
)
def test_the_manner_of_signing_stands_in_its_order(who: dict[str, str], lines: str, tmp_path: Path) -> None:
    text = spoken(made("surat-tugas", signatory={**HEAD, **who}), tmp_path)
    assert lines in text
    assert (
        text.index(lines)
        < text.index("Dra. Ratna Umpama, M.Si.")
        < text.index("Pembina Utama Muda")
        < text.index("NIP 1970")
    )


def test_who_signs_without_rank_and_number_is_named_alone(tmp_path: Path) -> None:
    text = text_of(made("surat-tugas", signatory={**HEAD, "title": "Bupati Contoh", "plain": True}), tmp_path)
    assert "Dra. Ratna Umpama" in text
    assert "NIP 1970" not in text
    assert "Pembina" not in text


def test_a_draft_says_so_in_words_and_a_signed_letter_shows_where_to_check(tmp_path: Path) -> None:
    draft, signed = (text_of(made("surat-tugas", signed=one), tmp_path) for one in (False, True))
    assert "KONSEP" in draft
    assert "belum berlaku" in draft
    assert "KONSEP" not in signed
    for words in (
        "RAHASIA",
        "secara elektronik",
        "PP 71 Tahun 2019",
        "surat.contoh.example",
        "Dewi Umpama",
        "Koordinasi",
    ):
        assert words in signed
    assert "Ditandatangani secara elektronik" not in draft


def test_later_pages_bear_the_title_the_number_and_the_mark(tmp_path: Path) -> None:
    pdf = made("laporan-penanganan", signed=True, length="long")
    second = " ".join(told(["pdftotext", "-f", "2", "-l", "2", "PDF", "-"], pdf, tmp_path).split())
    assert second.startswith("Laporan Penanganan Pengaduan, Nomor 400.2.4/0017/REKOM/425.103/III/2026 RAHASIA")
    assert "PEMERINTAH KABUPATEN CONTOH" not in second


def test_no_page_bears_nothing_but_a_signature(tmp_path: Path) -> None:
    """Whatever the length of the text, the closing words stand on the page of the signature."""
    for lines in range(0, 60, 3):
        answers = {**answers_for(read_kinds(LETTERS)["surat-tugas"]), "purpose": "\n".join(["Tugas"] * (lines + 1))}
        pages = told(["pdftotext", "PDF", "-"], made("surat-tugas", answers=answers, signed=True), tmp_path).split("\f")
        signed = next(page for page in pages if "Dra. Ratna Umpama" in page)
        assert "Demikian surat tugas ini" in signed


def test_a_report_of_forty_pages_is_made_in_time(tmp_path: Path) -> None:
    sections = [
        {"title": f"Bagian {n}", "fields": [{"label": "Uraian", "value": "\n".join([PARAGRAPH] * 32)}]}
        for n in range(14)
    ]
    pdf = made("laporan-sosial", form={"sections": sections})
    pages = re.search(r"Pages:\s+(\d+)", told(["pdfinfo", "PDF"], pdf, tmp_path))
    assert pages
    assert int(pages[1]) >= 40
    assert len(pdf) < LARGEST


def test_names_in_the_scripts_of_the_land_print(tmp_path: Path) -> None:
    pdf = made("laporan-asesmen", clients=[{"name": "محمد بن عبد الله"}], signatory={**WORKER, "name": "ᬯᬬᬦ᭄ ᬓᬢᬸᬢ᭄"})
    text = text_of(pdf, tmp_path)
    assert "محمد بن عبد الله" in text
    assert "ᬯᬬᬦ᭄" in text
    assert "□" not in text
    fonts = told(["pdffonts", "PDF"], pdf, tmp_path)
    assert {"Arimo", "Amiri", "NotoSansBalinese"} <= set(re.findall(r"\+([A-Za-z]+)", fonts))
    assert len(pdf) < LARGEST


def test_a_very_long_name_wraps(tmp_path: Path) -> None:
    name = "Siti " + " ".join(["Nurhayatiningsih"] * 12)
    assert name in text_of(made("surat-tugas", signatory={**HEAD, "name": name}), tmp_path)


NOISE = random.Random(7).randbytes(75_000)  # what hardly compresses: the largest arms that are taken


def said(reader: PdfReader, number: int) -> str:
    """One object as text; a reference by its number, not by where the reader lies in memory."""
    one = reader.get_object(number)
    content = one.get_data() if isinstance(one, StreamObject) else b""
    return re.sub(r"(IndirectObject\(\d+, 0), \d+\)", r"\1)", repr(one)) + repr(content)


def test_a_letter_is_packed_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    """Packed or not, each object is the same, and the file that comes out equals itself."""
    kind, data = read_kinds(LETTERS)["laporan-penanganan"], specimen("laporan-penanganan", signed=True)
    with patch("teduh.letters.render.packed", lambda pdf: pdf):
        plain = render(kind, data, catalogue=LETTERS, fonts=FONTS)
    pdf = packed(plain)
    assert len(pdf) < 0.7 * len(plain)
    before, after = PdfReader(BytesIO(plain)), PdfReader(BytesIO(pdf))
    numbers = range(1, int(before.trailer["/Size"]))
    assert [said(before, one) for one in numbers] == [said(after, one) for one in numbers]
    assert packed(plain) == pdf
    assert packed(pdf) == pdf, "what is packed stays as it is"
    assert packed(b"%PDF-1.7 broken") == b"%PDF-1.7 broken"
    assert spoken(pdf, tmp_path) == spoken(plain, tmp_path)


@pytest.mark.parametrize("content", [ARMS.encode(), png(), png(140, 178, NOISE)], ids=["svg", "png", "large"])
def test_the_arms_of_the_office_print(content: bytes, tmp_path: Path) -> None:
    without = made("surat-tugas", office={**OFFICE, "logo": None})
    emblem = harmless(content)
    assert isinstance(emblem, Emblem)
    pdf = made("surat-tugas", office={**OFFICE, "logo": emblem.logo})
    tree = ["pdfinfo", "-struct", "PDF"]
    assert told(tree, pdf, tmp_path).count("Figure") > told(tree, without, tmp_path).count("Figure")
    assert len(pdf) < LARGEST
