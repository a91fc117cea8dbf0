# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to published standards."""

from __future__ import annotations

from teduh.journal import codes
from teduh.procedure.problems import Message

codes.register(
    {
        "standard.published": Message("Standar pelayanan diterbitkan", "A service standard was published"),
        "form.published": Message("Formulir diterbitkan", "Forms were published"),
    }
)
