# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the catalogue, read once a process: those that standards name, and what each activity asks."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from teduh.lib.codelists import UNKNOWN, code_list
from teduh.procedure import forms
from teduh.procedure.forms import CodeLists, Form, Option
from teduh.procedure.standard import yaml
from teduh.procedure.standard.model import Activity
from teduh.procedure.standard.slugs import slug


def form(code: str) -> Form:
    """The form of that name (slug). Raises LookupError where the catalogue has none that can be used."""
    return _read(Path(settings.CATALOGUE_DIR) / "forms" / f"{slug(code)}.yaml")


def activity_form(activity: Activity) -> Form:
    """What the screen of an activity asks, whatever the standard."""
    return _read(Path(settings.CATALOGUE_DIR) / "activities" / f"{activity.value}.yaml")


def catalogue_forms() -> list[Form]:
    """Every form of the catalogue that can be used, those of activities too."""
    found: list[Form] = []
    for folder in ("forms", "activities"):
        for path in sorted((Path(settings.CATALOGUE_DIR) / folder).glob("*.yaml")):
            with suppress(LookupError):
                found.append(_read(path))
    return found


@lru_cache(maxsize=256)
def _read(path: Path) -> Form:
    if not path.is_file():
        raise LookupError(f"{path.name}: the catalogue has no such form")
    document = yaml.read(path.read_bytes(), file=path.name)
    found, problems = forms.parse(document.root, file=path.name, codelists=code_lists())
    if found is None:
        raise LookupError("; ".join(problem.text("en") for problem in (*document.problems, *problems)))
    return found


@lru_cache(maxsize=1)
def code_lists() -> CodeLists:
    folder = Path(settings.CATALOGUE_DIR) / "codelists"
    return {
        path.stem: tuple(Option(row.code, row.id) for row in code_list(path.stem).rows if row.code != UNKNOWN)
        for path in sorted(folder.glob("*.yaml"))
    }
