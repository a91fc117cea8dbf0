# SPDX-License-Identifier: AGPL-3.0-or-later
"""A newer version of a standard: it touches no running case, and two people move a case to it (point 30)."""

from __future__ import annotations

import json
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from teduh.accounts.models import Office, Staff
from teduh.cases.actions import file, steps, version
from teduh.cases.actions.projection import differences
from teduh.cases.models import Answers, Case, Run
from teduh.cases.queries.progress import progress_of, state_of
from teduh.journal import door
from teduh.journal.door import Refused
from teduh.journal.queries import entries_of
from teduh.lib import saving
from teduh.standards.actions import publish
from teduh.standards.models import StandardVersion
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db

FIRST, NEXT = "terima-permohonan", "identifikasi"
RENAMED = "terima-dan-catat-permohonan"
MAPPED = {FIRST: RENAMED, NEXT: NEXT}


def newer(since: str = "2020-01-01") -> StandardVersion:
    """The same service published anew: its first step has another name, and a shorter promise for everybody."""
    known = StandardVersion.objects.get(code=making.SERVICES[people.TEBING_TINGGI], version=1)
    text = known.source.replace("versi: 1", "versi: 2")
    text = text.replace("Terima permohonan", "Terima dan catat permohonan")
    text = text.replace("terima permohonan", "terima dan catat permohonan")
    text = text.replace("sedang: 6 jam,", "sedang: 4 jam,").replace("sk: 301", f"berlaku sejak: {since}\nsk: 301")
    place = Office.objects.get(code=people.TEBING_TINGGI)
    return publish(people.system(), place, text=text, file=f"{known.code}/standard.yaml")


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    """A case whose first step is done."""
    case = making.opened(staff)
    steps.finish_step(making.acting(staff["bayu"], 40), case, step=FIRST, work=steps.Work(reason="Sesuai."))
    return case


def propose(actor: Staff, case: Case, mapped: dict[str, str] | None = None, **said: Any) -> None:
    pairs = tuple((MAPPED if mapped is None else mapped).items())
    version.propose_version(
        making.acting(actor, 20), case, **{"version": 2, "steps": pairs, "reason": "Janji baru lebih baik.", **said}
    )


def moved(staff: dict[str, Staff], case: Case) -> Case:
    newer()
    propose(staff["bayu"], case)
    version.move_version(making.acting(staff["tirta"], 10), case, reason="Setuju.")
    case.refresh_from_db()
    return case


def shown(case: Case) -> dict[str, Any]:
    out = StringIO()
    call_command("case", "show", case.number, "--office", case.office_id, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


# The standard changes ---------------------------------------------------------------------------------------------


def test_a_changed_standard_touches_no_running_case(client: Client, staff: dict[str, Staff], case: Case) -> None:
    before, row = state_of(case), Run.objects.get(case=case)
    entries = entries_of(case).count()
    newer()
    assert state_of(case) == before
    assert Run.objects.get(case=case).version_id == row.version_id
    assert (entries_of(case).count(), differences(case)) == (entries, [])
    # Its steps go on being those of the version under which it began; a new case begins under the new one.
    people.sign_in(client, staff["bayu"])
    assert making.take(client, case, NEXT).status_code == 302
    other = making.opened(staff, version=StandardVersion.objects.get(code=row.version.code, version=2))
    assert making.open_keys(other) == [RENAMED]


# Two people -------------------------------------------------------------------------------------------------------


def test_one_proposes_and_a_superior_moves_it(staff: dict[str, Staff], case: Case) -> None:
    newer()
    propose(staff["bayu"], case)
    assert state_of(case).runs[1].standard.version == 1
    version.move_version(making.acting(staff["tirta"], 10), case, reason="Setuju.")
    case.refresh_from_db()
    run = state_of(case).runs[1]
    assert (run.standard.version, run.steps[RENAMED].outcome) == (2, "selesai")
    assert Run.objects.get(case=case).version.version == 2
    assert set(making.open_keys(case)) == {"layanan-awal", NEXT}
    assert differences(case) == []
    last = entries_of(case).order_by("-sequence")[0]
    assert (last.code, last.data["proposed_by"]) == ("case.version.moved", f"staff:{staff['bayu'].pk}")
    assert last.events[0]["before"] == 1


def test_nobody_moves_what_they_proposed(staff: dict[str, Staff], case: Case) -> None:
    newer()
    propose(staff["tirta"], case)
    with pytest.raises(Refused) as refused:
        version.move_version(making.acting(staff["tirta"], 10), case, reason="Setuju.")
    assert (refused.value.refusal.rule, state_of(case).runs[1].standard.version) == ("30", 1)
    version.move_version(making.acting(staff["wira"], 10), case, reason="Setuju.")
    assert state_of(case).runs[1].standard.version == 2


def test_only_a_superior_moves_it(staff: dict[str, Staff], case: Case) -> None:
    newer()
    propose(staff["tirta"], case)
    with pytest.raises(Refused) as refused:
        version.move_version(making.acting(staff["bayu"], 10), case, reason="Setuju.")
    assert refused.value.refusal.rule == "access:case.version.move"


def test_only_the_team_and_its_superiors_propose(staff: dict[str, Staff], case: Case) -> None:
    newer()
    for name in ("dimas", "kirana", "gita"):
        with pytest.raises(Refused) as refused:
            propose(staff[name], case)
        assert refused.value.refusal.rule == "access:case.version.propose"


@pytest.mark.parametrize(
    "said",
    [
        {"version": 1},
        {"version": 3},
        {"reason": "  "},
        {"steps": ((FIRST, "tidak-ada"),)},
        {"steps": ((FIRST, NEXT), ("layanan-awal", NEXT))},
    ],
)
def test_what_does_not_fit_is_not_even_proposed(staff: dict[str, Staff], case: Case, said: dict[str, Any]) -> None:
    newer()
    with pytest.raises(Refused) as refused:
        propose(staff["bayu"], case, **said)
    assert refused.value.refusal.rule == "30"


def test_a_version_not_yet_in_force_is_not_proposed(staff: dict[str, Staff], case: Case) -> None:
    newer(since="2999-01-01")
    with pytest.raises(Refused):
        propose(staff["bayu"], case)


def test_a_proposal_lapses_when_a_step_is_taken(staff: dict[str, Staff], case: Case) -> None:
    newer()
    propose(staff["bayu"], case)
    steps.start_step(making.acting(staff["bayu"], 15), case, step="layanan-awal")
    with pytest.raises(Refused):
        version.move_version(making.acting(staff["tirta"], 10), case, reason="Setuju.")


def test_a_proposal_may_be_withdrawn_or_said_no_to(staff: dict[str, Staff], case: Case) -> None:
    newer()
    for name in ("bayu", "tirta"):
        propose(staff["bayu"], case)
        version.withdraw_proposal(making.acting(staff[name], 15), case, reason="Belum perlu.")
        with pytest.raises(Refused):
            version.move_version(making.acting(staff["tirta"], 10), case, reason="Setuju.")
    propose(staff["tirta"], case)
    with pytest.raises(Refused):
        version.withdraw_proposal(making.acting(staff["bayu"], 15), case, reason="Belum perlu.")


def test_the_superior_moves_to_what_they_read_of(staff: dict[str, Staff], case: Case) -> None:
    newer()
    propose(staff["bayu"], case)
    with pytest.raises(Refused):
        version.move_version(making.acting(staff["tirta"], 10), case, reason="Setuju.", version=3)


# After the move ---------------------------------------------------------------------------------------------------


def test_both_promises_are_read_and_the_earlier_presses(staff: dict[str, Staff], case: Case) -> None:
    moved(staff, case)
    found = {clock["version"]: clock for clock in shown(case)["clocks"] if clock["key"] == "janji-1"}
    assert set(found) == {1, 2}
    assert found[1]["started_at"] == found[2]["started_at"]
    assert found[2]["due_at"] < found[1]["due_at"]
    assert [(run["version"], run["earlier_versions"]) for run in shown(case)["runs"]] == [(2, [1])]
    (pressing,) = [row for row in case.open_steps.all() if row.key == "layanan-awal"]
    assert pressing.due_at is not None
    assert pressing.due_at.replace(microsecond=0) == datetime.fromisoformat(found[2]["due_at"])
    steps.start_step(making.acting(staff["bayu"], 5), case, step="layanan-awal")
    read = progress_of(case, at=making.acting(staff["bayu"]).at).clocks
    assert [clock.ended_at is not None for clock in read if clock.key == "janji-1"] == [True, True]


def test_what_was_answered_goes_with_its_step(staff: dict[str, Staff], case: Case) -> None:
    actor = making.acting(staff["bayu"], 30)
    steps.save_step(actor, case, step=NEXT, fields={}, saving=saving.rendered(0))
    with door.outside(reason="answers as the page would have kept them"):
        Answers.objects.filter(case=case).update(step=FIRST)
    moved(staff, case)
    assert set(Answers.objects.filter(case=case).values_list("step", flat=True)) == {RENAMED}


def test_check_finds_a_row_on_the_wrong_version(staff: dict[str, Staff], case: Case) -> None:
    moved(staff, case)
    with door.outside(reason="a row that somebody changed by hand"):
        Run.objects.filter(case=case).update(
            version=StandardVersion.objects.get(code=making.SERVICES[people.TEBING_TINGGI], version=1)
        )
    assert state_of(case).runs[1].standard.version == 2
    with pytest.raises(CommandError):
        call_command("case", "check", stdout=StringIO(), stderr=StringIO())
    file.refresh(people.system(making.acting(staff["bayu"]).at), case)
    call_command("case", "check", stdout=StringIO())
    assert Run.objects.get(case=case).version.version == 2


def test_a_moved_case_walks_on_to_its_end(client: Client, staff: dict[str, Staff], case: Case) -> None:
    from tests.cases.test_walks import walk

    moved(staff, case)
    taken = walk(client, staff, case, {})
    case.refresh_from_db()
    assert (case.status, RENAMED in taken, NEXT in taken) == ("ended", False, True)
    assert differences(case) == []


# The page ---------------------------------------------------------------------------------------------------------


def page_of(client: Client, case: Case) -> str:
    reply = client.get(making.address(case))
    assert reply.status_code == 200
    return str(reply.content.decode())


def act(client: Client, case: Case, name: str, /, **said: Any) -> Any:
    return client.post(making.address(case, "act", name), said)


def proposed(client: Client, case: Case) -> Any:
    """Sent as the page offers it, the first step mapped to its new name."""
    form = client.get(making.address(case)).context["page"].newer.forms["usul-versi"]
    said = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    return act(client, case, "usul-versi", **{**said, f"langkah-{FIRST}": RENAMED, "reason": "Janji baru lebih baik."})


def test_the_page_is_silent_until_a_newer_version_is_in_force(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    people.sign_in(client, staff["bayu"])
    assert "sudah terbit" not in page_of(client, case)
    newer()
    text = page_of(client, case)
    assert "Standar versi 2 sudah terbit" in text
    assert "Usulkan pindah versi" in text
    assert "Pindahkan kasus" not in text
    assert 'name="langkah-terima-permohonan"' in text
    assert 'name="langkah-identifikasi"' not in text


def test_equal_names_are_chosen_already(client: Client, staff: dict[str, Staff], case: Case) -> None:
    newer()
    people.sign_in(client, staff["bayu"])
    making.take(client, case, NEXT)
    form = client.get(making.address(case)).context["page"].newer.forms["usul-versi"]
    assert {name: form[name].initial for name in form.offered} == {f"langkah-{FIRST}": None, f"langkah-{NEXT}": NEXT}


def test_two_people_move_a_case_through_its_page(client: Client, staff: dict[str, Staff], case: Case) -> None:
    newer()
    people.sign_in(client, staff["bayu"])
    assert proposed(client, case).status_code == 302
    text = page_of(client, case)
    assert "Menunggu keputusan atasan lain." in text
    assert "Pindahkan kasus" not in text
    refused = act(client, case, "pindah-versi", version=2, reason="Setuju.")
    assert refused.status_code == 409
    people.sign_in(client, staff["tirta"])
    text = page_of(client, case)
    assert "Bayu Rekaan mengusulkan pindah" in text
    assert "menjadi “Terima dan catat permohonan”" in text
    assert act(client, case, "pindah-versi", version=2, reason="").status_code == 422
    assert act(client, case, "pindah-versi", version=2, reason="Setuju.").status_code == 302
    text = page_of(client, case)
    assert "versi 2</p>" in text
    assert "Janji versi 1" in text
    assert "Terima dan catat permohonan" in text
    assert "sudah terbit" not in text
    assert state_of(case).runs[1].standard.version == 2


def test_a_superior_who_proposed_is_told_that_another_decides(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    newer()
    people.sign_in(client, staff["tirta"])
    assert proposed(client, case).status_code == 302
    refused = act(client, case, "pindah-versi", version=2, reason="Setuju.")
    assert (refused.status_code, "Anda yang mengusulkan." in refused.content.decode()) == (409, True)
    assert act(client, case, "tarik-usul-versi", reason="Belum perlu.").status_code == 302
    assert "Usulkan pindah versi" in page_of(client, case)


def test_a_mapping_that_does_not_fit_stands_on_the_page_as_it_was_chosen(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    newer()
    people.sign_in(client, staff["bayu"])
    said = {"run": 1, "version": 2, "reason": "Janji baru.", f"langkah-{FIRST}": NEXT}
    reply = act(client, case, "usul-versi", **said)
    assert reply.status_code == 409
    assert "tidak mengenal hasil" in reply.content.decode()
    assert reply.context["bound"][f"langkah-{FIRST}"].value() == NEXT


def test_the_page_speaks_english_too(client: Client, staff: dict[str, Staff], case: Case) -> None:
    newer()
    people.sign_in(client, staff["bayu"])
    client.cookies["django_language"] = "en"
    text = page_of(client, case)
    assert "Version 2 of the standard has been published" in text
    assert "Propose a move" in text


def test_the_page_of_a_step_done_before_the_move_still_opens(
    client: Client, staff: dict[str, Staff], case: Case
) -> None:
    moved(staff, case)
    people.sign_in(client, staff["bayu"])
    reply = client.get(making.step_address(case, RENAMED))
    assert (reply.status_code, "Terima dan catat permohonan" in reply.content.decode()) == (200, True)
    assert "Bayu Rekaan" in reply.content.decode().partition("<main")[2]
    assert client.get(making.step_address(case, FIRST)).status_code == 404
    journal = client.get(making.address(case, "journal")).content.decode()
    assert "kasus dipindahkan ke versi standar yang baru: versi 2" in journal
    assert "“Terima permohonan”" in journal
