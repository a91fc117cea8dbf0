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


def check_signer(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Letters are signed by a signer that exists and has what it needs; a password never travels in the clear."""
    from teduh.letters import trust  # a part, loaded after the settings
    from teduh.letters.signers import NotSetUp, calling, signer

    try:
        lacking = signer().missing()
        trust.roots()
    except NotSetUp as error:
        lacking = error.message
    faults = [lacking.en] if lacking else []
    if settings.TIME_STAMP_URL and (wrong := calling.fault(settings.TIME_STAMP_URL)):
        faults.append(f"TEDUH_TSA_URL: {wrong.en}.")
    said: list[checks.CheckMessage] = [
        checks.Error(one, hint="docs/how-to/sign.md tells what each signer needs.", id="teduh.E005") for one in faults
    ]
    if settings.SIGNER != "local" and not any(Path(settings.TRUST_DIR).glob("*.pem")):
        said.append(
            checks.Warning(
                f"No root certificate in {settings.TRUST_DIR}: no signature will count as certified.",
                hint="Put the authority's root there as a PEM file; see docs/how-to/sign.md.",
                id="teduh.W001",
            )
        )
    return said


OURS = (check_demo, check_demo_staff, check_debug, check_folders, check_signer)
