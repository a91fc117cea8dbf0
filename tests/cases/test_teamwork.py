# SPDX-License-Identifier: AGPL-3.0-or-later
"""P4, P5, P10: the team by profession, its meetings, decisions and directions; staffing promised and really there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.actions import end_role, set_duty
from teduh.accounts.models import Office, Staff
from teduh.cases.actions import file, teamwork, walls
from teduh.cases.models import Attendance, Case, Meeting, Outsider, Task
from teduh.journal.door import Refused
from teduh.journal.queries import entries_of
from teduh.standards.models import StandardVersion
from teduh.standards.staffing import staffing_of
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.PEKALONGAN)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    """Fajar took it; Intan, chair of LP-PAR, and Wulan, psychologist, are of the team."""
    found = making.opened(staff, people.PEKALONGAN)
    fajar = making.acting(staff["intan"])
    file.add_colleague(fajar, found, staff=staff["intan"], role="case_manager")
    file.add_colleague(fajar, found, staff=staff["wulan"], role="psychologist")
    return found


def signed_in(client: Client, staff: Staff) -> Client:
    people.sign_in(client, staff)
    return client


def act(client: Client, case: Case, name: str, /, **said: Any) -> Any:
    return client.post(making.address(case, "team_act", name), said)


def key(staff: Staff) -> str:
    return f"staff:{staff.pk}"


def an_outsider(client: Client, case: Case) -> str:
    said = {"profession": "prosecutor", "name": "Jaksa Umpama", "institution": "Kejaksaan", "contact": "0800 0000 555"}
    assert act(client, case, "orang-luar", **said).status_code == 302
    return f"outside:{Outsider.objects.get(case=case).pk}"


def meeting(case: Case, *attended: str, **said: Any) -> dict[str, Any]:
    return {
        "kind": "conference",
        "held_at": making.moment(timezone.now() - timedelta(hours=1)),
        "attended": list(attended),
        "pledged": list(attended),
        "summary": "Rencana aman dibahas.",
        **said,
    }


def test_members_are_named_by_profession_those_from_outside_too(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    fajar = signed_in(client, staff["fajar"])
    outside = an_outsider(fajar, case)
    text = fajar.get(making.address(case, "team")).content.decode()
    for words in ("Psikolog", "Wulan Fiktif", "Jaksa", "Jaksa Umpama", "Kejaksaan", "0800 0000 555"):
        assert words in text, words
    row = Outsider.objects.filter(pk=outside.partition(":")[2]).values("name", "institution", "contact").get()
    assert all(b"Jaksa" not in bytes(sealed) for sealed in row.values())
    assert "Umpama" not in str([entry.data for entry in entries_of(case)])
    assert making.address(case, "team") in fajar.get(making.address(case)).content.decode()
    assert act(fajar, case, "orang-luar-keluar", outsider=outside.partition(":")[2]).status_code == 302
    assert "Jaksa Umpama" not in fajar.get(making.address(case, "team")).content.decode()
    assert act(fajar, case, "orang-luar-keluar", outsider=uuid4()).status_code == 409


def test_a_case_conference_is_recorded_and_whoever_is_from_outside_pledges_first(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    fajar = signed_in(client, staff["fajar"])
    outside = an_outsider(fajar, case)
    own = key(staff["wulan"])
    reply = act(fajar, case, "rapat", **meeting(case, own, outside, pledged=[own]))
    assert reply.status_code == 409
    assert "berjanji dahulu menjaga rahasia" in reply.content.decode()
    assert "Rencana aman dibahas." in reply.content.decode(), "what was typed stays"
    assert not Meeting.objects.exists()
    reply = act(fajar, case, "rapat", **meeting(case, summary=""))
    assert reply.status_code == 422
    later = making.moment(timezone.now() + timedelta(hours=2))
    assert act(fajar, case, "rapat", **meeting(case, own, held_at=later)).status_code == 409
    due = timezone.localdate() + timedelta(days=3)
    decided = {
        "text-1": "Menyiapkan rumah aman.",
        "who-1": own,
        "due-1": due.isoformat(),
        "text-2": "Menyampaikan jadwal sidang.",
        "who-2": outside,
    }
    assert act(fajar, case, "rapat", **meeting(case, own, outside), **decided).status_code == 302
    row = Meeting.objects.get()
    assert Attendance.objects.filter(meeting=row, pledged=True).count() == 2
    assert Task.objects.filter(meeting=row).count() == 2
    text = fajar.get(making.address(case, "team")).content.decode()
    for words in ("Pembahasan kasus", "berjanji menjaga rahasia", "Menyiapkan rumah aman.", "paling lambat"):
        assert words in text, words
    assert b"rumah aman" not in bytes(Task.objects.filter(meeting=row).values_list("text", flat=True)[0])


def test_open_decisions_stand_on_desk_until_they_are_done(client: Client, staff: dict[str, Staff], case: Case) -> None:
    fajar = making.acting(staff["fajar"])
    yesterday = timezone.localdate() - timedelta(days=1)
    outside = f"outside:{teamwork.add_outsider(fajar, case, profession='police', name='Polisi Umpama').pk}"
    row = teamwork.record_meeting(
        fajar,
        case,
        kind="coordination",
        held_at=fajar.at - timedelta(days=2),
        attended=[key(staff["wulan"]), outside],
        pledged=[outside],
        summary="Jadwal.",
        decided=[
            teamwork.Decided("Menulis laporan.", key(staff["wulan"]), yesterday),
            teamwork.Decided("Mengirim visum.", outside),
        ],
    )
    wulan = signed_in(client, staff["wulan"])
    desk = wulan.get("/meja/").content.decode()
    assert f"Keputusan rapat, kasus {case.number}" in desk
    assert "lewat waktunya" in desk
    assert "Menulis laporan." not in desk
    mine, theirs = Task.objects.filter(meeting=row)
    bayu_like = signed_in(Client(), staff["fajar"])
    assert f"Keputusan rapat, kasus {case.number}" in bayu_like.get("/meja/").content.decode(), "of somebody outside"
    assert act(bayu_like, case, "selesai", task=mine.pk, result="Sudah.").status_code == 409
    assert act(wulan, case, "selesai", task=mine.pk, result=" ").status_code == 422
    assert act(wulan, case, "selesai", task=mine.pk, result="Terkirim.").status_code == 302
    assert act(wulan, case, "selesai", task=mine.pk, result="Lagi.").status_code == 409
    assert act(bayu_like, case, "selesai", task=theirs.pk, result="Visum diterima.").status_code == 302
    assert "Keputusan rapat" not in wulan.get("/meja/").content.decode()
    assert "Terkirim." in wulan.get(making.address(case, "team")).content.decode()


def test_the_chair_directs_and_others_do_not(client: Client, staff: dict[str, Staff], case: Case) -> None:
    said = {"to": key(staff["fajar"]), "text": "Siapkan berkas rujukan.", "due": ""}
    fajar = signed_in(client, staff["fajar"])
    assert "Beri arahan" not in fajar.get(making.address(case, "team")).content.decode()
    assert act(fajar, case, "arahan", **said).status_code == 409
    assert not Task.objects.exists()
    intan = signed_in(Client(), staff["intan"])
    past = (timezone.localdate() - timedelta(days=3)).isoformat()
    assert act(intan, case, "arahan", **{**said, "due": past}).status_code == 409
    assert act(intan, case, "arahan", **{**said, "to": "staff:999999"}).status_code == 422
    assert act(intan, case, "arahan", **said).status_code == 302
    assert f"Arahan, kasus {case.number}" in fajar.get("/meja/").content.decode()
    task = Task.objects.get()
    assert act(fajar, case, "selesai", task=task.pk, result="Berkas siap.").status_code == 302
    codes = [entry.code for entry in entries_of(case)]
    assert codes[-2:] == ["case.direction", "case.task_done"]


def test_only_the_team_is_chosen_and_only_by_the_team(client: Client, staff: dict[str, Staff], case: Case) -> None:
    fajar = making.acting(staff["fajar"])
    with pytest.raises(Refused):
        teamwork.record_meeting(
            fajar,
            case,
            kind="coordination",
            held_at=fajar.at,
            attended=[key(staff["bagas"])],
            pledged=[],
            summary="x",
        )
    bagas = signed_in(client, staff["bagas"])
    assert bagas.get(making.address(case, "team")).status_code == 404
    assert act(bagas, case, "rapat", **meeting(case)).status_code == 404
    assert act(signed_in(client, staff["fajar"]), case, "hapus").status_code == 404


def test_what_waits_for_somebody_walled_off_waits_for_whoever_stands_in(staff: dict[str, Staff], case: Case) -> None:
    intan = making.acting(staff["intan"])
    teamwork.direct(intan, case, to=key(staff["wulan"]), text="Siapkan asesmen.")
    row = walls.wall_off(intan, case, staff=staff["wulan"], ground="kin", reason="Keponakannya.")
    assert row.stand_in == Task.objects.get().staff


def test_the_standards_page_says_who_is_promised_and_who_is_there(client: Client, staff: dict[str, Staff]) -> None:
    place = Office.objects.get(code=people.PEKALONGAN)
    version = StandardVersion.objects.get(code=making.SERVICES[people.PEKALONGAN])
    now = timezone.now()
    found = staffing_of(version.standard, place, at=now)
    assert found.promised == 4
    assert found.there >= 4
    rows = {row.title: row for row in found.rows}
    assert set(rows["Tim teknis"].names) == {"Wulan Fiktif", "Bagas Misalan"}
    assert not rows["Tim teknis"].roster
    professions = dict(found.professions)
    assert professions["Psikolog"] == ("Wulan Fiktif",)
    assert professions["Jaksa"] == ()
    chief = people.system()
    set_duty(chief, place, staff=staff["wulan"], starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    rows = {row.title: row for row in staffing_of(version.standard, place, at=now).rows}
    assert rows["Tim teknis"].duty == ("Wulan Fiktif",)
    assert rows["Petugas pengaduan"].duty == ()
    fajar = signed_in(client, staff["fajar"])
    text = fajar.get(f"/standar/{version.code}/{version.version}/").content.decode()
    assert "Dijanjikan 4 orang, tersedia" in text
    assert "Bertugas sekarang" in text
    assert "Tidak ada yang bertugas sekarang" in text
    for holding in staff["fajar"].holdings.all():
        end_role(chief, staff["fajar"], holding=holding)
    rows = {row.title: row for row in staffing_of(version.standard, place, at=now).rows}
    assert not rows["Petugas pengaduan"].names
