# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fields as all our forms have them: Bootstrap's classes, and the day typed as the browser's own picker gives it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms

from teduh.accounts.words import said
from teduh.journal import door

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Result = TypeVar("Result")
EMPTY = ("", "—")


class Form(forms.Form):
    """Gives each widget its class, and marks what is wrong for those who do not see colour."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dress()

    def dress(self) -> None:
        """Again after fields were added."""
        for field in self.fields.values():
            if isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
                continue  # a row of options has its look from the frame around it
            if isinstance(field.widget, forms.CheckboxInput):
                kind = "form-check-input"
            else:
                kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs.setdefault("class", kind)

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.errors:
            if name in self.fields:
                widget = self.fields[name].widget
                widget.attrs["class"] = f"{widget.attrs.get('class', '')} is-invalid"


def answer(form: forms.Form, act: Callable[[], Result]) -> Result | None:
    """Do it; a refusal becomes an error of the form, so that the page shows it and keeps what was typed."""
    try:
        return act()
    except door.Refused as refused:
        form.add_error(None, said(refused.refusal.reason))
        return None


def text(
    label: StrOrPromise, *, required: bool = True, longest: int = 200, help_text: StrOrPromise = "", **attrs: str
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def lines(
    label: StrOrPromise, *, required: bool = False, help_text: StrOrPromise = "", rows: int = 4
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def number(label: StrOrPromise, *, least: int, most: int, help_text: StrOrPromise = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def day(label: StrOrPromise, *, required: bool = True, help_text: StrOrPromise = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
    )


def choice(label: StrOrPromise, *, required: bool = True, help_text: StrOrPromise = "") -> forms.ChoiceField:
    """Filled by the form, which knows the office; an empty choice stands first where it may stay empty."""
    return forms.ChoiceField(label=label, required=required, help_text=help_text)


def offer(form: forms.Form, name: str, pairs: list[tuple[str, str]]) -> None:
    """Give a field its choices, an empty one first where it may stay empty."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = pairs if field.required else [EMPTY, *pairs]


def offer_rows(form: forms.Form, name: str, rows: list[Any]) -> None:
    """Rows of the office as choices; whatever is not among them is refused as unknown."""
    offer(form, name, [(str(row.pk), str(row)) for row in rows])
