# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report that comes as a letter has its place in the incoming register, and its disposition sheet knows it."""

from __future__ import annotations

import pytest

from tests.journeys import sampang
from tests.journeys.walk import Walk

LETTER = {"letter_from": "LSM Payung Fiktif", "letter_number": "07/LSM/III/2026", "letter_date": "27-02-2026"}


@pytest.mark.clause("S6")
def test_the_disposition_sheet_begins_with_the_agenda_number_of_the_letter(walk: Walk) -> None:
    sampang.complain(walk, at="2026-03-02 08.45", **LETTER)
    book = walk.get("lestari", "/surat/agenda/masuk/").text
    for words in ("0001/2026", "2 Mar 2026", "LSM Payung Fiktif", "07/LSM/III/2026", "27 Feb 2026", walk.number):
        assert words in book
    sampang.receive(walk)
    sampang.record(walk)
    sampang.sort(walk)
    sampang.forward(walk)
    form = walk.form("jaya", "lampirkan-lembar-disposisi")
    begun = {name: form.values[form.named(name)] for name in ("agenda_number", "received_on", "letter_number", "from")}
    assert begun == {
        "agenda_number": ["0001/2026"],
        "received_on": ["02-03-2026"],
        "letter_number": ["07/LSM/III/2026"],
        "from": [""],
    }
    sampang.attach_sheet(walk)
    sheet = walk.papers("jaya")["lembar-disposisi 1"]
    assert "0001/2026" in sheet
    assert "07/LSM/III/2026" in sheet
    walk.whole()


def test_a_letter_that_joins_a_case_or_is_set_aside_is_in_the_book_too(walk: Walk) -> None:
    sampang.complain(walk, at="2026-03-02 08.45")
    report = walk.at("2026-03-02 09.00").take("jaya", "letter")
    walk.type("jaya", report, **{**sampang.COMPLAINT, **LETTER})
    assert walk.post("jaya", f"{report}sisihkan/", {"reason": "Surat yang sama datang dua kali"}).status == 200
    walk.take("jaya", "walk_in")
    book = walk.get("lestari", "/surat/agenda/masuk/").text
    assert "0001/2026" in book
    assert "0002/2026" in book
    assert "0003/2026" not in book, "who comes in person brings no letter"
    assert "Joko Karangan" in book, "without another sender, who reported"
    walk.whole()


def test_an_anonymous_letter_names_no_sender(walk: Walk) -> None:
    anonymous = {"reporter_name": "Joko Karangan", "anonymous": "on"}
    sampang.complain(walk, at="2026-03-02 08.45", **anonymous)
    book = walk.get("lestari", "/surat/agenda/masuk/").text
    assert "0001/2026" in book
    assert "Joko" not in book
