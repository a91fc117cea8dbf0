# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows kept from the first time something was made through the door, and put back in every later test.

Making the cast takes a hundred actions; putting its rows back takes a few milliseconds. Only for an empty database:
what is put back is exactly what was made in one, journal and keys included.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from teduh.accounts.queries import forget_calendars
from teduh.journal.door import outside
from teduh.journal.models import Entry, Head
from teduh.vault import keyfile
from teduh.vault.models import OfficeKey

Made = TypeVar("Made")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
_kept: dict[tuple[object, ...], Rows] = {}


def once(name: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """Call `make`; where the database is empty and this was made before under the same keys, its rows are there first.

    So `make` must leave alone what it finds, and return it.
    """
    if Entry.objects.exists() or OfficeKey.objects.exists():
        return make()
    name = (*name, keyfile.path().read_bytes() if keyfile.exists() else b"")
    if name in _kept:
        put_back(_kept[name])
        return make()
    made = make()
    _kept[(*name[:-1], keyfile.path().read_bytes())] = rows_of_all_tables()
    return made


def tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_models() if model._meta.app_config.name.startswith("teduh.")]


def rows_of_all_tables() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {table}")
            rows = cursor.fetchall()
            columns = [column[0] for column in cursor.description]
            if table == Entry._meta.db_table:
                # The journal numbers its rows itself, and refuses any other.
                place = columns.index("id")
                columns.pop(place)
                rows = [(*row[:place], *row[place + 1 :]) for row in sorted(rows, key=lambda row: int(row[place]))]
            if rows:
                found[table] = (columns, rows)
    return found


def put_back(kept: Rows) -> None:
    """Foreign keys are checked at the end of the transaction, so the order of the tables does not matter."""
    with outside(reason="rows kept from an earlier test"), transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in kept.items():
            if table == Head._meta.db_table:
                move_heads([dict(zip(columns, row, strict=True)) for row in rows])
                continue
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", [adapted(row) for row in rows])
        models = [model for model in apps.get_models() if model._meta.db_table in kept]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    forget_calendars()


def move_heads(rows: list[dict[str, Any]]) -> None:
    """A chain begins at nothing and only goes on: the journal refuses a head that stands anywhere else."""
    for row in rows:
        Head.objects.create(chain=row["chain"], sequence=0, digest="")
        Head.objects.filter(chain=row["chain"]).update(sequence=row["sequence"], digest=row["digest"])


def adapted(row: tuple[Any, ...]) -> list[Any]:
    """Values as the driver takes them back: PostgreSQL reads JSON as Python values."""
    if connection.vendor != "postgresql":
        return list(row)
    from psycopg.types.json import Jsonb

    return [Jsonb(value) if isinstance(value, dict | list) else value for value in row]
