# SPDX-License-Identifier: AGPL-3.0-or-later
"""PUSPAGA Rato Ebu, Sampang: a complaint through all sixteen items of the published procedure."""

from __future__ import annotations

from tests.journeys.walk import Answer, Walk

OFFICE = "kab-sampang"
CLIENT = "Kemuning Umpama"
REPORTER = "Joko Karangan"
ALLEGED = "Wira Samaran"
NAMES = (CLIENT, REPORTER, ALLEGED)
COMPLAINT = {
    "reporter_name": REPORTER,
    "narrative": "Suami tidak memberi nafkah selama setahun dan melarang istrinya bekerja.",
    "when": "sejak tahun lalu",
    "place": "rumah di Kecamatan Contoh",
    "client-0-name": CLIENT,
    "client-0-age": "34",
    "client-0-sex": "female",
    "alleged-0-name": ALLEGED,
    "relation-0-0": "husband",
}
AFTER_QUALIFYING = ("klarifikasi-para-pihak", "investigasi", "mediasi")


def complain(walk: Walk, *, at: str, channel: str = "letter", **typed: Answer) -> None:
    """The complaint comes in; Jaya types it in and opens the case."""
    report = walk.at(at).take("jaya", channel)
    walk.open("jaya", report, **{**COMPLAINT, **typed})


def receive(walk: Walk) -> None:
    walk.finish("lestari", "terima-melalui-sekretariat", summary="Diterima di Sekretariat, diteruskan ke admin.")


def record(walk: Walk) -> None:
    walk.finish("jaya", "catat-pengaduan", register="PGD-2026-0001")


def sort(walk: Walk, outcome: str = "ditindaklanjuti", reason: str = "Mendesak dan pelapornya jelas.") -> None:
    walk.finish("jaya", "pilah-pengaduan", kind=["neglect"], risk="medium", outcome=outcome, reason=reason)


def forward(walk: Walk) -> None:
    walk.finish("jaya", "teruskan-kepada-kepala-dinas", medium="internal")


def attach_sheet(walk: Walk) -> None:
    walk.finish("jaya", "lampirkan-lembar-disposisi", subject="Nafkah yang tidak diberikan", nature="urgent")


def dispose(walk: Walk, to: str = "Nirmala") -> None:
    walk.finish("surya", "disposisi-kepala-dinas", assignee=to, nature="urgent", instructions=["process"])


def clarify(walk: Walk, who: str = "nirmala") -> None:
    walk.finish(who, "klarifikasi", summary="Identitas diperiksa.")


def interview(walk: Walk, who: str = "nirmala", **answers: Answer) -> None:
    walk.finish(
        who,
        "wawancara-pelapor",
        **{
            "medium": "phone",
            "summary": "Pelapor menceritakan dengan tenang.",
            "reporter_clear": "yes",
            "suspect_clear": "yes",
            "object": "Nafkah anak dan larangan bekerja",
            "account": "Sejak Februari tahun lalu tidak ada nafkah.",
            **answers,
        },
    )


def gather(walk: Walk, who: str = "nirmala", outcome: str = "memenuhi-syarat") -> None:
    walk.finish(who, "himpun-data", summary="Keterangan ketua RT dan dua saksi.", outcome=outcome)


def clarify_parties(walk: Walk, who: str = "nirmala") -> None:
    walk.finish(who, "klarifikasi-para-pihak", summary="Kedua pihak didengar.")


def investigate(walk: Walk, who: str = "nirmala") -> None:
    walk.finish(who, "investigasi", summary="Sesuai dengan cerita pelapor.")


def mediate(walk: Walk, who: str = "nirmala") -> None:
    walk.finish(
        who,
        "mediasi",
        matter="Nafkah anak",
        balanced="yes",
        summary="Kedua pihak bicara bergantian.",
        result="agreed",
        agreement="Nafkah dibayar tiap bulan.",
    )


def respond(walk: Walk, who: str = "nirmala") -> None:
    walk.finish(
        who, "tanggapan", to="Pengadu", findings="Aduan beralasan.", handling="Para pihak didengar dan dimediasi."
    )
    assert walk.approve_all("nirmala") == 1


def give_response(walk: Walk) -> None:
    walk.finish("jaya", "serahkan-tanggapan", medium="in_person", received_by="Pengadu")


def feedback(walk: Walk) -> None:
    walk.finish("jaya", "umpan-balik", satisfied="accepted", summary="Terima kasih, jawabannya jelas.")


def report(walk: Walk, who: str = "nirmala", product: str = "laporan-penanganan") -> None:
    typed = {
        "laporan-penanganan": {"subject": "Nafkah yang tidak diberikan", "result": "Tercapai kesepakatan."},
        "rekomendasi": {"to": "Pengadilan Agama", "recommendation": "Nafkah anak ditetapkan."},
    }[product]
    sent: dict[str, Answer] = {f"letter-{product}-{code}": answer for code, answer in typed.items()}
    walk.finish(who, "laporan-penanganan", product=product, **sent)
    assert walk.approve_all("nirmala") == 1


def deliver(walk: Walk, who: str = "nirmala") -> None:
    walk.finish(who, "serahkan-laporan", medium="in_person", received_by="Para pihak")


def close(walk: Walk) -> None:
    walk.act("surya", "tutup", reason="Semua langkah selesai, para pihak menerima laporan.")


def to_disposition(walk: Walk, *, at: str, channel: str = "letter", **typed: Answer) -> None:
    """Items 1 to 7 on the first day; `at` is a moment in the morning, before nine."""
    complain(walk, at=at, channel=channel, **typed)
    day = at[:10]
    receive(walk.at(f"{day} 09.15"))
    record(walk.at(f"{day} 09.30"))
    sort(walk.at(f"{day} 10.00"))
    forward(walk.at(f"{day} 10.15"))
    if channel in ("letter", "fax", "email"):
        attach_sheet(walk.at(f"{day} 10.20"))
    dispose(walk.at(f"{day} 13.00"))


def to_closing(walk: Walk) -> None:
    """All sixteen items within four working days: a letter of Monday, 2 March 2026."""
    to_disposition(walk, at="2026-03-02 08.45")
    clarify(walk.at("2026-03-03 09.00"))
    interview(walk.at("2026-03-03 10.00"))
    gather(walk.at("2026-03-03 14.00"))
    clarify_parties(walk.at("2026-03-04 09.00"))
    investigate(walk.at("2026-03-04 11.00"))
    mediate(walk.at("2026-03-05 09.00"))
    respond(walk.at("2026-03-05 13.00"))
    give_response(walk.at("2026-03-05 14.00"))
    feedback(walk.at("2026-03-05 15.00"))
    report(walk.at("2026-03-06 09.00"))
    deliver(walk.at("2026-03-06 10.00"))
    close(walk.at("2026-03-06 11.00"))
