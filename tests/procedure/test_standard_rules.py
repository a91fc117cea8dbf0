# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every rule of the checker, by a bad example that breaks it and a good one that keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from teduh.procedure.standard.check import check
from teduh.procedure.standard.parse import Loaded
from teduh.standards.catalogue import vocabulary

HEAD = """kode: kab-sampang/contoh
versi: 2
judul: Contoh
penyelenggara: kab-sampang
sk: 1 TAHUN 2026
"""
STEPS = """prosedur:
  - {langkah: Terima pengaduan, pelaksana: petugas pengaduan}
"""


@dataclass(frozen=True)
class Case:
    """`bad` breaks the rule on that line (counted in `bad`, or in head and body where `head` is given)."""

    rule: str
    about: str
    bad: str
    line: int
    good: str
    warning: bool = False
    head: str | None = None  # of the bad example
    also: frozenset[str] = frozenset()  # other rules that the same fault cannot but break
    published: dict[int, str] = field(default_factory=dict)
    folder: str = ""


def steps(text: str) -> str:
    return "prosedur:\n" + text


CASES = (
    Case(
        "C1",
        "colon inside text",
        "uraian: x\nketentuan: Tidak langsung: Telp 123\n" + STEPS,
        2,
        "ketentuan: 'Tidak langsung: Telp 123'\n" + STEPS,
        also=frozenset({"C5"}),
    ),
    Case(
        "C1",
        "colon inside a text of a list",
        "ketentuan:\n  - Telp: 123\n" + STEPS,
        2,
        'ketentuan: ["Telp: 123"]\n' + STEPS,
    ),
    Case(
        "C2",
        "doubled key",
        steps(
            "  - langkah: Terima pengaduan\n    pelaksana: petugas pengaduan\n    pelaksana: psikolog\n",
        ),
        4,
        STEPS,
    ),
    Case("C3", "merge", "<<: {a: b}\n" + STEPS, 1, STEPS),
    Case("C3", "anchor", "biaya: &x Gratis\n" + STEPS, 1, "biaya: Gratis\n" + STEPS),
    Case("C3", "alias", STEPS + "biaya: *x\n", 3, STEPS, also=frozenset({"C5"})),
    Case("C3", "tag", "biaya: !!str Gratis\n" + STEPS, 1, STEPS),
    Case("C3", "tab", STEPS + "biaya:\tGratis\n", 3, STEPS),
    Case("C3", "too deep", f"ketentuan: {'[' * 25}{']' * 25}\n" + STEPS, 1, STEPS, also=frozenset({"C5"})),
    Case(
        "C4",
        "address cut off",
        "sarana: Jl. Pisang # 01\n" + STEPS,
        1,
        "# alamat\nsarana: 'Jl. Pisang # 01'\n" + STEPS,
        warning=True,
    ),
    Case(
        "C5",
        "unknown key",
        steps("  - langkah: Terima pengaduan\n    pelaksana: petugas pengaduan\n    uraiann: x\n"),
        4,
        STEPS,
    ),
    Case(
        "C5",
        "key in another spelling",
        "jangka_waktu: 5 hari kerja\n" + STEPS,
        1,
        "jangka waktu: 5 hari kerja\n" + STEPS,
    ),
    Case("C5", "key without value", "sarana:\n" + STEPS, 1, STEPS),
    Case("C5", "not yes or no", steps("  - {langkah: Terima, pelaksana: psikolog, tampil: boleh}\n"), 2, STEPS),
    Case("C5", "requirement without kind", "persyaratan: [{wajib: ya}]\n" + STEPS, 1, "persyaratan: [dokumen: KTP]\n"),
    Case("C5", "requirement of two kinds", "persyaratan: [{dokumen: KTP, keterangan: x}]\n" + STEPS, 1, STEPS),
    Case("C5", "product of two kinds", "produk: [{surat: tanggapan, jasa: x}]\n", 1, "produk: [jasa: x]\n" + STEPS),
    Case(
        "C6",
        "title missing",
        STEPS,
        1,
        STEPS,
        head="kode: kab-sampang/contoh\nversi: 1\npenyelenggara: kab-sampang\nsk: x\n",
    ),
    Case(
        "C6",
        "kode is not office/service",
        STEPS,
        1,
        STEPS,
        head=HEAD.replace("kab-sampang/contoh", "sampang"),
    ),
    Case("C6", "kode differs from the folder", STEPS, 1, STEPS, head=HEAD, folder="kab-sampang/lain"),
    Case(
        "C6",
        "unknown office",
        STEPS,
        1,
        STEPS,
        head="penyelenggara: kab-smapang\n"
        + HEAD.replace("penyelenggara: kab-sampang\n", "").replace("kab-sampang/", "kab-smapang/"),
    ),
    Case(
        "C6",
        "kode of another office",
        STEPS,
        1,
        STEPS,
        head=HEAD.replace("kab-sampang/contoh", "kab-lumajang/contoh"),
    ),
    Case("C6", "not a date", "berlaku sejak: 1 Maret 2022\n" + STEPS, 1, "berlaku sejak: 2022-03-01\n" + STEPS),
    Case(
        "C6",
        "ends before it begins",
        "berlaku sejak: 2022-03-01\nberlaku sampai: 2021-03-01\n" + STEPS,
        2,
        "berlaku sejak: 2022-03-01\nberlaku sampai: 2023-03-01\n" + STEPS,
    ),
    Case("C6", "no decree", STEPS, 1, STEPS, head=HEAD.replace("sk: 1 TAHUN 2026\n", ""), warning=True),
    Case("C6", "step without actor", steps("  - langkah: Terima pengaduan\n"), 2, STEPS),
    Case("C7", "published version edited", STEPS, 2, STEPS, head=HEAD, published={2: "another digest"}),
    Case("C7", "version falls", STEPS, 2, STEPS, head=HEAD, published={1: "a", 3: "b"}),
    Case("C7", "version naught", STEPS, 2, STEPS, head=HEAD.replace("versi: 2", "versi: 0")),
    Case(
        "C8",
        "same step name",
        steps("  - {langkah: Paraf, pelaksana: kepala bidang}\n  - {langkah: paraf, pelaksana: kepala dinas}\n"),
        3,
        steps(
            "  - {langkah: Paraf satu, pelaksana: kepala bidang}\n  - {langkah: Paraf dua, pelaksana: kepala dinas}\n"
        ),
        also=frozenset({"C32"}),
    ),
    Case(
        "C9",
        "no activity",
        steps("  - {langkah: Membuat kopi, pelaksana: psikolog}\n"),
        2,
        steps("  - {langkah: Membuat kopi, kegiatan: layanan, pelaksana: psikolog}\n"),
    ),
    Case(
        "C9",
        "unknown activity",
        steps("  - {langkah: Kopi, kegiatan: masak, pelaksana: psikolog}\n"),
        2,
        steps("  - {langkah: Tanda-tangan surat, pelaksana: kepala dinas}\n"),
    ),
    Case(
        "C10",
        "unknown role",
        steps("  - {langkah: Terima, pelaksana: petugas gudang}\n"),
        2,
        "peran: {petugas gudang: petugas data}\n" + steps("  - {langkah: Terima, pelaksana: petugas gudang}\n"),
    ),
    Case(
        "C10",
        "peran points nowhere",
        "peran: {ketua: bos besar}\n" + STEPS,
        1,
        "peran: {bidan desa: luar}\n" + steps("  - {langkah: Terima, pelaksana: bidan desa}\n"),
    ),
    Case(
        "C11",
        "predecessor below",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog, setelah: tutup}\n  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
        2,
        steps(
            "  - {langkah: Terima, pelaksana: psikolog}\n  - {langkah: Tutup, pelaksana: psikolog, setelah: terima}\n"
        ),
    ),
    Case(
        "C11",
        "predecessor unknown",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog}\n  - {langkah: Tutup, pelaksana: psikolog, setelah: trima}\n"
        ),
        3,
        STEPS,
    ),
    Case(
        "C12",
        "unknown outcome",
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: {diterima: lanjut, ditolak: ditolak}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: {putusan: di terima}}\n"
        ),
        3,
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: {diterima: lanjut, ditolak: ditolak}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: {putusan: diterima}}\n"
        ),
    ),
    Case(
        "C12",
        "outcome that ends",
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: {diterima: lanjut, ditolak: ditolak}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: {putusan: ditolak}}\n"
        ),
        3,
        STEPS,
    ),
    Case(
        "C12",
        "two outcomes at once",
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [a, b]}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: {putusan: [a, b]}}\n"
        ),
        3,
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [a, b]}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: {salah satu: [{putusan: a}, {putusan: b}]}}\n"
        ),
    ),
    Case(
        "C13",
        "below a branch",
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [a, b]}\n"
            "  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
        3,
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [a, b]}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: putusan}\n"
        ),
    ),
    Case(
        "C13",
        "below an end",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog, hasil: tuntas}\n  - {langkah: Asesmen, pelaksana: psikolog}\n"
        ),
        3,
        STEPS,
        also=frozenset({"C15"}),
    ),
    Case(
        "C14",
        "nothing after an outcome",
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [diterima, ditolak]}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, setelah: {putusan: diterima}}\n"
        ),
        2,
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: {diterima: lanjut, ditolak: ditolak}}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, setelah: {putusan: diterima}}\n"
        ),
    ),
    Case(
        "C15",
        "two outcomes that exclude each other",
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [ya, tidak]}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, setelah: [{putusan: ya}, {putusan: tidak}]}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: putusan}\n"
        ),
        3,
        steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [ya, tidak]}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, setelah: {salah satu: [{putusan: ya}, {putusan: tidak}]}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: putusan}\n"
        ),
    ),
    Case(
        "C16",
        "unknown effect",
        steps("  - {langkah: Putusan, pelaksana: kepala dinas, hasil: {ya: lanjut, bukan kewenangan: rujuk}}\n"),
        2,
        steps("  - {langkah: Putusan, pelaksana: kepala dinas, hasil: {ya: lanjut, bukan kewenangan: dilimpahkan}}\n"),
    ),
    Case(
        "C16",
        "a word that is no effect",
        steps("  - {langkah: Putusan, pelaksana: kepala dinas, hasil: diterima}\n"),
        2,
        steps("  - {langkah: Putusan, pelaksana: kepala dinas, hasil: ditolak}\n"),
    ),
    Case(
        "C17",
        "return to a side branch",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog}\n"
            "  - {langkah: Catat, pelaksana: psikolog, setelah: terima}\n"
            "  - {langkah: Verifikasi, pelaksana: psikolog, setelah: terima, "
            "hasil: {ya: lanjut, tidak: kembali ke catat}}\n"
        ),
        4,
        steps(
            "  - {langkah: Terima, pelaksana: psikolog}\n"
            "  - {langkah: Verifikasi, pelaksana: psikolog, hasil: {ya: lanjut, tidak: kembali ke terima}}\n"
        ),
    ),
    Case(
        "C17",
        "repeat from nowhere",
        steps("  - {langkah: Verifikasi, pelaksana: psikolog, hasil: {ya: lanjut, tidak: ulang dari catat}}\n"),
        2,
        STEPS,
    ),
    Case(
        "C18",
        "only returns",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog}\n"
            "  - {langkah: Verifikasi, pelaksana: psikolog, hasil: {kurang: kembali ke terima}}\n"
        ),
        3,
        STEPS,
        also=frozenset({"C14"}),
    ),
    Case(
        "C19",
        "signature below an optional draft",
        steps(
            "  - {langkah: Konsep surat, pelaksana: psikolog, bila: perlu, produk: surat tugas}\n"
            "  - {langkah: Tanda tangan, pelaksana: kepala dinas}\n"
        ),
        3,
        steps(
            "  - {langkah: Konsep surat, pelaksana: psikolog, bila: perlu, produk: surat tugas}\n"
            "  - {langkah: Tanda tangan, pelaksana: kepala dinas, setelah: {konsep surat: selesai}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: [konsep surat, tanda tangan]}\n"
        ),
    ),
    Case(
        "C19",
        "signature below a draft that facts decide on",
        steps(
            "  - {langkah: Konsep surat, pelaksana: psikolog, bila: {bentuk: tertulis}, produk: surat tugas}\n"
            "  - {langkah: Tanda tangan, pelaksana: kepala dinas}\n"
        ),
        3,
        STEPS,
        warning=True,
    ),
    Case(
        "C20",
        "unknown fact",
        steps(
            "  - {langkah: Identifikasi, pelaksana: psikolog}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, bila: {resiko: tinggi}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
        3,
        steps(
            "  - {langkah: Identifikasi, pelaksana: psikolog}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, bila: {risiko: tinggi}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
        also=frozenset({"C15"}),
    ),
    Case(
        "C20",
        "unknown value",
        steps(
            "  - {langkah: Identifikasi, pelaksana: psikolog}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, bila: {risiko: gawat}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
        3,
        STEPS,
        also=frozenset({"C15"}),
    ),
    Case("C20", "misspelt channel", "kanal: [telefon]\n" + STEPS, 1, "kanal: [telepon]\n" + STEPS),
    Case(
        "C21",
        "kind asked for at the start",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog, bila: {jenis: kdrt}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
        2,
        steps(
            "  - {langkah: Identifikasi, pelaksana: psikolog}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, bila: {jenis: kdrt}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
    ),
    Case(
        "C22",
        "channel without a first step",
        "kanal: [telepon, surat]\n"
        + steps("  - {langkah: Terima, pelaksana: psikolog, bila: {kanal: telepon}, hasil: tuntas}\n"),
        1,
        "kanal: [telepon, surat]\n"
        + steps(
            "  - {langkah: Terima telepon, pelaksana: psikolog, bila: {kanal: telepon}}\n"
            "  - {langkah: Terima surat, pelaksana: psikolog, setelah: awal, bila: {kanal: surat}}\n"
        ),
        also=frozenset({"C14"}),
    ),
    Case("C23", "no limit", "jangka waktu: sekitar seminggu\n" + STEPS, 1, "jangka waktu: 5 hari kerja\n" + STEPS),
    Case(
        "C23",
        "minimal in paling lama",
        "jangka waktu:\n  - janji: x\n    paling lama: minimal 3 hari kerja\n" + STEPS,
        3,
        "jangka waktu:\n  - janji: x\n    paling lama: 9 hari kerja\n    paling cepat: minimal 3 hari kerja\n" + STEPS,
    ),
    Case(
        "C23",
        "hari alone",
        "jangka waktu: 5 hari\n" + STEPS,
        1,
        "jangka waktu: 5 hari kalender\n" + STEPS,
        warning=True,
    ),
    Case(
        "C24",
        "moment of no step",
        "jangka waktu: [{janji: 5 hari kerja, sampai: selesai layanan}]\n" + STEPS,
        1,
        "jangka waktu: [{janji: 5 hari kerja, sampai: selesai terima pengaduan}]\n" + STEPS,
    ),
    Case(
        "C24",
        "unknown moment",
        "jangka waktu: [{janji: 5 hari kerja, sampai: berkas lengkap}]\n" + STEPS,
        1,
        "jangka waktu: [{janji: 5 hari kerja, sejak: syarat lengkap}]\n" + STEPS,
    ),
    Case(
        "C24",
        "start after end",
        "jangka waktu: [{janji: 5 hari kerja, sejak: selesai tutup, sampai: mulai terima}]\n"
        + steps("  - {langkah: Terima, pelaksana: psikolog}\n  - {langkah: Tutup, pelaksana: psikolog}\n"),
        1,
        "jangka waktu: [{janji: 5 hari kerja, sejak: mulai terima, sampai: selesai tutup}]\n"
        + steps("  - {langkah: Terima, pelaksana: psikolog}\n  - {langkah: Tutup, pelaksana: psikolog}\n"),
    ),
    Case(
        "C24",
        "for no procedure",
        "jangka waktu: [{janji: 5 hari kerja, untuk: Mediasi}]\n" + STEPS,
        1,
        "jangka waktu: [{janji: 5 hari kerja, untuk: Mediasi}]\nprosedur:\n"
        "  Mediasi: [{langkah: Mediasi, pelaksana: psikolog, bersama: terlapor}]\n",
    ),
    Case(
        "C25",
        "end on one branch only",
        "jangka waktu: [{janji: 5 hari kerja, sampai: selesai layanan}]\n"
        + steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [ya, tidak]}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, setelah: {putusan: ya}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: [putusan, layanan]}\n"
        ),
        1,
        "jangka waktu: [{janji: 5 hari kerja, sampai: selesai tutup}]\n"
        + steps(
            "  - {langkah: Putusan, pelaksana: kepala dinas, hasil: [ya, tidak]}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, setelah: {putusan: ya}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, setelah: [putusan, layanan]}\n"
        ),
        warning=True,
    ),
    Case(
        "C26",
        "a level missing",
        "jangka waktu: [{janji: x, paling lama: {tinggi: langsung, sedang: 6 jam}}]\n" + STEPS,
        1,
        "jangka waktu: [{janji: x, paling lama: {tinggi: langsung, sedang: 6 jam, rendah: 3x24 jam}}]\n" + STEPS,
    ),
    Case(
        "C26",
        "grows with risk",
        "jangka waktu: [{janji: x, paling lama: {tinggi: 6 jam, sedang: langsung, rendah: 3x24 jam}}]\n" + STEPS,
        1,
        STEPS,
    ),
    Case(
        "C27",
        "floor above limit",
        "jangka waktu: [{janji: x, paling cepat: 10 hari kerja, paling lama: 7 hari kerja}]\n" + STEPS,
        1,
        "jangka waktu: [{janji: x, paling cepat: 2 hari kerja, paling lama: 7 hari kerja}]\n" + STEPS,
    ),
    Case(
        "C27",
        "extension by nobody",
        "jangka waktu: [{janji: 5 hari kerja, perpanjangan: {selama: 7 hari kalender, kali: 1}}]\n" + STEPS,
        1,
        "jangka waktu: [{janji: 5 hari kerja, perpanjangan: {selama: 7 hari kalender, oleh: kepala dinas, kali: 1}}]\n"
        + STEPS,
    ),
    Case(
        "C27",
        "extension without kali",
        "jangka waktu: [{janji: 5 hari kerja, perpanjangan: {selama: 7 hari kalender, oleh: kepala dinas}}]\n" + STEPS,
        1,
        STEPS,
        warning=True,
    ),
    Case(
        "C28",
        "published paper unmade",
        "produk: [surat tugas]\n" + STEPS,
        1,
        "produk: [surat tugas]\n" + steps("  - {langkah: Terima, pelaksana: psikolog, produk: surat tugas}\n"),
    ),
    Case(
        "C28",
        "paper without template",
        steps("  - {langkah: Terima, pelaksana: psikolog, produk: surat ajaib}\n"),
        2,
        steps("  - {langkah: Terima, pelaksana: psikolog, produk: surat tugas}\n"),
    ),
    Case(
        "C29",
        "unknown form",
        steps("  - {langkah: Asesmen, pelaksana: psikolog, formulir: asesmenn}\n"),
        2,
        steps("  - {langkah: Asesmen, pelaksana: psikolog, formulir: form asesmen}\n"),
    ),
    Case(
        "C29",
        "required form that no step carries",
        "persyaratan: [formulir: Form Asesmen]\n" + STEPS,
        1,
        "persyaratan: [formulir: Form Asesmen]\n"
        + steps("  - {langkah: Asesmen, pelaksana: psikolog, formulir: Form Asesmen}\n"),
    ),
    Case(
        "C29",
        "unknown service",
        steps("  - {langkah: Layanan, pelaksana: psikolog, layanan: [sulap]}\n"),
        2,
        steps("  - {langkah: Layanan, pelaksana: psikolog, layanan: [konseling, mediasi]}\n"),
    ),
    Case(
        "C29",
        "unknown reason to pause",
        "jangka waktu: [{janji: 5 hari kerja, jeda: menunggu wangsit}]\n" + STEPS,
        1,
        "jangka waktu: [{janji: 5 hari kerja, jeda: menunggu pemohon}]\n" + STEPS,
        warning=True,
    ),
    Case(
        "C30",
        "no such requirement",
        steps("  - {langkah: Terima, pelaksana: psikolog, perlu: surat nikah}\n"),
        2,
        "persyaratan: [dokumen: Surat nikah]\n"
        + steps("  - {langkah: Terima, pelaksana: psikolog, perlu: surat nikah}\n"),
    ),
    Case(
        "C31",
        "report without product",
        steps("  - {langkah: Laporan penanganan, pelaksana: psikolog}\n"),
        2,
        steps("  - {langkah: Laporan penanganan, pelaksana: psikolog, produk: laporan penanganan}\n"),
    ),
    Case(
        "C31",
        "delivery to nobody",
        steps("  - {langkah: Serahkan surat, pelaksana: psikolog}\n"),
        2,
        steps("  - {langkah: Serahkan surat, pelaksana: psikolog, kepada: pelapor}\n"),
    ),
    Case(
        "C31",
        "mediation with nobody",
        steps("  - {langkah: Mediasi, pelaksana: psikolog}\n"),
        2,
        steps("  - {langkah: Mediasi, pelaksana: psikolog, bersama: [pelapor, terlapor]}\n"),
    ),
    Case(
        "C32",
        "signature without a draft",
        steps("  - {langkah: Tanda tangan, pelaksana: kepala dinas}\n"),
        2,
        steps(
            "  - {langkah: Konsep surat, pelaksana: psikolog, produk: surat tugas}\n"
            "  - {langkah: Tanda tangan, pelaksana: kepala dinas}\n"
        ),
        warning=True,
    ),
    Case(
        "C33",
        "mediation before assessment",
        steps(
            "  - {langkah: Mediasi, pelaksana: psikolog, bersama: [pelapor, terlapor]}\n"
            "  - {langkah: Asesmen, pelaksana: psikolog}\n"
        ),
        2,
        steps(
            "  - {langkah: Asesmen, pelaksana: psikolog}\n"
            "  - {langkah: Mediasi, pelaksana: psikolog, bersama: [pelapor, terlapor]}\n"
        ),
    ),
    Case("C33", "a fee", "biaya: Rp50.000\n" + STEPS, 1, "biaya: Gratis\n" + STEPS),
    Case(
        "C33",
        "emergency only behind an assessment",
        steps(
            "  - {langkah: Identifikasi, pelaksana: psikolog}\n"
            "  - {langkah: Asesmen, pelaksana: psikolog}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, bila: {risiko: tinggi}}\n"
            "  - {langkah: Tutup, pelaksana: psikolog}\n"
        ),
        4,
        steps(
            "  - {langkah: Identifikasi, pelaksana: psikolog}\n"
            "  - {langkah: Layanan, pelaksana: psikolog, bila: {risiko: tinggi}}\n"
            "  - {langkah: Asesmen, pelaksana: psikolog, setelah: identifikasi}\n"
        ),
        warning=True,
    ),
    Case(
        "C34",
        "an item skipped",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog}\n"
            "  - {langkah: Catat, pelaksana: psikolog}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, butir: 5}\n"
        ),
        4,
        steps(
            "  - {langkah: Terima, pelaksana: psikolog}\n"
            "  - {langkah: Catat, pelaksana: psikolog, butir: 1}\n"
            "  - {langkah: Tutup, pelaksana: psikolog, butir: 2}\n"
        ),
    ),
    Case(
        "C34",
        "two descriptions of an item",
        steps(
            "  - {langkah: Terima, pelaksana: psikolog, uraian: a}\n"
            "  - {langkah: Catat, pelaksana: psikolog, uraian: b, butir: 1}\n"
        ),
        2,
        STEPS,
    ),
    Case(
        "C35",
        "hours reversed",
        "jam layanan:\n  senin: 09.00-08.00\n" + STEPS,
        2,
        "jam layanan: {senin: 08.00-09.00}\n",
    ),
    Case("C35", "no day", "jam layanan:\n  senen: 08.00-09.00\n" + STEPS, 2, STEPS),
    Case(
        "C35",
        "hours overlap",
        "jam layanan:\n  jumat: [08.00-11.00, 10.00-14.00]\n" + STEPS,
        2,
        "jam layanan: {jumat: [08.00-11.00, 13.00-14.00]}\n" + STEPS,
    ),
)


def read(body: str, *, head: str = HEAD, case: Case | None = None) -> Loaded:
    return check(
        head + body,
        file="contoh.yaml",
        vocabulary=vocabulary(),
        folder=case.folder if case else "",
        published=case.published if case else None,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.about}")
def test_a_bad_example_breaks_its_rule(case: Case) -> None:
    found = read(case.bad, head=HEAD if case.head is None else case.head, case=case).problems
    before = HEAD.count("\n") if case.head is None else 0
    mine = [problem for problem in found if problem.rule == case.rule and problem.line - before == case.line]
    assert mine, [problem.text() for problem in found]
    assert mine[0].warning == case.warning
    for problem in found:
        assert problem.remedy.id != problem.remedy.en
        assert "\n" not in problem.text("id") + problem.text("en")
        assert problem.text().startswith("contoh.yaml:")
    others = {problem.rule for problem in found if not problem.warning} - {case.rule} - case.also
    if case.rule != "C1":
        assert not others, [problem.text() for problem in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.about}")
def test_a_good_example_keeps_it(case: Case) -> None:
    found = read(case.good).problems
    assert not [problem.text() for problem in found if problem.rule == case.rule or not problem.warning]


def test_missing_components_are_listed_and_never_an_error() -> None:
    """Rule C36."""
    found = [problem for problem in read(STEPS).problems if problem.rule == "C36"]
    assert len(found) == 1
    assert found[0].warning
    assert "1 dari 14" in found[0].remedy.id
    assert "evaluasi" in found[0].remedy.id


def test_all_problems_come_in_one_go() -> None:
    body = (
        "biaya: Rp50.000\nketentuan: Telp: 1\nprosedur:\n"
        "  - {langkah: Membuat kopi, pelaksana: petugas gudang, setelah: nanti}\n"
        "  - {langkah: Membuat kopi, pelaksna: psikolog, hasil: rujuk}\n"
    )
    rules = {problem.rule for problem in read(body).problems if not problem.warning}
    assert rules >= {"C1", "C5", "C6", "C8", "C9", "C10", "C11", "C16", "C33"}


def test_a_draft_warns_of_office_forms_services_and_letters() -> None:
    source = (
        HEAD.replace("kab-sampang", "kab-entah")
        + "persyaratan: [formulir: Form Ajaib]\n"
        + steps("  - {langkah: Layanan, pelaksana: psikolog, formulir: x, layanan: sulap, produk: surat ajaib}\n")
    )
    draft = check(source, file="f", vocabulary=vocabulary(draft=True), folder="a/b")
    assert draft.sound, [problem.text() for problem in draft.problems]
    assert {"C6", "C28", "C29"} <= {problem.rule for problem in draft.problems}
    assert not check(source, file="f", vocabulary=vocabulary(), folder="a/b").sound


def test_a_suggestion_names_the_nearest_word() -> None:
    text = " ".join(problem.remedy.id for problem in read("biayaa: x\n" + STEPS).problems)
    assert "`biaya`" in text


@pytest.mark.slow
def test_a_procedure_with_too_many_states_is_warned_of() -> None:
    """Rule C14: the walk gives up instead of running for ever."""
    rows = ["  - {langkah: Terima, pelaksana: psikolog}\n"]
    rows += [
        f"  - {{langkah: Catat {number}, pelaksana: psikolog, setelah: terima, hasil: [a, b, c, d]}}\n"
        for number in range(10)
    ]
    found = read(steps("".join(rows))).problems
    assert any(problem.rule == "C14" and problem.warning for problem in found)
    assert not any(problem.rule == "C15" for problem in found)


@pytest.mark.parametrize(
    ("rule", "line", "promise"),
    [
        ("C24", 9, "{janji: 5 hari kerja,\n    sejak: mulai asesmen}"),
        ("C24", 10, "{janji: 5 hari kerja,\n    paling lama: 5 hari kerja,\n    sampai: selesai asesmen}"),
        ("C26", 9, "{janji: x,\n    paling lama: {tinggi: 3 jam, sedang: 2 jam, rendah: 1 jam}}"),
        ("C27", 9, "{janji: 5 hari kerja,\n    paling cepat: 2 bulan}"),
        ("C27", 9, "{janji: 5 hari kerja,\n    perpanjangan: {selama: 3 hari kerja, oleh: psikolog, kali: 0}}"),
        ("C29", 9, "{janji: 5 hari kerja,\n    jeda: menunggu wangsit}"),
    ],
)
def test_a_fault_of_a_promise_is_named_at_the_line_that_has_it(rule: str, line: int, promise: str) -> None:
    source = HEAD + STEPS + f"jangka waktu: {promise}\n"
    found = check(source, file="f", vocabulary=vocabulary()).problems
    assert (rule, line) in [(one.rule, one.line) for one in found]


def test_a_return_to_nowhere_and_a_moment_of_no_step_say_what_to_write() -> None:
    source = HEAD + steps(
        "  - {langkah: Terima pengaduan, pelaksana: petugas pengaduan}\n"
        "  - {langkah: Verifikasi, pelaksana: psikolog, hasil: {ya: lanjut, kurang: kembali ke gudang}}\n"
        "jangka waktu: {janji: 5 hari kerja, sampai: selesai wayang}\n"
    )
    found = {one.rule: one.remedy.id for one in check(source, file="f", vocabulary=vocabulary()).problems}
    assert found["C17"].endswith("Kembali hanya ke langkah di jalurnya: Terima pengaduan")
    assert found["C24"].endswith("Sebut salah satu langkah: Terima pengaduan, Verifikasi")


def test_a_version_that_is_no_number_is_one_fault() -> None:
    found = check(HEAD.replace("versi: 2", "versi: dua") + STEPS, file="f", vocabulary=vocabulary()).problems
    assert [one.rule for one in found if one.line == 2] == ["C6"]


def test_a_guess_and_the_remedy_after_it_are_two_sentences() -> None:
    source = (HEAD + STEPS).replace("penyelenggara: kab-sampang", "penyelenggara: kab-sampangg")
    found = {one.rule: one.remedy.id for one in check(source, file="f", vocabulary=vocabulary(draft=True)).problems}
    assert "Mungkin maksudnya `kab-sampang`? Daftarkan di" in found["C6"]


def test_items_are_numbered_from_one() -> None:
    source = HEAD + steps("  - {langkah: Terima pengaduan, butir: 0, pelaksana: petugas pengaduan}\n")
    found = check(source, file="f", vocabulary=vocabulary()).problems
    assert ("C34", 7) in [(one.rule, one.line) for one in found]
