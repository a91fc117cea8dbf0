# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `show` writes says every default, and parses back to the same standard."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from teduh.procedure.standard import load
from teduh.procedure.standard.check import check
from teduh.procedure.standard.components import components, text
from teduh.procedure.standard.show import show
from teduh.standards.catalogue import catalogue_folder, vocabulary

FILES = sorted((catalogue_folder() / "standards").glob("*/*/standard.yaml"))

EVERYTHING = """
kode: kota-pekalongan/segala
versi: 3
judul: "Segala: hal"
penyelenggara: kota-pekalongan
unit: UPTD PPA
sk: 12 TAHUN 2026
berlaku sejak: 2026-01-01
berlaku sampai: 2027-12-31
sumber: https://contoh.example/?a=1#b
catatan: "Catatan # bukan komentar"
kanal: [telepon, surat: "Jl. Contoh No. 1 # 2"]
aduan anonim: terima
peran: {ketua tim: manajer kasus, bidan desa: luar}
jam layanan: {senin-rabu: "08.00-12.00, 13.00-16.00", kamis: 08.00-11.00, sabtu: 20.00-24.00}
ketentuan: [Wajib membawa identitas, "Telp: 0323321164"]
persyaratan:
  - dokumen: Surat permohonan dari lembaga yang sangat panjang namanya
    kode: permohonan
    dari: lembaga perujuk
    wajib: tidak
    catatan: rusak
  - salah satu: [dokumen: KTP, dokumen: KK]
    bila: {klien: dewasa, kanal: [telepon, surat]}
  - keterangan: Identitas
    salah satu: [{dokumen: Paspor, kode: paspor hijau}, dokumen: SIM]
    untuk: Mediasi
  - pegangan: UU 11 Tahun 2012
  - formulir: Form Asesmen
    dari: klien
prosedur:
  Utama:
    - langkah: Ajukan laporan
      pelaksana: masyarakat
      tampil: tidak
    - langkah: Pilah laporan
      kegiatan: triase
      pelaksana: [ketua tim, psikolog]
      butir: 1
      kriteria: [Terancam jiwanya, "Anak: di bawah 18"]
      hasil: {diterima: lanjut, kurang: ulang dari ajukan laporan, surat kaleng: disisihkan}
      perlu: permohonan
      memperoleh: surat keterangan polsek
    - langkah: Layanan darurat
      pelaksana: bidan desa
      bila: {risiko: tinggi, jenis: [kekerasan seksual, kdrt]}
      layanan: [konseling, Mediasi]
      berulang: 30 hari kalender
    - langkah: Konsep surat
      setelah: pilah laporan
      pelaksana: psikolog
      bila: perlu
      produk: {salah satu: [surat tugas, surat perintah tugas]}
    - langkah: Paraf
      setelah: {konsep surat: selesai}
      pelaksana: kepala bidang
    - langkah: Verifikasi
      setelah: {salah satu: [paraf, {konsep surat: tidak perlu}]}
      pelaksana: kepala seksi
      hasil: {lengkap: lanjut, kurang: kembali ke konsep surat}
    - langkah: Tutup kasus
      setelah: [verifikasi, layanan darurat]
      pelaksana: ketua tim
      bersama: [penerima manfaat, RT/RW]
      kepada: kepala dinas
      formulir: [Form Asesmen, laporan sosial]
      uraian: "Kasus ditutup: selesai"
      berulang: ya
      hasil: tuntas
      catatan: "# bukan komentar"
  Mediasi:
    - langkah: Mediasi
      pelaksana: psikolog
      bersama: [pelapor, terlapor]
jangka waktu:
  - 14 hari kerja
  - janji: Paling cepat sehari, paling lama 7 hari
    paling lama: 7 hari kerja
    paling cepat: minimal 1 hari kerja
  - janji: Risiko tinggi langsung, lainnya lebih lama
    nama: layanan pertama
    untuk: Utama
    sejak: mulai pilah laporan
    sampai: selesai tutup kasus
    paling lama: {tinggi: langsung, sedang: kurang lebih 6 jam, rendah: 3x24 jam}
    bila: {kanal: telepon}
    perpanjangan: {selama: 7 hari kalender, oleh: [kepala uptd, ketua tim], sebab: perkara rumit, kali: 2}
    jeda: [menunggu pemohon, menunggu dokumen]
    catatan: x
biaya: Gratis
produk:
  - surat tugas
  - {surat: Surat Perintah Tugas bagi Pendamping, kode: surat perintah tugas}
  - {jasa: Pendampingan, untuk: Mediasi}
pengaduan layanan:
  kanal: [kotak saran, pos: "Jl. A: B"]
  penanggung jawab: [kepala dinas, pimpinan]
  jangka waktu: 2x24 jam
  prosedur: [{langkah: Tanggapan, pelaksana: petugas pengaduan}]
  ketentuan: Ketentuan
dasar hukum: UU 23 Tahun 2002
sarana: [Ruang konseling]
kompetensi: [Sabar, psikolog: "S2, profesi"]
pengawasan: [kepala dinas]
jumlah pelaksana: 4
jaminan pelayanan: Baik
jaminan keamanan: Aman
evaluasi: {tiap: 6 bulan, oleh: pimpinan}
"""


def without_lines(value: Any) -> Any:
    """A standard without what depends on the file's layout: line numbers and digest."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: without_lines(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name not in ("line", "digest")
        }
    if isinstance(value, tuple):
        return [without_lines(one) for one in value]
    if isinstance(value, Mapping):
        return {key: without_lines(one) for key, one in value.items()}
    return value


def round_trip(source: str, file: str) -> None:
    known = vocabulary()
    first = load(source, file=file, vocabulary=known)
    assert first.standard is not None
    shown = show(first.standard, known)
    again = load(shown, file="shown", vocabulary=known)
    assert [one.text() for one in again.problems if not one.warning] == []
    assert again.standard is not None
    assert without_lines(again.standard) == without_lines(first.standard)
    assert show(again.standard, known) == shown


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_published_standard_survives_being_shown(path: Path) -> None:
    round_trip(path.read_text(encoding="utf-8"), str(path))


def test_every_keyword_survives_being_shown() -> None:
    checked = check(EVERYTHING, file="segala", vocabulary=vocabulary())
    assert [one.text() for one in checked.problems if one.rule not in ("C28", "C32", "C33") and not one.warning] == []
    round_trip(EVERYTHING, "segala")


def test_what_is_shown_breaks_no_rule_that_the_file_keeps() -> None:
    for path in FILES:
        standard = load(path.read_bytes(), file=str(path), vocabulary=vocabulary()).standard
        assert standard is not None
        found = check(show(standard, vocabulary()), file="shown", vocabulary=vocabulary()).problems
        assert [one.text() for one in found if not one.warning] == []


def test_defaults_are_said() -> None:
    source = "kode: a/b\nversi: 1\njudul: x\npenyelenggara: kota-pekalongan\njangka waktu: 5 hari kerja\nprosedur:\n"
    source += (
        "  - {langkah: Terima pengaduan, pelaksana: petugas pengaduan}\n  - {langkah: Konsep, pelaksana: psikolog}\n"
    )
    source += "  - {langkah: Paraf, pelaksana: kepala bidang}\n"
    standard = load(source, file="f", vocabulary=vocabulary()).standard
    assert standard is not None
    shown = show(standard, vocabulary())
    for line in (
        "aduan anonim: telaah",
        "biaya: Tidak dipungut biaya",
        "kegiatan: terima",
        "butir: 3",
        "setelah: awal",
        "setelah: Konsep",
        "tampil: ya",
        "berulang: tidak",
        "hasil: {selesai: lanjut, dikembalikan: kembali ke Konsep}",
        "nama: janji 1",
        "sejak: laporan diterima",
        "sampai: kasus selesai",
        "# kanal: semua kanal kantor",
        "# jam layanan: senin-kamis 09.00-12.00, 12.30-14.00; jumat 08.00-10.30 (menurut kantor)",
        "# evaluasi: tiap 3 bulan",
    ):
        assert line in shown


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_components_are_told_as_text(path: Path) -> None:
    standard = load(path.read_bytes(), file=str(path), vocabulary=vocabulary()).standard
    assert standard is not None
    parts = components(standard, vocabulary())
    assert len(parts) == 14
    told = text(parts)
    for step in standard.procedures[0].steps:
        if step.shown and step.text != step.name:
            assert step.text in told
    assert "Tidak dipungut biaya" in told
    assert "14. Evaluation of performance" in text(components(standard, vocabulary(), language="en"))
