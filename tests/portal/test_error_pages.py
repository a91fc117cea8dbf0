# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody reads when it went wrong: in plain Indonesian, whatever was sent, and nothing typed lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from teduh.accounts.models import Staff
from tests import people
from tests.cases.making import address, opened, staff_of, step_address


def page_of(reply: Any, status: int) -> str:
    assert reply.status_code == status
    page = str(reply.content.decode())
    assert '<html lang="id">' in page
    assert "Ke beranda" in page or "Kirim lagi" in page
    assert "129" in page
    return page


@pytest.mark.django_db
def test_a_method_that_an_address_does_not_know_gets_a_page(client: Client) -> None:
    reply = client.post("/")
    assert "Alamat ini tidak dibuka dengan cara ini" in page_of(reply, 405)
    assert reply["Allow"] == "GET, HEAD"


@pytest.mark.django_db
def test_what_is_too_large_says_so(client: Client) -> None:
    typed = "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    plain = "application/x-www-form-urlencoded"
    for reply in (
        client.post("/masuk/", {"username": typed}),
        client.post("/masuk/", f"username={typed}", content_type=plain),
    ):
        assert "terlalu besar" in page_of(reply, 413)


@pytest.mark.django_db
def test_too_many_fields_are_too_much_as_well(client: Client) -> None:
    fields = {f"f{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert "terlalu besar" in page_of(client.post("/masuk/", fields), 413)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["/kantor/%00/", "/kasus/?q=a%00b", "/kasus/?%00=1", "/?bahasa=%00"])
def test_nul_in_an_address_is_answered_and_never_asked_of_the_database(client: Client, asked: str) -> None:
    assert "tidak dapat kami baca" in page_of(client.get(asked), 400)


@pytest.mark.django_db
def test_what_cannot_be_parsed_is_no_fault_of_ours(client: Client) -> None:
    reply = client.post("/masuk/", b"--x\r\n", content_type="multipart/form-data; boundary=")
    assert "tidak dapat kami baca" in page_of(reply, 400)


class Forms(HTMLParser):
    """The forms that a page posts: their address, and what somebody in haste would send of them."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.address = address
        self.choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "form" and said.get("method", "").lower() == "post":
            self.forms.append((said.get("action") or self.address, {}))
        elif not self.forms:
            return
        elif tag == "option" and said.get("value"):
            self.forms[-1][1].setdefault(self.choice, said["value"])
        elif tag == "select":
            self.choice = name
        elif tag in ("input", "textarea", "button") and name:
            typed = "2026-01-02" if said.get("type") == "date" else "1"
            self.forms[-1][1].setdefault(name, said.get("value") or typed)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["", "bayu", "ratna", "tirta", "gita"])
def test_nul_in_any_field_of_any_form_is_answered(client: Client, who: str) -> None:
    staff = staff_of(people.TEBING_TINGGI)
    case = opened(staff)
    pages = ["/", "/masuk/"]
    if who:
        people.sign_in(client, staff[who])
        office, person = f"/kelola/{people.TEBING_TINGGI}/", case.participants.order_by("pk")[0].person_id
        pages = [
            *("/sandi/", "/meja/", "/kasus/", "/laporan/baru/", "/kelola/staf/baru/", "/kelola/libur/"),
            *(office, f"{office}ubah/", f"{office}unit/baru/", f"{office}staf/baru/", f"{office}pengganti/"),
            *(f"{office}libur/", f"/kelola/staf/{staff['bayu'].pk}/", f"/orang/{person}/?kasus={case.pk}"),
            *(address(case), step_address(case, "terima-permohonan"), step_address(case, "identifikasi")),
        ]
    if who == "bayu":
        pages.append(str(client.post("/laporan/baru/", {"channel": "phone"})["Location"]))
    tried = set()
    for page in pages:
        shown = client.get(page)
        for action, fields in Forms(shown.content.decode(), page).forms:
            if "keluar" in action or (action, *fields) in tried:
                continue
            tried.add((action, *fields))
            for name in fields:
                reply = client.post(action, {**fields, name: "a\0b"})
                assert reply.status_code < 500, (action, name)
    assert tried
    assert client.get("/meja/").status_code == (200 if who else 302), "still signed in: every form was really reached"


def locked_row() -> tuple[Callable[[], None], Callable[[], None]]:
    """Another connection that holds what the next writer needs: (hold, let go)."""
    held, over = Event(), Event()

    def hold() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # SQLite locks the whole file at the transaction's begin.
                if connection.vendor == "postgresql":
                    cursor.execute("LOCK TABLE journal_head IN ACCESS EXCLUSIVE MODE")
                held.set()
                over.wait(20)
        finally:
            connection.close()

    thread = Thread(target=hold)

    def begin() -> None:
        thread.start()
        held.wait(20)

    def end() -> None:
        over.set()
        thread.join()

    return begin, end


@contextmanager
def busy_database() -> Iterator[None]:
    impatient, patient = (
        ("SET lock_timeout = '100ms'", "RESET lock_timeout")
        if connection.vendor == "postgresql"
        else ("PRAGMA busy_timeout = 100", "PRAGMA busy_timeout = 20000")
    )
    begin, end = locked_row()
    begin()
    try:
        with connection.cursor() as cursor:
            cursor.execute(impatient)
        yield
    finally:
        end()
        with connection.cursor() as cursor:
            cursor.execute(patient)


@pytest.fixture
def bayu() -> Client:
    found: dict[str, Staff] = staff_of(people.TEBING_TINGGI)
    browser = Client(raise_request_exception=False)
    people.sign_in(browser, found["bayu"])
    return browser


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_says_so_and_what_was_typed_can_be_sent_again(bayu: Client) -> None:
    report = str(bayu.post("/laporan/baru/", {"channel": "phone"})["Location"])
    typed = {"narrative": 'Ia berkata "tolong" & menangis', "do": "save", "kinds": ["rape", "neglect"]}
    with busy_database():
        reply = bayu.post(report, typed)
    page = page_of(reply, 503)
    assert reply["Retry-After"] == "10"
    assert reply["Cache-Control"] == "no-store"
    assert "belum tersimpan, tetapi masih ada di halaman ini" in page
    [(action, _fields)] = Forms(page, "").forms
    assert action == report
    assert 'name="narrative" value="Ia berkata &quot;tolong&quot; &amp; menangis"' in page
    assert page.count('name="kinds"') == 2
    assert bayu.post(report, typed).status_code == 302
    assert "tolong" in bayu.get(report).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_password_is_never_written_into_the_busy_page(bayu: Client) -> None:
    with busy_database():
        browser = Client(raise_request_exception=False)
        reply = browser.post("/masuk/", {"username": "ratna", "password": people.PASSWORD})
    page = page_of(reply, 503)
    assert people.PASSWORD not in page
    assert "Tidak ada yang rusak" in page


@pytest.mark.django_db
def test_what_is_broken_is_still_called_broken(bayu: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("A fault of the program.")

    monkeypatch.setattr("teduh.cases.queries.listing.find", broken)
    monkeypatch.setattr("teduh.cases.views.listing.queries.find", broken, raising=False)
    assert "Ada yang rusak di pihak kami" in page_of(bayu.get("/kasus/"), 500)
