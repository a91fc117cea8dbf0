# SPDX-License-Identifier: AGPL-3.0-or-later
"""Statements composed once. Composing a query afresh each time takes the ORM longer than the database needs to answer.

```python
@prepared
def team(case: UUID) -> QuerySet[Member]:
    return Member.objects.filter(case=case, until__isnull=True)

members = team(case.pk)  # a list
```

The function is called once for a kind of database, with places instead of arguments, and what the ORM made of it is
kept; so it may not look at its arguments, only put them where a value stands. No argument may be None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from inspect import signature
from itertools import chain
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators
from django.db.models.sql import DeleteQuery

from teduh.journal.guard import Work, opened

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
R = TypeVar("R")


class Place(Expression):
    """Where the argument of that name will stand."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class Statement:
    """What the database is told, and the values in their places."""

    sql: str
    values: list[Any]


@dataclass(frozen=True, slots=True)
class _Composed:
    sql: str
    values: tuple[Any, ...]
    build: Callable[[Sequence[Any]], Any]
    converters: tuple[tuple[int, Any, Any], ...] = ()

    def filled(self, given: dict[str, Any]) -> Statement:
        return Statement(self.sql, [given[one.name] if isinstance(one, Place) else one for one in self.values])

    def read(self, row: Sequence[Any]) -> Any:
        values = list(row)
        for place, convert, expression in self.converters:
            for one in convert:
                values[place] = one(values[place], expression, connection)
        return self.build(values)


def prepared(define: Callable[P, models.QuerySet[M, R]]) -> Callable[P, list[R]]:
    """Make the function that defines a queryset one that reads it."""
    composed = _composing(define, _selection)

    @wraps(define)
    def read(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        one, given = composed(*args, **kwargs)
        return [one.read(row) for row in execute(one.filled(given))]

    return read


def held(define: Callable[P, models.QuerySet[M, R]]) -> Callable[P, list[R]]:
    """The same for rows that nobody changes but under the lock of the action's subject: within an action they are read
    once, until something is written."""
    read = prepared(define)

    @wraps(define)
    def reading(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        work = opened.get()
        if not isinstance(work, Work):
            return read(*args, **kwargs)
        key = (define, args, tuple(kwargs.items()))
        if key not in work.readings:
            work.readings[key] = read(*args, **kwargs)
        return list(work.readings[key])

    return reading


def deletion(define: Callable[P, models.QuerySet[M, Any]]) -> Callable[P, Statement]:
    """Make it one that gives the statement that deletes these rows. Only of rows on which nothing hangs: no search is
    made for what might."""
    composed = _composing(define, _deletion)

    @wraps(define)
    def statement(*args: P.args, **kwargs: P.kwargs) -> Statement:
        one, given = composed(*args, **kwargs)
        filled: Statement = one.filled(given)
        return filled

    return statement


def insertion(rows: Sequence[models.Model], *, returning: bool = False) -> Statement:
    """The rows, all of one model, written with one statement; `returning`: it tells the keys that they got."""
    kind = type(rows[0])
    columns = _columns(kind)
    sql = _insertion_of(kind, len(rows))
    return Statement(
        f'{sql} RETURNING "{kind._meta.pk.column}"' if returning else sql,
        [_saved(column, row, add=True) for row in rows for column in columns],
    )


def change(row: models.Model, *names: str) -> Statement:
    """These fields of a row that stands, as they are now."""
    kind = type(row)
    columns = [kind._meta.get_field(name) for name in names]
    return Statement(_change_of(kind, names), [_saved(column, row, add=False) for column in (*columns, kind._meta.pk)])


def execute(*statements: Statement) -> list[Any]:
    """One after another, in one journey to a server that takes several at a time; the rows that the last gives."""
    if not statements:
        return []
    with connection.cursor() as cursor:
        if _together():
            cursor.execute(
                "; ".join(one.sql for one in statements), list(chain.from_iterable(one.values for one in statements))
            )
            while cursor.nextset():
                pass
        else:
            for one in statements:
                cursor.execute(one.sql, one.values)
        return cursor.fetchall() if cursor.description else []


def _together() -> bool:
    return connection.vendor == "postgresql" and not getattr(connection.features, "uses_server_side_binding", False)


def _composing(define: Callable[..., Any], compose: Callable[[Any], _Composed]) -> Callable[..., Any]:
    names = tuple(signature(define).parameters)
    kept: dict[str, _Composed] = {}

    def composed(*args: Any, **kwargs: Any) -> tuple[_Composed, dict[str, Any]]:
        one = kept.get(connection.vendor)
        if one is None:
            one = kept[connection.vendor] = compose(define(**{name: Place(name) for name in names}))
        given = {**dict(zip(names, args, strict=False)), **kwargs}
        return one, {name: _adapted(value) for name, value in given.items()}

    return composed


def _selection(queryset: Any) -> _Composed:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    columns = [column for column, _, _ in compiler.select]
    converters = tuple((place, *found) for place, found in compiler.get_converters(columns).items())
    return _Composed(sql, tuple(values), _builder(queryset, compiler), converters)


def _builder(queryset: Any, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    if issubclass(queryset._iterable_class, FlatValuesListIterable):
        return lambda row: row[0]
    if not issubclass(queryset._iterable_class, ModelIterable):
        return tuple
    told = compiler.klass_info
    first, after = told["select_fields"][0], told["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in compiler.select[first:after]]
    related = get_related_populators(told, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # stubs of 6.0

    def build(row: Sequence[Any]) -> Any:
        found = told["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:after])
        for one in related:
            one.populate(row, found)
        return found

    return build


def _deletion(queryset: Any) -> _Composed:
    sql, values = queryset.query.chain(DeleteQuery).get_compiler(connection=connection).as_sql()
    return _Composed(sql, tuple(values), tuple)


def _adapted(value: Any) -> Any:
    """A value as the driver takes it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


@cache
def _columns(kind: type[models.Model]) -> tuple[Any, ...]:
    """All but the key that the database gives."""
    return tuple(one for one in kind._meta.local_concrete_fields if not isinstance(one, models.AutoField))


@cache
def _insertion_of(kind: type[models.Model], rows: int) -> str:
    columns = _columns(kind)
    names = ", ".join(f'"{column.column}"' for column in columns)
    places = "(" + ", ".join(["%s"] * len(columns)) + ")"
    return f'INSERT INTO "{kind._meta.db_table}" ({names}) VALUES {", ".join([places] * rows)}'  # noqa: S608 -- names


@cache
def _change_of(kind: type[models.Model], names: Iterable[str]) -> str:
    places = ", ".join(f'"{kind._meta.get_field(name).column}" = %s' for name in names)  # type: ignore[union-attr]
    return f'UPDATE "{kind._meta.db_table}" SET {places} WHERE "{kind._meta.pk.column}" = %s'  # noqa: S608 -- names


def _saved(column: Any, row: models.Model, *, add: bool) -> Any:
    return column.get_db_prep_save(column.pre_save(row, add), connection=connection)
