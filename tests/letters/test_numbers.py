# SPDX-License-Identifier: AGPL-3.0-or-later
"""How numbers read, and which a letter gets: the next, one that was kept for its day, never one out of order."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from teduh.accounts.models import Office, Staff
from teduh.journal.actor import Actor
from teduh.journal.door import Refused
from teduh.journal.queries import entries_of
from teduh.journal.subjects import OfficeSubject
from teduh.letters.actions import numbering
from teduh.letters.actions.making import make_letter
from teduh.letters.actions.settings import LetterRules, change_settings
from teduh.letters.actions.signing import Says, composed, give_its_number
from teduh.letters.asking import kind_of
from teduh.letters.models import Letter, Number, NumberState
from teduh.letters.numbers import LONGEST, STANDARD, number_text, problem_of
from teduh.letters.queries.registers import reserved_for
from tests import people
from tests.cases import making
from tests.letters.specimens import answered

LUMAJANG = OfficeSubject(people.LUMAJANG)
WIB = ZoneInfo("Asia/Jakarta")


# How a number reads


def test_a_number_reads_as_its_template_says() -> None:
    said: dict[str, Any] = {
        "serial": 7,
        "classification": "400.2.4",
        "short": "ST",
        "code": "409.48",
        "dated": date(2026, 11, 24),
    }
    assert number_text(STANDARD, **said) == "400.2.4/7/409.48/2026"
    assert number_text("", **said) == "400.2.4/7/409.48/2026", "the usual one, where an office has none"
    assert (
        number_text("{jenis}.{nomor3}/{klasifikasi}/{kode}/{bulan_romawi}/{bulan}/{tahun}", **said)
        == "ST.007/400.2.4/409.48/XI/11/2026"
    )
    assert number_text(STANDARD, **{**said, "code": ""}) == "400.2.4/7/2026", "no empty place between slashes"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{klasifikasi}/{nmor}/{tahun}", "Tidak dikenal: {nmor}. Yang dapat dipakai: {klasifikasi}"),
        ("{klasifikasi}/{nomor/{tahun}", "tanpa pasangan"),
        ("{klasifikasi}/{nomor}/{tahun}}", "tanpa pasangan"),
        ("{klasifikasi}/{tahun}", "{nomor} satu kali"),
        ("{klasifikasi}/{nomor}/{nomor3}/{tahun}", "{nomor} satu kali"),
        ("{nomor}/{tahun}", "{klasifikasi}"),
        ("{klasifikasi}/{nomor}", "{tahun}"),
        ("{klasifikasi}{nomor}/{tahun}", "Pisahkan"),
        ("{klasifikasi}/{nomor}{tahun}", "Pisahkan"),
        ("{klasifikasi}/1{nomor}/{tahun}", "Pisahkan"),
        ("{klasifikasi}/{nomor}/{tahun}<b>", "hanya huruf"),
        ("{klasifikasi}/{nomor}/{tahun}/" + "{kode}/" * 9, "terlalu panjang"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_why(template: str, words: str) -> None:
    problem = problem_of(template)
    assert problem
    assert words in problem.id
    assert problem.en


@pytest.mark.parametrize("template", [STANDARD, "{nomor3}.{klasifikasi}/{kode}/{bulan_romawi}/{tahun}"])
def test_a_template_that_can_be_used_never_grows_beyond_a_letters_line(template: str) -> None:
    assert problem_of(template) is None
    said: dict[str, Any] = {"classification": "9" * 20, "short": "X" * 12, "code": "9" * 30, "dated": date(2026, 8, 1)}
    assert len(number_text(template, serial=999_999, **said)) <= LONGEST


# Which number a letter gets


@pytest.fixture
def staff(db: None) -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


def draft(staff: dict[str, Staff], kind: str = "undangan-klarifikasi") -> Letter:
    case = making.opened(staff, people.LUMAJANG)
    return make_letter(
        making.acting(staff["putri"]), case, run=1, step="terima-laporan", product=kind, answers=answered(kind)
    )


def numbered(letter: Letter, actor: Actor, **how: Any) -> Number:
    give_its_number(actor, letter.case, letter=letter, version=1, **how)
    return Number.objects.select_related("series").get(letter=letter)


def reserve(actor: Actor, **changes: Any) -> list[Number]:
    asked = {
        "classification": "400.2",
        "dated": timezone.localdate(timezone=WIB),
        "count": 1,
        "reason": "Tanpa listrik",
    }
    return numbering.reserve_numbers(actor, LUMAJANG, **{**asked, **changes})


def at(staff: Staff, text: str) -> Actor:
    return people.acting(staff, datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=WIB))


def why(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusal.reason.id


def test_each_classification_counts_by_itself_and_each_year_anew(staff: dict[str, Staff]) -> None:
    head = staff["dewi"]
    first = numbered(draft(staff), at(head, "2026-12-31 15.00"))
    second = numbered(draft(staff, "nota-dinas"), at(head, "2026-12-31 15.00"))
    third = numbered(draft(staff), at(head, "2026-12-31 23.59"))
    fourth = numbered(draft(staff), at(head, "2027-01-01 00.01"))
    assert [one.text for one in (first, second, third, fourth)] == [
        *("400.2/1/2026", "000/1/2026", "400.2/2/2026", "400.2/1/2027"),
    ]
    assert fourth.dated == date(2027, 1, 1), "the office's day, not Greenwich's"


def test_pressed_again_a_letter_keeps_number_and_day(staff: dict[str, Staff]) -> None:
    letter = draft(staff)
    first = numbered(letter, at(staff["dewi"], "2026-12-01 15.00"))
    again = numbered(letter, at(staff["dewi"], "2026-12-02 08.00"))
    assert (again.pk, again.text, again.dated) == (first.pk, first.text, date(2026, 12, 1))


def test_about_midnight_a_number_is_not_earlier_than_the_one_before_it(staff: dict[str, Staff]) -> None:
    head = staff["dewi"]
    numbered(draft(staff), at(head, "2026-12-02 00.00"))
    late = numbered(draft(staff), at(head, "2026-12-01 23.59"))
    assert (late.serial, late.dated) == (2, date(2026, 12, 2)), "who pressed before midnight, and came second"
    wrong = numbered(draft(staff), at(head, "2026-11-30 10.00"))
    assert (wrong.serial, wrong.dated) == (3, date(2026, 11, 30)), "a clock that ran ahead once stops nobody"


def test_a_reserved_number_bears_its_own_day_and_others_go_on(staff: dict[str, Staff]) -> None:
    head = staff["dewi"]
    kept = reserve(at(head, "2026-12-01 10.00"), dated=date(2026, 11, 27), count=2)
    assert [one.serial for one in kept] == [1, 2]
    assert numbered(draft(staff), at(head, "2026-12-01 11.00")).serial == 3
    letter = draft(staff)
    used = numbered(letter, at(head, "2026-12-03 09.00"), reserved=kept[0].pk)
    assert (used.text, used.dated, used.state) == ("400.2/1/2026", date(2026, 11, 27), NumberState.GIVEN)
    letter.refresh_from_db()
    assert letter.number == "400.2/1/2026"
    says = Says(signer="local", signatory={"name": "Dewi Umpama", "rank": "Pembina", "nip": "197000002010000998"})
    final = composed(at(head, "2026-12-03 09.00"), letter.case, letter, version=1, says=says)
    assert "27 November 2026" in final.fields["data"]["letter"]["date_text"]
    with pytest.raises(Refused) as refused:
        numbered(draft(staff), at(head, "2026-12-03 09.00"), reserved=kept[0].pk)
    assert "tidak dicadangkan lagi" in why(refused)


def test_what_was_reserved_in_december_can_be_used_in_january(staff: dict[str, Staff]) -> None:
    head = staff["dewi"]
    (kept,) = reserve(at(head, "2026-12-30 10.00"), dated=date(2026, 12, 30))
    assert numbered(draft(staff), at(head, "2027-01-04 09.00"), reserved=kept.pk).text == "400.2/1/2026"
    (late,) = reserve(at(head, "2027-01-04 10.00"), dated=date(2026, 12, 31))
    assert (late.series.year, late.serial) == (2026, 2), "last year's book goes on for last year's paper"


def test_a_reserved_number_goes_to_its_own_classification_only(staff: dict[str, Staff]) -> None:
    actor = at(staff["dewi"], "2026-12-01 10.00")
    (kept,) = reserve(actor, dated=date(2026, 12, 1))
    letter = draft(staff, "nota-dinas")
    with pytest.raises(Refused) as refused:
        numbered(letter, actor, reserved=kept.pk)
    assert "klasifikasi 400.2, surat ini 000" in why(refused)
    office = Office.objects.get(pk=people.LUMAJANG)
    offered = [kind_of("undangan-klarifikasi"), kind_of("nota-dinas")]
    assert [len(reserved_for(office, kind)) for kind in offered if kind] == [1, 0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "  "}, "alasan"),
        ({"count": 0}, "1 sampai 20"),
        ({"count": 21}, "1 sampai 20"),
        ({"dated": date(2026, 12, 2)}, "belum tiba"),
        ({"classification": ""}, "kode klasifikasi"),
        ({"classification": "400 <b>"}, "kode klasifikasi"),
    ],
)
def test_what_cannot_be_reserved_is_told_why(staff: dict[str, Staff], changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused) as refused:
        reserve(at(staff["dewi"], "2026-12-01 10.00"), **{"dated": date(2026, 12, 1), **changes})
    assert words in why(refused)
    assert not Number.objects.exists()


def test_a_cancelled_number_stays_and_is_never_given_again(staff: dict[str, Staff]) -> None:
    actor = making.acting(staff["dewi"])
    kept = reserve(actor, count=2)
    with pytest.raises(Refused):
        numbering.cancel_number(actor, LUMAJANG, number=kept[0].pk, reason=" ")
    numbering.cancel_number(actor, LUMAJANG, number=kept[0].pk, reason="Surat tidak jadi dibuat")
    with pytest.raises(Refused):
        numbering.cancel_number(actor, LUMAJANG, number=kept[0].pk, reason="Sekali lagi")
    with pytest.raises(Refused):
        numbered(draft(staff), actor, reserved=kept[0].pk)
    assert numbered(draft(staff), actor).serial == 3
    row = Number.objects.get(pk=kept[0].pk)
    assert (row.state, row.reason.open()) == (NumberState.CANCELLED, "Surat tidak jadi dibuat")
    told = entries_of(LUMAJANG).filter(code="number.cancelled")
    assert [entry.data["serial"] for entry in told] == [1]


def test_only_those_who_keep_the_register_reserve_numbers(staff: dict[str, Staff]) -> None:
    with pytest.raises(Refused) as refused:
        reserve(making.acting(staff["sakti"]))
    assert "tidak berwenang" in why(refused)


def test_a_template_changed_in_midyear_never_gives_a_number_twice(staff: dict[str, Staff]) -> None:
    office = Office.objects.get(pk=people.LUMAJANG)

    def classify(template: str, **codes: str) -> None:
        own = {key.replace("_", "-"): code for key, code in codes.items()}
        rules = LetterRules(code="", template=template, classifications=own)
        change_settings(people.system(timezone.now()), office, rules=rules)

    actor = making.acting(staff["dewi"])
    classify("{klasifikasi}/{nomor}/{tahun}", undangan_klarifikasi="1", nota_dinas="2")
    for _ in range(2):
        numbered(draft(staff), actor)
    classify("{nomor}/{klasifikasi}/{tahun}", undangan_klarifikasi="1", nota_dinas="2")
    letter = draft(staff, "nota-dinas")
    with pytest.raises(Refused) as refused:
        numbered(letter, actor)
    assert "sudah dipakai surat lain" in why(refused)
    classify("{nomor}.{klasifikasi}/{tahun}", undangan_klarifikasi="1", nota_dinas="2")
    assert numbered(letter, actor).serial == 1, "nothing was lost"


def test_a_number_given_lately_bears_today(staff: dict[str, Staff]) -> None:
    actor = making.acting(staff["dewi"])
    number = numbered(draft(staff), actor)
    assert actor.at - number.given_at == timedelta(0)
    assert number.dated == actor.at.astimezone(WIB).date()
