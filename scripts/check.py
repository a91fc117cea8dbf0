# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every check that needs no test run, all of them in one go: `make check`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy"), "--no-error-summary"],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "templates": [str(BIN / "djlint"), "src/teduh", "--extension", "html", "--lint", "--quiet"],
    "settings": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "messages": [*MANAGE, "messages", "--check"],
}


def main() -> int:
    """Run the checks named on the command line, or all; show the words of those that fail."""
    failed = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TEDUH_HTTPS": "0"}
    for name in sys.argv[1:] or CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            CHECKS[name],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        passed = done.returncode == 0
        print(f"{name:<12}{'ok' if passed else 'FAILED':<8}{time.monotonic() - began:5.1f} s", flush=True)
        if not passed:
            failed.append(name)
            print(done.stdout, flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
