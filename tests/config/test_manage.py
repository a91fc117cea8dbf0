# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py` as somebody meets it who has not set anything up, or reads only the first lines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from teduh.accounts.queries import demo_sign_ins
from tests.processes import ROOT, database


def command(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "teduh.config.settings", "TEDUH_HTTPS": "0", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_an_empty_database_is_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    with database(tmp_path) as url:
        asked = command({"DATABASE_URL": url, "TEDUH_DATA_DIR": str(tmp_path)}, "journal", "verify")
        _, said = asked.communicate()
    assert asked.returncode == 1
    assert said == "The database is empty. Run `make run`, or manage.py migrate and manage.py prepare.\n"


def test_a_reader_who_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    shown = command({"TEDUH_DATA_DIR": str(tmp_path)}, "standards", "show", "kab-sampang/konseling-keluarga")
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.close()
    assert "Traceback" not in shown.stderr.read()
    shown.stderr.close()
    assert shown.wait() == 1


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_the_demo_before_prepare_is_a_sentence() -> None:
    with pytest.raises(CommandError, match=r"Run manage.py prepare first.*kota-tebing-tinggi/pengaduan-masyarakat"):
        call_command("demo", cases=1)


@pytest.mark.django_db
@override_settings(DEMO=False)
def test_the_demo_is_refused_where_it_was_not_asked_for() -> None:
    """Its staff sign in with a password that everybody can read: a live office must not get them by a slip."""
    with pytest.raises(CommandError, match="set TEDUH_DEMO=1"):
        call_command("demo", cases=1)
    assert not demo_sign_ins().exists()
