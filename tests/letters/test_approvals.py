# SPDX-License-Identifier: AGPL-3.0-or-later
"""A draft on its way: initialled, sent back, signed, revoked; by whom it waits for, and by nobody else."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.actions import steps
from teduh.cases.models import Case
from teduh.journal.door import Refused
from teduh.journal.queries import entries_of
from teduh.journal.subjects import OfficeSubject
from teduh.letters import seals
from teduh.letters.actions import approving, signing
from teduh.letters.actions import making as letter_making
from teduh.letters.actions.numbering import reserve_numbers
from teduh.letters.asking import kind_of
from teduh.letters.models import Hop, HopState, Letter, LetterState, Number
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return walking.to_draft(staff)


@pytest.fixture
def letter(staff: dict[str, Staff], case: Case) -> Letter:
    return walking.draft(staff, case)


def said(reply: Any) -> str:
    """The words of a page, as they are read."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split()))


# Paraf


def test_the_draft_waits_for_the_head_of_division_alone(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    people.sign_in(client, staff["dewi"])
    assert "Rekomendasi Pendampingan" in said(client.get("/persetujuan/"))
    people.sign_in(client, staff["arif"])
    assert "Tidak ada surat yang menunggu Anda" in said(client.get("/persetujuan/"))
    making.key(client)
    reply = walking.approve(client, staff["arif"], letter)
    assert reply.status_code == 409
    assert "tidak menunggu Anda" in said(reply)
    people.sign_in(client, people.cast(people.TEBING_TINGGI)["bayu"])
    assert client.get(walking.address(letter)).status_code == 404


def test_the_paraf_is_an_invisible_signature_on_the_draft_that_was_read(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    assert walking.approve(client, staff["dewi"], letter).status_code == 302
    paper = letter.papers.get()
    (seal,) = seals.read(paper.initialled.open(), trusted=[])
    assert (seal.name, seal.intact, seal.locked) == ("Dewi Umpama", True, False)
    assert paper.initialled.open().startswith(paper.pdf.open())
    assert making.open_keys(letter.case) == ["tanda-tangan"], "the procedure's own step is done with it"


def test_reading_is_recorded_once(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    people.sign_in(client, staff["dewi"])
    for _ in range(2):
        client.get(walking.address(letter))
    assert letter.hops.get(state=HopState.WAITING).read_at is not None
    assert [entry.code for entry in entries_of(letter.case)].count("letter.read") == 1


def test_nobody_initials_their_own_draft(staff: dict[str, Staff], case: Case) -> None:
    letter = walking.draft(staff, case)
    letter_making.rework(making.acting(staff["dewi"], 20), case, letter=letter, answers=walking.ANSWERS)
    with pytest.raises(Refused) as refused:
        approving.pass_on(
            making.acting(staff["dewi"], 10),
            case,
            letter=letter,
            version=2,
            initialled=letter.papers.get(version=2).pdf.open(),
        )
    assert refused.value.refusal.rule == "letter.own"


def test_a_draft_replaced_meanwhile_is_read_again_first(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    letter_making.rework(making.acting(staff["sakti"], 20), letter.case, letter=letter, answers=walking.ANSWERS)
    reply = walking.approve(client, staff["dewi"], letter, version=1)
    assert reply.status_code == 409
    assert "sudah diganti sejak Anda membukanya" in said(reply)


# Sent back


def test_sent_back_it_says_what_to_mend_and_shows_what_changed(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    people.sign_in(client, staff["dewi"])
    address = walking.address(letter, "send_back")
    assert client.post(address, {"version": 1, "note": " "}).status_code == 422
    assert client.post(address, {"version": 1, "note": "Sebutkan pasalnya."}).status_code == 302
    assert making.open_keys(letter.case) == ["konsep-surat"]
    assert "Sebutkan pasalnya." in said(client.get(walking.address(letter)))
    walking.draft(staff, letter.case, minutes_ago=0, basis="UU Nomor 11 Tahun 2012 Pasal 23")
    page = client.get(walking.address(letter))
    assert "<ins>" in page.content.decode()
    assert "Pasal 23" in said(page)
    assert letter.papers.count() == 2
    assert Letter.objects.filter(case=letter.case, product=walking.PRODUCT).count() == 1


def test_another_kind_of_letter_takes_the_place_of_a_draft_sent_back(staff: dict[str, Staff], letter: Letter) -> None:
    approving.send_back(
        making.acting(staff["dewi"], 30), letter.case, letter=letter, version=1, note="Cukup surat tugas."
    )
    work = steps.Work(
        products=("surat-perintah-tugas",),
        papers={"surat-perintah-tugas": {"basis": "UU", "assignees": "Sakti Contoh", "purpose": "Mendampingi"}},
    )
    steps.finish_step(making.acting(staff["sakti"], 20), letter.case, step="konsep-surat", work=work)
    letter.refresh_from_db()
    assert letter.state == LetterState.DROPPED
    assert not letter.hops.filter(state=HopState.WAITING).exists()


# Signature


def test_a_signed_letter_has_number_fingerprint_and_seal(client: Client, staff: dict[str, Staff]) -> None:
    letter = walking.signed(client, staff)
    assert letter.state == LetterState.SIGNED
    assert letter.number
    pdf = letter.papers.get().pdf.open()
    assert seals.fingerprint(pdf) == letter.fingerprint
    (seal,) = seals.read(pdf, trusted=[])
    assert (seal.name, seal.intact, seal.locked, seal.certified) == ("Arif Khayal", True, True, False)
    assert making.open_keys(letter.case) == ["layanan-pendampingan"]


def test_a_wrong_passphrase_gives_no_number(client: Client, staff: dict[str, Staff], letter: Letter) -> None:
    walking.approve(client, staff["dewi"], letter)
    reply = walking.approve(client, staff["arif"], letter, passphrase="bukan frasa yang benar")
    assert reply.status_code == 409
    assert "Frasa sandi salah" in said(reply)
    letter.refresh_from_db()
    assert (letter.state, letter.number) == (LetterState.DRAFT, "")
    assert not Number.objects.exists()


def test_a_signature_that_failed_goes_on_with_the_same_number(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    walking.approve(client, staff["dewi"], letter)
    arif = making.acting(staff["arif"], 5)
    signing.give_its_number(arif, letter.case, letter=letter, version=1)
    letter.refresh_from_db()
    given = letter.number
    assert letter.state == LetterState.SIGNING
    assert walking.approve(client, staff["arif"], letter).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.number) == (LetterState.SIGNED, given)
    assert Number.objects.count() == 1


def test_a_letter_that_is_sent_back_once_it_was_numbered_is_mended_and_keeps_its_number(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    walking.approve(client, staff["dewi"], letter)
    signing.give_its_number(making.acting(staff["arif"], 5), letter.case, letter=letter, version=1)
    given = letter.number
    people.sign_in(client, staff["arif"])
    reply = client.post(walking.address(letter, "send_back"), {"version": 1, "note": "Dasarnya kurang."})
    assert reply.status_code == 302, reply.content.decode()
    walking.draft(staff, letter.case, minutes_ago=0, basis="UU Nomor 12 Tahun 2022")
    for name in ("dewi", "arif"):
        assert walking.approve(client, staff[name], letter).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.number) == (LetterState.SIGNED, given)


def test_a_signed_letter_is_never_signed_or_changed_again(client: Client, staff: dict[str, Staff]) -> None:
    letter = walking.signed(client, staff)
    with pytest.raises(Refused):
        letter_making.rework(making.acting(staff["sakti"]), letter.case, letter=letter, answers=walking.ANSWERS)
    reply = walking.approve(client, staff["arif"], letter)
    assert reply.status_code == 409
    assert "tidak menunggu siapa pun" in said(reply)


def test_the_step_page_signs_nothing(staff: dict[str, Staff], letter: Letter) -> None:
    with pytest.raises(Refused) as refused:
        steps.finish_step(making.acting(staff["dewi"], 10), letter.case, step="paraf")
    assert refused.value.refusal.rule == "letter.waits"
    assert Hop.objects.filter(letter=letter, state=HopState.WAITING).count() == 1


# Revoked


def test_revoking_needs_a_reason_and_a_head(client: Client, staff: dict[str, Staff]) -> None:
    letter = walking.signed(client, staff)
    people.sign_in(client, staff["sakti"])
    assert client.post(walking.address(letter, "revoke"), {"reason": "Salah."}).status_code == 403
    people.sign_in(client, staff["arif"])
    assert client.post(walking.address(letter, "revoke"), {"reason": ""}).status_code == 422
    assert client.post(walking.address(letter, "revoke"), {"reason": "Salah alamat."}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == LetterState.REVOKED
    assert seals.fingerprint(letter.papers.get().pdf.open()) == letter.fingerprint, "it stays as it was signed"


def test_a_number_kept_for_earlier_paper_is_chosen_at_the_signature(
    client: Client, staff: dict[str, Staff], letter: Letter
) -> None:
    walking.approve(client, staff["dewi"], letter)
    arif = making.acting(staff["arif"], 4)
    day = (arif.at - timedelta(days=3)).date()
    office = OfficeSubject(people.LUMAJANG)
    kind = kind_of(letter.kind)
    assert kind
    (kept,) = reserve_numbers(
        arif, office, classification=kind.classification, dated=day, count=1, reason="Surat tugas kemarin."
    )
    people.sign_in(client, staff["arif"])
    making.key(client)
    assert f'value="{kept.pk}"' in client.get(walking.address(letter)).content.decode()
    assert walking.approve(client, staff["arif"], letter, reserved=str(kept.pk)).status_code == 302
    letter.refresh_from_db()
    kept.refresh_from_db()
    assert (kept.letter_id, kept.text, kept.dated) == (letter.pk, letter.number, day)


def test_a_draft_that_waits_can_be_mended_on_its_page(client: Client, staff: dict[str, Staff]) -> None:
    letter = walking.draft(staff, walking.to_draft(staff))
    people.sign_in(client, staff["sakti"])
    page = client.get(walking.address(letter, "rework")).content.decode()
    for code, said in walking.ANSWERS.items():
        assert f'name="letter-{walking.PRODUCT}-{code}"' in page
        assert said in page


def test_a_draft_sent_back_to_its_step_is_mended_there_and_goes_on(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    people.sign_in(client, staff["sakti"])
    typed = {f"letter-{walking.PRODUCT}-{code}": said for code, said in walking.ANSWERS.items()}
    making.take(client, case, "konsep-surat", product=walking.PRODUCT, **typed)
    letter = Letter.objects.get(case=case, product=walking.PRODUCT)
    people.sign_in(client, staff["dewi"])
    client.post(walking.address(letter, "send_back"), {"version": 1, "note": "Tambah dasar hukum"})
    people.sign_in(client, staff["sakti"])
    where = walking.address(letter, "rework")
    assert client.get(where)["Location"] == making.step_address(letter.case, letter.step)
    with pytest.raises(Refused, match="open again"):
        letter_making.rework(making.acting(staff["sakti"]), letter.case, letter=letter, answers=walking.ANSWERS)
    page = client.get(making.step_address(letter.case, letter.step)).content.decode()
    for said in walking.ANSWERS.values():
        assert said in page, "what was written stands there"
