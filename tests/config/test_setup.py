# SPDX-License-Identifier: AGPL-3.0-or-later
"""The set-up is quiet where all goes well, and shows everything where it does not."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings


@pytest.fixture
def run_quietly() -> Callable[..., Any]:
    found: Callable[..., Any] = runpy.run_path(str(settings.ROOT / "scripts" / "setup.py"))["run_quietly"]
    return found


def test_what_goes_well_is_not_shown(run_quietly: Callable[..., Any], capfd: pytest.CaptureFixture[str]) -> None:
    run_quietly(sys.executable, "-c", "print('Collecting noise')")
    assert capfd.readouterr().out == "\n"


def test_what_fails_is_shown_whole(run_quietly: Callable[..., Any], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        run_quietly(sys.executable, "-c", "print('no such package'); raise SystemExit(3)")
    assert "no such package" in capfd.readouterr().out
