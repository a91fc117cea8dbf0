# SPDX-License-Identifier: AGPL-3.0-or-later
"""Masks keep a first letter, or a number's last four, and nothing else."""

from __future__ import annotations

import pytest

from teduh.lib.masking import initials, mask_name, mask_number


@pytest.mark.parametrize(
    ("name", "mask", "short"),
    [
        ("Kartika Fiktif", "K•••••• F•••••", "K. F."),
        ("Sri", "S••", "S."),
        ("", "", ""),
        ("  banyak   spasi ", "b••••• s••••", "B. S."),
        ("Namayangsangatpanjangsekali", "N••••••••", "N."),
    ],
)
def test_names(name: str, mask: str, short: str) -> None:
    assert (mask_name(name), initials(name)) == (mask, short)


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        ("3508010101150031", "•••• •••• •••• 0031"),
        ("0800 0000 925", "••• •••• 0925"),
        ("1234567", "••••"),
        ("", "••••"),
    ],
)
def test_numbers(number: str, mask: str) -> None:
    assert mask_number(number) == mask
