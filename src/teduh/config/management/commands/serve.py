# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py serve`: make the data ready, then run the web server and the worker until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from teduh.accounts.demo_staff import CAST, PASSWORD

FIRST_PORT = 8000
PORTS_TRIED = 50
DEMO_CASES = 200
# A child that ends sooner than this after its start would only end again: then everything stops and says so.
SHORTEST_LIFE = 3.0
GRACE = 10.0


@dataclass
class Child:
    """A process that is kept running."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = field(init=False)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it once, through us."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, env=self.environment, start_new_session=True)


class Command(BaseCommand):
    """Everything a small office's machine runs, in one command; larger ones use the units in deploy/."""

    help = "Prepares the data, then runs the web server and the worker until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=0, help=f"port; otherwise the first free one from {FIRST_PORT}")
        parser.add_argument("--demo", action="store_true", help="invent a year of cases where there is none yet")
        parser.add_argument("--cases", type=int, default=DEMO_CASES, help="how many cases the demo invents")
        parser.add_argument("--threads", type=int, default=16, help="requests answered at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        self.prepare(demo=options["demo"], cases=options["cases"])
        port = options["port"] or free_port(options["host"])
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "teduh.config.settings"),
            "PYTHONPATH": str(settings.PACKAGE.parent),
            "TEDUH_HASHED_STATIC": "1",
        }
        web = web_command(options["host"], port, threads=options["threads"])
        worker = [sys.executable, str(settings.ROOT / "manage.py"), "worker"]
        children = [Child("web server", web, environment), Child("worker", worker, environment)]
        self.keep_running(children, host=options["host"], port=port, demo=options["demo"])

    def prepare(self, *, demo: bool, cases: int) -> None:
        """Tables, catalogue, static files and, once, the demo's data. What is there already is passed over quickly."""
        settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("prepare")
        self.collect_static()
        if demo:
            call_command("demo", cases=cases, unless_any=True)

    def collect_static(self) -> None:
        """Hashed copies of the static files, made in a process of its own: the setting is read at its start."""
        command = [sys.executable, str(settings.ROOT / "manage.py"), "collectstatic", "--noinput", "--verbosity", "0"]
        done = subprocess.run(command, env={**os.environ, "TEDUH_HASHED_STATIC": "1"}, check=False)
        if done.returncode:
            raise CommandError("The static files could not be collected.")

    def keep_running(self, children: list[Child], *, host: str, port: int, demo: bool) -> None:
        """Start the children, say where the site is, start again what ends, stop all on Ctrl-C or SIGTERM."""
        stopping = False

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal stopping
            stopping = True

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        try:
            for child in children:
                child.start()
            announced = False
            while not stopping:
                if not announced and answers(host, port):
                    announced = True
                    self.announce(host, port, demo=demo)
                for child in children:
                    if child.process.poll() is None:
                        continue
                    if time.monotonic() - child.started < SHORTEST_LIFE:
                        raise CommandError(f"The {child.name} ended at once, with {child.process.returncode}.")
                    self.stderr.write(f"The {child.name} ended with {child.process.returncode}; it is started again.")
                    end_group(child.process)
                    child.start()
                time.sleep(0.2)
        finally:
            stop_all(children)

    def announce(self, host: str, port: int, *, demo: bool) -> None:
        """The address, and in the demo who can sign in there."""
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 -- compared, not listened on
        lines = ["", f"Teduh: http://{shown}:{port}/   (Ctrl-C stops it)"]
        if demo:
            lines += ["", *sign_ins()]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def web_command(host: str, port: int, *, threads: int = 16) -> list[str]:
    """What starts the web server: one process that answers so many requests at the same time."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "1", "--blocking-threads", str(threads), "--backpressure", "64"]
    return [*web, "--log-level", "error", "--respawn-failed-workers", "teduh.config.wsgi:application"]


def sign_ins() -> list[str]:
    """Who can sign in to the demo: a line an office, and the password that all of them have."""
    people: dict[str, list[str]] = {}
    for player in CAST:
        people.setdefault(player.office or "instalasi", []).append(f"{player.username} ({player.title})")
    return [
        "Demo sign-ins, all invented:",
        *(f"  {office}: {', '.join(names)}" for office, names in people.items()),
        f"  Password of all, and passphrase of their signing keys: {PASSWORD}",
    ]


def stop_all(children: list[Child]) -> None:
    """Ask each child to end, and end those that do not within the grace."""
    running = [child.process for child in children if hasattr(child, "process") and child.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End what a child has left behind: a server's own workers outlive a kill of the server, and hold its port."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port(host: str) -> int:
    """The first port from 8000 on that nobody listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise CommandError(f"No free port from {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1}; name one with --port.")


def answers(host: str, port: int) -> bool:
    """Does something accept connections there?"""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0
