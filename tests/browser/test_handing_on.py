# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report that lies, in a real browser: on Desk, taken over by a colleague, and in the page that was left open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from teduh.accounts.models import Office, Staff
from teduh.intake import actions, queries
from teduh.intake.models import Report
from teduh.lib.saving import Saving
from tests import people
from tests.browser.conftest import picture
from tests.cases import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOLD = "Tetangga mendengar anak itu menangis tiap malam."


@pytest.fixture
def staff(site: str) -> dict[str, Staff]:
    return people.cast(people.TEBING_TINGGI)


@pytest.fixture
def report(staff: dict[str, Staff]) -> Report:
    """bayu took a call and typed, longer ago than a report may lie; another one he is typing just now."""
    office = Office.objects.get(code=people.TEBING_TINGGI)
    found = []
    for minutes in (0, queries.LIES_AFTER.seconds // 60 + 95):
        bayu = making.acting(staff["bayu"], minutes)
        found.append(actions.take_report(bayu, office, channel="phone", received_at=bayu.at))
        actions.save_report(bayu, found[-1], saving=Saving("a", 0, 1), content={"narrative": TOLD})
    return found[-1]


@pytest.fixture
def as_(site: str, page: Any, staff: dict[str, Staff]) -> Callable[[str], Any]:
    """`as_("bayu")`: the browser with that person signed in."""

    def sign_in(username: str) -> Any:
        client = Client()
        people.sign_in(client, staff[username])
        name = settings.SESSION_COOKIE_NAME
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        return page

    return sign_in


def test_what_lies_looks_right_for_everybody_who_may_go_on(
    site: str, report: Report, as_: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    where = f"{site}/laporan/{report.pk}/"
    as_("bayu")
    looks(f"{site}/meja/", "meja-tergeletak-sendiri")
    as_("tirta")
    looks(f"{site}/meja/", "meja-tergeletak-atasan")
    looks(where, "laporan-belum-selesai")
    as_("kirana")
    looks(f"{site}/meja/", "meja-tergeletak-rekan")
    looks(f"{where}ambil-alih/", "ambil-alih", everything=True)


def test_a_page_left_open_says_who_took_the_report_over_and_keeps_what_is_typed(
    site: str, report: Report, staff: dict[str, Staff], as_: Callable[[str], Any], accessible: Callable[[Any], None]
) -> None:
    page = as_("bayu")
    page.goto(f"{site}/laporan/{report.pk}/")
    actions.take_over(making.acting(staff["kirana"]), report, of=staff["bayu"].pk)
    page.locator("[name=narrative]").fill(f"{TOLD} Sejak Minggu.")
    page.get_by_text("Laporan ini beralih kepada Kirana Khayal").wait_for()
    assert page.locator("[name=narrative]").input_value() == f"{TOLD} Sejak Minggu."
    page.set_viewport_size({"width": 360, "height": 800})
    picture(page, "laporan-beralih-360")
    page.get_by_role("button", name="Simpan, lanjut nanti").click()
    page.get_by_role("heading", name="Laporan ini beralih kepada Kirana Khayal").wait_for()
    assert page.locator("[name=narrative]").input_value() == f"{TOLD} Sejak Minggu."
    accessible(page)
    picture(page, "laporan-beralih-ditekan-360")
