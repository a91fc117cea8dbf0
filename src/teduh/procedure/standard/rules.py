# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: E501 -- a table is read row by row, however wide.
"""The checker's rules as a table, for the reference. What each does stands in the function that names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` and `en` say what holds, `bad` is what breaks it, `remedy` what to do then."""

    number: str
    id: str
    en: str
    bad: str
    remedy: str
    warns: str = ""  # what of it is a warning only


def _rule(number: int, *row: str) -> Rule:
    return Rule(f"C{number}", *row)


RULES = (
    _rule(1, "Berkas terbaca sebagai YAML", "YAML reads; syntax errors translated", "uraian: Tidak langsung: Telp 123", "Apit teks yang berisi titik dua dengan tanda petik"),
    _rule(2, "Tidak ada kata kunci yang ditulis dua kali", "no duplicate key", "dua `pelaksana:` dalam satu langkah", "Gabungkan, atau hapus salah satu"),
    _rule(3, "Tidak ada jangkar, rujukan, gabungan, penanda jenis, atau tab; ukuran berkas terbatas", "no anchor, alias, tag, merge, tab; size limit", "<<: *dasar", "Tulis isinya lengkap; pakai spasi"),
    _rule(4, "Tidak ada komentar setelah teks di satu baris", "no comment after text on a line", "sarana: Jl. Pisang # 01", "Apit teksnya dengan tanda petik, atau taruh komentar di baris sendiri", "selalu"),
    _rule(5, "Hanya kata kunci yang dikenal, masing-masing dengan isinya", "known keys only, nearest one suggested", "pelaksna: petugas", "Pakai kata kunci yang disarankan"),
    _rule(6, "Kata kunci wajib ada; kode sama dengan folder; kantor terdaftar", "required head keys; kode = folder; office exists", "kode: sampang", "Tulis kantor/layanan, misalnya kab-sampang/konseling-keluarga", "tanpa sk"),
    _rule(7, "Nomor versi naik; yang sudah terbit tidak berubah", "version rises; a published one is unchanged (hash)", "versi: 1 disunting setelah terbit", "Naikkan versi"),
    _rule(8, "Nama langkah tidak kembar dalam satu prosedur", "step names unique within a procedure", "Paraf dan paraf", "Beri nama lain"),
    _rule(9, "Langkah diawali kegiatan, atau menyebutnya", "step begins with an activity or names one", "langkah: Membuat kopi", "Awali dengan kegiatan, atau tulis `kegiatan`"),
    _rule(10, "Peran ada di daftar bersama, atau dijelaskan di `peran`", "role in the shared table or in `peran`", "pelaksana: petugas gudang", "Jelaskan di `peran`"),
    _rule(11, "`setelah` menyebut langkah di atasnya", "`setelah` names a step above", "setelah: tutup, pada langkah pertama", "Pindahkan langkah, atau pakai `kembali ke`"),
    _rule(12, "Hasil yang disebut ada di langkah itu, dan lanjut", "the named outcome exists there and is lanjut", "setelah: {putusan: di terima}", "Pakai nama hasil yang ada"),
    _rule(13, "Di bawah cabang atau akhir, `setelah` ditulis", "below a branching or ending step `setelah` is written", "Asesmen tepat di bawah `hasil: tuntas`", "Tulis `setelah` dengan cabangnya"),
    _rule(14, "Langkah tidak habis sebelum kasus berakhir", "every walk ends by an end word or at the last step", "hasil: [diterima, ditolak], tanpa langkah setelah ditolak", "Tambahkan langkah, atau akhir pada hasilnya", "terlalu banyak keadaan"),
    _rule(15, "Tiap langkah dapat terbuka", "every step opens in some walk", "setelah: [{a: ya}, {a: tidak}]", "Pakai `salah satu`"),
    _rule(16, "Akibat hasil adalah lanjut, kembali ke, ulang dari, atau satu dari lima akhir", "effect is lanjut, kembali ke, ulang dari, or one of five ends", "bukan kewenangan: rujuk", "Tulis misalnya dilimpahkan"),
    _rule(17, "Kembali hanya ke langkah di atas, di jalurnya sendiri", "return goes to a step above, on its own line", "kembali ke cabang samping", "Sebut langkah di jalurnya"),
    _rule(18, "Langkah punya hasil yang maju", "a step has an outcome that is no return", "verifikasi dengan hanya kurang: kembali ke konsep", "Tambahkan hasil yang lanjut"),
    _rule(19, "Tanda tangan, paraf, atau serahkan di bawah konsep yang bila perlu menyebut hasilnya", "sign, initial, deliver below an optional draft names its outcome", "Tanda tangan di bawah Konsep `bila: perlu`", "Tulis setelah: {konsep: selesai}"),
    _rule(20, "Fakta dan nilainya ada", "facts and their values exist", "bila: {resiko: tinggi}", "Pakai nama yang disarankan", "kanal baru"),
    _rule(21, "risiko, jenis, klien, dan jawaban formulir dipakai setelah langkah yang menentukannya", "risiko, jenis, klien used only after a step that settles them", "langkah pertama bila: {jenis: kdrt}", "Pindahkan ke bawah identifikasi"),
    _rule(22, "Tiap kanal membuka suatu langkah awal", "for each allowed channel some first step opens", "kanal surat, langkah hanya untuk telepon", "Tambahkan langkah awal untuk kanal itu"),
    _rule(23, "Jangka waktu dimengerti", "limit understood; `minimal` in paling lama refused", "jangka waktu: sekitar seminggu", "Tulis misalnya 5 hari kerja", "hari tanpa kerja atau kalender"),
    _rule(24, "Saat menyebut langkah yang ada, dan mulai dapat mendahului akhir", "moments name existing steps; start can come before end", "sampai: selesai layanan, tanpa langkah itu", "Sebut langkah yang ada"),
    _rule(25, "Akhir janji tercapai pada setiap jalan yang tuntas", "a promise's end is reached on every walk that does not end early", "sampai pada langkah satu cabang", "Pilih akhir lain, atau batasi dengan `bila`", "selalu"),
    _rule(26, "Batas menurut risiko menyebut ketiganya, dan tidak lebih lama pada risiko lebih tinggi", "by-risk limits name all three levels, and do not grow with risk", "{tinggi: 6 jam, sedang: langsung}", "Lengkapi dan urutkan"),
    _rule(27, "Paling cepat tidak melebihi paling lama; perpanjangan menyebut selama dan oleh", "floor ≤ limit; extension has selama and oleh", "paling cepat 10 hari, paling lama 7 hari", "Tukar, atau lengkapi", "tanpa kali"),
    _rule(28, "Tiap surat yang diumumkan dibuat suatu langkah, dan tiap surat punya contoh", "every published paper is made by a step; every made paper has a letter template", "produk: [berita acara], tanpa langkah yang membuatnya", "Tambahkan `produk` pada langkahnya", "rancangan: contoh surat"),
    _rule(29, "Formulir, layanan, dan daftar kode ada; formulir yang diminta dibawa suatu langkah", "every form, service and code list exists; a required form is carried by a step", "formulir: asesmenn", "Pakai nama yang ada", "rancangan; alasan jeda baru"),
    _rule(30, "`perlu` menyebut persyaratan", "`perlu` names a requirement", "perlu: surat nikah", "Tambahkan pada persyaratan"),
    _rule(31, "laporan dan konsep punya produk, serahkan punya kepada, mediasi punya bersama", "laporan and konsep a product, serahkan a kepada, mediasi a bersama", "laporan tanpa produk", "Lengkapi"),
    _rule(32, "Paraf dan tanda tangan punya konsep di atasnya", "paraf and tanda tangan have a konsep above", "Tanda tangan sebagai langkah pertama", "Tambahkan konsep bila ada", "selalu"),
    _rule(33, "Undang-undang dihormati: mediasi setelah asesmen, tanpa biaya, darurat tidak menunggu asesmen", "safeguards: mediation after assessment, no fee, emergency help not only behind assessment", "Mediasi di atas Asesmen", "Pindahkan; hapus biaya", "pertolongan darurat"),
    _rule(34, "Butir tidak melompat, dan tiap butir satu uraian", "butir does not skip a number; each has one uraian", "butir 1, 2, 5", "Urutkan nomor"),
    _rule(35, "Jam layanan memakai nama hari, berurutan, tidak bertumpuk", "jam layanan: day names, ranges ordered, no overlap", "09.00-08.00", "Balik jamnya"),
    _rule(36, "Keempat belas komponen PermenPANRB 15/2014", "components of PermenPANRB 15/2014", "tanpa evaluasi", "Lengkapi bila sudah diumumkan", "selalu"),
    _rule(37, "Contoh berjalan seperti yang diharapkan, dan bersama-sama menunjukkan tiap langkah dan tiap akhir", "examples pass; together they open every step and every end", "tidak ada contoh yang ditolak", "Tambahkan cerita", "yang belum ditunjukkan"),
)  # fmt: skip
