# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leaves the building leaves with its change, once, and is recorded where its subject is."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone

from teduh.channels import actions, outbox, registry
from teduh.channels.models import Delivery, Message
from teduh.channels.tasks import ATTEMPTS, deliver
from teduh.jobs.models import Job
from teduh.jobs.worker import run_waiting
from teduh.journal import door, queries
from teduh.journal.models import Entry
from teduh.journal.subjects import OfficeSubject
from teduh.vault import envelopes
from tests.journal.acts import RATNA, SAMPANG, own_office

pytestmark = pytest.mark.django_db
OFFICE = OfficeSubject(SAMPANG)


@door.action("test.noted", may=own_office)
def tell(actor: Any, office: OfficeSubject, *, fail: bool = False, **content: str) -> Message:
    """An action that sends a message."""
    words = {"address": "bunga.uji@contoh.id", "title": "Tanggapan", "body": "Aduan Anda telah diterima."} | content
    message = outbox.post("email", office, **words)
    if fail:
        raise RuntimeError("after the message was posted")
    return message


class Mailbox:
    """What the server received; `refuse` is its answer to a recipient."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuse = ""

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        assert isinstance(envelope.content, bytes)
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def by_smtp(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Teduh <teduh@contoh.id>"


@pytest.fixture
def box(port: int) -> Iterator[Mailbox]:
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box
    server.stop()


def again() -> int:
    Job.objects.update(run_after=timezone.now())
    return run_waiting()


def state() -> tuple[str, int, str]:
    delivery = Delivery.objects.get()
    return delivery.state, delivery.attempts, delivery.fault


def test_a_message_is_delivered_once_and_recorded(box: Mailbox) -> None:
    message = tell(RATNA, OFFICE)
    assert run_waiting() == 1
    (mail,) = box.mails
    assert (mail["To"], mail["Subject"], mail["From"]) == (
        "bunga.uji@contoh.id",
        "Tanggapan",
        "Teduh <teduh@contoh.id>",
    )
    assert mail["Message-ID"] == f"<{message.id}@contoh.id>"
    assert mail.get_content().strip() == "Aduan Anda telah diterima."
    assert state() == ("sent", 1, "")
    entry = Entry.objects.get(code="channels.message.delivered")
    assert (entry.chain, entry.actor, entry.data["message"]) == (OFFICE.chain, "system", str(message.id))
    deliver.enqueue(str(message.id))
    assert again() == 1
    assert len(box.mails) == 1


def test_a_message_of_a_change_that_failed_never_leaves(box: Mailbox) -> None:
    with pytest.raises(RuntimeError):
        tell(RATNA, OFFICE, fail=True)
    assert (Message.objects.count(), run_waiting(), box.mails) == (0, 0, [])


def test_a_server_that_is_down_is_tried_until_it_is_up(port: int) -> None:
    tell(RATNA, OFFICE)
    assert run_waiting() == 1
    assert again() == 1
    assert state() == ("waiting", 2, "ConnectionRefusedError")
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert again() == 1
    finally:
        server.stop()
    assert (state(), len(box.mails)) == (("sent", 3, ""), 1)


def test_an_address_refused_for_good_is_given_up_at_once(box: Mailbox) -> None:
    box.refuse = "550 No such user"
    tell(RATNA, OFFICE)
    run_waiting()
    assert state() == ("failed", 1, "refused_address")
    assert Entry.objects.get(code="channels.message.failed").data["fault"] == "refused_address"
    assert again() == 0


def test_an_address_refused_for_now_is_tried_again(box: Mailbox) -> None:
    box.refuse = "451 Come back later"
    tell(RATNA, OFFICE)
    run_waiting()
    assert state() == ("waiting", 1, "SMTPRecipientsRefused")
    box.refuse = ""
    again()
    assert state() == ("sent", 2, "")


def test_after_the_last_attempt_the_message_is_given_up() -> None:
    tell(RATNA, OFFICE)
    Job.objects.update(attempts=ATTEMPTS - 1)
    assert again() == 1
    assert state() == ("failed", 1, "ConnectionRefusedError")
    assert Job.objects.get().state == "done"


@pytest.mark.parametrize("address", ["bukan alamat", "", "a@b@c", "x@contoh.id\nBcc: y@contoh.id"])
def test_what_is_no_address_is_given_up(box: Mailbox, address: str) -> None:
    tell(RATNA, OFFICE, address=address)
    run_waiting()
    assert (state()[0], state()[2], box.mails) == ("failed", "bad_address", [])


def test_nasty_words_travel(box: Mailbox) -> None:
    tell(RATNA, OFFICE, title="Baris\nBcc: jahat@contoh.id", body="NUL \0, setengah \ud800, emoji 😀\nbaris dua")
    run_waiting()
    (mail,) = box.mails
    assert mail["Subject"] == "Baris Bcc: jahat@contoh.id"
    assert mail["Bcc"] is None
    assert mail.get_content().splitlines() == ["NUL , setengah ?, emoji 😀", "baris dua"]


def test_an_erased_message_is_not_sent(box: Mailbox) -> None:
    message = tell(RATNA, OFFICE)
    with door.outside(reason="erasing in a test"):
        envelopes.destroy(message.envelope)
    run_waiting()
    assert (state()[0], state()[2], box.mails) == ("failed", "erased", [])


def test_the_address_stands_nowhere_in_clear() -> None:
    tell(RATNA, OFFICE)
    run_waiting()
    job = Job.objects.get()
    assert "bunga" not in f"{job.args}{job.kwargs}{job.fault}{state()}"


def test_a_message_outside_an_action_is_refused() -> None:
    with pytest.raises(door.WriteOutsideAction):
        outbox.post("email", OFFICE, address="a@contoh.id", title="x", body="x")


def test_a_channel_that_is_not_there_is_refused_when_posting() -> None:
    with pytest.raises(LookupError, match="email"):
        outbox.post("telex", OFFICE, address="a", title="x", body="x")
    assert "email" in registry.kinds()


def test_only_the_worker_records_deliveries(box: Mailbox) -> None:
    message = tell(RATNA, OFFICE)
    with pytest.raises(door.Refused, match="access:message"):
        actions.record_delivered(RATNA, message)
    assert state()[0] == "waiting"
    assert queries.entries_of(OFFICE).last().code == "channels.message.delivered.refused"


def test_a_message_can_wait_for_its_time(box: Mailbox) -> None:
    @door.action("test.noted", may=own_office)
    def remind(actor: Any, office: OfficeSubject) -> None:
        later = timezone.now() + timedelta(hours=1)
        outbox.post("email", office, address="a@contoh.id", title="x", body="x", run_after=later)

    remind(RATNA, OFFICE)
    assert (run_waiting(), again(), len(box.mails)) == (0, 1, 1)
