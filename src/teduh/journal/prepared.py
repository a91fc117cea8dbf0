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
from functools import cache, update_wrapper, wraps
from inspect import signature
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ModelIterable, get_related_populators
from django.db.models.sql import DeleteQuery

from teduh.journal.guard import Statement, Work, opened

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
class _Composed:
    sql: str
    values: tuple[Any, ...]
    build: Callable[[Sequence[Any]], Any]
    converters: tuple[tuple[int, Any, Any], ...] = ()

    def filled(self, given: dict[str, Any]) -> Statement:
        return Statement(self.sql, [given[one.name] if isinstance(one, Place) else one for one in self.values])

    def read(self, rows: Iterable[Sequence[Any]]) -> list[Any]:
        database = connections[DEFAULT_DB_ALIAS]
        found = []
        for row in rows:
            values = list(row)
            for place, convert, expression in self.converters:
                for one in convert:
                    values[place] = one(values[place], expression, database)
            found.append(self.build(values))
        return found


class Reading(Generic[P, R]):
    """A queryset composed once, read when called."""

    def __init__(self, define: Callable[P, models.QuerySet[Any, R]], *, held: bool) -> None:
        update_wrapper(self, define)
        self._composed = _composing(define, _selection)
        self._held = held

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        return self.asked(*args, **kwargs).rows()

    def asked(self, *args: P.args, **kwargs: P.kwargs) -> Asked[R]:
        """What a call would read, to be read together with something else."""
        key = (self, args, *kwargs.items()) if self._held else None
        return Asked(key, lambda: self._composed(*args, **kwargs))


@dataclass(frozen=True, slots=True)
class Asked(Generic[R]):
    """A reading with its arguments. `key`: its name among what an action at work holds."""

    key: tuple[Any, ...] | None
    compose: Callable[[], tuple[_Composed, Statement]]

    def rows(self) -> list[R]:
        held = self.known()
        if held is None:
            composed, statement = self.compose()
            held = self.keep(composed.read(rows_of(statement)))
        return list(held)

    def known(self) -> list[R] | None:
        work = opened.get()
        return work.readings.get(self.key) if self.key and isinstance(work, Work) else None

    def keep(self, rows: list[R]) -> list[R]:
        work = opened.get()
        if self.key and isinstance(work, Work):
            work.readings[self.key] = rows
        return rows


def prepared(define: Callable[P, models.QuerySet[M, R]]) -> Reading[P, R]:
    """Make the function that defines a queryset one that reads it."""
    return Reading(define, held=False)


def held(define: Callable[P, models.QuerySet[M, R]]) -> Reading[P, R]:
    """The same for rows that nobody changes but under the lock of the action's subject: within an action they are read
    once, until something is written."""
    return Reading(define, held=True)


def read_together(first: Asked[R], *beside: Asked[Any]) -> list[R]:
    """The rows of the first. From a server that takes several statements at a time those beside it come in the same
    journey, each read after the one before, and are held; from another they are read when they are asked for."""
    work, database = opened.get(), connections[DEFAULT_DB_ALIAS]
    if not isinstance(work, Work) or work.later or not _takes_several(database):
        return first.rows()
    asked = [(one, *one.compose()) for one in (first, *beside)]
    found: list[list[Any]] = []
    with database.cursor() as cursor:
        _send(cursor, [statement for _, _, statement in asked])
        for one, composed, _ in asked:
            found.append(one.keep(composed.read(cursor.fetchall())))
            cursor.nextset()
    return found[0]


def deletion(define: Callable[P, models.QuerySet[M, Any]]) -> Callable[P, Statement]:
    """Make it one that gives the statement that deletes these rows. Only of rows on which nothing hangs: no search is
    made for what might."""
    composed = _composing(define, _deletion)

    @wraps(define)
    def statement(*args: P.args, **kwargs: P.kwargs) -> Statement:
        return composed(*args, **kwargs)[1]

    return statement


def insertion(rows: Sequence[models.Model]) -> Statement:
    """The rows, all of one model, written with one statement."""
    kind = type(rows[0])
    return Statement(
        _insertion_of(kind, len(rows)), [one for row in rows for one in _values(row, _columns(kind), True)]
    )


def change(row: models.Model, *names: str) -> Statement:
    """These fields of a row that stands, as they are now."""
    kind = type(row)
    columns = [*map(kind._meta.get_field, names), kind._meta.pk]
    return Statement(_change_of(kind, names), _values(row, columns, False))


def execute_later(*statements: Statement) -> None:
    """Within an action: go with the next statement, whatever it is, or with the entry at the end. Nothing can be read
    or written past them, but what is wrong with them shows later."""
    work = opened.get()
    if isinstance(work, Work):
        work.readings.clear()
        work.later.extend(statements)
    else:
        for one in statements:
            execute(one)


def execute(*statements: Statement) -> None:
    """One after another, in one journey to a server that takes several at a time."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        _execute(cursor, statements)


def rows_of(statement: Statement) -> list[Any]:
    """What the statement gives."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        _execute(cursor, [statement])
        rows: list[Any] = cursor.fetchall()
        return rows


def _execute(cursor: Any, statements: Iterable[Statement]) -> None:
    work = opened.get()
    if isinstance(work, Work):
        statements = [*work.taken(), *statements]
    # Outside an action the guard looks at each by itself.
    if work is not None and _takes_several(cursor.db):
        _send(cursor, list(statements))
        while cursor.nextset():
            pass
    else:
        for one in statements:
            cursor.execute(one.sql, one.values)


def _send(cursor: Any, statements: Sequence[Statement]) -> None:
    cursor.execute("; ".join(one.sql for one in statements), [value for one in statements for value in one.values])


def _takes_several(database: Any) -> bool:
    return database.vendor == "postgresql" and not getattr(database.features, "uses_server_side_binding", False)


def _composing(
    define: Callable[..., Any], compose: Callable[[Any], _Composed]
) -> Callable[..., tuple[_Composed, Statement]]:
    names = tuple(signature(define).parameters)
    kept: dict[str, _Composed] = {}

    def composed(*args: Any, **kwargs: Any) -> tuple[_Composed, Statement]:
        database = connections[DEFAULT_DB_ALIAS]
        one = kept.get(database.vendor)
        if one is None:
            one = kept[database.vendor] = compose(define(**{name: Place(name) for name in names}))
        given = {name: _adapted(value, database) for name, value in (*zip(names, args, strict=False), *kwargs.items())}
        return one, one.filled(given)

    return composed


def _selection(queryset: Any) -> _Composed:
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
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
    sql, values = queryset.query.chain(DeleteQuery).get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
    return _Composed(sql, tuple(values), tuple)


def adapted(value: Any) -> Any:
    """A value as the driver takes it."""
    return _adapted(value, connections[DEFAULT_DB_ALIAS])


def _adapted(value: Any, database: Any) -> Any:
    if isinstance(value, UUID):
        return value if database.features.has_native_uuid_field else value.hex
    return database.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


@cache
def _columns(kind: type[models.Model]) -> tuple[Any, ...]:
    """All but the key that the database gives."""
    return tuple(one for one in kind._meta.local_concrete_fields if not isinstance(one, models.AutoField))


@cache
def _insertion_of(kind: type[models.Model], rows: int) -> str:
    columns = _columns(kind)
    names = ", ".join(f'"{column.column}"' for column in columns)
    places = "(" + ", ".join(["%s"] * len(columns)) + ")"
    return f'INSERT INTO "{kind._meta.db_table}" ({names}) VALUES {", ".join([places] * rows)}'  # noqa: S608 -- names of the models alone


@cache
def _change_of(kind: type[models.Model], names: Iterable[str]) -> str:
    columns: list[Any] = [kind._meta.get_field(name) for name in names]
    places = ", ".join(f'"{column.column}" = %s' for column in columns)
    return f'UPDATE "{kind._meta.db_table}" SET {places} WHERE "{kind._meta.pk.column}" = %s'  # noqa: S608 -- names of the models alone


def _values(row: models.Model, columns: Iterable[Any], add: bool) -> list[Any]:
    database = connections[DEFAULT_DB_ALIAS]
    return [column.get_db_prep_save(column.pre_save(row, add), connection=database) for column in columns]
