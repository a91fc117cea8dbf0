# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conventions that a reader relies on, held by machine. Each message says what to do instead."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LICENCE = "SPDX-License-Identifier: AGPL-3.0-or-later"
SOURCES = {".py", ".js", ".css", ".sh", ".toml", ".in"}
# Written by tools, from sources that say their licence themselves.
GENERATED = {"package-lock.json", "requirements/run.txt", "requirements/assets.txt", "requirements/dev.txt"}


@cache
def files() -> tuple[str, ...]:
    """What is committed or could be: all but the ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(sorted(name for name in listed if (ROOT / name).is_file()))


@cache
def text_of(name: str) -> str:
    """The file's text; empty for pictures and the like."""
    try:
        return (ROOT / name).read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def places(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    """`file:line: text` of every line that matches."""
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in names
        for number, line in enumerate(text_of(name).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_source_says_its_licence() -> None:
    silent = [
        name
        for name in files()
        if Path(name).suffix in SOURCES and LICENCE not in "\n".join(text_of(name).split("\n")[:3])
    ]
    assert not silent, f"Begin these files with `# {LICENCE}`: {silent}"


def test_no_file_names_a_machine_or_a_registry() -> None:
    # Pieces are joined here so that this file does not find itself.
    machine = "|".join(
        ("/" + "work/", "/" + "root/", "/" + "home/[a-z]", "/" + "Users/[a-z]", "/" + "opt/(wheels|pypi)")
    )
    registry = "|".join(
        ("index" + "-url", '"reso' + 'lved": *"http', "registry" + r"\.npmjs", "files" + r"\.pythonhosted")
    )
    found = places(re.compile(f"({machine}|{registry})"), [name for name in files() if name != "requirements"])
    found = [place for place in found if "--no-emit-" not in place]
    assert not found, "Leave paths of a machine and addresses of registries out:\n" + "\n".join(found)


def test_a_silenced_check_gives_its_reason() -> None:
    silenced = re.compile(r"#\s*(noqa|type:\s*ignore)\b(?P<rest>.*)")
    found = []
    for name in files():
        if not name.endswith(".py") or name == "tests/rules/test_sources.py":
            continue
        lines = text_of(name).splitlines()
        for number, line in enumerate(lines):
            match = silenced.search(line)
            explained = match and re.search(r"\s[-–—#]+\s+\S+\s+\S+", match["rest"])
            above = lines[number - 1].strip().startswith("#") if number else False
            if match and not explained and not above:
                found.append(f"{name}:{number + 1}: {line.strip()[:120]}")
    assert not found, "Write the reason behind it (`# noqa: E402 -- why`) or above it:\n" + "\n".join(found)


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
    found = places(later, [name for name in files() if name not in GENERATED and not name.startswith("LICENSES/")])
    assert not found, "Do it now, or open an issue:\n" + "\n".join(found)


def test_no_test_is_skipped() -> None:
    skipped = re.compile(r"pytest\.(skip|mark\.(skip|xfail))|@unittest\.skip" + "|import" + "orskip")
    found = places(skipped, [name for name in files() if name.startswith("tests/") and name.endswith(".py")])
    found = [place for place in found if not place.startswith("tests/rules/test_sources.py")]
    assert not found, "A test runs or is taken away:\n" + "\n".join(found)


@pytest.mark.parametrize("name", ["utils", "helpers", "misc", "common"])
def test_no_module_is_a_drawer_for_everything(name: str) -> None:
    found = [path for path in files() if path.startswith("src/") and name in Path(path).with_suffix("").parts]
    assert not found, f"Name these by their topic: {found}"


def test_pages_load_nothing_from_other_hosts() -> None:
    foreign = re.compile(r"""(src|href|action|@import)\s*=?\s*["'(]\s*(https?:)?//""")
    sources = [name for name in files() if name.startswith("src/") and Path(name).suffix in {".html", ".css", ".js"}]
    found = [place for place in places(foreign, sources) if not re.search(r"<a\s", place)]
    assert not found, "Put a copy into static/ instead:\n" + "\n".join(found)


def test_pages_carry_no_script_or_style_inside() -> None:
    inline = re.compile(
        r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son(click|load|change|submit|input)\s*=", re.I
    )
    found = places(inline, [name for name in files() if name.startswith("src/") and name.endswith(".html")])
    assert not found, "The content security policy refuses these; use a file in static/:\n" + "\n".join(found)
