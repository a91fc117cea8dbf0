# SPDX-License-Identifier: AGPL-3.0-or-later
"""Events that begin a clock of the law: recorded on the case's page, proved, taken back, also after the closing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.cases.actions import file
from teduh.cases.models import Case, CaseStatus, Proof
from teduh.cases.queries.progress import progress_of, state_of
from teduh.journal.queries import entries_of
from teduh.procedure.standard.model import Effect
from teduh.procedure.state import Clock, ClockStatus
from tests import people
from tests.cases import making
from tests.letters.scans import PNG

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Jakarta")
SOURCE = "Surat penyidik B/12/XI/2026, Polres Umpama"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return making.opened(staff, minutes_ago=300, kinds=("physical_sexual_harassment",))


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


def told(case: Case, at: datetime, **said: Any) -> dict[str, Any]:
    here = timezone.localtime(at, ZONE)
    return {"fact": "child_arrested", "day": f"{here:%Y-%m-%d}", "hour": f"{here:%H.%M}", "source": SOURCE, **said}


def clock(case: Case, key: str) -> Clock:
    return next(one for one in progress_of(case, at=timezone.now()).clocks if one.key == key)


def send(client: Client, case: Case, said: dict[str, Any]) -> Any:
    return client.post(making.address(case, "act", "kejadian"), said)


def test_an_event_begins_its_clock_and_is_told_with_its_source(bayu: Client, case: Case) -> None:
    offered = bayu.get(making.address(case)).context["forms"]["kejadian"].fields["fact"].choices
    assert ("child_arrested", "Penangkapan anak") in offered
    at = (timezone.now() - timedelta(minutes=200)).replace(second=0, microsecond=0)
    assert send(bayu, case, told(case, at, about="on")).status_code == 302
    begun = clock(case, "arrest")
    assert (begun.started_at, begun.running) == (at, True)
    page = bayu.get(making.address(case)).content.decode()
    assert f"sumber: {SOURCE}" in page
    assert "terjadi kira-kira" in page
    assert "Penangkapan anak" in page
    entry = entries_of(case).get(code="case.event")
    assert "B/12" not in str((entry.data, entry.events_text))
    assert send(bayu, case, told(case, at)).status_code == 422, "it is on record"


def test_without_an_hour_the_day_counts_from_its_first_moment(bayu: Client, case: Case) -> None:
    at = timezone.now() - timedelta(days=1)
    assert send(bayu, case, told(case, at, hour="")).status_code == 302
    started = clock(case, "arrest").started_at
    assert started is not None
    assert timezone.localtime(started, ZONE).time() == datetime.min.time()


@pytest.mark.parametrize(
    "wrong",
    [{"source": ""}, {"fact": "police_reported_by_nobody"}, {"day": "kemarin"}, {"day": "2126-01-01"}],
)
def test_what_cannot_be_is_not_recorded(bayu: Client, case: Case, wrong: dict[str, str]) -> None:
    said = told(case, timezone.now() - timedelta(hours=2), **wrong)
    assert send(bayu, case, said).status_code in (409, 422)
    assert "child_arrested" not in state_of(case).facts


def test_a_proof_is_sealed_and_its_opening_recorded(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    at = timezone.now() - timedelta(hours=2)
    script = SimpleUploadedFile("surat.pdf", b"<script>", "application/pdf")
    assert send(bayu, case, told(case, at, proof=script)).status_code == 409
    letter = SimpleUploadedFile("surat.png", PNG, "image/png")
    assert send(bayu, case, told(case, at, proof=letter)).status_code == 302
    where = making.address(case, "proof", Proof.objects.get(case=case).pk)
    assert where in bayu.get(making.address(case)).content.decode()
    assert bayu.get(where)["Content-Type"] == "image/png"
    assert entries_of(case).filter(code="case.proof_opened").count() == 1
    people.sign_in(bayu, staff["kirana"])
    assert bayu.get(where).status_code == 404


def test_a_wrong_event_is_taken_back_with_its_reason(bayu: Client, case: Case) -> None:
    send(bayu, case, told(case, timezone.now() - timedelta(hours=2)))
    number = len(state_of(case).events)
    said = {"number": number, "reason": "Keliru kasus."}
    assert bayu.post(making.address(case, "act", "batalkan"), said).status_code == 302
    assert "child_arrested" not in state_of(case).facts
    assert "arrest" not in [one.key for one in progress_of(case, at=timezone.now()).clocks if one.running]


def test_a_duty_done_after_the_closing_is_recorded_without_opening_the_file(
    bayu: Client, case: Case, staff: dict[str, Staff]
) -> None:
    file.end_early(making.acting(staff["tirta"], 20), case, effect=Effect.DISCONTINUED, cause="moved", reason="Pindah.")
    file.close(making.acting(staff["tirta"], 15), case, reason="Pindah ke kota lain.")
    when = making.moment(timezone.now() - timedelta(minutes=5))
    said = {"duty": "police_report|police_reported", "when": when, "proof": "LP/B/17"}
    assert "Catat kewajiban hukum" in bayu.get(making.address(case)).content.decode()
    assert bayu.post(making.address(case, "act", "kewajiban"), said).status_code == 302
    case.refresh_from_db()
    assert case.status == CaseStatus.CLOSED
    assert clock(case, "police_report").status is ClockStatus.MET
