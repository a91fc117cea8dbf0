# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door: authorised, recorded, all or nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from teduh.channels.models import Message
from teduh.journal import codes, queries, refusals
from teduh.journal.actor import Actor, system
from teduh.journal.door import Refused, action, pending_events, record
from teduh.journal.models import Entry
from teduh.journal.subjects import INSTALLATION, OfficeSubject
from teduh.procedure.events import Finished, Started
from teduh.vault.models import Envelope
from tests.journal.acts import AT, RATNA, SAMPANG, STRANGER, note, own_office, retitle, retitle_and_note, write

pytestmark = pytest.mark.django_db
OFFICE = OfficeSubject(SAMPANG)
STARTED = Started(at=AT, step="terima aduan")
FINISHED = Finished(at=AT + timedelta(minutes=5), step="terima aduan", outcome="diterima")


def test_one_entry_says_who_did_what_when_for_which_office() -> None:
    message = write(RATNA, OFFICE, title="Kepada Bunga Uji")
    (entry,) = queries.entries_of(message)
    assert (entry.code, entry.actor, entry.actor_office, entry.office) == ("test.written", "staff:12", SAMPANG, SAMPANG)
    assert (entry.chain, entry.sequence, entry.at) == (f"case:{message.id}", 1, AT)
    assert entry.roles == "case_manager intake_officer"
    assert entry.data == {"kind": "email"}
    assert entry.payload.open() == {"title": "Kepada Bunga Uji"}
    assert codes.sentence(entry.code).id == "Pesan ditulis"


def test_words_of_people_are_nowhere_in_clear() -> None:
    message = write(RATNA, OFFICE, title="Kepada Bunga Uji", body="Bunga Uji tinggal di Jalan Uji 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_entry")
        cells = [cell for row in cursor.fetchall() for cell in row]
        cursor.execute("SELECT * FROM channels_message")
        cells += [cell for row in cursor.fetchall() for cell in row]
    assert not [cell for cell in cells if b"Bunga" in bytes(str(cell), "utf-8", "replace")]
    assert not [cell for cell in cells if isinstance(cell, (bytes, memoryview)) and b"Bunga" in bytes(cell)]
    assert message.body.open().startswith("Bunga Uji")


def test_who_may_not_is_refused_and_the_refusal_is_recorded() -> None:
    message = write(RATNA, OFFICE, title="Semula")
    with pytest.raises(Refused) as caught:
        retitle(STRANGER, message, title="Diganti")
    assert caught.value.refusal.rule == "test:own_office"
    message.refresh_from_db()
    assert message.title.open() == "Semula"
    refused = queries.entries_of(message).get(sequence=2)
    assert (refused.code, refused.actor, refused.actor_office) == ("test.retitled.refused", "staff:99", "kab-lumajang")
    assert refused.data == {"rule": "test:own_office", "step": "", "action": "test.retitled"}
    assert codes.sentence(refused.code).id == "Ditolak: Judul diganti"


def test_a_refusal_in_the_body_undoes_all_that_the_body_did() -> None:
    message = write(RATNA, OFFICE, title="Semula")
    with pytest.raises(Refused):
        retitle_and_note(RATNA, message, title="Diganti", fail=True)
    assert Message.objects.get().title.open() == "Semula"
    last = queries.entries_of(message).last()
    assert last is not None
    assert (last.code, last.data["action"]) == ("test.pair.refused", "test.noted")


def test_an_exception_undoes_all_and_leaves_no_entry() -> None:
    message = write(RATNA, OFFICE)
    with pytest.raises(TypeError):
        retitle(RATNA, message, title=3, unless=object(), more=1)  # type: ignore[call-arg, arg-type]  # wrong on purpose
    assert queries.entries_of(message).count() == 1
    note(RATNA, message)
    assert queries.entries_of(message).count() == 2


def test_an_action_called_by_another_points_to_its_cause_and_is_authorised_again() -> None:
    message = write(RATNA, OFFICE)
    retitle_and_note(RATNA, message, title="Baru")
    outer, inner = queries.entries_of(message)[1:]
    assert (outer.code, inner.code) == ("test.pair", "test.noted")
    assert (outer.cause, inner.cause) == ("", outer.reference)
    with pytest.raises(Refused, match="own_office"):
        retitle_and_note(RATNA, message, title="Lagi", by=STRANGER)
    assert Message.objects.get().title.open() == "Baru"


def test_a_refusal_inside_cannot_be_swallowed() -> None:
    message = write(RATNA, OFFICE, title="Semula")
    with pytest.raises(transaction.TransactionManagementError):
        retitle_and_note(RATNA, message, title="Setengah", fail=True, swallow=True)
    assert Message.objects.get().title.open() == "Semula"


def test_events_come_back_in_the_order_of_the_actions() -> None:
    message = write(RATNA, OFFICE)
    retitle_and_note(RATNA, message, title="Baru", before=(STARTED,), inside=(FINISHED,))
    assert queries.events_of(message) == (STARTED, FINISHED)


def test_an_action_at_work_sees_the_events_recorded_before_it() -> None:
    message = write(RATNA, OFFICE)
    seen: list[object] = []

    @action("test.noted", may=own_office)
    def look(actor: Actor, subject: Message) -> None:
        record(events=[FINISHED])
        seen.extend(queries.events_of(subject))

    note(RATNA, message, events=(STARTED,))
    look(RATNA, message)
    assert seen == [STARTED, FINISHED]
    assert pending_events(message.chain) == []


def test_events_out_of_order_are_a_fault_of_the_program() -> None:
    message = write(RATNA, OFFICE)
    with pytest.raises(RuntimeError, match="record events before"):
        retitle_and_note(RATNA, message, title="Baru", inside=(STARTED,), after=(FINISHED,))
    assert queries.events_of(message) == ()


def test_the_body_sees_the_row_as_it_is_now_not_as_the_page_had_it() -> None:
    message = write(RATNA, OFFICE, title="Semula")
    stale = Message.objects.get()
    stale.title.open()
    retitle(RATNA, message, title="Diganti")
    with pytest.raises(Refused, match="twice"):
        retitle(RATNA, stale, title="Sekali lagi", unless="Diganti")
    assert Message.objects.get().title.open() == "Diganti"


def test_an_office_and_the_installation_are_subjects_too() -> None:
    note(RATNA, OFFICE)
    note(system(AT), INSTALLATION)
    assert Entry.objects.get(chain=f"office:{SAMPANG}").office == SAMPANG
    assert Entry.objects.get(chain="installation").actor == "system"
    assert not Envelope.objects.exists()  # no payload, so no key was needed


def test_a_payload_on_an_office_is_sealed_under_the_journal_of_the_office() -> None:
    @action("test.noted", may=own_office)
    def remark(actor: Actor, subject: OfficeSubject, *, words: str) -> None:
        record(payload={"words": words})

    remark(RATNA, OFFICE, words="satu")
    remark(RATNA, OFFICE, words="dua")
    assert [entry.payload.open()["words"] for entry in queries.entries_of(OFFICE)] == ["satu", "dua"]
    assert Envelope.objects.get().kind == "journal"


def test_nasty_words_survive_the_journal() -> None:
    words = "NUL \0, setengah \ud800, kanan-ke-kiri \u202e, emoji 😀, " + "kata " * 4_000
    message = write(RATNA, OFFICE, title=words)
    assert Message.objects.get().title.open() == words
    entry = queries.entries_of(message).get()
    assert entry.payload.open() == {"title": words}


def test_nasty_codes_survive_as_well() -> None:
    @action("test.noted", may=own_office)
    def remark(actor: Actor, subject: OfficeSubject) -> None:
        record(data={"odd": "\0\ud800", "at": AT, "id": UUID(int=1), "none": None})

    remark(RATNA, OFFICE)
    assert queries.entries_of(OFFICE).get().data["odd"] == "\0\ud800"


def test_a_code_without_a_sentence_fails_at_import() -> None:
    with pytest.raises(LookupError, match="unheard_of"):
        action("test.unheard_of", may=own_office)


def test_a_code_has_one_meaning() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        codes.register({"test.noted": codes.CODES["test.written"]})


def test_nothing_is_recorded_outside_an_action() -> None:
    with pytest.raises(RuntimeError, match="inside an action"):
        record(data={"x": 1})


def test_an_actor_carries_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        Actor("system", None, "", frozenset(), datetime(2026, 11, 24))  # noqa: DTZ001 -- what is refused here


def test_a_refused_read_is_noted_once_an_hour() -> None:
    message = write(RATNA, OFFICE)
    refusals.note(STRANGER, message, "case:team")
    refusals.note(STRANGER, message, "case:team")
    noted = queries.entries_of(message).filter(code="journal.read.refused")
    assert [(entry.actor, entry.data["rule"]) for entry in noted] == [("staff:99", "case:team")]
    later = Actor("staff", 99, "kab-lumajang", frozenset(), AT + timedelta(hours=1))
    refusals.note(later, message, "case:team")
    assert noted.all().count() == 2


def test_the_door_costs_few_statements() -> None:
    message = write(RATNA, OFFICE)
    with CaptureQueriesContext(connection) as captured:
        note(RATNA, message)
    plain = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    # The subject, the head, the entry and the head's new place, which PostgreSQL takes in one journey.
    assert len(plain) == (3 if connection.vendor == "postgresql" else 4), plain
