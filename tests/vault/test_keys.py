# SPDX-License-Identifier: AGPL-3.0-or-later
"""The master key's file, and rotation while the office works."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from teduh.channels.models import Message
from teduh.journal import door
from teduh.journal.models import Entry
from teduh.journal.verify import verify
from teduh.vault import checks, envelopes, index, keyfile, keys, keysets, rotation
from teduh.vault.errors import KeyFileError, VaultError
from teduh.vault.models import Envelope, OfficeKey
from tests.vault.test_sealing import OFFICE, a_message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A master key of the test's own."""
    settings.VAULT_KEY_FILE = tmp_path / "keys" / "master.json"
    envelopes.forget()
    yield settings.VAULT_KEY_FILE
    envelopes.forget()


def said() -> list[str]:
    """What the check says, as at each start."""
    envelopes.forget()
    return [problem.msg for problem in checks.check_keys()]


def test_the_first_use_makes_a_key_that_only_its_owner_reads(key_file: Path) -> None:
    assert said() == []
    assert not key_file.exists()
    a_message(body="satu")
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert [path.name for path in key_file.parent.iterdir()] == ["master.json"]
    assert said() == []


def test_a_missing_key_is_refused_and_none_is_made(key_file: Path) -> None:
    a_message(body="satu")
    key_file.unlink()
    (sentence,) = said()
    assert "tidak ditemukan" in sentence
    with pytest.raises(KeyFileError, match="tidak ditemukan"):
        Message.objects.get().body.open()
    with pytest.raises(KeyFileError, match="tidak ditemukan"):
        a_message(body="dua")
    assert not key_file.exists()


def test_a_wrong_key_is_refused(key_file: Path) -> None:
    a_message(body="satu")
    key_file.write_text(keysets.to_text(keysets.new_aead()))
    (sentence,) = said()
    assert f"bukan kunci yang menyegel data kantor {OFFICE}" in sentence
    with pytest.raises(KeyFileError, match="bukan kunci"):
        Message.objects.get().body.open()


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_key_that_others_can_read_is_refused(key_file: Path, mode: int) -> None:
    a_message(body="satu")
    key_file.chmod(mode)
    (sentence,) = said()
    assert "chmod 600" in sentence


@pytest.mark.parametrize("content", ["", "bukan kunci", "{}", "é"])
def test_a_broken_key_is_refused(key_file: Path, content: str) -> None:
    a_message(body="satu")
    key_file.write_text(content)
    (sentence,) = said()
    assert "Berkas kunci induk" in sentence


def test_a_key_that_cannot_be_read_is_refused(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_message(body="satu")

    def refused(*args: object, **options: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    (sentence,) = said()
    assert "tidak dapat dibaca" in sentence


def test_a_command_refuses_to_start_with_a_wrong_key(key_file: Path) -> None:
    a_message(body="satu")
    key_file.unlink()
    with pytest.raises(CommandError, match="tidak ditemukan"):
        call_command("check")


def test_two_processes_that_start_together_agree_on_one_key(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.link

    def another_is_first(draft: Any, file: Any) -> None:
        Path(file).write_text(keysets.to_text(keysets.new_aead()))
        Path(file).chmod(0o600)
        real(draft, file)

    monkeypatch.setattr(os, "link", another_is_first)
    made = keysets.to_text(keyfile.create())
    assert made == keysets.to_text(keyfile.read())


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("vault", *arguments, stdout=out)
    return out.getvalue()


def test_rotation_renews_every_key_and_nothing_is_lost(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    messages = [a_message(title=str(number)) for number in range(5)]
    tokens = index.tokens(OFFICE, "name", "Siti")
    before = {row.pk: bytes(row.wrapped or b"") for row in Envelope.objects.all()}
    sealed = {message.title.ciphertext for message in messages}
    assert f"{OFFICE}: kunci baru, 5 amplop" in run("rotate")
    envelopes.forget()
    after = {row.pk: bytes(row.wrapped or b"") for row in Envelope.objects.all()}
    assert not [pk for pk in before if before[pk] == after[pk]]
    fresh = list(Message.objects.all())
    assert sorted(message.title.open() for message in fresh) == [str(number) for number in range(5)]
    assert {message.title.ciphertext for message in fresh} == sealed
    assert index.tokens(OFFICE, "name", "Siti") == tokens
    assert said() == []
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert Entry.objects.filter(code="vault.rewrapped").count() == 3
    assert verify().faults == []


def test_a_process_with_the_old_keys_works_on_through_a_rotation() -> None:
    old = a_message(title="lama")
    held = keys._master, dict(keys._offices), dict(keys._envelopes)
    run("rotate")
    keys._master, keys._offices, keys._envelopes = held[0], held[1], type(keys._envelopes)()
    assert Message.objects.get().title.open() == "lama"
    new = a_message(title="baru")
    envelopes.forget()
    assert Message.objects.get(pk=new.pk).title.open() == "baru"
    assert Message.objects.get(pk=old.pk).title.open() == "lama"
    assert Envelope.objects.get(pk=new.envelope_id).version == OfficeKey.objects.get().version


def test_one_office_can_be_rotated_alone(key_file: Path) -> None:
    a_message(title="satu")
    with door.outside(reason="a raw fixture"):
        envelopes.create("kota-pekalongan", "case")
    master = key_file.read_text()
    run("rotate", "--office", OFFICE)
    assert dict(OfficeKey.objects.values_list("office", "version")) == {OFFICE: 2, "kota-pekalongan": 1}
    assert key_file.read_text() == master
    with pytest.raises(CommandError, match="kota-pekalongan"):
        run("rotate", "--office", "tiada")


def test_a_rotation_that_broke_off_is_taken_up_by_the_next() -> None:
    message = a_message(title="satu")
    with door.outside(reason="a rotation that breaks off here"):
        rotation.rotate_master()
        rotation.rotate_office(OFFICE)
    envelopes.forget()
    assert Message.objects.get().title.open() == "satu"
    run("rotate")
    assert Envelope.objects.get(pk=message.envelope_id).version == 3
    assert Message.objects.get().title.open() == "satu"


def test_retiring_drops_the_old_keys_and_old_copies_stay_closed(key_file: Path) -> None:
    a_message(title="satu")
    copy = OfficeKey.objects.get()
    run("rotate")
    assert keysets.count(keyfile.read()) == 2
    run("retire")
    envelopes.forget()
    assert keysets.count(keyfile.read()) == 1
    assert keysets.count(keys.open_office(OfficeKey.objects.get()).keyset) == 1
    assert Message.objects.get().title.open() == "satu"
    with pytest.raises(KeyFileError):
        keys.open_office(copy)
    assert Entry.objects.filter(code="vault.retired").count() == 2


def test_nothing_is_retired_that_is_still_needed() -> None:
    a_message(title="satu")
    with door.outside(reason="a rotation that breaks off here"):
        rotation.rotate_office(OFFICE)
    with pytest.raises(CommandError, match="masih memakai kunci lama"):
        run("retire")
    keyfile.replace(keysets.rotated(keys.master()))
    envelopes.forget()
    with pytest.raises(VaultError, match="kunci induk lama"):
        rotation.retire_master()
    assert Message.objects.get().title.open() == "satu"


def test_the_command_names_every_sealed_column() -> None:
    assert "channels.Message.body: isi pesan." in run("fields")
