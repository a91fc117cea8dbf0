# SPDX-License-Identifier: AGPL-3.0-or-later
"""The code printed on a letter, read as a phone's camera would: from the picture of its pages."""

from __future__ import annotations

import subprocess
from pathlib import Path


def read_code(pdf: bytes, folder: Path) -> list[str]:
    """What the QR codes of a PDF say, by poppler's picture of it and zbar."""
    (folder / "halaman.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "halaman.pdf", "halaman"], cwd=folder, check=True)
    pages = sorted(str(page) for page in folder.glob("halaman-*.png"))
    done = subprocess.run(["zbarimg", "--quiet", "--raw", *pages], capture_output=True, text=True, check=False)
    return done.stdout.split()
