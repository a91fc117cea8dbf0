# SPDX-License-Identifier: AGPL-3.0-or-later
"""The administration pages: who gets in, what they change, what they are told."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from teduh.accounts import actions, queries
from teduh.accounts.models import Deputy, Holding, Holiday, Office, Staff, Unit
from teduh.journal import door
from teduh.journal.models import Entry
from teduh.standards.actions import publish_catalogue
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

TEBING = "/kelola/kota-tebing-tinggi"


@pytest.fixture
def cast() -> dict[str, Any]:
    return people.cast(people.TEBING_TINGGI, people.SAMPANG, "")


@pytest.fixture
def gita(cast: dict[str, Any], client: Client) -> Client:
    """The administrator of Tebing Tinggi, signed in."""
    people.sign_in(client, cast["gita"])
    return client


@pytest.fixture
def anjani(cast: dict[str, Any]) -> Client:
    """The administrator of the whole installation, signed in."""
    client = Client()
    people.sign_in(client, cast["anjani"])
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def shown(form: Any) -> dict[str, Any]:
    """What a browser would send back unchanged."""
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


def test_an_administrator_comes_straight_to_the_office(gita: Client) -> None:
    page = gita.get("/kelola/", follow=True)
    assert page.redirect_chain == [(f"{TEBING}/", 302)]
    assert "UPTD PPA Tebing Tinggi" in text(page)
    assert "Tirta Andaian" in text(page)


def test_the_installations_administrator_sees_all_offices(anjani: Client) -> None:
    page = text(anjani.get("/kelola/"))
    assert page.count("/kelola/kota-") == 2
    assert page.count("/kelola/kab-") == 2


@pytest.mark.parametrize("path", ["", "ubah/", "staf/", "staf/baru/", "unit/baru/", "pengganti/", "libur/"])
def test_another_office_looks_like_none(gita: Client, path: str) -> None:
    assert gita.get(f"/kelola/kab-sampang/{path}").status_code == 404
    assert gita.get(f"/kelola/kab-tidak-ada/{path}").status_code == 404
    assert gita.get(f"{TEBING}/{path}").status_code == 200


def test_pages_of_the_installation_are_for_its_own_administrators(gita: Client, anjani: Client) -> None:
    for path in ("/kelola/libur/", "/kelola/staf/", "/kelola/staf/baru/"):
        assert gita.get(path).status_code == 404, path
        assert anjani.get(path).status_code == 200, path


def test_a_case_worker_is_told_who_may_instead(cast: dict[str, Any], client: Client) -> None:
    people.sign_in(client, cast["ratna"])
    page = client.get(f"{TEBING}/staf/")
    assert page.status_code == 403
    assert "Pengelola aplikasi" in text(page)
    client.cookies["django_language"] = "en"
    assert "You may not do this" in text(client.get(f"{TEBING}/staf/"))


def test_a_stranger_signs_in_and_sees_nothing(client: Client) -> None:
    people.offices()
    people.sign_in(client, people.stranger())
    assert client.get("/kelola/").status_code == 403


def test_the_head_of_the_agency_appoints_deputies_and_no_more(cast: dict[str, Any], client: Client) -> None:
    people.sign_in(client, cast["wira"])
    assert client.get(f"{TEBING}/pengganti/").status_code == 200
    assert client.get(f"{TEBING}/staf/").status_code == 403
    assert f"{TEBING}/ubah/" not in text(client.get(f"{TEBING}/"))


# --- The office ---


def test_hours_are_changed_as_they_are_written(gita: Client) -> None:
    said = shown(gita.get(f"{TEBING}/ubah/").context["form"])
    assert said["day_0"] == "08.00-16.00"
    said |= {"day_0": "07.30-12.00, 13.00-16.00", "day_4": "tutup", "phone": "0621 000000", "at_once_minutes": "20"}
    page = gita.post(f"{TEBING}/ubah/", said, follow=True)
    assert 'Senin: <span class="num">07.30-12.00, 13.00-16.00</span>' in text(page)
    office = queries.office(people.TEBING_TINGGI)
    assert "4" not in office.hours
    assert (office.phone, office.at_once_minutes) == ("0621 000000", 20)
    calendar, at_once = queries.calendar_of(office.code)
    assert at_once == timedelta(minutes=20)
    assert 4 not in calendar.week.days


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day_1": "16.00-08.00"}, "terbalik"),
        ({"day_1": "pagi"}, "tidak dimengerti"),
        ({"name": ""}, "Nama kantor"),
        ({"at_once_minutes": "0"}, "Batas “langsung”"),
        ({"contacts": "facebook tanpa titik dua"}, "Tulis kanal, titik dua"),
        ({f"day_{number}": "" for number in range(7)}, "sedikitnya satu hari"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(gita: Client, said: dict[str, str], words: str) -> None:
    sent = shown(gita.get(f"{TEBING}/ubah/").context["form"]) | {"address": "Jalan Contoh 1"} | said
    page = text(gita.post(f"{TEBING}/ubah/", sent))
    assert words in page
    assert "Jalan Contoh 1" in page
    assert 'class="errors" role="alert" tabindex="-1" autofocus' in page
    assert queries.office(people.TEBING_TINGGI).address == ""


def test_a_unit_is_added_and_gets_its_head(gita: Client, cast: dict[str, Any]) -> None:
    parent = queries.unit_named(people.TEBING_TINGGI, "UPTD PPA")
    said = {"name": "Seksi Tindak Lanjut", "parent": parent.pk, "head_role": "section_head", "head": cast["ratna"].pk}
    assert gita.post(f"{TEBING}/unit/baru/", said).status_code == 302
    unit = queries.unit_named(people.TEBING_TINGGI, "Seksi Tindak Lanjut")
    assert (unit.parent_id, unit.head_id) == (parent.pk, cast["ratna"].pk)
    page = gita.post(f"{TEBING}/unit/{parent.pk}/", {"name": "UPTD PPA", "parent": unit.pk})
    assert "tidak dapat berada di bawah dirinya sendiri" in text(page)


def test_a_unit_is_named_once(gita: Client) -> None:
    assert "sudah punya unit bernama itu" in text(gita.post(f"{TEBING}/unit/baru/", {"name": "Sekretariat"}))
    unit = queries.unit_named(people.TEBING_TINGGI, "Sekretariat")
    kept = shown(gita.get(f"{TEBING}/unit/{unit.pk}/").context["form"])
    assert gita.post(f"{TEBING}/unit/{unit.pk}/", kept).status_code == 302


def test_a_unit_of_another_office_cannot_be_chosen(gita: Client) -> None:
    foreign = queries.unit_named(people.SAMPANG, "Sekretariat")
    page = gita.post(f"{TEBING}/unit/baru/", {"name": "Baru", "parent": foreign.pk})
    assert page.status_code == 200
    assert not Unit.objects.filter(name="Baru").exists()
    assert gita.get(f"{TEBING}/unit/{foreign.pk}/").status_code == 404


# --- Staff ---


def test_a_new_colleague_gets_a_first_password_shown_once(gita: Client) -> None:
    said = {"full_name": "Mawar Karangan", "username": "Mawar", "role": "counsellor"}
    page = gita.post(f"{TEBING}/staf/baru/", said)
    found = re.search(r'<b class="num">([a-z0-9-]{19})</b>', text(page))
    assert found
    staff = queries.by_username("mawar")
    assert staff is not None
    assert staff.office_id == people.TEBING_TINGGI
    assert people.acting(staff).roles == {"counsellor"}
    assert found[1] not in text(gita.get(f"/kelola/staf/{staff.pk}/"))
    assert page["Cache-Control"] == "no-store"
    newcomer = Client()
    signed_in = newcomer.post("/masuk/", {"username": "mawar", "password": found[1]})
    assert signed_in.status_code == 302
    assert newcomer.get("/kelola/")["Location"] == "/sandi/"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"username": "bayu"}, "sudah dipakai"),
        ({"username": "ab"}, "sedikitnya tiga huruf"),
        ({"nip": "123"}, "18 angka"),
        ({"full_name": ""}, "Nama lengkap"),
        ({"email": "bukan surel"}, "Surel"),
    ],
)
def test_a_wrong_entry_makes_nobody(gita: Client, said: dict[str, str], words: str) -> None:
    known = Staff.objects.count()
    page = text(gita.post(f"{TEBING}/staf/baru/", {"full_name": "Mawar Karangan", "username": "mawar", **said}))
    assert words in page
    assert Staff.objects.count() == known


def test_an_office_gives_no_roles_abroad(gita: Client, cast: dict[str, Any]) -> None:
    foreign = cast["jaya"].pk
    assert gita.get(f"/kelola/staf/{foreign}/").status_code == 404
    for path, said in (("peran/", {"role": "agency_head", "valid_from": "2026-01-01"}), ("sandi/", {}), ("aktif/", {})):
        assert gita.post(f"/kelola/staf/{foreign}/{path}", said).status_code == 404
    assert Holding.objects.filter(staff=cast["jaya"]).count() == 1


def test_a_role_is_given_and_ended(gita: Client, cast: dict[str, Any]) -> None:
    path = f"/kelola/staf/{cast['kirana'].pk}/"
    page = gita.post(f"{path}peran/", {"role": "case_supervisor", "valid_from": "2021-02-01"}, follow=True)
    assert "Peran diberikan." in text(page)
    held = Holding.objects.get(staff=cast["kirana"], role="case_supervisor")
    page = gita.post(f"{path}peran/", {"role": "case_supervisor", "valid_from": "2026-11-01"})
    assert "sudah dipegang" in text(page)
    gita.post(f"{path}peran/{held.pk}/akhiri/")
    held.refresh_from_db()
    assert held.valid_until is not None
    assert gita.post(f"{path}peran/{held.pk + 1000}/akhiri/").status_code == 404
    page = gita.post(f"{path}peran/", {"role": "expert", "valid_from": "2026-12-02", "valid_until": "2026-12-01"})
    assert "Hari akhir mendahului hari mulai" in text(page)


def test_details_are_changed(gita: Client, cast: dict[str, Any]) -> None:
    path = f"/kelola/staf/{cast['sekar'].pk}/"
    said = shown(gita.get(path).context["form"]) | {"nip": "000000 000000 0 00001"[:21].replace(" ", "").ljust(18, "0")}
    assert gita.post(path, said).status_code == 302
    cast["sekar"].refresh_from_db()
    assert len(cast["sekar"].nip) == 18
    entry = Entry.objects.filter(chain=cast["sekar"].chain).order_by("sequence").last()
    assert entry is not None
    assert entry.data["changed"] == ["nip"]


def test_whoever_leaves_is_signed_out_and_may_come_back(gita: Client, cast: dict[str, Any]) -> None:
    leaving = Client()
    people.sign_in(leaving, cast["dimas"])
    assert leaving.get("/sandi/").status_code == 200
    assert "dinonaktifkan" in text(gita.post(f"/kelola/staf/{cast['dimas'].pk}/aktif/", follow=True))
    assert leaving.get("/sandi/").status_code == 302
    gita.post(f"/kelola/staf/{cast['dimas'].pk}/aktif/", {"active": "1"})
    people.sign_in(leaving, cast["dimas"])
    assert leaving.get("/sandi/").status_code == 200


def test_nobody_gives_a_role_to_themselves(gita: Client, cast: dict[str, Any]) -> None:
    said = {"role": "agency_head", "valid_from": "2026-01-01"}
    assert "kepada diri sendiri" in text(gita.post(f"/kelola/staf/{cast['gita'].pk}/peran/", said))
    assert people.acting(cast["gita"]).roles == {"administrator"}


def test_nobody_locks_themselves_out(gita: Client, cast: dict[str, Any]) -> None:
    page = text(gita.post(f"/kelola/staf/{cast['gita'].pk}/aktif/", follow=True))
    assert "tidak dapat menonaktifkan diri sendiri" in page
    cast["gita"].refresh_from_db()
    assert cast["gita"].is_active


def test_the_staff_page_costs_the_same_for_any_number(gita: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        gita.get(f"{TEBING}/staf/")
    office = queries.office(people.TEBING_TINGGI)
    for number in range(10):
        details = actions.StaffDetails(full_name=f"Orang {number} Khayal")
        actions.add_staff(
            people.system(),
            office,
            username=f"orang-{number}",
            details=details,
            password="tidak-penting-di-sini",
            held=["companion"],
        )
    with django_assert_max_num_queries(12):
        gita.get(f"{TEBING}/staf/")


# --- Deputies and holidays ---


def test_a_deputy_is_appointed_and_ended(gita: Client, cast: dict[str, Any]) -> None:
    said = {
        "kind": "plh",
        "role": "agency_head",
        "absent": cast["wira"].pk,
        "staff": cast["sari"].pk,
        "valid_from": "2026-11-23",
    }
    page = text(gita.post(f"{TEBING}/pengganti/", said))
    assert "sampai hari tertentu" in page
    assert gita.post(f"{TEBING}/pengganti/", said | {"valid_until": "2099-11-27"}).status_code == 302
    deputy = Deputy.objects.get()
    assert "menggantikan Wira Karangan" in text(gita.get(f"{TEBING}/pengganti/"))
    assert gita.post(f"{TEBING}/pengganti/{deputy.pk}/akhiri/").status_code == 302
    assert "agency_head" not in queries.roles_of(cast["sari"], at=people.NOW + timedelta(days=9999))


def test_one_cannot_stand_in_for_oneself(gita: Client, cast: dict[str, Any]) -> None:
    wira = cast["wira"].pk
    said = {"kind": "plh", "role": "agency_head", "absent": wira, "staff": wira}
    page = gita.post(f"{TEBING}/pengganti/", said | {"valid_from": "2026-11-23", "valid_until": "2026-11-24"})
    assert "dirinya sendiri" in text(page)
    assert not Deputy.objects.exists()


def test_a_holiday_is_added_and_removed(gita: Client) -> None:
    said = {"date": "2026-11-25", "name": "Hari Jadi Kota Contoh", "kind": "local"}
    page = gita.post(f"{TEBING}/libur/", said, follow=True)
    assert page.redirect_chain[-1][0].endswith("?tahun=2026")
    assert "Hari Jadi Kota Contoh" in text(page)
    assert date(2026, 11, 25) in queries.calendar_of(people.TEBING_TINGGI)[0].holidays
    assert "sudah tercatat" in text(gita.post(f"{TEBING}/libur/", said))
    holiday = Holiday.objects.get(office_id=people.TEBING_TINGGI)
    gita.post(f"{TEBING}/libur/{holiday.pk}/hapus/")
    assert date(2026, 11, 25) not in queries.calendar_of(people.TEBING_TINGGI)[0].holidays


def test_a_national_day_is_not_the_offices_to_change(gita: Client, anjani: Client) -> None:
    actions.load_holidays(people.system())
    holiday = Holiday.objects.get(date=date(2027, 3, 10))
    assert holiday.provisional
    assert gita.post(f"{TEBING}/libur/{holiday.pk}/hapus/").status_code == 404
    assert gita.post(f"/kelola/libur/{holiday.pk}/hapus/").status_code == 404
    page = text(anjani.get("/kelola/libur/?tahun=2027"))
    assert "perkiraan" in page
    assert "/kelola/libur/?tahun=2027" in anjani.post(f"/kelola/libur/{holiday.pk}/hapus/")["Location"]
    assert anjani.get("/kelola/libur/?tahun=ngawur").status_code == 200


def test_a_crafted_call_of_the_action_is_refused_and_recorded(cast: dict[str, Any]) -> None:
    with pytest.raises(door.Refused):
        actions.give_role(people.acting(cast["ratna"]), cast["ratna"], role="agency_head", valid_from=date(2026, 1, 1))
    entry = Entry.objects.filter(chain=cast["ratna"].chain).order_by("sequence").last()
    assert entry is not None
    assert entry.code == "role.given.refused"
    assert Office.objects.count() == 4


# --- The first administrator ---


def test_the_first_administrator_comes_from_the_command_line(client: Client) -> None:
    said = StringIO()
    call_command("administrator", "melur", name="Melur Andaian", stdout=said)
    password = said.getvalue().strip()
    assert client.post("/masuk/", {"username": "melur", "password": password}).status_code == 302
    call_command("administrator", "melur", stdout=StringIO())
    assert Client().post("/masuk/", {"username": "melur", "password": password}).status_code == 200
    with pytest.raises(CommandError, match="--name"):
        call_command("administrator", "baru")


def test_the_command_takes_over_no_office(cast: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="kota-tebing-tinggi"):
        call_command("administrator", "bayu")


def test_nobody_is_deactivated_without_being_asked(gita: Client, cast: dict[str, Any]) -> None:
    publish_catalogue(people.system())
    making.opened(cast)
    bayu = cast["bayu"]
    assert f'href="/kelola/staf/{bayu.pk}/aktif/"' in text(gita.get(f"/kelola/staf/{bayu.pk}/"))
    page = text(gita.get(f"/kelola/staf/{bayu.pk}/aktif/"))
    assert "1 pekerjaan masih menunggu orang ini" in page
    assert gita.post(f"/kelola/staf/{bayu.pk}/aktif/").status_code == 302
    assert Staff.objects.get(pk=bayu.pk).is_active
    assert gita.post(f"/kelola/staf/{bayu.pk}/aktif/", {"anyway": "1"}).status_code == 302
    assert not Staff.objects.get(pk=bayu.pk).is_active
