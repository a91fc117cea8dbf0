# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms and code lists of the catalogue are sound, kind and free of identity."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml as plain_yaml

from teduh.procedure import forms
from teduh.procedure.legal import SEXUAL_VIOLENCE_KINDS
from teduh.procedure.standard import yaml

CATALOGUE = Path(__file__).parents[2] / "catalogue"
FORMS = sorted((CATALOGUE / "forms").glob("*.yaml"))
LISTS = sorted((CATALOGUE / "codelists").glob("*.yaml"))
SIMFONI_RELATIONS = {
    "Suami/Istri",
    "Pacar/Teman",
    "Orang tua",
    "Keluarga/Saudara",
    "Tetangga",
    "Guru",
    "Majikan",
    "Rekan kerja",
    "Lainnya",
    "NA",
}
# The forms that a published standard or the work around it asks for.
NEEDED = {
    "formulir-pengaduan",
    "form-penerimaan",
    "form-asesmen",
    "laporan-sosial",
    "wawancara-klarifikasi",
    "asesmen-kasus",
    "asesmen-biopsikososial",
    "rencana-intervensi",
    "persetujuan-layanan",
    "permohonan-rujukan",
    "penjangkauan",
    "sesi-mediasi",
}
# What the case's parties hold: a form that asked for it again would copy identity into every paper.
IDENTITY = ("nama lengkap", "nama klien", "nama anak", "nik", "nomor kk", "alamat klien", "nomor telepon klien")


@cache
def code_list(name: str) -> dict[str, Any]:
    data: dict[str, Any] = plain_yaml.load(
        (CATALOGUE / "codelists" / f"{name}.yaml").read_text("utf-8"), Loader=plain_yaml.BaseLoader
    )
    return data


def options() -> dict[str, tuple[forms.Option, ...]]:
    return {
        path.stem: tuple(forms.Option(row["code"], row["id"]) for row in code_list(path.stem)["items"])
        for path in LISTS
    }


def read(path: Path) -> forms.Form:
    document = yaml.read(path.read_bytes(), file=path.name)
    form, found = forms.parse(document.root, file=path.name, codelists=options())
    problems = [problem.text() for problem in (*document.problems, *found)]
    assert not problems
    assert form is not None
    return form


def test_every_form_that_is_needed_exists() -> None:
    assert {path.stem for path in FORMS} >= NEEDED


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_reads_without_a_problem(path: Path) -> None:
    form = read(path)
    assert form.fields
    assert all(section.title for section in form.sections)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_can_be_finished_by_saying_that_one_does_not_know(path: Path) -> None:
    form = read(path)
    answers, errors = forms.clean(form, {f"{field.code}.unknown": "1" for field in form.fields})
    assert not errors
    assert not forms.missing(form, answers)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_no_identity(path: Path) -> None:
    asked = [field.text.casefold() for field in read(path).fields]
    assert not [text for text in asked if any(f" {word} " in f" {text} " for word in IDENTITY)]


def test_a_mark_of_sexual_violence_leaves_the_interview_as_a_fact() -> None:
    form = read(CATALOGUE / "forms" / "wawancara-klarifikasi.yaml")
    answers, _ = forms.clean(form, {"kind": ["rape", "physical"]})
    assert forms.facts(form, answers)["kind"] == ("rape", "physical")


def test_every_form_of_sexual_violence_of_the_law_has_a_code() -> None:
    marked = {row["code"] for row in code_list("violence_kinds")["items"] if row.get("sexual") == "ya"}
    assert marked <= SEXUAL_VIOLENCE_KINDS
    articles = [row["article"] for row in code_list("violence_kinds")["items"] if "article" in row]
    assert len([one for one in articles if "ayat (1)" in one]) == 9
    assert len([one for one in articles if "ayat (2)" in one]) == 10


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_code_list_has_each_code_once_and_words_in_both_languages(path: Path) -> None:
    rows = code_list(path.stem)["items"]
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert all(row["id"] and row["en"] for row in rows)


def test_rows_that_point_elsewhere_point_at_a_row() -> None:
    kinds = {row["code"] for row in code_list("violence_kinds")["items"]}
    assert {row["kind"] for row in code_list("violence_forms")["items"]} <= kinds
    services = {row["code"] for row in code_list("service_kinds")["items"]}
    roles = {row["code"] for row in code_list("roles")["items"]}
    assert {row["kind"] for row in code_list("service_keywords")["items"]} <= services
    assert {row["role"] for row in code_list("service_keywords")["items"]} <= roles
    for name in ("places", "disability_types"):
        codes = {row["code"] for row in code_list(name)["items"]}
        assert {row["group"] for row in code_list(name)["items"] if "group" in row} <= codes
    channels = {row["code"] for row in code_list("channels")["items"]}
    assert {row["code"] for row in code_list("report_channels")["items"]} <= channels


def test_every_relation_rolls_up_to_the_nine_of_simfoni() -> None:
    assert {row["simfoni"] for row in code_list("relations")["items"]} == SIMFONI_RELATIONS


def test_online_is_a_place() -> None:
    assert len([row for row in code_list("places")["items"] if row.get("group") == "online"]) >= 3


def test_the_fifteen_categories_of_special_protection_are_complete() -> None:
    letters = [row["article"].removeprefix("huruf ") for row in code_list("ampk_categories")["items"]]
    assert "".join(letters) == "abcdefghijklmno"


def test_the_risk_rules_speak_of_questions_that_are_asked() -> None:
    rules = code_list("risk_questions")
    codes = {row["code"] for row in rules["items"]} | {"child"}
    assert all(set(rule["all"]) <= codes for rule in rules["combinations"])
    levels = [row["level"] for row in rules["items"]] + [rule["level"] for rule in rules["combinations"]]
    assert set(levels) <= {"high", "medium", "low"}
    assert all(
        row["danger"] in ("ya", "tidak") and row["reason"]["id"] and row["reason"]["en"] for row in rules["items"]
    )


def test_a_form_is_filled_at_a_step_of_a_standard_unless_it_is_kept_for_further_ones() -> None:
    standards = [path.read_text("utf-8").casefold() for path in (CATALOGUE / "standards").glob("*/*/standard.yaml")]
    carried = "\n".join(line for text in standards for line in text.splitlines() if "formulir:" in line)
    unused = {path.stem for path in FORMS if path.stem.replace("-", " ") not in carried}
    assert unused == {"penjangkauan", "sesi-mediasi"}, "their activities ask what the four standards need"
