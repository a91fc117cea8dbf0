# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dispositions down the line: given by the step or freely, read, passed on, answered; each with its own clock."""

from __future__ import annotations

import html
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.cases.actions import steps
from teduh.cases.actions.steps import Work
from teduh.cases.models import Case, Member
from teduh.cases.queries.progress import state_of
from teduh.journal.queries import entries_of
from teduh.letters.actions import disposing
from teduh.letters.models import Disposition
from teduh.lib.codelists import code_list
from teduh.procedure.limit_reader import parse_limit
from teduh.procedure.limits import Limit
from teduh.procedure.standard.model import Activity
from teduh.standards.formfiles import activity_form
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.SAMPANG)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return before_the_head(staff)


def before_the_head(staff: dict[str, Staff]) -> Case:
    """Brought before the head of the agency; the step of disposition is open."""
    case = making.opened(staff, people.SAMPANG, minutes_ago=60)
    while (key := making.open_keys(case)[0]) != "disposisi-kepala-dinas":
        taker = "lestari" if key == "terima-melalui-sekretariat" else "jaya"
        steps.finish_step(making.acting(staff[taker], 50), case, step=key, work=Work(reason="Sesuai pedoman."))
    return case


def given(staff: dict[str, Staff], case: Case) -> Disposition:
    """By the step, to the head of division."""
    said = {"nature": "urgent", "instructions": ["process"], "summary": "Dampingi segera."}
    work = Work(assignee=staff["nirmala"].pk, answers={"dispose": (None, said)})
    steps.finish_step(making.acting(staff["surya"], 40), case, step="disposisi-kepala-dinas", work=work)
    return Disposition.objects.get(case=case)


def said(reply: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split()))


def address(row: Disposition, name: str = "disposition") -> str:
    return reverse(f"letters:{name}", args=[row.pk])


def post(client: Client, row: Disposition, whom: Staff, **changes: Any) -> Any:
    sent = {"to": whom.pk, "nature": "very_urgent", "instructions": ["coordinate"], "note": "Hubungi klien.", **changes}
    return client.post(address(row, "disposition_pass"), sent)


def test_the_step_gives_the_first_hop_and_its_reading_is_recorded_once(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    row = given(staff, case)
    assert (row.given_by, row.to, row.nature) == (staff["surya"], staff["nirmala"], "urgent")
    assert row.due_at is not None
    assert row.read_at is None
    people.sign_in(client, staff["surya"])
    assert "Belum dibaca" in said(client.get(making.address(case)))
    client.get(address(row))
    row.refresh_from_db()
    assert row.read_at is None, "only the one whom it is for reads it"
    people.sign_in(client, staff["nirmala"])
    assert "Disposisi untuk Anda" in said(client.get("/meja/"))
    for _ in range(2):
        assert "Dampingi segera." in said(client.get(address(row)))
    assert [entry.code for entry in entries_of(case)].count("disposition.read") == 1
    people.sign_in(client, staff["surya"])
    assert "Pada Nirmala Umpama selama" in said(client.get(making.address(case)))


def test_passed_on_it_calls_the_next_and_reports_come_back(client: Client, staff: dict[str, Staff], case: Case) -> None:
    row = given(staff, case)
    people.sign_in(client, staff["nirmala"])
    assert post(client, row, staff["melati"]).status_code == 302
    onward = Disposition.objects.get(after=row)
    assert (onward.given_by, onward.to) == (staff["nirmala"], staff["melati"])
    assert onward.due_at is not None
    assert row.due_at is not None
    assert onward.due_at < row.due_at, "very urgent is an hour, urgent a working day"
    assert Member.objects.filter(case=case, staff=staff["melati"], until=None).exists()
    people.sign_in(client, staff["melati"])
    assert client.post(address(onward, "disposition_answer"), {"report": " "}).status_code == 422
    assert client.post(address(onward, "disposition_answer"), {"report": "Klien dihubungi."}).status_code == 302
    again = client.post(address(onward, "disposition_answer"), {"report": "Lagi."})
    assert again.status_code == 409
    assert "sudah dijawab" in said(again)
    people.sign_in(client, staff["nirmala"])
    assert "Klien dihubungi." in said(client.get(address(onward)))
    assert client.post(address(row, "disposition_answer"), {"report": "Sudah."}).status_code == 302
    late = post(client, row, staff["melati"])
    assert late.status_code == 409


def test_the_assignment_goes_with_it_to_whoever_holds_the_role_too(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    row = given(staff, case)
    assert state_of(case).assignments == {"division_head": f"staff:{staff['nirmala'].pk}"}
    people.sign_in(client, staff["nirmala"])
    assert post(client, row, staff["melati"]).status_code == 302
    assert state_of(case).assignments == {"division_head": f"staff:{staff['nirmala'].pk}"}, "melati leads no division"
    assert post(client, row, staff["hadi"]).status_code == 302
    assert state_of(case).assignments == {"division_head": f"staff:{staff['hadi'].pk}"}


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"to": ""}, 422, "Pilih satu orang."),
        ({"nature": "lightning"}, 422, "bukan salah satu"),
        ({"instructions": ["dance"]}, 422, "bukan salah satu"),
        ({"instructions": [], "note": ""}, 409, "apa yang diharapkan"),
    ],
)
def test_a_hop_that_asks_nothing_known_is_refused(
    client: Client, staff: dict[str, Staff], case: Case, changes: dict[str, Any], status: int, words: str
) -> None:
    row = given(staff, case)
    people.sign_in(client, staff["nirmala"])
    reply = post(client, row, staff["melati"], **changes)
    assert reply.status_code == status
    assert words in said(reply)


def test_it_never_goes_up_nor_to_a_stranger_nor_from_whom_it_is_not_for(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    row = given(staff, case)
    people.sign_in(client, staff["nirmala"])
    assert post(client, row, staff["surya"]).status_code == 422
    people.sign_in(client, staff["surya"])
    reply = post(client, row, staff["melati"])
    assert reply.status_code == 409
    assert "bukan untuk Anda" in said(reply)
    bayu = people.cast(people.TEBING_TINGGI)["bayu"]
    people.sign_in(client, bayu)
    assert client.get(address(row)).status_code == 404
    assert post(client, row, bayu).status_code == 404
    assert client.post(address(row, "disposition_answer"), {"report": "x"}).status_code == 404
    assert client.get(reverse("letters:disposition_sheet", args=[case.pk])).status_code == 404
    assert client.get(reverse("letters:disposition_give", args=[case.pk])).status_code == 404


def test_a_head_begins_one_freely_and_staff_do_not(client: Client, staff: dict[str, Staff], case: Case) -> None:
    where = reverse("letters:disposition_give", args=[case.pk])
    sent = {"to": staff["hadi"].pk, "nature": "ordinary", "instructions": ["respond"], "note": ""}
    people.sign_in(client, staff["jaya"])
    assert "Beri disposisi" not in said(client.get(making.address(case)))
    assert client.post(where, {**sent, "to": staff["melati"].pk}).status_code == 409
    people.sign_in(client, staff["surya"])
    assert client.post(where, {**sent, "to": ""}).status_code == 422
    assert client.post(where, sent).status_code == 302
    row = Disposition.objects.get(case=case)
    assert (row.to, row.after) == (staff["hadi"], None)
    people.sign_in(client, staff["hadi"])
    assert client.get(making.address(case)).status_code == 200, "whoever is given it joins the team"


def test_what_lies_past_its_time_shows_on_the_givers_desk(client: Client, staff: dict[str, Staff], case: Case) -> None:
    long_ago = people.acting(staff["surya"], timezone.now() - timedelta(days=20))
    disposing.give(long_ago, case, to=staff["hadi"].pk, nature="very_urgent", note="Tolong.")
    people.sign_in(client, staff["surya"])
    page = said(client.get("/meja/"))
    assert "Disposisi Anda yang tertunda" in page
    assert "pada Hadi Andaian" in page
    people.sign_in(client, staff["hadi"])
    assert "lewat waktunya" in said(client.get("/meja/"))


def test_the_sheet_prints_every_hop_so_far(client: Client, staff: dict[str, Staff], case: Case, tmp_path: Path) -> None:
    row = given(staff, case)
    people.sign_in(client, staff["nirmala"])
    post(client, row, staff["melati"])
    reply = client.get(reverse("letters:disposition_sheet", args=[case.pk]))
    assert reply["Content-Type"] == "application/pdf"
    (tmp_path / "lembar.pdf").write_bytes(reply.content)
    printed = subprocess.run(
        ["pdftotext", "-layout", "lembar.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"X\s+Segera", printed), "the boxes are ticked as the first disposition says"
    for words in ("LEMBAR DISPOSISI", "Surya Khayal", "Nirmala", "Melati Fiktif", "Dampingi segera.", "Hubungi klien."):
        assert words in printed, words
    assert "Kartika" not in printed


def test_the_code_lists_agree_with_the_steps_form_and_their_limits_can_be_read() -> None:
    asked = {one.code: [option.code for option in one.options] for one in activity_form(Activity.DISPOSE).fields}
    natures, instructions = code_list("disposition_natures"), code_list("disposition_instructions")
    assert sorted(asked["nature"]) == sorted(row.code for row in natures.rows)
    assert asked["instructions"] == [row.code for row in instructions.rows]
    assert all(isinstance(parse_limit(row.more["limit"]), Limit) for row in natures.rows)
    media = {one.code: [option.code for option in one.options] for one in activity_form(Activity.DELIVER).fields}
    assert {row.code for row in code_list("delivery_media").rows} == set(media["medium"]) - {"phone"}
