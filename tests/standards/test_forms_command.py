# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py forms`: every rule with a form that breaks it, said with file, line, rule and remedy in both languages."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from teduh.procedure.forms.rules import RULES
from teduh.standards.actions import publish_forms
from tests import people
from tests.cases.filling import Catalogue, catalogue
from tests.standards import workbooks

__all__ = ["catalogue"]
CHOICE = "      - {isian: Bahaya, jenis: ya tidak}\n"

# Rule, line, the fields of the one section from line 4 on; or the whole file where it begins with a keyword.
BAD = [
    ("F1", 0, "- bukan formulir\n"),
    ("F1", 1, "bagian: [{judul: A, isian: [B]}]\n"),
    ("F1", 4, "      - {kode: tanpa_pertanyaan}\n"),
    ("F2", 4, "      - {isian: A, jenes: angka}\n"),
    ("F3", 4, "      - {isian: A, satuan: kg}\n"),
    ("F3", 4, "      - {isian: A, jenis: pilihan, pilihan: [a], kolom: [B]}\n"),
    ("F4", 1, "kode: lain\njudul: A\nbagian: [{judul: A, isian: [B]}]\n"),
    ("F5", 4, "      - {isian: A, jenis: warna}\n"),
    ("F5", 4, "      - {isian: A, jenis: berkas, terima: [video]}\n"),
    ("F6", 5, "      - Nama\n      - Nama\n"),
    ("F7", 4, "      - {isian: A, jenis: pilihan}\n"),
    ("F7", 4, "      - {isian: A, jenis: skor, pilihan: {Sering: banyak}}\n"),
    ("F8", 4, "      - {isian: A, jenis: pilihan, daftar: relasi}\n"),
    ("F9", 4, "      - {isian: A, bila: {tidak ada: ya}}\n"),
    ("F9", 5, f"{CHOICE}      - {{isian: A, bila: {{bahaya: mungkin}}}}\n"),
    ("F10", 4, "      - {isian: A, jenis: hitungan, rumus: 1 + 1, fakta: risiko}\n"),
    ("F11", 4, "      - {isian: A, jenis: hitungan}\n"),
    ("F11", 4, '      - {isian: A, jenis: hitungan, rumus: "jumlah(1,"}\n'),
    ("F12", 4, "      - {isian: A, jenis: hitungan, rumus: jumlah(b)}\n"),
    ("F12", 5, "      - Nama\n      - {isian: A, jenis: hitungan, rumus: nama + 1}\n"),
    ("F12", 5, f"{CHOICE}      - {{isian: A, bila: bahaya = mungkin}}\n"),
    ("F13", 4, "      - {isian: A, jenis: hitungan, rumus: 1 + 1, arti: {0-3: R, 3-5: S}}\n"),
    ("F13", 4, "      - {isian: A, jenis: hitungan, rumus: 1 + 1, arti: {0-3: R, 5-9: S}}\n"),
    ("F14", 4, "      - {isian: A, jenis: berulang}\n"),
    ("F14", 4, "      - {isian: A, jenis: tabel, kolom: [{isian: B, jenis: berkas}]}\n"),
    ("F15", 4, "      - {isian: A, jenis: angka, paling kecil: 9, paling besar: 1}\n"),
    ("F15", 4, "      - {isian: A, jenis: berkas, paling besar: 500}\n"),
]


def whole(text: str) -> str:
    return f"judul: Contoh\nbagian:\n  - isian:\n{text}" if text.startswith("      ") else text


def run(*arguments: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("forms", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(ended.code or 0)
    return out.getvalue(), 0


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "line", "text"), BAD, ids=[f"{rule}-{n}" for n, (rule, _, _) in enumerate(BAD)])
def test_a_bad_form_is_told_by_file_line_and_rule(tmp_path: Path, rule: str, line: int, text: str) -> None:
    path = tmp_path / "contoh.yaml"
    path.write_text(whole(text), "utf-8")
    said, code = run("check", str(path))
    assert code == 1
    assert re.search(rf"^{re.escape(str(path))}:{line}: {rule}: .{{10,}}$", said, flags=re.MULTILINE), said
    english, code = run("check", str(path), "--language", "en")
    assert code == 1
    assert f":{line}: {rule}: " in english
    assert english != said


def test_every_rule_has_a_form_that_breaks_it() -> None:
    assert {rule for rule, _, _ in BAD} | {"F16"} == set(RULES)


@pytest.mark.django_db
def test_the_catalogue_is_sound_and_a_sound_file_says_so(tmp_path: Path) -> None:
    said, code = run("check")
    assert code == 0
    assert "form-asesmen.yaml: baik, versi 1" in said
    with pytest.raises(CommandError):
        call_command("forms", "check", str(tmp_path))
    assert run("check", str(tmp_path / "tidak-ada.yaml"))[1] == 1


@pytest.mark.django_db
def test_a_published_form_may_not_change_under_its_number(catalogue: Catalogue) -> None:
    people.offices()
    text = "judul: Contoh\nversi: 1\nbagian: [{judul: A, isian: [Nama]}]\n"
    path = catalogue.write("contoh", text)
    assert publish_forms(people.system()) > 1
    assert publish_forms(people.system()) == 0
    assert run("check", str(path))[1] == 0
    catalogue.write("contoh", text.replace("Nama", "Nama panggilan"))
    said, code = run("check", str(path))
    assert code == 1
    assert ": F16: " in said
    catalogue.write("contoh", text.replace("Nama", "Nama panggilan").replace("versi: 1", "versi: 2"))
    assert run("check", str(path))[1] == 0


# From a spreadsheet


@pytest.mark.django_db
def test_a_workbook_becomes_a_form_and_what_is_left_out_is_named(tmp_path: Path) -> None:
    book = workbooks.home_visit(tmp_path / "kunjungan.xlsx")
    out = tmp_path / "kunjungan.yaml"
    said, code = run("import", str(book), "--out", str(out))
    assert code == 0, said
    for row, words in (
        (2, "`start` tidak dibawa"),
        (10, "batas `regex(., '[0-9]+')` tidak dibawa"),
        (17, "syarat tampil `today() > ${tanggal}` tidak dibawa"),
        (18, "jenis `geopoint` tidak ada di sini"),
        (19, "jenis `audio` tidak ada di sini"),
        (0, "bahasa English (en) tidak dibawa"),
    ):
        assert re.search(
            rf"^{re.escape(str(book))}:{row}: XLS: peringatan: .*{re.escape(words)}", said, re.MULTILINE
        ), said
    assert run("check", str(out))[1] == 0
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("forms", "import", str(book), "--out", str(out))
    assert run("import", str(book), "--out", str(out), "--overwrite", "--language", "en")[1] == 0


@pytest.mark.parametrize("content", [b"bukan xlsx", b""])
def test_a_file_that_is_no_workbook_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="bukan XLSForm"):
        call_command("forms", "import", str(path), "--out", str(tmp_path / "a.yaml"))
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("forms", "import", str(tmp_path / "b.xlsx"), "--out", str(tmp_path / "a.yaml"))
    assert not (tmp_path / "a.yaml").exists()
