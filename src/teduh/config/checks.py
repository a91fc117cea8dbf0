# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings that may not stand together: `manage.py check` and every start say so, with the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import DatabaseError

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def register() -> None:
    """Let Django run these checks before each command."""
    for check in OURS:
        checks.register(check)


def refuse_bad_settings() -> None:
    """Stop a server that is started by itself, which Django does not check; SystemExit with every fault and hint."""
    faults = [fault for check in OURS for fault in check(None) if fault.is_serious()]
    if faults:
        raise SystemExit("\n".join(str(fault) for fault in faults))


def check_demo(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Demo mode prints passwords on the sign-in page: it answers on the own machine only."""
    strangers = sorted(set(settings.ALLOWED_HOSTS) - LOOPBACK)
    if settings.DEMO and strangers:
        return [
            checks.Error(
                f"TEDUH_DEMO=1 shows the demo sign-ins to everyone at {', '.join(strangers)}.",
                hint="Take TEDUH_DEMO away, or let TEDUH_HOSTS name this machine only.",
                id="teduh.E001",
            )
        ]
    return []


def check_demo_staff(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The demo's invented staff have a password that everybody can read: no office that others can reach keeps them."""
    if settings.DEMO or not set(settings.ALLOWED_HOSTS) - LOOPBACK:
        return []
    from teduh.accounts.queries import demo_sign_ins  # the models are not loaded where this module is

    try:
        if not demo_sign_ins().exists():
            return []
    except DatabaseError:
        return []  # No tables yet.
    return [
        checks.Error(
            "The demo's staff can sign in here with a published password.",
            hint="Begin with an empty TEDUH_DATA_DIR or database.",
            id="teduh.E004",
        )
    ]


def check_debug(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Debug pages show a case's data to whoever makes an error happen."""
    if settings.DEBUG and set(settings.ALLOWED_HOSTS) - LOOPBACK:
        return [
            checks.Error(
                "TEDUH_DEBUG=1 prints data on error pages that other machines can see.",
                hint="Take TEDUH_DEBUG away, or let TEDUH_HOSTS name this machine only.",
                id="teduh.E002",
            )
        ]
    return []


def check_folders(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Keys are read by their owner only."""
    keys: Path = settings.KEYS_DIR
    if keys.is_dir() and keys.stat().st_mode & 0o077:
        return [
            checks.Error(
                f"Other users of this machine can open {keys}.",
                hint=f"chmod 700 {keys}",
                id="teduh.E003",
            )
        ]
    return []


OURS = (check_demo, check_demo_staff, check_debug, check_folders)
