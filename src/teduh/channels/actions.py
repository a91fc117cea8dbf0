# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of a message, recorded where its subject is."""

from __future__ import annotations

from teduh.accounts.access import may
from teduh.channels import codes as codes  # noqa: PLC0414 -- registers the codes below
from teduh.channels.models import Delivery, Message
from teduh.journal.actor import Actor
from teduh.journal.door import action, record


@action("channels.message.delivered", may=may("message.deliver"))
def record_delivered(actor: Actor, message: Message) -> None:
    """The message was handed over."""
    _record(message, Delivery.State.SENT)


@action("channels.message.failed", may=may("message.deliver"))
def record_failed(actor: Actor, message: Message) -> None:
    """The message is given up."""
    _record(message, Delivery.State.FAILED)


def _record(message: Message, state: Delivery.State) -> None:
    delivery = Delivery.objects.select_for_update().get(pk=message.pk)
    delivery.state = state
    delivery.save(update_fields=["state"])
    record(
        data={"message": str(message.id), "kind": message.kind, "attempts": delivery.attempts, "fault": delivery.fault}
    )
