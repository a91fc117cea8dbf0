# SPDX-License-Identifier: AGPL-3.0-or-later
"""Events as data: what is written can be read, and what a later version wrote is never folded wrongly."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from teduh.procedure import events
from teduh.procedure.events import Ended, Event, Finished, Opened, RiskSet, Started, UnknownEventError
from teduh.procedure.standard.model import Effect, Risk

AT = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=7)))
EVENTS: tuple[Event, ...] = (
    Opened(at=AT, facts=(("channel", ("letter",)), ("kind", ("physical", "neglect")))),
    Opened(at=AT, run=2, procedure="penjangkauan", standard="kab-contoh/layanan", version=3),
    Started(at=AT, by="intake_officer", step="terima"),
    Finished(at=AT, step="konsep", outcome="selesai", products=("surat",), services=("a", "b"), criteria=("c",)),
    events.NotNeeded(at=AT, step="konsep"),
    events.EntryMade(at=AT, step="pantau"),
    events.BrokenOff(at=AT, step="pantau"),
    events.Assigned(at=AT, role="social_worker", to="staff:7"),
    events.FactKnown(at=AT, name="kind", values=()),
    events.RequirementMet(at=AT, requirement="ktp"),
    events.RequirementWaived(at=AT, requirement="ktp"),
    events.RequirementInvalid(at=AT, requirement="ktp"),
    events.RequirementsComplete(at=AT),
    events.Paused(at=AT, reason="menunggu-pemohon"),
    events.Resumed(at=AT),
    events.Extended(at=AT, promise="janji-1"),
    Ended(at=AT, effect=Effect.TRANSFERRED, cause="moved"),
    events.Closed(at=AT),
    events.Reopened(at=AT),
    events.Corrected(at=AT, number=4),
    RiskSet(at=AT, risk=Risk.HIGH),
    events.Moved(
        at=AT, standard="kab-contoh/layanan", version=2, before=1, procedure="b", steps=(("a", "b"), ("c", "c"))
    ),
)


@pytest.mark.parametrize("event", EVENTS, ids=events.kind_of)
def test_an_event_goes_through_json_unchanged(event: Event) -> None:
    written = json.loads(json.dumps(events.to_data(event)))
    assert events.from_data(written) == event
    assert written["at"] == AT.astimezone(UTC).isoformat()


def test_every_kind_of_event_is_among_these() -> None:
    assert {type(event) for event in EVENTS} == set(events.KINDS.values())


def test_data_says_only_what_is_not_at_its_default() -> None:
    assert events.to_data(events.Closed(at=AT)) == {"kind": "closed", "at": "2026-03-02T02:00:00+00:00"}


def test_a_field_of_a_later_version_is_read_over() -> None:
    data = {**events.to_data(events.Closed(at=AT)), "mood": "glad"}
    assert events.from_data(data) == events.Closed(at=AT)


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "blessed", "at": AT.isoformat()},
        {"at": AT.isoformat()},
        {"kind": "started", "at": AT.isoformat()},
        {"kind": "closed", "at": "2026-03-02T09:00:00"},
        {"kind": "closed", "at": "yesterday"},
        {"kind": "risk_set", "at": AT.isoformat(), "risk": "grave"},
    ],
)
def test_what_cannot_be_read_says_so_in_both_languages(data: dict[str, object]) -> None:
    with pytest.raises(UnknownEventError) as caught:
        events.from_data(data)
    assert caught.value.reason.id
    assert caught.value.reason.en
