# SPDX-License-Identifier: AGPL-3.0-or-later
"""Family and household as a drawing by generations, and the same as a table."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from teduh.accounts.models import Office, Staff
from teduh.cases.actions import file
from teduh.cases.familychart import GAP, HEIGHT, WIDTH, Box, Someone, Tie, draw
from teduh.cases.models import Case, Participant
from teduh.persons.details import Details
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


def with_family(staff: dict[str, Staff], *kin: tuple[str, str, str, str]) -> Case:
    """A case and (name, part, relation to the client, same home) of each of these."""
    case = making.opened(staff)
    bayu = making.acting(staff["bayu"])
    client = Participant.objects.get(case=case, part="client")
    for name, part, code, home in kin:
        row = file.add_new_person(bayu, case, details=Details(name=name), part=part)
        file.relate(bayu, case, client=client, other=row, code=code, same_home=home)
    return case


def test_each_generation_has_its_row_and_couples_stand_together(client: Client, staff: dict[str, Staff]) -> None:
    case = with_family(
        staff,
        ("Nenek Contoh", "guardian", "grandmother", "no"),
        ("Ibu Contoh", "witness", "mother", "no"),
        ("Anak Contoh", "client", "child", "yes"),
        ("Kakak Contoh", "witness", "older_sibling", "no"),
    )
    people.sign_in(client, staff["bayu"])
    reply = client.get(making.address(case, "family"))
    boxes: dict[str, Box] = {box.someone.name: box for box in reply.context["chart"].boxes}
    nenek, ibu, kartika, anak = (
        boxes["N•••• C•••••"],
        boxes["I•• C•••••"],
        boxes["K•••••• F•••••"],
        boxes["A••• C•••••"],
    )
    assert nenek.y < ibu.y < kartika.y < anak.y
    harun = boxes["H•••• R•••••"]
    assert harun.y == kartika.y
    assert abs(harun.x - kartika.x) == WIDTH + GAP, "husband and wife side by side"
    assert boxes["K•••• C•••••"].y == kartika.y
    reporter = boxes["L••• U•••••"]
    assert reporter.y > anak.y, "who is no family stands below"
    text = reply.content.decode()
    assert "Di luar keluarga" in text
    table = re.search(r"<tbody>.*</tbody>", text, re.S)
    assert table
    assert table[0].count("<tr>") == 7
    assert "Nenek dari K•••••• F•••••" in table[0]
    assert "Kartika" not in text
    assert text.count(">Wali</text>") == 1
    assert making.address(case, "family") in client.get(making.address(case)).content.decode()


def test_boxes_never_lie_upon_each_other() -> None:
    codes = (
        "father",
        "mother",
        "stepfather",
        "uncle",
        "wife",
        "former_wife",
        "child",
        "stepchild",
        "friend",
        "teacher",
    )
    someone = [Someone("0", "K", "klien", (), client=True, alleged=False, guardian=False, at_home=True)]
    someone += [
        Someone(code, code, "", (code,), client=False, alleged=False, guardian=False, at_home=False) for code in codes
    ]
    chart = draw(someone, [Tie("0", code, code, guardian=code == "uncle") for code in codes])
    assert len(chart.boxes) == len(codes) + 1
    for one in chart.boxes:
        assert 0 <= one.x <= chart.width - WIDTH
        assert one.bottom <= chart.height
        for other in chart.boxes:
            apart = abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT
            assert one is other or apart
    assert {line.kind for line in chart.lines} == {"kin", "couple", "guardian"}
    assert len(chart.lines) == 8, "a friend and a teacher are told in words"


def test_a_case_of_one_person_and_of_none(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["bayu"])
    bayu = making.acting(staff["bayu"], 60)
    version = making.StandardVersion.objects.get(code=making.SERVICES[people.TEBING_TINGGI])
    said: dict[str, Any] = {"channel": "phone", "received_at": bayu.at}
    place = Office.objects.get(code=people.TEBING_TINGGI)
    case = making.open_case(bayu, place, version=version, account=making.Account(**said))
    assert "Belum ada orang" in client.get(making.address(case, "family")).content.decode()
    file.add_new_person(bayu, case, details=Details(), part="client")
    assert "nama tidak diketahui" in client.get(making.address(case, "family")).content.decode()
