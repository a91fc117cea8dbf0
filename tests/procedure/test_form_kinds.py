# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every kind of field: what is typed is what is read back, and nothing that is typed breaks anything."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teduh.procedure import forms
from teduh.procedure.forms import Form, Kind, Option
from teduh.procedure.standard import yaml

LISTS = {"relations": (Option("father", "Ayah"), Option("neighbour", "Tetangga"))}
EVERY_KIND = """\
kode: lengkap
judul: Semua Jenis
versi: 3
bagian:
  - judul: Satu
    isian:
      - Nama panggilan
      - {isian: Cerita, jenis: teks panjang}
      - {isian: Berat badan, kode: berat, jenis: angka, satuan: kg, paling kecil: 1, paling besar: 300}
      - {isian: Anak, jenis: angka, bulat: ya, paling kecil: 0}
      - {isian: Tanggal, jenis: tanggal}
      - {isian: Pukul, jenis: jam}
      - {isian: Tempat, jenis: pilihan, pilihan: [rumah, jalan]}
      - {isian: Bentuk, jenis: beberapa, pilihan: {physical: Fisik, sexual: Seksual}}
      - {isian: Bahaya, jenis: ya tidak}
      - {isian: Pendamping, jenis: orang}
      - {isian: Alamat, jenis: alamat}
      - {isian: Foto luka, kode: foto, jenis: berkas, terima: [foto], paling besar: 5}
      - {isian: Paraf, jenis: tanda tangan}
  - judul: Dua
    isian:
      - {isian: Tidur, jenis: skor, pilihan: {Nyenyak: 0, Kadang terbangun: 1, Tidak bisa: 3}}
      - {isian: Makan, jenis: skor, pilihan: {Biasa: 0, Berkurang: 2}}
      - isian: Nilai
        jenis: hitungan
        rumus: jumlah(tidur, makan)
        satuan: poin
        arti: {0-1: {low: Rendah}, 2-3: {medium: Sedang}, 4 ke atas: {high: Tinggi}}
        fakta: risiko
      - {isian: Rencana keselamatan, kode: rencana, bila: {nilai: [medium, high]}, wajib: {nilai: high}}
      - isian: Keluarga
        jenis: berulang
        kolom:
          - {isian: Nama, wajib: ya}
          - {isian: Umur, jenis: angka, satuan: tahun}
          - {isian: Sekolah, jenis: ya tidak}
          - {isian: Kelas, bila: {sekolah: ya}}
      - isian: Biaya
        jenis: tabel
        baris: {food: Makan, rent: Sewa}
        kolom:
          - {isian: Rupiah, jenis: angka}
      - {isian: Seluruh biaya, kode: seluruh, jenis: hitungan, rumus: jumlah(biaya.rupiah), satuan: rupiah}
      - {isian: Wali, bila: "banyaknya(keluarga) > 0 dan terkecil(keluarga.umur) < 18"}
"""


def read(text: str) -> tuple[Form | None, list[str]]:
    form, problems = forms.parse(yaml.read(text, file="lengkap.yaml").root, file="lengkap.yaml", codelists=LISTS)
    return form, [problem.text() for problem in problems]


def example() -> Form:
    form, problems = read(EVERY_KIND)
    assert problems == []
    assert form is not None
    return form


FORM = example()


def typed(**fields: Any) -> tuple[dict[str, forms.Answer], dict[str, str]]:
    answers, errors = forms.clean(FORM, {name.replace("__", "."): value for name, value in fields.items()})
    return answers, {code: error.id for code, error in errors.items()}


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"berat": "48,5"}, {"berat": 48.5}),
        ({"anak": "3"}, {"anak": 3}),
        ({"pukul": "7.30"}, {"pukul": "07:30"}),
        ({"pukul": "19:05", "pukul__about": "1"}, {"pukul": "19:05~"}),
        ({"pukul": "7"}, {"pukul": "07:00"}),
        ({"pukul": "?"}, {"pukul": None}),
        (
            {"alamat": "Jl. Melati 3", "alamat__place": "Durian, Bajenis", "alamat__region": "12.76.03.1001"},
            {"alamat": {"line": "Jl. Melati 3", "place": "Durian, Bajenis", "region": "12.76.03.1001"}},
        ),
        ({"alamat": "Jl. Melati 3", "alamat__region": "<12>"}, {"alamat": {"line": "Jl. Melati 3"}}),
        ({"alamat__unknown": "1"}, {"alamat": None}),
        ({"paraf": "paper"}, {"paraf": "paper"}),
        ({"paraf": "M1 2L30 40M5 6"}, {"paraf": "M1 2L30 40M5 6"}),
        (
            {"foto": ["b1 image/jpeg 1200 luka kiri.jpg"]},
            {"foto": [{"id": "b1", "type": "image/jpeg", "size": 1200, "name": "luka kiri.jpg"}]},
        ),
        (
            {"keluarga__1__nama": "Ani Rekaan", "keluarga__1__umur": "?"},
            {"keluarga": [{"nama": "Ani Rekaan", "umur": None}]},
        ),
        ({"biaya__2__rupiah": "250.000"}, {"biaya": [{}, {"rupiah": 250000}], "seluruh": 250000}),
    ],
)
def test_an_answer_of_each_kind_is_kept(fields: dict[str, Any], kept: dict[str, Any]) -> None:
    assert typed(**fields) == (kept, {})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"berat": "0"}, "Paling kecil 1"),
        ({"berat": "400"}, "Paling besar 300"),
        ({"anak": "1,5"}, "bilangan bulat"),
        ({"pukul": "25.00"}, "Tulis jam"),
        ({"pendamping": "99"}, "Pilih dari daftar"),
        ({"tidur": "banyak"}, "Pilih dari daftar"),
        ({"paraf": "M1 2<script>"}, "Ulangi"),
        ({"foto": "b1 application/pdf 1200 surat.pdf"}, "tidak diterima"),
        ({"foto": "b1 image/jpeg 6000000 besar.jpg"}, "paling besar 5 MB"),
        ({"foto": "apa saja"}, "sekali lagi"),
        ({"keluarga__2__umur": "tua"}, "Tulis bilangan"),
    ],
)
def test_an_answer_that_cannot_be_kept_says_what_to_do(fields: dict[str, Any], said: str) -> None:
    _answers, errors = typed(**fields)
    assert len(errors) == 1
    assert said in next(iter(errors.values()))


def test_a_score_is_summed_and_its_meaning_shows_what_follows() -> None:
    answers, _ = typed(tidur="tidak-bisa", makan="berkurang")
    assert answers["nilai"] == 5
    assert forms.said(FORM.field("nilai") or FORM.fields[0], 5) == "5 poin: Tinggi"
    assert forms.facts(FORM, answers) == {"risk": ("high",)}
    assert "rencana" in {one.code for one in forms.missing(FORM, answers)}
    calm, _ = typed(tidur="nyenyak", makan="biasa")
    assert calm["nilai"] == 0
    assert "rencana" not in {one.code for one in forms.shown(FORM, calm)}
    medium, _ = typed(makan="berkurang")
    assert "rencana" in {one.code for one in forms.shown(FORM, medium)}
    assert "rencana" not in {one.code for one in forms.missing(FORM, medium)}


@pytest.mark.parametrize(
    ("formula", "said", "english"),
    [
        ("berat < 18", "“Berat badan” kurang dari 18", "“Berat badan” is less than 18"),
        (
            "bahaya = ya dan anak >= 2",
            "“Bahaya” adalah Ya dan “Anak” paling sedikit 2",
            "“Bahaya” is Ya and “Anak” is at least 2",
        ),
        (
            "bahaya = ya dan (anak > 1 atau berat > 1.5)",
            "“Bahaya” adalah Ya dan (“Anak” lebih dari 1 atau “Berat badan” lebih dari 1,5)",
            "“Bahaya” is Ya and (“Anak” is more than 1 or “Berat badan” is more than 1,5)",
        ),
        (
            "bukan terjawab(keluarga.umur)",
            "tidak benar (terjawab “Keluarga: Umur”)",
            "not (true where all are answered “Keluarga: Umur”)",
        ),
    ],
)
def test_a_formula_is_said_in_the_words_of_the_questions(formula: str, said: str, english: str) -> None:
    text = EVERY_KIND + f"      - {{isian: Tambahan, bila: '{formula}'}}\n"
    form, problems = read(text)
    assert not problems
    assert form is not None
    condition = form.fields[-1].condition
    assert condition is not None
    assert condition.formula is not None
    assert forms.formula_said(condition.formula, form.fields) == said
    assert forms.formula_said(condition.formula, form.fields, language="en") == english


def test_what_a_sum_still_lacks_is_told() -> None:
    answers, _ = typed(makan="berkurang")
    settled = forms.settle(FORM, answers)
    assert [one.code for one in forms.unanswered(settled.fields["nilai"], settled)] == ["tidur"]


def test_a_result_is_never_taken_from_what_is_posted() -> None:
    assert typed(nilai="99", makan="biasa")[0] == {"makan": "biasa", "nilai": 0}


def test_a_hidden_column_and_a_missing_one_are_told_by_row() -> None:
    answers, _ = typed(
        keluarga__1__umur="7",
        keluarga__1__sekolah="no",
        keluarga__1__kelas="dua",
        keluarga__2__nama="Budi Rekaan",
    )
    assert answers["keluarga"] == [{"umur": 7, "sekolah": "no"}, {"nama": "Budi Rekaan"}]
    assert [(one.code, one.text) for one in forms.missing(FORM, answers)] == [("keluarga.1.nama", "Keluarga 1: Nama")]
    assert "wali" in {one.code for one in forms.shown(FORM, answers)}


def test_two_fillings_stand_side_by_side() -> None:
    before, _ = typed(berat="48,5", tidur="nyenyak")
    after, _ = typed(berat="50", makan="biasa")
    changes = {one.text: (one.before, one.after, one.changed) for one in forms.compare((FORM, before), (FORM, after))}
    assert changes["Berat badan"] == ("48,5 kg", "50 kg", True)
    assert changes["Tidur"] == ("Nyenyak (0)", "", True)
    assert changes["Nilai"] == ("0 poin: Rendah", "0 poin: Rendah", False)


def test_the_wording_of_a_form_is_kept_whole() -> None:
    again = forms.from_data(forms.as_data(FORM))
    assert forms.as_data(again) == forms.as_data(FORM)
    assert forms.digest(again) == forms.digest(FORM)
    other, _ = read(EVERY_KIND.replace("Nyenyak", "Pulas"))
    assert other is not None
    assert forms.digest(other) != forms.digest(FORM)
    answers, _ = typed(tidur="tidak-bisa", keluarga__1__umur="7", keluarga__1__nama="Ani")
    assert forms.settle(again, answers) == forms.settle(again, forms.settle(again, answers).answers)


# Whatever is typed ---------------------------------------------------------------------------------------------------

NAMES = [
    name
    for one in FORM.fields
    for part in ((one.code, *(f"{one.code}.{row}.{column.code}" for row in (1, 2) for column in one.columns)))
    for name in (part, f"{part}.unknown", f"{part}.about", f"{part}.place", f"{part}.region")
]
WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1", "0,5", "7.30", "2015", "21-04-2015", "yes", "no", "?", "rumah", "berkurang", "paper", "M1 1L2 2"]
    ),
    st.integers(min_value=-(10**15), max_value=10**15).map(str),
    st.floats(min_value=0, max_value=1e9).map(lambda number: f"{number:.6f}".replace(".", ",")),
)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from(NAMES), st.lists(WORDS, max_size=3), max_size=14))
def test_what_is_typed_is_what_is_read_back(raw: dict[str, list[str]]) -> None:
    answers, errors = forms.clean(FORM, raw)
    if errors:
        return  # nothing is kept until they are mended
    again: dict[str, list[str]] = {}
    for one in FORM.fields:
        again |= forms.posted(one, answers)
    assert forms.clean(FORM, again) == (answers, {})
    for one in FORM.fields:
        if one.code in answers:
            assert forms.said(one, answers[one.code]) is not None
    assert all(change.before == change.after for change in forms.compare((FORM, answers), (FORM, answers)))
    forms.missing(FORM, answers)
    forms.facts(FORM, answers)
    kept = forms.from_data(forms.as_data(FORM))
    assert forms.clean(kept, raw)[0] == answers


def test_every_kind_has_been_asked() -> None:
    assert {one.kind for one in FORM.fields} == set(Kind)
