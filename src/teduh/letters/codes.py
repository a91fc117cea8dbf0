# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to papers."""

from __future__ import annotations

from teduh.journal import codes
from teduh.procedure.problems import Message

codes.register(
    {
        "letter.made": Message("Surat dibuat", "A paper was made"),
        "letter.opened": Message("Surat dibuka", "A paper was opened"),
    }
)
