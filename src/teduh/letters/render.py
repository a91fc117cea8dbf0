# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter as PDF/A-2a and PDF/UA-1, made by Typst from a layout of the catalogue and data.

Data enter as JSON, so a word of a person is never read as markup. The same data and moment give the same bytes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from teduh.letters.kinds import Kind
from teduh.letters.packing import packed

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]

# What the fonts of a letter can draw: Latin with its accents, Greek, Cyrillic, Arabic with the letters of Jawi and
# Pegon, Balinese, Javanese, punctuation, a few signs. PDF/A refuses a character without a glyph; an emoji in a
# narrative must not keep a letter from being printed.
_DRAWN = (
    (0x0A, 0x0A),
    (0x20, 0x7E),
    (0xA1, 0xAC),
    (0xAE, 0x2AF),
    (0x38E, 0x3A1),
    (0x3A3, 0x52F),
    (0x606, 0x61B),
    (0x61E, 0x6DC),
    (0x6DE, 0x6FF),
    (0x750, 0x77F),
    (0x1B00, 0x1B4B),
    (0x1B50, 0x1B7C),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20A0, 0x20BE),
    (0x2100, 0x214F),
    (0x2190, 0x2195),
    (0x2211, 0x2212),
    (0x2260, 0x2261),
    (0x2264, 0x2265),
    (0x25A0, 0x25A1),
    (0x25CF, 0x25CF),
    (0xA980, 0xA9CD),
    (0xA9CF, 0xA9D9),
    (0xA9DE, 0xA9DF),
    (0xFDF0, 0xFDFC),
)
NOT_DRAWN = "□"
_NOT_DRAWN = re.compile("[^" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in _DRAWN) + "]")
_SPACES = str.maketrans({"\r": "\n", "\t": " ", "\u00a0": " ", "\u2009": " ", "\u202f": " "})


@lru_cache(maxsize=4)
def _fonts(folder: Path) -> typst.Fonts:
    if not any(folder.glob("*.ttf")):
        raise FileNotFoundError(f"No fonts in {folder}: run `make setup`")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def render(
    kind: Kind | str,
    data: Mapping[str, Any],
    *,
    catalogue: Path,
    fonts: Path,
    at: datetime | None = None,
) -> bytes:
    """The PDF of a letter.

    `kind` is a kind, or a layout's name. `data` follows `catalogue/letters/README.md`. `catalogue` is the folder
    `catalogue/letters`, `fonts` the folder of the TTF files. `at` is the creation date in the file, the epoch unless
    said, so that equal input gives equal bytes. Raises typst.TypstError where the layout itself is at fault.
    """
    made = _compiler(kind, catalogue, fonts).compile(
        format="pdf",
        sys_inputs={"data": _json(data)},
        pdf_standards=list(STANDARDS),
        timestamp=int((at or datetime.fromtimestamp(0, UTC)).timestamp()),
    )
    assert isinstance(made, bytes)
    return packed(made)


def pictures(kind: Kind | str, data: Mapping[str, Any], *, catalogue: Path, fonts: Path) -> list[bytes]:
    """The same letter as PNG, a picture a page, for a screen: 110 dots an inch."""
    made = _compiler(kind, catalogue, fonts).compile(format="png", ppi=110, sys_inputs={"data": _json(data)})
    return made if isinstance(made, list) else [made] if isinstance(made, bytes) else []


def _compiler(kind: Kind | str, catalogue: Path, fonts: Path) -> typst.Compiler:
    layout = kind.layout if isinstance(kind, Kind) else kind
    return typst.Compiler(
        input=str(catalogue / "layouts" / f"{layout}.typ"),
        root=str(catalogue),
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
    )


def _json(data: Mapping[str, Any]) -> str:
    """The data as a layout reads them. The arms' bytes become numbers, for Typst knows no base64."""
    clean = printable(data)
    logo = clean.get("office", {}).get("logo")
    if isinstance(logo, dict):
        drawn = logo["svg"].encode() if logo.get("svg") else b64decode(logo["base64"], validate=True)
        clean["office"]["logo"] = {"format": logo["format"], "bytes": list(drawn)}
    return json.dumps(clean, ensure_ascii=False)


def printable(value: Any) -> Any:
    """The same data with every text reduced to what the fonts can draw; marks of direction and control are dropped."""
    if isinstance(value, str):
        return _NOT_DRAWN.sub(_instead, unicodedata.normalize("NFC", value).translate(_SPACES))
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(one) for one in value]
    return value


def _instead(found: re.Match[str]) -> str:
    category = unicodedata.category(found[0])
    if category in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return ""
    return " " if category.startswith("Z") else NOT_DRAWN


_PICTURE = """
#set document(title: sys.inputs.title)
#set text(lang: "id")
#set page(paper: "a4", margin: 0pt)
#image(bytes(sys.inputs.scan), format: "svg", width: 100%, height: 100%, alt: "Hasil pindai: " + sys.inputs.title)
"""
_TURNED = {3: 180, 6: 90, 8: 270}  # degrees, by the code that a camera writes


def picture_as_pdf(picture: bytes, *, title: str, at: datetime) -> bytes:
    """A scanned or photographed page (JPEG or PNG, examined before) as one page of PDF, upright as the camera says."""
    degrees = _TURNED.get(camera_turn(picture), 0)
    width, height = (210, 297) if degrees in (0, 180) else (297, 210)
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    # Typst takes bytes as text alone: the picture travels inside an SVG, and never lies unsealed on a disk.
    scan = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297">'
        f'<g transform="translate(105 148.5) rotate({degrees})">'
        f'<image x="{-width / 2}" y="{-height / 2}" width="{width}" height="{height}"'
        ' preserveAspectRatio="xMidYMid meet"'
        f' href="data:image/{kind};base64,{b64encode(picture).decode()}"/></g></svg>'
    )
    compiler = typst.Compiler(input=_PICTURE.encode(), ignore_system_fonts=True)
    made = compiler.compile(
        format="pdf", sys_inputs={"title": printable(title), "scan": scan}, timestamp=int(at.timestamp())
    )
    assert isinstance(made, bytes)
    return made


def camera_turn(picture: bytes) -> int:
    """How a camera was held, as a JPEG's own notes say (EXIF, tag 0x0112); 1 is upright, or says nothing."""
    start = picture.find(b"Exif\0\0", 0, 65_536) + 6
    notes = picture[start : start + 65_536]
    order: Literal["little", "big"] = "little" if notes[:2] == b"II" else "big"
    if start < 6 or notes[:2] not in (b"II", b"MM"):
        return 1
    first = int.from_bytes(notes[4:8], order)
    for place in range(int.from_bytes(notes[first : first + 2], order)):
        entry = notes[first + 2 + 12 * place : first + 14 + 12 * place]
        if int.from_bytes(entry[:2], order) == 0x0112:
            return int.from_bytes(entry[8:10], order)
    return 1
