# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to papers."""

from __future__ import annotations

from teduh.journal import codes
from teduh.procedure.problems import Message

codes.register(
    {
        "letter.made": Message("Surat dibuat", "A paper was made"),
        "letter.written": Message("Surat ditulis di luar langkah", "A letter was written beside the steps"),
        "letter.reworked": Message("Konsep surat diperbaiki", "A draft letter was reworked"),
        "letter.full_copy_asked": Message("Salinan lengkap diminta", "A full copy was asked for"),
        "letter.full_copy_refused": Message("Salinan lengkap ditolak", "A full copy was refused"),
        "letter.full_copy_withdrawn": Message("Permintaan salinan lengkap ditarik", "The request of a full copy ended"),
        "letter.initialled": Message("Surat diparaf", "A letter was initialled"),
        "letter.returned": Message("Surat dikembalikan", "A letter was sent back"),
        "letter.called": Message(
            "Surat menunggu pejabat yang kini menjabat", "A letter waits for whoever holds the post now"
        ),
        "letter.withdrawn": Message("Konsep surat ditarik", "A draft letter was withdrawn"),
        "letter.read": Message("Surat dibaca yang dituju", "A letter was read by the one it waits for"),
        "letter.numbered": Message("Surat diberi nomor", "A letter was given its number"),
        "letter.signed": Message("Surat ditandatangani", "A letter was signed"),
        "letter.signer_away": Message("Layanan tanda tangan tidak menjawab", "The signing service did not answer"),
        "letter.signer_back": Message("Layanan tanda tangan kembali", "The signing service is back"),
        "letter.revoked": Message("Surat dicabut", "A letter was revoked"),
        "letter.delivered": Message("Surat diserahkan", "A letter was handed over"),
        "letter.proof_opened": Message("Bukti penyerahan surat dibuka", "The proof of a delivery was opened"),
        "letter.inked_print": Message(
            "Surat dicetak untuk tanda tangan basah", "A letter was printed for a signature in ink"
        ),
        "letter.inked": Message("Surat bertanda tangan basah dicatat", "A letter signed in ink was recorded"),
        "disposition.given": Message("Disposisi diberikan", "A disposition was given"),
        "disposition.read": Message("Disposisi dibaca yang dituju", "A disposition was read by whom it is for"),
        "disposition.done": Message("Disposisi dijawab", "A disposition was answered"),
        "disposition.printed": Message("Lembar disposisi dicetak", "The disposition sheet was printed"),
        "letter.key_made": Message("Kunci tanda tangan dibuat", "A signing key was made"),
        "letter.key_rephrased": Message("Frasa sandi kunci diganti", "The passphrase of a signing key was changed"),
        "number.reserved": Message("Nomor surat dicadangkan", "Letter numbers were reserved"),
        "number.cancelled": Message("Nomor surat dibatalkan", "A letter number was cancelled"),
        "letter.received": Message("Surat masuk dicatat", "An incoming letter was recorded"),
        "letter.settings_changed": Message("Pengaturan surat diubah", "The settings of letters were changed"),
        "register.opened": Message("Buku agenda dibuka", "A register of letters was opened"),
        "register.exported": Message("Buku agenda diunduh", "A register of letters was exported"),
        "letter.opened": Message("Surat dibuka", "A paper was opened"),
        "letter.exported": Message("Surat diambil lewat perintah di peladen", "A letter was taken out by a command"),
    }
)
