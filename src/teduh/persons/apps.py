# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "teduh.persons"
    label = "persons"
    verbose_name = "Orang"
