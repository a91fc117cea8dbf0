# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a kind of letter says of its way to the signature, and what a letter still lacks before it goes that way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from teduh.letters.kinds import Direction, Group, KindError, Reviewer, missing, read_kinds, without_titles
from tests.letters.specimens import HEAD, LETTERS, specimen

KINDS = read_kinds(LETTERS)
WANTED = {
    *("lembar-disposisi", "surat-tugas", "surat-perintah-tugas", "rekomendasi", "rekomendasi-pendampingan"),
    *("surat-pemberitahuan", "surat-rujukan", "surat-pelimpahan", "undangan-klarifikasi", "undangan-mediasi"),
    *("berita-acara", "berita-acara-mediasi", "tanggapan", "laporan-penanganan", "laporan-sosial", "laporan-asesmen"),
    *("rencana-intervensi", "dokumen-informed-consent", "pencabutan-persetujuan", "surat-terminasi", "nota-dinas"),
}


def kind_file(folder: Path, words: str) -> Path:
    (folder / "contoh").mkdir()
    (folder / "layouts").mkdir()
    (folder / "layouts" / "surat.typ").touch()
    (folder / "contoh" / "surat.yaml").write_text(f"kode: contoh\njudul: Contoh\ntata letak: surat\n{words}\n", "utf-8")
    return folder


def test_every_letter_that_an_office_writes_has_a_kind() -> None:
    assert set(KINDS) >= WANTED


def test_the_recommendation_is_initialled_before_the_head_signs() -> None:
    kind = KINDS["rekomendasi-pendampingan"]
    assert kind.reviewers == (Reviewer("kepala bidang", limit="1 hari kerja"),)
    assert (kind.signatory, kind.sign_limit) == ("kepala dinas", "1 hari kerja")


@pytest.mark.parametrize("key", sorted(KINDS))
def test_what_takes_a_number_has_a_word_for_it(key: str) -> None:
    kind = KINDS[key]
    assert bool(kind.short) == kind.numbered
    assert kind.direction is Direction.OUT or not kind.leaves


def test_reviewers_are_read_in_their_order(tmp_path: Path) -> None:
    words = (
        "paraf:\n  - kepala seksi\n  - {paraf: kepala bidang, waktu: 3 jam}\n  - {paraf koordinasi: sekretaris dinas}\n"
        "penanda tangan: kepala dinas\nkelompok: penetapan\narah: masuk"
    )
    kind = read_kinds(kind_file(tmp_path, words))["contoh"]
    assert kind.reviewers == (
        Reviewer("kepala seksi"),
        Reviewer("kepala bidang", limit="3 jam"),
        Reviewer("sekretaris dinas", coordination=True),
    )
    assert kind.sign_limit == ""
    assert (kind.group, kind.direction) == (Group.DECISION, Direction.IN)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("paraf: [kepala suku]\npenanda tangan: kepala dinas", "kepala suku tidak dikenal. Pakai salah satu"),
        ("penanda tangan: raja", "penanda tangan raja tidak dikenal"),
        ("paraf: [kepala seksi]", "belum ada penanda tangan"),
        ("paraf:\n  - {paraf: kepala seksi, oleh: siapa}\npenanda tangan: kepala dinas", "satu pemaraf ditulis"),
        ("paraf:\n  - {waktu: 1 jam}\npenanda tangan: kepala dinas", "satu pemaraf ditulis"),
        ("penanda tangan: {jabatan: kepala dinas, waktu: sebentar lagi}", "waktu sebentar lagi tidak dipahami"),
        ("penanda tangan: {nama: kepala dinas}", "kata kunci penanda tangan tidak dikenal: nama"),
        ("arah: ke mana", "arah adalah keluar, masuk, atau dalam"),
        ("kelompok: bebas", "kelompok adalah penetapan"),
        ("kegiatan: bermain", "kegiatan bermain tidak dikenal"),
        ("bernomor: ya", "Tulis misalnya jenis: ST"),
    ],
)
def test_a_way_that_cannot_be_gone_is_refused_with_file_and_remedy(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(KindError, match=said) as refused:
        read_kinds(kind_file(tmp_path, words))
    assert "contoh/surat.yaml" in str(refused.value)


@pytest.mark.parametrize("key", sorted(KINDS))
def test_a_complete_letter_lacks_nothing(key: str) -> None:
    assert missing(KINDS[key], specimen(key)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"office": {"name": "Kantor"}}, "Kop surat"),
        ({"place": ""}, "Tempat surat"),
        ({"clients": []}, "Klien belum tercatat"),
        ({"signatory": None}, "Belum ada yang menjabat kepala uptd"),
        ({"signatory": {**HEAD, "nip": ""}}, "NIP Dra. Ratna Umpama, M.Si. belum diisi"),
        ({"signatory": {**HEAD, "rank": ""}}, "Pangkat/golongan"),
        ({"answers": {"services": "Konseling", "reason": "Perlu"}}, "kepada siapa surat ini"),
        ({"answers": {"to": "Kepala", "services": " ", "reason": "Perlu"}}, "“Layanan yang dimohon” belum diisi"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_made(change: dict[str, Any], said: str) -> None:
    lacking = missing(KINDS["surat-rujukan"], specimen("surat-rujukan", **change))
    assert len(lacking) == 1
    assert said in lacking[0].words.id
    assert lacking[0].words.en


def test_a_form_that_was_never_filled_is_missing() -> None:
    lacking = missing(KINDS["laporan-sosial"], specimen("laporan-sosial", form=None))
    assert [one.words.id for one in lacking] == ["Formulir laporan sosial belum diisi dan diselesaikan."]


def test_who_is_no_civil_servant_needs_neither_rank_nor_number() -> None:
    volunteer = {"title": "Pekerja sosial", "name": "Arif Khayal", "not_civil_servant": True}
    assert missing(KINDS["laporan-sosial"], specimen("laporan-sosial", signatory=volunteer)) == []


def test_a_deciding_letter_is_signed_by_name_alone() -> None:
    from teduh.letters.kinds import compose

    kind = replace(KINDS["surat-tugas"], group=Group.DECISION)
    data = compose(kind, {}, office={}, place="", date_text="", signatory={**HEAD, "nip": ""})
    assert data["signatory"]["name"] == "Ratna Umpama"
    assert data["signatory"]["plain"]
    assert not [one for one in missing(kind, data) if "NIP" in one.words.id]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr. Ir. H. Ratna Umpama, S.H., M.Si.", "Ratna Umpama"),
        ("Sukarman", "Sukarman"),
        ("Ir. Contoh", "Contoh"),
        ("H.", "H."),
    ],
)
def test_titles_go_and_the_name_stays(name: str, bare: str) -> None:
    assert without_titles(name) == bare
