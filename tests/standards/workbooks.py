# SPDX-License-Identifier: AGPL-3.0-or-later
"""An XLSForm as a programme officer would write it who never saw ours."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

COLUMNS = ("type", "name", "label::Indonesia (id)", "label::English (en)", "hint::Indonesia (id)", "required")
COLUMNS += ("relevant", "constraint", "calculation", "appearance")
MISSED = "${Bertemu} = 'n'"
HUNGRY = "selected(${perlu}, 'food') and ${Bertemu} = 'y'"
SURVEY: list[dict[str, str]] = [
    {"type": "start", "name": "start"},
    {"type": "begin_group", "name": "kunjungan", "label": "Kunjungan"},
    {"type": "note", "name": "salam", "label": "Sampaikan tujuan kunjungan dengan tenang."},
    {"type": "date", "name": "tanggal", "label": "Tanggal kunjungan", "english": "Date of visit", "required": "yes"},
    {
        "type": "select_one yn",
        "name": "Bertemu",
        "label": "Bertemu klien?",
        "english": "Client met?",
        "required": "yes",
    },
    {
        "type": "text",
        "name": "alasan",
        "label": "Mengapa tidak?",
        "relevant": "${Bertemu} = 'n'",
        "appearance": "multiline",
    },
    {"type": "end_group"},
    {"type": "begin_repeat", "name": "keluarga", "label": "Anggota keluarga"},
    {"type": "text", "name": "panggilan", "label": "Panggilan", "constraint": "regex(., '[0-9]+')"},
    {"type": "integer", "name": "umur", "label": "Umur", "constraint": ". >= 0 and . < 130"},
    {"type": "end_repeat"},
    {"type": "select_multiple bantuan or_other", "name": "perlu", "label": "Bantuan yang diperlukan"},
    {
        "type": "text",
        "name": "rincian",
        "label": "Rincian makanan",
        "relevant": "selected(${perlu}, 'food') and ${Bertemu} = 'y'",
    },
    {"type": "calculate", "name": "jiwa", "calculation": "count(${keluarga})", "label": "Jumlah jiwa"},
    {"type": "image", "name": "ttd", "label": "Tanda tangan", "appearance": "signature"},
    {"type": "text", "name": "telat", "label": "Mengapa terlambat?", "relevant": "today() > ${tanggal}"},
    {"type": "geopoint", "name": "titik", "label": "Titik lokasi"},
    {"type": "audio", "name": "suara", "label": "Rekaman"},
]
CHOICES = [
    ("yn", "y", "Ya", "Yes"),
    ("yn", "n", "Tidak", "No"),
    ("bantuan", "food", "Makanan", "Food"),
    ("bantuan", "school", "Sekolah", "School"),
]


def home_visit(path: Path) -> Path:
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(COLUMNS)
    english = {"label::Indonesia (id)": "label", "label::English (en)": "english", "hint::Indonesia (id)": "hint"}
    for row in SURVEY:
        survey.append([row.get(english.get(column, column), "") for column in COLUMNS])
    choices = book.create_sheet("choices")
    choices.append(("list_name", "name", "label::Indonesia (id)", "label::English (en)"))
    for choice in CHOICES:
        choices.append(choice)
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "default_language"))
    settings.append(("Kunjungan Rumah", "kunjungan", "2026112301", "English (en)"))
    book.save(path)
    return path
