# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents that tools and people read agree with the sources."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_clauses_is_fresh() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "clauses.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_version_comes_from_the_changelog() -> None:
    from teduh.config.version import version

    assert re.fullmatch(r"\d+\.\d+\.\d+\+?", version())


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{document.relative_to(ROOT)} → {target}"
        for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))
        if not re.match(r"[a-z]+:", target) and not (document.parent / target).exists()
    ]
    assert not broken, "Mend the links:\n" + "\n".join(broken)


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    missing = [
        path
        for path in (document.relative_to(ROOT / "docs").as_posix() for document in (ROOT / "docs").rglob("*.md"))
        if path != "README.md" and f"({path})" not in index
    ]
    assert not missing, f"Add these to docs/README.md: {missing}"


def test_publiccode_has_what_its_standard_demands() -> None:
    data = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    wanted = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    assert wanted <= set(data)
    assert data["legal"]["license"] == "AGPL-3.0-or-later"
    assert {"localisationReady", "availableLanguages"} <= set(data["localisation"])
    assert data["maintenance"]["contacts"][0]["name"]
    for words in data["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_locks_hold_hashes_only() -> None:
    for name in ("run", "assets", "pkcs11", "dev"):
        lock = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        pinned = re.findall(r"^[a-z0-9][^\s=]*==\S+ \\$", lock, flags=re.MULTILINE)
        assert pinned
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock)) >= len(pinned)
        assert "://" not in lock
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in package and "resolved" not in package for name, package in packages.items() if name)


def test_every_setting_is_documented() -> None:
    settings = (ROOT / "src" / "teduh" / "config" / "settings.py").read_text("utf-8")
    read = set(re.findall(r'env_(?:str|bool|int|list|path)\(\s*"([A-Z_]+)"', settings))
    documented = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    missing = sorted(name for name in read if f"`{name}`" not in documented)
    assert len(read) > 10
    assert not missing, f"Describe these in docs/reference/settings.md: {missing}"
