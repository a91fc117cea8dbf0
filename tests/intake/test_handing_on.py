# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report that was begun and broken off: superiors read it and hand it on, colleagues take it over once it lies."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from teduh.accounts.models import Office, Staff
from teduh.cases.models import Case
from teduh.intake import actions, queries
from teduh.intake.models import Report
from teduh.journal.door import Refused
from teduh.journal.models import Entry
from teduh.journal.queries import entries_of
from teduh.lib.saving import Saving
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

TOLD = "Anak itu diperkosa pamannya."
LONG = queries.LIES_AFTER.seconds // 60 + 15
SignIn = Callable[[str], Client]


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def begun(staff: dict[str, Staff]) -> Callable[[int], Report]:
    """bayu took a call and typed, so many minutes ago."""

    def begin(minutes_ago: int) -> Report:
        bayu = making.acting(staff["bayu"], minutes_ago)
        report = actions.take_report(
            bayu, Office.objects.get(code=people.TEBING_TINGGI), channel="phone", received_at=bayu.at
        )
        actions.save_report(bayu, report, saving=Saving("a", 0, 1), content={"narrative": TOLD})
        return report

    return begin


@pytest.fixture
def lying(begun: Callable[[int], Report]) -> Report:
    return begun(LONG)


@pytest.fixture
def as_(staff: dict[str, Staff]) -> SignIn:
    def sign_in(username: str) -> Client:
        client = Client()
        people.sign_in(client, staff[username])
        return client

    return sign_in


def page(report: Report) -> str:
    return f"/laporan/{report.pk}/"


def taking_over(client: Client, report: Report) -> Any:
    """Open the page and press its button, which says whose the report was then."""
    address = f"{page(report)}ambil-alih/"
    shown = client.get(address).content.decode()
    of = re.search(r'name="of" value="(\d+)"', shown)
    assert of
    return lambda: client.post(address, {"of": of[1]})


# Superiors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("superior", ["tirta", "wira"])
def test_superiors_in_line_see_it_on_desk_and_read_it_recorded_once_an_hour(
    as_: SignIn, begun: Callable[[int], Report], staff: dict[str, Staff], superior: str
) -> None:
    report = begun(2)
    client = as_(superior)
    desk = client.get("/meja/").content.decode()
    assert f'href="{page(report)}"' in desk
    assert "Bayu Rekaan" in desk
    assert TOLD not in desk
    actions.read_original(making.acting(staff[superior], minutes_ago=61), report)
    shown = [client.get(page(report)) for _ in range(2)][1]
    assert (shown.status_code, TOLD in shown.content.decode()) == (200, True)
    assert 'name="narrative"' not in shown.content.decode()
    read = Entry.objects.filter(chain=report.chain, code="report.read")
    assert [entry.actor for entry in read] == [f"staff:{staff[superior].pk}"] * 2


def test_a_superior_writes_nothing_into_it(as_: SignIn, begun: Callable[[int], Report]) -> None:
    report, client = begun(2), as_("tirta")
    assert client.post(page(report), {"narrative": "Lain", "do": "save"}).status_code == 409
    assert client.post(f"{page(report)}simpan/", {"narrative": "Lain"}).status_code == 403
    report.refresh_from_db()
    assert report.content.open() == {"narrative": TOLD}


def test_a_superior_hands_it_to_another_officer(
    as_: SignIn, begun: Callable[[int], Report], staff: dict[str, Staff]
) -> None:
    report, client = begun(2), as_("tirta")
    offered = {number for number, _ in client.get(page(report)).context["officers"]}
    assert offered == {staff["ratna"].pk, staff["kirana"].pk}, "who takes reports, and has it not already"
    for wrong in ("sekar", "bayu", "jaya"):
        client.post(f"{page(report)}serahkan/", {"to": staff[wrong].pk})
        report.refresh_from_db()
        assert report.taken_by == staff["bayu"]
    said = client.post(f"{page(report)}serahkan/", {"to": staff["ratna"].pk}, follow=True)
    assert "Laporan diserahkan kepada Ratna Contoh" in said.content.decode()
    entry = entries_of(report).get(code="report.handed_over")
    assert (entry.actor, entry.data) == (
        f"staff:{staff['tirta'].pk}",
        {"from": staff["bayu"].pk, "to": staff["ratna"].pk},
    )
    ratna = as_("ratna")
    assert page(report) in ratna.get("/meja/").content.decode()
    assert TOLD in ratna.get(page(report)).content.decode()
    answer = ratna.post(page(report), {"narrative": f"{TOLD} Malam ini.", "service": SERVICE, "do": "open"})
    assert answer.status_code == 302
    assert Case.objects.get().members.get(how="opened").staff == staff["ratna"]


SERVICE = making.SERVICES[people.TEBING_TINGGI]


def test_whoever_has_it_may_hand_it_on(as_: SignIn, begun: Callable[[int], Report], staff: dict[str, Staff]) -> None:
    report, client = begun(0), as_("bayu")
    assert "Serahkan kepada petugas lain" in client.get(page(report)).content.decode()
    assert client.post(f"{page(report)}serahkan/", {"to": staff["kirana"].pk}).status_code == 302
    report.refresh_from_db()
    assert report.taken_by == staff["kirana"]


# Colleagues ----------------------------------------------------------------------------------------------------------


def test_a_report_that_lies_is_told_of_to_every_officer_without_its_content(as_: SignIn, lying: Report) -> None:
    for username in ("ratna", "kirana"):
        client = as_(username)
        desk = client.get("/meja/").content.decode()
        assert f'href="{page(lying)}ambil-alih/"' in desk
        for said in ("Laporan lewat telepon", "oleh Bayu Rekaan", f"Tergeletak {LONG} menit"):
            assert said in desk
        shown = client.get(f"{page(lying)}ambil-alih/").content.decode()
        for said in ("Bayu Rekaan", f"Tergeletak {LONG} menit", "Ambil alih"):
            assert said in shown
        assert TOLD not in desk + shown
        assert client.get(page(lying)).status_code == 404
    own = as_("bayu").get("/meja/").content.decode()
    assert f"Tergeletak {LONG} menit" in own
    assert "ambil-alih" not in own


def test_a_report_that_somebody_still_types_is_not_told_of_nor_taken(
    as_: SignIn, begun: Callable[[int], Report], staff: dict[str, Staff]
) -> None:
    report = begun(queries.LIES_AFTER.seconds // 60 - 2)
    client = as_("ratna")
    assert str(report.pk) not in client.get("/meja/").content.decode()
    reply = client.post(f"{page(report)}ambil-alih/", {"of": staff["bayu"].pk})
    assert reply.status_code == 409
    assert "Belum dapat diambil alih: Bayu Rekaan menyimpannya" in reply.content.decode()
    assert "tidak tergeletak lagi" in client.get(f"{page(report)}ambil-alih/").content.decode()
    assert not Entry.objects.filter(code="report.taken_over").exists()


def test_an_officer_takes_it_over_and_goes_on_with_it(as_: SignIn, lying: Report, staff: dict[str, Staff]) -> None:
    client = as_("ratna")
    press = taking_over(client, lying)
    assert press()["Location"] == page(lying)
    assert press()["Location"] == page(lying), "pressed twice"
    (entry,) = entries_of(lying).filter(code="report.taken_over")
    assert (entry.actor, entry.data["from"]) == (f"staff:{staff['ratna'].pk}", staff["bayu"].pk)
    assert TOLD in client.get(page(lying)).content.decode()
    assert page(lying) not in as_("kirana").get("/meja/").content.decode(), "it lies no longer"
    assert client.post(page(lying), {"narrative": TOLD, "service": SERVICE, "do": "open"}).status_code == 302
    assert Case.objects.get().narrative.open() == TOLD


def test_of_two_who_press_the_second_reads_who_was_first(as_: SignIn, lying: Report) -> None:
    first, second = (taking_over(as_(username), lying) for username in ("ratna", "kirana"))
    assert first().status_code == 302
    reply = second()
    assert reply.status_code == 409
    assert "Laporan ini beralih kepada Ratna Contoh" in reply.content.decode()
    assert Report.objects.get().taken_by.username == "ratna"


def test_nobody_of_another_office_or_who_takes_no_reports_takes_it(
    as_: SignIn, lying: Report, staff: dict[str, Staff]
) -> None:
    for username, status in (("jaya", 404), ("lestari", 404), ("sekar", 403), ("dimas", 403), ("gita", 403)):
        client = as_(username)
        assert str(lying.pk) not in client.get("/meja/").content.decode()
        address = f"{page(lying)}ambil-alih/"
        assert client.get(address).status_code == status
        assert client.post(address, {"of": staff["bayu"].pk}).status_code == status
        assert client.post(f"{page(lying)}serahkan/", {"to": staff["ratna"].pk}).status_code in (403, 404)
    assert Report.objects.get().taken_by == staff["bayu"]
    with pytest.raises(Refused):
        actions.take_over(making.acting(staff["jaya"]), lying, of=staff["bayu"].pk)
    with pytest.raises(Refused):
        actions.hand_over(making.acting(staff["kirana"]), lying, to=staff["ratna"].pk)


# Whoever had it ------------------------------------------------------------------------------------------------------


@pytest.fixture
def taken_over(as_: SignIn, lying: Report) -> tuple[Client, Report]:
    """bayu, whose page is still open, and the report that ratna has now."""
    assert taking_over(as_("ratna"), lying)().status_code == 302
    return as_("bayu"), lying


def test_their_next_save_is_answered_with_who_has_it(taken_over: tuple[Client, Report]) -> None:
    bayu, report = taken_over
    reply = bayu.post(f"{page(report)}simpan/", {"narrative": "Lagi", "page": "a", "autosave_count": "9"})
    assert reply.status_code == 409
    assert reply.json()["reason"].startswith("Laporan ini beralih kepada Ratna Contoh pada ")
    report.refresh_from_db()
    assert report.content.open() == {"narrative": TOLD}


@pytest.mark.parametrize("do", ["save", "open", "client", "overwrite"])
def test_their_press_saves_nothing_and_loses_nothing(taken_over: tuple[Client, Report], do: str) -> None:
    bayu, report = taken_over
    sent = {"narrative": "Ia menelepon lagi.", "service": SERVICE, "do": do}
    reply = bayu.post(page(report), sent)
    text = reply.content.decode()
    assert reply.status_code == 409
    assert "Laporan ini beralih kepada Ratna Contoh" in text
    assert "Ia menelepon lagi." in text
    assert "data-autosave=" not in text
    assert TOLD not in text
    joined = bayu.post(f"{page(report)}gabung/", {**sent, "join_reason": "Sama."})
    assert (joined.status_code, "Ia menelepon lagi." in joined.content.decode()) == (409, True)
    bayu.post(f"{page(report)}sisihkan/", {"reason": "Selesai"})
    report.refresh_from_db()
    assert (report.status, report.content.open()) == ("taking", {"narrative": TOLD})


def test_they_no_longer_see_what_it_holds(taken_over: tuple[Client, Report], as_: SignIn) -> None:
    bayu, report = taken_over
    reply = bayu.get(page(report), follow=True)
    assert reply.redirect_chain[-1][0] == "/meja/"
    assert "Laporan ini beralih kepada Ratna Contoh" in reply.content.decode()
    assert TOLD not in reply.content.decode()
    as_("ratna").post(f"{page(report)}sisihkan/", {"reason": "Sudah dilaporkan kemarin."})
    assert Report.objects.get().status == "set_aside"
    assert TOLD not in bayu.get(page(report), follow=True).content.decode()
    late = bayu.post(page(report), {"narrative": "Ketikan terakhir", "do": "save"})
    assert (late.status_code, "Ketikan terakhir" in late.content.decode()) == (409, True)


def test_it_lies_again_with_whoever_took_it_over(as_: SignIn, lying: Report, staff: dict[str, Staff]) -> None:
    actions.take_over(making.acting(staff["ratna"], minutes_ago=10), lying, of=staff["bayu"].pk)
    bayu = making.acting(staff["bayu"])
    assert not queries.lying(bayu).exists()
    later = people.acting(staff["bayu"], timezone.now() + timedelta(minutes=LONG))
    assert list(queries.lying(later)) == [lying]
    actions.take_over(later, lying, of=staff["ratna"].pk)
    assert TOLD in as_("bayu").get(page(lying)).content.decode()
