# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference of the format: every example in it is checked or played, every table is the code's own."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from teduh.procedure import stories
from teduh.procedure.standard.check import check
from teduh.procedure.standard.keywords import KEYWORDS
from teduh.procedure.standard.reference import MARK, with_tables
from teduh.procedure.standard.rules import RULES
from teduh.procedure.standard.schema import schema, schema_text
from teduh.procedure.standard.words import ACTIVITIES
from teduh.standards.catalogue import catalogue_folder, vocabulary
from teduh.standards.files import reference_folder

PAGE = reference_folder() / "standar.md"
SCHEMA = reference_folder() / "standar.schema.json"
HEAD = "kode: kab-sampang/contoh\nversi: 1\njudul: Contoh\npenyelenggara: kab-sampang\nsk: 1 TAHUN 2026\n"
STORY_STANDARD = "kab-sampang/konseling-contoh"


@dataclass(frozen=True)
class Example:
    """A block of the page; `breaks` is the rule that it is shown to break, `warns` that it is warned of."""

    text: str
    line: int
    breaks: str
    warns: str


def examples() -> list[Example]:
    page = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(r"(?:<!-- (salah|peringatan): (C\d+) -->\n)?```yaml\n(.*?)```", re.DOTALL)
    return [
        Example(
            found[3],
            page.count("\n", 0, found.start(3)),
            found[2] if found[1] == "salah" else "",
            found[2] if found[1] == "peringatan" else "",
        )
        for found in pattern.finditer(page)
    ]


EXAMPLES = examples()
WHOLE = {found[1]: one.text for one in EXAMPLES if (found := re.match(r"kode: (\S+)", one.text))}


def test_the_page_has_examples_of_every_sort() -> None:
    assert len(EXAMPLES) >= 24
    assert STORY_STANDARD in WHOLE
    assert any(one.text.startswith("cerita:") for one in EXAMPLES)


@pytest.mark.parametrize(
    "example", [one for one in EXAMPLES if not one.text.startswith("cerita:")], ids=lambda one: f"line {one.line}"
)
def test_a_standard_of_the_page_is_sound(example: Example) -> None:
    source = example.text if example.text.startswith("kode:") else HEAD + example.text
    found = check(source, file="standar.md", vocabulary=vocabulary(draft=True)).problems
    errors = {problem.rule for problem in found if not problem.warning}
    assert errors == ({example.breaks} if example.breaks else set()), [problem.text() for problem in found]
    expected = {"C36", example.warns} if example.warns else {"C36"}
    warnings = {problem.rule for problem in found if problem.warning}
    assert example.breaks or warnings <= expected, [problem.text() for problem in found]
    assert not example.warns or example.warns in warnings


@pytest.mark.parametrize(
    "example", [one for one in EXAMPLES if one.text.startswith("cerita:")], ids=lambda one: f"line {one.line}"
)
def test_a_story_of_the_page_holds(example: Example) -> None:
    standard = check(WHOLE[STORY_STANDARD], file="standar.md", vocabulary=vocabulary(draft=True)).standard
    assert standard is not None
    found, problems = stories.read(example.text, file="standar.md", vocabulary=vocabulary())
    assert problems == ()
    for story in found:
        played = stories.play(standard, story, office_time=stories.usual_time(standard, vocabulary()))
        assert [failure.text() for failure in played.failures] == []


def test_the_tables_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(MARK.findall(page)) >= 14
    assert with_tables(page, vocabulary()) == page, "run: manage.py standards docs"


def test_every_keyword_activity_and_rule_is_named() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for word in [row.word for row in KEYWORDS] + [one.id for one in ACTIVITIES]:
        assert f"`{word}`" in page
    assert [rule.number for rule in RULES] == [f"C{number}" for number in range(1, 38)]
    for rule in RULES:
        assert f"| {rule.number} |" in page


def test_the_schema_file_is_fresh() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(vocabulary()), "run: manage.py standards docs"
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text(encoding="utf-8")))


def plain(path_or_text: Path | str) -> Any:
    """As an editor's YAML support reads it."""
    text = path_or_text if isinstance(path_or_text, str) else path_or_text.read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    return json.loads(json.dumps(data, default=str))


@pytest.mark.parametrize(
    "path", sorted((catalogue_folder() / "standards").glob("*/*/standard.yaml")), ids=lambda path: path.parent.name
)
def test_the_schema_accepts_the_published_standards(path: Path) -> None:
    errors = [error.message for error in Draft202012Validator(schema(vocabulary())).iter_errors(plain(path))]
    assert errors == []


@pytest.mark.parametrize("code", WHOLE)
def test_the_schema_accepts_the_standards_of_the_page(code: str) -> None:
    errors = [error.message for error in Draft202012Validator(schema(vocabulary())).iter_errors(plain(WHOLE[code]))]
    assert errors == []


@pytest.mark.parametrize(
    "extra",
    [
        "jangka_waktu: 5 hari kerja",
        "prosedur: [{langkah: Terima}]",
        "prosedur: [{langkah: Terima, pelaksana: psikolog, hasil: rujuk}]",
        "prosedur: [{langkah: Terima, pelaksana: psikolog, tampil: mungkin}]",
        "prosedur: [{langkah: Terima, pelaksana: psikolog, kegiatan: masak}]",
        "aduan anonim: buang",
        "persyaratan: [{wajib: ya}]",
        "jangka waktu: [{janji: x, paling lama: {tinggi: 6 jam}}]",
    ],
)
def test_the_schema_refuses_what_the_checker_refuses(extra: str) -> None:
    text = f"{HEAD}{extra}\n"
    assert not Draft202012Validator(schema(vocabulary())).is_valid(plain(text))
    assert not check(text, file="f", vocabulary=vocabulary()).sound
