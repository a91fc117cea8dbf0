# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form with every kind of question in a browser: rows, a signature, results, two versions of a filling."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed

from teduh.cases.models import Answers, Case
from teduh.cases.queries.work import draft_of
from tests import people
from tests.cases import making
from tests.cases.filling import STEP, Catalogue, catalogue, service
from tests.procedure.test_form_kinds import EVERY_KIND

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["catalogue"]


@pytest.fixture
def case(catalogue: Catalogue, site: str) -> Case:
    catalogue.write("lengkap", EVERY_KIND)
    return service(making.staff_of(people.TEBING_TINGGI), "lengkap")


def typed(case: Case) -> Any:
    found = draft_of(case, run=1, step=STEP)
    assert found is not None
    return found


def wait_saved(page: Any) -> None:
    page.wait_for_timeout(800)
    page.locator("form[data-autosave-state=saved]").wait_for()


def test_rows_a_signature_and_results(
    case: Case, site: str, signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    page = signed_in("bayu")
    page.set_viewport_size({"width": 360, "height": 800})
    where = f"{site}{making.step_address(case, STEP)}"
    page.goto(where)
    assert page.locator("#lengkap-wali").is_hidden()
    page.fill("[name='lengkap-keluarga.1.nama']", "Ani Rekaan")
    page.fill("[name='lengkap-keluarga.1.umur']", "7")
    page.get_by_role("button", name="Tambah baris").click()
    page.fill("[name='lengkap-keluarga.2.nama']", "Budi Rekaan")
    page.get_by_role("button", name="Tambah baris").click()
    page.get_by_role("button", name="Hapus baris ini").nth(2).click()
    page.get_by_text("Tidak bisa (3)").click()
    page.get_by_text("Berkurang (2)").click()
    sheet = page.locator("[data-signature] svg")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=8)
    page.mouse.up()
    wait_saved(page)
    page.locator("[data-result=lengkap-nilai]", has_text="5 poin: Tinggi").wait_for()
    assert page.locator("#lengkap-rencana").is_visible()
    assert page.locator("#lengkap-wali").is_visible()
    draft = typed(case)
    assert draft.getlist("lengkap-keluarga.2.nama") == ["Budi Rekaan"]
    assert draft.getlist("lengkap-paraf")[0].startswith("M")
    looks(where, "form-filling", everything=True)
    page.fill("#lengkap-rencana", "Ke rumah bibi")
    page.get_by_role("button", name="Selesaikan langkah").click()
    page.wait_for_url("**/kasus/*/")
    first = Answers.objects.get(case=case, form="lengkap", final=True)
    page.goto(f"{site}{making.step_address(case, 'catat-lagi')}")
    page.fill("#lengkap-berat", "50")
    page.get_by_role("button", name="Selesaikan langkah").click()
    page.wait_for_url("**/kasus/*/")
    second = Answers.objects.filter(case=case, form="lengkap", final=True).exclude(pk=first.pk).get()
    looks(f"{site}{making.address(case, 'filled', second.pk)}", "form-compared", everything=True)
    pdf = page.request.get(f"{site}{making.address(case, 'filled_print', first.pk)}")
    assert pdf.ok
    folder = Path(installed.ROOT) / "var" / "screens"
    if folder.is_dir():
        (folder / "form-printed.pdf").write_bytes(pdf.body())


def test_two_at_once_see_each_other(case: Case, site: str, signed_in: Callable[[str], Any], accessible: Any) -> None:
    page = signed_in("bayu")
    where = f"{site}{making.step_address(case, STEP)}"
    page.goto(where)
    other = page.context.new_page()
    other.goto(where)
    other.fill("#lengkap-cerita", "Ia takut pulang.")
    wait_saved(other)
    page.fill("#lengkap-cerita", "Ia menginap di rumah bibi.")
    page.locator("form[data-autosave-state=elsewhere]").wait_for()
    page.get_by_role("button", name="Simpan dulu").click()
    page.get_by_role("heading", name="1 isian berbeda").wait_for()
    accessible(page)
    from tests.browser.conftest import picture

    picture(page, "form-together")
    page.get_by_role("radio", name="Dari jendela lain").check()
    page.get_by_role("button", name="Simpan pilihan ini").click()
    page.get_by_text("Tersimpan. Langkah ini belum selesai.").wait_for()
    assert typed(case).getlist("lengkap-cerita") == ["Ia takut pulang."]
