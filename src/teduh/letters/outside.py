# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a copy that leaves may not say of a child, victim or witness (UU 11/2012 art. 19, UU 12/2022 art. 69).

Names become initials by themselves, for a writer overlooks them. An address, a school, a number has no such short form,
so it is refused, with the field that holds it: taking it out silently could turn a sentence's meaning round.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, NotRequired, TypedDict

from teduh.procedure.problems import Message

NUMBER = Message("nomor telepon atau nomor identitas", "a telephone or identity number")
PLACE = Message(
    "alamat, sekolah, atau keterangan lain yang membuka identitas", "an address, a school or what else tells who it is"
)
WITHHELD = "tidak dicantumkan pada salinan ini"
_SHORTEST_PART = 3  # shorter parts of a name (M., Ni, I) are words of every text
_NOT_A_NAME = frozenset(
    ["bin", "binti", "alias", "haji", "hajah", "bapak", "ibu", "anak", "saudara", "saudari", "alm", "almh"]
)
_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")  # `Mawarnya` names Mawar
# Too wide to lead to a house.
_WIDE = frozenset(["kabupaten", "kab", "kota", "provinsi", "prov", "kecamatan", "kec", "indonesia"])
_SAME = {"jl": "jalan", "jln": "jalan", "no": "nomor", "gg": "gang", "ds": "desa", "kel": "kelurahan", "dsn": "dusun"}
# State schools are written SMPN 3, SMP Negeri 3, SMP N 3 and SMP 3.
_STATE_SCHOOLS = {"sdn": "sd", "smpn": "smp", "sman": "sma", "smkn": "smk", "mtsn": "mts"}
_STREETS = frozenset(("jalan", "gang", "lorong", "blok", "perumahan", "komplek", "kompleks"))
_VILLAGES = frozenset(("desa", "kelurahan", "dusun", "kampung", "nagari", "gampong", "banjar", "lingkungan"))
_NUMBER = re.compile(r"\+?\d(?:[ .()\-]{0,3}\d){6,}")
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d[ .]?){15}\d(?![ .]?\d)")  # a NIK or KK; a NIP has 18 digits
_TELLING_LABEL = re.compile(
    r"\b(nama|alias|panggilan|alamat|domisili|sekolah|kelas|nik|kk|kartu keluarga|telepon|telp|hp|whatsapp|surel|"
    r"e-?mail|media sosial|tempat lahir|tanggal lahir|tempat kerja)\b",
    re.IGNORECASE,
)


class ProtectedPerson(TypedDict):
    """`others` are their addresses, schools, telephone and identity numbers; `aliases` what else they are called."""

    name: str
    initials: str
    others: Sequence[str]
    aliases: NotRequired[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Leak:
    """What a field tells that may not leave. `found` is the text as written, for the writer's eyes only."""

    field: str
    what: Message
    found: str

    @property
    def reason(self) -> Message:
        """What to do about it, without repeating what must not be told: a refusal is kept."""
        return Message(
            f"Isian “{self.field}” memuat {self.what.id}. Hapus atau tulis lebih umum, misalnya kecamatannya saja.",
            f"The field “{self.field}” holds {self.what.en}. Take it out or write less exactly: the district, say.",
        )


class CopyRefusedError(ValueError):
    """A copy that may not be made as it stands; `reason` says why, `leaks` where."""

    def __init__(self, reasons: Sequence[Message], leaks: Sequence[Leak] = ()) -> None:
        each = list(dict.fromkeys(reasons))
        self.reason = Message(" ".join(one.id for one in each), " ".join(one.en for one in each))
        self.leaks = tuple(leaks)
        super().__init__(self.reason.id)


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def masked(text: str, protected: Iterable[ProtectedPerson], *, known: Iterable[str] = ()) -> str:
    """The text with every name, and every part of one with three letters or more, as that person's initials.

    `known` are names that may stand, of staff above all: `Siti Rahma` stays though a client is called Siti.
    """
    text = _clean(text)
    tokens = _tokens(text)
    owner: list[int | None] = [None] * len(tokens)
    initials = {0: ""}
    patterns: list[tuple[tuple[str, ...], int]] = [(_words(name), 0) for name in known]
    for number, person in enumerate(protected, start=1):
        initials[number] = person["initials"]
        for name in (person["name"], *person.get("aliases", ())):
            words = _words(name)
            patterns.append((("".join(words),), number))
            parts = (word for word in words if len(word) >= _SHORTEST_PART and word not in _NOT_A_NAME)
            patterns += [(words, number), *(((part,), number) for part in parts)]
    # The longest first; at equal length what is known to be staff wins.
    for words, number in sorted((one for one in patterns if one[0]), key=lambda one: (-len(one[0]), one[1])):
        for place in range(len(tokens) - len(words) + 1):
            span = range(place, place + len(words))
            if all(owner[at] is None and _is(tokens[at].word, words[at - place]) for at in span):
                for at in span:
                    owner[at] = number
    return _replaced(text, tokens, owner, initials)


def _replaced(text: str, tokens: Sequence[_Token], owner: Sequence[int | None], initials: Mapping[int, str]) -> str:
    made, reached, place = [], 0, 0
    while place < len(tokens):
        last = place
        person = owner[place]
        if not person:
            place += 1
            continue
        while last + 1 < len(tokens) and owner[last + 1] == person and _between(text, tokens, last) in (" ", "  ", "-"):
            last += 1
        made += [text[reached : tokens[place].start], initials[person]]
        reached = tokens[last].end
        # `M. R.` brings its own full stop along.
        if text[reached : reached + 1] == "." and initials[person].endswith("."):
            reached += 1
        place = last + 1
    return "".join([*made, text[reached:]])


def _between(text: str, tokens: Sequence[_Token], place: int) -> str:
    return text[tokens[place].end : tokens[place + 1].start]


def _is(word: str, name: str) -> bool:
    if word == name:
        return True
    rest = word.removeprefix(name)
    return len(name) >= _SHORTEST_PART and rest != word and (rest in _CLITICS or rest.isdecimal())


def leaks(field: str, text: str, protected: Iterable[ProtectedPerson]) -> list[Leak]:
    """What else the text tells of these people: their address, school, numbers; any number as long as a NIK."""
    text = _clean(text)
    found = []
    own_numbers, phrases = set(), []
    for person in protected:
        for other in person["others"]:
            own_numbers |= {_bare(number) for number in _NUMBER.findall(other)}
            phrases += _phrases(other)
    told = [number for number in _NUMBER.findall(text) if any(own in _bare(number) for own in own_numbers)]
    found += [Leak(field, NUMBER, number) for number in dict.fromkeys([*told, *_IDENTITY_NUMBER.findall(text)])]
    tokens = _same(_tokens(text))
    words = [token.word for token in tokens]
    for phrase in dict.fromkeys(phrases):
        for place in range(len(words) - len(phrase) + 1):
            wider = place > 0 and words[place - 1] in _WIDE
            if tuple(words[place : place + len(phrase)]) == phrase and not wider:
                written = text[tokens[place].start : tokens[place + len(phrase) - 1].end]
                found.append(Leak(field, PLACE, written))
                break
    return found


def form_outside(
    form: Mapping[str, Any], protected: Sequence[ProtectedPerson], *, known: Sequence[str] = ()
) -> dict[str, Any]:
    """A filled form for an outside copy: names as initials; what tells who or where is withheld, and says so."""

    def value(label: str, answer: str) -> str:
        if answer and (_TELLING_LABEL.search(label) or leaks(label, answer, protected)):
            return WITHHELD
        return masked(answer, protected, known=known)

    return {
        "sections": [
            {
                **section,
                "fields": [
                    {**one, "value": value(str(one.get("label", "")), str(one.get("value", "")))}
                    for one in section.get("fields", ())
                ],
            }
            for section in form.get("sections", ())
        ]
    }


def _tokens(text: str) -> list[_Token]:
    """Words with their places. Letters, marks and digits make a word, so that Balinese names hold together."""
    found = []
    start = None
    for place, sign in enumerate(text + " "):
        inside = unicodedata.category(sign)[0] in "LMN"
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            found.append(_Token(_folded(text[start:place]), start, place))
            start = None
    return [token for token in found if token.word]


def _folded(word: str) -> str:
    """Small letters without accents and whatever else is set over a letter; vowel signs that stand for sounds stay."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(
        sign
        for sign in apart
        if not (unicodedata.combining(sign) or unicodedata.category(sign) == "Me" or "\ufe00" <= sign <= "\ufe0f")
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in _tokens(text))


def _same(tokens: Sequence[_Token]) -> list[_Token]:
    """`Jl. Melati No. 5` and `Jalan Melati Nomor 5` read alike, and so do SD Negeri and SDN; 02 is 2."""
    made: list[_Token] = []
    for token in tokens:
        word = _SAME.get(token.word, token.word)
        word = word.lstrip("0") or word if word.isdecimal() else word
        word = _STATE_SCHOOLS.get(word, word)
        if made and word in ("negeri", "n") and made[-1].word in _STATE_SCHOOLS.values():
            made[-1] = _Token(made[-1].word, made[-1].start, token.end)
        elif word != "nomor":  # `Jalan Melati 5` names the same house
            made.append(_Token(word, token.start, token.end))
    return made


def _phrases(text: str) -> list[tuple[str, ...]]:
    """The parts of an address that lead to a house or school; what is wider than a village does not.

    A street tells without its number, a village without the word before it.
    """
    found: list[tuple[str, ...]] = []
    for part in re.split(r"[,;\n]|\b(?=rt\b)", text, flags=re.IGNORECASE):
        words = tuple(token.word for token in _same(_tokens(part)))
        if not words or words[0] in _WIDE or _NUMBER.search(part):
            continue
        found.append(words)
        if words[0] in _STREETS:
            found.append(tuple(takewhile(lambda word: not word.isdecimal(), words)))
        if words[0] in _VILLAGES:
            found.append(words[1:])
    return [words for words in found if len("".join(words)) > _SHORTEST_PART and words[-1] not in _STREETS]


def _clean(text: str) -> str:
    """Without the signs that nobody sees: a letter prints without them, so a name must not hide behind one."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in whole if sign in "\n\t" or unicodedata.category(sign) not in ("Cf", "Cc", "Cs"))


def _bare(number: str) -> str:
    """Digits without the country or trunk prefix: +62 812… and 0812… are one."""
    digits = re.sub(r"\D", "", number)
    return digits.removeprefix("62").lstrip("0") if number.startswith(("+62", "62", "0")) else digits
