# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the files of `catalogue/` know, as the core's `Vocabulary`. Needs no database."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml

from teduh.procedure.calendar import WeeklyHours, parse_hours
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


@lru_cache(maxsize=8)
def _read(folder: Path) -> Vocabulary:
    lists = folder / "codelists"
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
        forms={path.stem: _form(path, lists) for path in sorted((folder / "forms").glob("*.yaml"))},
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
        offices=_offices(folder / "offices.yaml"),
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


def _form(path: Path, lists: Path) -> FormEntry:
    """A form's title, and its coded answers that leave it as facts (`fakta`)."""
    data = _load(path)
    facts: dict[str, Fact] = {}
    for section in data.get("bagian", ()):
        for row in section.get("isian", ()) if isinstance(section, Mapping) else ():
            if isinstance(row, Mapping) and row.get("fakta"):
                own = slug(row.get("kode") or row["isian"])
                name = own if row["fakta"] == "ya" else slug(row["fakta"])
                facts[name] = Fact(name, name.replace("-", " "), row["isian"], _options(row, lists))
    return FormEntry(path.stem, data.get("judul", path.stem), facts)


def _options(row: Mapping[str, Any], lists: Path) -> dict[str, FactValue]:
    if row.get("jenis") == "ya tidak":
        return {"ya": FactValue(("yes",), "ya", "yes"), "tidak": FactValue(("no",), "tidak", "no")}
    if row.get("daftar"):
        return _by_name(
            (item, FactValue((item["code"],), item["id"], item.get("en", ""))) for item in _items(lists, row["daftar"])
        )
    options = row.get("pilihan", ())
    pairs = options.items() if isinstance(options, Mapping) else [(slug(text), text) for text in options]
    return {slug(text): FactValue((code,), text, text) for code, text in pairs}


def _offices(path: Path) -> dict[str, OfficeEntry]:
    return {
        slug(code): OfficeEntry(
            slug(code), row.get("nama", code), ZoneInfo(row.get("zona", "Asia/Jakarta")), _hours(row.get("jam kerja"))
        )
        for code, row in _load(path).items()
    }


def _hours(written: Mapping[str, Any] | None) -> WeeklyHours | None:
    read = parse_hours(written) if written else None
    return read if isinstance(read, WeeklyHours) else None
