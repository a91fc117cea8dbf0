# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings that may not stand together are refused, with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from teduh.config import checks
from tests import people


def test_the_demo_answers_its_own_machine_only(settings: Settings) -> None:
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost"]
    assert not checks.check_demo(None)
    settings.ALLOWED_HOSTS = ["localhost", "layanan.example.go.id"]
    assert checks.check_demo(None)


def test_debug_pages_stay_on_their_own_machine(settings: Settings) -> None:
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["layanan.example.go.id"]
    assert checks.check_debug(None)


@pytest.mark.parametrize(("mode", "refused"), [(0o700, False), (0o750, True), (0o755, True)])
def test_a_folder_of_keys_is_closed_to_others(settings: Settings, tmp_path: Path, mode: int, refused: bool) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    keys.chmod(mode)
    settings.KEYS_DIR = keys
    assert bool(checks.check_folders(None)) is refused


@pytest.mark.django_db
def test_the_staff_of_a_demo_never_stand_in_an_office_that_others_reach(settings: Settings) -> None:
    settings.DEMO, settings.ALLOWED_HOSTS = False, ["layanan.example.go.id"]
    assert not checks.check_demo_staff(None)
    people.cast(people.TEBING_TINGGI)
    assert [one.id for one in checks.check_demo_staff(None)] == ["teduh.E004"]
    settings.ALLOWED_HOSTS = ["localhost"]
    assert not checks.check_demo_staff(None)


@pytest.mark.django_db
def test_a_server_that_starts_by_itself_stops_at_a_bad_setting(settings: Settings) -> None:
    settings.DEBUG, settings.DEMO, settings.ALLOWED_HOSTS = False, False, ["localhost"]
    checks.refuse_bad_settings()
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["layanan.example.go.id"]
    with pytest.raises(SystemExit, match="TEDUH_DEBUG"):
        checks.refuse_bad_settings()
