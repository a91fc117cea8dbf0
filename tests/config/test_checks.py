# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings that may not stand together stop the start."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import checks
from pytest_django.fixtures import Settings


def found() -> set[str]:
    """The identifiers of what the checks say."""
    return {str(message.id) for message in checks.run_checks()}


def test_the_demo_answers_its_own_machine_only(settings: Settings) -> None:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost"]
    assert "teduh.E001" not in found()
    settings.ALLOWED_HOSTS = ["localhost", "layanan.example.go.id"]
    assert "teduh.E001" in found()


def test_debug_pages_stay_on_their_own_machine(settings: Settings) -> None:
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["layanan.example.go.id"]
    assert "teduh.E002" in found()


@pytest.mark.parametrize(("mode", "refused"), [(0o700, False), (0o750, True), (0o755, True)])
def test_a_folder_of_keys_is_closed_to_others(settings: Settings, tmp_path: Path, mode: int, refused: bool) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    keys.chmod(mode)
    settings.KEYS_DIR = keys
    assert ("teduh.E003" in found()) is refused
