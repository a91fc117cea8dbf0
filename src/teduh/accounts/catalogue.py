# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue's offices (`offices.yaml`) and national holidays (`calendars/nasional.yaml`) as values. No database.

YAML is read as strings only: `12.76` is a region, not a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from teduh.accounts import roles
from teduh.procedure.calendar import WeeklyHours, parse_hours


@dataclass(frozen=True, slots=True)
class UnitEntry:
    name: str
    head_role: str = ""
    children: tuple[UnitEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """One office as the catalogue gives it; see the head of `offices.yaml` for the words."""

    code: str
    name: str
    short_name: str
    agency: str
    regency_code: str
    zone: str
    week: WeeklyHours
    at_once: timedelta
    warn_days: int
    warn_minutes: int
    address: str
    phone: str
    contacts: tuple[tuple[str, str], ...]
    letterhead: tuple[str, ...]
    units: tuple[UnitEntry, ...]


@dataclass(frozen=True, slots=True)
class HolidayEntry:
    date: date
    name: str
    kind: str  # "national" or "joint_leave"
    provisional: bool = False


@lru_cache(maxsize=4)
def offices(catalogue: Path) -> dict[str, OfficeEntry]:
    """Every office of the catalogue by code. Raises ValueError, naming the office, where an entry cannot be read."""
    entries = {}
    for code, data in _load(catalogue / "offices.yaml").items():
        try:
            entries[code] = _office(code, data)
        except (KeyError, ValueError) as error:
            raise ValueError(f"offices.yaml: {code}: {error}") from error
    return entries


@lru_cache(maxsize=4)
def national_holidays(catalogue: Path) -> tuple[HolidayEntry, ...]:
    """National holidays and joint leave (cuti bersama) of all years the catalogue holds; empty where it holds none."""
    file = catalogue / "calendars" / "nasional.yaml"
    if not file.exists():
        return ()
    return tuple(_holiday(row) for rows in _load(file).values() for row in rows)


def _load(file: Path) -> dict[str, Any]:
    # BaseLoader reads scalars as strings and builds nothing else.
    loaded = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return dict(loaded or {})


def _office(code: str, data: dict[str, Any]) -> OfficeEntry:
    warn = data.get("peringatan", {})
    return OfficeEntry(
        code=code,
        name=data["nama"],
        short_name=data.get("nama pendek", data["nama"]),
        agency=data.get("dinas", data["nama"]),
        regency_code=data["kode wilayah"],
        zone=data.get("zona", "Asia/Jakarta"),
        week=_week(data.get("jam kerja", {"senin-jumat": "08.00-16.00"})),
        at_once=timedelta(minutes=_number(data.get("langsung", "30 menit"))),
        warn_days=_number(warn.get("hari", "1 hari")),
        warn_minutes=_number(warn.get("jam", "60 menit")),
        address=data.get("alamat", ""),
        phone=data.get("telepon", ""),
        contacts=tuple(data.get("kontak", {}).items()),
        letterhead=tuple(data.get("kop", ())),
        units=tuple(_unit(one) for one in data.get("susunan", ())),
    )


def _unit(data: dict[str, Any]) -> UnitEntry:
    head = data.get("dipimpin", "")
    if head and head.casefold() not in roles.BY_NAME:
        raise ValueError(f"“{head}” bukan peran yang dikenal")
    return UnitEntry(
        name=data["unit"],
        head_role=roles.BY_NAME[head.casefold()].code if head else "",
        children=tuple(_unit(one) for one in data.get("bawahan", ())),
    )


def _week(words: dict[str, str]) -> WeeklyHours:
    week = parse_hours(words)
    if isinstance(week, list):
        raise ValueError(" ".join(problem.id for problem in week))  # noqa: TRY004 - the text is wrong, not its type
    return week


def _number(text: str) -> int:
    return int(text.split(maxsplit=1)[0])


def _holiday(row: dict[str, str]) -> HolidayEntry:
    return HolidayEntry(
        date=date.fromisoformat(row["tanggal"]),
        name=row["nama"],
        kind="joint_leave" if row.get("jenis") == "cuti bersama" else "national",
        provisional=row.get("perkiraan") == "ya",
    )
