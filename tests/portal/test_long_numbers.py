# SPDX-License-Identifier: AGPL-3.0-or-later
"""A number longer than any that can be meant, at each address that reads one: answered like one that is not there."""

from __future__ import annotations

import pytest
from django.test import Client

from teduh.cases.models import Case
from teduh.cases.views import acts
from tests import people
from tests.cases.making import address, filled, opened, staff_of, step_address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# More than Python reads as a number, more than a database holds, digits that are none, and none at all.
NUMBERS = ["9" * 5_000, "9" * 30, "9223372036854775808", "\u00b2", "-1", ""]
HERE = f"/kelola/{people.TEBING_TINGGI}/"


@pytest.fixture
def case() -> Case:
    return opened(staff_of(people.TEBING_TINGGI))


def signed_in(username: str) -> Client:
    browser = Client()
    people.sign_in(browser, people.cast(people.TEBING_TINGGI)[username])
    return browser


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        ("bayu", "/meja/?page={}"),
        ("bayu", "/kasus/?page={}"),
        ("gita", HERE + "libur/?tahun={}"),
    ],
)
def test_a_number_in_a_question(case: Case, who: str, asked: str) -> None:
    browser = signed_in(who)
    for number in NUMBERS:
        assert browser.get(asked.format(number)).status_code == 200, number[:30]


def test_a_number_that_is_searched_for(case: Case) -> None:
    browser = signed_in("bayu")
    for number in NUMBERS:
        for text in (number, f"{number}/2026", f"1/{number}"):
            assert browser.post("/kasus/", {"text": text}).status_code == 200, text[:30]


@pytest.mark.parametrize(
    ("who", "method", "asked"),
    [
        ("bayu", "get", "/standar/kota-tebing-tinggi/pengaduan-masyarakat/{}/"),
        ("gita", "get", "/kelola/staf/{}/"),
        ("gita", "post", "/kelola/staf/{}/peran/"),
        ("gita", "post", "/kelola/staf/1/peran/{}/akhiri/"),
        ("gita", "post", "/kelola/staf/{}/aktif/"),
        ("gita", "post", "/kelola/staf/{}/sandi/"),
        ("gita", "get", HERE + "unit/{}/"),
        ("gita", "post", HERE + "pengganti/{}/akhiri/"),
        ("gita", "post", HERE + "libur/{}/hapus/"),
        ("gita", "post", "/kelola/libur/{}/hapus/"),
    ],
)
def test_a_number_in_an_address(case: Case, who: str, method: str, asked: str) -> None:
    browser = signed_in(who)
    for number in NUMBERS:
        assert getattr(browser, method)(asked.format(number)).status_code == 404, number[:30]


@pytest.mark.parametrize("name", ["", "simpan/", "mulai/", "tidak-perlu/", "hentikan/"])
def test_the_number_of_a_run(case: Case, name: str) -> None:
    browser, here = signed_in("bayu"), step_address(case, "identifikasi")
    for number in NUMBERS[:3]:
        page = here.replace("/1/identifikasi/", f"/{number}/identifikasi/{name}")
        assert page != here
        reply = browser.post(page, {"reason": "Uji"}) if name else browser.get(page)
        assert reply.status_code == 404, number[:30]


@pytest.mark.parametrize("field", ["round", "autosave_count", "made_from", "assignee"])
def test_a_number_that_the_page_of_a_step_sends(case: Case, field: str) -> None:
    browser, page = signed_in("bayu"), step_address(case, "terima-permohonan")
    posted = filled(browser.get(page))
    for number in NUMBERS:
        assert browser.post(f"{page}simpan/", posted | {field: number}).status_code < 500, number[:30]
        assert browser.post(page, posted | {field: number}).status_code < 500, number[:30]


@pytest.mark.parametrize("name", sorted(acts.ACTS))
def test_a_number_that_a_small_form_of_the_case_sends(case: Case, name: str) -> None:
    """In each of its fields, alone and before the sign that joins two values; the others hold what may be a choice."""
    browser, form = signed_in("tirta"), acts.ACTS[name].form
    for field in form.base_fields:
        for number in NUMBERS[:2]:
            for sent in (number, f"{number}|x"):
                others = dict.fromkeys(form.base_fields, "1" if "1" in sent else "1|x")
                reply = browser.post(address(case, "act", name), {**others, field: sent})
                assert reply.status_code < 500, (field, sent[:30])


@pytest.mark.parametrize("field", ["birth_date", "nik", "phone", "age"])
def test_a_number_that_the_page_of_a_person_sends(case: Case, field: str) -> None:
    browser = signed_in("bayu")
    page = f"/orang/{case.participants.order_by('pk')[0].person_id}/?kasus={case.pk}"
    assert browser.get(page).status_code == 200
    for number in NUMBERS:
        reply = browser.post(page, {"name": "Kartika Fiktif", "do": "save", field: number})
        assert reply.status_code < 500, number[:30]
