# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tutorial `one-case.md` is walked as it is told: each row of its table, by that person, from their Desk."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings

from tests.journeys import tebing_tinggi as tt
from tests.journeys.walk import Walk

TOLD = (settings.ROOT / "docs" / "tutorials" / "one-case.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\w+) \| ([^|]+?) \|", TOLD, flags=re.MULTILINE)
DOES: dict[str, Callable[[Walk], None]] = {
    "Terima permohonan": tt.receive,
    "Layanan awal": tt.serve,
    "Identifikasi": tt.identify,
    "Persetujuan layanan": tt.consent,
    "Asesmen biopsikososial": tt.assess,
    "Rencana intervensi": tt.plan,
    "Serahkan data": tt.hand_over,
    "Catat di Simfoni PPA": tt.register,
}


def test_each_step_of_the_tutorial_waits_on_the_desk_of_who_is_named(walk: Walk) -> None:
    report = walk.at("2026-03-02 10.00").take("bayu", "phone")
    page = walk.type("bayu", report, **tt.CALL, **{"risk-injured_now": "yes"})
    assert "Buka kasus" in page.text
    assert report in walk.get("bayu", "/laporan/baru/").links, "broken off, it is found again"
    walk.open("bayu", report, risk_level="high")
    assert "30 menit" in walk.look("bayu").text or "10.30" in walk.look("bayu").text

    assert [step for _who, step in ROWS] == list(DOES)
    for who, step in ROWS:
        assert step in walk.get(who, "/meja/").text, f"{step} is not on the desk of {who}"
        DOES[step](walk)
    assert "Tutup berkas" in walk.look("tirta").text
    tt.close(walk)
    assert walk.get("kirana", walk.case).status == 404
    assert "Kirana Khayal" in walk.get("tirta", f"{walk.case}jurnal/").text
