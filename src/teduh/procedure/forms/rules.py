# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the checker of forms asks, a rule a line; the documentation's table is made from here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from teduh.procedure.problems import Message

RULES: Mapping[str, Message] = MappingProxyType(
    {
        "F1": Message(
            "berkas terbaca: judul, lalu bagian dengan isiannya", "the file reads: a title, then sections with fields"
        ),
        "F2": Message("kata kunci dikenal", "keywords are known"),
        "F3": Message("kata kunci berlaku untuk jenis isiannya", "a keyword belongs to the kind of its field"),
        "F4": Message("kode sama dengan nama berkas", "the code equals the file's name"),
        "F5": Message("nilai satu kata dikenal: jenis, tiap, wajib", "single words are known: jenis, tiap, wajib"),
        "F6": Message("setiap kode hanya sekali", "each code stands once"),
        "F7": Message("pilihan ada dan tidak berulang", "options are there and differ"),
        "F8": Message("daftar ada dalam katalog", "the code list is in the catalogue"),
        "F9": Message("syarat menunjuk isian pilihan di atasnya", "a condition points at a choice above it"),
        "F10": Message(
            "fakta hanya dari jawaban berkode; `saat` menunjuk fakta di atasnya",
            "only a coded answer becomes a fact; `saat` points at a fact above it",
        ),
        "F11": Message("rumus terbaca", "a formula reads"),
        "F12": Message(
            "rumus memakai isian di atasnya, sesuai jenisnya", "a formula uses fields above, as their kind allows"
        ),
        "F13": Message(
            "arti hasil tidak tumpang tindih dan tidak berlubang",
            "the meanings of a result neither overlap nor leave a gap",
        ),
        "F14": Message(
            "tabel mempunyai kolom; kolom berjenis sederhana", "a table has columns; columns are of simple kinds"
        ),
        "F15": Message("batas berupa bilangan, dari kecil ke besar", "limits are numbers, the smaller first"),
        "F16": Message(
            "formulir yang berubah sejak diterbitkan bernomor versi baru",
            "a form that changed since it was published has a new version number",
        ),
    }
)
