# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every paper that a standard promises has a letter; every letter prints; none lets a child's name out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from teduh.letters.kinds import Identity, Kind, KindError, compose, read_kinds
from teduh.letters.render import render
from teduh.procedure.standard.slugs import slug

ROOT = Path(__file__).parents[2]
LETTERS = ROOT / "catalogue" / "letters"
FORMS = ROOT / "catalogue" / "forms"
FONTS = ROOT / "var" / "fonts"
KINDS = sorted(read_kinds(LETTERS))
# Papers that the clauses name (L1, L6, L9, S6, S11, S13, P2, P3, P5, T5, T10).
PROMISED = {
    "form-penerimaan",
    "form-asesmen",
    "laporan-sosial",
    "rekomendasi-pendampingan",
    "surat-perintah-tugas",
    "lembar-disposisi",
    "tanggapan",
    "laporan-penanganan",
    "rekomendasi",
    "surat-tugas",
    "surat-pemberitahuan",
    "dokumentasi-kegiatan",
    "rencana-intervensi",
    "dokumen-penerimaan-pengaduan",
    "dokumen-informed-consent",
    "catatan-evaluasi-pengaduan",
}


def composed(kind: Kind) -> dict[str, object]:
    return compose(
        kind,
        {one.code: [one.options[0][0]] if one.options else "Contoh isian" for one in kind.questions},
        office={"name": "Kantor Contoh", "lines": ["PEMERINTAH KOTA CONTOH", "DINAS CONTOH", "Jalan Contoh No. 1"]},
        place="Contoh",
        date_text="2 Maret 2026",
        case={"number": "0041/2026", "standard": "Layanan Contoh", "opened": "2 Maret 2026, 09.10 WIB"},
        clients=[{"initials": "M. R.", "name": "Mawar Rekaan", "age": 9, "sex": "Perempuan"}],
        signatory={"title": "Kepala Dinas", "name": "Contoh Rekaan", "nip": "00000000", "rank": "Pembina"},
        form={"sections": [{"title": "Bagian", "fields": [{"label": "Isian", "value": "Jawaban"}]}]},
    )


def test_every_promised_paper_has_a_letter() -> None:
    assert set(KINDS) >= PROMISED


def test_every_paper_that_a_step_makes_has_a_letter() -> None:
    made = set()
    for path in (ROOT / "catalogue" / "standards").glob("*/*/standard.yaml"):
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        for step in [*data["prosedur"], *data["pengaduan layanan"].get("prosedur", ())]:
            papers = step.get("produk", [])
            papers = papers["salah satu"] if isinstance(papers, dict) else papers
            made |= {slug(one) for one in ([papers] if isinstance(papers, str) else papers)}
    assert made
    assert made <= set(KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_a_letter_prints(key: str) -> None:
    kind = read_kinds(LETTERS)[key]
    assert render(kind, composed(kind), catalogue=LETTERS, fonts=FONTS).startswith(b"%PDF")


@pytest.mark.parametrize("key", KINDS)
def test_a_letter_that_leaves_shows_initials_only(key: str) -> None:
    kind = read_kinds(LETTERS)[key]
    shown = "Mawar Rekaan" in str(composed(kind))
    assert shown == (kind.identity is Identity.FULL and "klien" in kind.shows)
    assert not (shown and kind.leaves)


@pytest.mark.parametrize("key", KINDS)
def test_a_letter_that_prints_a_form_names_one_that_exists(key: str) -> None:
    form = read_kinds(LETTERS)[key].form
    assert not form or (FORMS / f"{form}.yaml").is_file()


def test_the_refusal_of_a_referral_must_say_why() -> None:
    questions = {one.code: one for one in read_kinds(LETTERS)["surat-pemberitahuan"].questions}
    assert questions["reason"].required


def test_words_in_braces_come_from_the_case_and_the_answers() -> None:
    letter = composed(read_kinds(LETTERS)["tanggapan"])["letter"]
    assert isinstance(letter, dict)
    assert "Kantor Contoh" in letter["body"][0]
    assert "2 Maret 2026, 09.10 WIB" in letter["body"][0]


def test_a_missing_word_shows_as_dots() -> None:
    kind = read_kinds(LETTERS)["surat-pemberitahuan"]
    made = compose(kind, {}, office={}, place="", date_text="")
    assert "……" in made["letter"]["body"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("warna: hijau", "kata kunci tidak dikenal"),
        ("keluar: ya\nidentitas: lengkap", "inisial"),
        ("tata letak: spanduk", "tata letak spanduk tidak ada"),
        ("identitas: samar", "identitas adalah"),
    ],
)
def test_a_wrong_letter_is_refused_in_words(tmp_path: Path, change: str, said: str) -> None:
    folder = tmp_path / "contoh"
    folder.mkdir()
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    (layouts / "surat.typ").touch()
    layout = "" if change.startswith("tata") else "\ntata letak: surat"
    (folder / "surat.yaml").write_text(f"kode: contoh\njudul: Contoh{layout}\n{change}\n", "utf-8")
    with pytest.raises(KindError, match=said):
        read_kinds(tmp_path)
