# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for every test: no network but loopback, no naive moments, and nothing skipped where CI runs."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """In CI a skipped test is a failure: what did not run proves nothing."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped where CI runs: {report.longrepr}"
    return report
