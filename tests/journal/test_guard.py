# SPDX-License-Identifier: AGPL-3.0-or-later
"""No write but through the door: saves, bulk and queryset writes, raw statements."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from teduh.channels.models import Delivery, Message
from teduh.jobs.models import Job
from teduh.journal import door
from teduh.journal.guard import WRITE, guarded_tables
from teduh.journal.models import Entry, Head
from teduh.journal.subjects import OfficeSubject
from teduh.vault.models import Envelope, OfficeKey
from tests.journal.acts import AT, RATNA, SAMPANG, note, write

pytestmark = pytest.mark.django_db


def raw(statement: str) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def many() -> None:
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE channels_message SET kind = %s", [("a",), ("b",)])


WRITES: dict[str, Callable[[], object]] = {
    "save": lambda: Message.objects.get().save(),
    "delete": lambda: Message.objects.all().delete(),
    "queryset": lambda: Message.objects.update(kind="x"),
    "bulk": lambda: Message.objects.bulk_create([Message(kind="x", created_at=AT, chain="x")]),
    "raw": raw("UPDATE channels_message SET kind = 'x'"),
    "raw, spaced": raw("\n  update   channels_message SET kind = 'x'"),
    "raw, with a remark": raw("/* harmless */ DELETE FROM channels_message"),
    "raw, after a common table": raw("WITH a AS (SELECT 1) UPDATE channels_message SET kind = 'x'"),
    "many": many,
    "a key": lambda: Envelope.objects.update(wrapped=None),
    "an office's key": lambda: OfficeKey.objects.all().delete(),
    "the journal": lambda: Head.objects.update(sequence=9),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_outside_an_action_raises_and_says_what_to_do(name: str) -> None:
    write(RATNA, OfficeSubject(SAMPANG))
    with pytest.raises(door.WriteOutsideAction, match="Call the action"), transaction.atomic():
        WRITES[name]()
    assert Message.objects.get().kind == "email"


def test_reads_and_the_workers_own_rows_pass() -> None:
    assert not Message.objects.filter(kind="update").exists()
    assert Job.objects.filter(state="done").update(priority=1) == 0
    assert Delivery.objects.update(attempts=1) == 0


def test_an_exception_is_named() -> None:
    with door.outside(reason="a raw fixture"):
        assert Message.objects.update(kind="x") == 0
    with pytest.raises(door.WriteOutsideAction), transaction.atomic():
        Message.objects.update(kind="x")


def test_the_door_is_shut_again_after_an_action_that_failed() -> None:
    with pytest.raises(door.Refused):
        note(RATNA, OfficeSubject(SAMPANG), fail=True)
    with pytest.raises(door.WriteOutsideAction), transaction.atomic():
        Message.objects.update(kind="x")
    assert Entry.objects.count() == 1


def test_every_table_of_the_product_is_guarded_but_the_bookkeeping() -> None:
    guarded = guarded_tables()
    assert {"journal_entry", "journal_head", "vault_envelope", "vault_officekey", "channels_message"} <= guarded
    assert not guarded & {"jobs_job", "jobs_heartbeat", "channels_delivery", "django_session", "django_migrations"}


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ('INSERT INTO "cases_case" ("id") VALUES (1)', "cases_case"),
        ("INSERT OR REPLACE INTO cases_case VALUES (1)", "cases_case"),
        ("REPLACE INTO `cases_case` VALUES (1)", "cases_case"),
        ('DELETE FROM ONLY "public"."cases_case"', "cases_case"),
        ("TRUNCATE TABLE cases_case", "cases_case"),
        ('COPY "cases_case" FROM STDIN', "cases_case"),
        ("MERGE INTO cases_case USING x ON true", "cases_case"),
    ],
)
def test_every_form_of_writing_is_known(statement: str, table: str) -> None:
    found = WRITE.match(statement)
    assert found is not None
    assert found["table"] == table
