# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form that changes while it is filled, answers read in the words of their day, and two who fill one form at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.models import Answers, Case
from teduh.standards.actions import publish_forms
from teduh.standards.models import FormWording
from tests import people
from tests.cases import making
from tests.cases.filling import (
    STEP,
    Catalogue,
    bayu,
    catalogue,
    field_of,
    hidden,
    page_of,
    send,
    service,
    staff,
    text_of,
)

pytestmark = pytest.mark.django_db
__all__ = ["bayu", "catalogue", "staff"]

FIRST = """\
judul: Kunjungan
versi: 1
bagian:
  - judul: Kunjungan
    isian:
      - {isian: Keadaan rumah, kode: rumah, jenis: teks panjang}
      - {isian: Siapa yang ditemui, kode: siapa}
      - {isian: Kesan, jenis: pilihan, pilihan: [aman, ragu, bahaya]}
"""
SECOND = """\
judul: Kunjungan Rumah
versi: 2
bagian:
  - judul: Kunjungan
    isian:
      - {isian: Keadaan tempat tinggal, kode: rumah, jenis: teks panjang}
      - {isian: Kesan, jenis: pilihan, pilihan: [aman, bahaya]}
      - {isian: Tindak lanjut, kode: lanjut, wajib: ya}
"""
TYPED = {"kunjungan-rumah": "Pintu rusak", "kunjungan-siapa": "Ibu mertua", "kunjungan-kesan": "ragu"}


@pytest.fixture
def case(catalogue: Catalogue, staff: dict[str, Staff]) -> Case:
    catalogue.write("kunjungan", FIRST)
    return service(staff, "kunjungan")


def final(case: Case) -> Any:
    return Answers.objects.filter(case=case, form="kunjungan", final=True).latest("saved_at")


def test_answers_are_read_in_the_words_of_their_day(bayu: Client, case: Case, catalogue: Catalogue) -> None:
    assert send(bayu, case, page_of(bayu, case), **TYPED).status_code == 302
    row = final(case)
    assert (row.form_version, FormWording.objects.get(digest=row.asked).version) == (1, 1)
    catalogue.write("kunjungan", SECOND)
    for address in (making.step_address(case, STEP), making.address(case, "filled", row.pk)):
        text = text_of(bayu.get(address))
        assert "Keadaan rumah" in text
        assert "Siapa yang ditemui" in text
        assert "ragu" in text
        assert "Tindak lanjut" not in text


def test_an_edit_without_a_new_number_loses_no_word_either(bayu: Client, case: Case, catalogue: Catalogue) -> None:
    assert send(bayu, case, page_of(bayu, case), **TYPED).status_code == 302
    catalogue.write("kunjungan", FIRST.replace("Keadaan rumah", "Rumahnya"))
    assert "Keadaan rumah" in text_of(bayu.get(making.step_address(case, STEP)))


def test_a_form_that_changes_while_it_is_filled_loses_nothing(bayu: Client, case: Case, catalogue: Catalogue) -> None:
    page = page_of(bayu, case)
    assert send(bayu, case, page, do="save", **TYPED).status_code == 302
    catalogue.write("kunjungan", SECOND)
    again = page_of(bayu, case)
    text = text_of(again)
    assert "Formulir ini berubah sejak diisi (tadinya versi 1)." in text
    assert field_of(again, "kunjungan-rumah").value == "Pintu rusak"
    left = again.context["blocks"][0].left
    assert left.rows == (("Siapa yang ditemui", "Ibu mertua"), ("Kesan", "ragu"))
    # Saved once more under the new words, and opened again: still there.
    typed = {"kunjungan-rumah": "Pintu rusak", "kunjungan.left": list(left.fields)}
    assert send(bayu, case, again, do="save", **typed).status_code == 302
    third = page_of(bayu, case)
    assert third.context["blocks"][0].left.rows == left.rows
    assert send(bayu, case, third, **typed).status_code == 422
    assert send(bayu, case, third, **typed, **{"kunjungan-lanjut": "Dijenguk lagi"}).status_code == 302
    record = text_of(bayu.get(making.step_address(case, STEP)))
    assert "Menurut formulir sebelumnya" in record
    assert "Ibu mertua" in record
    assert final(case).form_version == 2


def test_whoever_finishes_a_form_that_changed_meanwhile_sees_the_new_one_first(
    bayu: Client, case: Case, catalogue: Catalogue
) -> None:
    publish_forms(people.system())
    page = page_of(bayu, case)
    catalogue.write("kunjungan", SECOND)
    reply = send(bayu, case, page, **TYPED, **{"kunjungan-lanjut": "ada"})
    assert reply.status_code == 409
    assert "Formulir ini berubah sejak Anda membukanya" in text_of(reply)
    assert "Ibu mertua" in text_of(reply)
    assert making.open_keys(case) == [STEP]


# Two at once


def test_two_officers_see_each_other_and_choose(bayu: Client, case: Case) -> None:
    mine, theirs = page_of(bayu, case), page_of(bayu, case)
    assert (
        send(bayu, case, theirs, do="save", **{"kunjungan-rumah": "Rapi", "kunjungan-kesan": "aman"}).status_code == 302
    )
    reply = send(bayu, case, mine, do="save", **{"kunjungan-rumah": "Pintu rusak", "kunjungan-siapa": "Ibu mertua"})
    assert reply.status_code == 409
    told = {one.text: (one.mine, one.theirs, one.theirs_stands, one.both) for one in reply.context["differences"]}
    assert told == {
        "Keadaan rumah": ("Pintu rusak", "Rapi", False, True),
        "Siapa yang ditemui": ("Ibu mertua", "", False, False),
        "Kesan": ("", "aman", True, False),
    }
    chosen = {
        "kunjungan-rumah": "Pintu rusak",
        "kunjungan-siapa": "Ibu mertua",
        "seen": str(reply.context["seen"]),
        "pick.kunjungan-rumah": "mine",
        "pick.kunjungan-kesan": "theirs",
    }
    assert send(bayu, case, reply, do="overwrite", **chosen).status_code == 302
    again = page_of(bayu, case)
    assert field_of(again, "kunjungan-rumah").value == "Pintu rusak"
    assert field_of(again, "kunjungan-siapa").value == "Ibu mertua"
    assert [one.chosen for one in field_of(again, "kunjungan-kesan").options] == [True, False, False]


def test_a_change_that_came_after_the_choice_is_shown_too(bayu: Client, case: Case) -> None:
    mine, theirs = page_of(bayu, case), page_of(bayu, case)
    send(bayu, case, theirs, do="save", **{"kunjungan-rumah": "Rapi"})
    reply = send(bayu, case, mine, do="save", **{"kunjungan-rumah": "Pintu rusak"})
    newer = page_of(bayu, case)
    send(bayu, case, newer, do="save", **{"kunjungan-rumah": "Rapi sekali"})
    said = {"kunjungan-rumah": "Pintu rusak", "seen": str(reply.context["seen"]), "pick.kunjungan-rumah": "mine"}
    again = send(bayu, case, reply, do="overwrite", **said)
    assert again.status_code == 409
    assert [one.theirs for one in again.context["differences"]] == ["Rapi sekali"]
    assert send(bayu, case, again, do="overwrite", **{**said, "seen": str(again.context["seen"])}).status_code == 302


def test_what_only_a_colleague_changed_is_theirs_by_proposal(bayu: Client, case: Case) -> None:
    begun = page_of(bayu, case)
    send(bayu, case, begun, do="save", **{"kunjungan-rumah": "Rapi", "kunjungan-siapa": "Nenek"})
    mine, theirs = page_of(bayu, case), page_of(bayu, case)
    send(bayu, case, theirs, do="save", **{"kunjungan-rumah": "Rapi, pintu rusak", "kunjungan-siapa": "Nenek"})
    reply = send(bayu, case, mine, do="finish", **{"kunjungan-rumah": "Rapi", "kunjungan-siapa": "Nenek dan bibi"})
    assert reply.status_code == 409
    told = {one.text: (one.theirs_stands, one.both) for one in reply.context["differences"]}
    assert told == {"Keadaan rumah": (True, False), "Siapa yang ditemui": (False, False)}
    assert making.open_keys(case) == [STEP]


def test_a_page_says_which_words_it_asked_in(bayu: Client, case: Case) -> None:
    page = page_of(bayu, case)
    assert all(
        f'name="{name}" value="{value}"' in text_of(page) for name, value in hidden(page).items() if "wording" in name
    )
