# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two hundred letters are signed at one moment: two hundred consecutive numbers, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from teduh.accounts.models import Office, Staff
from teduh.cases.models import Case
from teduh.journal.door import Refused
from teduh.journal.subjects import OfficeSubject
from teduh.letters.actions import keys, numbering, register, signing
from teduh.letters.actions.making import make_letter
from teduh.letters.actions.settings import LetterRules, change_settings
from teduh.letters.models import Incoming, Letter, LetterState, Number
from teduh.letters.queries import drawing
from teduh.letters.signers import local
from tests import people
from tests.cases import making
from tests.letters.specimens import answered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# All by the head of division, and here all of one classification: one series, which everybody wants at once.
KINDS = ("undangan-klarifikasi", "undangan-mediasi", "nota-dinas", "tanggapan")
CASES = 50
# SQLite lets one writer in after the other; drawing and signing, which take long, lock nobody out. As many at once as a
# small machine's server has threads: more of them only wait for each other.
AT_ONCE = 8 if connection.vendor == "sqlite" else 40


def together(works: list[Callable[[], Any]], *, at_once: int) -> list[Any]:
    """Do them all, so many at a time, beginning at one moment; each thread has a database connection of its own."""
    barrier = Barrier(at_once)

    def begin() -> None:
        barrier.wait()

    def done(one: Callable[[], Any]) -> Any:
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once, initializer=begin) as pool:
        return list(pool.map(done, works))


def of_one_series() -> None:
    rules = LetterRules(code="409.48", template="", classifications=dict.fromkeys(KINDS, "400.2.4"))
    change_settings(people.system(timezone.now()), Office.objects.get(pk=people.LUMAJANG), rules=rules)


def letter_of(staff: dict[str, Staff], case: Case, kind: str) -> Letter:
    """A draft that waits for the head's signature."""
    return make_letter(
        making.acting(staff["putri"]), case, run=1, step="terima-laporan", product=kind, answers=answered(kind)
    )


def signed_by_head(staff: dict[str, Staff], letter: Letter, **how: Any) -> Letter:
    fresh = Letter.objects.select_related("case__office", "envelope").get(pk=letter.pk)
    return signing.sign(
        making.acting(staff["dewi"]), fresh.case, letter=fresh, version=1, passphrase=making.PASSPHRASE, **how
    )


def test_two_hundred_signed_at_once_bear_two_hundred_consecutive_numbers() -> None:
    staff = making.staff_of(people.LUMAJANG)
    of_one_series()
    keys.make_key(making.acting(staff["dewi"]), staff["dewi"], passphrase=making.PASSPHRASE)
    letters = [
        letter_of(staff, case, kind)
        for case in [making.opened(staff, people.LUMAJANG) for _ in range(CASES)]
        for kind in KINDS
    ]
    random.Random(20261124).shuffle(letters)
    together([partial(signed_by_head, staff, letter) for letter in letters], at_once=AT_ONCE)
    year = timezone.localdate().year
    rows = list(Number.objects.order_by("serial"))
    assert [row.serial for row in rows] == list(range(1, 201))
    assert [row.text for row in rows] == [f"400.2.4/{serial}/409.48/{year}" for serial in range(1, 201)]
    assert Letter.objects.filter(state=LetterState.SIGNED).count() == 200
    assert {row.letter_id: row.text for row in rows} == dict(Letter.objects.values_list("pk", "number"))


def test_while_a_letter_is_drawn_and_signed_others_write(monkeypatch: pytest.MonkeyPatch) -> None:
    staff = making.staff_of(people.LUMAJANG)
    of_one_series()
    keys.make_key(making.acting(staff["dewi"]), staff["dewi"], passphrase=making.PASSPHRASE)
    first, *others = [letter_of(staff, making.opened(staff, people.LUMAJANG), "nota-dinas") for _ in range(3)]
    signs, draws = local.sign, drawing.pdf_of

    def beside(work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, begun only once another letter was signed by somebody else."""

        def slow(*arguments: Any, **options: Any) -> Any:
            monkeypatch.setattr(local, "sign", signs)
            monkeypatch.setattr("teduh.letters.actions.signing.pdf_of", draws)
            assert not connection.in_atomic_block
            together([partial(signed_by_head, staff, others.pop())], at_once=1)
            monkeypatch.setattr(local, "sign", beside(signs) if others else signs)
            return work(*arguments, **options)

        return slow

    monkeypatch.setattr("teduh.letters.actions.signing.pdf_of", beside(draws))
    signed_by_head(staff, first)
    assert not others, "one while it was drawn, one while it was signed"
    year = timezone.localdate().year
    assert sorted(Letter.objects.values_list("number", flat=True)) == [
        f"400.2.4/{serial}/409.48/{year}" for serial in (1, 2, 3)
    ]
    assert not Letter.objects.exclude(state=LetterState.SIGNED).exists()


def test_letters_that_come_in_at_once_get_consecutive_agenda_numbers() -> None:
    staff = people.cast(people.SAMPANG)
    office = OfficeSubject(people.SAMPANG)
    actor = people.acting(staff["lestari"])

    def record(place: int) -> Callable[[], Incoming]:
        arrived = register.Arrived(sender=f"Lembaga {place}", subject="Undangan", received_at=actor.at)
        return lambda: register.record_incoming(actor, office, arrived=arrived)

    together([record(place) for place in range(40)], at_once=AT_ONCE)
    assert sorted(Incoming.objects.values_list("serial", flat=True)) == list(range(1, 41))
    assert len({row.sender.open() for row in Incoming.objects.all()}) == 40


def test_of_two_letters_that_want_one_reserved_number_one_has_it() -> None:
    staff = making.staff_of(people.LUMAJANG)
    of_one_series()
    keys.make_key(making.acting(staff["dewi"]), staff["dewi"], passphrase=making.PASSPHRASE)
    (kept,) = numbering.reserve_numbers(
        making.acting(staff["dewi"]),
        OfficeSubject(people.LUMAJANG),
        classification="400.2.4",
        dated=timezone.localdate(),
        count=1,
        reason="Ditandatangani di lapangan",
    )
    letters = [letter_of(staff, making.opened(staff, people.LUMAJANG), "undangan-mediasi") for _ in range(2)]

    def sign_with_it(letter: Letter) -> Callable[[], str]:
        def press() -> str:
            try:
                return signed_by_head(staff, letter, reserved=kept.pk).number
            except Refused as refused:
                return refused.refusal.reason.id

        return press

    said = together([sign_with_it(letter) for letter in letters], at_once=2)
    year = timezone.localdate().year
    assert sorted(said) == [f"400.2.4/1/409.48/{year}", "Nomor itu tidak dicadangkan lagi."]
    assert Number.objects.count() == 1
