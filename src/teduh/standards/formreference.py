# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference of forms for outsiders: its tables and the editors' schema, made anew from the code."""

from __future__ import annotations

from pathlib import Path

from teduh.procedure.forms.reference import with_tables
from teduh.procedure.forms.schema import schema_text
from teduh.standards.files import reference_folder


def write_reference() -> tuple[Path, ...]:
    """Returns the files written."""
    page, schema = reference_folder() / "formulir.md", reference_folder() / "formulir.schema.json"
    page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    schema.write_text(schema_text(), encoding="utf-8")
    return page, schema
