# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages that a part above adds to an office's administration. They register themselves when their app is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class ManagePage:
    """A tab: its word, the name of an address that takes the office's code, and the permission that opens it."""

    word: StrOrPromise
    name: str
    permission: str


_pages: list[ManagePage] = []


def register_manage_page(page: ManagePage) -> None:
    if page not in _pages:
        _pages.append(page)


def manage_pages() -> list[ManagePage]:
    return list(_pages)
