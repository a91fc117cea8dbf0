# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter drawn: composed data become a PDF, or pictures of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from teduh.letters.asking import folder
from teduh.letters.kinds import Kind
from teduh.letters.render import pictures, render


def pdf_of(kind: Kind, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The file, with the moment at which it was made."""
    return render(kind, data, catalogue=folder(), fonts=Path(settings.FONTS_DIR), at=at)


def pages_of(kind: Kind, data: Mapping[str, Any]) -> list[bytes]:
    """Its pages as PNG."""
    return pictures(kind, data, catalogue=folder(), fonts=Path(settings.FONTS_DIR))
