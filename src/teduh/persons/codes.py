# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to a person's data."""

from __future__ import annotations

from teduh.journal import codes
from teduh.procedure.problems import Message

codes.register(
    {
        "person.added": Message("Orang dicatat", "A person was recorded"),
        "person.changed": Message("Data orang diubah", "A person's data were changed"),
        "person.safe_contact": Message("Cara menghubungi yang aman dicatat", "A safe way of contact was recorded"),
        "person.opened": Message("Identitas dibuka", "An identity was opened"),
    }
)
