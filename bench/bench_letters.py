# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters: composed and rendered, the first in a process and the next; a report of 40 pages; WeasyPrint beside it.

WeasyPrint is in nobody's set-up, and needs Pango from the system: BENCH_WEASYPRINT names a Python that has it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.measuring import Table, seconds
from teduh.letters.kinds import Kind, read_kinds
from teduh.letters.render import render
from tests.letters.specimens import FONTS, LETTERS, PARAGRAPH, PROTECTED, specimen

KEY = "surat-rujukan"
TIMES = 30
LARGEST = 150  # kB
SLOWEST = 1.0  # seconds


def measure() -> Table:
    """Milliseconds, letters a second, kilobytes."""
    table = Table(("what", "milliseconds", "a second", "kB"))
    kind = read_kinds(LETTERS)[KEY]
    data = specimen(KEY, signed=True)
    began = time.perf_counter()
    first = made(kind, data)
    at_first = time.perf_counter() - began
    table.add("a signed letter, the first (fonts read)", *figures(at_first, first))
    again = seconds(lambda: made(kind, data), times=TIMES)
    table.add("the same again (Typst remembers)", *figures(again, first))
    number = iter(range(10_000))
    other = seconds(lambda: made(kind, differing(data, next(number))), times=TIMES)
    table.add("the next, each another letter", *figures(other, first))
    composing = seconds(lambda: specimen(KEY, copy="outside", protected=PROTECTED * 3), times=TIMES)
    table.add("composing it for outside, six people protected", f"{1000 * composing:.1f}", f"{1 / composing:.0f}", "")
    largest = b""
    slowest = 0.0
    for key, one in read_kinds(LETTERS).items():
        shown = specimen(key, signed=True)
        began = time.perf_counter()
        largest = max(largest, made(one, shown), key=len)
        slowest = max(slowest, time.perf_counter() - began)
    table.add(f"the slowest and the largest of {len(read_kinds(LETTERS))} kinds", *figures(slowest, largest))
    table.limit("the slowest kind, seconds", slowest, SLOWEST)
    table.limit("the largest kind, kB", len(largest) / 1000, LARGEST)
    report = specimen("laporan-sosial", form=long_form())
    began = time.perf_counter()
    pages = made(read_kinds(LETTERS)["laporan-sosial"], report)
    table.add("a report of 43 pages", *figures(time.perf_counter() - began, pages))
    by_weasyprint(table, data, other)
    return table


def made(kind: Kind, data: dict[str, Any]) -> bytes:
    return render(kind, data, catalogue=LETTERS, fonts=FONTS)


def differing(data: dict[str, Any], number: int) -> dict[str, Any]:
    """Another letter: Typst remembers what it laid out."""
    body = [f"{one} {number}" for one in data["letter"]["body"]]
    fields = [{**one, "value": f"{number} {one['value']}"} for one in data["letter"]["fields"]]
    return {**data, "letter": {**data["letter"], "body": body, "fields": fields, "number": f"400.2/{number}"}}


def long_form() -> dict[str, Any]:
    account = "\n".join([PARAGRAPH] * 32)
    return {
        "sections": [{"title": f"Bagian {n}", "fields": [{"label": "Uraian", "value": account}]} for n in range(14)]
    }


def figures(taken: float, pdf: bytes) -> tuple[str, str, str]:
    return f"{1000 * taken:.1f}", f"{1 / taken:.0f}", f"{len(pdf) / 1000:.0f}"


def by_weasyprint(table: Table, data: dict[str, Any], ours: float) -> None:
    python = os.environ.get("BENCH_WEASYPRINT")
    if not python:
        table.add("WeasyPrint: not measured, BENCH_WEASYPRINT names no Python that has it", "", "", "")
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.json"
        file.write_text(json.dumps(data), "utf-8")
        command = [python, str(Path(__file__).with_name("weasyprint_letter.py")), str(file), str(FONTS), str(TIMES)]
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    size = f"{told['size'] / 1000:.0f}"
    first, *rest = told["taken"]
    table.add("WeasyPrint: loading it", f"{1000 * told['loaded']:.0f}", "", "")
    table.add("WeasyPrint, the first", f"{1000 * first:.1f}", f"{1 / first:.0f}", size)
    following = statistics.median(rest)
    table.add("WeasyPrint, the next", f"{1000 * following:.1f}", f"{1 / following:.0f}", size)
    table.add("WeasyPrint's next, in times of ours", f"{following / ours:.1f}", "", "")
