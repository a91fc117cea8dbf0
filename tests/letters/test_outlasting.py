# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters outlast procedures and officials: signed after the end, by whoever holds the post; mended by the team."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.actions.staff import give_role, set_active
from teduh.accounts.models import Staff
from teduh.cases.actions import file
from teduh.cases.models import Case, Member
from teduh.channels.models import Message
from teduh.journal.door import Refused, outside
from teduh.journal.queries import entries_of
from teduh.letters import tasks
from teduh.letters.actions import signing
from teduh.letters.models import Hop, HopState, Letter, LetterState, Number
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    staff = making.staff_of(people.TEBING_TINGGI)
    with outside(reason="a test gives everybody an address"):
        for name in staff:
            Staff.objects.filter(username=name).update(email=f"{name}@contoh.test")
    return staff


@pytest.fixture
def ended(client: Client, staff: dict[str, Staff]) -> Case:
    """Transferred by bayu, which ends the procedure; the letter that says so waits for tirta, the head of unit."""
    case = making.opened(staff)
    people.sign_in(client, staff["bayu"])
    for step, outcome in (
        ("terima-permohonan", {}),
        ("identifikasi", {"outcome": "tidak-dapat-dibantu"}),
        ("pelimpahan-kepada-yang-berwenang", {}),
    ):
        assert making.take(client, case, step, **outcome).status_code == 302
    case.refresh_from_db()
    assert case.status == "ended"
    return case


def letter_of(case: Case) -> Letter:
    return Letter.objects.get(case=case, product="surat-pelimpahan")


def leaves(staff: Staff) -> None:
    set_active(people.system(timezone.now()), staff, active=False)


def called() -> None:
    tasks.call_who_holds_the_post_now.func()


def mails(title: str) -> list[str]:
    return [row.address.open() for row in Message.objects.order_by("created_at") if title in row.title.open()]


def said(reply: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split()))


# The procedure is over


def test_the_letter_that_ends_a_case_is_signed_and_handed_over_after_it(
    client: Client, staff: dict[str, Staff], ended: Case
) -> None:
    letter = letter_of(ended)
    people.sign_in(client, staff["tirta"])
    assert "Surat Pelimpahan" in said(client.get("/persetujuan/"))
    returned = client.post(walking.address(letter, "send_back"), {"version": 1, "note": "Sebutkan alasannya."})
    assert returned.status_code == 302
    people.sign_in(client, staff["bayu"])
    page = client.get(walking.address(letter, "rework"))
    fields = [field for section in page.context["asked"].sections for field in section.fields]
    answers = {one.name: one.options[0].value if one.options else "Isian uji." for one in fields if one.required}
    assert client.post(walking.address(letter, "rework"), answers).status_code == 302
    assert walking.approve(client, staff["tirta"], letter, version=2).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, bool(letter.number)) == (LetterState.SIGNED, True)
    people.sign_in(client, staff["bayu"])
    sent = {"medium": "post", "recipient": "UPTD PPA Kota Contoh", "delivered_at": making.moment(timezone.now())}
    assert client.post(walking.address(letter, "deliver"), sent).status_code == 302
    ended.refresh_from_db()
    assert ended.status == "ended"


def test_no_file_is_closed_over_an_unsigned_letter(client: Client, staff: dict[str, Staff], ended: Case) -> None:
    letter = letter_of(ended)
    tirta = making.acting(staff["tirta"])
    with pytest.raises(Refused) as refused:
        file.close(tirta, ended, reason="Sudah dilimpahkan.")
    assert refused.value.refusal.rule == "letter.unsettled"
    people.sign_in(client, staff["bayu"])
    assert client.post(walking.address(letter, "withdraw"), {"reason": "Batal."}).status_code == 403
    people.sign_in(client, staff["tirta"])
    assert "Tarik konsep ini" in said(client.get(walking.address(letter)))
    signing.give_its_number(tirta, ended, letter=letter, version=1)
    assert client.post(walking.address(letter, "withdraw"), {"reason": " "}).status_code == 422
    assert client.post(walking.address(letter, "withdraw"), {"reason": "Diserahkan lisan."}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == LetterState.DROPPED
    assert Number.objects.get().letter == letter, "its number stays in the register"
    assert not Hop.objects.filter(letter=letter, state=HopState.WAITING).exists()
    file.close(tirta, ended, reason="Sudah dilimpahkan.")
    assert walking.approve(client, staff["tirta"], letter).status_code == 409


def test_a_letter_that_a_step_waits_for_is_not_withdrawn(client: Client) -> None:
    staff = making.staff_of(people.LUMAJANG)
    letter = walking.draft(staff, walking.to_draft(staff))
    people.sign_in(client, staff["arif"])
    reply = client.post(walking.address(letter, "withdraw"), {"reason": "Batal."})
    assert reply.status_code == 409
    assert "Langkah prosedur menunggu surat ini" in said(reply)


# Officials leave


def test_whoever_takes_over_the_post_signs_with_the_number_that_was_given(
    client: Client, staff: dict[str, Staff], ended: Case
) -> None:
    letter = letter_of(ended)
    signing.give_its_number(making.acting(staff["tirta"]), ended, letter=letter, version=1)
    leaves(staff["tirta"])
    successor = staff["sekar"]
    with outside(reason="whoever takes over is a civil servant"):
        Staff.objects.filter(pk=successor.pk).update(rank="Penata Rekaan (III/c)", nip="197000002010000999")
    give_role(people.system(timezone.now()), successor, role="unit_head", valid_from=timezone.localdate())
    called()
    called()
    assert mails("surat menunggu tanda tangan Anda").count("sekar@contoh.test") == 1
    assert [entry.code for entry in entries_of(ended)].count("letter.called") == 1
    people.sign_in(client, successor)
    assert "Surat Pelimpahan" in said(client.get("/persetujuan/"))
    given = letter.number
    assert walking.approve(client, successor, letter).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.signed_by) == (LetterState.SIGNED, given, successor)
    assert successor.full_name in str(letter.papers.get().fields.open()["data"]["signatory"])


def test_where_nobody_holds_the_post_the_head_of_the_agency_signs(
    client: Client, staff: dict[str, Staff], ended: Case
) -> None:
    letter = letter_of(ended)
    leaves(staff["tirta"])
    called()
    hop = letter.hops.get(state=HopState.WAITING)
    assert hop.roles == ["agency_head"]
    head = next(one for one in staff.values() if one.holdings.filter(role="agency_head").exists())
    assert Member.objects.filter(case=ended, staff=head, until=None).exists()
    assert walking.approve(client, head, letter).status_code == 302
    letter.refresh_from_db()
    assert letter.signed_by == head


def test_a_draft_whose_writer_left_comes_back_to_the_team(client: Client, staff: dict[str, Staff], ended: Case) -> None:
    letter = letter_of(ended)
    file.add_colleague(making.acting(staff["tirta"]), ended, staff=staff["ratna"], role="social_worker")
    leaves(staff["bayu"])
    people.sign_in(client, staff["tirta"])
    reply = client.post(walking.address(letter, "send_back"), {"version": 1, "note": "Sebutkan alasannya."})
    assert reply.status_code == 302
    told = mails("konsep surat dikembalikan")
    assert "ratna@contoh.test" in told
    assert "bayu@contoh.test" not in told
    people.sign_in(client, staff["ratna"])
    assert "Perbaiki konsep" in said(client.get(walking.address(letter)))
    page = client.get(walking.address(letter, "rework"))
    fields = [field for section in page.context["asked"].sections for field in section.fields]
    answers = {one.name: one.options[0].value if one.options else "Isian uji." for one in fields if one.required}
    assert client.post(walking.address(letter, "rework"), answers).status_code == 302
    assert walking.approve(client, staff["tirta"], letter, version=2).status_code == 302
    letter.refresh_from_db()
    assert letter.state == LetterState.SIGNED


def test_a_letter_that_waits_for_whom_it_always_did_is_left_alone(staff: dict[str, Staff], ended: Case) -> None:
    before = len(entries_of(ended))
    called()
    assert len(entries_of(ended)) == before
