# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kinds of letter, one folder each in `catalogue/letters`: what a letter asks, what it shows of the case, what it says.

`catalogue/letters/README.md` explains the keywords to whoever writes one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from teduh.accounts import roles
from teduh.letters.outside import CopyRefusedError, Leak, ProtectedPerson, form_outside, leaks, masked
from teduh.lib.wording import date_words
from teduh.procedure.problems import Message
from teduh.procedure.standard.model import Activity
from teduh.procedure.standard.slugs import slug
from teduh.procedure.standard.words import activity_of
from teduh.procedure.terms import parse_limit

UNKNOWN = "tidak diketahui"
BLANK = "………………"  # what stands where a word of the text is still missing
_PLACE = re.compile(r"\{([a-z_]+)\}")
_KEYS = frozenset(
    (
        *(
            "kode",
            "judul",
            "tata_letak",
            "klasifikasi",
            "sifat",
            "identitas",
            "keluar",
            "bernomor",
            "jenis",
            "data",
            "hal",
        ),
        *("formulir", "perintah", "penanda_tangan", "mengetahui", "naskah", "penutup", "tembusan", "isian"),
        *("arah", "kelompok", "paraf", "catatan_inisial", "kegiatan"),
    ),
)
_REVIEW_KEYS = {"paraf": False, "paraf koordinasi": True}
_QUESTION_KEYS = frozenset(("isian", "kode", "jenis", "wajib", "bantuan", "pilihan"))
_QUESTION_KINDS = frozenset(("teks", "teks panjang", "tanggal", "pilihan", "beberapa"))
_TITLES = frozenset(["prof", "dr", "drs", "dra", "ir", "h", "hj", "kh", "dr.h"])
_NEVER_PRINTED_AS_FIELD = frozenset(("to", "attachments", "parties"))  # each has a place of its own


class Direction(StrEnum):
    """The register (buku agenda) that the letter stands in."""

    OUT = "keluar"
    IN = "masuk"
    WITHIN = "dalam"


class Group(StrEnum):
    """Permendagri 1/2023 art. 44: a deciding letter is signed by name alone; the others with titles, rank and NIP."""

    DECISION = "penetapan"
    ASSIGNMENT = "penugasan"
    CORRESPONDENCE = "korespondensi"
    SPECIAL = "khusus"


class Identity(StrEnum):
    """How a letter shows the client: a child's name never leaves the office (UU 11/2012 art. 19, art. 61(2))."""

    INITIALS = "inisial"
    FULL = "lengkap"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who initials before the signatory: in line (paraf hierarki), or of another unit (paraf koordinasi).

    `limit` is the time they have, as written (`1 hari kerja`); empty where none is set.
    """

    title: str
    coordination: bool = False
    limit: str = ""


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
    short: str  # what stands for `{jenis}` in its number
    shows: tuple[str, ...]  # kasus, klien
    subject: str
    form: str  # slug of the filled form that it prints, or empty
    order: str
    signatory: str  # title of the shared role that signs
    known_by: str  # title of the role that signs beside it, or empty
    body: tuple[str, ...]
    closing: tuple[str, ...]
    copies: tuple[str, ...]
    initials_note: tuple[str, ...]  # begins the closing words where the letter shows initials: when the name follows
    questions: tuple[Question, ...]
    direction: Direction = Direction.WITHIN
    group: Group = Group.SPECIAL
    activity: Activity | None = None  # what sending it begins: the law's rules of that activity hold for it
    reviewers: tuple[Reviewer, ...] = ()  # in the order in which they initial
    sign_limit: str = ""  # the time that the signatory has, as written


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
    if data.get("arah", "dalam") not in {one.value for one in Direction}:
        raise KindError(f"{path}: arah adalah keluar, masuk, atau dalam")
    if data.get("kelompok", "khusus") not in {one.value for one in Group}:
        raise KindError(f"{path}: kelompok adalah {', '.join(one.value for one in Group)}")
    signatory, sign_limit = _signatory(path, data.get("penanda_tangan", ""))
    kind = Kind(
        key=data["kode"],
        title=data["judul"],
        layout=data["tata_letak"],
        classification=data.get("klasifikasi", ""),
        nature=data.get("sifat", "Biasa"),
        identity=Identity(data.get("identitas", "inisial")),
        leaves=data.get("keluar") == "ya",
        numbered=data.get("bernomor") == "ya",
        short=data.get("jenis", ""),
        shows=_texts(data.get("data")),
        subject=data.get("hal", ""),
        form=data.get("formulir", ""),
        order=data.get("perintah", ""),
        signatory=signatory,
        known_by=_role(path, "mengetahui", data.get("mengetahui", "")),
        body=_texts(data.get("naskah")),
        closing=_texts(data.get("penutup")),
        copies=_texts(data.get("tembusan")),
        initials_note=_texts(data.get("catatan_inisial")),
        questions=tuple(_question(path, one) for one in data.get("isian") or ()),
        direction=Direction(data.get("arah", "keluar" if data.get("keluar") == "ya" else "dalam")),
        group=Group(data.get("kelompok", "khusus")),
        reviewers=tuple(_reviewer(path, one) for one in data.get("paraf") or ()),
        sign_limit=sign_limit,
        activity=_activity(path, data.get("kegiatan", "")),
    )
    if kind.reviewers and not kind.signatory:
        raise KindError(f"{path}: ada paraf tetapi belum ada penanda tangan. Tulis penanda tangan: kepala dinas")
    if kind.numbered and not kind.short:
        raise KindError(f"{path}: surat bernomor memerlukan kata pendek untuk nomornya. Tulis misalnya jenis: ST")
    if kind.leaves and kind.identity is Identity.FULL:
        raise KindError(f"{path}: surat yang keluar memakai inisial (UU 11 Tahun 2012 Pasal 19)")
    return kind


def _activity(path: Path, raw: str) -> Activity | None:
    found = activity_of(raw)
    if raw and found is None:
        raise KindError(f"{path}: kegiatan {raw} tidak dikenal. Tulis misalnya kegiatan: mediasi")
    return found


def _signatory(path: Path, raw: Any) -> tuple[str, str]:
    """`penanda tangan: kepala dinas`, or with its limit: `{jabatan: kepala dinas, waktu: 1 hari kerja}`."""
    if not isinstance(raw, dict):
        return _role(path, "penanda tangan", raw), ""
    if strange := sorted(raw.keys() - {"jabatan", "waktu"}):
        raise KindError(
            f"{path}: kata kunci penanda tangan tidak dikenal: {', '.join(strange)}. "
            "Tulis {jabatan: kepala dinas, waktu: 1 hari kerja}"
        )
    return _role(path, "penanda tangan", raw.get("jabatan", "")), _limit(path, raw.get("waktu", ""))


def _reviewer(path: Path, raw: Any) -> Reviewer:
    data: dict[str, Any] = {"paraf": raw} if isinstance(raw, str) else raw
    ways = [key for key in _REVIEW_KEYS if key in data]
    if len(ways) != 1 or data.keys() - _REVIEW_KEYS.keys() - {"waktu"}:
        raise KindError(
            f"{path}: satu pemaraf ditulis {{paraf: kepala seksi}} atau {{paraf koordinasi: sekretaris dinas}}, "
            "boleh dengan waktu: 1 hari kerja"
        )
    title = _role(path, ways[0], data[ways[0]])
    return Reviewer(title, coordination=_REVIEW_KEYS[ways[0]], limit=_limit(path, data.get("waktu", "")))


def _role(path: Path, keyword: str, title: str) -> str:
    """A shared role by its Indonesian name: a post that nobody can hold would stop every letter."""
    if title and title.casefold() not in roles.BY_NAME:
        known = ", ".join(role.id.lower() for role in roles.ROLES if not role.installation)
        raise KindError(f"{path}: {keyword} {title} tidak dikenal. Pakai salah satu peran ini: {known}")
    return title


def _limit(path: Path, text: str) -> str:
    if text and isinstance(found := parse_limit(text), Message):
        raise KindError(f"{path}: waktu {text} tidak dipahami. {found.id}")
    return text


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
    clients: Sequence[Mapping[str, Any]] = (),
    signatory: Mapping[str, Any] | None = None,
    known_by: Mapping[str, Any] | None = None,
    form: Mapping[str, Any] | None = None,
    number: str = "",
    copy: Literal["internal", "outside"] | None = None,
    protected: Sequence[ProtectedPerson] = (),
    known: Sequence[str] = (),
    entitled: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The data of one letter, as `render` takes them (`catalogue/letters/README.md`).

    Each of `clients` holds `initials`, `name`, `age`, `sex`; names go on only where the kind shows full identity.
    Words of the text in braces are filled from the answers and the case: `{office}`, `{case_number}`, `{standard}`,
    `{opened}`; what is missing shows as dots. An answer never becomes markup.

    `copy="outside"`, the default of a kind that leaves, names the `protected` people by initials everywhere and raises
    CopyRefusedError where an answer tells their address, school or a number (UU 11/2012 art. 19, UU 12/2022 art. 69).
    `known` are names that may stand, such as staff's. A copy with the full identity goes only to somebody entitled:
    `entitled` says `who` and `why`, and both are printed on it. What signing adds is put into `letter` afterwards.
    """
    outside = (copy or ("outside" if kind.leaves else "internal")) == "outside"
    full = kind.identity is Identity.FULL and not outside
    if entitled is not None:
        _check_entitled(entitled)
        full, outside = True, False
    if outside:
        officials = [str(one.get("name", "")) for one in (signatory, known_by) if one]
        known = [*known, *officials]
        answers = _answers_outside(kind, answers, protected, known)
        form = form_outside(form, protected, known=known) if form else None
    words = {
        "office": str(office.get("name", "")),
        "case_number": (case or {}).get("number", ""),
        "standard": (case or {}).get("standard", ""),
        "opened": (case or {}).get("opened", ""),
        **{one.code: _shown(one, answer) for one in kind.questions if isinstance(answer := answers.get(one.code), str)},
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
            "closing": [_filled(one, words) for one in (*(() if full else kind.initials_note), *kind.closing)],
            "cc": list(kind.copies),
            "fields": [_field(one, answers.get(one.code, "")) for one in kind.questions],
            "entitled": dict(entitled) if entitled else None,
        },
        "case": dict(case) if case and "kasus" in kind.shows else None,
        "clients": _clients(kind, clients, full=full),
        "signatory": _official(kind, signatory),
        "known_by": _official(kind, known_by),
        "form": dict(form) if form else None,
    }


def _check_entitled(entitled: Mapping[str, str]) -> None:
    reasons = [
        words
        for key, words in (
            ("who", Message("Tulis siapa yang berhak menerima salinan lengkap.", "Say who may have the full copy.")),
            (
                "why",
                Message(
                    "Tulis alasan atau dasar hukum penerima berhak atas identitas lengkap.",
                    "Give the reason or the article by which they may know the full identity.",
                ),
            ),
        )
        if not entitled.get(key, "").strip()
    ]
    if reasons:
        raise CopyRefusedError(reasons)


def _answers_outside(
    kind: Kind,
    answers: Mapping[str, str | Sequence[str]],
    protected: Sequence[ProtectedPerson],
    known: Sequence[str],
) -> dict[str, str | Sequence[str]]:
    labels = {question.code: question.label for question in kind.questions}
    made: dict[str, str | Sequence[str]] = {}
    found: list[Leak] = []
    for code, answer in answers.items():
        texts = [answer] if isinstance(answer, str) else answer
        for text in texts:
            found += leaks(labels.get(code, code), text, protected)
        hidden = [masked(text, protected, known=known) for text in texts]
        made[code] = hidden[0] if isinstance(answer, str) else hidden
    if found:
        raise CopyRefusedError([one.reason for one in found], found)
    return made


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that a letter lacks. `where` it is filled: office, answer, client, form, posts, staff."""

    where: str
    words: Message


def missing(kind: Kind, data: Mapping[str, Any]) -> list[Lacking]:
    """What a composed letter still lacks before it may go its way; nothing where it is complete.

    "Tidak diketahui" is an answer, save to the question whom a letter is for.
    """
    letter, office = data["letter"], data["office"]
    lacking = []
    if not (office.get("lines") or (office.get("name") and office.get("address"))):
        lacking.append(_NO_HEAD)
    filled = {one["code"]: one["value"] for one in letter["fields"]}
    lacking += [
        Lacking("answer", Message(f"Isian “{one.label}” belum diisi.", f"“{one.label}” is not filled in."))
        for one in kind.questions
        if one.required and one.code != "to" and not _has_text(filled.get(one.code))
    ]
    to = letter.get("to")
    if any(one.code == "to" and one.required for one in kind.questions) and (not _has_text(to) or to == UNKNOWN):
        lacking.append(_NO_RECIPIENT)
    if "klien" in kind.shows and not data.get("clients"):
        lacking.append(_NO_CLIENT)
    if kind.form and not data.get("form"):
        name = kind.form.replace("-", " ")
        lacking.append(
            Lacking(
                "form",
                Message(f"Formulir {name} belum diisi dan diselesaikan.", f"The form {name} is not filled in."),
            )
        )
    if not letter.get("place"):
        lacking.append(_NO_PLACE)
    for title, official in ((kind.signatory, data.get("signatory")), (kind.known_by, data.get("known_by"))):
        if title:
            lacking += _lacking_of(kind, title, official or {})
    return lacking


_NO_HEAD = Lacking(
    "office",
    Message(
        "Kop surat kantor belum diisi. Pengelola mengisinya di Kelola.",
        "The office's letterhead is not filled in. An administrator does that.",
    ),
)
_NO_PLACE = Lacking(
    "office",
    Message(
        "Tempat surat belum diketahui. Pengelola melengkapi nama kantor dengan kabupaten atau kotanya.",
        "The place is not known. An administrator adds the regency or city to the office's name.",
    ),
)
_NO_RECIPIENT = Lacking(
    "answer", Message("Tujuan surat belum diisi: kepada siapa surat ini?", "Whom is this letter for?")
)
_NO_CLIENT = Lacking(
    "client", Message("Klien belum tercatat dalam kasus ini.", "No client is recorded in this case yet.")
)


def _lacking_of(kind: Kind, title: str, official: Mapping[str, Any]) -> list[Lacking]:
    """A head of a unit is a civil servant; whoever has neither rank nor NIP among the others is none, and signs so."""
    if not official.get("name"):
        words = Message(
            f"Belum ada yang menjabat {title}. Pengelola menunjuk pejabat, atau Plt. atau Plh.-nya.",
            f"Nobody holds the post of {title}. An administrator appoints somebody, or who stands in.",
        )
        return [Lacking("posts", words)]
    if kind.group is Group.DECISION or official.get("plain") or official.get("not_civil_servant"):
        return []
    role = roles.BY_NAME.get(title.casefold())
    if not (role and role.heads) and not official.get("rank") and not official.get("nip"):
        return []
    return [
        Lacking("staff", Message(f"{words} {official['name']} belum diisi.", f"{english} of {official['name']}: none."))
        for key, words, english in (("rank", "Pangkat/golongan", "Rank"), ("nip", "NIP", "Staff number (NIP)"))
        if not official.get(key)
    ]


def _has_text(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def without_titles(name: str) -> str:
    """`Dr. Ratna Umpama, S.H., M.Si.` becomes `Ratna Umpama`, as deciding letters name who signs them (art. 44)."""
    words = name.partition(",")[0].split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES:
        words.pop(0)
    return " ".join(words)


def _official(kind: Kind, official: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not official:
        return None
    if kind.group is not Group.DECISION:
        return dict(official)
    return {**official, "name": without_titles(str(official.get("name", ""))), "plain": True}


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: words.get(found[1]) or BLANK, text)


def _shown(question: Question, answer: str) -> str:
    """`2026-03-02` becomes `2 Maret 2026`; a day that is only about right says so."""
    if question.kind != "tanggal":
        return answer
    try:
        words = date_words(date.fromisoformat(answer.rstrip("~")))
    except ValueError:
        return answer
    return f"sekitar {words}" if answer.endswith("~") else words


def _field(question: Question, answer: str | Sequence[str]) -> dict[str, Any]:
    chosen = {answer} if isinstance(answer, str) else set(answer)
    value = _shown(question, answer) if isinstance(answer, str) else answer
    if question.options:
        value = [words for code, words in question.options if code in chosen] or (UNKNOWN if UNKNOWN in chosen else [])
    return {
        "code": question.code,
        "label": question.label,
        "value": value if isinstance(value, str) else list(value),
        "options": [{"label": words, "checked": code in chosen} for code, words in question.options],
        "hidden": question.code in _NEVER_PRINTED_AS_FIELD,
    }


def _clients(kind: Kind, clients: Sequence[Mapping[str, Any]], *, full: bool) -> list[dict[str, Any]]:
    shown = clients if "klien" in kind.shows else ()
    return [{key: value for key, value in one.items() if full or key != "name"} for one in shown]
