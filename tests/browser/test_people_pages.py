# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages about a case's people in a real browser, on phone and desk, by day and night."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from teduh.accounts.models import Staff
from teduh.cases.actions import contact, file, teamwork, walls
from teduh.cases.models import Participant
from teduh.persons.details import Details
from tests import people
from tests.browser.conftest import picture
from tests.cases import making

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAFE = {
    "ways": ["message"],
    "from": "09:00",
    "until": "11:30",
    "avoid": ["post", "leave_message"],
    "code_word": "titip mangga",
    "shared_phone": "yes",
}


@pytest.fixture
def staff(site: str) -> dict[str, Staff]:
    return people.cast(people.TEBING_TINGGI)


def test_reaching_somebody_looks_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    case = making.opened(staff, details=Details(name="Kartika Fiktif", phone="0800 0000 131", safe_contact=SAFE))
    person = Participant.objects.select_related("person").get(case=case, part="client").person
    contact.reach(making.acting(staff["bayu"], 5), case, person=person, way="call", reason="Nyawanya terancam.")
    signed_in("bayu")
    looks(site + making.address(case, "contact", person.pk), "hubungi", everything=True)
    looks(site + making.address(case), "kasus-kontak")
    signed_in("tirta")
    looks(f"{site}/meja/", "meja-kontak")


def test_conflicts_of_interest_look_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    case = making.opened(staff)
    bayu = making.acting(staff["bayu"], 5)
    walls.wall_off(bayu, case, staff=staff["sekar"], ground="kin", reason="Terlapor adalah iparnya.")
    signed_in("tirta")
    looks(f"{site}{making.address(case)}?buka=benturan", "kasus-benturan")
    looks(f"{site}/meja/nomor-saya/", "nomor-saya", everything=True)


def test_the_family_looks_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    case = making.opened(staff)
    bayu = making.acting(staff["bayu"], 5)
    client = Participant.objects.get(case=case, part="client")
    for name, part, code, home in (
        ("Siti Contoh", "guardian", "grandmother", "no"),
        ("Minah Contoh", "witness", "mother", "no"),
        ("Dul Contoh", "witness", "father", "no"),
        ("Bunga Contoh", "client", "child", "yes"),
        ("Budi Contoh", "other", "stepchild", "yes"),
        ("Rini Contoh", "witness", "older_sibling", "no"),
        ("Tono Misal", "witness", "neighbour", "no"),
    ):
        row = file.add_new_person(bayu, case, details=Details(name=name), part=part)
        file.relate(bayu, case, client=client, other=row, code=code, same_home=home)
    signed_in("bayu")
    looks(site + making.address(case, "family"), "keluarga", everything=True)


def test_the_team_looks_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    case = making.opened(staff)
    bayu = making.acting(staff["bayu"], 5)
    outside = teamwork.add_outsider(bayu, case, profession="police", name="Polisi Umpama", institution="Polres")
    teamwork.record_meeting(
        bayu,
        case,
        kind="conference",
        held_at=bayu.at,
        attended=[f"staff:{staff['bayu'].pk}", f"outside:{outside.pk}"],
        pledged=[f"outside:{outside.pk}"],
        summary="Rencana aman dan jadwal pemeriksaan dibahas.",
        decided=[
            teamwork.Decided("Menyiapkan rumah aman.", f"staff:{staff['bayu'].pk}", bayu.at.date()),
            teamwork.Decided("Menjadwalkan pemeriksaan.", f"outside:{outside.pk}"),
        ],
    )
    teamwork.direct(making.acting(staff["tirta"]), case, to=f"staff:{staff['bayu'].pk}", text="Siapkan berkas.")
    page = signed_in("tirta")
    looks(site + making.address(case, "team"), "tim", everything=True)
    page.goto(site + making.address(case, "team"))
    page.locator("summary", has_text="Catat rapat").click()
    picture(page, "tim-rapat")
    looks(f"{site}/standar/kota-tebing-tinggi/pengaduan-masyarakat/1/", "standar-pelaksana")


def test_handing_over_looks_right(
    site: str, staff: dict[str, Staff], signed_in: Callable[[str], Any], looks: Callable[..., None]
) -> None:
    for number in range(3):
        making.opened(staff, minutes_ago=60 + 400 * number)
    signed_in("tirta")
    looks(f"{site}/meja/beban/", "beban", everything=True)
    looks(f"{site}/meja/beban/{staff['bayu'].pk}/", "serah-terima", everything=True)
