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
from teduh.letters.queries.registers import picture_of
from teduh.letters.render import pictures, render


def pdf_of(kind: Kind, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The file, with the moment at which it was made."""
    return render(kind, with_arms(data), catalogue=folder(), fonts=Path(settings.FONTS_DIR), at=at)


def pages_of(kind: Kind, data: Mapping[str, Any]) -> list[bytes]:
    """Its pages as PNG."""
    return pictures(kind, with_arms(data), catalogue=folder(), fonts=Path(settings.FONTS_DIR))


def with_arms(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same data with the picture of the arms in place of its fingerprint: no version keeps a copy of its own."""
    logo = data["office"].get("logo")
    return {**data, "office": {**data["office"], "logo": picture_of(logo["arms"])}} if logo else data
