# SPDX-License-Identifier: AGPL-3.0-or-later
"""BSrE's service goes away while a letter is signed, and comes back: its signatory is told, once, and signs again."""

from __future__ import annotations

import html
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from teduh.accounts.models import Staff
from teduh.channels.models import Message
from teduh.journal.door import outside
from teduh.journal.queries import entries_of
from teduh.letters import tasks
from teduh.letters.models import Letter, LetterState, Number
from teduh.letters.signers import calling, local, signer
from tests import people
from tests.cases import making
from tests.letters import walking
from tests.letters.signers import services
from tests.letters.signers.services import Answer, Call

pytestmark = pytest.mark.django_db

BACK = "Layanan tanda tangan sudah kembali"


@pytest.fixture
def staff(settings: Settings, tmp_path: Path) -> dict[str, Staff]:
    """Of an office that signs with BSrE, whose service has gone away. Its head has an address for messages."""
    root = services.root("Lembaga Sertifikasi Rekaan")
    settings.TRUST_DIR = tmp_path / "trust"
    settings.TRUST_DIR.mkdir()
    (settings.TRUST_DIR / "akar.pem").write_bytes(root.pem)
    staff = making.staff_of(people.LUMAJANG)
    with outside(reason="a test gives somebody an address"):
        Staff.objects.filter(pk=staff["arif"].pk).update(email="arif@contoh.test")
    return staff


@pytest.fixture
def letter(client: Client, settings: Settings, staff: dict[str, Staff]) -> Letter:
    """Initialled; it waits for arif, who is signed in and has recorded his NIK."""
    letter = walking.draft(staff, walking.to_draft(staff))
    assert walking.approve(client, staff["dewi"], letter).status_code == 302
    settings.SIGNER = "bsre"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.BSRE_URL = f"http://127.0.0.1:{taken.getsockname()[1]}"
    people.sign_in(client, staff["arif"])
    assert client.post("/persetujuan/kunci/", {"identity": services.NIK}).status_code == 302
    return letter


def sign(client: Client, letter: Letter) -> Any:
    return making.approve(client, walking.address(letter), passphrase=services.PASSPHRASE)


def said(reply: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split()))


def told() -> list[str]:
    """To whom, and what."""
    rows = [row for row in Message.objects.order_by("created_at") if BACK.lower() in row.title.open().lower()]
    return [row.address.open() for row in rows]


def look() -> None:
    tasks.look_for_the_signing_service.func()


def named(address: str) -> str:
    return address.replace("://", f"://{services.USER}:kunci%3Aaplikasi@")


def test_the_letter_waits_and_its_signatory_is_told_once(client: Client, settings: Settings, letter: Letter) -> None:
    reply = sign(client, letter)
    assert reply.status_code == 409
    assert "Anda diberi tahu begitu layanannya kembali" in said(reply)
    letter.refresh_from_db()
    given = letter.number
    assert (letter.state, bool(given)) == (LetterState.SIGNING, True)
    look()
    assert told() == []
    assert "Layanan tanda tangan tidak menjawab" in said(client.get("/persetujuan/"))
    root = services.root("Lembaga Sertifikasi Rekaan")
    (Path(settings.TRUST_DIR) / "akar.pem").write_bytes(root.pem)
    with services.serving(services.esign(services.under(root, "Arif Khayal"))) as address:
        settings.BSRE_URL = named(address)
        for _ in range(3):
            look()
        assert told() == ["arif@contoh.test"]
        page = said(client.get("/persetujuan/"))
        assert BACK in page
        assert "Tandatangani lagi" in page
        assert sign(client, letter).status_code == 302
        look()
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.certified) == (LetterState.SIGNED, given, True)
    assert Number.objects.count() == 1
    assert len(told()) == 1
    assert BACK not in said(client.get(walking.address(letter)))
    codes = [entry.code for entry in entries_of(letter.case)]
    assert [codes.count(one) for one in ("letter.signer_away", "letter.signer_back")] == [1, 1]


def test_who_tries_again_while_it_is_away_is_told_once_and_anew_after_the_next_time(
    client: Client, settings: Settings, letter: Letter
) -> None:
    away = settings.BSRE_URL
    sign(client, letter)
    sign(client, letter)
    with services.serving(lambda _call: Answer(503, "text/plain", b"")) as address:
        settings.BSRE_URL = named(address)
        look()
        assert told() == [], "it answers, but only that it cannot"
    asked: list[Call] = []

    def refusing(call: Call) -> Answer:
        asked.append(call)
        return Answer(401, "text/plain", b"")

    with services.serving(refusing) as address:
        settings.BSRE_URL = named(address)
        look()
    assert len(told()) == 1
    assert [call.headers["Authorization"] for call in asked] == [None], "no password for a question"
    settings.BSRE_URL = away
    sign(client, letter)
    with services.serving(refusing) as address:
        settings.BSRE_URL = named(address)
        look()
    assert len(told()) == 2


def test_where_nothing_is_set_nothing_is_away(settings: Settings) -> None:
    assert signer("local").answers()
    settings.TIME_STAMP_URL = "http://127.0.0.1:9/"
    assert not local.answers()
    assert not calling.answers("http://example.org/"), "an address that may not be called"
