# SPDX-License-Identifier: AGPL-3.0-or-later
"""The code that a letter bears, as SVG: drawn in the letter's own black, without a background."""

from __future__ import annotations

from io import BytesIO

import segno


def qr_svg(text: str) -> str:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()
