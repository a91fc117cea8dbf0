# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivery of the outbox."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django_tasks import TaskContext, task

from teduh.channels import actions, registry
from teduh.channels.models import Delivery, Message
from teduh.journal.actor import system
from teduh.vault.errors import Erased

ATTEMPTS = 60  # 2^n seconds, then hourly: about two days, a weekend without a mail server


@task(takes_context=True, max_attempts=ATTEMPTS)
def deliver(context: TaskContext, message_id: str) -> None:
    """Send one message. Being run again after it was sent does nothing; killed between sending and noting it, it is
    sent once more under the same id, which is as good as any channel allows."""
    message = Message.objects.select_related("delivery", "envelope").get(pk=UUID(message_id))
    if message.delivery.state != Delivery.State.WAITING:
        return
    actor = system(timezone.now(), office=message.office_code)
    try:
        registry.sender(message.kind)(_opened(message))
    except (registry.Undeliverable, Erased) as error:
        _note_attempt(message, getattr(error, "reason", "erased"))
        actions.record_failed(actor, message)
    except Exception as error:
        _note_attempt(message, type(error).__name__)
        if context.attempt < ATTEMPTS:
            raise
        actions.record_failed(actor, message)
    else:
        _note_attempt(message, "")
        actions.record_delivered(actor, message)


def _opened(message: Message) -> registry.Outgoing:
    return registry.Outgoing(
        id=str(message.id),
        office=message.office_code,
        address=message.address.open(),
        title=message.title.open(),
        body=message.body.open(),
    )


def _note_attempt(message: Message, fault: str) -> None:
    Delivery.objects.filter(pk=message.pk).update(
        attempts=F("attempts") + 1, attempted_at=timezone.now(), fault=fault[:120]
    )
