# SPDX-License-Identifier: AGPL-3.0-or-later
"""Masks: what may show of a name or number before it is opened."""

from __future__ import annotations

DOT = "•"


def mask_name(name: str) -> str:
    """The first letter of each word, the rest as dots: `Kartika Fiktif` becomes `K•••••• F•••••`. Empty stays empty."""
    return " ".join(word[0] + DOT * min(len(word) - 1, 8) for word in name.split())


def mask_number(number: str) -> str:
    """The last four digits in groups of four: `3508…0031` becomes `•••• •••• •••• 0031`. Short numbers hide wholly."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if len(digits) < 8:
        return DOT * 4
    hidden = DOT * (len(digits) - 4)
    first = len(hidden) % 4
    groups = [hidden[:first], *(hidden[start : start + 4] for start in range(first, len(hidden), 4)), digits[-4:]]
    return " ".join(group for group in groups if group)


def initials(name: str) -> str:
    """`Kartika Fiktif` becomes `K. F.`: how a child, victim or witness is named in a copy that leaves the circle."""
    return " ".join(f"{word[0].upper()}." for word in name.split())
