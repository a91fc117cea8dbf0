# SPDX-License-Identifier: AGPL-3.0-or-later
"""Post a message from inside an action: it leaves if, and only if, the action stands."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from teduh.channels import registry
from teduh.channels.models import Delivery, Message
from teduh.channels.tasks import deliver
from teduh.journal.subjects import Subject, envelope_id_of


def post(
    kind: str, about: Subject, *, address: str, title: str, body: str, run_after: datetime | None = None
) -> Message:
    """Write the message beside the change and let a job deliver it, now or at `run_after`."""
    registry.sender(kind)
    message = Message(
        envelope_id=envelope_id_of(about),
        office_code=about.office_code,
        chain=about.chain,
        kind=kind,
        created_at=timezone.now(),
        address=address,
        title=title,
        body=body,
    )
    message.save(force_insert=True)
    Delivery.objects.create(message=message)
    deliver.using(run_after=run_after).enqueue(str(message.id))
    return message
