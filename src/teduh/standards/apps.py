# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "teduh.standards"
    label = "standards"
    verbose_name = "Standar pelayanan"
