# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a paper asks of its writer, as a form like any other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from teduh.letters.kinds import Kind, read_kinds
from teduh.procedure import forms
from teduh.procedure.forms import Field, Form, Option, Section


def folder() -> Path:
    return Path(settings.CATALOGUE_DIR) / "letters"


def kinds() -> Mapping[str, Kind]:
    return read_kinds(folder())


def kind_of(product: str) -> Kind | None:
    """The kind of letter that a product is; the product's slug names it."""
    return kinds().get(product)


@lru_cache(maxsize=128)
def asks(product: str) -> Form | None:
    """The questions of a product's letter; None where it asks nothing."""
    kind = kind_of(product)
    if kind is None or not kind.questions:
        return None
    fields = tuple(
        Field(
            code=question.code,
            text=question.label,
            kind=forms.KINDS[question.kind.replace(" ", "-")],
            options=tuple(Option(code, words) for code, words in question.options),
            required=question.required,
            help=question.help,
        )
        for question in kind.questions
    )
    return Form(code=kind.key, title=kind.title, sections=(Section(title="", fields=fields),))


def title(product: str) -> str:
    """The paper's name for people; the product's own words where no template has it."""
    kind = kind_of(product)
    return kind.title if kind else product.replace("-", " ")
