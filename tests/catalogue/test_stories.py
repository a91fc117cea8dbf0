# SPDX-License-Identifier: AGPL-3.0-or-later
"""The four standards are sound, keep what was published, and their stories show every step and every end."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from teduh.procedure import stories
from teduh.procedure.standard.check import check
from teduh.procedure.standard.model import Activity, Risk, Standard
from teduh.standards.catalogue import vocabulary

CATALOGUE = Path(__file__).parents[2] / "catalogue"
STANDARDS = CATALOGUE / "standards"
CODES = sorted(path.parent.relative_to(STANDARDS).as_posix() for path in STANDARDS.glob("*/*/standard.yaml"))
STORIES = sorted(path.relative_to(STANDARDS).as_posix() for path in STANDARDS.glob("*/*/examples/*.yaml"))
LUMAJANG = "kab-lumajang/rekomendasi-abh"
SAMPANG = "kab-sampang/konseling-keluarga"
PEKALONGAN = "kota-pekalongan/terima-rujukan"
TEBING_TINGGI = "kota-tebing-tinggi/pengaduan-masyarakat"
# Published facts that are easily lost when a noisy page is cleaned.
FACTS = {
    LUMAJANG: (
        "188.4/329/427.64/2022",
        "facebook.com/dinassosial.kablumajang.3",
        "instagram.com/dinsos_pppa_lumajang",
        "twitter.com/dinsos_lumajang",
        "UCI7Abv0MDUuPpilGWVICDQA",
        "dinassosiallumajang.blogspot.com",
        "085 895 242 105",
        "Meja informasi pelayanan",
        "kode pos 67316",
        "2x24 jam",
        "maklumat pelayanan",
        "888155",
    ),
    SAMPANG: (
        "460/25/KEP/434.204/2022",
        "Jl. Rajawali No. 7, Sampang 69213",
        "(0323) 321164",
        "dinsos.sampangkab.go.id",
    ),
    PEKALONGAN: (
        "0815642622226",
        "Divisi Penerimaan Pengaduan",
        "09.00-12.00, 12.30-14.00",
        "08.00-10.30",
        "Ruang Pengaduan dan Konseling",
        "BAPAS",
        "Babinkamtibmas",
        "P3HA",
        "Kasi Perlindungan Perempuan dan Anak",
        "Undang-Undang Nomor 35 Tahun 2014",
    ),
    TEBING_TINGGI: (
        "301 TAHUN 2022",
        "Simfoni PPA",
        "Sabtu, Minggu, dan hari besar libur",
        "LAPOR!",
        "dp3apm.tebingtinggikota.go.id",
        "Kartu keluarga",
        "kurang lebih 6 jam",
    ),
}


@cache
def text(code: str) -> str:
    return (STANDARDS / code / "standard.yaml").read_text("utf-8")


@cache
def standard(code: str) -> Standard:
    loaded = check(text(code), file=f"{code}/standard.yaml", vocabulary=vocabulary(CATALOGUE), folder=code)
    errors = [problem.text() for problem in loaded.problems if not problem.warning]
    assert not errors
    assert loaded.standard is not None
    return loaded.standard


@cache
def holidays() -> frozenset[date]:
    years = yaml.load((CATALOGUE / "calendars" / "nasional.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    return frozenset(date.fromisoformat(row["tanggal"]) for rows in years.values() for row in rows)


def played(name: str) -> list[stories.Played]:
    code = "/".join(name.split("/")[:2])
    known = vocabulary(CATALOGUE)
    found, problems = stories.read((STANDARDS / name).read_bytes(), file=name, vocabulary=known)
    assert not [problem.text() for problem in problems]
    time = stories.usual_time(standard(code), known, holidays=holidays())
    return [stories.play(standard(code), story, office_time=time) for story in found]


@pytest.mark.parametrize("code", CODES)
def test_a_standard_has_no_error(code: str) -> None:
    assert standard(code).code == code


@pytest.mark.parametrize("code", CODES)
def test_a_standard_keeps_what_was_published(code: str) -> None:
    lost = [fact for fact in FACTS[code] if fact not in text(code)]
    assert not lost


@pytest.mark.parametrize("name", STORIES)
def test_a_story_holds(name: str) -> None:
    failures = [problem.text() for one in played(name) for problem in one.failures]
    assert not failures


@pytest.mark.parametrize("code", CODES)
def test_the_stories_of_a_standard_show_every_step_and_every_end(code: str) -> None:
    told = [one for name in STORIES if name.startswith(f"{code}/") for one in played(name)]
    assert len(told) >= 4
    uncovered = stories.uncovered(standard(code), told)
    assert uncovered.steps == ()
    assert uncovered.ends == ()


@pytest.mark.parametrize("code", CODES)
def test_a_service_is_free_and_takes_complaints(code: str) -> None:
    assert standard(code).fee == "Tidak dipungut biaya"
    complaints = standard(code).complaints
    assert complaints is not None
    assert complaints.channels


def test_sampang_has_sixteen_published_items() -> None:
    items = [step.item for step in standard(SAMPANG).procedures[0].steps if step.shown]
    assert sorted(set(items)) == list(range(1, 17))


def test_pekalongan_publishes_thirteen_components() -> None:
    published = standard(PEKALONGAN)
    assert published.staff_count == 4
    assert published.facilities
    assert published.supervision
    assert published.service_guarantee
    assert published.safety_guarantee
    assert published.evaluation is not None
    assert len(published.competences) == 6


def test_tebing_tinggi_promises_by_risk_and_only_on_its_direct_channels() -> None:
    (promise,) = standard(TEBING_TINGGI).promises
    assert [risk for risk, _ in promise.by_risk] == [Risk.HIGH, Risk.MEDIUM, Risk.LOW]
    assert promise.condition is not None
    assert set(dict(promise.condition.facts)["channel"]) == {"walk_in", "phone", "hotline", "whatsapp"}


def test_emergency_help_never_waits_for_an_assessment() -> None:
    steps = standard(TEBING_TINGGI).procedures[0].steps
    order = [step.activity for step in steps]
    assert order.index(Activity.SERVE) < order.index(Activity.ASSESS)
    assert order.index(Activity.CONSENT) < order.index(Activity.ASSESS)


def test_lumajang_records_each_accompaniment() -> None:
    assert standard(LUMAJANG).procedures[0].steps[-1].repeated
