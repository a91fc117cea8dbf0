# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole numbers as a browser sends them."""

from __future__ import annotations

DIGITS = 9  # the longest that every database column of whole numbers holds


def whole_number(text: str, otherwise: int = 0, *, digits: int = DIGITS) -> int:
    """The number sent; `otherwise` where it is none, or has more digits than can be meant."""
    return int(text) if text.isdecimal() and len(text) <= digits else otherwise
