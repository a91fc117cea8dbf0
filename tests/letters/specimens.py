# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters as an office would write them, of invented people: for the tests, the bench, and for looking at."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import segno

from teduh.letters.kinds import Kind, compose, read_kinds
from teduh.letters.outside import ProtectedPerson

ROOT = Path(__file__).parents[2]
LETTERS = ROOT / "catalogue" / "letters"
FONTS = ROOT / "var" / "fonts"

ARMS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 100"><path d="M5 5h70v50q0 30-35 40Q5 85 5 55z" '
    'fill="#1b6b3a" stroke="#111" stroke-width="3"/><path d="M40 20l8 18h18l-14 12 5 18-17-11-17 11 5-18-14-12h18z" '
    'fill="#f2c200"/></svg>'
)
OFFICE = {
    "name": "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Contoh",
    "lines": [
        "PEMERINTAH KABUPATEN CONTOH",
        "DINAS SOSIAL, PEMBERDAYAAN PEREMPUAN DAN PERLINDUNGAN ANAK",
        "Jalan Teladan No. 1, Contoh 60000, telepon (021) 000000",
        "dinsosp3a.contoh.example",
    ],
    "logo": {"format": "svg", "svg": ARMS},
}
HEAD = {
    "title": "Kepala Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak",
    "name": "Dra. Ratna Umpama, M.Si.",
    "rank": "Pembina Utama Muda (IV/c)",
    "nip": "19700101 199503 2 001",
}
WORKER = {
    "title": "Pekerja Sosial Ahli Muda",
    "name": "Arif Khayal, S.Tr.Sos.",
    "rank": "Penata (III/c)",
    "nip": "19850505 201001 1 002",
}
CLIENT = {"initials": "M. R.", "name": "Mawar Rekaan", "age": 15, "sex": "Perempuan"}
PROTECTED: list[ProtectedPerson] = [
    {
        "name": "Mawar Rekaan",
        "initials": "M. R.",
        "aliases": ["Awa"],
        "others": [
            "Jalan Kenanga No. 12 RT 03 RW 05, Desa Sukamaju, Kecamatan Tengah, Kabupaten Contoh",
            "SMP Negeri 3 Contoh",
            "0812-0000-1234",
            "3508014507110009",
        ],
    },
    {"name": "Bagas Andaian", "initials": "B. A.", "others": []},
]
CASE = {"number": "0041/2026", "standard": "Rekomendasi Pendampingan bagi ABH", "opened": "2 Maret 2026, 09.10 WIB"}
PARAGRAPH = (
    "Klien datang bersama pendamping dan menyampaikan keterangannya dengan tenang. Petugas menjelaskan hak klien, "
    "layanan yang tersedia, dan apa yang akan dilakukan selanjutnya. Klien meminta agar pertemuan berikutnya "
    "dilakukan di tempat yang tidak dekat dengan lingkungan rumahnya."
)
ANSWERS: dict[str, str] = {
    "to": "Kepala Kepolisian Resor Contoh\nu.p. Kepala Satuan Reserse Kriminal\ndi Contoh",
    "attachments": "1 (satu) berkas",
    "basis": (
        "Undang-Undang Nomor 11 Tahun 2012 tentang Sistem Peradilan Pidana Anak\n"
        "Surat permohonan penyidik tanggal 1 Maret 2026"
    ),
    "considering": "Klien memerlukan pendampingan selama pemeriksaan\nKeluarga bersedia mendukung pemulihan klien",
    "recommendation": (
        "Klien didampingi pekerja sosial pada setiap tahap pemeriksaan\n"
        "Klien mendapat konseling psikologis paling sedikit enam kali\n"
        "Pemeriksaan dilakukan di ruang pelayanan khusus tanpa seragam"
    ),
    "period": "2 Maret 2026 sampai dengan 2 September 2026",
    "assignees": (
        "Arif Khayal, S.Tr.Sos., Penata (III/c), NIP 19850505 201001 1 002, Pekerja Sosial Ahli Muda\n"
        "Sinta Andaian, S.Psi., Psikolog Klinis"
    ),
    "purpose": "Melakukan penjangkauan dan identifikasi awal\nMelakukan asesmen kasus dan menyusun laporan sosial",
    "from": "Kepala Bidang Perlindungan Anak",
    "subject": "Permohonan arahan atas penanganan kasus yang melibatkan dua wilayah",
    "parties": "M. R., klien\nIbu klien, wali\nSinta Andaian, S.Psi., mediator",
    "held_on": "Senin, 9 Maret 2026",
    "held_at": "pukul 09.00 WIB",
    "place": "Ruang Konsultasi, Dinas Sosial P3A Kabupaten Contoh",
    "agenda": "Penyampaian keterangan tentang pengaduan",
    "activity": "penyerahan hasil asesmen kepada wali",
    "contact": "Arif Khayal, (021) 000000",
}


def answers_for(kind: Kind, *, length: str = "plain") -> dict[str, Any]:
    """An answer to each question: a whole text for the long ones, the first choice, a real day."""
    made: dict[str, Any] = {}
    for one in kind.questions:
        if one.options:
            codes = [code for code, _ in one.options]
            made[one.code] = codes[:2] if one.kind == "beberapa" else codes[0]
        elif one.kind == "tanggal":
            made[one.code] = "2026-03-02"
        elif one.code in ANSWERS:
            made[one.code] = ANSWERS[one.code]
        else:
            made[one.code] = PARAGRAPH if one.kind == "teks panjang" else f"{one.label} sesuai berkas"
        if length == "long" and one.kind == "teks panjang":
            made[one.code] = "\n".join([PARAGRAPH] * 40)
        if length == "short":
            made[one.code] = made[one.code] if one.options or one.kind == "tanggal" else "Ya"
    return made


def answered(key: str) -> dict[str, Any]:
    """Answers to that kind's questions, which leave nothing missing."""
    return answers_for(read_kinds(LETTERS)[key])


FORM = {
    "sections": [
        {
            "title": "Keadaan klien",
            "fields": [
                {"label": "Nama lengkap", "value": "Mawar Rekaan"},
                {"label": "Alamat domisili", "value": "Jalan Kenanga No. 12, Desa Sukamaju"},
                {"label": "Kondisi fisik", "value": "Sehat, tidur kurang nyenyak"},
                {"label": "Kondisi psikologis", "value": "Mawar tampak cemas bila ditanya tentang rumah. " + PARAGRAPH},
            ],
        },
        {
            "title": "Analisis dan rekomendasi",
            "fields": [
                {"label": "Kekuatan", "value": "Dekat dengan neneknya; rajin mengikuti kegiatan"},
                {"label": "Rekomendasi", "value": "Konseling, pendampingan hukum, pemantauan bulanan"},
            ],
        },
    ]
}


def png(width: int = 60, height: int = 75, pixels: bytes = b"") -> bytes:
    """A small picture made by hand: green, or of these bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    line = 3 * width
    content = pixels or b"\x1b\x6b\x3a" * (width * height)
    rows = b"".join(b"\0" + content[start : start + line] for start in range(0, line * height, line))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def signed_marks() -> dict[str, Any]:
    """What signing adds."""
    address = "https://surat.contoh.example/periksa/Zk3tW0q8b1"
    return {
        "number": "400.2.4/0017/REKOM/425.103/III/2026",
        "footer": (
            "Dokumen ini ditandatangani secara elektronik dengan sertifikat kantor yang tidak tersertifikasi "
            "(PP 71 Tahun 2019 Pasal 60). Periksa keasliannya dengan kode di atas."
        ),
        "qr": segno.make(address, error="m", micro=False).svg_inline(border=0),
        "check": address,
        "signed_text": "Senin, 2 Maret 2026 pukul 10.20 WIB",
        "initials": [
            {"title": "Kepala Bidang Perlindungan Anak", "name": "Dewi Umpama"},
            {"title": "Sekretaris Dinas", "name": "Bayu Andaian", "coordination": True},
        ],
    }


def specimen(
    key: str, *, length: str = "plain", signed: bool = False, marks: dict[str, Any] | None = None, **rest: Any
) -> dict[str, Any]:
    """The composed data of one kind; `rest` goes to `compose` in place of what stands here."""
    kind = read_kinds(LETTERS)[key]
    head = HEAD if kind.signatory.startswith("kepala") else WORKER
    given: dict[str, Any] = {
        "office": OFFICE,
        "place": "Contoh",
        "date_text": "2 Maret 2026",
        "case": CASE,
        "clients": [CLIENT],
        "signatory": head,
        "known_by": HEAD if kind.known_by else None,
        "form": FORM if kind.form else None,
        "protected": PROTECTED,
        **rest,
    }
    data = compose(kind, given.pop("answers", answers_for(kind, length=length)), **given)
    data["letter"] |= {"draft": not signed, **(signed_marks() if signed else {}), **(marks or {})}
    return data
