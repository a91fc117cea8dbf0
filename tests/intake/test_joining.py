# SPDX-License-Identifier: AGPL-3.0-or-later
"""A second report of the same matter is found while it is typed, joins the case, and stays readable as it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Staff
from teduh.cases.actions import file
from teduh.cases.models import Case
from teduh.intake import actions
from teduh.intake.models import Report
from teduh.journal.models import Entry
from teduh.journal.queries import entries_of
from teduh.persons.details import Details
from teduh.procedure.standard.model import Effect
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

SAME = "Mungkin laporan tentang perkara yang sama"
TYPED = {"narrative": "Tetangga mendengar tangis.", "clients": "1", "alleged": "1"}


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    """Received a day ago; the client is Kartika Fiktif, the reporter's number 0800 0000 199."""
    return making.opened(
        staff, minutes_ago=24 * 60, details=Details(name="Kartika Fiktif", phone="0800 0000 131", sex="female")
    )


@pytest.fixture
def page(client: Client, staff: dict[str, Staff]) -> str:
    people.sign_in(client, staff["bayu"])
    return str(client.post("/laporan/baru/", {"channel": "third_party"})["Location"])


def joined(client: Client, page: str, case: Case, /, **changes: Any) -> Any:
    said = {**TYPED, "join_case": str(case.pk), "join_reason": "Klien dan kejadiannya sama.", **changes}
    return client.post(f"{page}gabung/", said)


# Found while it is typed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"client-0-name": "Kartika Fiktiv"}, "nama mirip"),
        ({"client-0-name": "Fiktif Kartika"}, "nama sama"),
        ({"reporter_phone": "+62 800-0000-199"}, "nomor telepon sama"),
        ({"client-0-phone": "0800 0000 131"}, "nomor telepon sama"),
    ],
)
def test_likely_doubles_are_listed_with_number_day_and_reason(
    client: Client, case: Case, page: str, typed: dict[str, str], why: str
) -> None:
    reply = client.post(f"{page}saran/", {**TYPED, **typed})
    (row,) = reply.context["doubles"]
    assert (row.number, row.why, row.client) == (case.number, why, "K•••••• F•••••, 31 tahun")
    content = reply.content.decode()
    assert SAME in content
    assert case.number in content
    assert "Kartika" not in content.partition(SAME)[2]
    client.post(page, {**TYPED, **typed, "do": "save"})
    assert SAME in client.get(page).content.decode()


def test_the_same_known_person_is_a_reason(client: Client, case: Case, page: str) -> None:
    known = case.participants.get(part="client").person_id
    reply = client.post(f"{page}saran/", {**TYPED, "client-0-person": str(known), "client-0-name": "K•••••• F•••••"})
    assert [row.why for row in reply.context["doubles"]] == ["orang yang sama"]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"client-0-name": "Kartika Umpama"},
        {"client-0-name": "Harun Rekaan"},  # alleged there, not a client
        {"client-0-person": "bukan-pengenal", "reporter_phone": "0800"},
    ],
)
def test_nothing_is_listed_without_a_reason(client: Client, case: Case, page: str, typed: dict[str, str]) -> None:
    reply = client.post(f"{page}saran/", {**TYPED, **typed})
    assert reply.context["doubles"] == []
    assert SAME not in reply.content.decode()


def test_cases_that_one_may_not_open_are_not_hinted_at(client: Client, case: Case, staff: dict[str, Staff]) -> None:
    for username, channel in (("kirana", "phone"), ("lestari", "letter")):
        people.sign_in(client, staff[username])
        page = client.post("/laporan/baru/", {"channel": channel})["Location"]
        reply = client.post(f"{page}saran/", {**TYPED, "client-0-name": "Kartika Fiktif"})
        assert reply.context["doubles"] == []
        assert joined(client, page, case).status_code == 422
        assert Report.objects.get(pk=page.split("/")[2]).case is None


# Joined -------------------------------------------------------------------------------------------------------------


def test_joining_leads_to_the_case_and_keeps_what_was_typed(client: Client, case: Case, page: str) -> None:
    reply = joined(client, page, case, anonymous="on")
    assert reply["Location"] == f"/kasus/{case.pk}/"
    report = Report.objects.get()
    assert (report.status, report.case, report.anonymous) == ("joined", case, True)
    content = report.content.open()
    assert content["narrative"] == TYPED["narrative"]
    assert not {"join_case", "join_reason"} & set(content)
    assert entries_of(report).get(code="report.joined").payload.open() == {"reason": "Klien dan kejadiannya sama."}
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "told"), [({"join_reason": "  "}, "Tulis alasannya"), ({"join_case": "x"}, "Pilih kasus")]
)
def test_joining_needs_a_case_and_a_reason_and_loses_nothing(
    client: Client, case: Case, page: str, changes: dict[str, str], told: str
) -> None:
    reply = joined(client, page, case, **{"client-0-name": "Kartika Fiktif", **changes})
    content = reply.content.decode()
    assert reply.status_code == 422
    assert told in content
    assert "Tetangga mendengar tangis." in content
    assert Report.objects.get().status == "taking"
    if "join_reason" in changes:
        assert f'value="{case.pk}" checked' in content
    else:
        assert "Klien dan kejadiannya sama." in content


def test_a_report_joins_once(client: Client, case: Case, page: str) -> None:
    first, second = joined(client, page, case), joined(client, page, case)
    assert first["Location"] == second["Location"]
    report = Report.objects.get()
    assert entries_of(report).filter(code="report.joined").count() == 1
    assert client.post(page, {**TYPED, "do": "open"})["Location"] == f"/kasus/{case.pk}/"
    assert Case.objects.count() == 1


def test_a_forgotten_window_joins_nothing(client: Client, case: Case, page: str) -> None:
    client.post(f"{page}simpan/", {"narrative": "Baru", "page": "tab-a", "made_from": "0", "autosave_count": "1"})
    reply = joined(client, page, case, page="tab-b", made_from="0")
    assert reply.status_code == 409
    assert "Tetangga mendengar tangis." in reply.content.decode()
    assert Report.objects.get().status == "taking"


def test_more_danger_than_the_case_knows_is_pointed_out_and_changes_nothing_by_itself(
    client: Client, case: Case, page: str
) -> None:
    reply = joined(client, page, case, **{"risk-injured_now": "yes", "kinds": ["sexual"]})
    said = [str(one) for one in client.get(reply["Location"]).context["messages"]]
    assert said[1:] == [
        "Menurut laporan ini: Risiko tinggi. Di kasus: Risiko sedang. Tinjau risiko kasus.",
        "Laporan ini menyebut jenis kekerasan yang belum tercatat di kasus. Baca laporan aslinya.",
    ]
    case.refresh_from_db()
    assert (case.risk, case.kinds) == ("medium", [])


def test_a_report_that_tells_of_no_more_is_joined_in_silence(client: Client, case: Case, page: str) -> None:
    reply = joined(client, page, case, risk_level="medium")
    assert len(client.get(reply["Location"]).context["messages"]) == 1


def test_no_report_is_buried_in_a_closed_file(client: Client, case: Case, page: str, staff: dict[str, Staff]) -> None:
    said = {"effect": Effect.DISCONTINUED, "cause": "lost_contact", "reason": "Tidak dapat dihubungi."}
    file.end_early(making.acting(staff["tirta"], 20), case, **said)
    file.close(making.acting(staff["tirta"], 10), case, reason="Selesai.")
    reply = joined(client, page, case)
    assert reply.status_code == 422
    assert "sudah ditutup" in reply.content.decode()
    assert Report.objects.get().status == "taking"


# Read afterwards ----------------------------------------------------------------------------------------------------


def unsealed(client: Client, page: str) -> Any:
    """The original, opened with a purpose."""
    assert client.post(f"{page}buka/", {"purpose": "service"}).status_code == 302
    return client.get(page)


def test_the_original_is_linked_from_the_case_and_read_only(client: Client, case: Case, page: str) -> None:
    joined(
        client,
        page,
        case,
        **{
            "reporter_name": "Wulan Misalan",
            "kinds": ["physical"],
            "relation-0-0": "husband",
            "client-0-name": "Kartika Fiktif",
            "risk-injured_now": "yes",
            "when_about": "on",
            "service": making.SERVICES[people.TEBING_TINGGI],
        },
    )
    on_case = client.get(f"/kasus/{case.pk}/").content.decode()
    assert f'href="{page}"' in on_case
    assert "digabung" in on_case
    assert "Wulan" not in client.get(page).content.decode(), "closed until its purpose is said"
    assert client.post(f"{page}buka/", {"purpose": ""}, follow=True).context["closed"]
    reply = unsealed(client, page)
    content = reply.content.decode()
    sections = {section.title: dict(section.lines) for section in reply.context["sections"]}
    assert sections["Pelapor"] == {"Nama pelapor": "Wulan Misalan"}
    assert sections["Apa yang terjadi?"]["Cerita dengan kata-kata pelapor"] == TYPED["narrative"]
    assert sections["Apa yang terjadi?"]["Kira-kira"] == "Ya"
    assert sections["Klien 1"] == {"Nama": "Kartika Fiktif"}
    assert list(sections["Terlapor 1"].values()) == ["Suami"]
    assert list(sections["Risiko"].values()) == ["Ya"]
    assert sections["Layanan"] == {"Layanan": "Layanan Pengaduan Masyarakat"}
    assert "Dilaporkan pihak lain" in content
    assert "Bayu Rekaan" in content
    assert case.number in content
    main = content.partition("<main")[2].partition("</main")[0]
    assert "<textarea" not in main
    assert "<form" not in main
    assert client.post(f"{page}simpan/", {"narrative": "Diubah", "autosave_count": "99"}).status_code == 409


def test_a_reporter_who_does_not_want_to_be_named_is_not_named_by_the_original(
    client: Client, case: Case, page: str
) -> None:
    joined(client, page, case, anonymous="on", reporter_name="Wulan Misalan", reporter_phone="0800 0000 177")
    content = unsealed(client, page).content.decode()
    assert "Wulan" not in content
    assert "Ditutup: pelapor tidak mau menyebut nama." in content
    assert "0800 0000 177" in content, "left to be called back"


def test_the_report_that_became_the_case_is_linked_too(client: Client, page: str) -> None:
    opened = client.post(page, {**TYPED, "service": making.SERVICES[people.TEBING_TINGGI], "do": "open"})["Location"]
    assert f'href="{page}"' in client.get(opened).content.decode()
    assert "Tetangga mendengar tangis." in unsealed(client, page).content.decode()


def test_opening_the_original_is_journalled_once_an_hour(
    client: Client, case: Case, page: str, staff: dict[str, Staff]
) -> None:
    joined(client, page, case)
    report = Report.objects.get()
    actions.read_original(making.acting(staff["bayu"], minutes_ago=61), report)
    client.get(page)
    unsealed(client, page)
    unsealed(client, page)
    read = Entry.objects.filter(chain=report.chain, code="report.read")
    assert [entry.actor for entry in read] == [f"staff:{staff['bayu'].pk}"] * 2
    assert [entry.data["purpose"] for entry in read] == ["", "service"]


def test_only_who_sees_the_case_reads_the_original(
    client: Client, case: Case, page: str, staff: dict[str, Staff]
) -> None:
    joined(client, page, case)
    for username, status in (("kirana", 404), ("lestari", 404), ("gita", 403)):
        people.sign_in(client, staff[username])
        assert client.get(page).status_code == status
        assert client.post(f"{page}buka/", {"purpose": "service"}).status_code == status
    assert not Entry.objects.filter(code="report.read").exists()


def test_a_report_set_aside_stays_readable_for_who_took_it(client: Client, page: str, staff: dict[str, Staff]) -> None:
    client.post(page, {**TYPED, "do": "save"})
    client.post(f"{page}sisihkan/", {"reason": "Salah sambung"})
    content = unsealed(client, page).content.decode()
    assert "Tetangga mendengar tangis." in content
    assert "Disisihkan" in content
    people.sign_in(client, staff["lestari"])
    assert client.get(page).status_code == 404
