# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is missing is listed before anything is made, with where it is filled; a letter that lacks it is not made."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts import actions as accounts
from teduh.accounts import hours
from teduh.accounts.models import Office, Staff
from teduh.cases.models import Case
from teduh.journal.door import Refused
from teduh.letters.models import Letter
from tests import people
from tests.cases import making
from tests.journeys.walk import text_of
from tests.letters import walking

pytestmark = pytest.mark.django_db
STEP = "konsep-surat"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return walking.to_draft(staff)


def without_nip(staff: Staff) -> None:
    details = accounts.StaffDetails(full_name=staff.full_name, unit=staff.unit, title=staff.title, rank=staff.rank)
    accounts.change_staff(people.system(), staff, details=details)


def without_head() -> None:
    office = Office.objects.get(code=people.LUMAJANG)
    plain = ("name", "short_name", "zone", "at_once_minutes", "warn_days", "warn_minutes", "phone", "contacts")
    kept = {name: getattr(office, name) for name in plain} | {"week": hours.from_data(office.hours)}
    details = accounts.OfficeDetails(**kept, address="", letterhead=[])
    accounts.change_office(people.system(), office, details=details)


def posted(client: Client, case: Case, **answers: str) -> dict[str, Any]:
    page = client.get(making.step_address(case, STEP))
    form = {f"letter-{walking.PRODUCT}-{code}": said for code, said in {**walking.ANSWERS, **answers}.items()}
    return making.filled(page, product=walking.PRODUCT, **form)


def test_nothing_is_listed_where_nothing_is_missing(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["sakti"])
    page = client.get(making.step_address(case, STEP))
    assert page.context["lacking"] == []
    assert "Sebelum suratnya dapat dibuat" not in page.content.decode()


@pytest.mark.parametrize(
    ("taken_away", "words"),
    [
        (lambda staff: without_nip(staff["arif"]), "NIP Arif Khayal belum diisi."),
        (lambda staff: without_head(), "Kop surat kantor belum diisi."),
    ],
)
def test_the_step_lists_it_and_a_crafted_post_makes_nothing(
    client: Client, staff: dict[str, Staff], case: Case, taken_away: Any, words: str
) -> None:
    people.sign_in(client, staff["sakti"])
    form = posted(client, case)
    taken_away(staff)
    assert words in client.get(making.step_address(case, STEP)).content.decode()
    reply = client.post(making.step_address(case, STEP), form)
    assert reply.status_code == 409
    assert words in reply.content.decode()
    assert not Letter.objects.filter(product=walking.PRODUCT).exists()
    assert STEP in making.open_keys(case)


def test_whoever_may_fill_it_in_finds_the_way(client: Client, staff: dict[str, Staff], case: Case) -> None:
    without_head()
    people.sign_in(client, staff["sakti"])
    page = client.get(making.step_address(case, STEP))
    assert page.context["lacking"][0].address == "", "a social worker does not administer the office"
    holder = accounts.give_role(people.system(), staff["sakti"], role="administrator", valid_from=people.NOW.date())
    assert holder is not None
    page = client.get(making.step_address(case, STEP))
    assert page.context["lacking"][0].address == f"/kelola/{people.LUMAJANG}/ubah/"


def test_a_draft_lists_what_went_missing_since(client: Client, staff: dict[str, Staff], case: Case) -> None:
    letter = walking.draft(staff, case)
    people.sign_in(client, staff["sakti"])
    assert client.get(walking.address(letter)).context["lacking"] == []
    without_nip(staff["arif"])
    for name in ("letter", "rework"):
        assert "NIP Arif Khayal belum diisi." in client.get(walking.address(letter, name)).content.decode()


def test_a_letter_without_its_answers_is_refused_with_the_list(staff: dict[str, Staff], case: Case) -> None:
    with pytest.raises(Refused) as refused:
        walking.draft(staff, case, basis="", recommendation="", to="")
    reason = refused.value.refusal.reason.id
    assert "Isian “Dasar” belum diisi." in reason
    assert "Isian “Isi rekomendasi” belum diisi." in reason


def test_unknown_is_an_answer_and_prints(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["sakti"])
    form = posted(client, case)
    name = f"letter-{walking.PRODUCT}-recommendation"
    form = {**form, name: "", f"{name}.unknown": "?"}
    reply = client.post(making.step_address(case, STEP), form)
    assert reply.status_code == 302, reply.content.decode()
    letter = Letter.objects.get(product=walking.PRODUCT)
    assert "tidak diketahui" in text_of(letter.papers.get().pdf.open())
