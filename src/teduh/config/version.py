# SPDX-License-Identifier: AGPL-3.0-or-later
"""The version, read from the changelog: the newest release that it names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parents[3] / "CHANGELOG.md"


@cache
def version() -> str:
    """`1.2.3`, and `1.2.3+` while the changelog holds what is not yet released."""
    text = CHANGELOG.read_text("utf-8")
    headings = re.findall(r"^## \[([^\]]+)\]", text, flags=re.MULTILINE)
    released = [heading for heading in headings if heading[0].isdigit()]
    newest = released[0] if released else "0.0.0"
    return newest if headings[0] == newest else f"{newest}+"
