# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in, and one's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from teduh.accounts.forms.fields import Form, text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def password(label: StrOrPromise, *, fresh: bool = False, help_text: StrOrPromise = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=256,  # hashing is slow on purpose: an endless password would be a way to stop the server
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if fresh else "current-password"}),
    )


class SignInForm(Form):
    username = text(_("Nama masuk"), longest=60, autocomplete="username", autocapitalize="none", spellcheck="false")
    password = password(_("Kata sandi"))


class PasswordForm(Form):
    """The old password once more, so that a page left open gives nobody the account."""

    old = password(_("Kata sandi sekarang"))
    new = password(
        _("Kata sandi baru"),
        fresh=True,
        help_text=_("Sedikitnya 12 huruf. Beberapa kata yang Anda ingat lebih baik daripada satu kata yang sulit."),
    )
    again = password(_("Kata sandi baru, sekali lagi"), fresh=True)

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.staff.check_password(old):
            raise forms.ValidationError(_("Kata sandi sekarang tidak cocok. Ketik lagi."))
        return old

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        validate_password(new, self.staff)
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("Kedua kata sandi baru tidak sama. Ketik lagi."))
        return cleaned
