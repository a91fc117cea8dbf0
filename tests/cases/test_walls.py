# SPDX-License-Identifier: AGPL-3.0-or-later
"""A conflict of interest: for whoever is party, kin or named, the case is nowhere, and no page hints that it exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from teduh.accounts.actors import PUBLIC
from teduh.accounts.models import Office, Staff
from teduh.cases.actions import contact, file, walls
from teduh.cases.actions.attaching import attach
from teduh.cases.models import (
    Answers,
    Case,
    Contact,
    Member,
    OpenStep,
    Participant,
    Proof,
    StaffMark,
    Wall,
)
from teduh.cases.queries.desk import unit_load
from teduh.cases.queries.visibility import handles, visible_to
from teduh.cases.queries.walls import free_holders
from teduh.cases.registry import Attached
from teduh.channels.models import Message
from teduh.intake.actions import open_from, take_report
from teduh.intake.models import Report
from teduh.journal.door import Refused, outside
from teduh.journal.queries import entries_of
from teduh.letters.actions import approving, disposing
from teduh.letters.actions.register import Arrived, record_incoming
from teduh.letters.models import Disposition, Letter
from teduh.persons.actions import change_person
from teduh.persons.details import Details
from teduh.procedure import legal
from teduh.standards.models import StandardVersion
from tests import people
from tests.cases import making
from tests.letters import walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.LUMAJANG)


def wall(staff: dict[str, Staff], case: Case, who: str, by: str = "dewi", **said: Any) -> Wall:
    said = {"ground": "kin", "reason": "Terlapor adalah pamannya.", **said}
    return walls.wall_off(making.acting(staff[by]), case, staff=staff[who], **said)


def pages(patterns: Any = None, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "permission", PUBLIC) != PUBLIC:
            yield prefix + str(pattern.pattern), pattern.callback


@pytest.fixture
def lived(client: Client, staff: dict[str, Staff]) -> dict[str, Any]:
    """A case with everything that a page can be about: a letter that went out, a disposition, both registers, a report,
    a contact against the profile, filled forms with a file, a proof; and what every address needs."""
    letter = walking.signed(client, staff)
    case = letter.case
    people.sign_in(client, staff["sakti"])
    person = Participant.objects.select_related("person").get(case=case, part="client").person
    sent = {"medium": "post", "recipient": person.name.open(), "note": "Ia yang meminta.", "delivered_at": ""}
    sent["delivered_at"] = making.moment(timezone.now())
    assert client.post(walking.address(letter, "deliver"), sent).status_code == 302
    disposing.give(making.acting(staff["arif"]), case, to=staff["sakti"].pk, note="Dampingi.", nature="urgent")
    record_incoming(
        making.acting(staff["putri"]),
        Office.objects.get(code=people.LUMAJANG),
        arrived=Arrived(sender="Polres", subject="Permohonan", received_at=letter.made_at),
        case=case,
    )
    scan = Attached(b"%PDF-1.7 rekaan", "application/pdf")
    attached = attach(making.acting(staff["sakti"]), case, run=1, step="asesmen-lapangan", name="foto.pdf", file=scan)
    fact = next(iter(legal.BEGINNINGS))
    told = {"at": letter.made_at, "about": False, "source": "Penyidik", "proof": scan}
    file.record_event(making.acting(staff["sakti"]), case, fact=fact, **told)
    return {
        "case_id": case.pk,
        "attachment_id": attached.pk,
        "proof_id": Proof.objects.get(case=case).pk,
        "answers_id": Answers.objects.filter(case=case, final=True)[0].pk,
        "person_id": person.pk,
        "contact_id": Contact.objects.get(case=case).pk,
        "letter_id": letter.pk,
        "paper_id": letter.papers.first().pk,
        "delivery_id": letter.deliveries.first().pk,
        "disposition_id": Disposition.objects.get(case=case).pk,
        "report_id": uuid4(),
        "number_id": letter.number_row.pk if hasattr(letter, "number_row") else uuid4(),
        "run": 1,
        "key": OpenStep.objects.filter(case=case)[0].key,
        "name": "catatan",
        "page": 1,
        "code": people.LUMAJANG,
        "office": people.LUMAJANG,
        "service": "rekomendasi-abh",
        "version": 1,
        "product": "undangan-klarifikasi",
        "number": 999_999,
        "holding": 999_999,
    }


def filled(path: str, values: dict[str, Any]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), path)


def plain(reply: Any, *values: object) -> str:
    """A page without what differs between two readings of any page: its tokens, and the ids that were asked for."""
    if not reply.headers.get("Content-Type", "").startswith("text/html"):
        return f"{reply.headers.get('Content-Type')} {reply.get('Location', '')}"
    text = re.sub(r'[A-Za-z0-9]{64}|nonce="[^"]*"', "", reply.content.decode())
    for value in values:
        text = text.replace(str(value), "…")
    return text


@pytest.mark.parametrize("who", ["sakti", "arif", "putri", "dewi"])
def test_every_staff_page_is_as_if_the_case_had_never_been(
    lived: dict[str, Any], staff: dict[str, Staff], who: str
) -> None:
    case = Case.objects.get(pk=lived["case_id"])
    other = making.opened(staff, people.LUMAJANG, name="Orang Lain")
    wall(staff, case, who, by="arif" if who == "dewi" else "dewi")
    absent = {name: uuid4() if name.endswith("_id") else value for name, value in lived.items()}
    browser = Client(raise_request_exception=True)
    people.sign_in(browser, staff[who])
    told = (case.number, str(case.pk), "K•••••• F•••••", Letter.objects.get(case=case, pk=lived["letter_id"]).number)
    seen_other = 0
    walked = 0
    for path, _view in pages():
        here, nowhere = filled(path, lived), filled(path, absent)
        for method in ("get", "post"):
            if here.startswith(("/keluar", "/sandi", "/persetujuan/kunci")) and method == "post":
                continue  # these end the session or change the password
            reply, blank = getattr(browser, method)(here), getattr(browser, method)(nowhere)
            walked += 1
            assert reply.status_code == blank.status_code, f"{who} {method} {path}"
            ids = [value for value in (*lived.values(), *absent.values()) if isinstance(value, UUID)]
            text = plain(reply, here, nowhere, *ids)
            if here != nowhere:
                assert reply.status_code in (403, 404, 405), f"{who} {method} {path}: {reply.status_code}"
                assert text == plain(blank, here, nowhere, *ids), f"{who} {method} {path}"
            # The address that was asked for stands in the page's form for the language; nothing else may.
            raw = reply.content.decode(errors="replace").replace(here, "") if not reply.streaming else ""
            for words in told:
                assert words not in raw, f"{who} {method} {path} tells {words}"
            seen_other += other.number in raw
    assert walked > 130
    assert seen_other or who == "sakti", "the walk saw no lists at all"


def test_searches_and_hints_find_nobody_of_it(client: Client, staff: dict[str, Staff]) -> None:
    details = Details(name="Kartika Fiktif", phone="0800 0000 131", nik="1276014107950031")
    case = making.opened(staff, people.LUMAJANG, details=details)
    people.sign_in(client, staff["putri"])

    def found() -> list[str]:
        pages = [client.post("/kasus/", {"text": text}) for text in ("Kartika", case.number, "0800 0000 131", "1")]
        pages += [client.get("/laporan/kenal/", {"q": text, "text": text, "name": text}) for text in ("Kartika",)]
        pages += [client.post("/laporan/kenal/", {"q": "Kartika", "name": "Kartika", "text": "Kartika"})]
        return [page.content.decode() for page in pages]

    # What was typed stands in the page again, so the case is known by its address.
    assert any(str(case.pk) in text for text in found())
    assert any("K•••••• F•••••" in text for text in found())
    wall(staff, case, "putri")
    assert not any(str(case.pk) in text or "K•••••• F•••••" in text for text in found())


def test_the_report_it_came_of_is_gone_with_it(client: Client, staff: dict[str, Staff]) -> None:
    putri = making.acting(staff["putri"], 30)
    place = Office.objects.get(code=people.LUMAJANG)
    report = take_report(putri, place, channel="referral", received_at=putri.at)
    version = StandardVersion.objects.get(code=making.SERVICES[people.LUMAJANG])
    account = making.Account(channel="referral", received_at=putri.at)
    case = open_from(putri, report, version=version, tell=lambda: account)
    people.sign_in(client, staff["putri"])
    address = reverse("intake:report", args=[report.pk])
    assert client.get(address).status_code == 200
    wall(staff, case, "putri")
    for name in ("report", "take_over", "save"):
        where = reverse(f"intake:{name}", args=[report.pk])
        assert client.get(where).status_code in (404, 405), name
        assert client.post(where).status_code == 404, name
    assert Report.objects.get(pk=report.pk).case == case


def test_counts_leave_it_out(staff: dict[str, Staff]) -> None:
    case = making.opened(staff, people.LUMAJANG)
    whole = sum(load.open for load in unit_load(making.acting(staff["arif"])))
    wall(staff, case, "arif")
    assert sum(load.open for load in unit_load(making.acting(staff["arif"]))) == whole - 1
    assert not visible_to(making.acting(staff["arif"])).exists()


def test_a_walled_off_heads_signature_passes_to_the_next_in_line(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    row = wall(staff, case, "arif")
    assert row.stand_in == staff["dewi"], "nobody stands above the head of the agency: the division's head is next"
    letter = walking.draft(staff, case)
    assert walking.approve(client, staff["dewi"], letter).status_code == 302
    people.sign_in(client, staff["dewi"])
    assert letter.title in client.get("/persetujuan/").content.decode()
    assert walking.approve(client, staff["dewi"], letter).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.signed_by) == ("signed", staff["dewi"])
    content = str(letter.papers.order_by("-version").first().fields.open())
    assert staff["arif"].full_name not in content
    arif = Client()
    people.sign_in(arif, staff["arif"])
    assert letter.title not in arif.get("/persetujuan/").content.decode()
    assert not Member.objects.filter(case=case, staff=staff["arif"], until=None).exists()


def test_a_walled_off_division_head_is_passed_over_upwards(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    row = wall(staff, case, "dewi", by="sakti")
    assert row.stand_in == staff["arif"]
    letter = walking.draft(staff, case)
    people.sign_in(client, staff["arif"])
    assert OpenStep.objects.filter(case=case, key="paraf").exists()
    assert case.number in client.get("/meja/").content.decode()
    assert walking.approve(client, staff["arif"], letter).status_code == 302
    assert walking.approve(client, staff["arif"], letter).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "signed"


def test_what_was_theirs_alone_is_open_to_others_and_waits_for_the_stand_in(staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    dewi = making.acting(staff["dewi"])
    file.assign(dewi, case, role="social_worker", staff=staff["sakti"])
    disposing.give(making.acting(staff["arif"]), case, to=staff["sakti"].pk, note="Dampingi.")
    assert OpenStep.objects.get(case=case, key="konsep-surat").assigned_to == f"staff:{staff['sakti'].pk}"
    row = wall(staff, case, "sakti")
    assert OpenStep.objects.get(case=case, key="konsep-surat").assigned_to == ""
    assert Disposition.objects.get(case=case).to == row.stand_in == staff["dewi"]
    laras = [one.pk for one in free_holders(case, "social_worker", at=dewi.at)]
    assert laras == [staff["laras"].pk]
    assert Member.objects.filter(case=case, until=None, staff=staff["dewi"], role="social_worker").exists()


def test_nobody_calls_assigns_or_adds_them(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    wall(staff, case, "laras")
    dewi = making.acting(staff["dewi"])
    for act in (
        lambda: file.assign(dewi, case, role="social_worker", staff=staff["laras"]),
        lambda: file.add_colleague(dewi, case, staff=staff["laras"], role="social_worker"),
        lambda: disposing.give(making.acting(staff["arif"]), case, to=staff["laras"].pk, note="x"),
    ):
        with pytest.raises(Refused):
            act()
    people.sign_in(client, staff["dewi"])
    forms = client.get(making.address(case)).context["forms"]
    offered = [name for form in ("tugaskan", "tambah-rekan", "benturan") for _n, name in str_choices(forms[form])]
    assert offered
    assert not any("Laras" in name for name in offered)


def str_choices(form: Any) -> list[tuple[str, str]]:
    field = form.fields.get("whom") or form.fields["staff"]
    return [(str(value), str(words)) for value, words in field.choices]


def test_it_is_recorded_and_lifted_by_a_superior_with_a_reason(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    people.sign_in(client, staff["sakti"])
    said = {"staff": staff["putri"].pk, "ground": "named", "reason": "Namanya disebut saksi."}
    reply = client.post(making.address(case, "act", "benturan"), {**said, "reason": ""})
    assert reply.status_code == 422
    assert client.post(making.address(case, "act", "benturan"), said).status_code == 302
    text = client.get(making.address(case)).content.decode()
    assert "Tidak boleh tahu kasus ini" in text
    assert "Namanya disebut saksi." in text
    assert "Cabut benturan" not in text
    lifting = {"staff": staff["putri"].pk, "reason": "Orang lain dengan nama sama."}
    client.post(making.address(case, "act", "cabut-benturan"), lifting)
    assert not handles(making.acting(staff["putri"]), case), "a colleague lifts nothing"
    dewi = Client()
    people.sign_in(dewi, staff["dewi"])
    dewi.post(making.address(case, "act", "cabut-benturan"), {**lifting, "reason": " "})
    assert Wall.objects.filter(case=case, lifted_at=None).exists()
    assert dewi.post(making.address(case, "act", "cabut-benturan"), lifting).status_code == 302
    row = Wall.objects.get(case=case)
    assert row.lifted_by == staff["dewi"]
    codes = [entry.code for entry in entries_of(case)]
    assert "case.walled_off" in codes
    assert "case.wall_lifted" in codes
    assert "saksi" not in str([entry.data for entry in entries_of(case)])


def test_whoever_declares_it_themselves_finds_their_desk(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    people.sign_in(client, staff["sakti"])
    said = {"staff": staff["sakti"].pk, "ground": "kin", "reason": "Sepupu saya."}
    reply = client.post(making.address(case, "act", "benturan"), said)
    assert reply["Location"] == "/meja/"
    assert client.get(making.address(case)).status_code == 404
    assert Wall.objects.get(case=case).found == "self"


def test_numbers_left_beforehand_wall_off_at_the_opening_without_a_word(
    client: Client, staff: dict[str, Staff]
) -> None:
    people.sign_in(client, staff["laras"])
    left = {"own": "3508010101900001", "kin": "0800 0000 131\n0800 0000 999"}
    assert client.post("/meja/nomor-saya/", left).status_code == 302
    page = client.get("/meja/nomor-saya/").content.decode()
    assert "0800" not in page
    assert StaffMark.objects.count() == 3
    case = making.opened(staff, people.LUMAJANG, details=Details(name="Kartika", phone="+62 800 0000 131"))
    (row,) = Wall.objects.filter(case=case)
    assert (row.staff, row.found, row.ground, row.raised_by) == (staff["laras"], "match", "kin", None)
    untouched = making.opened(staff, people.LUMAJANG, name="Orang Lain")
    assert not Wall.objects.filter(case=untouched).exists()


def test_numbers_left_or_learnt_later_do_the_same(client: Client, staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    person = Participant.objects.select_related("person").get(case=case, part="alleged").person
    change_person(making.acting(staff["sakti"]), person, details=Details(name="Harun", nik="3508010101900001"))
    people.sign_in(client, staff["sakti"])
    first = client.post("/meja/nomor-saya/", {"own": "", "kin": "3508010101900002"}, follow=True).content.decode()
    second = client.post("/meja/nomor-saya/", {"own": "", "kin": "3508010101900001"}, follow=True).content.decode()
    # The same words, whatever it met.
    assert re.findall(r'role="status".*?</div>', first, re.S) == re.findall(r'role="status".*?</div>', second, re.S)
    assert client.get(making.address(case)).status_code == 404
    laras = [{"own": "", "kin": "0800 0000 777"}]
    people.sign_in(client, staff["laras"])
    client.post("/meja/nomor-saya/", laras[0])
    dewi = making.acting(staff["dewi"])
    change_person(dewi, person, details=Details(name="Harun", phone="0800 0000 777"))
    assert Wall.objects.filter(case=case, staff=staff["laras"]).exists()
    client.post("/meja/nomor-saya/", {"do": "drop"})
    assert not StaffMark.objects.filter(staff=staff["laras"]).exists()
    assert Wall.objects.filter(case=case, staff=staff["laras"], lifted_at=None).exists()


def test_a_lifted_wall_is_not_raised_again_by_the_same_number(client: Client, staff: dict[str, Staff]) -> None:
    people.sign_in(client, staff["laras"])
    client.post("/meja/nomor-saya/", {"own": "", "kin": "0800 0000 199"})
    case = making.opened(staff, people.LUMAJANG)
    walls.lift(making.acting(staff["dewi"]), case, staff=staff["laras"].pk, reason="Nomor bekas.")
    file.add_new_person(making.acting(staff["putri"]), case, details=Details(name="Saksi"), part="witness")
    assert not Wall.objects.filter(case=case, lifted_at=None).exists()


def test_a_stand_in_who_is_walled_off_too_is_replaced(staff: dict[str, Staff]) -> None:
    case = walking.to_draft(staff)
    first = wall(staff, case, "sakti")
    assert first.stand_in == staff["dewi"]
    wall(staff, case, "dewi", by="arif")
    first.refresh_from_db()
    assert first.stand_in == staff["arif"]


def test_no_message_tells_them_of_it(client: Client, staff: dict[str, Staff]) -> None:
    """The writer of a letter, whoever gave a disposition, and a superior are told of much; not of this case."""
    with outside(reason="officials with addresses"):
        for name in ("sakti", "arif", "laras"):
            Staff.objects.filter(pk=staff[name].pk).update(email=f"{name}@contoh.example")
    case = walking.to_draft(staff)
    letter = walking.draft(staff, case)
    row = disposing.give(making.acting(staff["arif"]), case, to=staff["laras"].pk, note="Dampingi.")
    for who in ("sakti", "arif"):
        wall(staff, case, who)
    before = set(Message.objects.values_list("pk", flat=True))
    approving.send_back(making.acting(staff["dewi"]), case, letter=letter, version=1, note="Alamat belum lengkap.")
    disposing.answer(making.acting(staff["laras"]), case, disposition=row, report="Selesai.")
    person = Participant.objects.select_related("person").get(case=case, part="client").person
    contact.reach(making.acting(staff["dewi"]), case, person=person, way="call", reason="Nyawanya terancam.")
    told = {one.address.open() for one in Message.objects.exclude(pk__in=before)}
    assert not told & {"sakti@contoh.example", "arif@contoh.example"}


def test_somebody_always_keeps_the_case(staff: dict[str, Staff]) -> None:
    """The last who could handle it is not walled off: a case without a team is nobody's."""
    case = making.opened(staff, people.LUMAJANG)
    for who in ("putri", "sakti", "laras"):
        wall(staff, case, who)
    wall(staff, case, "dewi", by="arif")
    with pytest.raises(Refused, match="conflict"):
        wall(staff, case, "arif", by="arif")
    assert handles(making.acting(staff["arif"]), case)
