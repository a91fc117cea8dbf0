# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process that signs a letter and stops on the way, to be killed there.

Usage: python -m tests.letters.signer prepare | number | drawing | signature | on | other. `prepare` makes two letters;
`number` stops while the first gets its number; `drawing` once it has it and is being drawn; `signature` where it waits
for the signature; `on` signs it, `other` the second one. Says `here` where it stops; else what number the letter bears.
"""

from __future__ import annotations

import sys
import time
from typing import Any
from unittest.mock import patch

import django

STOPS = {
    "number": "teduh.letters.actions.signing.give_number",
    "drawing": "teduh.letters.actions.signing.pdf_of",
    "signature": "teduh.letters.signers.local.sign",
}


def wait(*_arguments: Any, **_options: Any) -> None:
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(600)


def main(how: str) -> None:
    from django.utils import timezone

    from teduh.accounts.queries import by_username
    from teduh.letters.actions import keys, signing
    from teduh.letters.actions.making import make_letter
    from teduh.letters.models import Letter
    from tests import people
    from tests.cases import making
    from tests.letters.specimens import answered

    if how == "prepare":
        staff = making.staff_of(people.LUMAJANG)
        keys.make_key(making.acting(staff["dewi"]), staff["dewi"], passphrase=making.PASSPHRASE)
        for _ in range(2):
            case = making.opened(staff, people.LUMAJANG)
            make_letter(
                *(making.acting(staff["putri"]), case),
                run=1,
                step="terima-laporan",
                product="nota-dinas",
                answers=answered("nota-dinas"),
            )
        return
    head = by_username("dewi")
    assert head
    letters = Letter.objects.select_related("case__office", "envelope").order_by("made_at")
    letter = letters[1] if how == "other" else letters[0]

    def sign() -> Letter:
        actor = people.acting(head, timezone.now())
        return signing.sign(actor, letter.case, letter=letter, version=1, passphrase=making.PASSPHRASE)

    if how in STOPS:
        with patch(STOPS[how], wait):
            sign()
    sys.stdout.write(sign().number)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
