# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a process keeps of a case's state is never anything but the fold of the journal as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from teduh.accounts.models import Office, Staff
from teduh.cases.actions import steps, version
from teduh.cases.models import Case, Run
from teduh.cases.queries import progress
from teduh.cases.queries.progress import state_of
from teduh.journal import rotation
from teduh.journal.door import Refused
from teduh.procedure.state import State, fold
from teduh.standards.actions import publish
from teduh.standards.models import StandardVersion
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db
FIRST, NEXT = "terima-permohonan", "identifikasi"
RENAMED = "terima-dan-catat-permohonan"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return making.opened(staff)


class Process:
    """The memory of one of several processes that serve the office."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.folded = patch, dict[str, Any]()

    def __call__(self, do: Callable[[], Any]) -> Any:
        self.patch.setattr(progress, "_folded", self.folded)
        return do()


def afresh(case: Case, patch: pytest.MonkeyPatch) -> State:
    """The fold of the whole journal, by a process that knows nothing."""
    found: State = Process(patch)(lambda: state_of(case))
    assert found == fold(found.standards, found.events)
    return found


def finish(staff: dict[str, Staff], case: Case, step: str = FIRST, **said: Any) -> State:
    return steps.finish_step(
        making.acting(staff["bayu"], 40), case, step=step, work=steps.Work(reason="Sesuai."), **said
    )


def test_processes_that_write_in_turn_see_one_another(
    staff: dict[str, Staff], case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Process(monkeypatch), Process(monkeypatch)
    assert one(lambda: state_of(case)) == other(lambda: state_of(case))
    one(lambda: finish(staff, case))
    assert other(lambda: state_of(case)).runs[1].open == one(lambda: state_of(case)).runs[1].open
    other(lambda: steps.start_step(making.acting(staff["bayu"], 30), case, step=NEXT))
    with pytest.raises(Refused):
        one(lambda: steps.start_step(making.acting(staff["bayu"], 20), case, step=NEXT))
    assert one(lambda: state_of(case)) == other(lambda: state_of(case)) == afresh(case, monkeypatch)


def test_only_later_events_are_read(staff: dict[str, Staff], case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> str:
        with CaptureQueriesContext(connection) as captured:
            state_of(case)
        return next(one["sql"] for one in captured.captured_queries if "journal_entry" in one["sql"])

    Process(monkeypatch)(lambda: None)
    whole = read()
    finish(staff, case)
    state_of(case)
    assert read() != whole
    assert state_of(case) == afresh(case, monkeypatch)


def test_what_was_undone_is_not_kept(staff: dict[str, Staff], case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state_of(case)
    here = transaction.savepoint()
    finish(staff, case)
    assert state_of(case) != before  # read, and kept, while it was there
    transaction.savepoint_rollback(here)
    assert state_of(case) == before == afresh(case, monkeypatch)
    # Another act takes the same place in the chain.
    steps.start_step(making.acting(staff["bayu"], 30), case, step=FIRST)
    now = state_of(case)
    assert (now.runs[1].steps[FIRST].begun, now.runs[1].steps[FIRST].outcome) == (True, "")
    assert now == afresh(case, monkeypatch)


def test_what_was_refused_leaves_the_state(
    staff: dict[str, Staff], case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(case)
    with pytest.raises(Refused):
        finish(staff, case, step="layanan-awal")
    assert state_of(case) == before == afresh(case, monkeypatch)


def test_a_case_moved_to_a_newer_version(staff: dict[str, Staff], case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(staff, case)
    one, other = Process(monkeypatch), Process(monkeypatch)
    for process in (one, other):
        assert process(lambda: state_of(case)).runs[1].standard.version == 1
    known = StandardVersion.objects.get(code=making.SERVICES[people.TEBING_TINGGI], version=1)
    text = known.source.replace("versi: 1", "versi: 2").replace("sk: 301", "berlaku sejak: 2020-01-01\nsk: 301")
    text = text.replace("Terima permohonan", "Terima dan catat permohonan")
    text = text.replace("terima permohonan", "terima dan catat permohonan")
    place = Office.objects.get(code=people.TEBING_TINGGI)
    publish(people.system(), place, text=text, file=f"{known.code}/standard.yaml")
    mapped = ((FIRST, RENAMED), (NEXT, NEXT))
    actor = making.acting(staff["bayu"], 20)
    one(lambda: version.propose_version(actor, case, version=2, steps=mapped, reason="Janji baru."))
    one(lambda: version.move_version(making.acting(staff["tirta"], 10), case, reason="Setuju."))
    for process in (one, other):
        run = process(lambda: state_of(case)).runs[1]
        assert (run.standard.version, run.steps[RENAMED].outcome) == (2, "selesai")
        assert process(lambda: state_of(case)) == afresh(case, monkeypatch)
    assert Run.objects.get(case=case).version.version == 2


def test_keys_are_rotated(staff: dict[str, Staff], case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state_of(case)
    assert list(rotation.rotate(people.system(), office=people.TEBING_TINGGI))
    assert state_of(case) == before
    finish(staff, case)
    assert state_of(case) == afresh(case, monkeypatch)
