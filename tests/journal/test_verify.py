# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chain shows every change, gap and cut, with no key and after erasure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from teduh.channels.models import Message
from teduh.journal import checkpoints, door, triggers
from teduh.journal.actor import system
from teduh.journal.models import Entry, Head
from teduh.journal.subjects import OfficeSubject
from teduh.journal.verify import Fault, verify
from teduh.vault import envelopes, keyfile
from teduh.vault.errors import Erased
from tests.journal.acts import AT, RATNA, SAMPANG, note, retitle, write

pytestmark = pytest.mark.django_db


@contextmanager
def a_strong_hand() -> Iterator[None]:
    """Somebody who may do anything in the database: takes the triggers away and writes by hand."""
    triggers.remove(connection)
    with door.outside(reason="tampering on purpose"):
        yield
    triggers.install(connection)


@pytest.fixture
def message() -> Message:
    """A message whose chain has four links, and an office's chain of two."""
    message = write(RATNA, OfficeSubject(SAMPANG), title="satu")
    for title in ("dua", "tiga", "empat"):
        retitle(RATNA, message, title=title)
    note(RATNA, OfficeSubject(SAMPANG))
    note(RATNA, OfficeSubject(SAMPANG))
    return message


def faults() -> list[Fault]:
    return verify().faults


def test_a_whole_journal_is_whole(message: Message) -> None:
    report = verify()
    assert (report.chains, report.entries, report.faults) == (2, 6, [])


TAMPERED: dict[str, tuple[Callable[[str], object], int, str]] = {
    "who": (lambda chain: Entry.objects.filter(chain=chain, sequence=2).update(actor="staff:1"), 2, "isi"),
    "when": (
        lambda chain: Entry.objects.filter(chain=chain, sequence=1).update(at=AT - timedelta(days=1)),
        1,
        "isi",
    ),
    "what": (lambda chain: Entry.objects.filter(chain=chain, sequence=3).update(data_text='{"a":1}'), 3, "isi"),
    "an office": (lambda chain: Entry.objects.filter(chain=chain, sequence=3).update(office="lain"), 3, "isi"),
    "words": (
        lambda chain: Entry.objects.filter(chain=chain, sequence=2).update(
            payload=Entry.objects.get(chain=chain, sequence=3).payload
        ),
        2,
        "isi",
    ),
    "a gap": (lambda chain: Entry.objects.filter(chain=chain, sequence=2).delete(), 2, "hilang"),
    "the beginning": (lambda chain: Entry.objects.filter(chain=chain, sequence=1).delete(), 1, "hilang"),
    "a tail": (lambda chain: Entry.objects.filter(chain=chain, sequence__gt=2).delete(), 3, "terpotong"),
    "a head": (lambda chain: Head.objects.filter(chain=chain).update(digest="0" * 64), 4, "kepala"),
    "no head": (lambda chain: Head.objects.filter(chain=chain).delete(), 4, "kepala"),
    "a whole chain": (lambda chain: Entry.objects.filter(chain=chain).delete(), 1, "seluruh"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_named_by_chain_and_place(message: Message, name: str) -> None:
    change, sequence, what = TAMPERED[name]
    with a_strong_hand():
        change(message.chain)
    (fault,) = faults()
    assert (fault.chain, fault.sequence) == (message.chain, sequence)
    assert what in fault.what


def test_a_cut_tail_with_a_mended_head_is_seen_by_the_checkpoint(message: Message) -> None:
    assert checkpoints.take_all(system(AT), settled=timedelta(0)) == 2
    with a_strong_hand():
        Entry.objects.filter(chain=message.chain, sequence__gt=2).delete()
        left = Entry.objects.get(chain=message.chain, sequence=2)
        Head.objects.filter(chain=message.chain).update(sequence=2, digest=left.digest)
    (fault,) = faults()
    assert (fault.sequence, "terpotong" in fault.what) == (3, True)


def test_a_chain_removed_with_its_head_is_seen_by_the_checkpoint(message: Message) -> None:
    checkpoints.take_all(system(AT), settled=timedelta(0))
    with a_strong_hand():
        Entry.objects.filter(chain=message.chain).delete()
        Head.objects.filter(chain=message.chain).delete()
    assert [fault.what for fault in faults()] == ["seluruh catatan rantai hilang"]


def test_a_checkpoint_holds_only_what_grew(message: Message) -> None:
    checkpoints.take_all(system(AT), settled=timedelta(0))
    assert checkpoints.take_all(system(AT), settled=timedelta(0)) == 0
    note(RATNA, OfficeSubject(SAMPANG))
    assert checkpoints.take_all(system(AT), settled=timedelta(0)) == 1
    assert faults() == []


def test_a_checkpoint_waits_for_what_is_still_being_written(message: Message) -> None:
    assert checkpoints.take_all(system(AT)) == 0


@pytest.mark.parametrize(
    "write_by_hand",
    [
        lambda: Entry.objects.update(actor="staff:1"),
        lambda: Entry.objects.all().delete(),
        lambda: Head.objects.all().delete(),
        lambda: Head.objects.update(sequence=1),
    ],
)
def test_the_database_itself_refuses(message: Message, write_by_hand: Callable[[], object]) -> None:
    refusal = pytest.raises(DatabaseError, match="hanya dapat ditambah")
    with door.outside(reason="tampering on purpose"), refusal, transaction.atomic():
        write_by_hand()
    assert faults() == []


def test_the_database_refuses_to_replace_or_empty(message: Message) -> None:
    statement = (
        "TRUNCATE journal_entry"
        if connection.vendor == "postgresql"
        else "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry"
    )
    connection.check_constraints()  # PostgreSQL empties no table that has checks still waiting
    refusal = pytest.raises(DatabaseError, match="hanya dapat ditambah")
    with door.outside(reason="tampering on purpose"), refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert faults() == []


def test_the_chain_holds_without_keys_and_after_erasure(message: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    with door.outside(reason="erasing in a test"):
        envelopes.destroy(message.envelope)
    fresh = Message.objects.get()
    with pytest.raises(Erased):
        fresh.title.open()
    envelopes.forget()
    monkeypatch.setattr(keyfile, "path", lambda: Path("/nowhere/master.json"))
    assert faults() == []


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("journal", *arguments, stdout=out)
    except SystemExit as exit_:
        return int(str(exit_.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_command_names_the_broken_link_and_exits_with_1(message: Message) -> None:
    assert run("verify") == (0, "Jurnal utuh: 2 rantai, 6 catatan.\n")
    with a_strong_hand():
        Entry.objects.filter(chain=message.chain, sequence=2).update(actor="staff:1")
    code, said = run("verify")
    assert code == 1
    assert f"RUSAK {message.chain}#2: isi catatan diubah setelah ditulis" in said


def test_a_checkpoint_noted_elsewhere_must_still_stand(message: Message) -> None:
    _, said = run("checkpoint")
    noted = said.rsplit(" ", 1)[1].strip()
    assert run("verify", "--expect", noted)[0] == 0
    code, said = run("verify", "--expect", noted[:-1] + ("0" if noted[-1] != "0" else "1"))
    assert (code, "tidak ada lagi" in said) == (1, True)
