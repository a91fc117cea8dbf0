# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report that stands open in two windows: the older one overwrites nothing, unless whoever typed there says so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.models import Case
from teduh.intake import views
from teduh.intake.models import Report
from teduh.standards.actions import publish_catalogue
from tests import people

pytestmark = pytest.mark.django_db

SERVICE = "kota-tebing-tinggi/pengaduan-masyarakat"


@pytest.fixture
def staff() -> dict[str, Staff]:
    found = people.cast(people.TEBING_TINGGI)
    publish_catalogue(people.system())
    return found


@pytest.fixture
def page(client: Client, staff: dict[str, Staff]) -> str:
    people.sign_in(client, staff["bayu"])
    return str(client.post("/laporan/baru/", {"channel": "phone"})["Location"])


class Window:
    """One rendering of the report's page: what it sends beside what is typed."""

    def __init__(self, client: Client, page: str) -> None:
        self.client, self.address = client, page
        self.read(client.get(page))

    def read(self, reply: Any) -> None:
        self.text = reply.content.decode()
        self.said = dict(re.findall(r'type="hidden" name="(page|made_from)" value="(\w*)"', self.text))
        assert set(self.said) == {"page", "made_from"}
        shown = re.search(r'data-autosave-count="(\d+)"', self.text)
        self.count = int(shown[1]) if shown else 0

    def types(self, text: str) -> int:
        self.count += 1
        said = {**self.said, "narrative": text, "autosave_count": str(self.count)}
        return int(self.client.post(f"{self.address}simpan/", said).status_code)

    def presses(self, do: str, text: str, **typed: str) -> Any:
        reply = self.client.post(self.address, {**self.said, "narrative": text, "do": do, **typed})
        if reply.status_code != 302:
            self.read(reply)
        return reply


def kept() -> str:
    return str(Report.objects.get().content.open().get("narrative", ""))


def test_an_old_window_is_refused_for_good(client: Client, page: str) -> None:
    old, new = Window(client, page), Window(client, page)
    assert [new.types(text) for text in ("a", "ab", "abc")] == [200, 200, 200]
    assert [old.types("x") for _ in range(6)] == [409] * 6
    assert kept() == "abc"
    assert new.types("abcd") == 200


def test_a_window_opened_later_takes_over(client: Client, page: str) -> None:
    first = Window(client, page)
    first.types("satu")
    second = Window(client, page)
    assert second.types("dua") == 200
    assert first.types("satu lagi") == 409
    assert kept() == "dua"


@pytest.mark.parametrize("do", ["save", "open", "client", "alleged"])
def test_a_press_in_an_old_window_overwrites_only_when_said_again(client: Client, page: str, do: str) -> None:
    old, new = Window(client, page), Window(client, page)
    new.types("yang baru")
    reply = old.presses(do, "yang lama", service=SERVICE, clients="1", alleged="1")
    assert reply.status_code == 409
    assert (kept(), Case.objects.exists()) == ("yang baru", False)
    assert "yang lama" in old.text
    assert "sudah disimpan dari jendela lain" in old.text
    assert "Simpan yang ini" in old.text
    # The page shown again saves nothing by itself, and a second press of another button is refused as well.
    assert "data-autosave=" not in old.text
    assert old.types("yang lama, lagi") == 409
    assert old.presses(do, "yang lama", service=SERVICE).status_code == 409
    assert kept() == "yang baru"
    assert old.presses("overwrite", "yang lama", service=SERVICE).status_code == 302
    assert kept() == "yang lama"
    assert new.types("yang baru, lagi") == 409
    assert Window(client, page).presses("open", "yang lama", service=SERVICE).status_code == 302
    assert Case.objects.get().narrative.open() == "yang lama"


def test_a_late_save_of_the_page_never_overtakes_its_press(client: Client, page: str) -> None:
    window = Window(client, page)
    window.types("satu")
    late = window.count + 1
    assert window.presses("save", "tiga", autosave_count=str(late + 1)).status_code == 302
    window.count = late - 1
    assert window.types("dua") == 409
    assert kept() == "tiga"


def test_a_page_with_something_missing_is_saved_on(client: Client, page: str) -> None:
    window = Window(client, page)
    assert window.types("satu") == 200
    assert window.presses("open", "satu", service="kab-sampang/konseling-keluarga").status_code == 422
    assert window.types("satu dua") == 200
    assert kept() == "satu dua"


def test_a_report_saved_while_it_is_opened_is_not_opened(
    client: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window(client, page)
    read = views.page_of

    def interrupted(*arguments: Any, **options: Any) -> Any:
        """Between what is kept and what is opened, a third page takes over."""
        monkeypatch.setattr(views, "page_of", read)
        assert Window(client, page).types("disela") == 200
        return read(*arguments, **options)

    monkeypatch.setattr(views, "page_of", interrupted)
    assert window.presses("open", "dibuka", service=SERVICE).status_code == 409
    assert (kept(), Case.objects.exists()) == ("disela", False)
    assert "dibuka" in window.text
