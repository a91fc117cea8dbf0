# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter as PDF/A-2a and PDF/UA-1, made by Typst from a layout of the catalogue and data.

Data enter as JSON, so a word of a person is never read as markup. The same data and moment give the same bytes.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from teduh.letters.kinds import Kind

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]

# What the fonts of a letter can draw: Latin with its accents, Greek, Cyrillic, punctuation, a few signs. PDF/A refuses
# a character without a glyph; an emoji in a narrative must not keep a letter from being printed.
_DRAWN = (
    (0x0A, 0x0A),
    (0x20, 0x7E),
    (0xA1, 0xAC),
    (0xAE, 0x2AF),
    (0x38E, 0x3A1),
    (0x3A3, 0x52F),
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
)
NOT_DRAWN = "□"
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
    layout = kind.layout if isinstance(kind, Kind) else kind
    compiler = typst.Compiler(
        input=str(catalogue / "layouts" / f"{layout}.typ"),
        root=str(catalogue),
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
    )
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(printable(data), ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=int((at or datetime.fromtimestamp(0, UTC)).timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def printable(value: Any) -> Any:
    """The same data with every text reduced to what the fonts can draw; marks of direction and control are dropped."""
    if isinstance(value, str):
        return "".join(_drawn(sign) for sign in unicodedata.normalize("NFC", value).translate(_SPACES))
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(one) for one in value]
    return value


def _drawn(sign: str) -> str:
    code = ord(sign)
    if any(first <= code <= last for first, last in _DRAWN):
        return sign
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return ""
    return " " if unicodedata.category(sign).startswith("Z") else NOT_DRAWN
