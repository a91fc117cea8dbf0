# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signatures on a letter: opening the official's key, signing, and reading what is on it."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.measuring import Table, seconds
from bench.office import installation

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSPHRASE = "pohon mangga di halaman"
PROMISED = 1.0


def measure() -> Table:
    """Milliseconds, medians; the letter is one page."""
    with installation():
        return measured()


def measured() -> Table:
    from django.conf import settings
    from django.test import override_settings

    from teduh.letters import seals, trust
    from teduh.letters.render import render
    from teduh.letters.signers import SignRequest, local

    letter = render(
        "surat",
        {"office": {"name": "Kantor Contoh"}, "letter": {"title": "Surat Contoh", "body": ["Isi surat."]}},
        catalogue=Path(settings.CATALOGUE_DIR) / "letters",
        fonts=Path(settings.FONTS_DIR),
    )

    def credential() -> bytes:
        return local.new_credential(
            "kota-contoh", "Kantor Contoh", name="Melati", title="", nip="", passphrase=PASSPHRASE, at=AT
        )

    def sign(opened_by: bytes) -> bytes:
        return local.sign(
            SignRequest(
                pdf=letter,
                name="Melati",
                title="Kepala Dinas",
                office_name="Kantor Contoh",
                reason="Menyetujui",
                place="Contoh",
                at=AT,
                passphrase=PASSPHRASE,
                credential=opened_by,
            )
        ).pdf

    table = Table(("what", "milliseconds"))
    with tempfile.TemporaryDirectory() as folder, override_settings(KEYS_DIR=Path(folder), TRUST_DIR=Path(folder)):
        with override_settings(SIGNING_KEY_ROUNDS=1):
            quick = credential()
        with override_settings(SIGNING_KEY_ROUNDS=600_000):  # as in an office; the demo's keys open at once
            strong = credential()
        signed = sign(strong)
        whole = seconds(lambda: sign(strong), times=15)
        bare = seconds(lambda: sign(quick), times=15)
        table.add("a signature, from passphrase to file", f"{1000 * whole:.0f}")
        table.add("of which opening the key, slow on purpose", f"{1000 * (whole - bare):.0f}")
        table.add("of which signing", f"{1000 * bare:.0f}")
        anchors = trust.anchors()
        table.add(
            "reading it, own file, same process", f"{1000 * seconds(lambda: seals.look(signed, trusted=anchors)):.0f}"
        )
        table.add(
            "reading it, a stranger's file, process apart",
            f"{1000 * seconds(lambda: seals.read(signed, trusted=anchors)):.0f}",
        )
        table.add("bytes that a signature adds", len(signed) - len(letter))
    table.limit("seconds from passphrase to file", whole, PROMISED)
    return table
