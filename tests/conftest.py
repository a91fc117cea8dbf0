# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for every test: no network but loopback, no naive moments, and nothing skipped where CI runs."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest

# `make fast` tries a few examples of each property, the same each time; the whole suite tries more, anew each time.
hypothesis.settings.register_profile("fast", max_examples=3, derandomize=True, database=None)
hypothesis.settings.register_profile("whole", deadline=None, database=None)
# Where a landing hangs on it, the same examples every time; the search for new ones is done at every desk.
hypothesis.settings.register_profile("ci", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "whole")

# The collector walks all that a worker has loaded, and finds little: at its usual pace it takes a seventh of the time.
gc.set_threshold(100_000, 50, 100)

_connect = socket.socket.connect


def _is_loopback(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else None
    return host is None or host in {"127.0.0.1", "::1", "localhost"}


def _connect_to_loopback(self: socket.socket, address: Any) -> None:
    if not _is_loopback(address):
        raise AssertionError(f"A test tried to reach {address!r}: tests speak to this machine only.")
    _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Only loopback and local sockets can be reached."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _connect_to_loopback)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def journal_can_be_emptied() -> Iterator[None]:
    """Tests that really commit are cleaned up by emptying every table; the journal's triggers refuse that, rightly."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        yield  # The fast tests have no database.
        return
    from django.db import connection
    from django.db.backends.postgresql.creation import DatabaseCreation
    from django.test import TransactionTestCase

    from teduh.journal import door, triggers

    empty = TransactionTestCase._fixture_teardown

    def empty_the_journal_too(test: TransactionTestCase) -> None:
        triggers.remove(connection)
        with door.outside(reason="emptying the test database"):
            empty(test)
        triggers.install(connection)

    def drop(creation: Any, name: str, verbosity: int) -> None:
        # A server's thread may still hold a connection that nobody will use again.
        with creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {creation.connection.ops.quote_name(name)} WITH (FORCE)")

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", empty_the_journal_too)
    patch.setattr(DatabaseCreation, "_destroy_test_db", drop)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def outer_context_only() -> Iterator[None]:
    """A reply's `context` is that of the page itself: Django would copy it for each of a hundred parts of the page."""
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        yield
        return
    from django.test import client

    store = client.store_rendered_templates

    def store_once(kept: dict[str, Any], *args: Any, **more: Any) -> None:
        if "context" not in kept:
            store(kept, *args, **more)

    patch = pytest.MonkeyPatch()
    patch.setattr(client, "store_rendered_templates", store_once)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """A key or a calendar made in a test is undone with it; none is kept for the next test."""
    yield
    if "teduh.vault.envelopes" in sys.modules:
        sys.modules["teduh.vault.envelopes"].forget()
    if "teduh.accounts.queries.calendars" in sys.modules:
        # Not by its function, which also tells those who keep due times.
        sys.modules["teduh.accounts.queries.calendars"]._kept.clear()


@pytest.fixture(autouse=True, scope="module")
def no_authority_kept() -> Iterator[None]:
    """An office's authority begins with its first key; each module of tests has a clock of its own."""
    yield
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        from django.conf import settings

        shutil.rmtree(settings.KEYS_DIR / "signing", ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """In CI a skipped test is a failure: what did not run proves nothing."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped where CI runs: {report.longrepr}"
    return report


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long first: begun last, it would keep one process busy while the others have nothing to do."""
    items.sort(key=lambda item: ("browser" not in item.keywords, "slow" not in item.keywords))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, driven by Playwright; started once for all browser tests of a process."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread and Django would take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "No browser here: scripts/need.sh installs Chromium."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh browser window, in Indonesian; it fails the test when a page's script or the content policy complains."""
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    window = context.new_page()
    window.set_default_timeout(10_000)
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None)
    yield window
    context.close()
    assert not complaints, "The page complained:\n" + "\n".join(complaints)


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """`accessible(page)`: no breach of WCAG 2.2 A and AA that a machine can find on the page as it stands."""
    from django.conf import settings

    script = (settings.ROOT / "var" / "axe.min.js").read_text("utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def check(window: Any) -> None:
        # A page that is still on its way would take the script away with the page before it.
        window.wait_for_load_state("load")
        # `evaluate` is not subject to the page's content policy; a script tag would be.
        if not window.evaluate("'axe' in window"):
            window.evaluate(script)
        found = window.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        breaches = [
            f"{breach['id']}: {breach['help']}\n    " + "\n    ".join(node["html"][:200] for node in breach["nodes"])
            for breach in found["violations"]
        ]
        assert not breaches, f"{window.url}\n" + "\n".join(breaches)

    return check


@pytest.fixture(scope="session")
def own_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A migrated database apart from the tests' own, as the environment for real processes that may be killed."""
    from tests import processes

    with processes.migrated(tmp_path_factory.mktemp("processes")) as environment:
        yield environment
