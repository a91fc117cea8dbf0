# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several people at once: one wins, the other reads who was first; and every chain keeps its order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import OperationalError, connection

from teduh.channels.models import Message
from teduh.journal import door, queries
from teduh.journal.door import Refused
from teduh.journal.subjects import OfficeSubject
from teduh.journal.verify import verify
from tests.journal.acts import RATNA, SAMPANG, note, retitle, retitle_both, write

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


def test_two_who_lock_two_subjects_crosswise_both_come_through() -> None:
    """PostgreSQL undoes one of the two, which begins anew; SQLite lets in one writer after the other."""
    subjects = [write(RATNA, OFFICE, title=title).pk for title in ("pertama", "kedua")]
    both_hold_one = Barrier(2)
    begun: list[int] = []

    def act(number: int) -> str:
        first, second = (Message.objects.get(pk=key) for key in (subjects if number else reversed(subjects)))

        def meet() -> None:
            begun.append(number)
            with suppress(BrokenBarrierError):
                both_hold_one.wait(timeout=2)

        retitle_both(RATNA, first, other=second, title=f"oleh {number}", between=meet)
        return "done"

    assert together(2, act) == ["done", "done"]
    assert len(begun) == (3 if connection.vendor == "postgresql" else 2)
    titles = {message.title.open() for message in Message.objects.all()}
    assert titles in ({"oleh 0"}, {"oleh 1"}), "one after the other, never mixed"
    for key in subjects:
        codes = [entry.code for entry in queries.entries_of(Message.objects.get(pk=key))]
        assert sorted(codes) == ["test.crossed", "test.retitled", "test.written"]
    assert verify().faults == []


class DriversError(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def test_an_action_that_is_undone_each_time_ends_in_the_databases_own_error() -> None:
    """It is tried a few times, not for ever; and any other error is no reason to try again."""
    message = write(RATNA, OFFICE)
    tried: list[str] = []

    def fail(code: str) -> Callable[[], None]:
        def between() -> None:
            tried.append(code)
            raise OperationalError("undone") from DriversError(code)

        return between

    for code in ("40P01", "40001", "53300"):
        with pytest.raises(OperationalError):
            retitle_both(RATNA, message, other=message, title="baru", between=fail(code))
    assert tried == ["40P01"] * door.ATTEMPTS + ["40001"] * door.ATTEMPTS + ["53300"]
    assert Message.objects.get().title.open() == "Judul"
    assert len(queries.entries_of(message)) == 1
