# SPDX-License-Identifier: AGPL-3.0-or-later
"""JSON Schema of a form's file, for editors; made from the table of keywords. The checker sees to the rest."""

from __future__ import annotations

import json
from typing import Any

from teduh.procedure.forms.keywords import FIELD, FORM, SECTION, Keyword
from teduh.procedure.forms.values import FILES_ACCEPTED, KINDS, PER

Data = dict[str, Any]


def schema_text() -> str:
    """The schema as it stands in `docs/reference/formulir.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def schema() -> Data:
    text: Data = {"type": ["string", "number", "boolean"]}
    yes: Data = {"enum": ["ya", "tidak"]}
    condition: Data = {"anyOf": [text, {"type": "object"}]}
    fields: Data = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/isian"}}
    options: Data = {"type": ["array", "object"]}
    shapes: dict[str, Data] = {
        "jenis": {"enum": [word.replace("-", " ") for word in KINDS]},
        "tiap": {"enum": list(PER)},
        "versi": {"type": ["integer", "string"]},
        "wajib": condition,
        "bila": condition,
        "bulat": yes,
        "pilihan": options,
        "baris": options,
        "arti": {"type": "object"},
        "kolom": fields,
        "terima": {
            "anyOf": [{"enum": list(FILES_ACCEPTED)}, {"type": "array", "items": {"enum": list(FILES_ACCEPTED)}}]
        },
        "paling kecil": {"type": ["number", "string"]},
        "paling besar": {"type": ["number", "string"]},
    }

    def block(words: tuple[Keyword, ...], own: dict[str, Data], required: list[str]) -> Data:
        known = {one.word: {**own.get(one.word, shapes.get(one.word, text)), "description": one.means} for one in words}
        return {"type": "object", "properties": known, "additionalProperties": False, "required": required}

    sections: Data = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/bagian"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Formulir",
        "description": "Formulir sebagai data. Dibuat dari tabel kata kunci; jangan disunting.",
        **block(FORM, {"bagian": sections}, ["judul", "bagian"]),
        "$defs": {
            "bagian": block(SECTION, {"isian": fields}, ["isian"]),
            "isian": {"anyOf": [{"type": "string"}, block(FIELD, {}, ["isian"])]},
        },
    }
