# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sees a case changes with its steps: its team, their superiors in line, and nobody else of the whole cast."""

from __future__ import annotations

from collections.abc import Callable

from teduh.accounts.demo_staff import CAST
from tests.journeys import tebing_tinggi as tt
from tests.journeys.walk import Walk

HERE = [player.username for player in CAST if player.office == tt.OFFICE]
ELSEWHERE = [player.username for player in CAST if player.office not in (tt.OFFICE, "")]
SUPERIORS = {"tirta", "sari", "wira"}


def taken(walk: Walk) -> None:
    tt.call(walk, at="2026-03-02 10.00", risk="high")


def until_consent(walk: Walk) -> None:
    tt.receive(walk.at("2026-03-02 10.10"))
    tt.serve(walk.at("2026-03-02 10.12"))
    tt.identify(walk.at("2026-03-02 13.00"))
    tt.consent(walk.at("2026-03-02 13.30"))


def assessed(walk: Walk) -> None:
    tt.assess(walk.at("2026-03-04 15.00"))


def planned(walk: Walk) -> None:
    tt.plan(walk.at("2026-03-05 10.00"))


def handed_over(walk: Walk) -> None:
    tt.hand_over(walk.at("2026-03-05 13.00"))


def finished(walk: Walk) -> None:
    tt.register(walk.at("2026-03-06 09.00"))
    tt.close(walk)


# What happens, who is of the team afterwards, and why.
STAGES: tuple[tuple[Callable[[Walk], None], set[str]], ...] = (
    (taken, {"bayu"}),  # who took the report
    (until_consent, {"bayu", "ratna", "sekar"}),  # each profession that a step names is called
    (assessed, {"bayu", "ratna", "sekar"}),  # the plan is for both to make, whoever assessed
    (planned, {"bayu", "ratna", "sekar"}),  # handing over is for the social worker
    (handed_over, {"bayu", "sekar", "ratna", "dimas"}),  # registering calls the data officer
    (finished, {"bayu", "sekar", "ratna", "dimas"}),  # a closed file stays with its team
)


def test_team_and_superiors_see_the_case_at_every_stage_and_nobody_else(walk: Walk) -> None:
    for happens, team in STAGES:
        happens(walk)
        listed = {who for who in HERE if walk.number in walk.get(who, "/kasus/").text}
        assert listed == team | SUPERIORS, happens.__name__
        if happens is assessed:
            assert {who for who in HERE if walk.number in walk.get(who, "/meja/").text} <= team | SUPERIORS
    opened = {who for who in [*HERE, *ELSEWHERE] if walk.get(who, walk.case).status == 200}
    assert opened == STAGES[-1][1] | SUPERIORS
