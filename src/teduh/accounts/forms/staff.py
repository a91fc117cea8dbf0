# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who works in an office, their roles, and deputies."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teduh.accounts import roles
from teduh.accounts.forms.fields import Form, choice, day, offer, offer_rows, text
from teduh.accounts.words import role_name


class StaffForm(Form):
    full_name = text(_("Nama lengkap dan gelar"), longest=150)
    unit = choice(_("Unit"), required=False, help_text=_("Unit menentukan siapa atasannya."))
    title = text(_("Jabatan, seperti pada surat"), required=False, longest=120)
    nip = text(
        _("NIP"), required=False, longest=24, inputmode="numeric", help_text=_("18 angka; kosong bila bukan ASN.")
    )
    rank = text(_("Pangkat, golongan"), required=False, longest=80)
    email = forms.EmailField(label=_("Surel"), required=False)
    phone = text(_("Telepon"), required=False, longest=30, inputmode="tel")

    def __init__(self, *args: Any, units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "unit", units)

    def clean_nip(self) -> str:
        nip = re.sub(r"[\s.]", "", self.cleaned_data["nip"])
        if nip and not re.fullmatch(r"\d{18}", nip):
            raise forms.ValidationError(_("NIP terdiri dari 18 angka. Periksa lagi, atau kosongkan."))
        return nip


class NewStaffForm(StaffForm):
    username = text(
        _("Nama masuk"),
        longest=60,
        autocapitalize="none",
        spellcheck="false",
        help_text=_("Huruf kecil, angka, titik, atau tanda hubung. Tidak diubah lagi."),
    )
    role = choice(_("Peran pertama"), required=False, help_text=_("Peran lain ditambahkan sesudah staf tersimpan."))
    field_order = ["full_name", "username", "role", "unit"]

    def __init__(self, *args: Any, installation: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", roleoffer(installation=installation))

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).casefold()
        if not re.fullmatch(r"[a-z0-9][a-z0-9.\-]{2,}", username):
            raise forms.ValidationError(_("Pakai sedikitnya tiga huruf kecil, angka, titik, atau tanda hubung."))
        return username


class RoleForm(Form):
    role = choice(_("Peran"))
    valid_from = day(_("Sejak"))
    valid_until = day(_("Sampai"), required=False, help_text=_("Kosong berarti sampai diakhiri."))

    def __init__(self, *args: Any, installation: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", roleoffer(installation=installation))


class DeputyForm(Form):
    kind = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[("plh", _("Plh.: pejabat berhalangan beberapa hari")), ("plt", _("Plt.: jabatan kosong"))],
    )
    role = choice(_("Jabatan yang digantikan"))
    absent = choice(_("Pejabat yang berhalangan"), required=False, help_text=_("Kosong hanya bila jabatannya kosong."))
    unit = choice(
        _("Unit yang dipimpin"), required=False, help_text=_("Untuk jabatan kosong yang ada di beberapa unit.")
    )
    staff = choice(_("Digantikan oleh"))
    valid_from = day(_("Sejak"))
    valid_until = day(_("Sampai"), required=False, help_text=_("Wajib untuk Plh."))

    def __init__(self, *args: Any, people: list[Any], units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", [(code, role_name(code)) for code in roles.HEADS])
        offer_rows(self, "absent", people)
        offer_rows(self, "staff", people)
        offer_rows(self, "unit", units)


def roleoffer(*, installation: bool) -> list[tuple[str, str]]:
    """The roles that may be given: in an office all of them, without one only those of the installation."""
    return [(role.code, role_name(role.code)) for role in roles.ROLES if role.installation or not installation]
