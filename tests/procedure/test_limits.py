# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading limits as offices publish them, in Indonesian and English (rule C23)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teduh.procedure.limits import Limit, Unit, describe
from teduh.procedure.numbers import read_number
from teduh.procedure.problems import Message
from teduh.procedure.terms import find_limit, parse_limit

W, C, M = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS
E, S = Unit.ELAPSED, Unit.SERVICE_MINUTES
DAY = 24 * 60


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("5 hari kerja", W, 5),
        ("5 (lima) hari kerja", W, 5),
        ("lima (5) hari kerja", W, 5),
        ("lima hari kerja", W, 5),
        ("14 (empat belas) Hari kerja", W, 14),
        ("empatbelas hari kerja", W, 14),
        ("sembilan puluh sembilan hari kerja", W, 99),
        ("dua puluh empat jam", E, DAY),
        ("seratus dua puluh menit", E, 120),
        ("14 hari kalender", C, 14),
        ("1x7 hari", C, 7),
        ("2 minggu", C, 14),
        ("seminggu", C, 7),
        ("2 minggu 3 hari", C, 17),
        ("1 bulan", M, 1),
        ("3 bulan sekali", M, 3),
        ("1 tahun", M, 12),
        ("3x24 jam", E, 3 * DAY),
        ("3 x 24 jam", E, 3 * DAY),
        ("3×24 jam", E, 3 * DAY),
        ("3X24JAM", E, 3 * DAY),
        ("tiga kali dua puluh empat jam", E, 3 * DAY),
        ("1 x 24 (satu kali dua puluh empat) jam", E, DAY),
        ("3 (tiga) x 24 (dua puluh empat) jam", E, 3 * DAY),
        ("6 jam", E, 360),
        ("1,5 jam", E, 90),
        ("setengah jam", E, 30),
        ("240 menit", E, 240),
        ("1.000 menit", E, 1000),
        ("7 Hari, 5 Jam, 50 Menit", E, 7 * DAY + 5 * 60 + 50),
        ("7 hari 5 jam 50 menit", E, 7 * DAY + 5 * 60 + 50),
        ("2 jam dan 30 menit", E, 150),
        ("6 jam layanan", S, 360),
        ("6 jam kerja", S, 360),
        ("90 menit layanan", S, 90),
        ("langsung", Unit.AT_ONCE, 0),
        ("segera", Unit.AT_ONCE, 0),
        ("sesuai kebutuhan", Unit.AS_NEEDED, 0),
        ("Kondisional", Unit.AS_NEEDED, 0),
        ("maksimal 5 hari kerja", W, 5),
        ("kurang lebih 6 jam", E, 360),
        ("paling lama 14 (empat belas) hari kerja.", W, 14),
        ("dalam jangka waktu kurang lebih 6 jam", E, 360),
        ("selambat-lambatnya tujuh hari kerja", W, 7),
        ("5 working days", W, 5),
        ("five working days", W, 5),
        ("1 business day", W, 1),
        ("14 calendar days", C, 14),
        ("3x24 hours", E, 3 * DAY),
        ("3 times 24 hours", E, 3 * DAY),
        ("twenty-four hours", E, DAY),
        ("ninety nine minutes", E, 99),
        ("half an hour", E, 30),
        ("7 days 5 hours 50 minutes", E, 7 * DAY + 5 * 60 + 50),
        ("7 days, 5 hours and 50 minutes", E, 7 * DAY + 5 * 60 + 50),
        ("6 service hours", S, 360),
        ("2 weeks", C, 14),
        ("within 3 months", M, 3),
        ("at most 5 working days", W, 5),
        ("At once", Unit.AT_ONCE, 0),
        ("immediately", Unit.AT_ONCE, 0),
        ("as needed", Unit.AS_NEEDED, 0),
        ("５ hari kerja", W, 5),
        ("5\u200b hari\u00a0kerja", W, 5),
    ],
)
def test_a_published_limit_is_understood(text: str, unit: Unit, amount: int) -> None:
    limit = parse_limit(text)
    assert isinstance(limit, Limit), limit
    assert (limit.unit, limit.amount, limit.bare_days) == (unit, amount, False)
    assert limit.doubt() is None


@pytest.mark.parametrize("text", ["7 hari", "7 (tujuh) hari", "maksimal tujuh hari", "7 days", "sehari"])
def test_c23_days_alone_are_calendar_days_and_warn(text: str) -> None:
    limit = parse_limit(text)
    assert isinstance(limit, Limit)
    assert limit.unit is C
    doubt = limit.doubt()
    assert doubt is not None
    assert "hari kalender" in doubt.id
    assert "calendar days" in doubt.en


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sekitar seminggu", "pasti"),
        ("minimal 12 jam", "paling cepat"),
        ("paling cepat 2 hari kerja", "paling cepat"),
        ("at least 12 hours", "paling cepat"),
        ("3-5 hari kerja", "Rentang"),
        ("3 sampai 5 hari kerja", "Rentang"),
        ("5 (enam) hari kerja", "berbeda"),
        ("3x24 (tiga kali dua belas) jam", "berbeda"),
        ("5 hari kerja 3 jam", "satu satuan"),
        ("1 bulan 3 hari", "satu satuan"),
        ("2x24 jam kerja", "hari kerja"),
        ("0 hari kerja", "sedikitnya satu"),
        ("nol jam", "sedikitnya satu"),
        ("2,5 hari kerja", "bilangan bulat"),
        ("999999 hari", "sepuluh tahun"),
        ("99999999999999999999 hari", "dikenal"),
        ("2 minggu kerja", "dikenal"),
        ("60 Menit / Kondisional", "dikenal"),
        ("5 hari kerja sejak berkas lengkap", "dikenal"),
        ("hari kerja", "dikenal"),
        ("5", "dikenal"),
        ("-5 hari", "dikenal"),
        ("secepatnya", "dikenal"),
        ("", "dikenal"),
        ("\x00\u202e🙂", "dikenal"),
        ("(" * 500, "dikenal"),
    ],
)
def test_c23_what_is_not_understood_says_what_is(text: str, said: str) -> None:
    problem = parse_limit(text)
    assert isinstance(problem, Message)
    assert said in problem.id
    assert problem.en
    assert len(problem.id) < 320


def test_a_floor_may_be_minimal_and_only_a_floor() -> None:
    floor = parse_limit("minimal 12 jam", floor=True)
    assert floor == Limit(E, 720, "minimal 12 jam")
    assert parse_limit("12 jam", floor=True) == Limit(E, 720, "12 jam")
    assert isinstance(parse_limit("maksimal 12 jam", floor=True), Message)


@pytest.mark.parametrize(
    ("promise", "unit", "amount", "text"),
    [
        ("Pelayanan 5 (lima) hari kerja", W, 5, "5 (lima) hari kerja"),
        ("Penyelesaian 14 (empat belas) hari kerja, syarat lengkap", W, 14, "14 (empat belas) hari kerja"),
        ("Respon pengaduan paling lama 2x24 jam", E, 2 * DAY, "2x24 jam"),
        ("Pengaduan langsung atau melalui telepon dilayani dalam 6 jam", E, 360, "6 jam"),
        ("Dijawab dalam 5 hari kerja, paling lambat 5 (lima) hari kerja", W, 5, "5 hari kerja"),
        ("Sesuai UU 25 Tahun 2009, pengaduan ditanggapi dalam 14 hari kalender", C, 14, "14 hari kalender"),
        ("Konseling tiga kali sehari, selesai dalam 2 minggu", C, 14, "2 minggu"),
        ("Layanan diberikan segera", Unit.AT_ONCE, 0, "segera"),
        ("4 Hari kerja", W, 4, "4 Hari kerja"),
    ],
)
def test_the_limit_is_found_inside_the_promise(promise: str, unit: Unit, amount: int, text: str) -> None:
    assert find_limit(promise) == Limit(unit, amount, text)


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        (
            "Risiko tinggi langsung mendapat layanan, risiko sedang kurang lebih 6 jam dari laporan diterima, "
            "risiko rendah 3x24 jam",
            "(langsung, 6 jam, 3x24 jam)",
        ),
        ("5 (lima) hari kerja, penyelesaian 14 hari kerja", "paling lama"),
        ("60 Menit / Kondisional", "paling lama"),
        ("Selesai sekitar seminggu", "pasti"),
        ("Diberitahukan minimal 12 jam sebelumnya", "paling cepat"),
        ("Sesuai SK 301 TAHUN 2022", "dikenal"),
        ("Senin-Kamis 09.00 – 14.00 WIB", "dikenal"),
        ("", "dikenal"),
    ],
)
def test_a_promise_without_one_limit_asks_for_it(promise: str, said: str) -> None:
    problem = find_limit(promise)
    assert isinstance(problem, Message)
    assert said in problem.id


LIMITS = st.one_of(
    st.builds(Limit, st.sampled_from([W, C]), st.integers(1, 3660), st.just("")),
    st.builds(Limit, st.just(M), st.integers(1, 120), st.just("")),
    st.builds(Limit, st.sampled_from([E, S]), st.integers(1, 3660 * DAY), st.just("")),
    st.builds(Limit, st.sampled_from([Unit.AT_ONCE, Unit.AS_NEEDED]), st.just(0), st.just("")),
)


@given(LIMITS)
def test_the_plain_words_of_a_limit_are_read_back_in_both_languages(limit: Limit) -> None:
    for text in (describe(limit).id, describe(limit).en):
        again = parse_limit(text)
        assert isinstance(again, Limit), (text, again)
        assert (again.unit, again.amount, again.bare_days) == (limit.unit, limit.amount, False)


@given(st.text(st.sampled_from("5 lima hari kerja x24 jam (satu) minimal paling-lama,/.\x00–½").map(str), max_size=60))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    for read in (parse_limit, find_limit):
        result = read(text)
        assert isinstance(result, Limit | Message)


INDONESIAN = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


@given(st.integers(1, 99))
def test_number_words_are_understood_up_to_ninety_nine(number: int) -> None:
    tens, ones = divmod(number, 10)
    if number in (10, 11):
        words = ["sepuluh"] if number == 10 else ["sebelas"]
    elif tens == 1:
        words = [INDONESIAN[ones], "belas"]
    else:
        words = [*([INDONESIAN[tens], "puluh"] if tens else []), *([INDONESIAN[ones]] if ones else [])]
    assert read_number([*words, "hari"]) == (number, len(words))


def test_number_words_in_english_and_in_hundreds() -> None:
    assert read_number(["forty", "two", "days"]) == (42, 2)
    assert read_number(["one", "hundred", "and", "twenty", "minutes"]) == (120, 4)
    assert read_number(["dua", "ratus", "empat", "puluh", "menit"]) == (240, 4)
    assert read_number(["hari"]) is None
    assert read_number([]) is None


@pytest.mark.parametrize(
    "text",
    [
        "3-5 hari kerja",
        "3 s.d. 5 hari kerja",
        "3 s.d 5 hari kerja",
        "3 s/d 5 hari kerja",
        "1 (satu) sd 3 (tiga) hari kerja",
        "3 sampai dengan 5 hari kerja",
        "antara 3 dan 5 hari kerja",
        "between 3 and 5 working days",
    ],
)
def test_a_range_in_a_sentence_is_no_limit_however_it_is_written(text: str) -> None:
    found = find_limit(f"Selesai {text}")
    assert isinstance(found, Message)
    assert found.id.startswith("Rentang tidak mengikat")


@pytest.mark.parametrize(
    "text",
    [
        "maks. 5 hari kerja",
        "Max. 5 working days",
        "tidak lebih dari 5 hari kerja",
        "tidak melebihi 5 (lima) hari kerja",
    ],
)
def test_a_ceiling_is_read_over_in_every_usual_wording(text: str) -> None:
    for found in (parse_limit(text), find_limit(f"Selesai {text}.")):
        assert isinstance(found, Limit)
        assert (found.unit, found.amount) == (W, 5)


@pytest.mark.parametrize("text", ["tidak kurang dari 5 hari kerja", "min. 5 hari kerja"])
def test_not_less_than_is_a_floor_and_no_ceiling(text: str) -> None:
    for found in (parse_limit(text), find_limit(f"Selesai {text}")):
        assert isinstance(found, Message)
        assert found.id.startswith("Minimal adalah batas bawah")
