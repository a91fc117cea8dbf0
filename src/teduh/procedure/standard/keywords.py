# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: E501 -- a table is read row by row, however wide.
"""The grammar as one table: every keyword, where it stands, what it means, and the model's field that it fills.

Parser (known keys), editor schema and the reference for outsiders are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Block(StrEnum):
    """A place in the file that has keywords of its own."""

    HEAD = "kepala"
    COMPONENT = "komponen"
    REQUIREMENT = "persyaratan"
    PRODUCT = "produk"
    STEP = "langkah"
    PROMISE = "janji"
    EXTENSION = "perpanjangan"
    COMPLAINTS = "pengaduan layanan"
    EVALUATION = "evaluasi"


class Shape(StrEnum):
    """What stands behind a keyword. The value is how the reference names it."""

    TEXT = "teks"
    TEXTS = "teks, atau daftar teks"
    NAMES = "nama, atau daftar nama"
    NUMBER = "bilangan bulat"
    DATE = "tanggal (2022-03-01)"
    YES_NO = "ya atau tidak"
    ANONYMOUS = "terima, telaah, atau sisihkan"
    ACTIVITY = "kegiatan"
    ROLES = "peran, atau daftar peran"
    PARTIES = "pihak, atau daftar pihak"
    LOCAL_ROLES = "peta: jabatan setempat ke peran"
    CHANNELS = "daftar kanal, boleh dengan alamat"
    HOURS = "peta: hari ke jam"
    LIMIT = "jangka waktu"
    LIMITS = "jangka waktu, atau peta per risiko"
    MOMENT = "saat"
    CONDITION = "peta fakta"
    CONDITION_OR_NEEDED = "peta fakta, atau perlu"
    AFTER = "nama, daftar, peta {langkah: hasil}, atau awal"
    OUTCOMES = "peta, daftar, atau satu kata"
    PAPERS = "nama, daftar nama, atau {salah satu: [...]}"
    REPEATED = "ya, tidak, atau jangka waktu"
    REQUIREMENTS = "daftar persyaratan"
    STEPS = "daftar langkah, atau peta nama ke daftar langkah"
    PROMISES = "jangka waktu, atau daftar janji"
    PRODUCTS = "daftar produk"
    COMPLAINTS = "peta pengaduan layanan"
    COMPETENCES = "daftar teks, atau peran: teks"
    EXTENSION = "peta perpanjangan"
    EVALUATION = "peta evaluasi"


@dataclass(frozen=True, slots=True)
class Keyword:
    """One row of the grammar. `field` is the field of the model's value for this block."""

    block: Block
    word: str
    field: str
    shape: Shape
    default: str
    id: str
    en: str
    example: str


def _rows(block: Block, *rows: tuple[str, str, Shape, str, str, str, str]) -> tuple[Keyword, ...]:
    return tuple(Keyword(block, *row) for row in rows)


_NONE = "tidak ada"
_REQUIRED = "wajib"
_NOTE = (
    "catatan",
    "note",
    Shape.TEXT,
    _NONE,
    "catatan penyusun, tidak pernah terbit",
    "drafter's note, never published",
    "catatan: Sumber tidak menyebut akhir",
)

KEYWORDS: tuple[Keyword, ...] = (
    *_rows(
        Block.HEAD,
        ("kode", "code", Shape.TEXT, _REQUIRED, "kode kantor dan layanan; sama dengan nama foldernya", "office/service; equals the folder", "kode: kab-sampang/konseling-keluarga"),
        ("versi", "version", Shape.NUMBER, _REQUIRED, "nomor penerbitan", "number of the publication", "versi: 2"),
        ("judul", "title", Shape.TEXT, _REQUIRED, "judul seperti diterbitkan", "title as published", "judul: Permintaan Mediasi"),
        ("penyelenggara", "office", Shape.TEXT, _REQUIRED, "kode kantor; zona waktu, alamat, dan jam kerjanya ada di pengaturan kantor", "office code; settings know zone, address, hours", "penyelenggara: kota-pekalongan"),
        ("unit", "unit", Shape.TEXT, "kantor", "unit seperti diterbitkan", "unit as published", "unit: UPTD PPA"),
        ("sk", "decree", Shape.TEXT, "diperingatkan", "nomor surat keputusan", "decree number", "sk: 301 TAHUN 2022"),
        ("berlaku sejak", "valid_from", Shape.DATE, "saat terbit", "hari mulai berlaku", "first day of validity", "berlaku sejak: 2022-03-01"),
        ("berlaku sampai", "valid_until", Shape.DATE, "tanpa batas", "hari terakhir berlaku", "last day of validity", "berlaku sampai: 2026-12-31"),
        ("sumber", "source", Shape.TEXT, _NONE, "alamat tempat standar diumumkan", "where it was published", "sumber: https://sippn.menpan.go.id/"),
        ("kanal", "channels", Shape.CHANNELS, "semua kanal kantor", "jalan masuk laporan: nama, atau nama dan alamat", "ways in: name, or name and address", "kanal: [surat, telepon]"),
        ("aduan anonim", "anonymous", Shape.ANONYMOUS, "telaah", "kebijakan atas aduan tanpa nama; undang-undang tetap di atasnya", "policy on unsigned reports; law overrides", "aduan anonim: sisihkan"),
        ("peran", "roles", Shape.LOCAL_ROLES, _NONE, "jabatan setempat dan peran bersama yang dimaksud, atau `luar`", "local title to shared role, or `luar`", "peran: {ketua lp-par: manajer kasus}"),
        ("jam layanan", "hours", Shape.HOURS, "jam kerja kantor", "jam buka tiap hari", "open hours by day", "jam layanan: {jumat: 08.00-10.30}"),
        ("ketentuan", "rules", Shape.TEXTS, _NONE, "ketentuan yang hanya ditampilkan di halaman", "rule shown on the page, no machine meaning", "ketentuan: Wajib membawa identitas"),
        _NOTE,
    ),
    *_rows(
        Block.COMPONENT,
        ("persyaratan", "requirements", Shape.REQUIREMENTS, _NONE, "yang diminta dari pemohon dan yang dipegang kantor", "requirements", "persyaratan: [dokumen: KTP]"),
        ("prosedur", "procedures", Shape.STEPS, "hanya halaman", "langkah-langkah; beberapa prosedur ditulis nama lalu langkah", "steps; or name to steps", "prosedur: [{langkah: Terima laporan, pelaksana: petugas pengaduan}]"),
        ("jangka waktu", "promises", Shape.PROMISES, "diperingatkan", "janji waktu", "promises", "jangka waktu: 14 hari kerja"),
        ("biaya", "fee", Shape.TEXT, "Tidak dipungut biaya", "biaya, dengan kata-kata saja", "fee, in words", "biaya: Gratis"),
        ("produk", "products", Shape.PRODUCTS, "diperingatkan", "yang dijanjikan: nama surat yang dibuat langkah, atau `surat`, atau `jasa`", "what is promised: a paper's name, or `surat`, or `jasa`", "produk: [jasa: Pendampingan klien]"),
        ("pengaduan layanan", "complaints", Shape.COMPLAINTS, "milik kantor", "pengaduan tentang layanan itu sendiri", "complaints about the service itself", "pengaduan layanan: {jangka waktu: 2x24 jam}"),
        ("dasar hukum", "legal_basis", Shape.TEXTS, _NONE, "dasar hukum", "legal basis", "dasar hukum: UU 23 Tahun 2002"),
        ("sarana", "facilities", Shape.TEXTS, _NONE, "sarana dan prasarana", "facilities", "sarana: Ruang konseling"),
        ("kompetensi", "competences", Shape.COMPETENCES, _NONE, "kompetensi pelaksana, umum atau menurut peran", "competences, in general or by role", "kompetensi: [tim teknis: Psikolog]"),
        ("pengawasan", "supervision", Shape.TEXTS, _NONE, "pengawasan internal", "internal supervision", "pengawasan: [kepala dinas]"),
        ("jumlah pelaksana", "staff_count", Shape.NUMBER, _NONE, "jumlah pelaksana, dibandingkan dengan daftar petugas", "number of staff, compared with the duty roster", "jumlah pelaksana: 4"),
        ("jaminan pelayanan", "service_guarantee", Shape.TEXTS, _NONE, "jaminan pelayanan", "guarantee of service", "jaminan pelayanan: Layanan diberikan sebaik-baiknya"),
        ("jaminan keamanan", "safety_guarantee", Shape.TEXTS, _NONE, "jaminan keamanan dan keselamatan", "guarantee of safety", "jaminan keamanan: Ruang aman"),
        ("evaluasi", "evaluation", Shape.EVALUATION, "tiap 3 bulan", "evaluasi kinerja: tiap berapa lama dan oleh siapa", "evaluation: cycle and by whom", "evaluasi: {tiap: 3 bulan, oleh: pimpinan}"),
    ),
    *_rows(
        Block.REQUIREMENT,
        ("dokumen", "kind", Shape.TEXT, "satu jenis wajib", "surat yang dibawa pemohon", "paper the applicant brings", "dokumen: KTP"),
        ("formulir", "kind", Shape.TEXT, "satu jenis wajib", "formulir katalog, diisi pada langkah yang membawanya", "form of the catalogue, filled at the step that carries it", "formulir: Form Asesmen"),
        ("keterangan", "kind", Shape.TEXT, "satu jenis wajib", "hal yang diceritakan", "fact told", "keterangan: Objek yang jelas"),
        ("kelayakan", "kind", Shape.TEXT, "satu jenis wajib", "syarat yang dinilai petugas", "condition judged by an officer", "kelayakan: Warga kota ini"),
        ("pegangan", "kind", Shape.TEXT, "satu jenis wajib", "pegangan kantor sendiri", "the office's own reference", "pegangan: UU 11 Tahun 2012"),
        ("salah satu", "alternatives", Shape.REQUIREMENTS, _NONE, "pilihan; di bawah sebuah nama, pilihan buktinya", "alternatives; under a name, its proofs", "salah satu: [dokumen: KTP, dokumen: KK]"),
        ("kode", "key", Shape.TEXT, "dari namanya", "nama pendek untuk nama yang panjang", "short name for a long one", "kode: permohonan"),
        ("dari", "whose", Shape.PARTIES, "klien", "milik siapa", "whose", "dari: [pelapor, terlapor]"),
        ("wajib", "mandatory", Shape.YES_NO, "ya", "wajib atau tidak", "mandatory or not", "wajib: tidak"),
        ("bila", "condition", Shape.CONDITION, "selalu", "hanya bila faktanya begitu", "only when facts hold", "bila: {bentuk: tertulis}"),
        ("untuk", "procedure", Shape.TEXT, "semua", "hanya untuk prosedur itu", "only for that procedure", "untuk: Penjangkauan Korban"),
        _NOTE,
    ),
    *_rows(
        Block.PRODUCT,
        ("surat", "kind", Shape.TEXT, "nama saja", "surat yang dibuat salah satu langkah", "a paper that a step makes", "surat: Rekomendasi Pendampingan"),
        ("jasa", "kind", Shape.TEXT, _NONE, "layanan, bukan surat", "a service, not a paper", "jasa: Pendampingan klien"),
        ("kode", "key", Shape.TEXT, "dari namanya", "nama pendek untuk nama yang panjang", "short name for a long one", "kode: rekomendasi pendampingan"),
        ("untuk", "procedure", Shape.TEXT, "semua", "hanya untuk prosedur itu", "only for that procedure", "untuk: Mediasi"),
        _NOTE,
    ),
    *_rows(
        Block.STEP,
        ("langkah", "name", Shape.TEXT, _REQUIRED, "nama, diawali kata kegiatannya; tidak boleh sama dengan langkah lain", "name, beginning with its verb; unique", "langkah: Asesmen lapangan"),
        ("kegiatan", "activity", Shape.ACTIVITY, "kata pertama langkah", "kegiatan, bila nama tidak diawali olehnya", "the verb, where the name does not begin with it", "kegiatan: triase"),
        ("pelaksana", "actors", Shape.ROLES, _REQUIRED, "siapa yang mengerjakan; beberapa berarti salah seorang", "who does it; several means any one", "pelaksana: [psikolog, pekerja sosial]"),
        ("bersama", "together", Shape.PARTIES, _NONE, "siapa yang ikut, dicatat", "who takes part, recorded", "bersama: penerima manfaat"),
        ("kepada", "to", Shape.PARTIES, _NONE, "kepada siapa", "to whom it goes", "kepada: kepala dinas"),
        ("uraian", "text", Shape.TEXT, "nama langkah", "kalimat seperti diterbitkan", "the published sentence", "uraian: Melakukan klarifikasi"),
        ("butir", "item", Shape.NUMBER, "butir sebelumnya tambah 1", "nomor dalam daftar yang diterbitkan", "number in the published list", "butir: 11"),
        ("tampil", "shown", Shape.YES_NO, "ya", "tampil di halaman yang diterbitkan?", "on the published page?", "tampil: tidak"),
        ("setelah", "after", Shape.AFTER, "langkah di atasnya", "langkah yang mendahului; `awal` berarti dari awal; `salah satu` berarti cukup satu", "what it follows; `awal` is the start; `salah satu` opens at the first", "setelah: {putusan: diterima}"),
        ("bila", "condition", Shape.CONDITION_OR_NEEDED, "selalu", "hanya bila faktanya begitu; `perlu` berarti petugas yang menilai", "only when facts hold; `perlu` is an officer's judgement", "bila: {risiko: tinggi}"),
        ("perlu", "needs", Shape.NAMES, _NONE, "persyaratan yang harus ada sebelum langkah selesai", "requirements without which it cannot be finished", "perlu: permohonan"),
        ("formulir", "forms", Shape.NAMES, "menurut kegiatan", "formulir yang diisi di sini", "forms filled here", "formulir: Laporan Sosial"),
        ("produk", "products", Shape.PAPERS, _NONE, "surat yang dibuat di sini", "papers made here", "produk: surat tugas"),
        ("memperoleh", "obtains", Shape.NAMES, _NONE, "surat dari luar yang diperoleh di sini", "outside paper obtained here", "memperoleh: surat keterangan polsek"),
        ("layanan", "services", Shape.NAMES, "daftar kantor", "pilihan layanan; nama prosedur memulai prosedur itu", "menu of services; an entry may name a procedure", "layanan: [konseling, mediasi]"),
        ("kriteria", "criteria", Shape.TEXTS, _NONE, "daftar periksa", "tick list", "kriteria: [Terancam jiwanya]"),
        ("hasil", "outcomes", Shape.OUTCOMES, "{selesai: lanjut}", "hasil dan akibatnya bagi kasus; daftar berarti semua lanjut; satu kata berarti akibat selesainya", "outcome to effect; a list means all go on; a word is the effect of finishing", "hasil: {surat kaleng: disisihkan}"),
        ("berulang", "repeated", Shape.REPEATED, "sekali", "dicatat berkali-kali sampai dinyatakan selesai; jangka waktu berarti paling jarang tiap itu", "many entries, then finished; or at least every", "berulang: 30 hari kalender"),
        _NOTE,
    ),
    *_rows(
        Block.PROMISE,
        ("janji", "text", Shape.TEXT, _REQUIRED, "kata-kata yang diterbitkan", "the published words", "janji: 5 (lima) hari kerja"),
        ("nama", "name", Shape.TEXT, "janji 1, janji 2, ...", "nama pendek di layar", "short name on screens", "nama: layanan pertama"),
        ("untuk", "procedure", Shape.TEXT, "semua", "hanya untuk prosedur itu", "only for that procedure", "untuk: Penjangkauan Korban"),
        ("sejak", "since", Shape.MOMENT, "laporan diterima", "saat mulai", "when it begins", "sejak: syarat lengkap"),
        ("sampai", "until", Shape.MOMENT, "kasus selesai", "saat berakhir", "when it ends", "sampai: selesai tanda tangan"),
        ("paling lama", "limit", Shape.LIMITS, "dibaca dari janji", "batas, atau batas menurut risiko", "limit, or by risk", "paling lama: {tinggi: langsung, sedang: 6 jam, rendah: 3x24 jam}"),
        ("paling cepat", "floor", Shape.LIMIT, _NONE, "batas bawah", "floor", "paling cepat: 1x24 jam"),
        ("perpanjangan", "extension", Shape.EXTENSION, _NONE, "perpanjangan yang boleh diberikan", "extension that may be granted", "perpanjangan: {selama: 7 hari kalender, oleh: kepala uptd}"),
        ("jeda", "pauses", Shape.NAMES, _NONE, "alasan yang boleh menghentikan jam janji ini", "reasons that may stop this clock", "jeda: [menunggu pemohon]"),
        ("bila", "condition", Shape.CONDITION, "selalu", "hanya bila faktanya begitu", "only when facts hold", "bila: {kanal: telepon}"),
        _NOTE,
    ),
    *_rows(
        Block.EXTENSION,
        ("selama", "amount", Shape.LIMIT, _REQUIRED, "lamanya", "how long", "selama: 7 hari kalender"),
        ("oleh", "by", Shape.ROLES, _REQUIRED, "siapa yang berwenang", "by whom", "oleh: kepala uptd"),
        ("sebab", "reasons", Shape.TEXTS, _NONE, "sebab yang boleh", "allowed reasons", "sebab: [perkara rumit]"),
        ("kali", "times", Shape.NUMBER, "1, diperingatkan", "berapa kali", "how often", "kali: 1"),
    ),
    *_rows(
        Block.COMPLAINTS,
        ("kanal", "channels", Shape.CHANNELS, "milik kantor", "jalan mengadu", "ways to complain", "kanal: [kotak saran, pos]"),
        ("penanggung jawab", "responsible", Shape.PARTIES, _NONE, "siapa yang bertanggung jawab", "who answers for it", "penanggung jawab: kepala dinas"),
        ("jangka waktu", "limit", Shape.LIMIT, _NONE, "batas menjawab", "limit for the answer", "jangka waktu: 2x24 jam"),
        ("prosedur", "procedure", Shape.STEPS, _NONE, "langkah-langkahnya", "its steps", "prosedur: [{langkah: Tanggapan, pelaksana: petugas pengaduan}]"),
        ("ketentuan", "rules", Shape.TEXTS, _NONE, "ketentuan yang hanya ditampilkan", "rule shown on the page", "ketentuan: LAPOR! juga menerima aspirasi"),
        _NOTE,
    ),
    *_rows(
        Block.EVALUATION,
        ("tiap", "every", Shape.LIMIT, "3 bulan", "tiap berapa lama", "cycle", "tiap: 3 bulan"),
        ("oleh", "by", Shape.PARTIES, _NONE, "oleh siapa", "by whom", "oleh: pimpinan"),
        _NOTE,
    ),
)  # fmt: skip


@lru_cache(maxsize=len(Block))
def words_of(*blocks: Block) -> tuple[str, ...]:
    """The keywords that may stand in these blocks, in the order of the reference."""
    return tuple(row.word for row in KEYWORDS if row.block in blocks)


@lru_cache(maxsize=256)
def blocks_with(word: str) -> tuple[Block, ...]:
    """Where that keyword may stand."""
    return tuple(row.block for row in KEYWORDS if row.word == word)
