# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Lumajang case on its way to a draft letter, for tests of what becomes of it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from teduh.accounts.models import Staff
from teduh.cases.actions import file, steps
from teduh.cases.actions.steps import Work
from teduh.cases.models import Case
from teduh.letters.models import Letter
from teduh.standards.formfiles import form
from tests import people
from tests.cases import making

REPORT = "laporan-sosial"  # the form that the social report prints
PRODUCT = "rekomendasi-pendampingan"
ANSWERS = {
    "to": "Kepala Polres, u.p. Kanit PPA",
    "basis": "UU Nomor 11 Tahun 2012",
    "recommendation": "Didampingi pekerja sosial selama pemeriksaan\nDiupayakan diversi",
}


def to_draft(staff: dict[str, Staff]) -> Case:
    """Assessed, by sakti; the step `konsep-surat` is open."""
    case = making.opened(staff, people.LUMAJANG)
    file.record_consent(making.acting(staff["putri"], 59), case, value="given", giver="client")
    for minutes, name, key in (
        (55, "putri", "terima-laporan"),
        (54, "putri", "tugaskan-sakti-peksos"),
        (53, "sakti", "catat-identitas-dan-registrasi"),
        (52, "sakti", "asesmen-lapangan"),
    ):
        steps.finish_step(making.acting(staff[name], minutes), case, step=key, work=reported(key))
    return case


def reported(step: str) -> Work:
    """What the step brings: the assessment in the field fills the form that the social report prints."""
    return Work(answers={REPORT: (form(REPORT), {"risk": "medium"})} if step == "asesmen-lapangan" else {})


def draft(staff: dict[str, Staff], case: Case, *, minutes_ago: int = 50, **changes: str) -> Letter:
    """The draft of the recommendation, by sakti; it waits for the head of division's paraf."""
    work = Work(products=(PRODUCT,), papers={PRODUCT: {**ANSWERS, **changes}})
    steps.finish_step(making.acting(staff["sakti"], minutes_ago), case, step="konsep-surat", work=work)
    return Letter.objects.get(case=case, product=PRODUCT)


def address(letter: Letter, name: str = "letter") -> str:
    return reverse(f"letters:{name}", args=[letter.pk])


def approve(client: Client, who: Staff, letter: Letter, **changes: Any) -> Any:
    """Signed in as that person: paraf or signature, with a key of their own."""
    people.sign_in(client, who)
    return making.approve(client, address(letter), **changes)


def signed(client: Client, staff: dict[str, Staff]) -> Letter:
    """The recommendation, initialled by dewi and signed by arif."""
    letter = draft(staff, to_draft(staff))
    for name in ("dewi", "arif"):
        assert approve(client, staff[name], letter).status_code == 302
    letter.refresh_from_db()
    return letter
