# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same PDF in less room: its small objects go together into compressed object streams.

What makes a letter readable aloud is hundreds of small objects, one for each paragraph and cell, and Typst writes them
out in clear: half of a long report. PDF/A-2 allows object streams (ISO 32000-1, 7.5.7 and 7.5.8). Not a byte of an
object is changed, so the same file always packs alike.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

PER_STREAM = 200  # a reader that wants one object unpacks no more than this
_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_IDENTITY = re.compile(rb"/ID\s*\[.*?\]", re.DOTALL)
_ROOT = re.compile(rb"/Root \d+ 0 R")
_INFO = re.compile(rb"/Info \d+ 0 R")


def packed(pdf: bytes) -> bytes:
    """A fresh file of one revision, as Typst writes it, with its objects packed. Another file comes back as it is."""
    found = _STARTXREF.search(pdf)
    if found is None or not pdf.startswith(b"xref", int(found[1])):
        return pdf
    table = int(found[1])
    trailer = pdf[pdf.index(b"trailer", table) : found.start()]
    offsets = _offsets(pdf[table : table + pdf[table:].index(b"trailer")])
    bodies = _bodies(pdf, sorted(offsets), table)
    if bodies is None:
        return pdf
    return _written(pdf[: min(offsets)], bodies, trailer)


def _offsets(table: bytes) -> list[int]:
    return [int(line[:10]) for line in table.splitlines() if line.rstrip().endswith(b"n") and line[:10].isdigit()]


def _bodies(pdf: bytes, offsets: list[int], end: int) -> dict[int, bytes] | None:
    """Each object by its number, as it stands between `obj` and `endobj`."""
    bodies = {}
    for start, stop in zip(offsets, [*offsets[1:], end], strict=True):
        head = _OBJECT.match(pdf, start)
        tail = pdf.rfind(b"endobj", start, stop)
        if head is None or tail < 0:
            return None
        bodies[int(head[1])] = pdf[head.end() : tail].strip()
    return bodies


def _written(head: bytes, bodies: Mapping[int, bytes], trailer: bytes) -> bytes:
    small = [number for number, body in sorted(bodies.items()) if not body.endswith(b"endstream")]
    within = frozenset(small)
    next_number = max(bodies) + 1
    rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65_535)}
    made = bytearray(head)
    for number, body in sorted(bodies.items()):
        if number not in within:
            rows[number] = (1, len(made), 0)
            made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    for first in range(0, len(small), PER_STREAM):
        group = small[first : first + PER_STREAM]
        rows[next_number] = (1, len(made), 0)
        rows |= {number: (2, next_number, place) for place, number in enumerate(group)}
        made += b"%d 0 obj\n%b\nendobj\n" % (next_number, _object_stream([(one, bodies[one]) for one in group]))
        next_number += 1
    start = len(made)
    rows[next_number] = (1, start, 0)
    made += b"%d 0 obj\n%b\nendobj\n" % (next_number, _table(rows, trailer))
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def _object_stream(group: list[tuple[int, bytes]]) -> bytes:
    places, content = [], b""
    for number, body in group:
        places.append(b"%d %d" % (number, len(content)))
        content += body + b"\n"
    index = b" ".join(places) + b"\n"
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(group), len(index)), index + content)


def _table(rows: Mapping[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """The cross-reference stream: for each object its kind (1 byte), where it is (4), its place there (2)."""
    size = max(rows) + 1
    free = (0, 0, 65_535)
    lines = b"".join(
        kind.to_bytes(1) + where.to_bytes(4) + place.to_bytes(2)
        for kind, where, place in (rows.get(number, free) for number in range(size))
    )
    kept = b"".join(found[0] for one in (_ROOT, _INFO, _IDENTITY) if (found := one.search(trailer)))
    return _stream(b"/Type/XRef/W[1 4 2]/Size %d%b" % (size, kept), lines)


def _stream(entries: bytes, content: bytes) -> bytes:
    squeezed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (entries, len(squeezed), squeezed)
