# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of signing in and administration in a real browser: axe finds nothing, errors take the focus."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installation

from teduh.accounts import actions
from tests import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = ((360, "light"), (1280, "dark"))


@pytest.fixture(params=LOOKS, ids=["phone by day", "desk by night"])
def window(request: pytest.FixtureRequest, browser: Any, live_server: Any) -> Any:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="id-ID", base_url=live_server.url
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def fine(window: Any, accessible: Callable[[Any], None]) -> Callable[[str], None]:
    """`fine(name)`: axe finds nothing on the page as it stands, and nothing runs sideways."""

    def check(name: str) -> None:
        accessible(window)
        sideways = window.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, f"{name} runs {sideways} px sideways"
        if os.environ.get("TEDUH_SCREENS") == "1":
            folder = Path(installation.ROOT) / "var" / "screens"
            folder.mkdir(parents=True, exist_ok=True)
            window.screenshot(path=str(folder / f"accounts-{name}-{window.viewport_size['width']}.png"), full_page=True)

    return check


def sign_in(window: Any, username: str) -> None:
    window.goto("/masuk/")
    window.get_by_label("Nama masuk").fill(username)
    window.get_by_label("Kata sandi").fill(people.PASSWORD)
    window.get_by_role("button", name="Masuk", exact=True).first.click()


def test_signing_in_and_its_errors(window: Any, fine: Callable[[str], None], settings: Any) -> None:
    settings.DEMO = True
    people.cast(people.TEBING_TINGGI)
    window.goto("/masuk/")
    fine("sign-in")
    window.get_by_label("Nama masuk").fill("bayu")
    window.get_by_label("Kata sandi").fill("bukan-kata-sandinya")
    window.get_by_role("button", name="Masuk", exact=True).first.click()
    window.wait_for_selector(".errors:focus")
    fine("sign-in-errors")


def test_administration(window: Any, fine: Callable[[str], None]) -> None:
    cast = people.cast(people.TEBING_TINGGI)
    actions.load_holidays(people.system())
    sign_in(window, "gita")
    pages = {
        "office": "/kelola/kota-tebing-tinggi/",
        "office-form": "/kelola/kota-tebing-tinggi/ubah/",
        "unit": "/kelola/kota-tebing-tinggi/unit/baru/",
        "staff": "/kelola/kota-tebing-tinggi/staf/",
        "new-staff": "/kelola/kota-tebing-tinggi/staf/baru/",
        "one-staff": f"/kelola/staf/{cast['ratna'].pk}/",
        "deputies": "/kelola/kota-tebing-tinggi/pengganti/",
        "holidays": "/kelola/kota-tebing-tinggi/libur/?tahun=2027",
        "password": "/sandi/",
    }
    for name, address in pages.items():
        window.goto(address)
        fine(name)


@pytest.mark.parametrize(
    ("address", "button"),
    [
        ("/kelola/kota-tebing-tinggi/staf/baru/", "Tambah staf"),
        ("/kelola/kota-tebing-tinggi/pengganti/", "Tunjuk"),
        ("/kelola/kota-tebing-tinggi/libur/", "Tambah"),
        ("/sandi/", "Simpan kata sandi"),
    ],
)
def test_errors_take_the_focus_and_are_readable(
    window: Any, fine: Callable[[str], None], address: str, button: str
) -> None:
    people.cast(people.TEBING_TINGGI)
    sign_in(window, "gita")
    window.goto(address)
    window.get_by_role("button", name=button, exact=True).click()
    window.wait_for_selector(".errors:focus")
    fine(f"errors-{button.replace(' ', '-').lower()}")
