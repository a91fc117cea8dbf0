# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter lies for a day before somebody opens it: everything counts from the moment it came."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.models import Office, Staff
from teduh.cases.models import Case, OpenStep, Participant
from teduh.intake.models import Report
from teduh.standards.actions import publish
from teduh.standards.models import StandardVersion
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Jakarta")
SERVICE = making.SERVICES[people.TEBING_TINGGI]
LETTER = {"narrative": "Surat sekolah.", "clients": "1", "alleged": "0", "service": SERVICE, "do": "open"}


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def page(client: Client, staff: dict[str, Staff]) -> str:
    """Bayu has opened the letter: the address of the report's page."""
    people.sign_in(client, staff["bayu"])
    return str(client.post("/laporan/baru/", {"channel": "letter"})["Location"])


def days_ago(days: int) -> datetime:
    return (timezone.now() - timedelta(days=days)).astimezone(ZONE).replace(second=0, microsecond=0)


def test_left_alone_it_is_the_moment_when_the_report_was_begun(client: Client, page: str) -> None:
    began = Report.objects.get().received_at
    shown = client.get(page).context["form"]["received"].value()
    assert shown == began.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    client.post(page, {**LETTER, "received": shown})
    assert Case.objects.get().received_at == began


@pytest.mark.parametrize("channel", ["walk_in", "phone", "letter", "email", "referral", "transfer", "outreach"])
def test_whatever_the_channel_it_may_be_earlier(client: Client, staff: dict[str, Staff], channel: str) -> None:
    people.sign_in(client, staff["bayu"])
    page = client.post("/laporan/baru/", {"channel": channel})["Location"]
    came = days_ago(2)
    assert client.post(page, {**LETTER, "received": came.strftime("%d-%m-%Y %H.%M")}).status_code == 302
    case = Case.objects.get()
    assert (case.received_at, Report.objects.get().received_at) == (came, came)
    assert OpenStep.objects.get(case=case).opened_at == came


def test_a_save_as_it_is_typed_changes_it_and_what_cannot_be_does_not(client: Client, page: str) -> None:
    began = Report.objects.get().received_at
    came = days_ago(3)
    for count, typed in enumerate(("", "kemarin", "0001-01-01T00:00", "0202-11-20T09:00"), start=1):
        said = {"received": typed, "autosave_count": str(count)}
        assert client.post(f"{page}simpan/", said).status_code == 200
        assert Report.objects.get().received_at == began
    client.post(f"{page}simpan/", {"received": came.strftime("%Y-%m-%dT%H:%M"), "autosave_count": "9"})
    assert Report.objects.get().received_at == came


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2999-01-01T09:00", "masih akan datang"),
        ("0202-11-20T09:00", "terlalu lama"),
        ("kemarin", "Masukkan tanggal/waktu"),
    ],
)
def test_what_cannot_be_is_told_and_loses_nothing(client: Client, page: str, typed: str, told: str) -> None:
    reply = client.post(page, {**LETTER, "received": typed})
    content = reply.content.decode()
    assert reply.status_code == 422
    assert told in content
    assert "Surat sekolah." in content
    assert typed in content
    assert not Case.objects.exists()


def test_the_version_is_the_one_in_force_that_day_and_ages_are_of_that_day(client: Client, page: str) -> None:
    came = days_ago(10)
    known = StandardVersion.objects.get(code=SERVICE)
    text = known.source.replace("versi: 1", "versi: 2")
    text = text.replace("sk: 301", f"berlaku sejak: {(came + timedelta(days=5)).date()}\nsk: 301")
    place = Office.objects.get(code=people.TEBING_TINGGI)
    publish(people.system(), place, text=text, file=f"{SERVICE}/standard.yaml")
    day = came.date()
    birthday = date(day.year - 18, day.month, min(day.day, 28)) + timedelta(days=4)  # grown up only since the letter
    born = birthday.strftime("%d-%m-%Y")
    client.post(page, {**LETTER, "received": came.strftime("%Y-%m-%dT%H:%M"), "client-0-birth": born})
    case = Case.objects.get()
    assert case.runs.get().version.version == 1
    assert Participant.objects.get(case=case).age.open() == 17
    again = client.post("/laporan/baru/", {"channel": "letter"})["Location"]
    client.post(again, {**LETTER, "client-0-birth": born})
    newest = Case.objects.exclude(pk=case.pk).get()
    assert newest.runs.get().version.version == 2
    assert Participant.objects.get(case=newest).age.open() == 18


def test_a_service_that_did_not_hold_that_day_is_told_and_loses_nothing(client: Client, page: str) -> None:
    place = Office.objects.get(code=people.TEBING_TINGGI)
    text = making.VISUM.replace("kanal: [datang langsung, telepon]", "kanal: [surat]")
    text = text.replace("sk: 1 TAHUN 2026", f"sk: 1 TAHUN 2026\nberlaku sejak: {days_ago(3).date()}")
    newly = publish(people.system(), place, text=text, file="kota-tebing-tinggi/visum/standard.yaml")
    came = days_ago(6).strftime("%Y-%m-%dT%H:%M")
    reply = client.post(page, {**LETTER, "service": newly.code, "received": came})
    assert reply.status_code == 422
    assert "Pada hari laporan diterima, layanan ini tidak berlaku" in reply.content.decode()
    assert Report.objects.get().content.open()["narrative"] == "Surat sekolah."
