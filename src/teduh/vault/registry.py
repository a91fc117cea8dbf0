# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every personal field of the product, read from the models: what it holds and how long it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps

from teduh.vault.fields import SealedField


@dataclass(frozen=True, slots=True, order=True)
class PersonalField:
    """One sealed column."""

    model: str
    field: str
    kind: str
    holds: str
    retention: str


def personal_fields() -> tuple[PersonalField, ...]:
    """All sealed columns of the installed apps, by model and field."""
    return tuple(
        sorted(
            PersonalField(model._meta.label, field.name, type(field).__name__, field.holds, field.retention)
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, SealedField)
        )
    )
