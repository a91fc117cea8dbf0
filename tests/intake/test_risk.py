# SPDX-License-Identifier: AGPL-3.0-or-later
"""The suggested risk: the rule table of the catalogue, applied."""

from __future__ import annotations

import pytest

from teduh.intake.risk import suggest
from teduh.procedure.standard.model import Risk


@pytest.mark.parametrize(
    ("answers", "ages", "level", "reason"),
    [
        ({}, [], None, ""),
        ({"injured_now": "no"}, [30], Risk.LOW, ""),
        ({"injured_now": "yes"}, [30], Risk.HIGH, "luka atau sakit sekarang"),
        ({"injured_now": "unknown"}, [30], Risk.MEDIUM, "belum diketahui"),
        ({"lives_with_suspect": "yes"}, [30], Risk.MEDIUM, "tinggal serumah"),
        ({"lives_with_suspect": "yes"}, [9], Risk.HIGH, "anak di bawah 18 tahun serumah"),
        ({"protective_adult": "no"}, [9], Risk.HIGH, "tanpa orang dewasa"),
        ({}, [9], Risk.MEDIUM, "anak di bawah 18 tahun"),
        ({}, [18], None, ""),
        ({"self_harm": "unknown"}, [30], Risk.LOW, ""),
    ],
)
def test_the_table_suggests_and_says_why(
    answers: dict[str, str], ages: list[int | None], level: Risk | None, reason: str
) -> None:
    found = suggest(answers, ages=ages)
    assert found.level is level
    assert reason in "; ".join(one.id for one in found.reasons)


def test_the_highest_wins_and_only_its_reasons_are_shown() -> None:
    found = suggest({"lives_with_suspect": "yes", "death_threat": "yes"}, ages=[40])
    assert found.level is Risk.HIGH
    assert [one.id for one in found.reasons] == ["ada ancaman membunuh atau senjata"]
