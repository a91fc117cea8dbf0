# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hand-overs, dispositions and signatures in ink in a real browser, each form also with what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from teduh.cases.actions.file import add_colleague
from teduh.letters.models import Delivery, Disposition
from tests import people
from tests.browser.conftest import picture
from tests.cases import making
from tests.letters import scans, test_dispositions, walking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wrong(page: Any, accessible: Callable[[Any], None]) -> Callable[[str], None]:
    """What a form says of a mistake, on a phone: axe finds nothing, and nothing runs sideways."""

    def look(name: str) -> None:
        page.set_viewport_size({"width": 360, "height": 800})
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        picture(page, name)

    return look


def test_a_letter_is_handed_over_from_its_page(
    site: str,
    client: Client,
    signed_in: Callable[[str], Any],
    looks: Callable[..., None],
    wrong: Callable[[str], None],
    tmp_path: Path,
) -> None:
    staff = people.cast(people.LUMAJANG)
    letter = walking.signed(client, staff)
    (tmp_path / "bukti.png").write_bytes(scans.PNG)
    page = signed_in("sakti")
    looks(f"{site}{walking.address(letter)}", "surat-belum-diserahkan")
    page.locator("#serahkan summary").click()
    page.locator("#serahkan button").click()
    page.wait_for_selector("#serahkan .errors")
    wrong("serahkan-salah")
    page.locator("#serahkan label", has_text="Pos atau kurir").click()
    page.fill("#serah-recipient", "Kanit PPA")
    page.set_input_files("#serah-proof", tmp_path / "bukti.png")
    page.locator("#serahkan form button").click()
    page.wait_for_selector("text=Penyerahan dicatat")
    assert Delivery.objects.get().proof_type == "image/png"
    looks(f"{site}{walking.address(letter)}", "surat-diserahkan", everything=True)


def test_a_letter_is_signed_in_ink(
    site: str,
    client: Client,
    signed_in: Callable[[str], Any],
    looks: Callable[..., None],
    wrong: Callable[[str], None],
    tmp_path: Path,
) -> None:
    staff = people.cast(people.LUMAJANG)
    letter = walking.draft(staff, walking.to_draft(staff))
    walking.approve(client, staff["dewi"], letter)
    add_colleague(making.acting(staff["dewi"]), letter.case, staff=staff["putri"], role="intake_officer")
    page = signed_in("putri")
    page.goto(f"{site}{walking.address(letter)}")
    page.locator("#cetak summary").click()
    page.locator("#cetak button").click()
    page.wait_for_selector("#unggah")
    looks(f"{site}{walking.address(letter)}", "surat-basah-dicetak", everything=True)
    page.locator("#unggah summary").click()
    page.locator("#unggah form button").click()
    page.wait_for_selector("#unggah .errors")
    wrong("basah-salah")
    letter.refresh_from_db()
    (tmp_path / "pindaian.pdf").write_bytes(scans.PDF)
    page.fill("#basah-code", letter.token.open()[-6:])
    page.set_input_files("#basah-scan", tmp_path / "pindaian.pdf")
    page.check("#basah-seen")
    page.locator("#unggah form button").click()
    page.wait_for_selector("text=Tanda tangan basah dicatat")
    looks(f"{site}{walking.address(letter)}", "surat-basah")


def test_a_disposition_is_read_passed_on_and_answered(
    site: str, signed_in: Callable[[str], Any], looks: Callable[..., None], wrong: Callable[[str], None]
) -> None:
    staff = people.cast(people.SAMPANG)
    case = test_dispositions.before_the_head(staff)
    row = test_dispositions.given(staff, case)
    page = signed_in("nirmala")
    looks(f"{site}/meja/", "meja-disposisi")
    looks(f"{site}{test_dispositions.address(row)}", "disposisi", everything=True)
    page.locator("#teruskan summary").click()
    page.locator("#teruskan button").click()
    page.wait_for_selector("#teruskan .errors")
    wrong("teruskan-salah")
    page.select_option("#disposisi-to", str(staff["melati"].pk))
    page.locator("#teruskan label", has_text="Koordinasi").click()
    page.locator("#teruskan form button").click()
    page.wait_for_selector("text=Diteruskan kepada")
    assert Disposition.objects.filter(after=row).count() == 1
    signed_in("surya")
    looks(f"{site}{making.address(case)}", "kasus-disposisi", everything=True)
    looks(f"{site}/kasus/{case.pk}/disposisi/", "beri-disposisi")
