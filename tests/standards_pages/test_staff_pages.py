# SPDX-License-Identifier: AGPL-3.0-or-later
"""Standards as staff read them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import people


@pytest.fixture
def officer(published: None, client: Client) -> Client:
    """A counsellor of Sampang, signed in."""
    people.sign_in(client, people.cast(people.SAMPANG)["melati"])
    return client


def test_the_list_begins_with_the_own_office(officer: Client) -> None:
    page = officer.get("/standar/").content.decode()
    assert page.index("Konseling terhadap Keluarga") < page.index("Layanan Pengaduan Masyarakat")


def test_a_standard_shows_its_version_its_components_and_what_is_missing(officer: Client) -> None:
    response = officer.get("/standar/kab-sampang/konseling-keluarga/", follow=True)
    assert response.redirect_chain[-1][0] == "/standar/kab-sampang/konseling-keluarga/1/"
    page = response.content.decode()
    assert "Berlaku" in page
    assert "460/25/KEP/434.204/2022" in page
    assert "Lampirkan lembar disposisi" in page
    assert "komponen belum diumumkan" in page
    assert "Evaluasi kinerja pelaksana" in page


def test_what_the_checker_has_to_say_stands_beside_it(officer: Client) -> None:
    page = officer.get("/standar/kota-pekalongan/terima-rujukan/1/").content.decode()
    assert "C6" in page
    assert "sk" in page


@pytest.mark.parametrize("address", ["/standar/kab-sampang/entah/", "/standar/kab-sampang/konseling-keluarga/9/"])
def test_what_was_never_published_is_absent(officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_who_has_not_signed_in_is_sent_to_the_door(published: None, client: Client) -> None:
    assert client.get("/standar/").headers["Location"].startswith("/masuk/")


def test_tabs_lead_only_where_one_may_go(officer: Client) -> None:
    page = officer.get("/standar/").content.decode()
    assert 'href="/standar/" aria-current="page"' in page
    assert 'href="/kelola/"' not in page
