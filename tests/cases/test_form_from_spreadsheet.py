# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form that somebody wrote in a spreadsheet is imported, checked, and filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.models import Answers
from tests.cases import making
from tests.cases.filling import STEP, Catalogue, bayu, catalogue, page_of, send, service, staff, text_of
from tests.standards import workbooks

pytestmark = pytest.mark.django_db
__all__ = ["bayu", "catalogue", "staff"]


def test_a_form_from_a_spreadsheet_is_filled_in(
    bayu: Client, staff: dict[str, Staff], catalogue: Catalogue, tmp_path: Path
) -> None:
    book = workbooks.home_visit(tmp_path / "kunjungan.xlsx")
    out = catalogue.folder / "forms" / "kunjungan-rumah.yaml"
    call_command("forms", "import", str(book), "--out", str(out))
    call_command("forms", "check", str(out))
    case = service(staff, "kunjungan rumah")
    page = page_of(bayu, case)
    text = text_of(page)
    assert "Sampaikan tujuan kunjungan dengan tenang." in text
    assert 'data-when="kunjungan-rumah-bertemu=no"' in text
    typed = {
        "kunjungan-rumah-tanggal": "23-11-2026",
        "kunjungan-rumah-bertemu": "yes",
        "kunjungan-rumah-keluarga__1__panggilan": "Ani",
        "kunjungan-rumah-keluarga__1__umur": "7",
        "kunjungan-rumah-keluarga__2__umur": "?",
        "kunjungan-rumah-perlu": ["food", "other"],
        "kunjungan-rumah-perlu_other": "Pakaian",
        "kunjungan-rumah-rincian": "Beras",
        "kunjungan-rumah-ttd": "paper",
    }
    assert send(bayu, case, page, **{**typed, "kunjungan-rumah-keluarga__1__umur": "130"}).status_code == 422
    assert send(bayu, case, page, **typed).status_code == 302
    kept = Answers.objects.get(case=case, form="kunjungan-rumah", final=True).values.open()
    assert kept == {
        "tanggal": "2026-11-23",
        "bertemu": "yes",
        "keluarga": [{"panggilan": "Ani", "umur": 7}, {"umur": None}],
        "perlu": ["food", "other"],
        "perlu_other": "Pakaian",
        "rincian": "Beras",
        "jiwa": 2,
        "ttd": "paper",
    }
    assert "Beras" in text_of(bayu.get(making.step_address(case, STEP)))
