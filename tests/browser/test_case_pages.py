# SPDX-License-Identifier: AGPL-3.0-or-later
"""The staff's daily pages in a real browser: Desk, a case, its steps, a person; on phone and desk, by day and night."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from teduh.accounts.models import Staff
from teduh.cases.actions import file, steps
from teduh.cases.models import Case, Participant
from teduh.letters.actions import approving
from teduh.persons.details import Details
from teduh.procedure.standard.model import Risk
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASSESSMENT = "asesmen-biopsikososial"
FIRST = "terima-permohonan"
SAFE = {"never": "menelepon setelah pukul 12.00", "shared_phone": "yes"}


@pytest.fixture
def staff(site: str) -> dict[str, Staff]:
    return people.cast(people.TEBING_TINGGI, people.LUMAJANG)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    """A case of high risk on its way, and some others beside it."""
    details = Details(name="Kartika Fiktif", phone="0800 0000 131", nik="1276014107950031", safe_contact=SAFE)
    found = making.opened(staff, risk=Risk.HIGH, details=details)
    for number, key in enumerate((FIRST, "identifikasi", "persetujuan-layanan")):
        work = steps.Work(reason="Sesuai kewenangan.", facts=making.BY_THE_CLIENT)
        steps.finish_step(making.acting(staff["bayu"], 40 - number), found, step=key, work=work)
    file.write_note(making.acting(staff["bayu"], 5), found, text="Klien lebih nyaman dengan petugas perempuan.")
    making.opened(staff, risk=Risk.MEDIUM, minutes_ago=340, name="Sari Umpama")
    making.opened(staff, risk=None, minutes_ago=20, name="Dewi Misalan")
    return found


def test_the_pages_look_right(
    site: str, case: Case, signed_in: Callable[[str], Any], looks: Callable[..., None], staff: dict[str, Staff]
) -> None:
    person = Participant.objects.filter(case=case, part="client")[0].person_id
    signed_in("bayu")
    looks(f"{site}/meja/", "meja", everything=True)
    looks(f"{site}/kasus/", "kasus-daftar")
    looks(site + making.address(case), "kasus", everything=True)
    looks(site + making.address(case, "journal"), "kasus-jurnal")
    looks(site + making.step_address(case, "identifikasi"), "langkah-selesai")
    looks(site + making.step_address(case, ASSESSMENT), "langkah-orang-lain")
    looks(site + f"/orang/{person}/", "orang", everything=True)
    signed_in("ratna")
    looks(site + making.step_address(case, ASSESSMENT), "langkah", everything=True)
    signed_in("tirta")
    looks(f"{site}/meja/", "meja-atasan")
    looks(site + making.address(case), "kasus-atasan")


def test_a_returned_draft_and_its_approver_look_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    letter = walking.draft(staff, walking.to_draft(staff))
    case = letter.case
    signed_in("dewi")
    looks(site + making.step_address(case, "paraf"), "paraf", everything=True)
    note = "Alamat belum menyebut RT."
    approving.send_back(making.acting(staff["dewi"]), case, letter=letter, version=1, note=note)
    signed_in("sakti")
    looks(site + making.step_address(case, "konsep-surat"), "konsep-dikembalikan", everything=True)
    looks(site + making.address(case), "kasus-dikembalikan")


def test_missing_consent_leads_to_the_form_where_it_is_recorded(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    case = making.opened(staff, people.LUMAJANG)
    for minutes, name, key in (
        (45, "putri", "terima-laporan"),
        (44, "putri", "tugaskan-sakti-peksos"),
        (43, "sakti", "catat-identitas-dan-registrasi"),
    ):
        steps.finish_step(making.acting(staff[name], minutes), case, step=key)
    page = signed_in("sakti")
    looks(site + making.step_address(case, "asesmen-lapangan"), "langkah-tanpa-persetujuan")
    page.locator(".notice").get_by_role("link", name="Catat persetujuan").click()
    page.wait_for_url("**#persetujuan")
    assert page.locator("#persetujuan-giver_name").is_visible()
    looks(f"{site}{making.address(case)}?buka=persetujuan", "kasus-persetujuan")


def test_errors_take_the_focus_and_stay_readable(
    site: str, case: Case, signed_in: Callable[[str], Any], accessible: Callable[[Any], None]
) -> None:
    page = signed_in("ratna")
    page.goto(site + making.step_address(case, ASSESSMENT))
    page.fill(f"[name='{ASSESSMENT}-problem']", "Luka di lengan")
    page.get_by_role("button", name="Selesaikan langkah").click()
    page.wait_for_selector(".errors:focus")
    assert page.locator(f"[name='{ASSESSMENT}-problem']").input_value() == "Luka di lengan"
    accessible(page)
    page.goto(site + making.address(case))
    page.get_by_text("Ubah tingkat risiko").click()
    page.locator("details[open]").get_by_text("Risiko rendah").click()
    page.get_by_role("button", name="Tetapkan risiko").click()
    assert page.locator(".errors").get_by_role("heading").inner_text() == "Tulis alasannya."
    assert page.locator("details[open] #risiko-reason").is_visible()
    accessible(page)


def test_what_is_typed_is_saved_and_stands_after_a_reload(
    site: str, case: Case, signed_in: Callable[[str], Any]
) -> None:
    page = signed_in("ratna")
    page.goto(site + making.step_address(case, ASSESSMENT))
    page.fill(f"[name='{ASSESSMENT}-problem']", "Setengah kalimat")
    page.wait_for_selector("form[data-autosave-state=saved]")
    page.goto(site + making.step_address(case, ASSESSMENT))
    assert page.locator(f"[name='{ASSESSMENT}-problem']").input_value() == "Setengah kalimat"


def test_a_question_shows_when_it_is_asked(site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any]) -> None:
    case = making.opened(staff, minutes_ago=5)
    page = signed_in("bayu")
    page.goto(site + making.step_address(case, FIRST))
    agency = page.locator("[name='formulir-pengaduan-agency']")
    assert not agency.is_visible()
    page.select_option("[name='formulir-pengaduan-reporter']", "teacher")
    assert agency.is_visible()
    assert not page.locator("#when_at").is_visible()
    page.get_by_text("Lebih dahulu").click()
    assert page.locator("#when_at").is_visible()


def test_without_a_script_everything_stands_open(site: str, staff: dict[str, Staff], browser: Any, page: Any) -> None:
    case = making.opened(staff, minutes_ago=5)
    context = browser.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto(f"{site}/masuk/")
    window.fill("input[name=username]", "bayu")
    window.fill("input[name=password]", people.PASSWORD)
    window.locator("main button.btn-primary").first.click()
    window.goto(site + making.step_address(case, FIRST))
    assert window.locator("[name='formulir-pengaduan-agency']").is_visible()
    assert window.get_by_text("Hanya bila “Hubungan pelapor dengan klien”").is_visible()
    window.fill("[name='formulir-pengaduan-account']", "Dipukul")
    window.get_by_role("button", name="Selesaikan langkah").click()
    assert window.get_by_text("Selesai: Terima permohonan.").is_visible()
    context.close()


def test_the_case_prints_without_what_is_sealed(site: str, case: Case, signed_in: Callable[[str], Any]) -> None:
    page = signed_in("bayu")
    page.goto(site + making.address(case))
    assert not page.get_by_text("RAHASIA.").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_text("RAHASIA.").is_visible()
    assert not page.locator(".sealed").first.is_visible()
    assert not page.locator(".topbar").is_visible()
    assert page.locator(".line").is_visible()
