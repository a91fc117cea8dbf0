# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter to sign, an official who signs it, and what poppler's `pdfsig` says of the outcome."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from teduh.letters.render import render
from teduh.letters.signers import SignRequest, local

ROOT = Path(__file__).parents[3]
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSPHRASE = "pohon mangga di halaman"
OFFICE = "Dinas Contoh Rekaan"


@lru_cache(maxsize=1)
def letter() -> bytes:
    """A letter of one page, as the layouts make it."""
    return render(
        "surat",
        {"office": {"name": OFFICE}, "letter": {"title": "Surat Contoh", "body": ["Isi surat."]}},
        catalogue=ROOT / "catalogue" / "letters",
        fonts=ROOT / "var" / "fonts",
    )


def credential(*, code: str = "kota-contoh", name: str = "Melati Rekaan", at: datetime = AT) -> bytes:
    """A fresh certificate and key of an official."""
    return local.new_credential(
        code, OFFICE, name=name, title="Kepala Dinas", nip="000000000000000000", passphrase=PASSPHRASE, at=at
    )


def request(**more: Any) -> SignRequest:
    """A request to sign the letter, as the given fields say."""
    given: dict[str, Any] = {
        "pdf": letter(),
        "name": "Melati Rekaan",
        "title": "Kepala Dinas",
        "office_name": OFFICE,
        "reason": "Menyetujui",
        "place": "Contoh",
        "at": AT,
        "passphrase": PASSPHRASE,
    }
    return SignRequest(**given | more)


def pdfsig(pdf: bytes, folder: Path, *, authorities: tuple[bytes, ...] = ()) -> str:
    """What poppler says of a file's signatures, trusting the given authorities (PEM) and nobody else."""
    store = folder / "nss"
    if not store.exists():
        store.mkdir()
        certutil = ["certutil", "-d", f"sql:{store}"]
        subprocess.run([*certutil, "-N", "--empty-password"], check=True, capture_output=True)
        for number, one in enumerate(authorities):
            command = [*certutil, "-A", "-n", f"kantor {number}", "-t", "C,C,C", "-a"]
            subprocess.run(command, input=one, check=True, capture_output=True)
    file = folder / "surat.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdfsig", "-nssdir", str(store), str(file)], capture_output=True, text=True, check=False)
    return done.stdout
