# SPDX-License-Identifier: AGPL-3.0-or-later
"""The guard on every database connection: a write to the office's tables outside an action raises."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.backends.signals import connection_created

logger = logging.getLogger(__name__)

# What opened the guard: an action at work, or a named exception.
opened: ContextVar[object | None] = ContextVar("opened", default=None)

WRITE = re.compile(
    r"""\A\s*(?:/\*.*?\*/\s*)*(?:WITH\b.*?\b)?
        (?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?
           |TRUNCATE(?:\s+TABLE)?|MERGE\s+INTO|COPY)
        \s+(?:"?\w+"?\.)?["`]?(?P<table>\w+)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What the database is told, and the values in their places."""

    sql: str
    values: list[Any]


class Work:
    """An action at work. `readings` is what was read since something was last written (`prepared.held`); `later` is
    what goes with the next statement (`prepared.execute_later`)."""

    def __init__(self) -> None:
        self.readings: dict[tuple[Any, ...], list[Any]] = {}
        self.later: list[Statement] = []

    def taken(self) -> list[Statement]:
        """What waited, which waits no more."""
        waiting, self.later = self.later, []
        return waiting


class WriteOutsideAction(RuntimeError):
    """A change that nobody would be recorded for."""


@contextmanager
def outside(*, reason: str) -> Iterator[None]:
    """Write without an action: migrations, raw fixtures of tests, seeding of the bench. Never in a request or a job."""
    logger.debug("Writes outside actions: %s", reason)
    token = opened.set(reason)
    try:
        yield
    finally:
        opened.reset(token)


def install() -> None:
    """Stand on every connection from now on."""
    connection_created.connect(_stand_on, dispatch_uid="teduh.journal.guard")


def _stand_on(connection: Any, **kwargs: Any) -> None:
    # The list outlives a reconnection of the same wrapper.
    if refuse_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(refuse_write)


def refuse_write(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Pass everything but a write to a guarded table while no action is open; what waits in an action goes first."""
    work = opened.get()
    if isinstance(work, Work) and work.later:
        for one in work.taken():
            execute(one.sql, one.values, False, context)
    if not (isinstance(sql, str) and sql.startswith("SELECT")):
        if isinstance(work, Work):
            work.readings.clear()
        found = WRITE.match(sql) if work is None and isinstance(sql, str) else None
        if found and found["table"] in guarded_tables():
            raise WriteOutsideAction(
                f"A write to {found['table']} outside an action: it would be recorded for nobody. Call the "
                "action for this change, or write one: a function under @action(code, may=…) of teduh.journal.door "
                "in its app's actions.py. Migrations, raw fixtures and bench seeding: with door.outside(reason=…)."
            )
    return execute(sql, params, many, context)


@cache
def guarded_tables() -> frozenset[str]:
    """The tables of the product's apps, without those that an app keeps outside the door by name."""
    return frozenset(
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.name.startswith("teduh.")
        for model in config.get_models(include_auto_created=True)
        if model.__name__ not in getattr(config, "outside_the_door", ())
    )
