# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several people press at one moment, with real transactions: one wins, the others read who was first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.journeys import tebing_tinggi as tt
from tests.journeys.pages import read
from tests.journeys.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)


def together(presses: list[Callable[[], Any]]) -> list[Any]:
    """Press all at one moment, each with a database connection of its own."""
    barrier = Barrier(len(presses))

    def press(one: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


def text(reply: Any) -> str:
    return read(reply.status_code, "", reply.content.decode()).text


def test_of_two_officers_on_one_step_one_wins_and_the_other_reads_who(walk: Walk) -> None:
    tt.call(walk, at="2026-03-02 10.00", risk="high")
    walk.invite("bayu", "Ratna Contoh, pekerja sosial")
    tt.receive(walk.at("2026-03-02 10.10"))
    names = {"bayu": "Bayu Rekaan", "ratna": "Ratna Contoh"}
    address = walk.step("layanan-awal")
    sent = {who: walk.form(who, "layanan-awal").filled({"summary": f"Ditolong {who}."}) for who in names}
    replies = dict(
        zip(
            names,
            together([partial(walk.browser(who).post, address, {**sent[who], "do": ["finish"]}) for who in names]),
            strict=True,
        )
    )
    assert sorted(reply.status_code for reply in replies.values()) == [302, 409]
    winner = next(who for who, reply in replies.items() if reply.status_code == 302)
    loser = next(who for who, reply in replies.items() if reply.status_code == 409)
    said = text(replies[loser])
    assert f"sudah diselesaikan {names[winner]}" in said
    assert f"Ditolong {loser}." in said, "what the second one typed is not lost"
    record = walk.get("tirta", address).text
    assert f"Ditolong {winner}." in record
    assert f"Ditolong {loser}." not in record
    walk.whole()


def test_of_two_officers_who_take_over_a_report_one_has_it_and_the_other_reads_who(walk: Walk) -> None:
    report = walk.at("2026-03-02 10.00").take("bayu", "phone")
    address = f"{report}ambil-alih/"
    names = {"ratna": "Ratna Contoh", "kirana": "Kirana Khayal"}
    walk.at("2026-03-02 10.45")
    sent = {who: walk.get(who, address).form("of").filled({}) for who in names}
    presses: list[Callable[[], Any]] = [partial(walk.browser(who).post, address, sent[who]) for who in names]
    replies = dict(zip(names, together(presses), strict=True))
    assert sorted(reply.status_code for reply in replies.values()) == [302, 409]
    winner, loser = sorted(names, key=lambda who: replies[who].status_code)
    assert f"beralih kepada {names[winner]}" in text(replies[loser])
    assert walk.get(winner, report).status == 200
    assert walk.get(loser, report).status == 404
    walk.whole()


def test_presses_at_one_moment_open_one_case_a_report_without_gap_or_clash(walk: Walk) -> None:
    walk.at("2026-03-02 10.00")
    reports = [walk.take("bayu", "phone") for _ in range(3)]
    sent = {
        report: walk.get("bayu", report).form("narrative").filled({**tt.CALL, "safe": "safe"}) | {"do": ["open"]}
        for report in reports
    }
    client = walk.browser("bayu")
    replies = together([partial(client.post, one, sent[one]) for one in [*reports, *reports]])
    assert {reply.status_code for reply in replies} == {302}
    cases = [walk.get("bayu", reply["Location"]).address for reply in replies]
    assert cases[:3] == cases[3:], "pressed twice, a report is one case"
    assert len(set(cases)) == 3
    listed = walk.get("bayu", "/kasus/").text
    assert [f"{serial:04}/2026" in listed for serial in range(1, 5)] == [True, True, True, False]
    walk.whole()
