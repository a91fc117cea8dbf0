# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits for paraf or signature, in a real browser: on the phone of a head of division above all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.letters.actions import awaiting
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSPHRASE = "payung teduh di tengah hujan"


@pytest.fixture
def staff(site: str) -> dict[str, Staff]:
    return people.cast(people.LUMAJANG)


def test_a_letter_beside_the_steps_is_chosen_and_written(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    case = walking.to_draft(staff)
    page = signed_in("putri")
    looks(f"{site}/kasus/{case.pk}/surat/", "tulis-surat")
    page.get_by_role("link", name="Undangan Klarifikasi").click()
    page.wait_for_url("**/undangan-klarifikasi/")
    looks(page.url, "tulis-undangan")
    page.get_by_role("textbox", name="Kepada").fill("Kepala Sekolah Contoh")
    page.get_by_role("button", name="Buat konsep").click()
    page.wait_for_selector(".errors:focus")
    assert page.get_by_role("textbox", name="Kepada").input_value() == "Kepala Sekolah Contoh"


def test_a_draft_is_read_initialled_and_signed(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    letter = walking.draft(staff, walking.to_draft(staff))
    page = signed_in("dewi")
    looks(f"{site}/persetujuan/", "persetujuan-tanpa-kunci")
    page.get_by_role("link", name="Buat kunci").click()
    page.fill("input[name=passphrase]", PASSPHRASE)
    page.fill("input[name=again]", PASSPHRASE)
    page.locator("main button.btn-primary").click()
    page.wait_for_url("**/persetujuan/")
    looks(f"{site}/persetujuan/", "persetujuan", everything=True)
    page.goto(f"{site}{walking.address(letter)}")
    first = page.locator(".letter-pages img").first
    first.scroll_into_view_if_needed()
    first.evaluate("image => image.decode()")  # Waits for the picture; fails where it is none.
    page.fill("#passphrase", "bukan frasa yang benar")
    page.get_by_role("button", name="Setujui dan paraf").click()
    page.wait_for_selector(".errors:focus")
    page.fill("#passphrase", PASSPHRASE)
    page.get_by_role("button", name="Setujui dan paraf").click()
    page.wait_for_load_state("networkidle")
    letter.refresh_from_db()
    assert letter.hops.filter(state="done").count() == 1
    looks(f"{site}{walking.address(letter)}", "surat-diparaf")


def test_a_signed_letter_and_its_checking_page_look_right(
    site: str, client: Client, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    letter = walking.signed(client, staff)
    signed_in("arif")
    looks(f"{site}{walking.address(letter)}", "surat-ditandatangani", everything=True)
    looks(f"{site}/periksa/{letter.token.open()}/", "periksa-surat")


def test_a_letter_whose_signing_service_was_away_and_one_for_ink_look_right(
    site: str, client: Client, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    letter = walking.draft(staff, walking.to_draft(staff))
    assert walking.approve(client, staff["dewi"], letter).status_code == 302
    people.sign_in(client, staff["arif"])
    making.key(client)
    awaiting.note_away(making.acting(staff["arif"]), letter.case, letter=letter)
    page = signed_in("arif")
    looks(f"{site}/persetujuan/", "persetujuan-layanan-pergi")
    awaiting.tell_back(people.system(timezone.now()), letter.case, hop=letter.hops.get(state="waiting"))
    looks(f"{site}/persetujuan/", "persetujuan-layanan-kembali")
    assert page.get_by_text("Layanan tanda tangan sudah kembali.").count() == 1
    sent = {"version": 1, "signatory": staff["arif"].pk}
    assert client.post(walking.address(letter, "ink_print"), sent).status_code == 302
    page.goto(f"{site}{walking.address(letter)}")
    looks(f"{site}{walking.address(letter)}#unggah", "surat-basah")
