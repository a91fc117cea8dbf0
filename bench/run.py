# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run the measurements: `python bench/run.py [NAME...]`; tables are printed and kept under bench/results/.

Each `bench/bench_*.py` has `measure() -> Table`. What needs a database runs on SQLite, and on PostgreSQL where
DATABASE_URL names one. Ratios within one run are what counts: seconds differ between machines.
"""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "results"


def main() -> int:
    """Each measurement in a process of its own, so that memory and caches of one do not help another."""
    wanted = sys.argv[1:]
    if wanted[:1] == ["--one"]:
        return one(wanted[1])
    names = wanted or sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    failed = []
    for name in names:
        done = subprocess.run([sys.executable, str(HERE / "run.py"), "--one", name], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def one(name: str) -> int:
    """Measure, print, keep; non-zero where the measurement's own limit is broken."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    module = importlib.import_module(f"bench.bench_{name}")
    print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    began = time.monotonic()
    result = module.measure()
    database = "postgres" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    RESULTS.mkdir(exist_ok=True)
    head = f"# {name}\n\n{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores"
    text = result.as_markdown()
    (RESULTS / f"{name}-{database}.md").write_text(f"{head}\n\n{text}\n", "utf-8")
    print(f"{text}\n({time.monotonic() - began:.1f} s)", flush=True)
    return 1 if result.broken else 0


if __name__ == "__main__":
    sys.exit(main())
