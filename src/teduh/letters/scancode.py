# SPDX-License-Identifier: AGPL-3.0-or-later
"""The QR codes on a scan, read from pictures of its pages. Called where a hostile file can do no harm (`apart`).

Typst, which draws the letters, draws a scan's pages too: PDF, JPEG and PNG, without another library that opens them.
"""

from __future__ import annotations

import os
import struct
import zlib
from io import BytesIO
from itertools import accumulate

MOST_PAGES = 6  # looked at from the last one on: the code stands beside the signature
DOTS_AN_INCH = (150, 200)  # a code of 1.8 cm is read at the first from nearly every scan
LONGEST = 500
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("/{file}", format: "{kind}", {which})'
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # by a PNG's colour type


def in_memory(data: bytes) -> int:
    """The file as a descriptor without a place on any disk, which is how Typst gets at it."""
    file = os.memfd_create("scan")
    os.write(file, data)
    return file


def codes(file: int, data: bytes) -> list[str]:
    """What the QR codes of the first page that has any say; nothing where none can be read."""
    from pypdf import PdfReader

    if not data.startswith(b"%PDF-"):
        kind = "png" if data.startswith(b"\x89PNG") else "jpg"
        return _read(file, kind, "width: 210mm")
    pages = len(PdfReader(BytesIO(data)).pages)
    for page in range(pages, max(0, pages - MOST_PAGES), -1):
        if found := _read(file, "pdf", f"page: {page}"):
            return found
    return []


def _read(file: int, kind: str, which: str) -> list[str]:
    import typst
    import zxingcpp

    source = _PAGE.format(file=file, kind=kind, which=which).encode()
    for dots in DOTS_AN_INCH:
        compiler = typst.Compiler(input=source, root="/proc/self/fd", ignore_system_fonts=True)
        drawn = compiler.compile(format="png", ppi=dots)
        assert isinstance(drawn, bytes)
        wide, high, light = lightness(drawn)
        picture = memoryview(light).cast("B", shape=[high, wide])
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        if found:
            return [one.text[:LONGEST] for one in found]
    return []


def lightness(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and one byte a dot of a PNG that Typst made: of a coloured picture its green, which is enough."""
    place, packed, shape = 8, [], (0, 0, 0, 0)
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        body = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            shape = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            packed.append(body)
        place += length + 12
    wide, high, _depth, colour = shape
    each = _CHANNELS[colour]
    lines = zlib.decompress(b"".join(packed))
    made, above = bytearray(), bytes(wide)
    for start in range(0, high * (wide * each + 1), wide * each + 1):
        line = lines[start + 1 : start + 1 + wide * each]
        above = _unfiltered(lines[start], line[min(1, each - 1) :: each], above)
        made += above
    return wide, high, bytes(made)


def _unfiltered(how: int, line: bytes, above: bytes) -> bytes:
    """A row of one channel as it was before the PNG's filter (RFC 2083, 6)."""
    if how == 0:
        return line
    if how == 1:
        return bytes(one & 255 for one in accumulate(line))
    if how == 2:
        return bytes((one + up) & 255 for one, up in zip(line, above, strict=True))
    made = bytearray()
    left = corner = 0
    for one, up in zip(line, above, strict=True):
        guess = (left + up) // 2 if how == 3 else _paeth(left, up, corner)
        left, corner = (one + guess) & 255, up
        made.append(left)
    return bytes(made)


def _paeth(left: int, up: int, corner: int) -> int:
    far_left, far_up, far_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if far_left <= far_up and far_left <= far_corner:
        return left
    return up if far_up <= far_corner else corner
