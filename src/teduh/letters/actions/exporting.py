# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is taken out at the machine's own command line: an opening like any other, by the installation itself."""

from __future__ import annotations

from teduh.accounts.access import may
from teduh.cases.models import Case
from teduh.journal.actor import Actor
from teduh.journal.door import action, record
from teduh.letters import codes as _codes  # noqa: F401 -- registers the code used below
from teduh.letters.models import Letter


@action("letter.exported", may=may("letter.export"))
def note_exported(actor: Actor, case: Case, *, kind: str, letter: Letter | None = None) -> None:
    """A signed letter, or without one a draft that nothing keeps, is about to be written into a file."""
    record(data={"kind": kind, "letter": str(letter.pk) if letter else ""})
