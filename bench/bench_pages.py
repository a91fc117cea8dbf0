# SPDX-License-Identifier: AGPL-3.0-or-later
"""Desk, case page and name search with 1,000 and with 100,000 cases; the server's peak memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.crowd import crowd
from bench.measuring import Table, quickest
from bench.office import NOW, installation

FEW, MANY = 1_000, 100_000
OPEN = 60  # cases that run: what waits for an officer does not grow with the archive
PROMISED = 1.5


def measure() -> Table:
    """Milliseconds of whole pages, signed in, templates and all."""
    with installation():
        return measured()


def measured() -> Table:
    table = Table(("what", f"{FEW:,} cases, ms", f"{MANY:,} cases, ms", "times"))
    like, client, address = people_and_cases()
    pages: dict[str, Callable[[], object]] = {
        "Desk": lambda: ask(client, "/meja/"),
        "Case page": lambda: ask(client, address),
        "Case list": lambda: ask(client, "/kasus/"),
        "Name search while typing": lambda: client.post("/laporan/kenal/", {"q": "Mohamad Sukarno"}),
    }
    crowd(FEW - OPEN, like=like)
    few = {name: 1000 * quickest(run) for name, run in pages.items()}
    began = time.monotonic()
    crowd_more(like)
    filling = time.monotonic() - began
    many = {name: 1000 * quickest(run) for name, run in pages.items()}
    for name in pages:
        table.add(name, f"{few[name]:.1f}", f"{many[name]:.1f}", f"{many[name] / few[name]:.2f}")
        table.limit(f"{name} with {MANY:,} cases, in times of {FEW:,}", many[name] / few[name], PROMISED)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add("Peak memory of the process that served this", "", f"{peak:.0f} MB", "")
    table.add("Filling up to that number", "", f"{1000 * filling:.0f}", "")
    return table


def crowd_more(like: Any) -> None:
    from django.db import connection

    from teduh.journal.door import outside

    with outside(reason="measuring with many cases"), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET serial = serial + 200000 WHERE serial > 100000")
    crowd(MANY - FEW, like=like)


def people_and_cases() -> tuple[Any, Any, str]:
    """Real cases of one officer, the first of them to copy; a signed-in client; the address of its page."""
    from django.test import Client

    from teduh.accounts.actors import actor_for
    from teduh.accounts.demo_staff import make_demo_staff
    from teduh.accounts.models import Office
    from teduh.cases.actions.opening import Account, Part, open_case
    from teduh.cases.actions.steps import Work, finish_step
    from teduh.persons.actions import add_person
    from teduh.persons.details import Details
    from teduh.procedure.standard.model import Risk
    from teduh.standards.queries import version_in_force

    staff = make_demo_staff(NOW - timedelta(days=400), offices=["kota-tebing-tinggi"])
    office = Office.objects.get(code="kota-tebing-tinggi")
    version = version_in_force("kota-tebing-tinggi/pengaduan-masyarakat", NOW.date())
    assert version is not None
    clerk = actor_for(staff["bayu"], NOW)
    cases = []
    for number in range(OPEN):
        person = add_person(
            clerk, office, details=Details(name=f"Muhammad Soekarno Rekaan{number}", phone="0800 0000 1")
        )
        account = Account(
            channel="phone",
            received_at=NOW,
            narrative="Percobaan kecepatan. " * 20,
            parts=(Part(person=person, part="client", age=30), Part(person=person, part="reporter")),
            risk=Risk.LOW,
        )
        cases.append(open_case(clerk, office, version=version, account=account))
    finish_step(clerk, cases[0], step="terima-permohonan", work=Work())
    client = Client(SERVER_NAME="localhost")
    client.force_login(staff["bayu"], backend="django.contrib.auth.backends.ModelBackend")
    return cases[0], client, f"/kasus/{cases[0].pk}/"


def ask(client: Any, address: str) -> object:
    reply = client.get(address)
    assert reply.status_code == 200, (address, reply.status_code)
    return reply
