# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case moved to a newer version of its standard: point 30."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teduh.procedure import clocks, events, legal
from teduh.procedure.decide import (
    BreakOff,
    ChangeVersion,
    Correct,
    EndEarly,
    Extend,
    Finish,
    MeetRequirement,
    SetFact,
    Start,
    decide,
    moves,
    open_case,
)
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Effect, Standard
from teduh.procedure.state import Clock, ClockStatus, State, Status, advance, by_number, fold
from tests.procedure.engine import TIME, Case, at, grounds, published, standard
from tests.procedure.test_properties import RETURNS, bring_to_an_end, opens_lawfully, press

FIRST = standard(
    """\
- {langkah: Ajukan laporan, pelaksana: pelapor}
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- langkah: Verifikasi
  pelaksana: petugas pengaduan
  hasil: [lengkap, cukup]
- {langkah: Layanan awal, pelaksana: petugas pengaduan}
- {langkah: Laporan, pelaksana: petugas pengaduan, produk: laporan}
""",
    """\
persyaratan:
  - dokumen: KTP
jangka waktu:
  - janji: Dilayani dalam 3 hari kerja
    sampai: selesai layanan awal
    paling lama: 3 hari kerja
    perpanjangan: {selama: 2 hari kerja, oleh: petugas pengaduan, kali: 1}
  - janji: 10 hari kerja
  - janji: Laporan 2 hari kerja
    sejak: selesai layanan awal
    paling lama: 2 hari kerja
""",
)
SECOND = replace(
    standard(
        """\
- {langkah: Ajukan laporan, pelaksana: pelapor}
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Identifikasi, pelaksana: petugas pengaduan}
- {langkah: Verifikasi berkas, kegiatan: verifikasi, pelaksana: petugas pengaduan, hasil: [lengkap, kurang]}
- {langkah: Layanan pertama, kegiatan: layanan, setelah: verifikasi berkas, pelaksana: petugas pengaduan}
- {langkah: Laporan, pelaksana: petugas pengaduan, produk: laporan}
""",
        """\
persyaratan:
  - dokumen: KTP
  - dokumen: KK
jangka waktu:
  - janji: Dilayani dalam 5 hari kerja
    sampai: selesai layanan pertama
    paling lama: 5 hari kerja
""",
    ),
    version=2,
)
SAME = (("ajukan-laporan", "ajukan-laporan"), ("terima-laporan", "terima-laporan"))
CHECKED = (*SAME, ("verifikasi", "verifikasi-berkas"))
WHOLE = (*CHECKED, ("layanan-awal", "layanan-pertama"), ("laporan", "laporan"))


def following(*versions: Standard, first: Standard = FIRST) -> Case:
    """A case under the first version, in an office that has published the others as well."""
    case = Case(first)
    known = {(one.code, one.version): one for one in versions}
    by = by_number(grounds(first), lambda code, version: known.get((code, version)))
    case.state = fold(by, case.events)
    return case


def checked() -> Case:
    case = following(SECOND)
    case.do(Finish("terima-laporan"), "2 10.00")
    return case.do(Finish("verifikasi", "lengkap"), "2 11.00")


def move(case: Case, *steps: tuple[str, str], when: str = "3 09.00") -> Case:
    return case.do(ChangeVersion(2, steps), when, by="unit_head")


def read(case: Case, when: str) -> dict[tuple[int, str], Clock]:
    """The promises by version (0 is the one that stands) and key."""
    found = clocks.read(case.state, at=at(when), time=TIME)
    return {(clock.version, clock.key): clock for clock in found if not clock.legal}


# What a case takes along --------------------------------------------------------------------------------------------


def test_a_newer_version_touches_no_running_case() -> None:
    alone, beside = Case(FIRST), following(SECOND)
    for case in (alone, beside):
        case.do(Finish("terima-laporan"))
    assert alone.state == beside.state
    assert beside.run.standard.version == 1


def test_mapped_results_stand_and_new_steps_open() -> None:
    case = move(checked(), *CHECKED)
    assert case.run.standard.version == 2
    done = case.step("verifikasi-berkas")
    assert (done.status, done.outcome, done.finished_at) == (Status.DONE, "lengkap", at("2 11.00"))
    assert case.open == ("identifikasi", "layanan-pertama")
    assert case.step("identifikasi").opened_at == at("3 09.00")
    case.do(Finish("identifikasi"), "3 10.00").do(Finish("layanan-pertama"), "3 11.00")
    case.do(Finish("laporan"), "3 12.00")
    assert case.run.end is not None


def test_an_unmapped_result_stays_in_history_and_the_step_is_open_anew() -> None:
    case = move(checked(), *SAME)
    assert case.step("verifikasi-berkas").outcome == ""
    assert [left.run.steps["verifikasi"].outcome for left in case.run.earlier] == ["lengkap"]


def test_a_result_that_the_new_step_does_not_know_opens_it_anew() -> None:
    case = following(SECOND)
    case.do(Finish("terima-laporan")).do(Finish("verifikasi", "cukup"), "2 11.00")
    refused = case.refused(ChangeVersion(2, CHECKED), "3 09.00", by="unit_head")
    assert (refused.rule, refused.step) == ("30", "verifikasi")
    # The fold judges nothing: told so nevertheless, it opens the step.
    moved = events.Moved(at=at("3 09.00"), standard=FIRST.code, version=2, before=1, steps=CHECKED)
    case.take((moved,))
    again = case.step("verifikasi-berkas")
    assert (again.outcome, again.round, again.first_started_at) == ("", 2, at("2 11.00"))


def test_begun_work_goes_on_under_its_new_name() -> None:
    case = checked().do(Start("layanan-awal"), "2 12.00")
    refused = case.refused(ChangeVersion(2, CHECKED), "3 09.00", by="unit_head")
    assert (refused.rule, refused.step) == ("30", "layanan-awal")
    move(case, *WHOLE)
    assert case.step("layanan-pertama").started_at == at("2 12.00")
    assert "layanan-pertama" in case.run.begun


def test_begun_work_may_be_broken_off_first() -> None:
    case = checked().do(Start("layanan-awal"), "2 12.00").do(BreakOff("layanan-awal"), "2 13.00")
    assert not move(case, *CHECKED).run.begun


def test_the_report_does_again_what_outside_parties_submit() -> None:
    case = move(checked())
    arrived = case.step("ajukan-laporan")
    assert (arrived.status, arrived.finished_at) == (Status.DONE, at("2 09.00"))
    assert (case.open, case.step("terima-laporan").opened_at) == (("terima-laporan",), at("3 09.00"))


def test_papers_count_by_their_name_and_a_complete_file_stays_complete() -> None:
    case = checked().do(MeetRequirement("ktp"), "2 12.00")
    move(case, *CHECKED)
    assert case.run.requirements == {"ktp": "met", "kk": "missing"}
    assert case.run.complete_at == at("2 12.00")


def test_facts_stay() -> None:
    case = checked().do(SetFact("consent", ("given",)), "2 12.00")
    assert move(case, *CHECKED).state.facts["consent"] == ("given",)


# Both promises ------------------------------------------------------------------------------------------------------


def test_both_promises_run_and_the_earlier_one_warns_first() -> None:
    case = move(checked(), *WHOLE)
    found = read(case, "3 10.00")
    assert set(found) == {(1, "janji-1"), (1, "janji-2"), (0, "janji-1")}
    old, new = found[1, "janji-1"], found[0, "janji-1"]
    assert (old.started_at, new.started_at) == (at("2 09.00"), at("2 09.00"))
    assert (old.due_at, new.due_at) == (at("5 16.00"), at("9 16.00"))
    first = clocks.next_due(clocks.read(case.state, at=at("3 10.00"), time=TIME))
    assert first == old
    assert old.promise is not None
    assert old.promise.until.step == "layanan-pertama"


def test_the_old_promise_counts_to_its_mapped_end() -> None:
    case = move(checked(), *WHOLE).do(Finish("layanan-pertama"), "6 10.00")
    found = read(case, "6 11.00")
    assert (found[1, "janji-1"].status, found[0, "janji-1"].status) == (ClockStatus.MISSED, ClockStatus.MET)
    assert found[1, "janji-1"].ended_at == at("6 10.00")


def test_a_promise_kept_before_the_move_stays_kept() -> None:
    case = checked().do(Finish("layanan-awal"), "2 12.00")
    move(case, *CHECKED)
    assert read(case, "20 10.00")[1, "janji-1"].status is ClockStatus.MET


def test_moving_excuses_nobody_from_a_promise_whose_end_is_gone() -> None:
    case = move(checked(), *CHECKED)
    assert read(case, "6 10.00")[1, "janji-1"].status is ClockStatus.MISSED
    for step in ("identifikasi", "layanan-pertama", "laporan"):
        case.do(Finish(step), "4 10.00")
    assert read(case, "20 10.00")[1, "janji-1"].status is ClockStatus.MET


def test_a_promise_that_had_not_begun_is_the_new_versions_to_make() -> None:
    assert (1, "janji-3") not in read(move(checked(), *WHOLE), "3 10.00")


def test_an_extension_was_of_the_old_promise_alone() -> None:
    case = move(checked().do(Extend("janji-1"), "2 12.00"), *WHOLE)
    found = read(case, "3 10.00")
    assert found[1, "janji-1"].due_at == at("9 16.00")
    assert found[1, "janji-1"].original_due_at == at("5 16.00")
    assert found[0, "janji-1"].original_due_at is None
    assert case.refused(Extend("janji-1"), "3 10.00", time=TIME).rule == "25"


def test_a_case_may_be_moved_twice() -> None:
    third = replace(FIRST, version=3)
    case = following(SECOND, third)
    move(case, *SAME, ("layanan-awal", "layanan-pertama"))
    back = (*SAME, ("layanan-pertama", "layanan-awal"))
    case.do(ChangeVersion(3, back), "3 10.00", by="unit_head").do(Finish("terima-laporan"), "3 11.00")
    case.do(Finish("verifikasi", "lengkap"), "3 11.00").do(Finish("layanan-awal"), "3 12.00")
    found = read(case, "20 10.00")
    assert [found[version, "janji-1"].ended_at for version in (1, 2, 0)] == [at("3 12.00")] * 3
    assert fold(case.state.standards, case.events) == case.state


def test_a_form_filled_under_the_old_version_still_answers_the_law() -> None:
    term = next(one for one in legal.LEGAL_TERMS if one.forms)
    steps = replace(FIRST.procedures[0].steps[1], forms=term.forms[:1])
    procedure = replace(
        FIRST.procedures[0], steps=(FIRST.procedures[0].steps[0], steps, *FIRST.procedures[0].steps[2:])
    )
    case = following(SECOND, first=replace(FIRST, procedures=(procedure,)))
    case.do(SetFact(term.since, ("yes",)), "2 09.30")

    def ends() -> list[datetime | None]:
        read = clocks.read(case.state, at=at("3 10.00"), time=TIME)
        return [clock.ended_at for clock in read if clock.key == term.key]

    assert ends() == [None]
    case.do(Finish("terima-laporan"), "2 10.00")
    move(case)
    assert ends() == [at("2 10.00")]


# What is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "steps"),
    [
        (1, CHECKED),
        (0, CHECKED),
        (3, CHECKED),
        (2, (("terima-laporan", "tidak-ada"),)),
        (2, (("tidak-ada", "terima-laporan"),)),
        (2, (("terima-laporan", "terima-laporan"), ("ajukan-laporan", "terima-laporan"))),
        (2, (("terima-laporan", "terima-laporan"), ("terima-laporan", "identifikasi"))),
    ],
)
def test_a_move_that_does_not_fit_is_refused(version: int, steps: tuple[tuple[str, str], ...]) -> None:
    refused = checked().refused(ChangeVersion(version, steps), "3 09.00", by="unit_head")
    assert refused.rule == "30"
    assert refused.reason.id
    assert refused.reason.en


def test_a_superior_moves_it_with_a_reason_and_not_into_the_past() -> None:
    case = checked()
    wanted = ChangeVersion(2, CHECKED)
    assert case.refused(wanted, "3 09.00", by="intake_officer").rule == "30"
    assert case.refused(wanted, "3 09.00", by="unit_head", reason=False).rule == "30"
    assert case.refused(wanted, "2 10.30", by="unit_head").rule == "28"


def test_what_has_ended_is_not_moved() -> None:
    case = checked().do(EndEarly(Effect.DISCONTINUED, "other"), "2 12.00", by="unit_head")
    assert case.refused(ChangeVersion(2, CHECKED), "3 09.00", by="unit_head").rule == "8"
    assert case.refused(ChangeVersion(2, CHECKED, run=2), "3 09.00", by="unit_head").rule == "17"


def test_what_the_move_rests_on_is_not_withdrawn_behind_it() -> None:
    case = checked().do(SetFact("consent", ("given",)), "2 12.00")
    move(case, *CHECKED).do(Finish("identifikasi"), "3 10.00")
    numbers = {type(event): number for number, event in enumerate(case.events, start=1)}
    for kind in (events.Finished, events.FactKnown):
        case.do(Correct(numbers[kind]), "3 11.00", by="unit_head")
    assert case.refused(Correct(numbers[events.Moved]), "3 11.00", by="unit_head").rule == "29"
    assert case.refused(Correct(2), "3 11.00", by="unit_head").rule == "29"
    assert (case.run.standard.version, case.step("verifikasi-berkas").outcome) == (2, "lengkap")
    assert "consent" not in case.state.facts
    assert fold(case.state.standards, case.events) == case.state


# Whatever happens ---------------------------------------------------------------------------------------------------

STANDARDS = {**published(), "contoh": RETURNS}


def rewritten(known: Standard, chance: random.Random) -> Standard:
    """A newer version with some steps left out, some renamed, the rest in another order."""
    procedure = known.procedures[0]
    kept = [step for step in procedure.steps if chance.random() < 0.8] or list(procedure.steps[:1])
    kept = [replace(step, key=f"{step.key}-baru") if chance.random() < 0.2 else step for step in kept]
    if chance.random() < 0.3:
        chance.shuffle(kept)
    procedures = (replace(procedure, steps=tuple(kept)), *known.procedures[1:])
    return replace(known, version=known.version + 1, procedures=procedures)


def walk(state: State, history: list[events.Event], data: st.DataObject, when: datetime, most: int) -> State:
    for _ in range(data.draw(st.integers(0, most), "length")):
        when += timedelta(minutes=data.draw(st.integers(0, 600), "minutes"))
        wanted, role = press(state, data)
        answer = decide(state, wanted, at=when, by=role, has_reason=True, time=TIME)
        if isinstance(answer, Refusal):
            continue
        for event in answer:
            history.append(events.from_data(events.to_data(event)))
            state = advance(state, event)
        assert all(run.end is None or not run.open for run in state.runs.values())
        clocks.read(state, at=when, time=TIME)
    return state


@pytest.mark.parametrize("code", sorted(STANDARDS))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_walk_with_a_move_in_the_middle_folds_as_it_went(code: str, data: st.DataObject) -> None:
    known = STANDARDS[code]
    newer = rewritten(known, data.draw(st.randoms(use_true_random=False), "newer"))
    follow = by_number(grounds(known), lambda code, version: newer if version == newer.version else None)
    told = {"channel": ("letter",), "consent_giver": ("guardian_child",)}
    opened = open_case(follow, facts=told, at=at("2 09.00"), procedure=known.procedures[0].key)
    assert not isinstance(opened, Refusal)
    history = list(opened)
    state = walk(fold(follow, history), history, data, at("2 09.00"), 12)
    old = st.sampled_from([*state.runs[1].steps, "?"])
    new = st.sampled_from([*(step.key for step in newer.procedures[0].steps), "?"])
    steps = tuple(data.draw(st.lists(st.tuples(old, new), max_size=8), "steps"))
    when = max(event.at for event in history)
    answer = decide(state, ChangeVersion(newer.version, steps), at=when, by="unit_head", has_reason=True)
    moved = events.Moved(
        at=when,
        standard=newer.code,
        version=newer.version,
        before=known.version,
        procedure=known.procedures[0].key,
        steps=steps,
    )
    # Whether or not the rules would have it: the fold bears any.
    for event in (moved,) if isinstance(answer, Refusal) else answer:
        history.append(events.from_data(events.to_data(event)))
        state = advance(state, event)
    moves(state, role="unit_head")
    state = walk(state, history, data, when, 12)
    assert fold(follow, history) == state
    clocks.read(state, at=when + timedelta(days=90), time=TIME)


@pytest.mark.parametrize("code", sorted(STANDARDS))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_moving_to_the_same_text_changes_no_step(code: str, data: st.DataObject) -> None:
    known = STANDARDS[code]
    newer = replace(known, version=known.version + 1)
    follow = by_number(grounds(known), lambda code, version: newer if version == newer.version else None)
    told = {"channel": ("letter",), "consent_giver": ("guardian_child",)}
    opened = open_case(follow, facts=told, at=at("2 09.00"), procedure=known.procedures[0].key)
    assert not isinstance(opened, Refusal)
    history = list(opened)
    before = walk(fold(follow, history), history, data, at("2 09.00"), 15)
    steps = tuple((key, key) for key in before.runs[1].steps)
    latest = max(event.at for event in history)
    answer = decide(before, ChangeVersion(newer.version, steps), at=latest, by="unit_head", has_reason=True)
    if isinstance(answer, Refusal):
        assert answer.rule != "30"
        return
    after = advance(before, answer[0])
    assert after.runs[1].standard.version == newer.version
    assert after.runs[1].steps == before.runs[1].steps
    assert after.runs[1].requirements == before.runs[1].requirements
    opens_lawfully(after.runs[1])
    found = clocks.read(after, at=latest, time=TIME)
    promised = {clock.key: clock.due_at for clock in found if not clock.version}
    kept = {clock.key: clock.due_at for clock in found if clock.version}
    assert all(promised[key] == due_at for key, due_at in kept.items() if not before.runs[1].extensions)
    bring_to_an_end(after)
