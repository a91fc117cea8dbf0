# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which of two saves is kept where a page stands open twice."""

from __future__ import annotations

import pytest

from teduh.lib.numbers import whole_number
from teduh.lib.saving import Saving, rendered, sent


@pytest.mark.parametrize(
    ("saving", "kept"),
    [
        (Saving("a", 0, 4), 4),  # the page that saved last goes on
        (Saving("a", 0, 3), None),  # and its own late one is refused
        (Saving("a", 0, 3, pressed=True), 4),  # but a press is newer than all before it
        (Saving("b", 0, 9), None),  # a page opened before, however high it counts
        (Saving("b", 0, 9, pressed=True), None),
        (Saving("b", 0, 0, pressed=True, overwrites=True), 4),
        (Saving("b", 3, 4), 4),  # a page made from what is kept now
        (Saving("b", 3, 0, pressed=True), 4),
        (Saving("b", 2, 4), None),
        (Saving("", 0, 9), None),
    ],
)
def test_a_save_is_kept_from_the_newest_page_only(saving: Saving, kept: int | None) -> None:
    assert saving.next_count(saves=3, page="a") == kept


def test_the_first_save_is_that_of_whoever_comes_first() -> None:
    first = rendered(0)
    assert first.next_count(saves=0, page="") == 1
    assert rendered(0).next_count(saves=1, page=first.page) is None


def test_a_page_shown_again_is_as_old_as_it_was() -> None:
    stale = Saving("b", 0, 2).shown_again(5)
    assert stale.count == 5
    assert stale.next_count(saves=5, page="a") is None


@pytest.mark.parametrize("strange", ["", "\0", "²", "9" * 5_000, "-1²", "<b>", "a" * 33])
def test_whatever_a_page_sends_is_read(strange: str) -> None:
    read = sent({"page": strange, "made_from": strange, "autosave_count": strange})
    assert read == Saving()


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0", 0), ("999999999", 999_999_999), ("1000000000", 7), ("1" * 5_000, 7), ("²", 7)],
)
def test_a_number_too_long_to_be_meant_is_none(text: str, number: int) -> None:
    assert whole_number(text, 7) == number
