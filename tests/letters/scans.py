# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files as officers upload them: a picture, a scan as PDF, and a PDF that does something."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime

from teduh.letters.render import picture_as_pdf


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 60, height: int = 80) -> bytes:
    rows = b"".join(b"\0" + bytes([220]) * width for _ in range(height))
    shape = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", shape) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PNG = png()
PDF = picture_as_pdf(PNG, title="Tanda terima", at=datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
ACTIVE_PDF = PDF.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>").replace(
    b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
)
