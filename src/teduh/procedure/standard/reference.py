# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of the reference for outsiders, made from the tables of the code, so that they never disagree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from teduh.procedure.standard.keywords import KEYWORDS, Block
from teduh.procedure.standard.model import Effect
from teduh.procedure.standard.rules import RULES
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.standard.words import ACTIVITIES

MARK = re.compile(r"(<!-- tabel: (?P<name>[a-z ]+) -->\n).*?(<!-- akhir tabel -->)", re.DOTALL)


def with_tables(text: str, vocabulary: Vocabulary) -> str:
    """The page with every table between its marks made anew. Raises KeyError for a table that does not exist."""
    return MARK.sub(lambda found: f"{found[1]}\n{tables(vocabulary)[found['name']]()}\n{found[3]}", text)


def tables(vocabulary: Vocabulary) -> dict[str, Callable[[], str]]:
    blocks = {block.value: (lambda block=block: keywords(block)) for block in Block}
    return blocks | {
        "kegiatan": activities,
        "akhir": ends,
        "peran": lambda: roles(vocabulary),
        "kanal": lambda: channels(vocabulary),
        "fakta": lambda: facts(vocabulary),
        "aturan": rules,
    }


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = tuple(head)
    lines = [titles, tuple("---" for _ in titles), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def keywords(block: Block) -> str:
    return _table(
        ("kata kunci", "arti", "isi", "bawaan", "contoh"),
        (
            (f"`{row.word}`", row.id, row.shape.value, row.default, f"`{row.example}`")
            for row in KEYWORDS
            if row.block is block
        ),
    )


def activities() -> str:
    return _table(
        ("kegiatan", "juga ditulis", "Inggris", "bukan", "menentukan fakta"),
        (
            (
                f"`{word.id}`",
                ", ".join(f"`{other}`" for other in word.also),
                word.en,
                ", ".join(word.near[:2]),
                "ya" if word.settles else "",
            )
            for word in ACTIVITIES
        ),
    )


_ENDS = (
    (Effect.COMPLETED, "tuntas", "layanan selesai diberikan"),
    (Effect.REJECTED, "ditolak", "permohonan tidak diterima; pemohon diberi tahu alasannya"),
    (Effect.SET_ASIDE, "disisihkan", "laporan disimpan tanpa ditindaklanjuti, dengan alasan"),
    (Effect.TRANSFERRED, "dilimpahkan", "tanggung jawab pindah ke lembaga lain"),
    (Effect.DISCONTINUED, "dihentikan", "berhenti di tengah, misalnya klien tidak menyetujui"),
)


def ends() -> str:
    return _table(("akhir", "arti"), ((f"`{word}`", meaning) for _, word, meaning in _ENDS))


def roles(vocabulary: Vocabulary) -> str:
    rows = dict.fromkeys(vocabulary.roles.values())
    return _table(
        ("peran", "Inggris", "di luar kantor"),
        ((f"`{role.id}`", role.en, "ya" if role.outside else "") for role in rows),
    )


def channels(vocabulary: Vocabulary) -> str:
    rows = dict.fromkeys(vocabulary.channels.values())
    return _table(("kanal", "bentuk"), ((f"`{one.id}`", "tertulis" if one.written else "lisan") for one in rows))


_MOST_SHOWN = 8


def facts(vocabulary: Vocabulary) -> str:
    rows = []
    for fact in vocabulary.facts.values():
        names = [f"`{word.id}`" for word in dict.fromkeys(fact.values.values())]
        more = f", dan {len(names) - _MOST_SHOWN} lainnya" if len(names) > _MOST_SHOWN else ""
        rows.append((f"`{fact.id}`", ", ".join(names[:_MOST_SHOWN]) + more))
    return _table(("fakta", "nilai"), rows)


def rules() -> str:
    return _table(
        ("aturan", "yang harus benar", "contoh salah", "perbaikan", "hanya peringatan"),
        ((rule.number, rule.id, rule.bad, rule.remedy, rule.warns) for rule in RULES),
    )
