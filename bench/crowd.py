# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many old cases, copied in SQL from one real one: rows of the right shape and number; nobody reads what is sealed.

The journal's links of the copies are not real, so this is for measuring pages and never for `journal verify`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BATCH = 20_000
TOKENS = 6  # blind-index rows of a person
ENTRIES = 8  # journal rows of a case


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words in which the two databases make numbers, identifiers and random bytes."""

    numbers: str
    uuid: str
    noise: str
    kind: str


SQLITE = Dialect(
    numbers="(WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {last}) SELECT n FROM s)",
    uuid="lower(hex(randomblob(16)))",
    noise="randomblob(16)",
    kind="text",
)
POSTGRES = Dialect(
    numbers="(SELECT generate_series({first}, {last}) AS n) AS s",
    uuid="gen_random_uuid()",
    noise="decode(md5(random()::text), 'hex')",
    kind="uuid",
)


def crowd(number: int, *, like: Any) -> None:
    """Add so many ended cases of the kind of `like`, each with a client, a team, a run and a journal."""
    from django.db import connection

    from teduh.journal.door import outside

    dialect = POSTGRES if connection.vendor == "postgresql" else SQLITE
    with outside(reason="measuring with many cases"), connection.cursor() as cursor:
        names = ("kase", "person", "sealed", "owner")
        columns = ", ".join(f"{name} {dialect.kind}" for name in names)
        cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_ids (n integer, {columns})")
        made = ", ".join([dialect.uuid] * len(names))
        for first in range(1, number + 1, BATCH):
            numbers = dialect.numbers.format(first=first, last=min(number, first + BATCH - 1))
            cursor.execute("DELETE FROM bench_ids")
            cursor.execute(f"INSERT INTO bench_ids SELECT n, {made} FROM {numbers}")
            copy_cases(cursor, dialect, like)
        cursor.execute("ANALYZE")


def copy_cases(cursor: Any, dialect: Dialect, like: Any) -> None:
    """One statement a table: the template's row with other identifiers."""
    client = like.participants.filter(part="client").get()
    case_id, person_id = plain(like.pk), plain(client.person_id)
    copy(cursor, "vault_envelope", {"id": "i.sealed"}, plain(like.envelope_id))
    copy(cursor, "vault_envelope", {"id": "i.owner"}, plain(client.person.envelope_id))
    ended = {"id": "i.kase", "envelope_id": "i.sealed", "serial": "i.n + 100000", "status": "'closed'"}
    ended |= {
        "next_due_at": "NULL",
        "duty_due_at": "NULL",
        "opened_at": "'2025-01-06 02:00:00+00:00'",
        "received_at": "'2025-01-06 02:00:00+00:00'",
    }
    copy(cursor, "cases_case", ended, case_id)
    copy(cursor, "persons_person", {"id": "i.person", "envelope_id": "i.owner"}, person_id)
    part = {"case_id": "i.kase", "person_id": "i.person", "envelope_id": "i.sealed"}
    copy(cursor, "cases_participant", part, client.pk, serial=True)
    for run in like.runs.all():
        copy(cursor, "cases_run", {"case_id": "i.kase"}, run.pk, serial=True)
    for member in like.members.filter(until__isnull=True):
        copy(cursor, "cases_member", {"case_id": "i.kase"}, member.pk, serial=True)
    for token in list(client.person.tokens.all())[:TOKENS]:
        copy(cursor, "persons_persontoken", {"person_id": "i.person", "token": dialect.noise}, token.pk, serial=True)
    from teduh.journal.models import Entry

    chain = "'case:' || i.kase"
    for entry in Entry.objects.filter(chain=like.chain).order_by("sequence")[:ENTRIES]:
        copy(cursor, "journal_entry", {"chain": chain, "envelope_id": "i.sealed"}, entry.pk, serial=True)


def copy(cursor: Any, table: str, changes: dict[str, str], key: Any, *, serial: bool = False) -> None:
    from django.db import connection

    columns = [row.name for row in connection.introspection.get_table_description(cursor, table)]
    if serial:
        columns.remove("id")
    quoted = connection.ops.quote_name
    values = [changes.get(name, f"t.{quoted(name)}") for name in columns]
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(quoted(name) for name in columns)}) "
        f"SELECT {', '.join(values)} FROM {table} t, bench_ids i WHERE t.id = %s",
        [key],
    )


def plain(identifier: Any) -> Any:
    """An identifier as the database holds it."""
    from django.db import connection

    return identifier.hex if connection.vendor == "sqlite" else identifier
