# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names are compared by slug: capitals, spaces, hyphens, underscores and other signs between words do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_BETWEEN_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """`Tanda_tangan  Surat-Tugas` and `tanda tangan surat tugas` give `tanda-tangan-surat-tugas`."""
    return _BETWEEN_WORDS.sub("-", unicodedata.normalize("NFKC", name).casefold()).strip("-")


def words(key: str) -> str:
    """A slug as people would write it: `surat-tugas` gives `surat tugas`. Its slug is the same again."""
    return key.replace("-", " ")


def nearest(name: str, known: Iterable[str], *, least: float = 0.6) -> str:
    """The known name that looks most like this one, compared by slug; empty where none comes near."""
    by_slug = {slug(one): one for one in known}
    found = get_close_matches(slug(name), by_slug, n=1, cutoff=least)
    return by_slug[found[0]] if found else ""
