# SPDX-License-Identifier: AGPL-3.0-or-later
"""`kill -9` of the web server while reports are written: nothing acknowledged is lost, and the journal is whole."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import threading
import time

import pytest

from teduh.config.management.commands.serve import web_command
from tests import people
from tests.intake.caller import Browser, Caller
from tests.processes import ROOT, run, until

pytestmark = pytest.mark.slow

ROUNDS = 4
CALLERS = 4
STAGE = """
import django
django.setup()
from teduh.standards.actions import publish_catalogue
from tests import people
people.cast(people.TEBING_TINGGI)
publish_catalogue(people.system())
"""
ACCOUNT = """
import json
import django
django.setup()
from django.core.management import call_command
from teduh.cases.models import Case
from teduh.intake.models import Report
call_command("journal", "verify")
call_command("case", "check")
print(json.dumps({
    "reports": {f"/laporan/{row.pk}/": [row.status, (row.content.open() or {}).get("narrative", "")]
                for row in Report.objects.select_related("envelope")},
    "cases": {f"/kasus/{row.pk}/": [row.serial, row.narrative.open()]
              for row in Case.objects.filter(office="kota-tebing-tinggi").select_related("envelope")},
}))
"""


class Server:
    """The web server as `manage.py serve` starts it, which can be killed and started again on the same port."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.environment = environment
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = web_command("127.0.0.1", self.port)
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        until(self.answers, seconds=60)

    def answers(self) -> bool:
        assert self.process.poll() is None, "the web server did not start"
        try:
            return Browser(self.address).get("/masuk/")[0] == 200
        except OSError:
            return False

    def kill(self) -> None:
        """The server and the processes that it started, at once and without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def one_more_case(callers: list[Caller]) -> None:
    """Wait until somebody has opened one: the server is at work again."""
    before = sum(len(caller.opened) for caller in callers)
    until(lambda: sum(len(caller.opened) for caller in callers) > before)


def number(text: str) -> int:
    return int(text.rpartition(" ")[2]) if text else 0


def test_a_killed_server_loses_no_report_that_it_acknowledged(own_database: dict[str, str]) -> None:
    environment = {**own_database, "PYTHONPATH": "src:."}
    run(environment, "-c", STAGE)
    server = Server(environment)
    server.start()
    stop = threading.Event()
    callers = [Caller(Browser(server.address), f"penelepon {place}", stop) for place in range(CALLERS)]
    try:
        for caller in callers:
            caller.browser.sign_in("bayu", people.PASSWORD)
            caller.browser.get("/laporan/baru/")
            caller.start()
        for _ in range(ROUNDS):
            one_more_case(callers)
            time.sleep(random.uniform(0, 0.6))
            server.kill()
            server.start()
        one_more_case(callers)
    finally:
        stop.set()
        for caller in callers:
            caller.join(30)
        server.kill()

    said = run(environment, "-c", ACCOUNT)
    assert "Jurnal utuh" in said
    assert "each as its journal folds" in said
    found = json.loads(said.splitlines()[-1])
    reports, cases = found["reports"], found["cases"]
    assert [line for caller in callers for line in caller.strange] == []
    assert sum(len(caller.opened) for caller in callers) > ROUNDS
    for caller in callers:
        assert caller.saved, "this caller never got a word in"
        for report, saved in caller.saved.items():
            assert number(reports[report][1]) >= saved, f"{report} was acknowledged with text {saved}"
        for report, case in caller.opened.items():
            assert reports[report][0] == "opened"
            assert number(cases[case][1]) >= 4
    serials = sorted(serial for serial, _narrative in cases.values())
    assert serials == list(range(1, len(serials) + 1)), "case numbers have a gap or clash"
