# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealed columns: what goes in comes out, on its own record and field only."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from django.core import serializers
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teduh.channels.models import Message
from teduh.journal import door
from teduh.vault import envelopes, keys, sealing
from teduh.vault.errors import Erased, HeldByLaw, Unreadable, VaultError
from teduh.vault.fields import SealedField, SealedText
from teduh.vault.keysets import OVERHEAD
from teduh.vault.models import Envelope, OfficeKey

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 3, 16, tzinfo=UTC)
OFFICE = "kab-sampang"


def a_message(envelope: Envelope | None = None, **content: str) -> Message:
    with door.outside(reason="a raw fixture"):
        envelope = envelope or envelopes.create(OFFICE, "case")
        message = Message(envelope=envelope, chain="case:uji", kind="email", created_at=AT, **content)
        message.save()
    return message


NASTY = [
    "Bunga Uji",
    "\0 nul \0",
    "setengah \ud83d pasangan",
    "kanan\u202eke\u202ckiri",
    "😀👩‍👧‍👦",
    "kata " * 4_000,
    " ",
    "'; DROP TABLE kasus; --",
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_any_text_comes_back_exactly(text: str) -> None:
    a_message(body=text)
    assert Message.objects.get().body.open() == text


@given(text=st.text(st.characters(exclude_categories=())))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all(text: str) -> None:
    envelope = _envelope_of_the_property()
    message = Message(envelope=envelope, chain="case:uji", kind="email", created_at=AT, body=text)
    assert message.body.open() == text


def _envelope_of_the_property() -> Envelope:
    with door.outside(reason="a raw fixture"):
        return envelopes.of_office(OFFICE)


def test_a_sealed_value_shows_nothing_until_it_is_opened() -> None:
    message = a_message(body="rahasia")
    assert "rahasia" not in f"{message.body} {message.body!r} {message.body.ciphertext!r}"
    assert str(message.body) == "•••"
    assert bool(message.body) is True


def test_nothing_is_nothing() -> None:
    message = a_message(body="", title="x")
    assert (bool(message.body), str(message.body), message.body.open()) == (False, "", "")
    assert bool(Message().address) is False
    assert Message.objects.filter(body__isnull=True, title__isnull=False).exists()


def test_the_same_text_is_sealed_differently_each_time() -> None:
    message = a_message(body="sama", title="sama")
    assert message.body.ciphertext != message.title.ciphertext
    first = message.body.ciphertext
    message.body = "sama"
    assert message.body.ciphertext != first
    assert first is not None
    assert len(first) == 4 + OVERHEAD


def test_bytes_moved_to_another_field_or_record_do_not_open() -> None:
    one, other = a_message(body="satu"), a_message(body="dua", title="tiga")
    with door.outside(reason="tampering on purpose"):
        Message.objects.filter(pk=one.pk).update(body=one.body.ciphertext, title=one.body)
        Message.objects.filter(pk=other.pk).update(body=one.body, envelope=one.envelope)
    moved = Message.objects.get(pk=one.pk)
    assert moved.body.open() == "satu"
    for foreign in (moved.title, Message.objects.get(pk=other.pk).body):
        with pytest.raises(Unreadable):
            foreign.open()


def test_altered_bytes_do_not_open() -> None:
    message = a_message(body="satu")
    table, column = Message._meta.db_table, "body"
    sealed = bytearray(message.body.ciphertext or b"")
    sealed[-1] ^= 1
    with door.outside(reason="tampering on purpose"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [bytes(sealed)])
    with pytest.raises(Unreadable, match="diubah"):
        Message.objects.get().body.open()


def test_a_sealed_value_of_another_record_is_not_taken_over_silently() -> None:
    one, other = a_message(body="satu"), a_message()
    with pytest.raises(TypeError, match="open"):
        other.body = one.body
    other.body = one.body.open()
    assert other.body.open() == "satu"


def test_plain_content_cannot_slip_into_a_query() -> None:
    a_message(body="satu")
    with pytest.raises(TypeError, match="index"):
        Message.objects.filter(body="satu").exists()
    with door.outside(reason="a wrong update"), pytest.raises(TypeError, match="assign it"):
        Message.objects.update(body="dua")


def test_the_envelope_comes_first() -> None:
    with pytest.raises(VaultError, match="envelope"):
        Message(chain="x", kind="email", body="tanpa amplop")


def test_deferred_saved_refreshed_and_bulk_written_records_keep_their_content() -> None:
    message = a_message(body="satu", title="judul")
    deferred = Message.objects.defer("body").get()
    assert deferred.body.open() == "satu"
    message.title = "judul baru"
    with door.outside(reason="a raw fixture"):
        message.save(update_fields=["title"])
        deferred.refresh_from_db()
        assert deferred.title.open() == "judul baru"
        deferred.body = "dua"
        Message.objects.bulk_update([deferred], ["body"])
        Message.objects.bulk_create([Message(id=uuid.uuid4(), envelope=message.envelope, created_at=AT, body="massal")])
    assert {one.body.open() for one in Message.objects.all()} == {"dua", "massal"}


def test_a_dump_is_sealed_and_can_be_loaded() -> None:
    a_message(body="rahasia")
    dump = serializers.serialize("json", Message.objects.all())
    assert "rahasia" not in dump
    (loaded,) = serializers.deserialize("json", dump)
    assert loaded.object.body.open() == "rahasia"


def test_destroying_the_key_erases_and_says_so() -> None:
    message = a_message(body="satu")
    copy = bytes(message.envelope.wrapped or b"")
    with door.outside(reason="erasing in a test"):
        envelopes.destroy(message.envelope)
    with pytest.raises(Erased):
        Message.objects.get().body.open()
    with pytest.raises(Erased):
        message.body.open()
    row = Envelope.objects.get(pk=message.envelope_id)
    assert (row.wrapped, row.destroyed_at is not None, bool(copy)) == (None, True, True)
    with door.outside(reason="twice does no harm"):
        envelopes.destroy(row)


def test_a_legal_hold_forbids_destroying() -> None:
    message = a_message(body="satu")
    with door.outside(reason="erasing in a test"):
        envelopes.hold(message.envelope, held=True)
        with pytest.raises(HeldByLaw):
            envelopes.destroy(message.envelope)
        assert Message.objects.get().body.open() == "satu"
        envelopes.hold(message.envelope, held=False)
        envelopes.destroy(message.envelope)
    with pytest.raises(Erased):
        Message.objects.get().body.open()


def test_an_envelope_handed_to_another_office_opens_there_and_the_data_stay() -> None:
    message = a_message(body="satu")
    before = message.body.ciphertext
    with door.outside(reason="handing over in a test"):
        envelopes.rewrap(message.envelope, "kota-pekalongan")
        OfficeKey.objects.filter(office=OFFICE).delete()
    envelopes.forget()
    fresh = Message.objects.get()
    assert (fresh.body.open(), fresh.body.ciphertext) == ("satu", before)


def test_many_envelopes_are_opened_by_one_query(django_assert_num_queries: object) -> None:
    for number in range(5):
        a_message(title=f"judul {number}")
    envelopes.forget()
    messages = list(Message.objects.all())
    with django_assert_num_queries(2):  # type: ignore[operator]  # the office's key, and all envelopes
        envelopes.warm(message.envelope_id for message in messages)
        assert sorted(message.title.open() for message in messages) == [f"judul {number}" for number in range(5)]
    with django_assert_num_queries(0):  # type: ignore[operator]  # as above
        envelopes.warm(message.envelope_id for message in messages)


def test_no_more_keys_are_kept_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "KEPT_ENVELOPES", 3)
    messages = [a_message(title=str(number)) for number in range(6)]
    assert len(keys._envelopes) == 3
    assert [message.title.open() for message in messages] == [str(number) for number in range(6)]


def test_a_key_is_kept_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    message = a_message(title="satu")
    with door.outside(reason="another process destroys it"):
        Envelope.objects.filter(pk=message.envelope_id).update(wrapped=None, destroyed_at=AT)
    stale = Message.objects.get()
    assert stale.title.open() == "satu"
    later = keys.time.monotonic() + keys.KEPT_SECONDS + 1
    monkeypatch.setattr(keys.time, "monotonic", lambda: later)
    with pytest.raises(Erased):
        stale.title.open()


def test_files_are_sealed_by_the_same_keys() -> None:
    envelope = _envelope_of_the_property()
    sealed = sealing.seal(envelope, "cases.Attachment:1:file", b"isi berkas")
    assert b"isi" not in sealed
    assert sealing.open_sealed(envelope, "cases.Attachment:1:file", sealed) == b"isi berkas"
    with pytest.raises(Unreadable):
        sealing.open_sealed(envelope, "cases.Attachment:2:file", sealed)


def test_a_field_without_its_declaration_fails_the_check() -> None:
    field = SealedText()
    field.set_attributes_from_name("body")
    field.model = Message
    assert {"vault.E010"} == {problem.id for problem in field.check() if str(problem.id).startswith("vault")}


def test_the_words_of_a_declaration_are_no_part_of_the_schema() -> None:
    _, _, _, options = SealedText(holds="nama", retention="case").deconstruct()
    assert options == {}
    assert isinstance(Message._meta.get_field("body"), SealedField)
