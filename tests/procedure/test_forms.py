# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms as data: reading them, showing questions, cleaning answers, and the facts that leave them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml as pyyaml

from teduh.procedure import forms
from teduh.procedure.forms import Form, Kind, Option, Per
from teduh.procedure.standard import yaml
from teduh.standards.catalogue import catalogue_folder

LISTS = {"relations": (Option("father", "Ayah"), Option("neighbour", "Tetangga"))}
FORM = """\
kode: contoh
judul: Formulir Contoh
versi: 2
tiap: klien
keterangan: Diisi saat laporan diterima
bagian:
  - judul: Klien
    bantuan: Boleh tidak diketahui
    isian:
      - isian: Nama lengkap
        wajib: ya
      - {isian: Tanggal lahir, jenis: tanggal}
      - {isian: Jumlah anak, jenis: angka}
      - {isian: Hubungan, jenis: pilihan, daftar: relations, fakta: pelapor}
      - {isian: Terangkan, kode: hubungan lain, bila: {hubungan: tetangga}, wajib: ya}
  - judul: Kejadian
    bila: {hubungan: [ayah, neighbour]}
    isian:
      - {isian: Bentuk, kode: kinds, jenis: beberapa, pilihan: {physical: Fisik, sexual: Seksual}, fakta: jenis}
      - {isian: Dalam bahaya?, kode: in_danger, jenis: ya tidak, fakta: ya, wajib: ya}
      - {isian: Bahayanya, jenis: teks panjang, bila: {in_danger: ya}}
      - Kronologi
"""


def read(text: str, *, file: str = "contoh.yaml") -> tuple[Form | None, list[str]]:
    form, problems = forms.parse(yaml.read(text, file=file).root, file=file, codelists=LISTS)
    return form, [problem.text() for problem in problems]


def example() -> Form:
    form, problems = read(FORM)
    assert problems == []
    assert form is not None
    return form


def codes(fields: tuple[forms.Field, ...]) -> list[str]:
    return [one.code for one in fields]


def test_a_form_is_read_with_its_defaults() -> None:
    form = example()
    assert (form.code, form.version, form.per) == ("contoh", 2, Per.CLIENT)
    name = form.field("nama-lengkap")
    assert name is not None
    assert (name.kind, name.required, name.fact) == (Kind.TEXT, True, "")
    assert form.field("kronologi") is not None
    assert form.facts == {"reporter", "kind", "in-danger"}


def test_a_question_shows_only_where_what_it_depends_on_was_answered_so() -> None:
    form = example()
    assert codes(forms.shown(form, {})) == ["nama-lengkap", "tanggal-lahir", "jumlah-anak", "hubungan"]
    neighbour = codes(forms.shown(form, {"hubungan": "neighbour"}))
    assert neighbour[4:] == ["hubungan-lain", "kinds", "in_danger", "kronologi"]
    danger = codes(forms.shown(form, {"hubungan": "father", "in_danger": "yes"}))
    assert "bahayanya" in danger
    # What is hidden hides what depends on it, whatever was answered before.
    assert "bahayanya" not in codes(forms.shown(form, {"in_danger": "yes"}))


def test_unknown_is_an_answer_everywhere() -> None:
    form = example()
    assert codes(forms.missing(form, {"hubungan": "father"})) == ["nama-lengkap", "in_danger"]
    answers, errors = forms.clean(
        form,
        {"hubungan": "father", "nama-lengkap.unknown": "on", "in_danger.unknown": "1", "in_danger": "yes"},
    )
    assert (errors, forms.missing(form, answers)) == ({}, ())
    assert answers["nama-lengkap"] is None
    assert answers["in_danger"] is None


def test_posted_fields_become_plain_answers() -> None:
    answers, errors = forms.clean(
        example(),
        {
            "nama-lengkap": ["  Sari\x00 Contoh "],
            "tanggal-lahir": "4/2015",
            "tanggal-lahir.about": "on",
            "jumlah-anak": "1.250",
            "hubungan": "father",
            "kinds": ["physical", "sexual", "physical"],
            "in_danger": "no",
            "bahayanya": "tidak tampak",
            "hacker": "x",
        },
    )
    assert errors == {}
    assert answers == {
        "nama-lengkap": "Sari Contoh",
        "tanggal-lahir": "2015-04~",
        "jumlah-anak": 1250,
        "hubungan": "father",
        "kinds": ["physical", "sexual"],
        "in_danger": "no",
    }


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        ("2015-04-21", "2015-04-21"),
        ("21-04-2015", "2015-04-21"),
        ("1/4/2015", "2015-04-01"),
        ("2015", "2015"),
        ("2015~", "2015~"),
        ("2015-4", "2015-04"),
    ],
)
def test_a_date_says_as_much_as_is_known(said: str, cleaned: str) -> None:
    assert forms.clean(example(), {"tanggal-lahir": said}) == ({"tanggal-lahir": cleaned}, {})


@pytest.mark.parametrize(("said", "cleaned"), [("3", 3), ("1,5", 1.5), ("-2", -2), ("12.345.678", 12345678)])
def test_a_number_is_read_as_indonesia_writes_it(said: str, cleaned: float) -> None:
    assert forms.clean(example(), {"jumlah-anak": said}) == ({"jumlah-anak": cleaned}, {})


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("tanggal-lahir", "kemarin"),
        ("tanggal-lahir", "31-02-2015"),
        ("tanggal-lahir", "2015-13-01"),
        ("jumlah-anak", "banyak"),
        ("hubungan", "paman"),
        ("nama-lengkap", "a" * 501),
    ],
)
def test_what_cannot_be_an_answer_gives_an_error_and_no_answer(code: str, said: str) -> None:
    answers, errors = forms.clean(example(), {code: said})
    assert answers == {}
    assert set(errors) == {code}
    assert errors[code].id
    assert errors[code].en


def test_a_chronology_may_be_long_and_keep_its_lines() -> None:
    long = "Pada suatu malam 😢\nseorang tetangga " * 200
    answers, errors = forms.clean(example(), {"hubungan": "father", "in_danger": "yes", "bahayanya": long})
    assert errors == {}
    assert answers["bahayanya"] == long.strip()


def test_coded_answers_leave_the_form_as_facts_and_nothing_else_does() -> None:
    form = example()
    answers, _ = forms.clean(
        form, {"nama-lengkap": "Sari", "hubungan": "father", "kinds": ["sexual"], "in_danger.unknown": "1"}
    )
    assert forms.facts(form, answers) == {"reporter": ("father",), "kind": ("sexual",), "in-danger": ()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "`judul` dan `bagian`"),
        ("judul: A", "`bagian` wajib"),
        ("bagian: [{judul: B, isian: [C]}]", "`judul` wajib"),
        ("kode: lain\njudul: A\nbagian: [{judul: B, isian: [C]}]", "sama dengan nama berkas"),
        ("judul: A\nversi: dua\nbagian: [{judul: B, isian: [C]}]", "bilangan bulat"),
        ("judul: A\ntiap: minggu\nbagian: [{judul: B, isian: [C]}]", "salah satu dari"),
        ("judul: A\nbagan: x\nbagian: [{judul: B, isian: [C]}]", "Mungkin maksudnya `bagian`"),
        ("judul: A\nbagian: [B]", "ditulis dengan kata kunci"),
        ("judul: A\nbagian: [{judul: B}]", "tidak memuat `isian`"),
        ("judul: A\nbagian: [{judul: B, isian: [C, C]}]", "ada dua"),
        ("judul: A\nbagian: [{judul: B, isian: [{kode: c}]}]", "`isian` wajib"),
        ("judul: A\nbagian: [{judul: B, isian: [[c]]}]", "ditulis dengan kata kunci"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, jenis: warna}]}]", "`jenis` salah satu"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, jenis: pilihan}]}]", "tulis `pilihan` atau `daftar`"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, jenis: pilihan, pilihan: [a, A]}]}]", "pilihan yang sama"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, pilihan: [a]}]}]", "hanya untuk jenis"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, jenis: pilihan, daftar: relation}]}]", "`relations`"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, fakta: ya}]}]", "hanya untuk jenis"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, jenis: tanggal, saat: d}]}]", "menyebut isian di atasnya"),
        (
            "judul: A\nbagian: [{judul: B, isian: [{isian: D, jenis: ya tidak, fakta: ya}, {isian: C, saat: d}]}]",
            "hanya untuk jenis tanggal",
        ),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, wajib: mungkin}]}]", "`wajib` ditulis {isian: jawaban}"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, bila: ya}]}]", "{isian: jawaban}"),
        ("judul: A\nbagian: [{judul: B, isian: [{isian: C, bila: {d: ya}}]}]", "bukan isian pilihan"),
        (
            "judul: A\nbagian: [{judul: B, isian: [{isian: D, jenis: ya tidak}, {isian: C, bila: {d: barangkali}}]}]",
            "bukan jawaban",
        ),
        ("judul: {a: b}\nbagian: [{judul: B, isian: [C]}]", "satu teks"),
    ],
)
def test_a_fault_in_a_forms_file_says_what_to_do(text: str, said: str) -> None:
    form, problems = read(text)
    assert form is None
    assert any(said in problem for problem in problems), problems
    assert all(problem.startswith("contoh.yaml:") for problem in problems)


def test_every_form_of_the_catalogue_can_be_read() -> None:
    lists = {
        path.stem: tuple(Option(item["code"], item["id"]) for item in pyyaml.safe_load(path.read_bytes())["items"])
        for path in (catalogue_folder() / "codelists").glob("*.yaml")
    }
    paths: list[Path] = [
        *sorted((catalogue_folder() / "forms").glob("*.yaml")),
        *sorted((catalogue_folder() / "activities").glob("*.yaml")),
    ]
    assert paths
    for path in paths:
        form, problems = forms.parse(yaml.read(path.read_bytes(), file=path.name).root, file=path.name, codelists=lists)
        assert problems == []
        assert form is not None


REQUEST = """\
kode: contoh
judul: Contoh
bagian:
  - judul: Permintaan
    isian:
      - {isian: Sudah diminta?, kode: social_report_requested, jenis: ya tidak, fakta: ya}
      - isian: Kapan?
        kode: asked_on
        jenis: tanggal
        saat: social_report_requested
        bila: {social_report_requested: ya}
"""


@pytest.mark.parametrize(
    ("answers", "days"),
    [
        ({"social_report_requested": "yes", "asked_on": "2026-06-03"}, {"social_report_requested": date(2026, 6, 3)}),
        ({"social_report_requested": "yes", "asked_on": "2026-06"}, {}),
        ({"social_report_requested": "yes", "asked_on": "2026-06-03~"}, {}),
        ({"social_report_requested": "yes", "asked_on": None}, {}),
        ({"social_report_requested": "yes"}, {}),
        ({"social_report_requested": "no", "asked_on": "2026-06-03"}, {}),
    ],
)
def test_the_day_of_a_fact_is_the_one_that_was_told_whole(answers: dict[str, str], days: dict[str, date]) -> None:
    form, problems = read(REQUEST)
    assert form is not None
    assert problems == []
    assert form.facts == {"social_report_requested"}, "the law's fact keeps its name"
    assert forms.happened(form, answers) == days
