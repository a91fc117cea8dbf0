# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page that stands by itself, looked at on a phone and a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "beranda": "/",
    "kantor": "/kab-sampang/",
    "layanan-lumajang": "/kab-lumajang/layanan/rekomendasi-abh/",
    "layanan-sampang": "/kab-sampang/layanan/konseling-keluarga/",
    "layanan-pekalongan": "/kota-pekalongan/layanan/terima-rujukan/",
    "layanan-tebing-tinggi": "/kota-tebing-tinggi/layanan/pengaduan-masyarakat/",
    "layanan-inggris": "/kota-tebing-tinggi/layanan/pengaduan-masyarakat/?bahasa=en",
    "tidak-ada": "/entah/",
    "gaya-salah": "/gaya/?salah=1",
}
SIXTEEN_STEPS = "/kab-sampang/layanan/konseling-keluarga/"
HEAVIEST = 100_000  # bytes, with everything that the page loads


def test_pages_look_right(site: str, looks: Callable[..., None]) -> None:
    for name, address in PAGES.items():
        # The style page shows every part: what holds there in all four holds elsewhere.
        looks(site + address, name, everything=name == "gaya-salah")


def test_a_public_page_is_light(site: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    window = context.new_page()
    wire = context.new_cdp_session(window)
    wire.send("Network.enable")
    received: list[int] = []
    wire.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    window.goto(site + SIXTEEN_STEPS, wait_until="networkidle")
    context.close()
    assert len(received) > 5
    assert sum(received) < HEAVIEST


def test_a_public_page_needs_no_script_and_leaves_nothing(site: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(site + SIXTEEN_STEPS)
    assert window.get_by_role("heading", name="Langkah demi langkah").is_visible()
    assert window.locator(".chart").first.is_visible()
    assert not window.get_by_role("button", name="Cetak").is_visible()
    assert context.cookies() == []
    context.close()


def test_it_prints_without_what_belongs_to_the_screen(site: str, page: Any) -> None:
    page.goto(site + SIXTEEN_STEPS)
    page.emulate_media(media="print")
    assert not page.locator(".exitbar").is_visible()
    assert not page.locator("[data-print]").is_visible()
    assert page.locator(".chart").first.is_visible()


def test_everything_pressed_is_large_enough(site: str, page: Any) -> None:
    """44 pixels, apart from links inside sentences."""
    page.set_viewport_size({"width": 360, "height": 800})
    for address in ("/", "/kab-sampang/", "/gaya/"):
        page.goto(site + address)
        small = page.evaluate(
            """() => [...document.querySelectorAll("a.btn, button, .doors a, .calls a, .foot a, summary, .pills label,"
                 + " .choice, input:not([type=checkbox], [type=radio], [type=hidden]), select, .tabs a")]
                .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
                .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert small == []
