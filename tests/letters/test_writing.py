# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters that no step makes: an invitation, a nota dinas; under the law's rules of what they begin."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from teduh.accounts.models import Staff
from teduh.cases.actions import file
from teduh.cases.models import Case, Participant
from teduh.journal.door import Refused
from teduh.journal.queries import entries_of
from teduh.letters.actions import making
from teduh.letters.models import Letter, LetterState
from teduh.persons.details import Details
from teduh.procedure.safeguards import ARTICLE_MEDIATION
from tests import people
from tests.cases.making import acting, opened, staff_of
from tests.letters import walking
from tests.letters.specimens import answered

pytestmark = pytest.mark.django_db
SUBPOENA = "undangan-klarifikasi"
TYPED = {
    "to": "Kepala Sekolah Contoh",
    "held_on": "Senin, 30 November 2026",
    "held_at": "pukul 09.00 WIB",
    "place": "Kantor kami",
    "agenda": "Klarifikasi laporan",
}


@pytest.fixture
def staff() -> dict[str, Staff]:
    return staff_of(people.LUMAJANG)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return opened(staff, people.LUMAJANG)


def at(case: Case, product: str = "") -> str:
    return reverse("letters:write", args=[case.pk, product]) if product else reverse("letters:choose", args=[case.pk])


def said(reply: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split()))


def posted(client: Client, case: Case, product: str, typed: dict[str, str]) -> Any:
    page = client.get(at(case, product))
    names = {one.name.rpartition("-")[2]: one.name for part in page.context["asked"].sections for one in part.fields}
    return client.post(at(case, product), {names[code]: text for code, text in typed.items() if code in names})


def test_an_invitation_is_written_and_goes_its_way(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["putri"])
    assert at(case) in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    offered = said(client.get(at(case)))
    assert "Undangan Klarifikasi" in offered
    assert "Rekomendasi Pendampingan" not in offered, "a step makes it"
    reply = posted(client, case, SUBPOENA, TYPED)
    letter = Letter.objects.get(case=case, product=SUBPOENA)
    assert reply.status_code == 302
    assert reply["Location"] == reverse("letters:letter", args=[letter.pk])
    assert (letter.step, letter.state) == ("", LetterState.DRAFT)
    assert [hop.roles for hop in letter.hops.all()] == [["division_head"]]
    assert "Undangan Klarifikasi" in said(client.get(f"/kasus/{case.pk}/"))
    assert walking.approve(client, staff["dewi"], letter).status_code == 302
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNED
    assert letter.number
    assert "letter.written" in {entry.code for entry in entries_of(case)}


def test_another_of_the_kind_is_another_letter(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["putri"])
    for _ in range(2):
        assert posted(client, case, SUBPOENA, TYPED).status_code == 302
    assert Letter.objects.filter(case=case, product=SUBPOENA, state=LetterState.DRAFT).count() == 2


def test_what_is_not_answered_is_asked_and_nothing_is_lost(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["putri"])
    reply = posted(client, case, SUBPOENA, {"agenda": "Klarifikasi laporan"})
    assert reply.status_code == 422
    assert "Klarifikasi laporan" in reply.content.decode()
    assert not Letter.objects.filter(case=case, product=SUBPOENA).exists()


def test_sexual_violence_is_invited_to_no_mediation(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["putri"])
    assert at(case, "undangan-mediasi") in client.get(at(case)).content.decode()
    file.set_fact(acting(staff["putri"]), case, name="kind", values=("sexual",))
    page = client.get(at(case))
    assert at(case, "undangan-mediasi") not in page.content.decode()
    assert "UU 12/2022" in said(page)
    assert posted(client, case, "undangan-mediasi", answered("undangan-mediasi")).status_code == 409
    assert not Letter.objects.filter(case=case).exists()


def test_what_is_recorded_later_stops_a_letter_on_its_way(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["putri"])
    assert posted(client, case, "undangan-mediasi", answered("undangan-mediasi")).status_code == 302
    letter = Letter.objects.get(case=case)
    file.set_fact(acting(staff["putri"]), case, name="kind", values=("sexual",))
    assert walking.approve(client, staff["dewi"], letter).status_code == 409
    with pytest.raises(Refused) as refused:
        making.rework(acting(staff["putri"]), case, letter=letter, answers=answered("undangan-mediasi"))
    assert refused.value.refusal.rule == ARTICLE_MEDIATION
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT


def test_two_invitations_both_stand(client: Client, staff: dict[str, Staff], case: Case) -> None:
    people.sign_in(client, staff["putri"])
    for _ in range(2):
        posted(client, case, SUBPOENA, TYPED)
    for letter in Letter.objects.filter(case=case):
        assert walking.approve(client, staff["dewi"], letter).status_code == 302
    assert {letter.state for letter in Letter.objects.filter(case=case)} == {LetterState.SIGNED}


def test_of_several_clients_a_referral_tells_of_who_consented(staff: dict[str, Staff], case: Case) -> None:
    clerk = acting(staff["putri"])
    file.add_new_person(clerk, case, details=Details(name="Ani Khayal"), part="client", age=30)
    case.refresh_from_db()
    first, second = Participant.objects.filter(case=case, part="client").order_by("pk")
    file.record_consent(clerk, case, value="given", giver="client", client=first)
    letter = making.write_letter(clerk, case, product="surat-rujukan", answers=answered("surat-rujukan"))
    assert letter.whom == first.pk
    assert second.pk != first.pk


def test_a_referral_waits_for_consent(client: Client, staff: dict[str, Staff], case: Case) -> None:
    with pytest.raises(Refused) as refused:
        making.write_letter(acting(staff["putri"]), case, product="surat-rujukan", answers=answered("surat-rujukan"))
    assert refused.value.refusal.rule.startswith("UU 27/2022")
    file.record_consent(acting(staff["putri"]), case, value="given", giver="client")
    people.sign_in(client, staff["putri"])
    assert at(case, "surat-rujukan") in client.get(at(case)).content.decode()


def test_what_a_step_makes_and_what_there_is_not_cannot_be_written(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    people.sign_in(client, staff["putri"])
    for product in ("rekomendasi-pendampingan", "laporan-sosial", "lembar-disposisi", "tidak-ada"):
        assert client.get(at(case, product)).status_code == 404, product
        with pytest.raises(Refused):
            making.write_letter(acting(staff["putri"]), case, product=product, answers={})


def test_others_are_turned_away(client: Client, staff: dict[str, Staff], case: Case) -> None:
    stranger = people.stranger(people.LUMAJANG)
    people.sign_in(client, stranger)
    assert client.get(at(case)).status_code in (403, 404)
    assert client.post(at(case, SUBPOENA), TYPED).status_code in (403, 404)
