# SPDX-License-Identifier: AGPL-3.0-or-later
"""A live server with what the offices have published, pictures of its pages, and small pages for trying one script."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed

from teduh.standards import actions
from tests import people

# A phone by day and a desk by night; `everything` adds the other two.
SOME = ((360, "light"), (1280, "dark"))
EVERY = (*SOME, (360, "dark"), (1280, "light"))


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of a server in demo mode, with the four standards published."""
    settings.DEMO = True
    people.offices()
    actions.publish_catalogue(people.system())
    return str(live_server.url)


@pytest.fixture
def signed_in(site: str, page: Any) -> Callable[[str], Any]:
    """`signed_in("bayu")`: the browser with that person signed in."""

    def sign_in(username: str) -> Any:
        page.context.clear_cookies()
        page.goto(f"{site}/masuk/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", people.PASSWORD)
        page.locator("main button.btn-primary").first.click()
        page.wait_for_url("**/meja/")
        return page

    return sign_in


@pytest.fixture
def looks(page: Any, accessible: Callable[[Any], None]) -> Callable[..., None]:
    """`looks(address, name)`: on a phone and on a desk axe finds nothing and nothing runs sideways.

    With TEDUH_SCREENS=1 pictures of both, by day and by night, are kept under var/screens.
    """

    def look(address: str, name: str, *, everything: bool = False) -> None:
        page.goto(address)
        for width, scheme in EVERY if everything or _keeps_pictures() else SOME:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            accessible(page)
            sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert sideways <= 0, f"{name} runs {sideways} px sideways at {width} px"
            picture(page, f"{name}-{width}-{scheme}")

    return look


def _keeps_pictures() -> bool:
    return os.environ.get("TEDUH_SCREENS") == "1"


def picture(window: Any, name: str) -> None:
    if _keeps_pictures():
        folder = Path(installed.ROOT) / "var" / "screens"
        folder.mkdir(parents=True, exist_ok=True)
        window.screenshot(path=str(folder / f"{name}.png"), full_page=True)


@pytest.fixture
def trial(page: Any, live_server: Any) -> Callable[..., Any]:
    """`trial(body, "once.js")`: a page of this body with that script of the live server, under its content policy."""

    def open_page(body: str, *scripts: str) -> Any:
        tags = "".join(f'<script type="module" src="/static/teduh/js/{name}"></script>' for name in scripts)
        page.route(
            "**/trial",
            lambda route: route.fulfill(
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'"},
                body=f"<!doctype html><html lang='id'><title>.</title>{tags}<body>{body}</body></html>",
            ),
        )
        page.goto(f"{live_server.url}/trial")
        return page

    return open_page
