# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference of forms: every example checks, every table and the schema are the code's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from teduh.procedure.forms.reference import with_tables
from teduh.procedure.forms.schema import schema, schema_text
from teduh.procedure.forms.values import KINDS
from teduh.standards.catalogue import catalogue_folder
from teduh.standards.files import reference_folder
from teduh.standards.formcheck import check_text

PAGE = reference_folder() / "formulir.md"
TEXT = PAGE.read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
FORMS = sorted(path for name in ("forms", "activities") for path in (catalogue_folder() / name).glob("*.yaml"))


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_checks_and_fits_the_schema(text: str) -> None:
    _form, problems = check_text(text.encode(), file="contoh.yaml", published={})
    assert [problem.text() for problem in problems] == []
    assert not list(Draft202012Validator(schema()).iter_errors(yaml.safe_load(text)))


def test_the_examples_show_every_kind() -> None:
    shown = {word for word in KINDS if re.search(rf"jenis: {word.replace('-', ' ')}\b", "\n".join(EXAMPLES))}
    assert shown | {"teks"} == set(KINDS)


def test_tables_and_schema_are_those_of_the_code() -> None:
    assert with_tables(TEXT) == TEXT, "run manage.py forms docs"
    assert (reference_folder() / "formulir.schema.json").read_text("utf-8") == schema_text()


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_catalogue_fits_the_schema(path: Path) -> None:
    found = json.loads(json.dumps(yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)))
    assert not list(Draft202012Validator(schema()).iter_errors(found))
