# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page that says whether a letter is real, in a browser: looked at, without a script, with a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from teduh.letters.actions import signing
from teduh.letters.models import Letter
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(site: str) -> Letter:
    return walking.signed(Client(), making.staff_of(people.LUMAJANG))


def path_of(letter: Letter) -> str:
    return urlsplit(signing.address_of(letter)).path


def test_every_answer_looks_right(site: str, letter: Letter, looks: Callable[..., None]) -> None:
    here = site + path_of(letter)
    looks(f"{site}/periksa/", "periksa")
    looks(here, "periksa-berlaku")
    looks(f"{here}?bahasa=en", "periksa-inggris")
    looks(f"{site}/periksa/?kantor=kab-lumajang&nomor=1/2/3", "periksa-tidak-dikenal")
    arif = making.acting(people.cast(people.LUMAJANG)["arif"])
    signing.revoke(arif, letter.case, letter=letter, reason="Salah tujuan.")
    looks(here, "periksa-dicabut")


def test_a_file_is_compared_without_a_script_and_nothing_is_left(
    site: str, letter: Letter, browser: Any, tmp_path: Path
) -> None:
    file = tmp_path / "surat.pdf"
    file.write_bytes(letter.papers.order_by("-version")[0].pdf.open())
    context = browser.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(site + path_of(letter))
    window.get_by_label("Berkas PDF", exact=True).set_input_files(file)
    window.get_by_role("button", name="Bandingkan").click()
    assert window.get_by_text("sama persis").is_visible()
    window.get_by_label("Nomor surat", exact=True).fill(letter.number)
    window.get_by_label("Kantor penerbit").select_option("kab-lumajang")
    window.get_by_role("button", name="Periksa").click()
    assert window.get_by_role("heading", name="Surat ini terdaftar dan berlaku").is_visible()
    assert context.cookies() == []
    context.close()
