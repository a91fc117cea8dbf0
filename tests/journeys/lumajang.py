# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dinsos P3A Lumajang recommends accompaniment for a child in conflict with the law (ABH)."""

from __future__ import annotations

from tests.journeys.walk import Answer, Walk

OFFICE = "kab-lumajang"
CLIENT = "Raka Permisalan"
REPORTER = "Dewi Karangan"
NAMES = (CLIENT, REPORTER)
REPORT = {
    "reporter_name": REPORTER,
    "narrative": "Anak dibawa ke kantor polisi setelah perkelahian antarpelajar. Ibunya meminta ia didampingi.",
    "client-0-name": CLIENT,
    "client-0-age": "15",
    "client-0-sex": "male",
}
BASIS = "UU Nomor 11 Tahun 2012 tentang Sistem Peradilan Pidana Anak"
DRAFTS = {
    "rekomendasi-pendampingan": {
        "to": "Kepala Polres, u.p. Kanit PPA",
        "basis": BASIS,
        "recommendation": "Didampingi pekerja sosial selama pemeriksaan\nDiupayakan diversi",
    },
    "surat-perintah-tugas": {
        "basis": BASIS,
        "assignees": "Sakti Contoh, Pekerja Sosial",
        "purpose": "Mendampingi anak selama pemeriksaan",
    },
}


def report(walk: Walk, *, at: str, **typed: Answer) -> None:
    address = walk.at(at).take("putri", "walk_in")
    walk.open("putri", address, **{**REPORT, **typed})


def receive(walk: Walk, **answers: Answer) -> None:
    told: dict[str, Answer] = {"position": "conflict", "ampk": ["in_contact_with_law"], **answers}
    walk.finish("putri", "terima-laporan", account=REPORT["narrative"], **told)


def assign(walk: Walk, to: str = "Sakti") -> None:
    walk.finish("putri", "tugaskan-sakti-peksos", assignee=to, summary="Asesmen lapangan di rumah dan sekolah.")


def register(walk: Walk) -> None:
    walk.finish("sakti", "catat-identitas-dan-registrasi", register="ABH-2026-0001")


def consent(walk: Walk) -> None:
    walk.act("sakti", "persetujuan", value="given", giver="guardian_child", giver_name="Sri Khayal")


def assess(walk: Walk) -> None:
    walk.finish(
        "sakti",
        "asesmen-lapangan",
        **{
            "form-asesmen-problem": "Disangka memukul teman sebaya.",
            "form-asesmen-analysis": "Anak menyesal, keluarga mendukung.",
            "form-asesmen-recommendation": "Dampingi selama pemeriksaan.",
            "laporan-sosial-history": "Anak kedua dari tiga bersaudara.",
            "laporan-sosial-condition": "Sehat, takut.",
            "laporan-sosial-account": "Perkelahian sepulang sekolah.",
            "laporan-sosial-analysis": "Tidak ada pola kekerasan sebelumnya.",
            "laporan-sosial-conclusion": "Diversi patut diupayakan.",
            "laporan-sosial-recommendation": "Pendampingan dan diversi.",
        },
    )


def draft(walk: Walk, product: str = "rekomendasi-pendampingan", **changes: Answer) -> None:
    letter = {**DRAFTS[product], **changes}
    typed: dict[str, Answer] = {f"letter-{product}-{code}": answer for code, answer in letter.items()}
    walk.finish("sakti", "konsep-surat", product=product, **typed)


def initial(walk: Walk) -> None:
    walk.approve_at("dewi", "paraf")


def sign_report(walk: Walk) -> None:
    """The social report is the social worker's own; the head of division has to know of it."""
    assert [walk.approve_all(who) for who in ("dewi", "sakti")] == [1, 1]


def sign(walk: Walk) -> None:
    walk.approve_at("arif", "tanda-tangan")


def send_back(walk: Walk, reason: str, who: str = "dewi", step: str = "paraf") -> None:
    assert walk.send_back(who, step, reason).status == 200


def accompany(walk: Walk, summary: str) -> None:
    walk.entry("sakti", "layanan-pendampingan", kinds=["social_rehabilitation"], summary=summary)


def to_signature(walk: Walk) -> None:
    """Friday, 5 June 2026, to Wednesday; the head of division sends the draft back once."""
    report(walk, at="2026-06-05 09.00")
    receive(walk.at("2026-06-05 09.30"))
    assign(walk.at("2026-06-05 09.45"))
    register(walk.at("2026-06-05 13.00"))
    consent(walk.at("2026-06-05 13.15"))
    assess(walk.at("2026-06-08 15.00"))
    sign_report(walk)
    draft(walk.at("2026-06-09 10.00"))
    send_back(walk.at("2026-06-09 14.00"), "Sebutkan dasar hukumnya lengkap.")
    draft(walk.at("2026-06-10 08.30"), basis=f"{BASIS}, Pasal 23")
    initial(walk.at("2026-06-10 09.00"))
    sign(walk.at("2026-06-10 10.00"))


def to_closing(walk: Walk) -> None:
    to_signature(walk)
    accompany(walk.at("2026-06-11 09.00"), "Mendampingi pemeriksaan di Polres.")
    accompany(walk.at("2026-06-25 09.00"), "Kunjungan rumah, anak kembali bersekolah.")
    walk.at("2026-07-06 09.00").finish(
        "sakti",
        "layanan-pendampingan",
        kinds=["social_rehabilitation"],
        summary="Diversi berhasil, pendampingan selesai.",
    )
    walk.at("2026-07-06 13.00").act("dewi", "tutup", reason="Pendampingan selesai, keluarga sudah diberi tahu.")
