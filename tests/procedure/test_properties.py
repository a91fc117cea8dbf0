# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random walks over every standard of the catalogue: returns, parallel steps, repeats, corrections, changing facts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teduh.procedure import clocks, events, flow
from teduh.procedure.decide import (
    SUPERIORS,
    BreakOff,
    Close,
    Correct,
    EndEarly,
    Finish,
    Move,
    SetFact,
    SetRisk,
    decide,
    moves,
    open_case,
)
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Effect, Risk
from teduh.procedure.state import RunState, State, Status, advance, begin, fold
from tests.procedure.engine import TIME, at, grounds, published, standard

RETURNS = standard("""\
- {langkah: Ajukan laporan, pelaksana: pelapor}
- {langkah: Konsep surat, pelaksana: petugas pengaduan, produk: surat}
- {langkah: Layanan awal, setelah: ajukan laporan, pelaksana: pekerja sosial, berulang: 3 hari kalender}
- {langkah: Catat agenda, setelah: konsep surat, pelaksana: petugas pengaduan}
- {langkah: Paraf, pelaksana: kepala bidang, hasil: {baik: lanjut, kurang: kembali ke konsep surat}}
- {langkah: Layanan darurat, setelah: ajukan laporan, bila: {risiko: tinggi}, pelaksana: pekerja sosial}
- langkah: Tanda tangan
  setelah: paraf
  pelaksana: kepala dinas
  hasil: {baik: lanjut, kurang: kembali ke konsep surat, salah: ulang dari catat agenda, buang: ditolak}
- {langkah: Konsep lampiran, setelah: tanda tangan, bila: perlu, pelaksana: petugas pengaduan, produk: lampiran}
- langkah: Mediasi
  setelah: {salah satu: [layanan awal, tanda tangan]}
  pelaksana: petugas pengaduan
  bersama: [pelapor, terlapor]
- langkah: Laporan
  setelah: [tanda tangan, konsep lampiran, layanan awal, layanan darurat, mediasi]
  pelaksana: petugas pengaduan
  produk: laporan
""")
STANDARDS = {**published(), "contoh": RETURNS}
FACTS = [
    SetFact("consent", ("given",)),
    SetFact("consent", ("withdrawn",)),
    SetFact("sexual_violence", ("yes",)),
    SetFact("sexual_violence", ()),
    SetFact("client", ("child",)),
    SetRisk(Risk.HIGH),
    SetRisk(Risk.LOW),
]


def press(state: State, data: st.DataObject) -> tuple[Move, str]:
    """Something that is pressed now: mostly a button of somebody's screen, sometimes what stands on no screen."""
    open_steps = [(run, key) for run in state.runs.values() for key in run.open]
    if open_steps and data.draw(st.integers(0, 9), "button") < 7:
        run, key = data.draw(st.sampled_from(open_steps), "step")
        role = _role(run, key)
        buttons = [move for move in moves(state, role=role) if getattr(move, "step", key) == key]
        if buttons:
            return data.draw(st.sampled_from(buttons), "press"), role
    other: list[tuple[Move, str]] = [(move, "intake_officer") for move in FACTS]
    other += [(Correct(number), "unit_head") for number in range(1, state.count + 2)]
    other += [(Finish(step, "kurang"), "division_head") for step in state.runs[1].steps]
    other.append((EndEarly(Effect.DISCONTINUED, "other"), "unit_head"))
    return data.draw(st.sampled_from(other), "press")


def opens_lawfully(run: RunState) -> None:
    """No step is open before its predecessors allow: told again here, in the words of points 1, 2 and 5."""
    by_key = run.steps
    for step in run.procedure.steps:
        now = by_key[step.key]
        if now.status is not Status.OPEN or now.begun:
            continue
        said = []
        for link in step.after:
            before = by_key[link.step]
            outcome = run.plan.outcomes[run.plan.number[link.step]].get(before.outcome)
            if before.status is Status.DONE:
                assert outcome is not None
                said.append(outcome.effect is Effect.PROCEED and link.outcome in ("", outcome.key))
            else:
                said.append(before.status is Status.PASSED and not link.outcome)
                assert step.after_any or before.status in (Status.PASSED, Status.DROPPED)
        assert not step.after or any(said), f"{step.key} is open before its predecessors"


@pytest.mark.parametrize("code", sorted(STANDARDS))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_random_walk_never_breaks_the_rules(code: str, data: st.DataObject) -> None:
    base = grounds(STANDARDS[code])
    when = at("2 09.00")
    channel = data.draw(st.sampled_from(["letter", "phone", "referral"]), "channel")
    decided = open_case(base, facts={"channel": (channel,), "consent_giver": ("guardian_child",)}, at=when)
    assert not isinstance(decided, Refusal)
    history = list(decided)
    state = fold(base, history)
    for _ in range(data.draw(st.integers(0, 25), "length")):
        when += timedelta(minutes=data.draw(st.integers(0, 600), "minutes"))
        move, role = press(state, data)
        before = state
        answer = decide(state, move, at=when, by=role, has_reason=data.draw(st.booleans(), "reason"), time=TIME)
        if isinstance(answer, Refusal):
            assert answer.rule
            assert answer.reason.id
            assert state is before
            continue
        for event in answer:
            history.append(events.from_data(events.to_data(event)))
            state = advance(state, event)
        for run in state.runs.values():
            opens_lawfully(run)
            assert run.end is None or not run.open
        clocks.read(state, at=when, time=TIME)
    assert fold(base, history) == state
    bring_to_an_end(state)


def bring_to_an_end(state: State) -> None:
    """Every walk can end: taking each step's first outcome, with consent, leads there."""
    moment = max(event.at for event in state.events) + timedelta(days=1)
    if state.closed_at is not None:
        return
    consented = decide(state, SetFact("consent", ("given",)), at=moment, by="intake_officer")
    assert not isinstance(consented, Refusal)
    for event in consented:
        state = advance(state, event)
    for _ in range(60):
        open_steps = [(run, key) for run in state.runs.values() for key in run.open]
        if not open_steps:
            break
        run, key = open_steps[0]
        step = run.procedure.steps[run.plan.number[key]]
        role = next((party.role for party in step.actors if party.role), "intake_officer")
        answer = decide(state, Finish(key, run=run.number), at=moment, by=role, has_reason=True)
        if isinstance(answer, Refusal) and answer.rule == "8":
            answer = decide(state, BreakOff(answer.step), at=moment, by=_role(run, answer.step), has_reason=True)
        assert not isinstance(answer, Refusal), answer
        for event in answer:
            state = advance(state, event)
    assert all(run.end for run in state.runs.values())
    closing = decide(state, Close(), at=moment, by="unit_head", has_reason=True)
    assert not isinstance(closing, Refusal)
    assert advance(state, closing[0]).closed_at == moment


def _role(run: RunState, key: str) -> str:
    step = run.procedure.steps[run.plan.number[key]]
    return next((party.role for party in step.actors if party.role), "intake_officer")


@given(
    history=st.lists(
        st.one_of(
            st.builds(events.Started, at=st.just(at("2 10.00")), step=st.sampled_from(["konsep-surat", "paraf", "x"])),
            st.builds(
                events.Finished,
                at=st.just(at("2 11.00")),
                step=st.sampled_from([step.key for step in RETURNS.procedures[0].steps]),
                outcome=st.sampled_from(["selesai", "baik", "kurang", "salah", "buang", "tidak-perlu", "?"]),
            ),
            st.builds(events.Corrected, at=st.just(at("2 12.00")), number=st.integers(-1, 30)),
            st.builds(events.Ended, at=st.just(at("2 12.00")), effect=st.just(Effect.REJECTED), cause=st.just("other")),
            st.builds(events.Paused, at=st.just(at("2 12.00")), reason=st.just("x")),
            st.builds(events.Resumed, at=st.just(at("2 09.30"))),
            st.builds(events.RiskSet, at=st.just(at("2 12.00")), risk=st.sampled_from(list(Risk))),
            st.builds(events.Opened, at=st.just(at("2 12.00")), run=st.integers(0, 2)),
        ),
        max_size=30,
    ),
)
@settings(max_examples=50, deadline=None)
def test_any_history_folds_and_can_be_read(history: list[events.Event]) -> None:
    base = grounds(RETURNS)
    state = begin(base)
    for event in [events.Opened(at=at("2 09.00")), *history]:
        state = advance(state, event)
        # A case never runs on behind its end, whatever is recorded then.
        assert all(run.end is None or not run.open for run in state.runs.values())
    assert state == fold(base, [events.Opened(at=at("2 09.00")), *history])
    clocks.read(state, at=at("9 09.00"), time=TIME)
    for role in SUPERIORS:
        moves(state, role=role)


@pytest.mark.parametrize("code", sorted(STANDARDS))
def test_the_plan_says_the_same_as_the_file(code: str) -> None:
    procedure = STANDARDS[code].procedures[0]
    plan = flow.lay_out(procedure)
    for step, links in zip(procedure.steps, plan.links, strict=True):
        assert [(plan.keys[other], outcome) for other, outcome in links] == [
            (link.step, link.outcome) for link in step.after
        ]
