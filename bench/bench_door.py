# SPDX-License-Identifier: AGPL-3.0-or-later
"""A step taken through the whole door, against a bare INSERT and COMMIT of rows of the same size."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.measuring import Table
from bench.office import NOW, installation

CASES = 120
PROMISED = 4.0


def measure() -> Table:
    """Milliseconds, medians of pairs taken in turn, so that both meet the same disk."""
    with installation():
        return measured()


def measured() -> Table:
    from teduh.accounts.actors import actor_for
    from teduh.accounts.demo_staff import make_demo_staff
    from teduh.accounts.models import Office
    from teduh.accounts.remembered import remembering
    from teduh.cases.actions.opening import Account, open_case
    from teduh.cases.actions.steps import Work, finish_step
    from teduh.standards.queries import version_in_force

    staff = make_demo_staff(NOW - timedelta(days=400), offices=["kab-sampang"])
    office = Office.objects.get(code="kab-sampang")
    version = version_in_force("kab-sampang/konseling-keluarga", NOW.date())
    assert version is not None
    clerk, desk = actor_for(staff["jaya"], NOW), actor_for(staff["lestari"], NOW)
    account = Account(channel="phone", received_at=NOW, narrative="Percobaan kecepatan. " * 20)
    cases = [open_case(clerk, office, version=version, account=account) for _ in range(CASES)]
    work = Work(reason="Sudah diterima melalui sekretariat.")

    def take(case: Any) -> None:
        with remembering():
            finish_step(desk, case, step="terima-melalui-sekretariat", work=work)

    for case in cases[:20]:
        take(case)
    bare = bare_writer()
    through, plain = [], []
    for case in cases[20:]:
        plain.append(timed(bare))
        through.append(timed(lambda case=case: take(case)))
    table = Table(("what", "milliseconds", "times the bare write"))
    ratio = statistics.median(through) / statistics.median(plain)
    table.add("bare INSERT of rows of the same size, and COMMIT", f"{1000 * statistics.median(plain):.2f}", "1")
    table.add("a step through the whole door", f"{1000 * statistics.median(through):.2f}", f"{ratio:.2f}")
    table.limit("a step through the door, in bare writes", ratio, PROMISED)
    return table


def timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


# What the measured step writes, a row each: its entry and the head of its chain, the step that opens and who may take
# it, and its taker's place in the team. It deletes the step that it closes and its holder, which are not counted.
WRITTEN = {
    "journal_entry": "id",
    "journal_head": "chain",
    "cases_openstep": "id",
    "cases_stepholder": "id",
    "cases_member": "id",
}


def bare_writer() -> Callable[[], None]:
    """Writes a row of each table that a step writes into a table of the same columns, with nothing around it: as many
    rows as the step inserts and updates, and of the same size."""
    from django.db import connection, transaction

    from teduh.journal.door import outside

    rows: list[tuple[str, list[Any]]] = []
    with outside(reason="measuring"), connection.cursor() as cursor:
        for name, key in WRITTEN.items():
            cursor.execute(f"CREATE TABLE bench_{name} AS SELECT * FROM {name} WHERE 1 = 0")
            cursor.execute(f"SELECT * FROM {name} ORDER BY {key} DESC LIMIT 1")
            row = list(cursor.fetchone())
            places = ", ".join(["%s"] * len(row))
            rows.append((f"INSERT INTO bench_{name} VALUES ({places})", row))

    def write() -> None:
        with outside(reason="measuring"), transaction.atomic(), connection.cursor() as cursor:
            for statement, values in rows:
                cursor.execute(statement, [adapted(value) for value in values])

    return write


def adapted(value: Any) -> Any:
    """A value as its column takes it back."""
    import json
    from uuid import UUID

    if isinstance(value, UUID):
        return str(value)
    return json.dumps(value) if isinstance(value, dict | list) else value
