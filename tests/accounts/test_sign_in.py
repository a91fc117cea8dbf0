# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in and out, the lock-out, the idle time, one's own password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from teduh.accounts import actions
from teduh.journal.models import Entry
from tests import people

pytestmark = pytest.mark.django_db

WRONG = "Nama masuk atau kata sandi tidak cocok"
LOCKED = "Terlalu banyak percobaan"


@pytest.fixture
def cast() -> dict[str, Any]:
    return people.cast(people.TEBING_TINGGI, "")


def attempt(client: Client, username: str, password: str = people.PASSWORD, **more: Any) -> Any:
    headers = more.pop("headers", {})
    return client.post("/masuk/", {"username": username, "password": password, **more}, headers=headers)


def codes(subject: Any) -> list[str]:
    return list(Entry.objects.filter(chain=subject.chain).order_by("sequence").values_list("code", flat=True))


def test_the_right_password_opens_the_desk_and_leaves_its_entry(cast: dict[str, Any], client: Client) -> None:
    response = attempt(client, " Bayu ")
    assert response.status_code == 302
    assert response["Location"] == "/meja/"
    assert codes(cast["bayu"])[-1] == "sign_in.accepted"


def test_unknown_name_and_wrong_password_get_the_same_answer(cast: dict[str, Any], client: Client) -> None:
    unknown = attempt(client, "tidakada", "apa-saja-boleh")
    wrong = attempt(client, "bayu", "apa-saja-boleh")
    assert unknown.status_code == wrong.status_code == 200
    assert WRONG in unknown.content.decode()

    def plain(response: Any, username: str) -> str:
        text = response.content.decode()
        for form in response.context["csrf_token"], username:
            text = text.replace(str(form), "")
        return text

    assert len(plain(unknown, "tidakada")) == len(plain(wrong, "bayu"))
    assert codes(cast["bayu"])[-1] == "sign_in.failed"
    kept = Entry.objects.filter(code="sign_in.failed", chain="installation").get()
    assert "tidakada" not in kept.data_text


def test_the_name_stays_and_the_password_does_not(cast: dict[str, Any], client: Client) -> None:
    page = attempt(client, "bayu", "bukan-kata-sandinya").content.decode()
    assert 'value="bayu"' in page
    assert "bukan-kata-sandinya" not in page
    assert 'autofocus aria-labelledby="salah"' in page


def test_after_the_lock_out_the_right_password_is_refused_and_works_after_the_cool_off(
    cast: dict[str, Any], client: Client
) -> None:
    for _ in range(4):
        assert WRONG in attempt(client, "bayu", "keliru-lagi-keliru").content.decode()
    fifth = attempt(client, "bayu", "keliru-lagi-keliru")
    assert fifth.status_code == 429
    assert LOCKED in fifth.content.decode()
    again = attempt(client, "BAYU")
    assert again.status_code == 429
    assert LOCKED in again.content.decode()
    assert client.session.get("_auth_user_id") is None
    assert [one.data for one in Entry.objects.filter(chain=cast["bayu"].chain, code="sign_in.failed")][-1] == {
        "locked": True
    }
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert attempt(client, "bayu").status_code == 302


def test_knocking_on_a_locked_door_fills_no_journal_and_locks_no_longer(cast: dict[str, Any], client: Client) -> None:
    for _ in range(5):
        attempt(client, "bayu", "keliru-lagi-keliru")
    known = Entry.objects.count()
    since = AccessAttempt.objects.get().attempt_time
    for _ in range(3):
        attempt(client, "bayu", "keliru-lagi-keliru")
    assert Entry.objects.count() == known
    assert AccessAttempt.objects.get().attempt_time == since


def test_an_unknown_name_is_locked_in_the_same_words(cast: dict[str, Any], client: Client) -> None:
    for _ in range(4):
        attempt(client, "tidakada", "keliru-lagi-keliru")
    fifth = attempt(client, "tidakada", "keliru-lagi-keliru")
    assert fifth.status_code == 429
    assert LOCKED in fifth.content.decode()


def test_a_colleague_on_the_same_address_is_not_locked_out(cast: dict[str, Any], client: Client) -> None:
    for _ in range(6):
        attempt(client, "bayu", "keliru-lagi-keliru")
    assert attempt(client, "ratna").status_code == 302


def test_behind_a_proxy_a_stranger_locks_out_nobody_else(cast: dict[str, Any], client: Client, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    for _guess in range(6):
        attempt(client, "bayu", "bukan ini", headers={"X-Forwarded-For": "10.0.0.1, 203.0.113.9"})
    assert attempt(client, "bayu", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 429
    assert attempt(client, "bayu", headers={"X-Forwarded-For": "<script>"}).status_code == 302


def test_a_new_first_password_ends_the_lock_out(cast: dict[str, Any], client: Client) -> None:
    for _ in range(6):
        attempt(client, "bayu", "keliru-lagi-keliru")
    actions.reset_password(people.acting(cast["gita"]), cast["bayu"], password="pertama-sekali-ini")
    assert attempt(client, "bayu", "pertama-sekali-ini").status_code == 302


def test_whoever_left_cannot_sign_in_and_learns_nothing_by_it(cast: dict[str, Any], client: Client) -> None:
    actions.set_active(people.system(), cast["bayu"], active=False)
    assert WRONG in attempt(client, "bayu").content.decode()


def test_signing_out_needs_a_press_and_leaves_its_entry(cast: dict[str, Any], client: Client) -> None:
    attempt(client, "bayu")
    assert client.get("/keluar/").status_code == 405
    page = client.post("/keluar/", follow=True)
    assert "Anda sudah keluar." in page.content.decode()
    assert codes(cast["bayu"])[-1] == "sign_in.ended"
    assert client.get("/sandi/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://contoh.example/", "//contoh.example/", "javascript:alert(1)"])
def test_after_signing_in_one_stays_here(cast: dict[str, Any], client: Client, elsewhere: str) -> None:
    assert attempt(client, "bayu", next=elsewhere)["Location"] == "/meja/"
    assert attempt(Client(), "bayu", next="/sandi/")["Location"] == "/sandi/"
    assert attempt(Client(), "bayu", next="meja")["Location"] == "/meja/"
    assert client.get("/masuk/", {"next": "bukan:alamat"})["Location"] == "/meja/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the time that the edge reads."""
    moment = [timezone.now()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])

    def pass_by(**span: int) -> None:
        moment[0] += timedelta(**span)

    return pass_by


def test_an_unused_sign_in_ends_and_says_so(cast: dict[str, Any], client: Client, clock: Any) -> None:
    attempt(client, "bayu")
    clock(minutes=21)
    page = client.get("/sandi/", follow=True)
    assert page.redirect_chain[0][0] == "/masuk/?next=/sandi/"
    assert "Anda keluar otomatis" in page.content.decode()
    ended = Entry.objects.filter(chain=cast["bayu"].chain).order_by("sequence").last()
    assert ended is not None
    assert (ended.code, ended.data) == ("sign_in.ended", {"idle": True})


def test_use_keeps_it_open_and_a_page_that_refreshes_itself_does_not(
    cast: dict[str, Any], client: Client, clock: Any
) -> None:
    attempt(client, "bayu")
    for _ in range(4):
        clock(minutes=15)
        assert client.get("/sandi/").status_code == 200
    for _ in range(4):
        clock(minutes=6)
        last = client.get("/sandi/", headers={"Teduh-Refresh": "1"})
    assert last.status_code == 302


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in(client: Client) -> None:
    part = client.get("/sandi/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/meja/"})
    assert part.status_code == 204
    assert part["HX-Redirect"].startswith("/masuk/?next=")


def test_a_first_password_opens_nothing_but_the_choice_of_ones_own(cast: dict[str, Any], client: Client) -> None:
    actions.reset_password(people.acting(cast["gita"]), cast["gita"], password="pertama-sekali-ini")
    attempt(client, "gita", "pertama-sekali-ini")
    assert client.get("/kelola/")["Location"] == "/sandi/"
    said = {"old": "pertama-sekali-ini", "new": "rumput-hijau-pagi", "again": "rumput-hijau-pagi"}
    assert client.post("/sandi/", said)["Location"] == "/meja/"
    assert client.get("/kelola/kota-tebing-tinggi/").status_code == 200
    assert codes(cast["gita"])[-1] == "password.changed"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"old": "bukan-ini-bukan"}, "Kata sandi sekarang tidak cocok"),
        ({"again": "rumput-hijau-sore"}, "Kedua kata sandi baru tidak sama"),
        ({"new": "pendek", "again": "pendek"}, "Kata sandi terlalu pendek"),
        ({"new": "bayu-rekaan-1", "again": "bayu-rekaan-1"}, "terlalu mirip dengan nama lengkap"),
    ],
)
def test_a_new_password_that_does_not_do_says_why(
    cast: dict[str, Any], client: Client, said: dict[str, str], words: str
) -> None:
    attempt(client, "bayu")
    given = {"old": people.PASSWORD, "new": "rumput-hijau-pagi", "again": "rumput-hijau-pagi", **said}
    page = client.post("/sandi/", given).content.decode()
    assert words in page
    cast["bayu"].refresh_from_db()
    assert cast["bayu"].check_password(people.PASSWORD)


def test_a_changed_password_ends_the_other_sign_ins_and_keeps_this_one(cast: dict[str, Any], client: Client) -> None:
    elsewhere = Client()
    attempt(elsewhere, "bayu")
    attempt(client, "bayu")
    client.post("/sandi/", {"old": people.PASSWORD, "new": "rumput-hijau-pagi", "again": "rumput-hijau-pagi"})
    assert client.get("/sandi/").status_code == 200
    assert elsewhere.get("/sandi/").status_code == 302


def test_demo_sign_ins_show_in_demo_mode_only(cast: dict[str, Any], client: Client, settings: Any) -> None:
    settings.DEMO = False
    assert "Bayu Rekaan" not in client.get("/masuk/").content.decode()
    settings.DEMO = True
    page = client.get("/masuk/").content.decode()
    assert "Bayu Rekaan" in page
    assert people.PASSWORD in page
    assert f'surat: <b class="nowrap">{people.PASSWORD}</b>' in page


def test_passwords_are_kept_by_argon2(settings: Any) -> None:
    from teduh.config import settings as installation

    settings.PASSWORD_HASHERS = installation.PASSWORD_HASHERS
    cast = people.cast("")
    assert cast["anjani"].password.startswith("argon2$argon2id$")
    assert cast["anjani"].check_password(people.PASSWORD)


def test_a_weaker_hash_is_made_anew_at_the_next_sign_in(cast: dict[str, Any], client: Client, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert attempt(client, "bayu").status_code == 302
    cast["bayu"].refresh_from_db()
    assert cast["bayu"].password.startswith("pbkdf2_sha256$")
    assert client.get("/sandi/").status_code == 200
