# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the files of `catalogue/` know, as the core's `Vocabulary`. Needs no database."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml

from teduh.accounts import catalogue as accounts
from teduh.procedure import forms
from teduh.procedure.standard import yaml as strict
from teduh.procedure.standard.slugs import slug
from teduh.procedure.standard.vocabulary import (
    ChannelKind,
    Fact,
    FactValue,
    FormEntry,
    OfficeEntry,
    Role,
    Vocabulary,
)

T = TypeVar("T")
_DEFAULT = Path(__file__).resolve().parents[3] / "catalogue"
# The C parser is ten times as fast, and is missing from some builds of the library.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def catalogue_folder() -> Path:
    """Where the catalogue lies: the installation's own by TEDUH_CATALOGUE_DIR, else the one that is delivered."""
    return Path(os.environ.get("TEDUH_CATALOGUE_DIR") or _DEFAULT)


def vocabulary(folder: Path | None = None, *, draft: bool = False) -> Vocabulary:
    """All that a standard may name. Read once a process: a changed catalogue needs a new start."""
    known = _read(folder or catalogue_folder())
    return known.as_draft() if draft else known


def holidays(folder: Path | None = None) -> frozenset[date]:
    """National holidays and joint leave, as far as the catalogue knows them."""
    return frozenset(one.date for one in accounts.national_holidays(folder or catalogue_folder()))


@lru_cache(maxsize=8)
def _read(folder: Path) -> Vocabulary:
    lists = folder / "codelists"
    codelists = _codelists(lists)
    return Vocabulary(
        roles=_by_name(
            (item, Role(item["code"], item["id"], item.get("en", ""), "outside" in item))
            for item in _items(lists, "roles")
        ),
        channels=_by_name(
            (item, ChannelKind(item["code"], item["id"], item.get("en", ""), "written" in item))
            for item in _items(lists, "channels")
        ),
        facts={slug(item["id"]): _fact(item, lists) for item in _items(lists, "facts")},
        forms={path.stem: _form(path, codelists) for path in sorted((folder / "forms").glob("*.yaml"))},
        letters={
            path.parent.name: _load(path).get("judul", path.parent.name)
            for path in sorted((folder / "letters").glob("*/surat.yaml"))
        },
        services=_by_name(
            (item, item["id"])
            for name in ("service_kinds", "service_keywords", "services")
            for item in _items(lists, name)
        ),
        pause_reasons=_by_name((item, item["id"]) for item in _items(lists, "pause_reasons")),
        offices=_offices(folder),
    )


def _load(path: Path) -> Any:
    """A file of the catalogue as plain texts, lists and maps; an absent one is empty."""
    if not path.exists():
        return {}
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}  # noqa: S506 -- texts only


@lru_cache(maxsize=64)
def _items(lists: Path, name: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(_load(lists / f"{name}.yaml").get("items", ()))


def _by_name(rows: Iterable[tuple[Mapping[str, Any], T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for item, value in rows:
        for name in _names(item):
            found.setdefault(name, value)
    return found


def _names(item: Mapping[str, Any]) -> Iterator[str]:
    """The slugs that an item of a code list goes by: `Kekerasan dalam rumah tangga (KDRT)` is also `kdrt`."""
    plain, _, bracket = item["id"].partition(" (")
    yield slug(item["id"])
    yield slug(plain)
    if bracket and " " not in bracket:
        yield slug(bracket)
    for other in item.get("also", ()):
        yield slug(other)


def _fact(item: Mapping[str, Any], lists: Path) -> Fact:
    rows = [row for name in item.get("lists", ()) for row in _items(lists, name)] + list(item.get("values", ()))
    values: dict[str, FactValue] = {}
    for row in rows:
        for name in _names(row):
            values.setdefault(name, FactValue((row["code"],), row["id"], row.get("en", "")))
    for group in item.get("groups", ()):
        codes = tuple(dict.fromkeys(row["code"] for row in rows if _matches(row, group["where"])))
        for name in _names(group):
            values[name] = FactValue(codes, group["id"], group["en"])
    return Fact(item["code"], item["id"], item["en"], values)


def _matches(row: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    return any(row.get(key) in ([wanted] if isinstance(wanted, str) else wanted) for key, wanted in where.items())


def _form(path: Path, codelists: forms.CodeLists) -> FormEntry:
    """A form's title, and its coded answers that leave it as facts (`fakta`)."""
    form, _ = forms.parse(strict.read(path.read_bytes(), file=path.name).root, file=path.name, codelists=codelists)
    if form is None:
        return FormEntry(path.stem, path.stem.replace("-", " "))
    facts: dict[str, Fact] = {}
    for row in form.fields:
        if row.fact:
            name = _FACT_NAMES.get(row.fact, row.fact)
            values = {slug(one.text): FactValue((one.code,), one.text, one.text) for one in row.options}
            facts[name] = Fact(row.fact, name.replace("-", " "), row.text, values)
    return FormEntry(path.stem, form.title, facts)


_FACT_NAMES = {code: name for name, code in forms.FACTS.items()}


def _codelists(lists: Path) -> forms.CodeLists:
    return {
        path.stem: tuple(forms.Option(item["code"], item["id"]) for item in _items(lists, path.stem))
        for path in sorted(lists.glob("*.yaml"))
    }


def _offices(folder: Path) -> dict[str, OfficeEntry]:
    if not (folder / "offices.yaml").exists():
        return {}
    return {
        code: OfficeEntry(code, office.name, ZoneInfo(office.zone), office.week)
        for code, office in accounts.offices(folder).items()
    }
