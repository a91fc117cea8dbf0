# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings as text from the environment become values, or stop the start with the setting's name."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from teduh.config.environment import database, email, env_bool, env_int, env_list, secret_from_file


@pytest.mark.parametrize(("text", "value"), [("1", True), ("ya", True), ("OFF", False), ("", False)])
def test_a_switch_is_read_in_both_languages(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("TEDUH_X", text)
    assert env_bool("TEDUH_X", default=not value) is value


def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEDUH_X", "mungkin")
    with pytest.raises(ImproperlyConfigured, match="TEDUH_X='mungkin'"):
        env_bool("TEDUH_X")
    with pytest.raises(ImproperlyConfigured, match="TEDUH_X='mungkin'"):
        env_int("TEDUH_X", 5)


def test_a_list_is_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEDUH_X", " a.example, b.example ,")
    assert env_list("TEDUH_X", []) == ["a.example", "b.example"]


def test_without_an_address_the_data_lie_in_sqlite_beside_the_files(tmp_path: Path) -> None:
    settings = database("", tmp_path)
    assert settings["NAME"] == tmp_path / "teduh.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in settings["OPTIONS"]["init_command"]


@pytest.mark.parametrize("url", ["sqlite:///srv/office.sqlite3", "sqlite:////srv/office.sqlite3"])
def test_a_file_may_be_named_in_either_way(url: str, tmp_path: Path) -> None:
    assert database(url, tmp_path)["NAME"] == Path("/srv/office.sqlite3")


def test_a_postgres_address_is_taken_apart(tmp_path: Path) -> None:
    settings = database("postgres://teduh:p%40ss@db.example:5433/layanan?sslmode=require", tmp_path)
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"]) == ("teduh", "p@ss", "db.example")
    assert (settings["PORT"], settings["NAME"], settings["OPTIONS"]) == ("5433", "layanan", {"sslmode": "require"})


@pytest.mark.parametrize("url", ["mysql://x/y", "postgres://x:port/y"])
def test_an_unknown_database_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database(url, tmp_path)


def test_mail_goes_out_encrypted_unless_told_otherwise() -> None:
    assert email("smtp://u:p@mail.example")["EMAIL_USE_TLS"] is True
    assert email("smtp://mail.example:25?tls=0")["EMAIL_USE_TLS"] is False
    assert email("smtps://mail.example")["EMAIL_PORT"] == 465
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        email("pigeon://mail.example")


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret_key"
    first = secret_from_file(path)
    assert len(first) >= 64
    assert secret_from_file(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]
