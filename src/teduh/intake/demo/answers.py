# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plausible answers to any form of the catalogue, so that new forms need no new demonstration."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from teduh.intake.demo.words import INSTITUTIONS, INVENTED, MEN, SUMMARIES, WOMEN
from teduh.procedure.forms import ON_PAPER, Answer, Field, Form, Kind, settle, shown


def invented_name(chance: Random, *, female: bool) -> str:
    """`Kartika Fiktif`; now and then a single word, as many people have."""
    first = chance.choice(WOMEN if female else MEN)
    return f"{first} {chance.choice(INVENTED)}" if chance.random() < 0.93 else f"{first}rekaan"


def fill(form: Form, chance: Random, *, day: date) -> dict[str, Answer]:
    """Every required question answered, and about half of the others; a tenth of the answers "tidak diketahui"."""
    answers: dict[str, Answer] = {}
    for field in form.fields:
        if field.code not in {one.code for one in shown(form, answers)}:
            continue
        if field.required or chance.random() < 0.5:
            answers[field.code] = None if chance.random() < 0.08 and not field.fact else answer(field, chance, day)
    return settle(form, answers).answers


def answer(field: Field, chance: Random, day: date) -> Answer:
    match field.kind:
        case Kind.CHOICE | Kind.SCORE:
            return chance.choice(field.options).code
        case Kind.SEVERAL:
            return [one.code for one in chance.sample(field.options, k=min(len(field.options), chance.randint(1, 2)))]
        case Kind.YES_NO:
            return chance.choice(("yes", "no"))
        case Kind.NUMBER:
            return chance.randint(1, 9)
        case Kind.DATE:
            return (day - timedelta(days=chance.randint(1, 400))).isoformat()
        case Kind.TIME:
            return f"{chance.randint(6, 21):02}:{chance.choice(('00', '30'))}"
        case Kind.LONG_TEXT:
            return chance.choice(SUMMARIES)
        case Kind.TABLE | Kind.GROUP:
            return [row(field, chance, day) for _ in field.rows or "12"]
        case Kind.ADDRESS:
            return {"line": f"Jalan Rekaan {chance.randint(1, 99)}"}
        case Kind.SIGNATURE:
            return ON_PAPER
        case Kind.PERSON | Kind.FILE | Kind.CALCULATED:
            return None
    return text(field, chance)


def row(field: Field, chance: Random, day: date) -> dict[str, Answer]:
    return {column.code: answer(column, chance, day) for column in field.columns}


def text(field: Field, chance: Random) -> str:
    asked = field.text.casefold()
    if "nama" in asked or "oleh" in asked or "hadir" in asked:
        return invented_name(chance, female=chance.random() < 0.6)
    if "lembaga" in asked or "tujuan" in asked or "instansi" in asked:
        return chance.choice(INSTITUTIONS)
    return chance.choice(("Sesuai catatan", "Ruang konseling", "Sudah dijelaskan", "Dicatat dalam buku agenda"))
