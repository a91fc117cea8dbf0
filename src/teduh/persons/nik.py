# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a NIK says of itself. It warns and never blocks: codes of old regions, slips of registration and people without
papers are real (DOMAIN: identity)."""

from __future__ import annotations

from datetime import date

from teduh.procedure.problems import Message


def warnings(nik: str, *, birth: date | None = None, sex: str = "unknown") -> list[Message]:
    """What looks wrong: sixteen digits, PPKKCC + DDMMYY (women's day + 40) + serial. Empty has no warning."""
    digits = nik.replace(" ", "").replace(".", "")
    if not digits:
        return []
    if len(digits) != 16 or not digits.isdecimal():
        return [
            Message(
                "NIK biasanya 16 angka. Periksa lagi; boleh disimpan.", "A NIK has 16 digits. Check; it can be kept."
            )
        ]
    found: list[Message] = []
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    female = day > 40
    day -= 40 * female
    if not (1 <= day <= 31 and 1 <= month <= 12):
        found.append(
            Message(
                "Tanggal lahir di dalam NIK tidak mungkin ada. Periksa lagi; boleh disimpan.",
                "The birth date within this NIK cannot be. Check; it can be kept.",
            )
        )
    elif birth and (day, month, year) != (birth.day, birth.month, birth.year % 100):
        found.append(
            Message(
                "Tanggal lahir di dalam NIK berbeda dari yang diisi.",
                "The birth date within this NIK differs from the one given.",
            )
        )
    if sex in ("male", "female") and female != (sex == "female"):
        found.append(
            Message(
                "Jenis kelamin di dalam NIK berbeda dari yang diisi.",
                "The sex within this NIK differs from the one given.",
            )
        )
    return found
