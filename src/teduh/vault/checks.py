# SPDX-License-Identifier: AGPL-3.0-or-later
"""Refuse to start where sealed data could not be read: said before a page shows a blank field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import DatabaseError

from teduh.vault import keyfile, keys
from teduh.vault.errors import KeyFileError


def register() -> None:
    """Let Django run the check before each command; `wsgi.py` calls `refuse_unfit`."""
    checks.register(check_keys)


def check_keys(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The master key is there, its owner's alone, and the one that the offices' keys were wrapped with."""
    try:
        refuse_unfit()
    except KeyFileError as error:
        return [checks.Error(str(error), id="vault.E001")]
    return []


def refuse_unfit() -> None:
    """`KeyFileError` where the master key does not fit the data. Every office's key is tried: each holds the proof."""
    from teduh.vault.models import OfficeKey

    keys.forget()
    if keyfile.exists():
        keyfile.read()
    try:
        rows = list(OfficeKey.objects.all())
    except DatabaseError:
        return  # No tables yet, so nothing is sealed; an unreachable database says so itself.
    for row in rows:
        keys.open_office(row)
