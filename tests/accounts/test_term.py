# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py term`: one line with the due time, or a sentence that says what to mend."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

START = "2026-03-17T15:30:00+07:00"  # a Tuesday afternoon; Lebaran begins on the morrow


def term(*arguments: str) -> str:
    out = StringIO()
    call_command("term", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.parametrize(
    ("limit", "office", "start", "expected"),
    [
        ("5 hari kerja", "kota-pekalongan", START, "2026-03-31T14:00:00+07:00"),
        ("5 working days", "kota-pekalongan", START, "2026-03-31T14:00:00+07:00"),
        ("5 (lima) hari kerja", "kota-pekalongan", "2026-03-05T10:00:00+07:00", "2026-03-12T14:00:00+07:00"),
        ("4 hari kerja", "kota-pekalongan", "2026-03-09T08:00:00Z", "2026-03-13T10:30:00+07:00"),
        ("5 hari kerja", "kota-tebing-tinggi", START, "2026-03-31T16:00:00+07:00"),
        ("14 hari kalender", "kab-lumajang", START, "2026-04-01T00:00:00+07:00"),
        ("3x24 jam", "kab-sampang", START, "2026-03-20T15:30:00+07:00"),
        ("6 jam", "kota-tebing-tinggi", "2026-03-17T23:00:00+09:00", "2026-03-18T03:00:00+07:00"),
        ("langsung", "kota-tebing-tinggi", START, "2026-03-17T16:00:00+07:00"),
    ],
)
def test_it_prints_the_due_time_and_nothing_else(limit: str, office: str, start: str, expected: str) -> None:
    assert term(limit, "--office", office, "--from", start) == f"{expected}\n"


def test_pauses_move_the_due_time() -> None:
    pause = "2026-03-13T10:00:00+07:00/2026-03-13T11:00:00+07:00"
    arguments = ("5 hari kerja", "--office", "kota-pekalongan", "--from", "2026-03-12T09:00:00+07:00")
    assert term(*arguments, "--paused", pause) == "2026-03-27T10:30:00+07:00\n"
    night = "2026-03-16T14:30:00+07:00/2026-03-17T08:00:00+07:00"
    assert term(*arguments, "--paused", pause, "--paused", night) == "2026-03-27T10:30:00+07:00\n"


def test_a_standard_s_own_hours_end_the_day() -> None:
    arguments = ("5 hari kerja", "--office", "kota-tebing-tinggi", "--from", START)
    assert term(*arguments, "--standard", "kota-pekalongan/terima-rujukan") == "2026-03-31T14:00:00+07:00\n"


def test_as_needed_prints_nothing() -> None:
    assert term("sesuai kebutuhan", "--office", "kab-sampang", "--from", START) == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sekitar seminggu", "--office", "kab-sampang", "--from", START], "pasti"),
        (["lima hari", "--office", "kab-nowhere", "--from", START], "tidak dikenal"),
        (["5 hari kerja", "--office", "kab-sampang"], "tidak dimengerti"),
        (["5 hari kerja", "--from", START], "kantornya"),
        (["--office", "kab-sampang", "--from", START], "bukan jangka waktu"),
        (["5 hari kerja", "--office", "kab-sampang", "--from", "besok"], "tidak dimengerti"),
        (["5 hari kerja", "--office", "kab-sampang", "--from", "2026-03-17T15:30:00"], "zona waktu"),
        (["5 hari kerja", "--office", "kab-sampang", "--from", "9999-12-30T15:30:00+07:00"], "terlalu jauh"),
        (["3x24 jam", "--office", "kab-sampang", "--from", "9999-12-30T15:30:00+07:00"], "terlalu jauh"),
        (["6 jam", "--office", "kab-sampang", "--from", START, "--paused", START], "garis miring"),
        (["6 jam", "--office", "kab-sampang", "--from", START, "--paused", f"{START}/"], "akhir jeda"),
        (
            ["6 jam", "--office", "kab-sampang", "--from", START, "--paused", f"{START}/2026-03-17T15:00:00+07:00"],
            "sebelum mulai",
        ),
        (["6 jam", "--office", "kab-sampang", "--from", START, "--standard", "../../etc"], "tidak ada"),
    ],
)
def test_bad_input_ends_with_two_and_says_why(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said) as refused:
        term(*arguments)
    assert refused.value.returncode == 2
