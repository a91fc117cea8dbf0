# SPDX-License-Identifier: AGPL-3.0-or-later
"""The invented year, as somebody who tries the demo finds it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from teduh.accounts.demo_staff import PASSWORD
from teduh.accounts.models import Staff
from teduh.letters import seals, trust
from teduh.letters.models import Delivery, Hop, HopState, Letter, LetterState, Number, SigningKey
from teduh.standards.actions import publish_catalogue
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CASES = 64
# What the steps of the four standards make that is numbered and signed, and what is written beside them.
KINDS = {
    "berita-acara",
    "nota-dinas",
    "surat-rujukan",
    "surat-terminasi",
    "undangan-klarifikasi",
    "undangan-mediasi",
    "rekomendasi-pendampingan",
    "surat-perintah-tugas",
    "laporan-sosial",
    "tanggapan",
    "laporan-penanganan",
    "rekomendasi",
    "surat-pemberitahuan",
    "surat-tugas",
    "surat-pelimpahan",
}


def test_the_year_holds_letters_of_every_kind_and_state(client: Client, settings: Any) -> None:
    """One year for all of it: making it takes a while."""
    settings.DEMO = True
    people.offices(people.NOW - timedelta(days=700))
    publish_catalogue(people.system())
    call_command("demo", cases=CASES, until=people.NOW.isoformat(), stdout=StringIO())
    letters = list(Letter.objects.select_related("office", "signed_by"))
    signed = [letter for letter in letters if letter.state == LetterState.SIGNED]
    assert {letter.kind for letter in signed} == KINDS
    assert [letter.state for letter in letters].count(LetterState.REVOKED) == 1
    assert [letter.state for letter in letters].count(LetterState.SUPERSEDED) == 1
    returned = Hop.objects.filter(state=HopState.RETURNED).values_list("letter", flat=True)
    assert any(letter.papers.count() > 1 for letter in letters if letter.pk in returned), "sent back, and reworked"

    assert Delivery.objects.filter(letter__in=signed).exists(), "handed over, how and to whom"

    begins = people.NOW - timedelta(days=367)
    assert all(begins < letter.signed_at <= people.NOW for letter in signed if letter.signed_at)
    assert all(key.valid_until and key.valid_until > people.NOW for key in SigningKey.objects.all())
    for office in {letter.office_id for letter in signed}:
        for series in set(Number.objects.filter(office=office).values_list("series", flat=True)):
            rows = list(Number.objects.filter(series=series).order_by("serial"))
            assert [row.serial for row in rows] == list(range(1, len(rows) + 1))
            assert all(row.given_at <= after.given_at for row, after in pairwise(rows)), "numbers follow the calendar"

    newest = max(signed, key=lambda letter: letter.signed_at or begins)
    (seal,) = seals.read(newest.papers.order_by("-version")[0].pdf.open(), trusted=trust.anchors())
    assert seal.valid
    assert seal.at == newest.signed_at.replace(microsecond=0) if newest.signed_at else False

    hop = Hop.objects.filter(state=HopState.WAITING).select_related("letter").first()
    assert hop, "something waits on Approvals"
    official = next(
        one
        for one in Staff.objects.filter(office=hop.letter.office_id)
        if {held.role for held in one.holdings.all()} & set(hop.roles)
    )
    people.sign_in(client, official)
    page = client.get("/persetujuan/")
    assert hop.letter.title in page.content.decode()
    waiting = page.context["letter"]
    sent = {"version": page.context["page"].paper.version, "passphrase": PASSWORD, "note": "Sesuai."}
    assert client.post(f"/surat/{waiting.pk}/setuju/", sent).status_code == 302, "the demo's passphrase signs"

    assert "Jurnal utuh" in told("journal", "verify")
    assert "each as its journal folds" in told("case", "check")


def told(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()
