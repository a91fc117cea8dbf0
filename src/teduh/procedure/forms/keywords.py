# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keywords of a form's file, one table: what the reader knows, the schema offers, and the reference explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from teduh.procedure.forms.values import CODED, KINDS, ROWS, Kind


@dataclass(frozen=True, slots=True)
class Keyword:
    """`kinds`: the kinds of field that it belongs to; empty where it belongs to all."""

    word: str
    means: str
    default: str
    example: str
    kinds: frozenset[Kind] = frozenset()


FORM = (
    Keyword("kode", "nama pendek, sama dengan nama berkas", "nama berkas", "kode: kunjungan-rumah"),
    Keyword("judul", "judul seperti dicetak", "wajib", "judul: Kunjungan Rumah"),
    Keyword("versi", "bilangan bulat; naikkan setiap kali isinya berubah", "1", "versi: 2"),
    Keyword("tiap", "diisi sekali, atau sekali untuk tiap orang: kasus, klien, terlapor", "kasus", "tiap: klien"),
    Keyword("keterangan", "satu dua kalimat di bawah judul", "tidak ada", "keterangan: Diisi setelah kunjungan"),
    Keyword("bagian", "bagian berurutan", "wajib", "bagian: [...]"),
)
SECTION = (
    Keyword("judul", "judul bagian", "tanpa judul", "judul: Keluarga"),
    Keyword("bila", "bagian tampil hanya bila syarat ini dipenuhi", "selalu", "bila: {bahaya: ya}"),
    Keyword("bantuan", "petunjuk di bawah judul", "tidak ada", "bantuan: Tanyakan dengan tenang"),
    Keyword("isian", "pertanyaan berurutan", "wajib", "isian: [...]"),
)
FIELD = (
    Keyword("isian", "pertanyaannya, seperti dibaca dan dicetak", "wajib", "isian: Keadaan rumah"),
    Keyword("kode", "nama pendek untuk rumus dan syarat", "dari pertanyaannya", "kode: rumah"),
    Keyword("jenis", "jenis jawaban", "teks", "jenis: angka"),
    Keyword("wajib", "ya, tidak, atau syarat; hanya menahan penyelesaian", "tidak", "wajib: {bahaya: ya}"),
    Keyword("bila", "tampil hanya bila syarat ini dipenuhi", "selalu", "bila: umur < 18"),
    Keyword("bantuan", "petunjuk di bawah pertanyaan", "tidak ada", "bantuan: Boleh perkiraan"),
    Keyword(
        "pilihan",
        "jawaban yang dapat dipilih; pada skor dengan nilainya",
        "wajib",
        "pilihan: [aman, bahaya]",
        frozenset({Kind.CHOICE, Kind.SEVERAL, Kind.SCORE}),
    ),
    Keyword(
        "daftar",
        "daftar kode katalog, pengganti pilihan",
        "tidak ada",
        "daftar: relations",
        frozenset({Kind.CHOICE, Kind.SEVERAL}),
    ),
    Keyword(
        "fakta",
        "jawaban menjadi fakta kasus; `ya`: bernama kodenya",
        "tidak",
        "fakta: risiko",
        CODED | {Kind.SCORE, Kind.CALCULATED},
    ),
    Keyword("saat", "tanggal terjadinya fakta isian itu", "tidak ada", "saat: bahaya", frozenset({Kind.DATE})),
    Keyword(
        "satuan", "satuan di belakang bilangan", "tidak ada", "satuan: kg", frozenset({Kind.NUMBER, Kind.CALCULATED})
    ),
    Keyword("paling kecil", "batas bawah", "tidak ada", "paling kecil: 0", frozenset({Kind.NUMBER})),
    Keyword(
        "paling besar",
        "batas atas; pada berkas dalam MB",
        "10 MB",
        "paling besar: 120",
        frozenset({Kind.NUMBER, Kind.FILE}),
    ),
    Keyword("bulat", "hanya bilangan bulat", "tidak", "bulat: ya", frozenset({Kind.NUMBER})),
    Keyword("terima", "jenis berkas: foto, pdf", "keduanya", "terima: [foto]", frozenset({Kind.FILE})),
    Keyword("rumus", "cara menghitung", "wajib", "rumus: jumlah(tidur, makan)", frozenset({Kind.CALCULATED})),
    Keyword("arti", "arti hasil menurut rentang", "tidak ada", "arti: {0-3: Rendah}", frozenset({Kind.CALCULATED})),
    Keyword("kolom", "isian setiap baris", "wajib", "kolom: [Nama, Umur]", ROWS),
    Keyword("baris", "nama baris yang tetap", "baris ditambah", "baris: [Ayah, Ibu]", frozenset({Kind.TABLE})),
)
KINDS_MEAN: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.TEXT: ("satu baris teks", "Nama panggilan"),
        Kind.LONG_TEXT: ("teks beberapa baris", "Kronologi"),
        Kind.NUMBER: ("bilangan, boleh bersatuan dan berbatas", "48,5 kg"),
        Kind.DATE: ("tanggal, bulan, atau tahun; boleh kira-kira", "sekitar 2015"),
        Kind.TIME: ("jam; boleh kira-kira", "07.30"),
        Kind.CHOICE: ("satu dari beberapa", "rumah"),
        Kind.SEVERAL: ("boleh lebih dari satu", "fisik, psikis"),
        Kind.YES_NO: ("ya, tidak, atau tidak diketahui", "Ya"),
        Kind.SCORE: ("satu pilihan yang bernilai", "Sering (3)"),
        Kind.PERSON: ("seseorang dalam kasus", "K. F., klien"),
        Kind.ADDRESS: ("jalan dan wilayah sampai desa", "Jl. Melati 3, Durian, Bajenis"),
        Kind.FILE: ("foto atau PDF, disimpan tersegel", "luka-kiri.jpg"),
        Kind.SIGNATURE: ("digambar di layar, atau di atas kertas", "tanda tangan"),
        Kind.CALCULATED: ("hasil rumus, boleh berarti", "12: Bahaya meningkat"),
        Kind.TABLE: ("baris dan kolom; barisnya tetap atau ditambah", "biaya tiap bulan"),
        Kind.GROUP: ("kelompok isian yang diulang", "setiap anggota keluarga"),
    }
)
FORM_KEYS = tuple(one.word for one in FORM)
SECTION_KEYS = tuple(one.word for one in SECTION)
FIELD_KEYS = tuple(one.word for one in FIELD)
KINDS_OF: Mapping[str, frozenset[Kind]] = MappingProxyType({one.word: one.kinds for one in FIELD if one.kinds})


def kind_words(kinds: frozenset[Kind]) -> str:
    """The names of kinds, in the order of the format."""
    return ", ".join(word.replace("-", " ") for word, kind in KINDS.items() if kind in kinds)
