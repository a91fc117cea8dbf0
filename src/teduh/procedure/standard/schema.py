# SPDX-License-Identifier: AGPL-3.0-or-later
"""JSON Schema of the format, for editors that complete and check while one types. Made from the tables of the grammar.

It knows shapes and fixed words; what hangs together (steps that exist, walks that end) is for `standards check`.
"""

from __future__ import annotations

import json
from typing import Any

from teduh.procedure.standard.keywords import KEYWORDS, Block, Keyword, Shape
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.standard.words import ACTIVITIES, ANONYMOUS, EFFECTS, NEEDED, ONE_OF, REQUIREMENT_KINDS, RISKS

Data = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Keywords of a requirement of which one must be there.
_KINDS = [*(words[0] for words in REQUIREMENT_KINDS.values()), ONE_OF]


def schema_text(vocabulary: Vocabulary) -> str:
    """The schema as it stands in `docs/reference/standar.schema.json`."""
    return json.dumps(schema(vocabulary), ensure_ascii=False, indent=2) + "\n"


def schema(vocabulary: Vocabulary) -> Data:
    """The schema of a file, with the roles, channels and facts of this catalogue offered to the editor."""
    return {
        "$schema": DIALECT,
        "title": "Standar pelayanan",
        "description": "Standar pelayanan yang dapat dijalankan. Dibuat dari tabel tata bahasa; jangan disunting.",
        **_block(Block.HEAD, Block.COMPONENT),
        "$defs": {
            "teks": {"type": ["string", "number", "boolean"]},
            "daftar teks": _one_or_many(_ref("teks")),
            "nama kegiatan": {"enum": [word for one in ACTIVITIES for word in (one.id, *one.also)]},
            "nama peran": _open({"enum": list(vocabulary.role_names())}),
            "kanal": _open(
                {"enum": list(dict.fromkeys(kind.id for kind in vocabulary.channels.values()))}, {"type": "object"}
            ),
            "bila": {
                "type": "object",
                "properties": {
                    fact.id: _one_or_many({"enum": list(dict.fromkeys(word.id for word in fact.values.values()))})
                    if len(fact.values) <= _MOST_OFFERED
                    else _ref("daftar teks")
                    for fact in vocabulary.facts.values()
                },
                "additionalProperties": _ref("daftar teks"),
            },
            "setelah": _open({"type": "object"}, {"type": "array", "items": _open({"type": "object"})}),
            "akibat": {
                "anyOf": [
                    {"enum": [words[0] for words in EFFECTS.values() if " " not in words[0]]},
                    {"type": "string", "pattern": f"^({'|'.join(w[0] for w in EFFECTS.values() if ' ' in w[0])}) .+"},
                ],
            },
            "surat": _open(_object({ONE_OF: _ref("daftar teks")}, [ONE_OF])),
            "menurut risiko": _object(
                {words[0]: _ref("teks") for words in RISKS.values()}, [words[0] for words in RISKS.values()]
            ),
            "persyaratan": _block(Block.REQUIREMENT) | {"anyOf": [{"required": [word]} for word in _KINDS]},
            "produk": _open(_block(Block.PRODUCT)),
            "langkah": _block(Block.STEP),
            "janji": _open(_block(Block.PROMISE)),
            "perpanjangan": _block(Block.EXTENSION),
            "pengaduan layanan": _block(Block.COMPLAINTS),
            "evaluasi": _open(_block(Block.EVALUATION)),
        },
    }


_MOST_OFFERED = 40
_REQUIRED = "wajib"


def _block(*blocks: Block) -> Data:
    rows = [row for row in KEYWORDS if row.block in blocks]
    return _object(
        {row.word: _property(row) for row in rows},
        [row.word for row in rows if row.default == _REQUIRED],
    )


def _property(row: Keyword) -> Data:
    said = f"{row.id[0].upper()}{row.id[1:]}. Bawaan: {row.default}. Contoh: {row.example}"
    return {"description": said} | SHAPES[row.shape]


def _object(properties: Data, required: list[str]) -> Data:
    found: Data = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | {"required": required} if required else found


def _ref(name: str) -> Data:
    return {"$ref": f"#/$defs/{name.replace(' ', '%20')}"}


def _one_or_many(one: Data) -> Data:
    """A scalar stands wherever a list of one may stand."""
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _open(*offered: Data) -> Data:
    """What the editor offers, and any other text."""
    return {"anyOf": [*offered, _ref("teks")]}


SHAPES: dict[Shape, Data] = {
    Shape.TEXT: _ref("teks"),
    Shape.TEXTS: _ref("daftar teks"),
    Shape.NAMES: _ref("daftar teks"),
    Shape.NUMBER: {"type": "integer", "minimum": 0},
    Shape.DATE: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    Shape.YES_NO: {"enum": ["ya", "tidak"]},
    Shape.ANONYMOUS: {"enum": [words[0] for words in ANONYMOUS.values()]},
    Shape.ACTIVITY: _ref("nama kegiatan"),
    Shape.ROLES: _one_or_many(_ref("nama peran")),
    Shape.PARTIES: _ref("daftar teks"),
    Shape.LOCAL_ROLES: {"type": "object", "additionalProperties": _ref("nama peran")},
    Shape.CHANNELS: _one_or_many(_ref("kanal")),
    Shape.HOURS: {"type": "object", "additionalProperties": _ref("daftar teks")},
    Shape.LIMIT: _ref("teks"),
    Shape.LIMITS: _open(_ref("menurut risiko")),
    Shape.MOMENT: _ref("teks"),
    Shape.CONDITION: _ref("bila"),
    Shape.CONDITION_OR_NEEDED: {"anyOf": [{"const": NEEDED}, _ref("bila")]},
    Shape.AFTER: _ref("setelah"),
    Shape.OUTCOMES: {
        "anyOf": [
            _ref("akibat"),
            {"type": "array", "items": _open({"type": "object", "additionalProperties": _ref("akibat")})},
            {"type": "object", "additionalProperties": _ref("akibat")},
        ],
    },
    Shape.PAPERS: _one_or_many(_ref("surat")),
    Shape.REPEATED: _ref("teks"),
    Shape.REQUIREMENTS: _one_or_many(_ref("persyaratan")),
    Shape.STEPS: {
        "anyOf": [
            {"type": "array", "items": _ref("langkah")},
            {"type": "object", "additionalProperties": {"type": "array", "items": _ref("langkah")}},
        ],
    },
    Shape.PROMISES: _one_or_many(_ref("janji")),
    Shape.PRODUCTS: _one_or_many(_ref("produk")),
    Shape.COMPLAINTS: _ref("pengaduan layanan"),
    Shape.COMPETENCES: _one_or_many(_open({"type": "object", "additionalProperties": _ref("teks")})),
    Shape.EXTENSION: _ref("perpanjangan"),
    Shape.EVALUATION: _ref("evaluasi"),
}
