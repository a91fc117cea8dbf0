# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py serve` on an empty folder: ready in one command, gone without a trace."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from teduh.config.management.commands.serve import SHORTEST_LIFE

PATIENCE = 90.0


class Server:
    """The command, running; its words are kept."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "TEDUH_DATA_DIR": str(folder), "TEDUH_HTTPS": "0", "PYTHONUNBUFFERED": "1"}
        environment.pop("DATABASE_URL", None)
        environment["DJANGO_SETTINGS_MODULE"] = "teduh.config.settings"
        self.process = subprocess.Popen(
            [sys.executable, str(settings.ROOT / "manage.py"), "serve"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.words: list[str] = []
        self.address = ""
        self.announced = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.words.append(line)
                match = re.match(r"Teduh: (http://\S+)", line)
                if match:
                    self.address = match[1]
                    self.announced.set()
        self.announced.set()

    def wait(self) -> str:
        """The address, once it answers."""
        self.announced.wait(PATIENCE)
        assert self.address, "".join(self.words)
        return self.address

    def says(self, sentence: str) -> bool:
        """Does it say so within ten seconds?"""
        for _ in range(100):
            if sentence in "".join(self.words):
                return True
            threading.Event().wait(0.1)
        return False

    def stop(self) -> int:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    if running.process.poll() is None:
        running.stop()


def descendants(process: int) -> list[int]:
    """The processes below it, by what the system says."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    below = [process]
    for parent in below:
        below += [child for child, above in parents.items() if above == parent]
    return below[1:]


def test_one_command_serves_keeps_its_children_and_ends_them_all(server: Server, tmp_path: Path) -> None:
    address = server.wait()
    with urllib.request.urlopen(address, timeout=20) as answer:
        page = answer.read().decode()
        headers = answer.headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"

    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert style
    with urllib.request.urlopen(address.rstrip("/") + style[1], timeout=20) as answer:
        assert "immutable" in answer.headers["Cache-Control"], "a hashed file may be kept for ever"

    # A child that dies is started again; only one that has lived for a while is worth that.
    commands = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in descendants(server.process.pid)}
    worker = next(child for child, command in commands.items() if command.endswith(b"\0worker\0"))
    threading.Event().wait(SHORTEST_LIFE)
    os.kill(worker, signal.SIGKILL)
    assert server.says("The worker ended with -9; it is started again.")

    children = descendants(server.process.pid)
    assert len(children) >= 2
    assert server.stop() == 0
    remaining = [child for child in children if Path(f"/proc/{child}/stat").exists()]
    assert remaining == []
    assert (tmp_path / "teduh.sqlite3").stat().st_mode & 0o077 == 0, "open sign-ins are nobody else's to read"
