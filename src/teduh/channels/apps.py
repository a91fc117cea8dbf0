# SPDX-License-Identifier: AGPL-3.0-or-later
"""Channels as a Django app: each kind registers itself."""

from __future__ import annotations

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """How a delivery goes is the worker's bookkeeping, outside the journal's door; that it went is an action."""

    name = "teduh.channels"
    outside_the_door = ("Delivery",)

    def ready(self) -> None:
        from teduh.channels import email, registry

        registry.register("email", email.send)
