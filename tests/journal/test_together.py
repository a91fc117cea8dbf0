# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several people at once: one wins, the other reads who was first; and every chain keeps its order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from teduh.channels.models import Message
from teduh.journal import queries
from teduh.journal.door import Refused
from teduh.journal.subjects import OfficeSubject
from teduh.journal.verify import verify
from tests.journal.acts import RATNA, SAMPANG, note, retitle, write

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = OfficeSubject(SAMPANG)


def together(count: int, act: Callable[[int], str]) -> list[str]:
    """Run it in so many threads that begin at one moment, each with a connection of its own."""
    barrier = Barrier(count)

    def run(number: int) -> str:
        barrier.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_two_who_take_one_step_exactly_one_wins() -> None:
    message = write(RATNA, OFFICE, title="terbuka")

    def take(number: int) -> str:
        mine = Message.objects.get(pk=message.pk)
        try:
            retitle(RATNA, mine, title="diambil", unless="diambil")
        except Refused as refused:
            return refused.refusal.rule
        return "won"

    assert sorted(together(4, take)) == ["test:twice", "test:twice", "test:twice", "won"]
    codes = [entry.code for entry in queries.entries_of(message)]
    assert sorted(codes) == ["test.retitled", *["test.retitled.refused"] * 3, "test.written"]
    assert verify().faults == []


def test_many_who_write_in_one_chain_keep_its_order() -> None:
    def act(number: int) -> str:
        for _ in range(5):
            note(RATNA, OFFICE)
        write(RATNA, OFFICE, title=str(number))
        return "done"

    assert together(4, act) == ["done"] * 4
    report = verify()
    assert (report.chains, report.entries, report.faults) == (5, 24, [])
    assert {message.title.open() for message in Message.objects.all()} == {"0", "1", "2", "3"}
