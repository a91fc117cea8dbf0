# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of law that hold whatever a standard says."""

from __future__ import annotations

import pytest
import yaml

from teduh.procedure import safeguards
from teduh.procedure.decide import Correct, EndEarly, Finish, SetFact, Start, moves, open_case
from teduh.procedure.problems import Refusal
from teduh.procedure.standard.model import Activity, Effect
from teduh.standards.catalogue import catalogue_folder
from tests.procedure.engine import Case, at, grounds, standard

COUNSELLING = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Mediasi, pelaksana: petugas pengaduan, bersama: [pelapor, terlapor]}
- {langkah: Laporan, pelaksana: petugas pengaduan, produk: laporan}
"""
MEDIATION = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Mediasi, pelaksana: petugas pengaduan, bersama: [pelapor, terlapor], produk: kesepakatan}
- langkah: Laporan
  pelaksana: petugas pengaduan
  hasil: {selesai: tuntas, dialihkan: dilimpahkan}
  produk: laporan
"""
OWN_PRODUCT = "produk: kesepakatan\njangka waktu: 5 hari kerja"


@pytest.mark.parametrize("fact", [("sexual_violence", "yes"), ("kind", "rape"), ("kind", "sexual_violence")])
def test_sexual_violence_is_never_mediated_and_the_line_goes_on(fact: tuple[str, str]) -> None:
    case = Case(standard(COUNSELLING)).do(Finish("terima-laporan")).do(SetFact(fact[0], (fact[1],)))
    assert case.open == ("laporan",)
    why = case.step("mediasi").why
    assert why is not None
    assert "UU 12/2022 Pasal 23" in why.id
    assert case.refused(Finish("mediasi")).rule == "UU 12/2022 Pasal 23"


def test_a_begun_mediation_stops_the_moment_sexual_violence_is_marked() -> None:
    case = Case(standard(COUNSELLING)).do(Finish("terima-laporan")).do(Start("mediasi"))
    case.do(SetFact("kind", ("physical", "domestic_sexual_violence")))
    assert case.open == ("laporan",)
    assert case.run.begun == ()


def test_a_case_may_not_be_opened_where_the_forbidden_step_makes_the_services_own_product() -> None:
    published = standard(MEDIATION, OWN_PRODUCT)
    refused = open_case(grounds(published), facts={"sexual_violence": ("yes",)}, at=at("2 09.00"))
    assert isinstance(refused, Refusal)
    assert refused.rule == "UU 12/2022 Pasal 23"


def test_a_case_may_not_stay_there_either_but_be_transferred_or_discontinued() -> None:
    steps = MEDIATION.replace("hasil: {selesai: tuntas, dialihkan: dilimpahkan}", "hasil: tuntas")
    case = Case(standard(steps, OWN_PRODUCT)).do(SetFact("sexual_violence", ("yes",)))
    assert case.refused(Finish("terima-laporan")).rule == "UU 12/2022 Pasal 23"
    assert case.refused(Start("terima-laporan")).rule == "UU 12/2022 Pasal 23"
    assert case.refused(EndEarly(Effect.COMPLETED, "other"), by="unit_head").rule == "UU 12/2022 Pasal 23"
    case.do(EndEarly(Effect.TRANSFERRED, "safeguard"), by="unit_head")
    assert case.run.end is not None


def test_the_line_goes_on_only_towards_such_an_end() -> None:
    steps = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Undang para pihak, pelaksana: petugas pengaduan, hasil: [hadir, tidak hadir]}
- langkah: Mediasi
  setelah: {undang para pihak: hadir}
  pelaksana: petugas pengaduan
  bersama: [pelapor, terlapor]
  produk: kesepakatan
- langkah: Tutup
  setelah: [undang para pihak, mediasi]
  pelaksana: petugas pengaduan
  hasil: {sepakat: tuntas, dialihkan: dihentikan}
"""
    case = Case(standard(steps, OWN_PRODUCT)).do(SetFact("sexual_violence", ("yes",)))
    case.do(Finish("terima-laporan")).do(Finish("undang-para-pihak"))
    assert case.open == ("tutup",)
    assert case.refused(Finish("tutup", "sepakat")).rule == "UU 12/2022 Pasal 23"
    case.do(Finish("tutup", "dialihkan"))
    assert case.run.end is not None


def test_a_service_of_mediation_is_its_own_product() -> None:
    published = standard(COUNSELLING, "produk: [jasa: Layanan mediasi]\njangka waktu: 5 hari kerja")
    assert isinstance(open_case(grounds(published), facts={"kind": ("rape",)}, at=at("2 09.00")), Refusal)


ASSESSING = """\
- {langkah: Terima laporan, pelaksana: petugas pengaduan}
- {langkah: Asesmen, pelaksana: petugas pengaduan, hasil: {selesai: lanjut, menolak: dihentikan}}
- {langkah: Rujukan, pelaksana: petugas pengaduan, kepada: rumah sakit}
"""


def test_no_assessment_before_consent_save_an_emergency_with_its_reason() -> None:
    case = Case(standard(ASSESSING)).do(Finish("terima-laporan"))
    assert case.refused(Start("asesmen")).rule == safeguards.ARTICLE_CONSENT
    assert case.refused(Finish("asesmen")).step == "asesmen"
    assert case.refused(SetFact("consent", ("emergency",)), reason=False).rule == safeguards.ARTICLE_CONSENT
    case.do(SetFact("consent", ("emergency",))).do(Start("asesmen"))


def test_consent_withdrawn_stops_the_referral_and_refusing_needs_no_consent() -> None:
    case = Case(standard(ASSESSING)).do(Finish("terima-laporan")).do(SetFact("consent", ("given",)))
    case.do(Finish("asesmen")).do(SetFact("consent", ("withdrawn",)))
    assert "ditarik" in case.refused(Finish("rujukan")).reason.id
    refusing = Case(standard(ASSESSING)).do(Finish("terima-laporan"))
    assert not isinstance(refusing.may(Finish("asesmen", "menolak")), Refusal)


CONSENTING = """\
- {langkah: Persetujuan layanan, pelaksana: petugas pengaduan, hasil: [setuju, menolak]}
- {langkah: Asesmen, setelah: persetujuan layanan, pelaksana: petugas pengaduan}
"""


@pytest.mark.parametrize(("outcome", "consent"), [("setuju", "given"), ("menolak", "refused")])
def test_a_consent_step_says_it_by_its_outcome(outcome: str, consent: str) -> None:
    case = Case(standard(CONSENTING)).do(Finish("persetujuan-layanan", outcome))
    assert case.state.facts["consent"] == (consent,)
    assert isinstance(case.may(Finish("asesmen")), Refusal) is (consent == "refused")
    assert bool(moves(case.state, role="intake_officer")) is (consent == "given")


SORTING = """\
- langkah: Pilah pengaduan
  kegiatan: triase
  pelaksana: petugas pengaduan
  hasil: {ditindaklanjuti: lanjut, surat kaleng: disisihkan, bukan pengaduan: disisihkan}
- {langkah: Catat, setelah: {pilah pengaduan: ditindaklanjuti}, pelaksana: petugas pengaduan}
"""


@pytest.mark.parametrize(
    "facts",
    [
        {"client": ("child",)},
        {"kind": ("physical",)},
        {"violence": ("yes",)},
        {"client": ("child",), "reporter": ("anonymous",)},
        {"client": ("child",), "reporter": ("unknown",)},
    ],
)
def test_an_anonymous_report_about_a_child_or_violence_is_never_dropped(facts: dict[str, tuple[str, ...]]) -> None:
    case = Case(standard(SORTING), facts)
    for outcome in ("surat-kaleng", "bukan-pengaduan"):
        assert case.refused(Finish("pilah-pengaduan", outcome)).rule == safeguards.ARTICLE_REPORT
    assert case.refused(EndEarly(Effect.SET_ASIDE, "duplicate"), by="unit_head").rule == safeguards.ARTICLE_REPORT


def test_other_anonymous_reports_may_be_set_aside_and_known_reporters_duplicates_too() -> None:
    plain = Case(standard(SORTING), {"reporter": ("anonymous",)})
    assert not isinstance(plain.may(Finish("pilah-pengaduan", "surat-kaleng")), Refusal)
    known = Case(standard(SORTING), {"client": ("child",), "reporter": ("neighbour",)})
    assert not isinstance(known.may(Finish("pilah-pengaduan", "bukan-pengaduan")), Refusal)
    assert isinstance(known.may(Finish("pilah-pengaduan", "surat-kaleng")), Refusal)


def test_a_childs_identity_never_leaves_unmasked() -> None:
    child = {"client": ("child",)}
    assert safeguards.identity(child, leaves=True, masked=False) is not None
    assert safeguards.identity(child, leaves=True, masked=True) is None
    assert safeguards.identity(child, leaves=False, masked=False) is None
    assert safeguards.identity({"client": ("adult",)}, leaves=True, masked=False) is None
    # Nobody has said how old the client is.
    assert safeguards.identity({}, leaves=True, masked=False) is not None


@pytest.mark.parametrize(
    "text", ["", "-", "Gratis", "Tidak dipungut biaya", "Rp 0,00", "Gratis (Rp0)", "Free of charge"]
)
def test_no_fee_is_no_fee(text: str) -> None:
    assert safeguards.fee(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Rp 25.000",
        "Sesuai perda",
        "seikhlasnya",
        "Gratis, sesi kedua Rp50.000",
        "Tidak dipungut biaya, kecuali meterai",
    ],
)
def test_any_fee_is_refused(text: str) -> None:
    assert safeguards.fee(text) is not None


def test_consent_is_asked_for_assessment_and_referral_alone() -> None:
    asked = {activity for activity in Activity if safeguards.consent({}, activity)}
    assert asked == {Activity.ASSESS, Activity.REFER}


def test_the_forms_of_sexual_violence_are_those_of_the_catalogue() -> None:
    listed = yaml.safe_load((catalogue_folder() / "codelists" / "violence_kinds.yaml").read_text("utf-8"))["items"]
    sexual = {item["code"] for item in listed if item.get("sexual") == "ya"}
    assert sexual <= safeguards.SEXUAL_KINDS
    assert {item["code"] for item in listed} - {"other", "unknown"} <= safeguards.VIOLENT_KINDS


GIVEN = SetFact("consent", ("given",))
CHILD = {"client": ("child",), "consent_giver": ()}


def giving(facts: dict[str, tuple[str, ...]], giver: str, ground: str = "") -> Case:
    case = Case(standard(ASSESSING), facts).do(Finish("terima-laporan"))
    case.do(SetFact("consent_giver", (giver,) if giver else ()))
    return case.do(SetFact("legal_ground", (ground,))) if ground else case


def test_a_child_does_not_consent_alone() -> None:
    alone = giving(CHILD, "client").refused(GIVEN)
    assert alone.rule == safeguards.ARTICLE_GIVER
    assert "anak" in alone.reason.id
    for giver in ("guardian", "guardian_child"):
        assert giving(CHILD, giver).do(GIVEN).state.facts["consent"] == ("given",)
    both = {"client": ("adult", "child"), "consent_giver": ()}
    giving(both, "client").do(GIVEN)
    giving({"client": ("adult",)}, "client").do(GIVEN)


def test_consent_has_a_giver_also_where_it_is_said_again() -> None:
    assert "siapa" in giving({"client": ("adult",)}, "").refused(GIVEN).reason.id
    case = giving({"client": ("child",)}, "guardian_child").do(GIVEN).do(SetFact("consent_giver", ("client",)))
    assert case.refused(GIVEN).rule == safeguards.ARTICLE_GIVER


def test_who_is_alleged_does_not_consent_for_the_child_and_another_ground_has_its_reason() -> None:
    facts = {**CHILD, "guardian": ("alleged",)}
    for giver in ("guardian", "guardian_child"):
        assert "terlapor" in giving(facts, giver).refused(GIVEN).reason.id
    other = SetFact("consent", ("legal_ground",))
    assert "dasar hukum" in giving(facts, "none").refused(other).reason.id
    assert giving(facts, "none", "vital").refused(GIVEN).rule == safeguards.ARTICLE_GIVER
    case = giving(facts, "none", "vital")
    assert case.refused(other, reason=False).rule == safeguards.ARTICLE_CONSENT
    case.do(other).do(Start("asesmen"))


@pytest.mark.parametrize(
    ("given_by", "since"),
    [("client", SetFact("client", ("child",))), ("guardian", SetFact("guardian", ("alleged",)))],
)
def test_consent_counts_no_more_once_its_giver_may_not_give_it(given_by: str, since: SetFact) -> None:
    case = giving({"client": ("adult",), "consent_giver": ()}, given_by).do(GIVEN)
    assert Start("asesmen") in moves(case.state, role="intake_officer")
    case.do(since)
    assert case.refused(Start("asesmen")).rule == safeguards.ARTICLE_GIVER
    assert Start("asesmen") not in moves(case.state, role="intake_officer")
    case.do(SetFact("consent", ("emergency",))).do(Start("asesmen"))


@pytest.mark.parametrize("declined", ["refused", "withdrawn"])
def test_who_may_not_consent_may_not_refuse_or_withdraw_either(declined: str) -> None:
    no = SetFact("consent", (declined,))
    alleged = {**CHILD, "guardian": ("alleged",)}
    for giver in ("guardian", "guardian_child"):
        told = giving(alleged, giver).refused(no)
        assert told.rule == safeguards.ARTICLE_GIVER
        assert "dasar hukum lain" in told.reason.id
        assert "wali yang lain" in told.reason.id
        assert giving(CHILD, giver).do(no).state.facts["consent"] == (declined,)
    assert "pendapatnya didengar" in giving(CHILD, "client").refused(no).reason.id
    for giver in ("", "none"):
        assert "siapa" in giving(CHILD, giver).refused(no).reason.id
    assert giving({"client": ("adult",)}, "client").do(no).state.facts["consent"] == (declined,)


def test_no_correction_brings_back_the_refusal_of_who_is_alleged() -> None:
    case = giving(CHILD, "guardian").do(SetFact("consent", ("refused",)))
    case.do(SetFact("guardian", ("alleged",)), "2 10.30")
    case.do(SetFact("consent_giver", ("none",)), "2 11.00").do(SetFact("legal_ground", ("vital",)), "2 11.00")
    case.do(SetFact("consent", ("legal_ground",)), "2 11.00")
    assert case.refused(Correct(case.state.count), "2 12.00").rule == "29"


def test_a_consent_step_asks_the_same() -> None:
    agreed, refusing = Finish("persetujuan-layanan", "setuju"), Finish("persetujuan-layanan", "menolak")
    alone = Case(standard(CONSENTING), {"client": ("child",), "consent_giver": ("client",)})
    assert alone.refused(agreed).step == "persetujuan-layanan"
    assert alone.refused(refusing).step == "persetujuan-layanan"
    assert {agreed, refusing} <= set(moves(alone.state, role="intake_officer")), "the buttons stay"
    father = Case(standard(CONSENTING), {"client": ("child",), "guardian": ("alleged",)})
    assert "terlapor" in father.refused(refusing).reason.id
    ground = Case(standard(CONSENTING), {"consent_giver": ("none",), "legal_ground": ("duty",)})
    assert ground.refused(agreed, reason=False).rule == safeguards.ARTICLE_CONSENT
    assert ground.do(agreed).state.facts["consent"] == ("legal_ground",)
    assert not isinstance(ground.may(Finish("asesmen")), Refusal)
