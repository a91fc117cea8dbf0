# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the small scripts do, each tried by itself in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Trial = Callable[..., Any]


def fields(request: Any) -> dict[str, str]:
    """The fields of a form sent by script."""
    return dict(re.findall(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', request.post_data or "", re.DOTALL))


def neutral(page: Any) -> None:
    page.route("https://www.bmkg.go.id/**", lambda route: route.fulfill(body="<title>Cuaca</title>cuaca"))


def test_escape_three_times_leaves_and_does_not_come_back(site: str, page: Any) -> None:
    neutral(page)
    page.goto(f"{site}/")
    page.goto(f"{site}/kab-sampang/")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("https://www.bmkg.go.id/**")
    page.go_back()
    assert "/kab-sampang/" not in page.url


def test_another_key_between_counts_anew(site: str, page: Any) -> None:
    neutral(page)
    page.goto(f"{site}/kab-sampang/")
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)
    assert page.url == f"{site}/kab-sampang/"


def test_the_button_leaves_as_well(site: str, page: Any) -> None:
    neutral(page)
    page.goto(f"{site}/kab-sampang/")
    page.get_by_text("Keluar cepat").click()
    page.wait_for_url("https://www.bmkg.go.id/**")


def test_a_double_press_sends_once(trial: Trial) -> None:
    page = trial('<form action="/sent" method="post"><button>Kirim</button></form>', "once.js")
    sent: list[str] = []
    page.route("**/sent", lambda route: sent.append(route.request.method))  # never answered: the line is slow
    page.evaluate("() => { const press = document.querySelector('button'); press.click(); press.click(); }")
    page.wait_for_timeout(300)
    assert sent == ["POST"]


def test_what_is_typed_is_saved_and_says_when(trial: Trial) -> None:
    page = trial(
        '<form data-autosave="/save" data-autosave-count="4"><input name="nama"><input type="hidden"'
        ' name="csrfmiddlewaretoken" value="kunci"><p data-autosave-status data-saved="Tersimpan"></p></form>',
        "autosave.js",
    )
    saves: list[dict[str, str]] = []

    def save(route: Any) -> None:
        saves.append(fields(route.request))
        route.fulfill(content_type="application/json", body='{"saved": "10.20.14"}')

    page.route("**/save", save)
    page.get_by_role("textbox").type("Wulan")
    page.get_by_text("Tersimpan 10.20.14").wait_for()
    assert saves[-1] == {"nama": "Wulan", "csrfmiddlewaretoken": "kunci", "autosave_count": str(4 + len(saves))}


def test_only_one_save_is_under_way_and_counts_rise(trial: Trial) -> None:
    page = trial('<form data-autosave="/save"><input name="nama"></form>', "autosave.js")
    waiting: list[Any] = []

    def keep_waiting(route: Any) -> None:
        waiting.append(route)

    page.route("**/save", keep_waiting)
    page.get_by_role("textbox").type("a")
    page.wait_for_timeout(900)
    page.get_by_role("textbox").type("b")
    page.wait_for_timeout(900)
    assert len(waiting) == 1
    waiting[0].fulfill(content_type="application/json", body='{"saved": "10.20.14"}')
    page.wait_for_timeout(900)
    assert [fields(route.request)["autosave_count"] for route in waiting] == ["1", "2"]
    assert fields(waiting[1].request)["nama"] == "ab"
    waiting[1].fulfill(content_type="application/json", body='{"saved": "10.20.15"}')


def test_a_cut_line_is_said_and_tried_again(trial: Trial) -> None:
    page = trial(
        '<form data-autosave="/save"><input name="nama"><p data-autosave-status data-saved="Tersimpan"'
        ' data-offline="Belum tersimpan"></p></form>',
        "autosave.js",
    )
    tries: list[int] = []

    def save(route: Any) -> None:
        tries.append(1)
        if len(tries) == 1:
            route.abort()
        else:
            route.fulfill(content_type="application/json", body='{"saved": "10.20.20"}')

    page.route("**/save", save)
    page.get_by_role("textbox").type("a")
    page.get_by_text("Belum tersimpan").wait_for()
    page.get_by_text("Tersimpan 10.20.20").wait_for()
    assert len(tries) == 2


def test_a_page_that_was_overtaken_says_so_and_saves_no_more(trial: Trial) -> None:
    page = trial(
        '<form data-autosave="/save"><input name="nama"><p data-autosave-status data-elsewhere="Dari jendela lain"></p>'
        "</form>",
        "autosave.js",
    )
    tries: list[int] = []

    def refuse(route: Any) -> None:
        tries.append(1)
        route.fulfill(status=409, content_type="application/json", body="{}")

    page.route("**/save", refuse)
    page.get_by_role("textbox").type("a")
    page.get_by_text("Dari jendela lain").wait_for()
    page.get_by_role("textbox").type("bc")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1_500)
    assert len(tries) == 1
    assert page.get_by_role("textbox").input_value() == "abc"
    assert page.get_by_text("Dari jendela lain").is_visible()


def test_a_press_counts_beyond_every_save_under_way(trial: Trial) -> None:
    page = trial('<form data-autosave="/save" action="/sent" method="post"><input name="nama"></form>', "autosave.js")
    page.route("**/save", lambda route: None)  # never answered: the line is slow
    page.get_by_role("textbox").type("a")
    page.wait_for_timeout(900)
    sent: list[str] = []

    def keep(route: Any) -> None:
        sent.append(route.request.post_data)
        route.fulfill(body="terkirim")

    page.route("**/sent", keep)
    page.keyboard.press("Enter")
    page.get_by_text("terkirim").wait_for()
    assert sent == ["nama=a&autosave_count=2"]


def test_who_is_signed_out_is_told(trial: Trial) -> None:
    page = trial(
        '<form data-autosave="/save"><input name="nama">'
        '<p data-autosave-status data-signed-out="Masuk lagi"></p></form>',
        "autosave.js",
    )
    page.route("**/save", lambda route: route.fulfill(status=403))
    page.get_by_role("textbox").type("a")
    page.get_by_text("Masuk lagi").wait_for()


QUESTIONS = """
  <form action="/sent"><fieldset data-key="2"><input id="cerita" name="cerita"></fieldset>
  <ul data-key="3">{}</ul><button class="btn-primary">Buka</button></form>
""".format(
    "".join(
        f'<li data-ask><label><input type="radio" name="{name}" value="yes" data-answer="y">Ya</label>'
        f'<label><input type="radio" name="{name}" value="no" data-answer="t n">Tidak</label>'
        f'<label><input type="radio" name="{name}" value="unknown" data-answer="?">?</label></li>'
        for name in ("r1", "r2", "r3")
    )
)


def test_questions_are_answered_by_letters(trial: Trial) -> None:
    page = trial(QUESTIONS, "keys.js")
    page.keyboard.press("Alt+3")
    for key in ("y", "t", "?"):
        page.keyboard.press(key)
    answers = page.evaluate("Object.fromEntries(new FormData(document.forms[0]))")
    assert answers == {"cerita": "", "r1": "yes", "r2": "no", "r3": "unknown"}


def test_a_number_leads_to_its_section_and_letters_stay_letters_there(trial: Trial) -> None:
    page = trial(QUESTIONS, "keys.js")
    page.keyboard.press("Alt+2")
    page.keyboard.type("ya?")
    assert page.locator("#cerita").input_value() == "ya?"


def test_control_and_enter_send(trial: Trial) -> None:
    page = trial(QUESTIONS, "keys.js")
    page.route("**/sent?**", lambda route: route.fulfill(body="terkirim"))
    page.keyboard.press("Alt+2")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sent?**")


REGION = (
    '<form><label for="w">Kelurahan</label><input id="w" data-typeahead="/regions" data-typeahead-into="kode"{}>'
    '<input type="hidden" id="kode" name="kode"><input type="hidden" name="csrfmiddlewaretoken" value="kunci"></form>'
)
FOUND = json.dumps(
    {
        "results": [
            {"value": "33.75.01.1001", "label": "Kauman", "detail": "Pekalongan Timur"},
            {"value": "33.75.02.1002", "label": "Kauman Baru"},
        ]
    }
)


def test_a_name_is_chosen_with_the_keyboard(trial: Trial) -> None:
    page = trial(REGION.format(""), "typeahead.js")
    page.route("**/regions?**", lambda route: route.fulfill(content_type="application/json", body=FOUND))
    field = page.get_by_role("combobox", name="Kelurahan")
    field.type("kau")
    page.get_by_role("option", name="Kauman Baru").wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == page.get_by_role("option").nth(1).get_attribute("id")
    field.press("Enter")
    assert field.input_value() == "Kauman Baru"
    assert page.locator("#kode").input_value() == "33.75.02.1002"
    assert field.get_attribute("aria-expanded") == "false"


def test_typing_on_takes_the_choice_back(trial: Trial) -> None:
    page = trial(REGION.format(""), "typeahead.js")
    page.route("**/regions?**", lambda route: route.fulfill(content_type="application/json", body=FOUND))
    field = page.get_by_role("combobox")
    field.type("kau")
    page.get_by_role("option").first.click()
    assert page.locator("#kode").input_value() == "33.75.01.1001"
    field.press("End")
    field.type("x")
    assert page.locator("#kode").input_value() == ""


def test_escape_closes_the_list(trial: Trial) -> None:
    page = trial(REGION.format(""), "typeahead.js")
    page.route("**/regions?**", lambda route: route.fulfill(content_type="application/json", body=FOUND))
    field = page.get_by_role("combobox")
    field.type("kau")
    page.get_by_role("option").first.wait_for()
    field.press("Escape")
    assert page.get_by_role("option").count() == 0


def test_names_of_people_never_stand_in_an_address(trial: Trial) -> None:
    page = trial(REGION.format(' data-typeahead-method="post"'), "typeahead.js")
    asked: list[Any] = []

    def answer(route: Any) -> None:
        asked.append(route.request)
        route.fulfill(content_type="application/json", body=FOUND)

    page.route("**/regions**", answer)
    page.get_by_role("combobox").type("wulan")
    page.get_by_role("option").first.wait_for()
    assert all("wulan" not in request.url for request in asked)
    assert fields(asked[-1]) == {"q": "wulan", "csrfmiddlewaretoken": "kunci"}


DESK = '<section data-refresh="/part"><input id="di-dalam"><p>lama</p></section><input id="di-luar">'


def test_a_list_is_fetched_anew_while_it_is_seen(trial: Trial) -> None:
    page = trial(DESK, "refresh.js")
    page.route("**/part", lambda route: route.fulfill(body="<p>baru</p>"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("baru").wait_for()


def test_a_list_rests_while_somebody_is_in_it(trial: Trial) -> None:
    page = trial(DESK, "refresh.js")
    page.route("**/part", lambda route: route.fulfill(body="<p>baru</p>"))
    page.focus("#di-dalam")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)
    assert page.get_by_text("lama").is_visible()
    page.focus("#di-luar")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("baru").wait_for()
