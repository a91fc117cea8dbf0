# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a letter's number reads: a template of the office, filled from the row of the register (Permendagri 1/2023)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from teduh.procedure.problems import Message

STANDARD = "{klasifikasi}/{nomor}/{kode}/{tahun}"
TOKENS: Mapping[str, str] = {
    "klasifikasi": "kode klasifikasi arsip",
    "nomor": "nomor urut",
    "nomor3": "nomor urut, tiga angka",
    "jenis": "singkatan jenis surat",
    "kode": "kode kantor",
    "bulan": "bulan dengan angka",
    "bulan_romawi": "bulan dengan angka Romawi",
    "tahun": "tahun",
}
# What an office may write for a classification (an archive code such as 400.2.4) and for itself (409.48).
CODE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.\- ]*[0-9A-Za-z])?")
LONGEST_CLASSIFICATION = 20
LONGEST_CODE = 30
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGEST = 120
_TOKEN = re.compile(r"\{([^{}]*)\}")
_PLAIN = re.compile(r"[0-9A-Za-z./\- ]*")
# Beside a digit or another token, the serial could not be told apart: 400 and 12 read like 4001 and 2.
_CLINGING = re.compile(r"[0-9A-Za-z}]\{nomor3?\}|\{nomor3?\}[0-9A-Za-z{]")


def problem_of(template: str) -> Message | None:
    """What is wrong with a template; None where it can be used."""
    tokens = _TOKEN.findall(template)
    unknown = [token for token in tokens if token not in TOKENS]
    if unknown:
        known = ", ".join(f"{{{token}}}" for token in TOKENS)
        return Message(
            f"Tidak dikenal: {{{unknown[0]}}}. Yang dapat dipakai: {known}.",
            f"Not known: {{{unknown[0]}}}. There are: {known}.",
        )
    rest = _TOKEN.sub("", template)
    if re.search(r"[{}]", rest):
        return Message("Ada kurung kurawal tanpa pasangan.", "A brace stands alone.")
    if not _PLAIN.fullmatch(rest):
        return Message(
            "Di luar kurung kurawal hanya huruf, angka, titik, garis miring, tanda hubung, dan spasi.",
            "Outside of braces only letters, digits, full stop, slash, hyphen and blank.",
        )
    if tokens.count("nomor") + tokens.count("nomor3") != 1:
        return Message("Pola harus memuat {nomor} satu kali.", "The template must hold {nomor} once.")
    if "klasifikasi" not in tokens:
        return Message(
            "Pola harus memuat {klasifikasi}, karena nomor urut dihitung menurut klasifikasi.",
            "The template must hold {klasifikasi}, since each classification counts by itself.",
        )
    if "tahun" not in tokens:
        return Message(
            "Pola harus memuat {tahun}, karena nomor urut mulai dari 1 setiap tahun.",
            "The template must hold {tahun}, since each year begins with 1.",
        )
    if _CLINGING.search(template):
        return Message(
            "Pisahkan {nomor} dari yang di sebelahnya dengan garis miring, titik, atau tanda hubung.",
            "Part {nomor} from what stands beside it with a slash, full stop or hyphen.",
        )
    if len(_longest(template)) > LONGEST:
        return Message("Pola terlalu panjang untuk sebuah surat.", "The template is too long for a letter.")
    return None


def code_problem(code: str, *, longest: int) -> Message | None:
    """What is wrong with an archive code or an office's code; empty is fine."""
    if not code or (len(code) <= longest and CODE.fullmatch(code)):
        return None
    return Message(
        f"Tulis huruf, angka, titik, atau tanda hubung, paling banyak {longest}.",
        f"Write letters, digits, full stops or hyphens, {longest} at most.",
    )


def number_text(template: str, *, serial: int, classification: str, short: str, code: str, dated: date) -> str:
    """`400.2.4/7/409.48/2026`. What an office has no word for leaves no empty place between its slashes."""
    words = {
        "klasifikasi": classification,
        "nomor": str(serial),
        "nomor3": f"{serial:03d}",
        "jenis": short,
        "kode": code,
        "bulan": f"{dated.month:02d}",
        "bulan_romawi": ROMAN[dated.month - 1],
        "tahun": str(dated.year),
    }
    filled = _TOKEN.sub(lambda found: words[found[1]], template or STANDARD)
    return re.sub(r"/{2,}", "/", filled).strip("/")


def _longest(template: str) -> str:
    """A number as long as it can become, so that none is ever cut."""
    return number_text(
        template,
        serial=999_999,
        classification="9" * LONGEST_CLASSIFICATION,
        short="X" * 12,
        code="9" * LONGEST_CODE,
        dated=date(2026, 8, 1),
    )
