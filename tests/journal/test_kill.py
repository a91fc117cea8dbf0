# SPDX-License-Identifier: AGPL-3.0-or-later
"""`kill -9` at any moment: the journal verifies, and nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import time

import pytest

from tests.processes import run, start

pytestmark = pytest.mark.slow

ROUNDS = 4
COUNT = """
import django
django.setup()
from teduh.journal.models import Entry
from teduh.vault.models import Envelope
told = [entry.data["envelope"] for entry in Entry.objects.filter(code="test.survived")]
# The installation is shared with other tests: the writers' own offices begin with uji-.
ours = Envelope.objects.filter(kind="case", office__startswith="uji-")
kept = {str(key) for key in ours.values_list("pk", flat=True)}
assert len(told) == len(set(told)), "a change has two entries"
assert set(told) == kept, f"entries without change: {set(told) - kept}; changes without entry: {kept - set(told)}"
print(*told)
"""


def test_a_killed_writer_loses_nothing_that_was_acknowledged(own_database: dict[str, str]) -> None:
    chance = random.Random(20261124)
    environment = {**own_database, "PYTHONPATH": "src:."}
    acknowledged: set[str] = set()
    for _ in range(ROUNDS):
        writers = [start(environment, "-m", "tests.journal.writer", str(number)) for number in range(2)]
        begun = [str(writer.stdout and writer.stdout.readline()) for writer in writers]
        time.sleep(chance.uniform(0, 0.4))
        for writer in writers:
            writer.kill()
        told = [*begun, *(writer.communicate()[0] for writer in writers)]
        # A last line without its end was not yet said in full.
        acknowledged |= {line for text in told for line in text.splitlines(keepends=True) if line.endswith("\n")}
        assert "Jurnal utuh" in run(environment, "manage.py", "journal", "verify")
    kept = set(run(environment, "-c", COUNT).split())
    assert {line.strip() for line in acknowledged} <= kept
    assert len(acknowledged) > ROUNDS * 2
