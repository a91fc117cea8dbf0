# SPDX-License-Identifier: AGPL-3.0-or-later
"""UPTD PPA Kota Tebing Tinggi takes down a telephone report and carries it to its closing."""

from __future__ import annotations

from tests.journeys.walk import Walk

OFFICE = "kota-tebing-tinggi"
CLIENT = "Melati Rekaan"
REPORTER = "Wulan Misalan"
ALLEGED = "Bagus Khayal"
MOTHER = "Sari Misalan"
NAMES = (CLIENT, REPORTER, ALLEGED, MOTHER)
CALL = {
    "safe": "safe",
    "reporter_name": REPORTER,
    "reporter_phone": "0800 0000 151",
    "narrative": "Keponakan pelapor, 9 tahun, lebam di lengan sejak Minggu dan takut pulang.",
    "when": "sekitar Minggu",
    "client-0-name": CLIENT,
    "client-0-age": "9",
    "client-0-sex": "female",
    "alleged-0-name": ALLEGED,
    "relation-0-0": "stepfather",
    "home-0-0": "yes",
}


def call(walk: Walk, *, at: str, risk: str = "", **typed: str) -> None:
    """Bayu picks up the telephone, types while he listens, and opens the case. `at` is `2026-03-02 10.00`."""
    report = walk.at(at).take("bayu", "phone")
    walk.type("bayu", report, **{**CALL, **typed})
    walk.open("bayu", report, risk_level=risk, **({"risk_reason": "Diputuskan petugas."} if risk else {}))


def receive(walk: Walk) -> None:
    walk.finish("bayu", "terima-permohonan", account=CALL["narrative"], needs=["safety", "medical"])


def serve(walk: Walk, who: str = "bayu", **answers: str) -> None:
    walk.finish(
        who, "layanan-awal", kinds=["health"], summary="Diantar ke puskesmas, ditemani sampai tenang.", **answers
    )


def identify(walk: Walk, *, outcome: str = "dapat-dibantu", risk: str = "high", risk_reason: str = "") -> None:
    walk.finish(
        "bayu",
        "identifikasi",
        kind=["physical"],
        risk=risk,
        risk_reason=risk_reason,
        region="inside",
        criterion=["jenis-kasus", "risiko-penerima-manfaat", "kewenangan-layanan"],
        outcome=outcome,
        reason="Anak tinggal di kota ini, keadaannya jelas.",
    )


def consent(walk: Walk, who: str = "bayu", outcome: str = "setuju", **answers: str) -> None:
    """The alleged stepfather may not speak for the girl: her mother is recorded, and does."""
    walk.act(who, "orang-baru", full_name=MOTHER, sex="female", part="guardian", age="34")
    said = {"giver": "guardian_child", "giver_name": MOTHER, "service": "yes", "outcome": outcome}
    walk.finish(who, "persetujuan-layanan", **{**said, **answers})


def assess(walk: Walk, who: str = "sekar") -> None:
    walk.finish(
        who,
        "asesmen-biopsikososial",
        physical="Memar di lengan kiri, sudah diperiksa dokter.",
        psychological="Sulit tidur, takut suara keras.",
        family="Tinggal bersama ibu dan ayah tiri.",
        economy="Ibu bergantung pada penghasilan ayah tiri.",
        education="Tidak masuk sekolah sejak Senin.",
        problem="Kekerasan fisik berulang di rumah.",
        needs=["health", "social_rehabilitation"],
        recommendation="Tinggal sementara di rumah bibi, konseling anak.",
    )


def plan(walk: Walk, who: str = "sekar") -> None:
    walk.finish(
        who,
        "rencana-intervensi",
        together="yes",
        client_goals="Ingin sekolah lagi dan tidak dipukul.",
        services=["child_counselling", "back_to_school"],
        recommendations="Dinas Pendidikan: masuk sekolah kembali.",
        agreed="yes",
    )


def hand_over(walk: Walk) -> None:
    walk.finish("ratna", "serahkan-data", medium="internal")


def register(walk: Walk) -> None:
    walk.finish("dimas", "catat-di-simfoni-ppa", register="SIM-2026-0001")


def close(walk: Walk) -> None:
    walk.act("tirta", "tutup", reason="Semua langkah selesai, keluarga sudah diberi tahu.")


def to_closing(walk: Walk) -> None:
    """The published procedure on time: high risk, served within twelve minutes."""
    call(walk, at="2026-03-02 10.00", **{"risk-injured_now": "yes"}, risk="high")
    receive(walk.at("2026-03-02 10.10"))
    walk.at("2026-03-02 10.12").start("bayu", "layanan-awal")
    serve(walk.at("2026-03-02 11.30"))
    identify(walk.at("2026-03-02 13.00"))
    consent(walk.at("2026-03-02 13.30"))
    assess(walk.at("2026-03-04 15.00"))
    plan(walk.at("2026-03-05 10.00"))
    hand_over(walk.at("2026-03-05 13.00"))
    register(walk.at("2026-03-06 09.00"))
    close(walk.at("2026-03-06 10.00"))
