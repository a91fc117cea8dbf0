# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to a case, one sentence each, as the case's journal shows it."""

from __future__ import annotations

from teduh.journal import codes
from teduh.procedure.problems import Message

codes.register(
    {
        "case.opened": Message("Kasus dibuka", "The case was opened"),
        "case.step.started": Message("Langkah dimulai", "A step was started"),
        "case.step.finished": Message("Langkah diselesaikan", "A step was finished"),
        "case.step.recorded": Message(
            "Langkah yang dikerjakan di atas kertas dicatat", "A step done on paper was recorded"
        ),
        "case.step.not_needed": Message("Langkah dinyatakan tidak perlu", "A step was said not to be needed"),
        "case.step.letter": Message("Surat langkah dibuat", "The letter of a step was made"),
        "case.step.entry": Message("Catatan langkah berulang ditambahkan", "An entry of a repeated step was made"),
        "case.step.broken_off": Message("Langkah dihentikan sebelum selesai", "A step was broken off"),
        "case.step.saved": Message("Isian langkah disimpan", "What was typed at a step was saved"),
        "case.attached": Message("Berkas dilampirkan pada isian", "A file was attached to an answer"),
        "case.attachment.opened": Message("Berkas isian dibuka", "A file of an answer was opened"),
        "case.form.printed": Message("Formulir yang terisi dicetak", "A filled form was printed"),
        "case.risk_set": Message("Tingkat risiko ditetapkan", "The risk was set"),
        "case.fact": Message("Fakta dicatat", "A fact was recorded"),
        "case.event": Message("Kejadian hukum dicatat", "An event of the law was recorded"),
        "case.proof_opened": Message("Bukti kejadian hukum dibuka", "The proof of a legal event was opened"),
        "case.duty": Message("Kewajiban hukum dipenuhi", "A legal duty was met"),
        "case.consent": Message("Persetujuan klien dicatat", "The client's consent was recorded"),
        "case.age": Message("Usia klien yang belum jelas dinilai", "A client's doubtful age was judged"),
        "case.requirement": Message("Persyaratan dicatat", "A requirement was recorded"),
        "case.paused": Message("Janji dijeda", "A promise was paused"),
        "case.resumed": Message("Janji berjalan lagi", "A promise runs again"),
        "case.extended": Message("Janji diperpanjang", "A promise was extended"),
        "case.assigned": Message("Petugas ditugaskan", "A person was assigned"),
        "case.member_added": Message("Anggota tim ditambahkan", "Somebody joined the team"),
        "case.member_left": Message("Anggota tim keluar", "Somebody left the team"),
        "case.person_added": Message("Orang ditambahkan ke kasus", "Somebody was added to the case"),
        "case.related": Message("Hubungan dua orang dicatat", "How two people relate was recorded"),
        "case.contact": Message("Orang dalam kasus dihubungi", "Somebody of the case was contacted"),
        "case.contact_reviewed": Message(
            "Kontak di luar cara aman ditinjau atasan", "A contact outside the safe ways was reviewed by a superior"
        ),
        "case.walled_off": Message("Benturan kepentingan dicatat", "A conflict of interest was recorded"),
        "case.wall_lifted": Message("Benturan kepentingan dicabut", "A conflict of interest was lifted"),
        "staff.marked": Message(
            "Nomor sendiri dan keluarga dititipkan", "Somebody left their own numbers and their family's"
        ),
        "staff.unmarked": Message("Nomor sendiri dan keluarga dihapus", "Those numbers were deleted"),
        "case.outsider_added": Message("Anggota tim dari luar ditambahkan", "Somebody from outside joined the team"),
        "case.outsider_left": Message("Anggota tim dari luar keluar", "Somebody from outside left the team"),
        "case.meeting": Message("Rapat tentang kasus dicatat", "A meeting about the case was recorded"),
        "case.direction": Message("Arahan ketua diberikan", "The chair gave a direction"),
        "case.task_done": Message("Keputusan atau arahan selesai", "A decision or direction was carried out"),
        "staff.caseload": Message("Beban kerja diserahkan", "A caseload was handed over"),
        "case.handed_over": Message("Kasus diserahkan kepada rekan", "The case was handed over to a colleague"),
        "case.noted": Message("Catatan ditulis", "A note was written"),
        "case.corrected": Message("Catatan keliru dibatalkan", "A wrong entry was withdrawn"),
        "case.ended_early": Message("Kasus diakhiri lebih awal", "The case was ended early"),
        "case.closed": Message("Berkas kasus ditutup", "The case file was closed"),
        "case.reopened": Message("Berkas kasus dibuka kembali", "The case file was opened again"),
        "case.run_started": Message("Layanan lain dimulai", "Another service was started"),
        "case.version.proposed": Message(
            "Pindah ke versi standar yang baru diusulkan", "A move to a newer version of the standard was proposed"
        ),
        "case.version.withdrawn": Message(
            "Usulan pindah versi ditarik", "The proposed move to a newer version was withdrawn"
        ),
        "case.version.moved": Message(
            "Kasus dipindahkan ke versi standar yang baru", "The case was moved to a newer version of its standard"
        ),
        "case.printed": Message("Halaman kasus dibuka untuk dicetak", "The case's page was opened to be printed"),
        "case.reminded": Message("Pengingat dikirim", "A reminder was sent"),
        "case.refreshed": Message("Jatuh tempo dihitung ulang", "Due times were computed again"),
    }
)
