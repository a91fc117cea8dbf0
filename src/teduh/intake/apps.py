# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "teduh.intake"
    label = "intake"
    verbose_name = "Penerimaan laporan"
