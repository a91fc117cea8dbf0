# SPDX-License-Identifier: AGPL-3.0-or-later
"""LP-PAR Kota Pekalongan receives a referral from an institution: accepted, or refused with a reason."""

from __future__ import annotations

from tests.journeys.walk import Answer, Walk

OFFICE = "kota-pekalongan"
CLIENT = "Cempaka Andaian"
NAMES = (CLIENT,)
APPLICATION = {
    "reporter_name": "Petugas Polsek Misalan",
    "narrative": "Polsek merujuk seorang perempuan yang dianiaya suaminya, butuh psikolog dan pendamping hukum.",
    "client-0-name": CLIENT,
    "client-0-age": "29",
    "client-0-sex": "female",
}
LETTER = "surat-permohonan-dari-lembaga-perujuk"


def apply(walk: Walk, *, at: str, **typed: Answer) -> None:
    """The institution's application arrives; the full-timer records it."""
    report = walk.at(at).take("fajar", "referral")
    walk.open("fajar", report, **{**APPLICATION, **typed})


def letter_there(walk: Walk) -> None:
    """The application letter is there: the requirements are complete."""
    walk.act("fajar", "syarat", requirement=LETTER, mark="met", run="1")


def decide(walk: Walk, outcome: str, reason: str, **application: Answer) -> None:
    walk.finish("rahma", "putusan-permohonan", outcome=outcome, reason=reason, **application)


def sign_order(walk: Walk) -> None:
    walk.make_and_sign(
        "rahma",
        "tanda-tangan-surat-tugas",
        basis="Surat permohonan Polsek Misalan",
        assignees="Wulan Fiktif, Psikolog\nBagas Misalan, Advokat",
        purpose="Penjangkauan\nIdentifikasi awal\nAsesmen kasus",
    )


def sign_refusal(walk: Walk, reason: str) -> None:
    walk.make_and_sign(
        "rahma",
        "tanda-tangan-surat-pemberitahuan",
        to="Kepala Polsek Misalan",
        **{"letter-surat-pemberitahuan-reason": reason},
        alternative="UPTD PPA kabupaten tetangga",
        reason="Sesuai putusan.",
    )


def coordinate(walk: Walk) -> None:
    walk.finish(
        "intan",
        "koordinasi-tim",
        attendees="Tim Teknis (psikologis, medis, hukum, sosial), Polsek, Kelurahan Contoh, Babinkamtibmas, RT/RW",
        summary="Psikolog dan advokat berangkat bersama.",
    )


def direct_secretary(walk: Walk) -> None:
    walk.finish(
        "intan", "tugaskan-sekretaris", assignee="Galih", summary="Siapkan dokumen penjangkauan dan dokumentasi."
    )


def prepare_papers(walk: Walk) -> None:
    walk.finish(
        "galih",
        "himpun-dokumen",
        summary="Surat tugas dan formulir asesmen siap.",
        activity="Persiapan penjangkauan",
        held="5 Maret 2026, Ruang Pengaduan dan Konseling",
        **{"letter-dokumentasi-kegiatan-account": "Dokumen disiapkan dan diperiksa."},
    )


def send_team(walk: Walk) -> None:
    """The chair says who of the technical team goes."""
    walk.invite("intan", "Wulan Fiktif, tim teknis")


def reach_out(walk: Walk) -> None:
    walk.finish("wulan", "penjangkauan", summary="Klien ditemui di rumah saudaranya dalam keadaan aman.")


def identify(walk: Walk) -> None:
    walk.finish("wulan", "identifikasi-awal", kind=["physical"], risk="medium", region="inside")


def consent(walk: Walk) -> None:
    walk.act("wulan", "persetujuan", value="given", giver="client")


def assess(walk: Walk) -> None:
    walk.finish(
        "wulan",
        "asesmen-kasus",
        psychological="Cemas, sulit tidur.",
        legal="Ingin membuat laporan polisi.",
        analysis="Butuh pemulihan psikologis dan bantuan hukum.",
        recommendation="Konseling mingguan dan pendampingan hukum.",
    )


def to_papers(walk: Walk) -> None:
    """From the application of Monday, 2 March 2026, until everything is ready for outreach."""
    apply(walk, at="2026-03-02 09.30")
    letter_there(walk.at("2026-03-03 10.00"))
    decide(walk.at("2026-03-03 11.00"), "diterima", "Surat lengkap, kasus di dalam kota.")
    sign_order(walk.at("2026-03-03 13.00"))
    coordinate(walk.at("2026-03-04 09.30"))
    direct_secretary(walk.at("2026-03-04 10.00"))
    prepare_papers(walk.at("2026-03-05 11.00"))
    send_team(walk.at("2026-03-05 11.30"))


def to_closing(walk: Walk) -> None:
    to_papers(walk)
    walk.at("2026-03-06 09.00").start("wulan", "penjangkauan")
    reach_out(walk.at("2026-03-06 10.00"))
    identify(walk.at("2026-03-06 10.15"))
    consent(walk.at("2026-03-06 10.25"))
    assess(walk.at("2026-03-11 13.00"))
    walk.at("2026-03-11 13.30").act("rahma", "tutup", reason="Rujukan selesai ditangani.")


def to_refusal(walk: Walk) -> None:
    reason = "Klien tinggal di kabupaten lain, dan UPTD di sana sudah menanganinya."
    apply(walk, at="2026-04-06 09.15")
    decide(walk.at("2026-04-07 10.00"), "ditolak", reason)
    sign_refusal(walk.at("2026-04-08 11.00"), reason)
