# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accounts as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig

from teduh.accounts.codes import TABLE
from teduh.journal.codes import register


class AccountsConfig(AppConfig):
    """Registers its codes when it is made: another part's `ready` may already import our actions."""

    name = "teduh.accounts"
    verbose_name = "Kantor dan staf"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        register(TABLE)
