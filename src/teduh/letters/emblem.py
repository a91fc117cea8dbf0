# SPDX-License-Identifier: AGPL-3.0-or-later
"""The arms of a regency or city as an office uploads them: taken in only once they are known to be a plain picture.

A PNG is taken apart and put together again from what draws the picture; an SVG is written anew from shapes and colours.
What was hidden in either, or behind it, is gone.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from xml.etree import ElementTree

import typst

from teduh.procedure.problems import Message

LARGEST_UPLOAD = 300_000
# It stands in every letter, and a letter stays below 150 kB. At 1.9 cm, 300 pixels print as sharp as the eye sees.
LARGEST = 80_000
LARGEST_SIDE = 600
MOST_SHAPES = 5_000
DEEPEST = 30

PNG = "image/png"
SVG = "image/svg+xml"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DRAWING = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_DRAWING |= {"defs", "linearGradient", "radialGradient", "stop", "clipPath"}
_SAID = {"title", "desc", "metadata"}  # drops out without a trace
_ATTRIBUTES = {
    *("id", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height"),
    *("points", "viewBox", "preserveAspectRatio", "transform", "offset", "gradientUnits", "gradientTransform"),
    *("spreadMethod", "clipPathUnits", "version"),
}
_STYLES = {
    *("fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
    *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display"),
    *("visibility", "stop-color", "stop-opacity", "clip-path", "clip-rule"),
}
_VALUE = re.compile(r"[^<>\"'&;{}\\]{0,100000}")
_URL = re.compile(r"url\(", re.I)
_OWN_URL = re.compile(r"url\(\s*#[\w.:-]+\s*\)")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*>", re.I)


@dataclass(frozen=True, slots=True)
class Emblem:
    """A picture that may stand in every letter."""

    content: bytes
    media_type: str

    @property
    def fingerprint(self) -> str:
        """What letters know it by: SHA-256, in hexadecimal."""
        return sha256(self.content).hexdigest()

    @property
    def logo(self) -> dict[str, str]:
        """As the layouts take it (`catalogue/letters/README.md`)."""
        if self.media_type == SVG:
            return {"format": "svg", "svg": self.content.decode()}
        return {"format": "png", "base64": b64encode(self.content).decode()}


def harmless(upload: bytes) -> Emblem | Message:
    """The picture without all that is no picture, or what is wrong with the file."""
    if len(upload) > LARGEST_UPLOAD:
        return Message(
            f"Berkas ini lebih dari {LARGEST_UPLOAD // 1000} kB. Perkecil dulu gambarnya.",
            f"This file is larger than {LARGEST_UPLOAD // 1000} kB. Make the picture smaller first.",
        )
    if upload.startswith(_SIGNATURE):
        found: Emblem | Message = _png(upload)
    elif b"<svg" in upload[:4000] or b":svg" in upload[:4000]:
        found = _svg(upload)
    else:
        return Message("Lambang harus berkas PNG atau SVG.", "The arms must be a PNG or SVG file.")
    if isinstance(found, Emblem) and len(found.content) > LARGEST:
        return Message(
            f"Lambang ini {len(found.content) // 1000} kB, padahal ikut di setiap surat. Perkecil sampai "
            f"{LARGEST // 1000} kB, misalnya PNG selebar 300 piksel.",
            f"These arms take {len(found.content) // 1000} kB, and stand in every letter. Bring them down to "
            f"{LARGEST // 1000} kB, such as a PNG 300 pixels wide.",
        )
    if isinstance(found, Emblem) and not _draws(found):
        return BROKEN if found.media_type == PNG else UNREADABLE
    return found


_TRIAL = b"#let data = json(bytes(sys.inputs.data))\n#image(bytes(data.bytes), format: data.format, width: 1.9cm)"


def _draws(made: Emblem) -> bool:
    """Draw it once: a picture that cannot be drawn would stop every letter of the office."""
    data = json.dumps({"format": made.logo["format"], "bytes": list(made.content)})
    try:
        typst.compile(_TRIAL, format="svg", sys_inputs={"data": data}, ignore_system_fonts=True)
    except typst.TypstError:
        return False
    return True


BROKEN = Message("Gambar PNG ini rusak atau terpotong. Simpan ulang.", "This PNG is broken or cut off. Save it anew.")


def _png(data: bytes) -> Emblem | Message:
    chunks = _chunks(data)
    if chunks is None or [kind for kind, _ in chunks[:1]] != [b"IHDR"] or chunks[-1][0] != b"IEND":
        return BROKEN
    if len(chunks[0][1]) != 13 or [kind for kind, _ in chunks].count(b"IHDR") != 1:
        return BROKEN
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        return BROKEN
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        return Message(
            f"Gambar ini {width} x {height} piksel. Perkecil sampai {LARGEST_SIDE} piksel.",
            f"This picture has {width} x {height} pixels. Bring it down to {LARGEST_SIDE} pixels.",
        )
    palette = [body for kind, body in chunks if kind == b"PLTE"]
    if colour == 3 and (len(palette) != 1 or not palette[0] or len(palette[0]) % 3):
        return BROKEN
    lines = _lines(width, height, interlace=bool(interlace))
    expected = sum(rows * (1 + (columns * depth * _CHANNELS[colour] + 7) // 8) for columns, rows in lines)
    unpacker = zlib.decompressobj()
    try:
        # One byte more than the picture has tells a file that unpacks without end.
        unpacked = unpacker.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"), expected + 1)
    except zlib.error:
        return BROKEN
    if len(unpacked) != expected or not unpacker.eof:
        return BROKEN
    kept = [(kind, body) for kind, body in chunks if kind in _KEPT and kind != b"IDAT"]
    kept.insert(-1, (b"IDAT", zlib.compress(unpacked, 9)))
    return Emblem(_SIGNATURE + b"".join(_chunk(kind, body) for kind, body in kept), PNG)


def _lines(width: int, height: int, *, interlace: bool) -> list[tuple[int, int]]:
    """(columns, rows) of the picture, or of each pass of an interlaced one that is not empty."""
    if not interlace:
        return [(width, height)]
    passes = [
        ((width - left + across - 1) // across, (height - top + down - 1) // down)
        for left, top, across, down in _PASSES
    ]
    return [(columns, rows) for columns, rows in passes if columns > 0 and rows > 0]


def _chunks(data: bytes) -> list[tuple[bytes, bytes]] | None:
    """The chunks up to the end, each with a true checksum; None where one is not whole."""
    found = []
    place = len(_SIGNATURE)
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        checksum = data[place + 8 + length : place + 12 + length]
        if len(checksum) != 4 or zlib.crc32(kind + body) != int.from_bytes(checksum):
            return None
        found.append((kind, body))
        place += 12 + length
        if kind == b"IEND":
            return found
    return None


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


UNREADABLE = Message(
    "Berkas SVG ini tidak dapat dibaca. Simpan ulang sebagai “Plain SVG” berkode UTF-8, atau pakai PNG.",
    "This SVG cannot be read. Save it anew as plain SVG in UTF-8, or use PNG.",
)


def _svg(data: bytes) -> Emblem | Message:
    try:
        text = _DOCTYPE.sub("", data.decode("utf-8-sig"), count=1)
        if "<!" in re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", "", text, flags=re.S):
            return UNREADABLE  # a declaration of entities, which may grow without end
        root = ElementTree.fromstring(text)  # noqa: S314 -- without declarations, the parser has nothing to expand
    except (ElementTree.ParseError, LookupError, ValueError):
        return UNREADABLE
    if root.tag != f"{_NAMESPACE}svg":
        return UNREADABLE
    if sum(1 for _ in root.iter()) > MOST_SHAPES:
        return Message(
            "SVG ini terlalu rumit. Sederhanakan gambarnya, atau pakai PNG.",
            "This SVG is too complicated. Simplify the picture, or use PNG.",
        )
    clean = _shape(root, depth=0)
    if isinstance(clean, Message):
        return clean
    assert clean is not None  # the root is a drawing
    if not any(one.tag not in ("svg", "g", "defs") for one in clean.iter()):
        return Message("SVG ini kosong.", "This SVG is empty.")
    clean.set("xmlns", "http://www.w3.org/2000/svg")
    return Emblem(ElementTree.tostring(clean, encoding="unicode").encode(), SVG)


def _shape(element: ElementTree.Element, *, depth: int) -> ElementTree.Element | Message | None:
    """The element with only what draws; None where it draws nothing; what is wrong with it."""
    space, _, name = element.tag.rpartition("}")
    if space and f"{space}}}" != _NAMESPACE:
        return None  # the notes of a drawing program
    if name in _SAID:
        return None
    if name not in _DRAWING:
        return unsuitable(f"<{name}>")
    if depth > DEEPEST:
        return UNREADABLE
    made = ElementTree.Element(name)
    for attribute, value in element.attrib.items():
        problem = _dress(made, attribute, value)
        if problem:
            return problem
    for child in element:
        inside = _shape(child, depth=depth + 1)
        if isinstance(inside, Message):
            return inside
        if inside is not None:
            made.append(inside)
    return made


def _dress(made: ElementTree.Element, attribute: str, value: str) -> Message | None:
    """Take over an attribute that draws; a program's own note drops out, what acts or reaches out is refused."""
    if attribute in (_HREF, "href"):
        # A gradient may build on another of the same file.
        if not re.fullmatch(r"#[\w.:-]+", value):
            return unsuitable("tautan ke luar", "a link to elsewhere")
        made.set("href", value)
        return None
    if attribute.lower().startswith("on"):
        return unsuitable(attribute)
    if attribute == "style":
        for part in value.split(";"):
            name, _, said = (one.strip() for one in part.partition(":"))
            problem = _dress(made, name, said) if name in _STYLES else None
            if problem or _reaches_out(said):
                return problem or unsuitable("tautan ke luar", "a link to elsewhere")
        return None
    if _reaches_out(value):
        return unsuitable("tautan ke luar", "a link to elsewhere")
    if attribute in _ATTRIBUTES | _STYLES and _VALUE.fullmatch(value):
        made.set(attribute, value)
    return None


def _reaches_out(value: str) -> bool:
    return len(_URL.findall(value)) != len(_OWN_URL.findall(value)) or "javascript:" in value.lower()


def unsuitable(id_what: str, en_what: str = "") -> Message:
    return Message(
        f"SVG ini memuat {id_what}. Simpan ulang tanpa itu (semua menjadi garis dan bidang), atau pakai PNG.",
        f"This SVG holds {en_what or id_what}. Save it anew without (all as paths), or use PNG.",
    )
