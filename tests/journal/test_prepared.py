# SPDX-License-Identifier: AGPL-3.0-or-later
"""Statements composed once: they read and write what the ORM would, and nothing is read or written past them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from teduh.channels.models import Delivery, Message
from teduh.journal import queries
from teduh.journal.actor import Actor
from teduh.journal.door import Refused, WriteOutsideAction, action
from teduh.journal.prepared import change, deletion, execute, execute_later, held, insertion, prepared, read_together
from teduh.journal.subjects import OfficeSubject
from teduh.journal.verify import verify
from tests.journal.acts import AT, RATNA, SAMPANG, TWICE, own_office, write

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = OfficeSubject(SAMPANG)


@prepared
def messages(chain: str, before: datetime) -> QuerySet[Message]:
    return Message.objects.filter(chain=chain, created_at__lt=before).select_related("envelope")


@prepared
def kinds(pk: UUID) -> QuerySet[Message, tuple[str, datetime]]:
    return Message.objects.filter(pk=pk).values_list("kind", "created_at")


@held
def kind_of(pk: UUID) -> QuerySet[Message, str]:
    return Message.objects.filter(pk=pk).values_list("kind", flat=True)


@held
def deliveries(message: UUID) -> QuerySet[Delivery]:
    return Delivery.objects.filter(message=message)


@deletion
def deliveries_of(message: UUID) -> QuerySet[Delivery]:
    return Delivery.objects.filter(message=message)


@action("test.noted", may=own_office)
def doing(actor: Actor, message: Message, *, body: Callable[[], object]) -> None:
    body()


def selects(captured: CaptureQueriesContext) -> int:
    return sum(query["sql"].startswith("SELECT") for query in captured.captured_queries)


def to_sms(message: Message) -> None:
    message.kind = "sms"
    execute_later(change(message, "kind"))


def test_rows_come_as_the_orm_gives_them() -> None:
    message = write(RATNA, OFFICE, title="Satu")
    write(RATNA, OFFICE, title="Dua")
    for _ in range(2):  # composed, then as it was kept
        (found,) = messages(message.chain, AT + timedelta(days=1))
        assert (found, found.created_at, found.title.open()) == (message, AT, "Satu")
        with CaptureQueriesContext(connection) as captured:
            assert found.envelope.office == SAMPANG
        assert len(captured) == 0
    assert messages(message.chain, before=AT) == []
    assert kinds(message.pk) == [("email", AT)]
    assert kind_of(message.pk) == ["email"]


def test_what_is_held_is_read_once_until_something_is_written() -> None:
    message = write(RATNA, OFFICE)
    read: list[list[str]] = []

    def body() -> None:
        with CaptureQueriesContext(connection) as captured:
            read.append(read_together(kind_of.asked(message.pk), deliveries.asked(message.pk)))
            read.append(kind_of(message.pk))
            assert deliveries(message.pk) == []
        assert selects(captured) == (1 if connection.vendor == "postgresql" else 2)
        Message.objects.filter(pk=message.pk).update(kind="sms")
        read.append(kind_of(message.pk))
        to_sms(message)
        read.append(kind_of(message.pk))

    doing(RATNA, message, body=body)
    assert read == [["email"], ["email"], ["sms"], ["sms"]]
    with CaptureQueriesContext(connection) as captured:
        assert kind_of(message.pk) == kind_of(message.pk) == ["sms"]
    assert selects(captured) == 2, "outside an action nothing is held"


def test_what_is_held_is_the_callers_own_list() -> None:
    message = write(RATNA, OFFICE)

    def body() -> None:
        kind_of(message.pk).clear()
        assert kind_of(message.pk) == ["email"]

    doing(RATNA, message, body=body)


def test_what_waits_goes_before_whatever_comes_next() -> None:
    message = write(RATNA, OFFICE)
    seen: list[str] = []

    def body() -> None:
        to_sms(message)
        seen.append(Message.objects.get(pk=message.pk).kind)
        execute_later(insertion([Delivery(message=message)]))
        seen.append(Delivery.objects.get(message=message).state)
        execute_later(deliveries_of(message.pk))
        seen.append(str(len(deliveries(message.pk))))

    doing(RATNA, message, body=body)
    assert seen == ["sms", "waiting", "0"]


def test_what_waits_is_written_with_the_entry_where_nothing_comes_next() -> None:
    message = write(RATNA, OFFICE)
    doing(RATNA, message, body=lambda: to_sms(message))
    assert kind_of(message.pk) == ["sms"]
    assert [entry.code for entry in queries.entries_of(message)] == ["test.written", "test.noted"]
    assert verify().faults == []


def test_what_waits_is_undone_with_its_action_or_its_savepoint() -> None:
    message = write(RATNA, OFFICE)

    def refuse() -> None:
        to_sms(message)
        raise Refused(TWICE)

    with pytest.raises(Refused):
        doing(RATNA, message, body=refuse)
    assert kind_of(message.pk) == ["email"]
    assert [entry.code for entry in queries.entries_of(message)] == ["test.written", "test.noted.refused"]

    def give_up_half() -> None:
        execute_later(insertion([Delivery(message=message)]))
        with transaction.atomic():
            to_sms(message)
            transaction.set_rollback(True)

    doing(RATNA, message, body=give_up_half)
    assert kind_of(message.pk) == ["email"]
    assert len(deliveries(message.pk)) == 1, "what was to be written before the savepoint stands"


def test_outside_an_action_nothing_is_written() -> None:
    message = write(RATNA, OFFICE)
    for send in (execute, execute_later):
        with pytest.raises(WriteOutsideAction):
            send(deliveries_of(message.pk), change(message, "kind"))
