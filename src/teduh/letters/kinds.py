# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kinds of letter, one folder each in `catalogue/letters`: what a letter asks, what it shows of the case, what it says.

`catalogue/letters/README.md` explains the keywords to whoever writes one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from teduh.procedure.standard.slugs import slug

BLANK = "………………"  # what stands where a word of the text is still missing
_PLACE = re.compile(r"\{([a-z_]+)\}")
_KEYS = frozenset(
    (
        *("kode", "judul", "tata_letak", "klasifikasi", "sifat", "identitas", "keluar", "bernomor", "data", "hal"),
        *("formulir", "perintah", "penanda_tangan", "mengetahui", "naskah", "penutup", "tembusan", "isian"),
    ),
)
_QUESTION_KEYS = frozenset(("isian", "kode", "jenis", "wajib", "bantuan", "pilihan"))
_QUESTION_KINDS = frozenset(("teks", "teks panjang", "tanggal", "pilihan", "beberapa"))
_NEVER_PRINTED_AS_FIELD = frozenset(("to", "attachments"))


class Identity(StrEnum):
    """How a letter shows the client: a child's name never leaves the office (UU 11/2012 art. 19, art. 61(2))."""

    INITIALS = "inisial"
    FULL = "lengkap"


@dataclass(frozen=True, slots=True)
class Question:
    """Something the letter asks of its writer. `options` are (code, words); empty for free text."""

    code: str
    label: str
    kind: str = "teks"
    required: bool = False
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter, every default written out."""

    key: str
    title: str
    layout: str
    classification: str  # the archive code that its number will carry (Permendagri 83/2022)
    nature: str  # Sifat: Biasa, Segera, Rahasia
    identity: Identity
    leaves: bool  # goes beyond those who must know
    numbered: bool
    shows: tuple[str, ...]  # kasus, klien
    subject: str
    form: str  # slug of the filled form that it prints, or empty
    order: str
    signatory: str  # title of the shared role that signs
    known_by: str  # title of the role that signs beside it, or empty
    body: tuple[str, ...]
    closing: tuple[str, ...]
    copies: tuple[str, ...]
    questions: tuple[Question, ...]


class KindError(ValueError):
    """A `surat.yaml` that cannot be used: the file and what is wrong, in Indonesian."""


@lru_cache(maxsize=8)
def read_kinds(folder: Path) -> Mapping[str, Kind]:
    """All kinds by slug. Raises KindError at the first file that cannot be used."""
    return {path.parent.name: _read(path) for path in sorted(folder.glob("*/surat.yaml"))}


def _read(path: Path) -> Kind:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- texts only, no objects
    if not isinstance(raw, dict):
        raise KindError(f"{path}: isi berkas bukan daftar kata kunci")
    data: dict[str, Any] = {key.replace(" ", "_"): value for key, value in raw.items()}
    if strange := sorted(data.keys() - _KEYS):
        raise KindError(f"{path}: kata kunci tidak dikenal: {', '.join(strange)}")
    if missing := sorted({"kode", "judul", "tata_letak"} - data.keys()):
        raise KindError(f"{path}: belum ditulis: {', '.join(missing)}")
    if data["kode"] != path.parent.name:
        raise KindError(f"{path}: kode harus sama dengan nama foldernya, {path.parent.name}")
    if not (path.parents[1] / "layouts" / f"{data['tata_letak']}.typ").is_file():
        raise KindError(f"{path}: tata letak {data['tata_letak']} tidak ada")
    if data.get("identitas", "inisial") not in {one.value for one in Identity}:
        raise KindError(f"{path}: identitas adalah inisial atau lengkap")
    kind = Kind(
        key=data["kode"],
        title=data["judul"],
        layout=data["tata_letak"],
        classification=data.get("klasifikasi", ""),
        nature=data.get("sifat", "Biasa"),
        identity=Identity(data.get("identitas", "inisial")),
        leaves=data.get("keluar") == "ya",
        numbered=data.get("bernomor") == "ya",
        shows=_texts(data.get("data")),
        subject=data.get("hal", ""),
        form=data.get("formulir", ""),
        order=data.get("perintah", ""),
        signatory=data.get("penanda_tangan", ""),
        known_by=data.get("mengetahui", ""),
        body=_texts(data.get("naskah")),
        closing=_texts(data.get("penutup")),
        copies=_texts(data.get("tembusan")),
        questions=tuple(_question(path, one) for one in data.get("isian") or ()),
    )
    if kind.leaves and kind.identity is Identity.FULL:
        raise KindError(f"{path}: surat yang keluar memakai inisial (UU 11 Tahun 2012 Pasal 19)")
    return kind


def _question(path: Path, raw: Any) -> Question:
    data: dict[str, Any] = {"isian": raw} if isinstance(raw, str) else raw
    if strange := sorted(data.keys() - _QUESTION_KEYS):
        raise KindError(f"{path}: kata kunci isian tidak dikenal: {', '.join(strange)}")
    if data.get("jenis", "teks") not in _QUESTION_KINDS:
        raise KindError(f"{path}: jenis isian tidak dikenal: {data['jenis']}")
    return Question(
        code=data.get("kode") or slug(data["isian"]).replace("-", "_"),
        label=data["isian"],
        kind=data.get("jenis", "teks"),
        required=data.get("wajib") == "ya",
        help=data.get("bantuan", ""),
        options=tuple((data.get("pilihan") or {}).items()),
    )


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def compose(
    kind: Kind,
    answers: Mapping[str, str | Sequence[str]],
    *,
    office: Mapping[str, Any],
    place: str,
    date_text: str,
    case: Mapping[str, str] | None = None,
    client: Mapping[str, Any] | None = None,
    signatory: Mapping[str, str] | None = None,
    known_by: Mapping[str, str] | None = None,
    form: Mapping[str, Any] | None = None,
    number: str = "",
) -> dict[str, Any]:
    """The data of one letter, as `render` takes them (`catalogue/letters/README.md`).

    `client` holds `initials`, `name`, `age`, `sex`; the name goes on only where the kind shows full identity. Words of
    the text in braces are filled from the answers and from the case: `{office}`, `{case_number}`, `{standard}`,
    `{opened}`; what is missing shows as dots. An answer never becomes markup.
    """
    words = {
        "office": str(office.get("name", "")),
        "case_number": (case or {}).get("number", ""),
        "standard": (case or {}).get("standard", ""),
        "opened": (case or {}).get("opened", ""),
        **{code: answer for code, answer in answers.items() if isinstance(answer, str)},
    }
    return {
        "office": dict(office),
        "letter": {
            "title": kind.title,
            "number": number,
            "numbered": kind.numbered,
            "nature": kind.nature,
            "place": place,
            "date_text": date_text,
            "to": answers.get("to", ""),
            "attachments": answers.get("attachments", ""),
            "subject": kind.subject or answers.get("subject", ""),
            "order": kind.order,
            "body": [_filled(one, words) for one in kind.body],
            "closing": [_filled(one, words) for one in kind.closing],
            "cc": list(kind.copies),
            "fields": [_field(one, answers.get(one.code, "")) for one in kind.questions],
        },
        "case": dict(case) if case and "kasus" in kind.shows else None,
        "client": _client(kind, client),
        "signatory": dict(signatory) if signatory else None,
        "known_by": dict(known_by) if known_by else None,
        "form": dict(form) if form else None,
    }


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: words.get(found[1]) or BLANK, text)


def _field(question: Question, answer: str | Sequence[str]) -> dict[str, Any]:
    chosen = {answer} if isinstance(answer, str) else set(answer)
    value = answer
    if question.options:
        value = [words for code, words in question.options if code in chosen]
    return {
        "code": question.code,
        "label": question.label,
        "value": value if isinstance(value, str) else list(value),
        "options": [{"label": words, "checked": code in chosen} for code, words in question.options],
        "hidden": question.code in _NEVER_PRINTED_AS_FIELD,
    }


def _client(kind: Kind, client: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not client or "klien" not in kind.shows:
        return None
    dropped = {"name"} if kind.identity is Identity.INITIALS else set()
    return {key: value for key, value in client.items() if key not in dropped}
