# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time stamps by RFC 3161, from a stand-in for the service."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp
from pytest_django.fixtures import Settings

from teduh.config import checks
from teduh.letters import seals, trust
from teduh.letters.signers import NotSetUp, ServiceAway, authority, local
from tests.letters.signers import services
from tests.letters.signers.making import AT, credential, pdfsig, request

STAMPED_AT = AT + timedelta(seconds=7)


@pytest.fixture
def clock(settings: Settings, tmp_path: Path) -> services.Pair:
    settings.KEYS_DIR, settings.TRUST_DIR = tmp_path / "keys", tmp_path / "trust"
    settings.TRUST_DIR.mkdir()
    root = services.root("Akar Penanda Waktu Rekaan")
    (settings.TRUST_DIR / "waktu.pem").write_bytes(root.pem)
    return services.under(root, "Penanda Waktu Rekaan", stamps=True)


def test_a_letter_carries_the_stamp_of_the_service(settings: Settings, clock: services.Pair, tmp_path: Path) -> None:
    with services.serving(services.stamper(clock, at=STAMPED_AT)) as address:
        settings.TIME_STAMP_URL = address
        assert checks.check_signer(None) == []
        signed = local.sign(request(credential=credential())).pdf
    (found,) = seals.read(signed, trusted=trust.anchors())
    assert found.valid
    assert found.stamped
    assert found.at == STAMPED_AT, "the service's word stands above the signer's own"
    assert "Signature is Valid." in pdfsig(signed, tmp_path, authorities=authority.anchors())
    (alone,) = seals.read(signed, trusted=authority.anchors())
    assert alone.valid, "a stamp of nobody known takes nothing away"
    assert not alone.stamped
    assert alone.at == AT


@pytest.mark.parametrize(
    "answer",
    [
        services.Answer(503, "text/plain", b""),
        services.Answer(200, "text/html", b"<h1>Halo</h1>"),
        services.Answer(200, "application/timestamp-reply", b"bukan ASN.1"),
        services.Answer(200, "application/timestamp-reply", b"0\x03\x02\x01\x00"),
    ],
)
def test_without_the_stamp_that_is_wanted_nothing_is_signed(
    settings: Settings, clock: services.Pair, answer: services.Answer
) -> None:
    with services.serving(lambda _: answer) as address:
        settings.TIME_STAMP_URL = address
        with pytest.raises(ServiceAway, match="time stamp"):
            local.sign(request(credential=credential()))


def test_a_stamp_for_another_question_is_refused(settings: Settings, clock: services.Pair) -> None:
    kept: list[services.Answer] = []

    def repeats(call: services.Call) -> services.Answer:
        kept.append(services.stamper(clock, at=STAMPED_AT)(call))
        return kept[0]

    with services.serving(repeats) as address:
        settings.TIME_STAMP_URL = address
        with pytest.raises(ServiceAway):
            local.sign(request(credential=credential()))


def test_an_address_without_tls_is_refused(settings: Settings, clock: services.Pair) -> None:
    settings.TIME_STAMP_URL = "http://waktu.example.go.id"
    assert [one.id for one in checks.check_signer(None)] == ["teduh.E005"]
    with pytest.raises(NotSetUp):
        local.sign(request(credential=credential()))


def test_a_stamp_over_something_else_is_refused(settings: Settings, clock: services.Pair) -> None:
    def elsewhere(call: services.Call) -> services.Answer:
        asked = tsp.TimeStampReq.load(call.body)
        asked["message_imprint"]["hashed_message"] = b"\x00" * 32
        return services.stamper(clock, at=STAMPED_AT)(replace(call, body=asked.dump(force=True)))

    with services.serving(elsewhere) as address:
        settings.TIME_STAMP_URL = address
        with pytest.raises(ServiceAway):
            local.sign(request(credential=credential()))
