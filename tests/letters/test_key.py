# SPDX-License-Identifier: AGPL-3.0-or-later
"""The passphrase of one's signing key is changed by whoever knows the old one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.letters.models import SigningKey
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = pytest.mark.django_db
WHERE = "/persetujuan/kunci/frasa/"
NEW = "kucing tidur di atas genteng"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


def change(client: Client, **said: str) -> Any:
    return client.post(WHERE, {"old": making.PASSPHRASE, "passphrase": NEW, "again": NEW, **said})


def test_the_new_one_signs_and_the_old_one_no_longer(client: Client, staff: dict[str, Staff]) -> None:
    letter = walking.draft(staff, walking.to_draft(staff))
    people.sign_in(client, staff["dewi"])
    making.key(client)
    before = SigningKey.objects.get()
    page = client.get("/persetujuan/kunci/").content.decode()
    assert WHERE in page
    assert change(client).status_code == 302
    key = SigningKey.objects.get()
    assert (key.pk, key.valid_until) == (before.pk, before.valid_until), "the same key and certificate"
    assert walking.approve(client, staff["dewi"], letter).status_code == 409, "with the old one"
    assert walking.approve(client, staff["dewi"], letter, passphrase=NEW).status_code == 302


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"old": "bukan frasa sandi saya"}, "old", "salah"),
        ({"old": ""}, "old", "Isi dulu"),
        ({"passphrase": "pendek", "again": "pendek"}, "passphrase", "paling sedikit 12"),
        ({"passphrase": "dewi umpama sekali", "again": "dewi umpama sekali"}, "passphrase", "nama"),
        ({"again": "kucing lain di atas genteng"}, "again", "Tidak sama"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, staff: dict[str, Staff], said: dict[str, str], field: str, words: str
) -> None:
    people.sign_in(client, staff["dewi"])
    making.key(client)
    kept = bytes(SigningKey.objects.get().credential.open())
    reply = change(client, **said)
    assert reply.status_code == 422
    assert words in " ".join(reply.context["form"].errors[field])
    assert bytes(SigningKey.objects.get().credential.open()) == kept


def test_whoever_has_no_key_makes_one_first(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["dewi"])
    assert client.get(WHERE)["Location"] == "/persetujuan/kunci/"
    assert change(client)["Location"] == "/persetujuan/kunci/"
