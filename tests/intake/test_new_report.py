# SPDX-License-Identifier: AGPL-3.0-or-later
"""The New report page, as somebody on the telephone uses it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.models import Staff
from teduh.cases.models import Case, Participant, Relation
from teduh.intake.models import Report
from teduh.journal.models import Entry
from teduh.journal.queries import entries_of
from teduh.persons.models import Person
from teduh.standards.actions import publish_catalogue
from tests import people

pytestmark = pytest.mark.django_db

PHONE_CALL = {
    "safe": "safe",
    "reporter_name": "Wulan Misalan",
    "reporter_phone": "0800 0000 151",
    "narrative": "Keponakan, 9 tahun, lebam di lengan sejak Minggu.",
    "when": "sekitar Minggu",
    "client-0-name": "Melati Rekaan",
    "client-0-age": "9",
    "client-0-sex": "female",
    "alleged-0-name": "Bagus Khayal",
    "relation-0-0": "stepfather",
    "home-0-0": "yes",
    "risk-injured_now": "yes",
    "risk_level": "high",
    "clients": "1",
    "alleged": "1",
    "service": "kota-tebing-tinggi/pengaduan-masyarakat",
}


@pytest.fixture
def staff() -> dict[str, Staff]:
    found = people.cast(people.TEBING_TINGGI, people.SAMPANG)
    publish_catalogue(people.system())
    return found


@pytest.fixture
def page(client: Client, staff: dict[str, Staff]) -> str:
    """Bayu has chosen the telephone: the address of the report's page."""
    people.sign_in(client, staff["bayu"])
    reply = client.post("/laporan/baru/", {"channel": "phone"})
    assert reply.status_code == 302
    return str(reply["Location"])


def opened(client: Client, page: str, **changes: Any) -> Any:
    return client.post(page, {**PHONE_CALL, **changes, "do": "open"})


def test_only_the_channels_that_a_service_takes_are_offered(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["jaya"])
    reply = client.get("/laporan/baru/")
    assert 'value="fax"' in reply.content.decode()
    assert 'value="whatsapp"' not in reply.content.decode()
    assert client.post("/laporan/baru/", {"channel": "whatsapp"}).status_code == 404


def test_the_suggestion_stands_where_it_is_decided_once(client: Client, page: str) -> None:
    text = client.get(page).content.decode()
    assert text.count('id="saran-tingkat"') == text.count('id="saran"') == 1
    assert text.index('id="b6"') < text.index('id="saran-tingkat"') < text.index('value="open"')
    answer = client.post(f"{page}saran/", PHONE_CALL).content.decode()
    assert answer.count('id="saran-tingkat"') == 1
    assert 'hx-swap-oob="true"' in answer
    assert "Risiko tinggi" in answer


def test_an_undecided_case_keeps_its_suggestion(client: Client, page: str) -> None:
    opened(client, page, risk_level="")
    case = Case.objects.get()
    assert (case.risk, case.risk_order) == ("", 1)
    assert "Saran: tinggi, belum diputuskan" in client.get(f"/kasus/{case.pk}/").content.decode()


def test_a_telephone_call_becomes_a_case(client: Client, page: str) -> None:
    reply = opened(client, page)
    case = Case.objects.get()
    assert reply["Location"] == f"/kasus/{case.pk}/"
    assert (case.channel, case.risk, case.number[:4]) == ("phone", "high", "0001")
    assert case.narrative.open() == PHONE_CALL["narrative"]
    parts = {one.part: one for one in Participant.objects.filter(case=case)}
    assert (parts["client"].age.open(), parts["client"].age_band) == (9, "6-12")
    assert parts["client"].person.name.open() == "Melati Rekaan"
    relation = Relation.objects.get(case=case)
    assert (relation.client_id, relation.other_id) == (parts["client"].pk, parts["alleged"].pk)
    assert (relation.code, relation.same_home) == ("stepfather", "yes")
    assert Report.objects.get().case_id == case.pk


def test_what_is_typed_is_saved_as_it_is_typed(client: Client, page: str) -> None:
    save = f"{page}simpan/"
    assert client.post(save, {"narrative": "Pertama", "autosave_count": "1"}).status_code == 200
    assert client.post(save, {"narrative": "Kedua", "autosave_count": "2"}).json()["saved"]
    assert Report.objects.get().content.open()["narrative"] == "Kedua"
    assert b"Kedua" in client.get(page).content


def test_an_older_save_never_overwrites_a_newer_one(client: Client, page: str) -> None:
    save = f"{page}simpan/"
    client.post(save, {"narrative": "Baru", "autosave_count": "5"})
    late = client.post(save, {"narrative": "Lama", "autosave_count": "4"})
    assert late.status_code == 409
    assert Report.objects.get().content.open()["narrative"] == "Baru"


def test_a_double_press_opens_one_case(client: Client, page: str) -> None:
    first, second = opened(client, page), opened(client, page)
    assert Case.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_nothing_but_the_service_is_required(client: Client, page: str) -> None:
    reply = client.post(page, {"service": PHONE_CALL["service"], "do": "open", "clients": "1", "alleged": "1"})
    case = Case.objects.get()
    assert reply["Location"] == f"/kasus/{case.pk}/"
    assert case.risk == ""
    assert [one.part for one in Participant.objects.filter(case=case)] == ["client"]


def test_an_unknown_service_is_an_error_that_loses_nothing(client: Client, page: str) -> None:
    reply = opened(client, page, service="kab-sampang/konseling-keluarga")
    assert reply.status_code == 422
    assert "Keponakan" in reply.content.decode()
    assert Report.objects.get().content.open()["client-0-name"] == "Melati Rekaan"
    assert not Case.objects.exists()


def test_overriding_the_suggested_risk_needs_a_reason(client: Client, page: str) -> None:
    reply = opened(client, page, risk_level="low")
    assert reply.status_code == 422
    assert "berbeda dari saran" in reply.content.decode()
    opened(client, page, risk_level="low", risk_reason="Sudah diperiksa dokter, tidak ada luka.")
    case = Case.objects.get()
    assert case.risk == "low"
    assert entries_of(case).get(code="case.opened").payload.open()["risk_reason"].startswith("Sudah diperiksa")


def test_a_wrong_nik_warns_and_never_blocks(client: Client, page: str) -> None:
    reply = client.post(f"{page}saran/", {**PHONE_CALL, "client-0-nik": "9999"})
    assert "NIK biasanya 16 angka" in reply.content.decode()
    opened(client, page, **{"client-0-nik": "9999"})
    assert Person.objects.filter(parts__part="client").get().nik.open() == "9999"


def test_several_clients_and_alleged_have_a_relation_each(client: Client, page: str) -> None:
    client.post(page, {**PHONE_CALL, "do": "client"})
    assert b'name="client-1-name"' in client.get(page).content
    opened(
        client,
        page,
        **{"clients": "2", "client-1-name": "Mawar Rekaan", "client-1-age": "12", "relation-1-0": "father"},
    )
    relations = {(row.client.person.name.open(), row.code) for row in Relation.objects.all()}
    assert relations == {("Melati Rekaan", "stepfather"), ("Mawar Rekaan", "father")}


@pytest.mark.parametrize(
    "narrative",
    [
        "kata " * 4000,
        "menangis \N{LOUDLY CRYING FACE} dan takut",
        "sebelum\x00sesudah",
        "teks \u202eterbalik\u202c",
        "<script>alert(1)</script>",
    ],
    ids=["4000 words", "emoji", "NUL", "right to left", "markup"],
)
def test_any_text_is_kept_and_shown_safely(client: Client, page: str, narrative: str) -> None:
    reply = opened(client, page, narrative=narrative)
    assert reply.status_code == 302
    kept = Case.objects.get().narrative.open()
    assert "\x00" not in kept
    assert "\u202e" not in kept
    assert len(kept) >= len(narrative.strip()) - 2
    assert b"<script>alert" not in client.get(reply["Location"]).content


def test_people_already_known_are_found_in_any_spelling(client: Client, page: str) -> None:
    opened(client, page, **{"client-0-name": "Muhammad Soekarno Rekaan"})
    found = client.post("/laporan/kenal/", {"q": "mohamad sukarno"}).json()["results"]
    assert [one["label"] for one in found] == ["M••••••• S••••••• R•••••"]
    assert found[0]["detail"] == "nama mirip"
    by_phone = client.post("/laporan/kenal/", {"q": "+62 800-0000-151"}).json()["results"]
    assert [one["label"] for one in by_phone] == ["W•••• M••••••"]


def test_known_people_reveal_no_case_that_one_may_not_open(client: Client, page: str, staff: dict[str, Staff]) -> None:
    opened(client, page)
    people.sign_in(client, staff["kirana"])
    assert client.post("/laporan/kenal/", {"q": "Melati Rekaan"}).json()["results"] == []
    people.sign_in(client, staff["jaya"])
    assert client.post("/laporan/kenal/", {"q": "Melati Rekaan"}).json()["results"] == []


def test_a_known_person_is_the_same_person(client: Client, page: str) -> None:
    opened(client, page)
    known = Participant.objects.get(part="client").person_id
    again = client.post("/laporan/baru/", {"channel": "walk_in"})["Location"]
    opened(client, again, **{"client-0-person": str(known), "client-0-name": "M••••• R•••••"})
    assert Participant.objects.filter(part="client", person=known).count() == 2


def test_a_report_of_a_colleague_of_another_office_is_not_there(
    client: Client, page: str, staff: dict[str, Staff]
) -> None:
    people.sign_in(client, staff["jaya"])
    assert client.get(page).status_code == 404
    assert client.post(f"{page}simpan/", {"narrative": "x", "autosave_count": "9"}).status_code == 404


def test_an_anonymous_report_of_violence_is_never_set_aside(client: Client, page: str) -> None:
    client.post(page, {**PHONE_CALL, "anonymous": "on", "kinds": ["physical"], "do": "save"})
    client.post(f"{page}sisihkan/", {"reason": "Surat kaleng"})
    report = Report.objects.get()
    assert report.status == "taking"
    assert Entry.objects.filter(code="report.set_aside.refused", chain=report.chain).count() == 1


def test_a_report_can_be_set_aside_with_its_reason(client: Client, page: str) -> None:
    client.post(page, {"reporter_name": "Joko Khayal", "narrative": "Menanyakan jadwal posyandu", "do": "save"})
    client.post(f"{page}sisihkan/", {"reason": "Bukan laporan"})
    report = Report.objects.get()
    assert report.status == "set_aside"
    assert entries_of(report).get(code="report.set_aside").payload.open() == {"reason": "Bukan laporan"}


def test_an_administrator_takes_no_reports(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["gita"])
    assert client.get("/laporan/baru/").status_code == 403


def test_a_report_broken_off_waits_on_the_desk_of_its_taker(client: Client, page: str, staff: dict[str, Staff]) -> None:
    assert page in client.get("/meja/").content.decode()
    people.sign_in(client, staff["ratna"])
    assert page not in client.get("/meja/").content.decode()


def test_a_save_that_comes_after_the_case_was_opened_changes_nothing(client: Client, page: str) -> None:
    opened(client, page)
    late = client.post(f"{page}simpan/", {"narrative": "Terlambat", "autosave_count": "99"})
    assert late.status_code == 409
    assert Report.objects.get().content.open()["narrative"] == PHONE_CALL["narrative"]
    again = client.post(page, {**PHONE_CALL, "narrative": "Terlambat", "do": "save"}, follow=True)
    assert again.redirect_chain[-1][0] == f"/kasus/{Case.objects.get().pk}/"


def test_a_press_keeps_what_was_typed_in_this_window_though_another_saved_later(client: Client, page: str) -> None:
    client.post(f"{page}simpan/", {"narrative": "Jendela lain", "autosave_count": "7"})
    client.post(page, {"narrative": "Jendela ini", "autosave_count": "2", "do": "save"})
    assert Report.objects.get().content.open()["narrative"] == "Jendela ini"


def save_from(client: Client, page: str, token: str, made_from: int, count: int, text: str) -> int:
    said = {"page": token, "made_from": str(made_from), "autosave_count": str(count), "narrative": text}
    return client.post(f"{page}simpan/", said).status_code


def test_a_forgotten_window_never_overwrites_what_is_newer(client: Client, page: str) -> None:
    assert [save_from(client, page, "tab-a", 0, count, f"Baru {count}") for count in (1, 2, 3)] == [200, 200, 200]
    late = [save_from(client, page, "tab-b", 0, count, "Lama") for count in range(1, 8)]
    assert set(late) == {409}
    assert Report.objects.get().content.open()["narrative"] == "Baru 3"
    # A window made after that save may go on, and then the first one may not.
    assert save_from(client, page, "tab-c", 3, 4, "Terbaru") == 200
    assert save_from(client, page, "tab-a", 0, 9, "Baru 9") == 409
    assert Report.objects.get().content.open()["narrative"] == "Terbaru"


def test_a_press_in_a_forgotten_window_is_told_and_loses_nothing(client: Client, page: str) -> None:
    save_from(client, page, "tab-a", 0, 1, "Dari jendela lain")
    pressed = {**PHONE_CALL, "page": "tab-b", "made_from": "0", "do": "open"}
    reply = client.post(page, pressed)
    assert reply.status_code == 409
    assert "disimpan dari jendela lain" in reply.content.decode()
    assert "Keponakan" in reply.content.decode()
    assert not Case.objects.exists()
    again = {**pressed, "page": "tab-d", "made_from": str(Report.objects.get().saves)}
    assert client.post(page, again).status_code == 302
    assert Case.objects.get().narrative.open() == PHONE_CALL["narrative"]


def test_a_letter_counts_from_the_day_it_came(client: Client, page: str) -> None:
    came = (timezone.now() - timedelta(days=2)).astimezone(ZoneInfo("Asia/Jakarta"))
    opened(client, page, received=came.strftime("%Y-%m-%dT%H:%M"))
    case = Case.objects.get()
    assert case.received_at == came.replace(second=0, microsecond=0)
    assert case.opened_at > case.received_at


def test_nothing_is_received_in_the_future(client: Client, page: str) -> None:
    later = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    reply = opened(client, page, received=later)
    assert reply.status_code == 422
    assert "masih akan datang" in reply.content.decode()
    assert "Keponakan" in reply.content.decode()
    assert not Case.objects.exists()


def test_a_named_report_that_was_a_mistake_can_be_set_aside(client: Client, page: str) -> None:
    client.post(page, {**PHONE_CALL, "do": "save"})
    client.post(f"{page}sisihkan/", {"reason": "Sudah tercatat sebagai kasus lain"})
    assert Report.objects.get().status == "set_aside"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"client-0-birth": "1-1-2990"}, "Tanggal lahir sesudah laporan diterima."),
        ({"client-0-birth": "1-1-1990"}, "Usia 9 tahun tidak cocok dengan tanggal lahirnya"),
        ({"reporter_phone": "abc"}, "“abc” bukan nomor telepon"),
        ({"when_date": "1-1-2990"}, "Tanggal kejadian sesudah laporan diterima."),
    ],
)
def test_what_can_hardly_be_so_is_told_and_never_blocks(
    client: Client, page: str, typed: dict[str, str], told: str
) -> None:
    assert told in client.post(f"{page}saran/", {**PHONE_CALL, **typed}).content.decode()
    assert opened(client, page, **typed).status_code == 302


@pytest.mark.parametrize("field", ["when_date", "client-0-birth", "alleged-0-birth"])
def test_what_is_no_date_is_refused_and_kept(client: Client, page: str, field: str) -> None:
    assert "“31-02-2026” bukan tanggal." in client.post(f"{page}saran/", {field: "31-02-2026"}).content.decode()
    reply = opened(client, page, **{field: "31-02-2026"})
    assert reply.status_code == 422
    assert "Tanggal ini tidak ada." in reply.content.decode()
    assert 'value="31-02-2026"' in client.get(page).content.decode()
    assert not Case.objects.exists()


def test_no_channel_is_chosen_by_a_stray_enter(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["bayu"])
    assert "autofocus" not in client.get("/laporan/baru/").content.decode()
