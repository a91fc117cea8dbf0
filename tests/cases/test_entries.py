# SPDX-License-Identifier: AGPL-3.0-or-later
"""A repeated step: each page gives one entry, and no entry that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Office, Staff
from teduh.cases.models import Answers, Case
from teduh.cases.queries.progress import state_of
from teduh.standards.actions import publish
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

VISITS = """
kode: kota-tebing-tinggi/kunjungan
versi: 1
judul: Kunjungan
penyelenggara: kota-tebing-tinggi
sk: 1 TAHUN 2026
kanal: [datang langsung, telepon]
prosedur:
  - {langkah: Layanan pendampingan, pelaksana: petugas pengaduan, berulang: ya}
  - {langkah: Catat hasil, pelaksana: petugas pengaduan}
"""
STEP = "layanan-pendampingan"
SUMMARY = "serve-summary"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(client: Client, staff: dict[str, Staff]) -> Case:
    people.sign_in(client, staff["bayu"])
    place = Office.objects.get(code=people.TEBING_TINGGI)
    version = publish(people.system(), place, text=VISITS, file="kota-tebing-tinggi/kunjungan/standard.yaml")
    return making.opened(staff, version=version)


def typed(page: Any, text: str) -> dict[str, Any]:
    shown = page.context["saving"]
    said = {"page": shown.page, "made_from": str(shown.made_from), "stand": page.context["stand"], SUMMARY: text}
    return {**making.filled(page, do="entry"), **said}


def entries(case: Case) -> list[str]:
    kept = Answers.objects.filter(case=case, step=STEP, final=True).order_by("saved_at")
    found = [row.values.open()["summary"] for row in kept]
    assert len(found) == len(state_of(case).runs[1].steps[STEP].entries)
    return found


def test_an_entry_pressed_twice_is_recorded_once(client: Client, case: Case) -> None:
    where = making.step_address(case, STEP)
    said = typed(client.get(where), "Kunjungan pertama.")
    first, second = client.post(where, said), client.post(where, said, follow=True)
    assert (first.status_code, second.status_code) == (302, 200)
    assert "Entri itu sudah tercatat." in second.content.decode()
    assert entries(case) == ["Kunjungan pertama."]
    # The next page may give the same words again.
    assert client.post(where, typed(client.get(where), "Kunjungan pertama.")).status_code == 302
    assert len(entries(case)) == 2


def test_another_entry_of_an_old_page_is_kept_in_view_until_it_is_pressed_again(client: Client, case: Case) -> None:
    where = making.step_address(case, STEP)
    old = typed(client.get(where), "Kunjungan kedua.")
    client.post(where, typed(client.get(where), "Kunjungan pertama."))
    reply = client.post(where, old)
    assert reply.status_code == 409
    assert "Sebuah entri tercatat sejak halaman ini dibuka." in reply.content.decode()
    assert "Kunjungan kedua." in reply.content.decode()
    assert client.post(where, typed(reply, "Kunjungan kedua.")).status_code == 302
    assert entries(case) == ["Kunjungan pertama.", "Kunjungan kedua."]
