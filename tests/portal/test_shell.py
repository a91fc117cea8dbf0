# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame of every page: language, tabs, errors, and the page that shows every part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.views import defaults
from pytest_django import Settings

from teduh.accounts import queries
from teduh.standards import actions
from teduh.standards.catalogue import catalogue_folder
from tests import people


def test_the_style_page_is_for_demo_and_debug_only(client: Client, settings: Settings, db: None) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/gaya/").status_code == 404
    settings.DEMO = True
    assert client.get("/gaya/").status_code == 200


def test_the_language_is_indonesian_until_english_is_chosen(client: Client, settings: Settings, db: None) -> None:
    settings.DEMO = True
    page = client.get("/gaya/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="id">' in page
    client.post("/bahasa/setlang/", {"language": "en", "next": "/gaya/"})
    assert '<html lang="en">' in client.get("/gaya/").content.decode()


@pytest.fixture
def errors(settings: Settings, db: None) -> str:
    settings.DEMO = True
    return Client().get("/gaya/?salah=1").content.decode()


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_fields(errors: str) -> None:
    assert 'class="errors" role="alert" tabindex="-1" autofocus' in errors
    assert "4 hal perlu diperbaiki" in errors
    assert 'href="#id_phone"' in errors
    assert 'href="#id_hours_0"' in errors


def test_an_error_stands_at_its_field_and_what_was_typed_stays(errors: str) -> None:
    assert 'id="id_phone_error"' in errors
    assert 'value="0800 00"' in errors
    assert 'aria-invalid="true"' in errors


def test_a_field_that_may_stay_empty_says_so(errors: str) -> None:
    assert "(boleh kosong)" in errors


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: defaults.bad_request(request, Exception()), 400),
        (lambda request: defaults.permission_denied(request, Exception()), 403),
        (lambda request: defaults.page_not_found(request, Exception()), 404),
        (defaults.server_error, 500),
    ],
)
def test_error_pages_stand_on_their_own_and_say_what_to_do(
    view: Callable[[HttpRequest], HttpResponse], status: int
) -> None:
    """No database, no user and no session: whatever failed, the page comes."""
    response = view(RequestFactory().get("/entah/"))
    assert response.status_code == status
    page = response.content.decode()
    assert "<title>Layanan Warga</title>" in page
    assert "Ke beranda" in page
    assert "129" in page


def test_an_installation_of_one_office_begins_with_it(client: Client, db: None) -> None:
    people.offices()
    path = catalogue_folder() / "standards" / "kab-sampang" / "konseling-keluarga" / "standard.yaml"
    actions.publish(people.system(), queries.office("kab-sampang"), text=path.read_text("utf-8"), file=str(path))
    assert "Konseling terhadap Keluarga" in client.get("/").content.decode()


def test_an_installation_without_a_publication_still_gives_the_numbers(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert "Belum ada kantor" in page
    assert 'href="tel:129"' in page
