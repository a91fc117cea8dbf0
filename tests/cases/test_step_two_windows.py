# SPDX-License-Identifier: AGPL-3.0-or-later
"""A step that stands open in two windows: the older one overwrites nothing, unless whoever typed there says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.actions import steps
from teduh.cases.models import Answers, Case
from teduh.cases.queries.work import draft_of
from teduh.journal.door import Refused
from teduh.lib import saving
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

FIRST = "terima-permohonan"
ACCOUNT = "formulir-pengaduan-account"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return making.opened(staff)


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


class Window:
    """One rendering of the page of the first step."""

    def __init__(self, client: Client, case: Case) -> None:
        self.client, self.case = client, case
        self.read(client.get(making.step_address(case, FIRST)))

    def read(self, page: Any) -> None:
        self.page, self.text = page, page.content.decode()
        shown = page.context["saving"]
        self.said = {"page": shown.page, "made_from": str(shown.made_from), "stand": page.context["stand"]}
        self.count = shown.count
        assert all(f'name="{name}" value="{value}"' in self.text for name, value in self.said.items())

    def types(self, text: str, **said: str) -> int:
        self.count += 1
        typed = {**self.said, ACCOUNT: text, "autosave_count": str(self.count), **said}
        return int(self.client.post(making.step_address(self.case, FIRST, "save"), typed).status_code)

    def presses(self, do: str, text: str, **changes: Any) -> Any:
        typed = {**making.filled(self.page), **self.said, ACCOUNT: text, "do": do, **changes}
        reply = self.client.post(making.step_address(self.case, FIRST), typed)
        if reply.status_code != 302:
            self.read(reply)
        return reply


def kept(case: Case) -> str:
    draft = draft_of(case, run=1, step=FIRST)
    return "".join(draft.getlist(ACCOUNT)) if draft else ""


def test_an_old_window_is_refused_for_good(bayu: Client, case: Case) -> None:
    old, new = Window(bayu, case), Window(bayu, case)
    assert [new.types(text) for text in ("a", "ab", "abc")] == [200, 200, 200]
    assert [old.types("x") for _ in range(6)] == [409] * 6
    assert kept(case) == "abc"


@pytest.mark.parametrize("do", ["save", "finish"])
def test_a_press_in_an_old_window_overwrites_only_when_said_again(bayu: Client, case: Case, do: str) -> None:
    old, new = Window(bayu, case), Window(bayu, case)
    new.types("yang baru")
    assert old.presses(do, "yang lama").status_code == 409
    assert (kept(case), making.open_keys(case)) == ("yang baru", [FIRST])
    assert "yang lama" in old.text
    assert "sudah disimpan dari jendela lain" in old.text
    assert "data-autosave=" not in old.text
    assert old.types("yang lama, lagi") == 409
    assert old.presses("overwrite", "yang lama").status_code == 302
    assert kept(case) == "yang lama"
    assert new.types("yang baru, lagi") == 409
    assert Window(bayu, case).presses("finish", "yang lama").status_code == 302
    assert making.open_keys(case) != [FIRST]


def test_the_rule_holds_below_the_page(case: Case, staff: dict[str, Staff]) -> None:
    actor = making.acting(staff["bayu"])
    with pytest.raises(Refused):
        steps.save_step(actor, case, step=FIRST, fields={}, saving=saving.Saving("x", 7, 1))
    steps.save_step(actor, case, step=FIRST, fields={}, saving=saving.Saving("x", 0, 1))
    with pytest.raises(Refused):
        steps.finish_step(actor, case, step=FIRST, work=steps.Work(saving=saving.Saving("y", 0, pressed=True)))
    assert making.open_keys(case) == [FIRST]


def test_a_page_with_something_missing_is_saved_on(bayu: Client, case: Case) -> None:
    window = Window(bayu, case)
    assert [window.types("satu"), window.types("satu dua")] == [200, 200]
    assert window.presses("finish", " ").status_code == 422
    assert window.types("satu dua tiga") == 200
    assert kept(case) == "satu dua tiga"


def test_an_old_window_with_something_missing_stays_old(bayu: Client, case: Case) -> None:
    old, new = Window(bayu, case), Window(bayu, case)
    new.types("yang baru")
    assert old.presses("finish", " ").status_code == 422
    assert old.types("yang lama") == 409
    assert kept(case) == "yang baru"


def test_a_save_late_behind_the_finish_leaves_no_draft(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    window = Window(bayu, case)
    window.presses("finish", "selesai")
    with pytest.raises(Refused):
        steps.save_step(making.acting(staff["bayu"]), case, step=FIRST, fields={}, saving=saving.Saving("a", 0, 1))
    assert window.types("terlambat") == 409
    assert not Answers.objects.filter(case=case, final=False).exists()


def test_a_save_of_a_page_from_before_the_step_went_on_is_refused(bayu: Client, case: Case) -> None:
    assert Window(bayu, case).types("terlambat", stand="0-0") == 409
    assert not Answers.objects.filter(case=case, final=False).exists()


@pytest.mark.parametrize("name", ["autosave_count", "made_from", "round", "assignee"])
@pytest.mark.parametrize("number", ["9" * 5_000, "²", "-1"])
def test_a_number_beyond_belief_is_no_fault(bayu: Client, case: Case, name: str, number: str) -> None:
    where = making.step_address(case, FIRST)
    assert bayu.post(f"{where}simpan/", {ACCOUNT: "Satu", name: number}).status_code == 200
    assert bayu.post(where, {ACCOUNT: "Dua", name: number, "do": "save"}).status_code == 302
    assert bayu.post(where, {**making.filled(bayu.get(where)), name: number}).status_code in (302, 409)
