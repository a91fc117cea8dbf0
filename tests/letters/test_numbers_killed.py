# SPDX-License-Identifier: AGPL-3.0-or-later
"""`kill -9` between number and signature: the number stays with its letter, and the next press goes on with it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.processes import run, start

pytestmark = pytest.mark.slow

SIGNER = ("-m", "tests.letters.signer")
BOOK = """
import django
django.setup()
from teduh.letters.models import Letter, Number
rows = Number.objects.select_related("letter").order_by("serial")
print(*(f"{row.serial} {row.state} {row.letter.state} {row.text == row.letter.number}" for row in rows), sep="; ")
"""


def test_a_letter_keeps_its_number_whatever_breaks_before_its_signature(own_database: dict[str, str]) -> None:
    environment = {**own_database, "PYTHONPATH": "src:."}
    run(environment, *SIGNER, "prepare")

    def killed(where: str) -> str:
        """The book after a process that was killed there."""
        signer = start(environment, *SIGNER, where)
        assert signer.stdout
        assert signer.stdout.readline() == "here\n"
        signer.kill()
        signer.communicate()
        return run(environment, "-c", BOOK).strip()

    assert killed("number") == "", "the number was not committed: nobody has it, and the next one gets it"
    assert killed("drawing") == "1 given signing True"
    assert killed("signature") == "1 given signing True", "another press goes on with the same number"
    year = date.today().year  # noqa: DTZ011 -- the processes run by the machine's clock
    assert run(environment, *SIGNER, "other").endswith(f"/2/{year}"), "meanwhile others go on"
    assert run(environment, *SIGNER, "on").endswith(f"/1/{year}")
    assert run(environment, "-c", BOOK).strip() == "1 given signed True; 2 given signed True"
    assert "Jurnal utuh" in run(environment, "manage.py", "journal", "verify")
