# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plain e-mail by the SMTP server of the settings; in demo mode it is printed to the log."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from teduh.channels.registry import Outgoing, Undeliverable

FOR_GOOD = range(500, 600)


def send(message: Outgoing) -> None:
    """Hand the message to the mail server. A repetition carries the same Message-ID, by which mail programs know it."""
    try:
        validate_email(message.address)
    except ValidationError as error:
        raise Undeliverable("bad_address") from error
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    mail = EmailMessage(
        subject=" ".join(_clean(message.title).split()),
        body=_clean(message.body),
        to=[message.address],
        headers={"Message-ID": f"<{message.id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        if all(code in FOR_GOOD for code, _ in error.recipients.values()):
            raise Undeliverable("refused_address") from error
        raise


def _clean(text: str) -> str:
    # Half of a surrogate pair and NUL cannot travel by mail; the original stands in the journal.
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
