# SPDX-License-Identifier: AGPL-3.0-or-later
"""Typed readers of the environment: a setting that cannot be understood stops the start with its name."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on", "ya"}
FALSE = {"0", "false", "no", "off", "tidak", ""}

# Before this release of SQLite two processes that write in WAL mode can corrupt the file (the "WAL-reset" fault).
WAL_IS_SAFE_FROM = (3, 51, 3)


def env_str(name: str, default: str = "") -> str:
    """The setting's text without surrounding space."""
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool = False) -> bool:
    """1/true/yes/on/ya or 0/false/no/off/tidak."""
    text = os.environ.get(name)
    if text is None:
        return default
    if text.strip().lower() in TRUE:
        return True
    if text.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={text!r} is neither true nor false: write 1 or 0.")


def env_int(name: str, default: int) -> int:
    """A whole number."""
    text = env_str(name)
    try:
        return int(text) if text else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={text!r} is not a whole number.") from error


def env_list(name: str, default: list[str]) -> list[str]:
    """Words separated by commas."""
    text = env_str(name)
    return [word.strip() for word in text.split(",") if word.strip()] if text else default


def env_path(name: str, default: Path) -> Path:
    """An absolute path; `~` is understood."""
    text = env_str(name)
    return Path(text).expanduser().resolve() if text else default


def secret_from_file(path: Path) -> str:
    """The secret kept in a file that only its owner can read; made on the first start.

    The file appears whole or not at all (written beside, then linked), for the web server and the worker may start
    at the same moment.
    """
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # Another process was first; its secret is the one that counts.
        finally:
            draft.unlink()
        return path.read_text("ascii").strip()


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's database settings from `DATABASE_URL`: empty or `sqlite:///path`, or `postgres://user:password@host/name`."""
    if not url:
        return sqlite(data_dir / "teduh.sqlite3")
    parts = split_url("DATABASE_URL", url)
    if parts.scheme == "sqlite":
        # Three slashes and four both lead to the root of the disk.
        return sqlite(Path("/" + unquote(parts.path).lstrip("/")))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(f"DATABASE_URL begins with {parts.scheme!r}: write sqlite:///… or postgres://…")


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as one office runs it: immediate transactions, every commit on the disk before it is acknowledged."""
    journal_mode = "WAL" if sqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM else "TRUNCATE"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # A transaction that reads first and writes later would otherwise fail at once when another one writes.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal_mode}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def email(url: str) -> dict[str, Any]:
    """Django's e-mail settings from `EMAIL_URL`: `console:` (prints), `smtp://user:password@host:port` or `smtps://…`.

    `smtp` upgrades to TLS by STARTTLS unless the address says `?tls=0`; `smtps` speaks TLS from the first byte.
    """
    parts = split_url("EMAIL_URL", url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL: write console:, smtp://user:password@host:587 or smtps://…")
    wrapped = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if wrapped else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": wrapped,
        "EMAIL_USE_TLS": not wrapped and dict(parse_qsl(parts.query)).get("tls", "1") != "0",
        "EMAIL_TIMEOUT": 20,
    }


def split_url(name: str, url: str) -> SplitResult:
    """The parts of an address; the port is tried at once, so that a bad one is named."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not an address: {error}.") from error
    return parts
