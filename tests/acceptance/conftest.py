# SPDX-License-Identifier: AGPL-3.0-or-later
"""Acceptance tests by clause. Each file walks one case of its office once, and its tests read what that left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from django.test import Client

from teduh.letters import seals, trust
from teduh.letters.signers import authority
from tests.journeys import stage
from tests.journeys.pages import read
from tests.journeys.walk import WIB, Walk, command, text_of
from tests.letters.codes import read_code
from tests.letters.signers.making import pdfsig


class Journey(Protocol):
    def __call__(self, walk: Walk) -> None: ...


@pytest.fixture(scope="module")
def walked(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """The module's case, walked by its function `journey`."""
    with stage.shared(django_db_blocker) as walk:
        journey: Journey = request.module.journey
        journey(walk)
        yield walk


@pytest.fixture
def walk(db: None, walked: Walk) -> Iterator[Walk]:
    """The module's case for one test."""
    yield from stage.again(walked)


@pytest.fixture
def elsewhere(walk: Walk) -> Walk:
    """The same office, at work on a case of its own for this test alone."""
    return Walk(walk.clock)


@pytest.fixture(scope="module")
def halted(request: Any, walked: Walk) -> Walk:
    """A second case of the module, walked half-way by its function `half_way`."""
    moment = walked.clock.moment
    walk = Walk(walked.clock)
    half_way: Journey = request.module.half_way
    half_way(walk)
    walk.stood_at, walked.clock.moment = walked.clock.moment, moment
    return walk


@pytest.fixture
def case(walk: Walk, halted: Walk) -> Iterator[Walk]:
    """The second case, for one test to go on with."""
    walk.clock.moment = halted.stood_at
    yield from stage.again(halted)


@pytest.fixture(scope="module")
def published(request: Any, walked: Walk) -> str:
    """The words of the service's public page, as somebody without a sign-in reads them."""
    address = f"/{request.module.OFFICE}/layanan/{request.module.SERVICE}/"
    return walked.page(Client().get(address), address).text


@pytest.fixture(scope="module")
def papers(request: Any, walked: Walk) -> dict[str, str]:
    """The papers of the module's case as text, by kind and version, opened by who heads its office or unit."""
    return walked.papers(request.module.HEAD)


@pytest.fixture(scope="module")
def pdfs(request: Any, walked: Walk) -> dict[str, bytes]:
    """The same papers as files, as who receives one holds it."""
    return walked.pdfs(request.module.HEAD)


class InHand(Protocol):
    def __call__(self, pdf: bytes, *, by: str, at: str) -> str: ...


@pytest.fixture
def in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InHand:
    """`in_hand(pdf, by="Arif Khayal", at="2026-06-10 10.00")`: what whoever holds a signed letter can find out of it.

    Poppler calls the signature valid, and a changed byte invalid; its signer's certificate is the office's; the code on
    it leads to the public page, which knows its number, and that it stands. The letter's words come back.
    """
    monkeypatch.setattr("teduh.portal.verify.PATIENCE_SECONDS", 0)

    def hold(pdf: bytes, *, by: str, at: str) -> str:
        said = pdfsig(pdf, tmp_path, authorities=authority.anchors())
        assert said.count("Signature is Valid.") == 1, said
        assert "Total document signed" in said
        assert f"Common Name: {by}" in said
        assert "issuer isn't Trusted" not in said, "whether the certificate ended since, it says by today's clock"
        (seal,) = seals.read(pdf, trusted=trust.anchors())
        assert seal.valid
        assert seal.locked
        assert seal.at
        assert seal.at.astimezone(WIB).strftime("%Y-%m-%d %H.%M") == at

        changed = bytearray(pdf)
        changed[changed.index(b"endstream") - 20] ^= 1
        assert "Signature is Valid." not in pdfsig(bytes(changed), tmp_path)

        (code,) = read_code(pdf, tmp_path)
        reply = Client().get(urlsplit(code).path)
        page = read(reply.status_code, code, reply.content.decode()).text
        assert "Surat ini terdaftar dan berlaku" in page
        number = re.search(r"Nomor (\S+/\d{4})", page)
        assert number
        words = text_of(pdf)
        assert number[1] in words
        return words

    return hold


@pytest.fixture
def plays(request: Any, tmp_path: Path) -> Any:
    """`plays(story)`: play a story on the module's standard; it fails where a `harap` of the story does not hold."""

    def play(story: str) -> str:
        path = tmp_path / "cerita.yaml"
        path.write_text(story, "utf-8")
        return command("standards", "play", f"{request.module.OFFICE}/{request.module.SERVICE}", str(path))

    return play
