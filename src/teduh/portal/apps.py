# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "teduh.portal"
    label = "portal"
    verbose_name = "Layanan warga"
