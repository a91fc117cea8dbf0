# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue's standards that are not published as they stand, and what the checker says against publishing them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from teduh.procedure.problems import Problem
from teduh.procedure.standard.check import check
from teduh.standards.catalogue import vocabulary
from teduh.standards.files import check_file
from teduh.standards.queries import published_digests


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A file whose bytes were never published. With a problem it must not be; what is in force stays in force."""

    path: Path
    office: str
    source: bytes
    problems: tuple[Problem, ...]


def unpublished(office: str = "") -> list[Unpublished]:
    """Those of one office, or of all. One query; a file that stays as it is, is checked once a process."""
    known = published_digests()
    digests = {digest for versions in known.values() for digest in versions.values()}
    found = []
    for path in sorted((Path(settings.CATALOGUE_DIR) / "standards").glob("*/*/standard.yaml")):
        whose, code = path.parent.parent.name, f"{path.parent.parent.name}/{path.parent.name}"
        if office and whose != office:
            continue
        try:
            source = path.read_bytes()
        except OSError:
            found.append(Unpublished(path, whose, b"", check_file(path).problems))
            continue
        if hashlib.sha256(source).hexdigest() not in digests:
            problems = _problems(source, str(path), code, tuple(sorted(known.get(code, {}).items())))
            found.append(Unpublished(path, whose, source, problems))
    return found


@lru_cache(maxsize=64)
def _problems(source: bytes, file: str, code: str, published: tuple[tuple[int, str], ...]) -> tuple[Problem, ...]:
    loaded = check(source, file=file, vocabulary=vocabulary(), folder=code, published=dict(published))
    return tuple(problem for problem in loaded.problems if not problem.warning)
