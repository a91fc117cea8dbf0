# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the journal says of messages."""

from __future__ import annotations

from teduh.journal import codes
from teduh.procedure.problems import Message

codes.register(
    {
        "channels.message.delivered": Message("Pesan terkirim", "A message was delivered"),
        "channels.message.failed": Message("Pesan tidak dapat dikirim", "A message could not be delivered"),
    }
)
