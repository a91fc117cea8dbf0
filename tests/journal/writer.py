# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process that acts through the door until it is killed, and says each action only when it stands.

Usage: python -m tests.journal.writer NUMBER. Prints the envelope that each action made, once it is done.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

import django


def main(number: str) -> None:
    from teduh.journal import codes, door
    from teduh.journal.actor import Actor
    from teduh.journal.subjects import OfficeSubject
    from teduh.procedure.problems import Message
    from teduh.vault import envelopes
    from teduh.vault.models import Envelope

    codes.register({"test.survived": Message("Bertahan", "Survived")})

    @door.action("test.survived", may=lambda actor, subject, **details: None)
    def act(actor: Actor, subject: OfficeSubject, *, word: str) -> Envelope:
        envelope = envelopes.create(subject.office_code, "case")
        door.record(payload={"word": word}, data={"envelope": str(envelope.id)})
        return envelope

    count = 0
    while True:
        count += 1
        # Some of the writers share a chain, and each has one of its own.
        office = OfficeSubject("uji-bersama" if count % 2 else f"uji-{number}")
        actor = Actor("system", None, office.office_code, frozenset(), datetime.now(UTC))
        envelope = act(actor, office, word=f"{number}/{count}")
        sys.stdout.write(f"{envelope.id}\n")
        sys.stdout.flush()
        time.sleep(0.005)  # as people do; SQLite's writers would otherwise hardly let each other in


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
