# SPDX-License-Identifier: AGPL-3.0-or-later
"""Regions of Indonesia down to the village, by the codes of Kemendagri, searched while typing.

Read once a process from the four CSV files that the set-up leaves in `settings.REGIONS_DIR`. Data: idn-area-data, made
available under the ODbL; the source is named where regions show.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
LEVELS = ("provinces", "regencies", "districts", "villages")


@dataclass(frozen=True, slots=True)
class Region:
    """`code` is dotted as officials write it: 12, 12.76, 12.76.01, 12.76.01.1001."""

    code: str
    name: str
    path: str  # name and all that it lies in: "Durian, Bajenis, Kota Tebing Tinggi, Sumatera Utara"
    words: str  # the path in small letters, for the search


@lru_cache(maxsize=1)
def regions() -> dict[str, Region]:
    """Every region by code; empty where the set-up has left no files."""
    found: dict[str, Region] = {}
    for level in LEVELS:
        path = Path(settings.REGIONS_DIR) / f"{level}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code, name = row["code"], row["name"].strip().title()
                above = found.get(code.rpartition(".")[0])
                whole = f"{name}, {above.path}" if above else name
                found[code] = Region(code=code, name=name, path=whole, words=whole.casefold())
    return found


def search(text: str, *, near: str = "", limit: int = 12) -> list[Region]:
    """Regions whose path holds every word typed; those whose own name begins so and lie in `near` come first."""
    words = text.casefold().replace(",", " ").split()
    if not words or len("".join(words)) < 2:
        return []
    hits = [region for region in regions().values() if all(word in region.words for word in words)]
    hits.sort(
        key=lambda region: (
            not (near and region.code.startswith(near)),
            not region.words.startswith(words[0]),
            len(region.code),
            region.path,
        )
    )
    return hits[:limit]


def path_of(code: str) -> str:
    """The region's name with all that it lies in; the code itself where it is not known."""
    region = regions().get(code)
    return region.path if region else code


def regency_of(code: str) -> str:
    """The code cut to the regency or city: how fine a region may stand unsealed. Anything but a code stays sealed."""
    return ".".join(code.split(".")[:2]) if CODE.fullmatch(code) else ""
