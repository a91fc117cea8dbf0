# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scan of a letter signed on paper: what it may be, and what it may not hold."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from itertools import pairwise
from typing import Any

from teduh.procedure.problems import Message

LARGEST = 10_000_000
MOST_PIXELS = 120_000_000  # A3 at 600 dots an inch, with room.
MOST_OBJECTS = 50_000
_PNG = b"\x89PNG\r\n\x1a\n"

KIND = Message(
    "Hasil pindai harus berupa PDF, JPEG, atau PNG.",
    "A scan must be a PDF, a JPEG or a PNG.",
)
BROKEN = Message(
    "Berkas pindaian rusak atau terpotong. Pindai atau kirim sekali lagi.",
    "The scan is broken or cut off. Scan or send it once more.",
)
TOO_LARGE = Message(
    "Hasil pindai lebih dari 10 MB. Pindai dengan 200 dpi, atau pecah per halaman.",
    "The scan is larger than 10 MB. Scan at 200 dpi, or page by page.",
)
ACTIVE = Message(
    "PDF ini memuat isi aktif (skrip, lampiran, formulir, atau perintah), jadi bukan hasil pindai. "
    "Pindai suratnya langsung menjadi PDF, JPEG, atau PNG.",
    "This PDF holds active content (scripts, attachments, forms or commands), so it is no scan. "
    "Scan the letter straight into a PDF, a JPEG or a PNG.",
)
LOCKED = Message(
    "PDF ini dikunci dengan sandi. Simpan tanpa sandi, lalu unggah lagi.",
    "This PDF is locked by a password. Save it without one, then upload it again.",
)

# Keys of a PDF dictionary that make a reader do something, or carry another file.
_ACTIVE_KEYS = frozenset(
    ("/JS", "/AA", "/XFA", "/EF", "/EmbeddedFiles", "/JavaScript", "/RichMediaContent", "/Collection")
)
_ACTIVE_KINDS = frozenset(
    (
        *("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/Movie", "/Sound"),
        *(
            "/RichMedia",
            "/RichMediaExecute",
            "/EmbeddedFile",
            "/FileAttachment",
            "/Screen",
            "/3D",
            "/Filespec",
            "/ResetForm",
        ),
    )
)
# Looked for in the bare bytes as well, where a reader more lenient than ours may find what ours passed over. A short
# name such as /JS is left out: in ten million bytes of picture it comes up by chance.
_ACTIVE_WORDS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|SubmitForm|ImportData|RichMedia|FileAttachment)\b")
# Packed objects are no picture, so there every name counts, whether or not the file's table mentions the object.
_ACTIVE_NAMES = re.compile(("|".join(sorted(_ACTIVE_KEYS | _ACTIVE_KINDS))).encode().join((rb"(?:", rb")\b")))
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_TAIL = 2048


def problem_outside(data: bytes) -> Message | None:
    """What is wrong at first sight: size, kind, and for a picture its shape."""
    if len(data) > LARGEST:
        return TOO_LARGE
    if data.startswith(b"%PDF-"):
        return None if b"%%EOF" in data[-_TAIL:] else BROKEN
    if data.startswith(_PNG):
        return _png_problem(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg_problem(data)
    return KIND


def problem_inside(data: bytes) -> Message | None:
    """What is wrong inside a PDF. Opens it, so it is called where a hostile file can do no harm (`apart`)."""
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject, StreamObject

    if _ACTIVE_WORDS.search(_unescaped(data)):
        return ACTIVE
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        return LOCKED
    if not reader.pages:
        return BROKEN
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        return BROKEN
    if _is_active(reader.trailer):
        return ACTIVE
    for number, generation in sorted(numbers):
        one = IndirectObject(number, generation, reader).get_object()
        if _is_active(one):
            return ACTIVE
        if (
            isinstance(one, StreamObject)
            and one.get("/Type") == "/ObjStm"
            and _ACTIVE_NAMES.search(_unescaped(one.get_data()))
        ):
            return ACTIVE
    return None


def _unescaped(text: bytes) -> bytes:
    """The names in it as they are meant: `/#4aS` is `/JS`."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _is_active(value: Any) -> bool:
    """Whether an object, or one written inside it, is or carries something active. References are not followed."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if not _ACTIVE_KEYS.isdisjoint(one):
                return True
            if any(str(one.get(key)) in _ACTIVE_KINDS for key in ("/S", "/Type", "/Subtype") if key in one):
                return True
            waiting.extend(dict.values(one))
        elif isinstance(one, list):
            waiting.extend(list.__iter__(one))
    return False


def _png_problem(data: bytes) -> Message | None:
    """Every chunk must be whole, the last one the end: nothing is carried behind the picture."""
    place = len(_PNG)
    seen: list[bytes] = []
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        check = data[place + 8 + length : place + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            return BROKEN
        if not seen and (kind != b"IHDR" or length != 13):
            return BROKEN
        if kind == b"IHDR" and not _is_sensible(int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")):
            return TOO_LARGE
        seen.append(kind)
        place += 12 + length
    return None if place == len(data) and seen[-1:] == [b"IEND"] and b"IDAT" in seen else BROKEN


def _jpeg_problem(data: bytes) -> Message | None:
    """Walk the segments up to the picture's data, which must run to the end of the file."""
    if not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        return BROKEN
    place, framed = 2, False
    while place + 4 <= len(data) and data[place] == 0xFF:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if kind == 0xFF:  # Filling between segments.
            place += 1
            continue
        if length < 2:
            return BROKEN
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            high, wide = (
                int.from_bytes(data[place + start : place + end], "big") for start, end in pairwise((5, 7, 9))
            )
            if not _is_sensible(wide, high):
                return TOO_LARGE
            framed = True
        if kind == 0xDA:
            return None if framed else BROKEN
        place += 2 + length
    return BROKEN


def _is_sensible(wide: int, high: int) -> bool:
    return 0 < wide * high <= MOST_PIXELS
